"""Find the evidence of an added claim in its document, also after a correction of the sentence.

Extraction finds the sentences of its own claims anew in each run. The sentence of a claim that a
person added is only found by its words.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claimkit.ledger.locating import GAP, SENTENCE_END, count_evidence, find_content, find_evidence
from claimkit.ledger.normalized_text import normalize_text
from claimkit.model import Claim, Span

if TYPE_CHECKING:
    from rapidfuzz.distance import Opcodes

_MIN_SIMILARITY = 80.0  # of 100; rapidfuzz's ratio: characters in common, in order


@dataclass(frozen=True, slots=True)
class Anchor:
    """An added claim with the place of its evidence and of its content in the document's text.

    ``claim`` has the words that the document has now.
    """

    claim: Claim
    evidence: Span
    content: Span


def find_anchor(text: str, claim: Claim, others: Container[str] = ()) -> Anchor | None:
    """Return where an added claim stands in a document; None if its sentence is gone.

    If the sentence was corrected, the claim takes over the corrected words: its evidence and,
    where the correction concerns it, its content. A claim is not found if its sentence no longer
    names its source, or its content no longer has its numbers and dates.

    Args:
        text: the document's reading text.
        others: normalized evidence of other claims, which a corrected sentence can't be.
    """
    span = find_evidence(text, claim)
    if span is not None:
        return _anchor(text, claim, span)
    copies = count_evidence(text, claim.evidence)
    if copies:
        nearest = replace(claim, occurrence=copies)
        span = find_evidence(text, nearest)
        return _anchor(text, nearest, span) if span else None
    return _find_corrected(text, claim, others)


def content_place(claim: Claim, evidence: Span) -> Span:
    """Return the place of a claim's content, from its first to its last word, in the text.

    Args:
        evidence: the place of the evidence; also the result if the content isn't in it.
    """
    spans = find_content(claim)
    if not spans:
        return evidence
    start = min(evidence.start + spans[0].start, evidence.end)
    return Span(start, max(start, min(evidence.start + spans[-1].end, evidence.end)))


def _anchor(text: str, claim: Claim, span: Span) -> Anchor:
    # White space may differ between the ledger and the document.
    printed = replace(claim, evidence=span.of(text))
    return Anchor(claim, span, content_place(printed, span))


def _find_corrected(text: str, claim: Claim, others: Container[str]) -> Anchor | None:
    from rapidfuzz import fuzz, process  # only needed if a sentence isn't found

    wanted = normalize_text(claim.evidence)
    spans = [
        span
        for span in _iter_stretches(text, claim.evidence)
        if normalize_text(span.of(text)) not in others and _names_source(span.of(text), claim)
    ]
    best = process.extractOne(
        wanted,
        [normalize_text(span.of(text)) for span in spans],
        scorer=fuzz.ratio,
        score_cutoff=_MIN_SIMILARITY,
    )
    if best is None:
        return None
    span = spans[best[2]]
    evidence = span.of(text)
    corrected = replace(
        claim, evidence=evidence, occurrence=count_evidence(text[: span.end], evidence)
    )
    if not find_content(corrected):
        content = _correct_content(claim, evidence)
        if content is None:
            return None
        corrected = replace(corrected, content=content)
    return Anchor(corrected, span, content_place(corrected, span))


def _names_source(evidence: str, claim: Claim) -> bool:
    """Return whether a corrected evidence has the names of the source that the old one has."""
    names = [*claim.source, *filter(None, [claim.mention])]
    return all(name in evidence for name in names if name in claim.evidence)


def _iter_stretches(text: str, like: str) -> Iterator[Span]:
    """Yield the stretches of a text that have about as many sentences as another text."""
    pieces = _split(text)
    usual = len(_split(like))
    for count in range(max(1, usual - 1), usual + 2):
        for first in range(len(pieces) - count + 1):
            yield Span(pieces[first].start, pieces[first + count - 1].end)


def _split(text: str) -> list[Span]:
    """Split a text roughly into sentences, without the white space between them."""
    ends = [match.end() for match in SENTENCE_END.finditer(text)]
    starts = [0, *ends]
    pieces = []
    for start, end in zip(starts, [*ends, len(text)], strict=True):
        words = text[start:end]
        left = start + len(words) - len(words.lstrip())
        right = start + len(words.rstrip())
        if left < right:
            pieces.append(Span(left, right))
    return pieces


def _correct_content(claim: Claim, evidence: str) -> str | None:
    """Return the words of a corrected evidence that stand for a claim's content.

    The result is None if they are too different, or lack the words of a quantity or date.
    """
    from rapidfuzz import fuzz
    from rapidfuzz.distance import Levenshtein

    parts = find_content(claim)
    changes = Levenshtein.opcodes(claim.evidence, evidence)
    found = [_whole_words(evidence, _move(changes, part)) for part in parts]
    content = GAP.join(" ".join(span.of(evidence).split()) for span in found)
    texts = [quantity.text for quantity in claim.quantities]
    texts += [dating.text for dating in claim.dates]
    is_alike = fuzz.ratio(claim.content, content) >= _MIN_SIMILARITY
    if not (
        parts and is_alike and find_content(replace(claim, evidence=evidence, content=content))
    ):
        return None
    return content if all(" ".join(text.split()) in content for text in texts) else None


def _move(changes: Opcodes, span: Span) -> Span:
    """Return the place of a stretch after changes of the text around it and in it."""
    start = _move_edge(changes, span.start, lambda edge, low, high: low <= edge < high)
    end = _move_edge(changes, span.end, lambda edge, low, high: low < edge <= high, at_end=True)
    return Span(start, max(start, end))


def _move_edge(
    changes: Opcodes, edge: int, is_in: Callable[[int, int, int], bool], *, at_end: bool = False
) -> int:
    for change in changes:
        if is_in(edge, change.src_start, change.src_end):
            if change.tag == "equal":
                return int(change.dest_start + edge - change.src_start)
            return int(change.dest_end if at_end else change.dest_start)
    return 0


def _whole_words(text: str, span: Span) -> Span:
    """Return the span with the words at its edges as a whole."""
    start, end = span.start, span.end
    while 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end)
