"""Offer extraction as a component of a spaCy pipeline.

After ``nlp.add_pipe("claimkit")``, the claims of a doc are in ``doc._.claims``.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from claimkit.extraction.extractor import ExtractOptions, Extractor
from claimkit.model import Document, OffsetMap
from claimkit.parsing import boundaries
from claimkit.parsing.layout import get_layout

COMPONENT = "claimkit"


class ClaimComponent:
    """Sets ``doc._.claims`` to the claims of a doc, in document order and without ids.

    Each line of the doc's text is a paragraph, unless the doc has a layout
    (``claimkit.parsing.layout``). The spans of the claims are offsets in that text. A doc has no
    author and no date; use `claimkit.extract` to read files with these.
    """

    def __init__(self, nlp: Language, *, attitudes: bool, author_claims: bool) -> None:
        options = ExtractOptions(attitudes=attitudes, author_claims=author_claims)
        self._extractor = Extractor(options, nlp)

    def __call__(self, doc: Doc) -> Doc:
        doc._.claims = self._extractor.find_claims(_document(doc), doc) if doc.text.strip() else []
        return doc


def _document(doc: Doc) -> Document:
    text = doc.text
    return Document("doc", text, get_layout(doc).blocks, OffsetMap.identity(len(text)), sha256="")


@Language.factory(
    COMPONENT,
    assigns=["doc._.claims"],
    requires=["token.dep", "token.tag", "token.lemma"],
    default_config={"attitudes": True, "author_claims": True},
)
def create_component(
    nlp: Language,
    name: str,  # noqa: ARG001 (spaCy passes it)
    attitudes: bool,
    author_claims: bool,
) -> ClaimComponent:
    """Return the component, and add claimkit's sentence boundaries before the parser of ``nlp``.

    Raises:
        ValueError: if ``nlp`` has no parser.
    """
    if not Doc.has_extension("claims"):
        Doc.set_extension("claims", default=None)
    if boundaries.COMPONENT not in nlp.component_names and not boundaries.add_boundaries(nlp):
        raise ValueError("claimkit needs a parser before it: load a model that has one")
    return ClaimComponent(nlp, attitudes=attitudes, author_claims=author_claims)


def create_boundaries(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Return the component of sentence boundaries; saved pipelines find it by entry point."""
    component: Callable[[Doc], Doc] = boundaries.set_boundaries
    return component
