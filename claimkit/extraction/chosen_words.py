"""Build a claim from the words that a person chose in a parsed document.

The values of the claim, such as its numbers and dates, are found as for any other claim.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from claimkit.edtf import is_day
from claimkit.extraction.claims import build_claims
from claimkit.extraction.datings.dating_finder import DatingIndex, find_datings
from claimkit.extraction.extractor import Extractor
from claimkit.model import Attribution, Claim, Confidence, Document, Kind, Span
from claimkit.parsing.parsed_document import ParsedDocument


@dataclass(frozen=True, slots=True)
class ChosenWords:
    """The parts of a claim as spans of the reading text; cue and source may be empty."""

    evidence: Span
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()


class ChosenWordsReader:
    """A parsed document in which a person chooses words. Its sentences count from 1."""

    def __init__(self, extractor: Extractor, document: Document) -> None:
        doc = next(iter(extractor.nlp.pipe([extractor.make_doc(document)])))
        self.document = document
        self._parsed = ParsedDocument(doc, document.text)
        self._datings = DatingIndex(find_datings(self._parsed, published=document.published))
        spans = (self._parsed.span(first, last) for first, last in self._parsed.sentences)
        self.sentences = tuple(_strip(span, document.text) for span in spans)
        self.sentences = tuple(span for span in self.sentences if len(span))

    def build(self, words: ChosenWords, rule: str) -> Claim:
        """Return the claim with these words, without an id and of the kind `Kind.INDIRECT`."""
        attribution = Attribution(
            source=words.source,
            cue=words.cue,
            content=words.content,
            evidence=words.evidence,
            kind=Kind.INDIRECT,
            stance=None,
            rule=rule,
            confidence=Confidence.HIGH,
        )
        (claim,) = build_claims(self._parsed, self.document, [attribution])
        return replace(claim, said=claim.said or self._find_day_beside(words), spans=None)

    def _find_day_beside(self, words: ChosenWords) -> str | None:
        """Return the only day in the evidence that is outside the content."""
        days = {
            dating.value
            for dating in self._datings.within(words.evidence)
            if dating.value is not None
            and is_day(dating.value)
            and dating.span is not None
            and not any(span.overlaps(dating.span) for span in words.content)
        }
        return days.pop() if len(days) == 1 else None


def _strip(span: Span, text: str) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))
