"""Find the claims that are reported within other claims, and keep their links right.

In "Kim said that Lee had denied the plan", Lee's claim stands in the content of Kim's. The links
are ids, so a claim needs its id first. Extraction finds them from the spans of a claim's parts,
which are in memory only; claims that were read from a file keep the links that they have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from claimkit.model import Claim, ClaimSpans, Kind, LedgerFile, Span

LedgerT = TypeVar("LedgerT", bound=LedgerFile)


def link_nested(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims of a document in the same order, each with its ``within``.

    A claim is within another one if its source and its cue stand in the other one's content. If
    several claims enclose it, the one with the shortest content is meant. Claims without spans
    are returned unchanged. A claim without a cue is within no other claim.
    """
    result = list(claims)
    for index, outer in _iter_nested([claim.spans for claim in result]):
        claim = result[index]
        if claim.spans is not None:
            is_nested = outer is not None and claim.kind is not Kind.AUTHOR
            within = result[outer].id if is_nested and outer is not None else None
            if within != claim.within:
                result[index] = replace(claim, within=within)
    return result


def _iter_nested(spans: Sequence[ClaimSpans | None]) -> Iterator[tuple[int, int | None]]:
    """Yield the index of each claim with spans and that of the innermost claim around it."""
    contents = sorted(
        (span, index) for index, parts in enumerate(spans) if parts for span in parts.content
    )
    cued = sorted((parts.cue[0].start, i) for i, parts in enumerate(spans) if parts and parts.cue)
    yield from ((i, None) for i, parts in enumerate(spans) if parts and not parts.cue)
    open_contents: list[tuple[Span, int]] = []
    next_content = 0
    for place, index in cued:
        while next_content < len(contents) and contents[next_content][0].start <= place:
            open_contents.append(contents[next_content])
            next_content += 1
        open_contents = [entry for entry in open_contents if entry[0].end > place]
        parts = spans[index]
        if parts is None:
            continue
        around = [
            (_length(outer), other)
            for _, other in open_contents
            if (outer := spans[other]) and _encloses(outer, parts)
        ]
        yield index, min(around)[1] if around else None


def _encloses(outer: ClaimSpans, inner: ClaimSpans) -> bool:
    """Return whether a claim is reported within another one.

    The enclosing content is the longer one, so that no two claims are within each other.
    """
    return _length(outer) > _length(inner) and all(
        any(content.contains(part) for content in outer.content)
        for part in (*inner.source, *inner.cue)
    )


def _length(spans: ClaimSpans) -> int:
    return sum(map(len, spans.content))


def relink(ledger: LedgerT, ids: Mapping[str, str] | None = None) -> LedgerT:
    """Return a ledger without links to claims that it does not have.

    Args:
        ids: the new ids of claims whose ids have changed, by their former ids.
    """
    ids = ids or {}
    known = {claim.id for claim in (*ledger.claims, *ledger.retired)}

    def linked(claim: Claim) -> Claim:
        if claim.within is None:
            return claim
        target = ids.get(claim.within, claim.within)
        within = target if target in known and target != claim.id else None
        return claim if within == claim.within else replace(claim, within=within)

    return replace(
        ledger,
        claims=tuple(map(linked, ledger.claims)),
        retired=tuple(map(linked, ledger.retired)),
    )
