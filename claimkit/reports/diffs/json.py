"""Write a comparison of two ledgers as JSON; `DiffRecord` is the schema."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from claimkit.ledger.format.plain_values import (
    plain_claim,
    plain_dating,
    plain_quantity,
    plain_review,
)
from claimkit.model import (
    Claim,
    ClaimChange,
    Dating,
    DocumentChange,
    FieldChange,
    LedgerDiff,
    Quantity,
    SecondReview,
)
from claimkit.reports.diffs.view import change_kind, count_diff, iter_rows
from claimkit.reports.escaping.json_text import to_json_text

FORMAT: Literal[1] = 1

ClaimFields = Annotated[
    dict[str, Any],
    Meta(
        description="A claim as the ledger writes it",
        extra_json_schema={"$ref": "ledger.schema.json#/$defs/ClaimRecord"},
    ),
]


class ChangedFieldRecord(Struct, frozen=True, omit_defaults=True):
    """A changed key of the ledger; ``notes`` describe the difference between the values."""

    name: str
    before: Any
    after: Any
    notes: list[str] = []


class DiffedClaimRecord(Struct, frozen=True):
    """A changed claim; ``before`` or ``after`` is null on the side that lacks it."""

    id: str
    change: Literal["added", "removed", "changed"]
    before: ClaimFields | None
    after: ClaimFields | None
    was_retired: bool
    is_retired: bool
    fields: list[ChangedFieldRecord]
    review: list[ChangedFieldRecord]


class DiffedDocumentRecord(Struct, frozen=True):
    """A document with a changed ledger; ``path`` is its present path, or its last one."""

    path: str
    change: Literal["added", "removed", "changed"]
    moved_from: str | None
    ledger: str | None
    ledger_before: str | None
    fields: list[ChangedFieldRecord]
    reordered: bool
    claims: list[DiffedClaimRecord]


class DiffSummaryRecord(Struct, frozen=True):
    """The numbers of documents and claims that differ."""

    documents: int
    moved: int
    added: int
    removed: int
    changed: int
    reviewed: int


class DiffRecord(Struct, frozen=True):
    """What ``claimkit diff --format json`` prints."""

    format: Literal[1]
    summary: DiffSummaryRecord
    documents: list[DiffedDocumentRecord]


def write(diff: LedgerDiff) -> str:
    """Return a comparison as one indented JSON object that ends with a line feed."""
    counts = count_diff(diff)
    record = DiffRecord(
        FORMAT,
        DiffSummaryRecord(*(getattr(counts, name) for name in DiffSummaryRecord.__struct_fields__)),
        list(map(_document, diff.documents)),
    )
    return to_json_text(record)


def _document(document: DocumentChange) -> DiffedDocumentRecord:
    change: Literal["added", "removed", "changed"] = "changed"
    if document.before is None or document.after is None:
        change = "added" if document.before is None else "removed"
    return DiffedDocumentRecord(
        path=document.path,
        change=change,
        moved_from=document.before if document.is_moved else None,
        ledger=document.ledger_after,
        ledger_before=document.ledger_before,
        fields=list(map(_field, document.fields)),
        reordered=document.is_reordered,
        claims=list(map(_claim, document.claims)),
    )


def _claim(change: ClaimChange) -> DiffedClaimRecord:
    return DiffedClaimRecord(
        id=change.claim.id,
        change=change_kind(change).value,
        before=_fields(change.before),
        after=_fields(change.after),
        was_retired=change.was_retired,
        is_retired=change.is_retired,
        fields=list(map(_field, change.fields)),
        review=list(map(_field, change.review)),
    )


def _fields(claim: Claim | None) -> dict[str, Any] | None:
    return plain_claim(claim) if claim else None


def _field(field: FieldChange) -> ChangedFieldRecord:
    notes = [row.note for row in iter_rows(field) if row.note]
    return ChangedFieldRecord(field.name, _value(field.before), _value(field.after), notes)


def _value(value: Any) -> Any:
    """Return a field's value as plain data; numbers stay exact."""
    match value:
        case Quantity():
            return plain_quantity(value)
        case Dating():
            return plain_dating(value)
        case SecondReview():
            return plain_review(value)
        case tuple() if value and isinstance(value[0], tuple):  # corrections
            return {name: _value(item) for name, item in value}
        case tuple():
            return [_value(item) for item in value]
        case Enum():
            return value.value
    return value
