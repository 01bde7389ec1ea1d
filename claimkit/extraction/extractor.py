"""Extract the claims of documents: parse them, find attributions, build claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from spacy.language import Language
from spacy.tokens import Doc

from claimkit.documents.reading import document_from_text
from claimkit.errors import DocumentError
from claimkit.extraction.attribution.attribution_finder import AttributionFinder, FoundAttributions
from claimkit.extraction.author import find_author_claims
from claimkit.extraction.block_claims import find_block_claims
from claimkit.extraction.claims import build_claims
from claimkit.extraction.datings.dating_finder import DatingIndex, find_datings
from claimkit.extraction.quantities.quantity_finder import QuantityIndex, find_quantities
from claimkit.extraction.rules import is_disabled
from claimkit.extraction.turn_claims import find_turn_claims
from claimkit.extraction.vocatives import without_vocatives
from claimkit.lexicons.lexicon_set import Lexicons, OwnLexicon
from claimkit.model import Claim, Dating, Document, Quantity
from claimkit.parsing.capitals import parse_capitals
from claimkit.parsing.layout import USER_DATA_KEY, read_layout
from claimkit.parsing.models import ModelInfo
from claimkit.parsing.name_repairs import correct_names
from claimkit.parsing.parsed_document import ParsedDocument
from claimkit.parsing.pipeline import describe_model, load_pipeline
from claimkit.parsing.tokens import make_doc

_BATCH = 8  # documents held in memory at once


@dataclass(frozen=True, slots=True)
class ExtractOptions:
    """The options of extraction.

    ``model`` names a spaCy package or a folder; None is the default model. ``attitudes`` keeps
    attributions of a thought or a wish, ``author_claims`` keeps facts that the author states.
    Claims of a rule that a pattern of ``disabled_rules`` matches are left out. ``lexicons`` are a
    project's own additions (`claimkit.lexicons.own_lexicons`).
    """

    model: str | None = None
    attitudes: bool = True
    author_claims: bool = True
    disabled_rules: tuple[str, ...] = ()
    lexicons: tuple[OwnLexicon, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """The claims of a document, with the attributions and drafts behind them.

    ``disabled`` are the claims that were left out because their rule is disabled.
    """

    claims: list[Claim]
    found: FoundAttributions
    disabled: Sequence[Claim] = ()


class Extractor:
    """Extracts claims with one spaCy pipeline, which is loaded at the first use.

    The same document gives the same claims alone or among others.
    """

    def __init__(self, options: ExtractOptions | None = None, nlp: Language | None = None) -> None:
        self.options = options or ExtractOptions()
        self._nlp = nlp

    @cached_property
    def nlp(self) -> Language:
        """The pipeline, loaded at the first use."""
        return self._nlp or load_pipeline(self.options.model)

    @cached_property
    def _finder(self) -> AttributionFinder:
        attitudes = self.options.attitudes
        return AttributionFinder(self.nlp.vocab, self.lexicons, attitudes=attitudes)

    @cached_property
    def lexicons(self) -> Lexicons:
        """The lexicons of the pipeline's language, with own additions."""
        return Lexicons(str(self.nlp.lang), self.options.lexicons)

    @property
    def model(self) -> ModelInfo:
        """The name and version of the pipeline's model."""
        return describe_model(self.nlp)

    def claims(self, document: Document | str) -> list[Claim]:
        """Return the claims of a document or a text, in document order, without ids."""
        if isinstance(document, str):
            document = document_from_text(document, name="text", language=str(self.nlp.lang))
        return next(self.iter_claims([document]))[1]

    def iter_claims(self, documents: Iterable[Document]) -> Iterator[tuple[Document, list[Claim]]]:
        """Yield each document with its claims, in order, holding few documents at a time."""
        iterator = iter(documents)
        while batch := list(islice(iterator, _BATCH)):
            docs = self.nlp.pipe([self.make_doc(document) for document in batch])
            for document, doc in zip(batch, docs, strict=True):
                yield document, self.find_claims(document, doc)

    def quantities(self, text: str) -> list[Quantity]:
        """Return the quantities of a text, in order, each with its span."""
        return find_quantities(self._parse(text), 0, len(text))

    def datings(self, text: str, published: str | None = None) -> list[Dating]:
        """Return the date expressions of a text, in order, each with its span.

        ``published`` is the EDTF date that relative expressions count from.
        """
        return find_datings(self._parse(text), published=published)

    def _parse(self, text: str) -> ParsedDocument:
        doc = make_doc(self.nlp, text)
        doc.user_data[USER_DATA_KEY] = read_layout(text, lexicons=self.lexicons)
        return ParsedDocument(self.nlp(doc), text)

    def make_doc(self, document: Document) -> Doc:
        """Return the document's tokens with its layout, not parsed yet."""
        if len(document.text) > self.nlp.max_length:
            raise DocumentError(
                f"{document.path}: {len(document.text):,} characters are more than the model takes "
                f"({self.nlp.max_length:,})",
                hint="split the document",
            )
        doc = make_doc(self.nlp, document.text)
        doc.user_data[USER_DATA_KEY] = read_layout(document.text, document.blocks, self.lexicons)
        return doc

    def find_claims(self, document: Document, doc: Doc) -> list[Claim]:
        """Return the claims of a document that is parsed; ``doc`` has the document's text."""
        return self.extract(document, doc).claims

    def extract(self, document: Document, doc: Doc) -> Extraction:
        """Return the claims of a parsed document with the attributions and drafts behind them."""
        parse_capitals(doc, self.nlp)
        correct_names(doc, self.lexicons)
        parsed = ParsedDocument(doc, document.text)
        found = self._finder.find(parsed)
        attributions = without_vocatives(parsed, found.attributions)
        quantities = QuantityIndex(parsed)
        if self.options.author_claims:
            attributions += find_author_claims(parsed, attributions, quantities)
        datings = DatingIndex(find_datings(parsed, published=document.published))
        turns = find_turn_claims(parsed, found.attributions, quantities, datings)
        attributions += without_vocatives(parsed, turns)
        attributions += find_block_claims(parsed, found.attributions)
        claims = build_claims(parsed, document, attributions, quantities, datings)
        # Last, so that no other rule finds a claim in the same words instead.
        rules = self.options.disabled_rules
        disabled = [c for c in claims if is_disabled(c.rule, rules)] if rules else []
        return Extraction([c for c in claims if c not in disabled], found, disabled)
