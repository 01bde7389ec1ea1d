"""Write claims with their evidence in context and their history as JSON.

The records here are the schemas.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from claimkit.ledger.claim_filter import Standing
from claimkit.ledger.format.plain_values import plain_claim
from claimkit.model import Claim
from claimkit.reports.claims.shown_claim import ClaimEventKind, HistoryEntry, ShownClaim
from claimkit.reports.escaping.json_text import to_json_text
from claimkit.reports.places import PlaceRecord

FORMAT: Literal[1] = 1

Line = Annotated[int, Meta(ge=1)]
PlainClaim = Annotated[
    dict[str, Any], Meta(extra_json_schema={"$ref": "ledger.schema.json#/$defs/ClaimRecord"})
]


class ContextRecord(Struct, frozen=True):
    """The text around the evidence; ``problem`` says why it is unknown or may be out of date."""

    before: str
    after: str
    problem: str | None


class NeighbourRecord(Struct, frozen=True):
    """A claim that reports another one, or that another one reports."""

    id: str
    source: list[str]
    content: str


class EventRecord(Struct, frozen=True):
    """One change of a claim; ``detail`` names the changed fields, the review or the old path."""

    event: ClaimEventKind
    detail: str | None


class HistoryRecord(Struct, frozen=True):
    """A commit that changed the claim; ``commit`` is null for what is not committed yet."""

    commit: str | None
    on: str | None
    author: str | None
    subject: str | None
    events: list[EventRecord]


class ShownClaimRecord(Struct, frozen=True):
    """A claim as the ledger writes it, with everything that is known about it.

    ``line`` is that of the evidence in the document; where the document is no text, ``place`` is.
    ``within`` is the claim that this one is
    reported in. ``history_note`` says what the history lacks.
    """

    document: str
    line: Line | None
    place: PlaceRecord | None
    ledger: str
    ledger_line: Line
    standings: list[Standing]
    claim: PlainClaim
    context: ContextRecord
    within: NeighbourRecord | None
    reports: list[NeighbourRecord]
    history: list[HistoryRecord]
    history_note: str | None


class ShowRecord(Struct, frozen=True):
    """What ``claimkit show --format json`` prints."""

    format: Literal[1]
    claims: list[ShownClaimRecord]


def write(claims: Iterable[ShownClaim]) -> str:
    """Return claims as a JSON object."""
    return to_json_text(ShowRecord(FORMAT, [_record(shown) for shown in claims]))


def _record(shown: ShownClaim) -> ShownClaimRecord:
    filed, context = shown.filed, shown.context
    return ShownClaimRecord(
        document=filed.document,
        line=context.line,
        place=PlaceRecord.of(context.place),
        ledger=shown.ledger,
        ledger_line=shown.ledger_line,
        standings=list(filed.ordered_standings),
        claim=plain_claim(filed.claim),
        context=ContextRecord(context.before, context.after, context.problem),
        within=None if shown.outer is None else _neighbour(shown.outer),
        reports=[_neighbour(claim) for claim in shown.inner],
        history=[_history(entry) for entry in shown.history.entries],
        history_note=shown.history.note,
    )


def _neighbour(claim: Claim) -> NeighbourRecord:
    return NeighbourRecord(claim.id, list(claim.source), claim.content)


def _history(entry: HistoryEntry) -> HistoryRecord:
    events = [EventRecord(event.kind, event.detail) for event in entry.events]
    return HistoryRecord(entry.commit, entry.on, entry.author, entry.subject, events)
