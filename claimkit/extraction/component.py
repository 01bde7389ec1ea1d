"""Offer extraction as a component of a spaCy pipeline.

After ``nlp.add_pipe("claimkit")``, the claims of a doc are in ``doc._.claims``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from claimkit.extraction.extractor import ExtractOptions, Extractor
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.own_lexicons import check_own_lexicons, read_own_lexicons
from claimkit.model import Document, OffsetMap
from claimkit.parsing import boundaries
from claimkit.parsing.layout import USER_DATA_KEY, get_layout, read_layout

COMPONENT = "claimkit"
LEXICONS = "claimkit_lexicons"


class ClaimComponent:
    """Sets ``doc._.claims`` to the claims of a doc, in document order and without ids.

    Each line of the doc's text is a paragraph, unless the doc has a layout
    (``claimkit.parsing.layout``). The spans of the claims are offsets in that text. A doc has no
    author and no date; use `claimkit.extract` to read files with these.
    """

    def __init__(self, nlp: Language, options: ExtractOptions) -> None:
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
    default_config={
        "attitudes": True,
        "author_claims": True,
        "disabled_rules": [],
        "lexicons": None,
    },
)
def create_component(
    nlp: Language,
    name: str,  # noqa: ARG001 (spaCy passes it)
    attitudes: bool,
    author_claims: bool,
    disabled_rules: list[str],
    lexicons: str | None,
) -> ClaimComponent:
    """Return the component, and add claimkit's sentence boundaries before the parser of ``nlp``.

    Args:
        lexicons: a folder with own lexicons.

    Raises:
        ValueError: if ``nlp`` has no parser.
        LexiconError: if an own lexicon cannot be used.
    """
    if not Doc.has_extension("claims"):
        Doc.set_extension("claims", default=None)
    if boundaries.COMPONENT not in nlp.component_names and not boundaries.add_boundaries(nlp):
        raise ValueError("claimkit needs a parser before it: load a model that has one")
    if lexicons is not None and LEXICONS not in nlp.component_names:
        nlp.add_pipe(LEXICONS, before=boundaries.COMPONENT, config={"folder": lexicons})
    options = ExtractOptions(
        attitudes=attitudes,
        author_claims=author_claims,
        disabled_rules=tuple(disabled_rules),
        lexicons=() if lexicons is None else _read_lexicons(nlp, lexicons).own,
    )
    return ClaimComponent(nlp, options)


class LexiconComponent:
    """Gives each doc the lexicons with which the components after it read it."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._lexicons = lexicons

    def __call__(self, doc: Doc) -> Doc:
        if USER_DATA_KEY not in doc.user_data:
            doc.user_data[USER_DATA_KEY] = read_layout(doc.text, lexicons=self._lexicons)
        return doc


@Language.factory(LEXICONS, default_config={"folder": None})
def create_lexicons(nlp: Language, name: str, folder: str) -> LexiconComponent:  # noqa: ARG001
    """Return the component for a folder of own lexicons.

    Raises:
        LexiconError: if a file there cannot be used.
    """
    return LexiconComponent(_read_lexicons(nlp, folder))


def _read_lexicons(nlp: Language, folder: str) -> Lexicons:
    lexicons = Lexicons(str(nlp.lang), read_own_lexicons(Path(folder), folder))
    check_own_lexicons(lexicons)
    return lexicons


def create_boundaries(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Return the component of sentence boundaries; saved pipelines find it by entry point."""
    component: Callable[[Doc], Doc] = boundaries.set_boundaries
    return component
