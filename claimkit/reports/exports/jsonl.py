"""Write claims as JSON Lines, with the spans of their parts in the document's own text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any

from msgspec import Meta, Struct, structs

from claimkit.ledger.claim_ids import assign_ids
from claimkit.ledger.format.plain_values import plain_claim
from claimkit.ledger.nesting import link_nested
from claimkit.model import Claim, Document, OffsetMap, Span
from claimkit.reports.escaping.json_text import to_json_line
from claimkit.reports.places import PlaceRecord

Range = Annotated[
    list[Annotated[int, Meta(ge=0)]],
    Meta(min_length=2, max_length=2, description="Start and end; the end is not included"),
]

SaidBound = Annotated[
    str | None,
    Meta(
        description="Until when the claim was made, in EDTF, if its day is not known: an interval "
        "with an open start, such as ../2025-06-02"
    ),
]
BESIDE_CLAIM = ("said_bound", "spans", "place")
"""The keys of a line after those of the claim."""


class SpansRecord(Struct, frozen=True):
    """The spans of all words of a claim's parts, in code points of the document's source text.

    The content's may begin with its conjunction ("that"), the source's hold its apposition.

    It is the text of the file, decoded, with its markup. A file that is no text, such as a PDF, has
    none: its source text is the one that claimkit took from it, and ``place`` leads into the file.
    """

    source: list[Range]
    cue: list[Range]
    content: list[Range]
    evidence: list[Range]


def iter_lines(document: Document, claims: Iterable[Claim]) -> Iterator[str]:
    """Yield a line without its line feed for each claim; claims without an id get one."""
    for claim in link_nested(assign_ids(document.path, claims)):
        yield to_json_line(claim_dict(document, claim))


def claim_dict(document: Document, claim: Claim) -> dict[str, Any]:
    """Return a claim's fields as in the ledger, between ``document`` and what is known beside.

    ``said_bound`` is the interval up to the latest day on which the claim was made, if its day is
    not known.
    Spans are lists of ``[start, end)`` code-point offsets into the document's source text, in text
    order. A part has several spans if text between them is not part of the reading text.
    ``spans`` is null for a claim that was read from a ledger file. ``place`` is where the evidence
    begins in a file that is no text.
    """
    evidence = claim.spans.evidence if claim.spans else None
    place = PlaceRecord.of(document.find_place(evidence)) if evidence else None
    return {
        "document": document.path,
        **plain_claim(claim),
        "said_bound": claim.said_bound,
        "spans": _spans(document.offsets, claim),
        "place": None if place is None else structs.asdict(place),
    }


def _spans(offsets: OffsetMap, claim: Claim) -> dict[str, list[Range]] | None:
    spans = claim.spans
    if spans is None:
        return None
    record = SpansRecord(
        source=_own_ranges(offsets, spans.source),
        cue=_own_ranges(offsets, spans.cue),
        content=_own_ranges(offsets, spans.content),
        evidence=_own_ranges(offsets, [spans.evidence]),
    )
    return structs.asdict(record)


def _own_ranges(offsets: OffsetMap, spans: Iterable[Span]) -> list[Range]:
    return [[own.start, own.end] for span in spans for own in offsets.source_spans(span)]
