"""Find the words of a claim in its document and in its evidence.

Ledger files have no offsets, so the text is searched for the words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice

from claimkit.model import Claim, ClaimSpans, Span

GAP = " … "
"""The mark between the parts of a content that is not contiguous in the evidence."""

SENTENCE_END = re.compile(r"""[.!?…]["'”’»)]*\s+|\n+""")
"""The rough end of a sentence with the white space behind it, where no parse is at hand."""


def find_evidence(text: str, claim: Claim) -> Span | None:
    """Return the span of a claim's evidence in its document's reading text.

    White space may differ if the text does not hold the evidence as it is.
    """
    if not claim.evidence.strip():
        return None
    places = _iter_evidence(text, claim.evidence)
    return next(islice(places, claim.occurrence - 1, None), None)


def count_evidence(text: str, evidence: str) -> int:
    """Return how often some evidence stands in a text, as `find_evidence` counts."""
    return sum(1 for _ in _iter_evidence(text, evidence)) if evidence.strip() else 0


def _iter_evidence(text: str, evidence: str) -> Iterator[Span]:
    place = text.find(evidence)
    if place >= 0:
        while place >= 0:
            yield Span(place, place + len(evidence))
            place = text.find(evidence, place + 1)
        return
    flat, offsets = _flatten(text)
    wanted = " ".join(evidence.split())
    place = flat.find(wanted)
    while place >= 0:
        yield Span(offsets[place], offsets[place + len(wanted) - 1] + 1)
        place = flat.find(wanted, place + 1)


def find_parts(claim: Claim) -> ClaimSpans:
    """Return the spans of source, cue and content in a claim's evidence; empty if not found.

    Places of the source and the cue outside the content are preferred. A space of the ledger
    matches a line break in the evidence.
    """
    evidence = claim.evidence
    content = find_content(claim)
    cue = _find_outside(evidence, [claim.cue or ""], content)
    if not cue and claim.cue:
        cue = _find_outside(evidence, claim.cue.split(), content)
    mentions = [claim.mention] if claim.mention else list(claim.source)
    source = _find_outside(evidence, mentions, (*content, *cue))
    return ClaimSpans(source, cue, content, Span(0, len(evidence)))


def find_content(claim: Claim) -> tuple[Span, ...]:
    """Return the spans of the content's parts in a claim's evidence; empty if one is missing."""
    return find_parts_of(claim.content, claim.evidence)


def find_parts_of(content: str, evidence: str) -> tuple[Span, ...]:
    """Return the spans of a content's parts in some evidence; empty if one is missing."""
    return _find_in_order(evidence, content.split(GAP))


def _find_in_order(text: str, pieces: Iterable[str]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for piece in pieces:
        start = spans[-1].end if spans else 0
        found = next(iter_places(text, piece, start), None)
        if found is None:
            return ()
        spans.append(found)
    return tuple(spans)


def _find_outside(text: str, pieces: Iterable[str], taken: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return a place of each piece, outside the taken spans if possible; none if one is missing."""
    spans = []
    for piece in pieces:
        places = list(iter_places(text, piece))
        if not places:
            return ()
        free = (p for p in places if not any(p.overlaps(other) for other in taken))
        spans.append(next(free, places[0]))
    return tuple(sorted(spans))


def iter_places(text: str, piece: str, start: int = 0) -> Iterator[Span]:
    """Yield the spans where a piece's words occur as whole words."""
    wanted = " ".join(piece.split())
    flat, offsets = _flatten(text)
    place = flat.find(wanted, bisect_left(offsets, start)) if wanted else -1
    while place >= 0:
        end = place + len(wanted)
        if not (_is_inside_word(flat, place) or _is_inside_word(flat, end)):
            yield Span(offsets[place], offsets[end - 1] + 1)
            place = flat.find(wanted, end)
        else:
            place = flat.find(wanted, place + 1)


@lru_cache(maxsize=1)
def _flatten(text: str) -> tuple[str, Sequence[int]]:
    """Replace each run of white space by a space; return the text and its characters' offsets."""
    flat = _SPACE.sub(" ", text)
    if len(flat) == len(text):
        return flat, range(len(text))
    return flat, [found.start() for found in _SPACE_OR_CHARACTER.finditer(text)]


def _is_inside_word(text: str, index: int) -> bool:
    return text[index - 1 : index].isalnum() and text[index : index + 1].isalnum()


_SPACE = re.compile(r"\s+")
_SPACE_OR_CHARACTER = re.compile(r"\s+|\S")
