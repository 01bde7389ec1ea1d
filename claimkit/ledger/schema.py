"""What a ledger file may hold, and the way between a file's plain values and the model.

The order of the fields here is the order of the keys in the file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from claimkit.errors import SchemaError
from claimkit.ledger.fields import CLAIM_FIELDS, ClaimField
from claimkit.model import (
    BlockKind,
    Bound,
    Change,
    Claim,
    Confidence,
    Dating,
    Kind,
    LedgerFile,
    Quantity,
    Review,
    ReviewStatus,
    SourceEntry,
    SourceKind,
    SourceRole,
)

SCHEMA = 1
_MAX_EXPONENT = 10_000


def _as_version(value: object) -> object:
    if type(value) is int and value > SCHEMA:
        raise PydanticCustomError(
            "newer_schema",
            "this file has schema {found}, this claimkit knows {known}; install a newer claimkit",
            {"found": value, "known": SCHEMA},
        )
    return value


def _as_number(value: object) -> object:
    number = Decimal(value) if type(value) is int else value
    if not isinstance(number, Decimal):
        raise PydanticCustomError("number", "Input should be a number")
    if not number.is_finite() or abs(number.adjusted()) > _MAX_EXPONENT:
        raise PydanticCustomError("number", "Input should be a number that can be written out")
    return number


def _as_names(value: object) -> object:
    if value is None:
        return []
    if isinstance(value, str):
        return [value]
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return value
    raise PydanticCustomError("names", "Input should be a name, a list of names, or null")


SchemaNumber = Annotated[Literal[1], BeforeValidator(_as_version)]
Number = Annotated[
    Decimal, BeforeValidator(_as_number), WithJsonSchema({"type": "number"}, mode="validation")
]
Names = Annotated[
    list[str],
    BeforeValidator(_as_names),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {"type": "array", "items": {"type": "string"}},
                {"type": "null"},
            ]
        }
    ),
]
# A strict model takes an enumeration only from its member; a file holds the member's value.
LaxKind = Annotated[Kind, Field(strict=False)]
LaxBlock = Annotated[BlockKind, Field(strict=False)]
LaxBound = Annotated[Bound, Field(strict=False)]
LaxChange = Annotated[Change, Field(strict=False)]
LaxConfidence = Annotated[Confidence, Field(strict=False)]
LaxSourceKind = Annotated[SourceKind, Field(strict=False)]
LaxStatus = Annotated[ReviewStatus, Field(strict=False)]


class Record(BaseModel):
    """Base of everything that stands in a ledger: types as they are, unknown keys refused."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class QuantityRecord(Record):
    text: str
    min: Number | None
    max: Number | None
    bound: LaxBound
    unit: str | None
    change: LaxChange | None = None


class DatingRecord(Record):
    text: str
    value: str | None


# Pydantic leaves defaults unchecked: a correction that is absent is not one to null.
_ABSENT: Any = None


class CorrectionsRecord(Record):
    """The fields that a person may put right."""

    kind: LaxKind = _ABSENT
    block: LaxBlock = _ABSENT
    source: Names = _ABSENT
    mention: str | None = None
    role: str | None = None
    anonymous: bool = _ABSENT
    government: Names = _ABSENT
    via: list[str] = _ABSENT
    cue: str | None = None
    stance: str | None = None
    negated: bool = _ABSENT
    content: str = _ABSENT
    said: str | None = None
    quantities: list[QuantityRecord] = _ABSENT
    dates: list[DatingRecord] = _ABSENT


class ReviewRecord(Record):
    status: LaxStatus = ReviewStatus.PENDING
    by: str | None = None
    on: str | None = None
    note: str | None = None
    corrections: CorrectionsRecord = CorrectionsRecord()
    stale: list[ClaimField] = []


class ClaimRecord(Record):
    id: Annotated[str, Field(pattern="^[0-9a-z]{8}$")]
    kind: LaxKind
    block: LaxBlock = BlockKind.PARAGRAPH
    source: Names
    mention: str | None = None
    role: str | None = None
    anonymous: bool = False
    government: Names = []
    via: list[str] = []
    cue: str | None = None
    stance: str | None = None
    negated: bool = False
    content: str
    said: str | None
    quantities: list[QuantityRecord] = []
    dates: list[DatingRecord] = []
    lead_in: str | None = None
    evidence: str
    occurrence: Annotated[int, Field(ge=1)] = 1
    confidence: LaxConfidence
    rule: str
    review: ReviewRecord | None = None


class DocumentRecord(Record):
    path: Annotated[str, Field(min_length=1)]
    sha256: str
    title: str | None
    author: str | None
    published: str | None


class LedgerRecord(Record):
    """A ledger file."""

    schema_number: SchemaNumber = Field(alias="schema")
    document: DocumentRecord
    claims: list[ClaimRecord]
    retired: list[ClaimRecord]


class ModelRecord(Record):
    name: str
    version: str


class ExtractorRecord(Record):
    """``_extractor.yaml``: what produced the ledger."""

    schema_number: SchemaNumber = Field(alias="schema")
    claimkit: str
    model: ModelRecord
    lexicons: str


class SourceRoleRecord(Record):
    role: Annotated[str, Field(min_length=1)]
    documents: list[str]


class SourceRecord(Record):
    name: Annotated[str, Field(min_length=1)]
    kind: LaxSourceKind
    aliases: list[str] = []
    roles: list[SourceRoleRecord] = []


class SourcesRecord(Record):
    """``_sources.yaml``: the sources of the whole ledger."""

    schema_number: SchemaNumber = Field(alias="schema")
    sources: list[SourceRecord]


_LEFT_OUT_WHEN_EMPTY = frozenset(
    "role anonymous government via negated quantities dates lead_in review".split()
)
_CORRECTION_FIELDS = tuple(CorrectionsRecord.model_fields)


def claim_fields(claim: Claim) -> dict[str, Any]:
    """Return the plain values of a claim as the ledger writes them.

    In the ledger's key order; what the format leaves out is absent. Numbers are `Decimal`.
    """
    fields: dict[str, Any] = {}
    for name in CLAIM_FIELDS:
        value = getattr(claim, name)
        if name == "review":
            value = _review_fields(value) if value else None
        if not _is_left_out(claim, name, value):
            fields[name] = _plain(name, value)
    return fields


def _is_left_out(claim: Claim, name: str, value: object) -> bool:
    match name:
        case "block":
            return value is BlockKind.PARAGRAPH
        case "mention":
            return value == _usual_mention(claim.kind, claim.source)
        case "cue" | "stance":
            return value is None and claim.kind is Kind.AUTHOR
        case "occurrence":
            return value == 1
        case name if name in _LEFT_OUT_WHEN_EMPTY:
            return not value and value != ""
        case _:
            return False


def _usual_mention(kind: Kind, source: tuple[str, ...]) -> str | None:
    """Return the mention that a claim without the key has."""
    return source[0] if len(source) == 1 and kind is not Kind.AUTHOR else None


def _plain(name: str, value: Any) -> Any:
    match name:
        case "source" | "government":
            return (value[0] if len(value) == 1 else list(value)) if value else None
        case "via":
            return list(value)
        case "quantities":
            return [_quantity_fields(quantity) for quantity in value]
        case "dates":
            return [{"text": dating.text, "value": dating.value} for dating in value]
        case _:
            return value.value if isinstance(value, Enum) else value


def _quantity_fields(quantity: Quantity) -> dict[str, Any]:
    fields = {
        "text": quantity.text,
        "min": quantity.min,
        "max": quantity.max,
        "bound": quantity.bound.value,
        "unit": quantity.unit,
    }
    return fields | ({"change": quantity.change.value} if quantity.change else {})


def _review_fields(review: Review) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if review.status is not ReviewStatus.PENDING:
        fields["status"] = review.status.value
    for name in ("by", "on", "note"):
        if getattr(review, name) is not None:
            fields[name] = getattr(review, name)
    if review.corrections:
        pairs = dict(review.corrections)
        order = (*_CORRECTION_FIELDS, *(name for name in pairs if name not in _CORRECTION_FIELDS))
        fields["corrections"] = {name: _plain(name, pairs[name]) for name in order if name in pairs}
    if review.stale:
        fields["stale"] = list(review.stale)
    return fields


def plain_value(name: str, value: Any) -> Any:
    """Return one field's value as the ledger writes it."""
    return _plain(name, value)


def correction_value(name: str, plain: Any) -> Any:
    """Return the model's value of a correction from the plain value of a file.

    Raises:
        SchemaError: if the field can't have this value.
    """
    try:
        record = CorrectionsRecord.model_validate({name: plain})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"][1:])
        message = f"{where}: {first['msg']}" if where else first["msg"]
        raise SchemaError(message, path=name) from error
    return _to_value(name, getattr(record, name))


def ledger_fields(ledger: LedgerFile) -> dict[str, Any]:
    """Return the plain values of a whole ledger file, in its key order."""
    return {
        "schema": SCHEMA,
        "document": {name: getattr(ledger, name) for name in DocumentRecord.model_fields},
        "claims": [claim_fields(claim) for claim in ledger.claims],
        "retired": [claim_fields(claim) for claim in ledger.retired],
    }


def to_ledger(record: LedgerRecord) -> LedgerFile:
    """Return the model of a validated ledger file."""
    return LedgerFile(
        **record.document.model_dump(),
        claims=tuple(map(_to_claim, record.claims)),
        retired=tuple(map(_to_claim, record.retired)),
    )


def _to_claim(record: ClaimRecord) -> Claim:
    values = {name: _to_value(name, getattr(record, name)) for name in CLAIM_FIELDS}
    if "mention" not in record.model_fields_set:
        values["mention"] = _usual_mention(record.kind, values["source"])
    return Claim(**values)


_CONVERTERS: dict[str, Callable[[Any], object]] = {
    "source": tuple,
    "government": tuple,
    "via": tuple,
    "quantities": lambda records: tuple(Quantity(**dict(record)) for record in records),
    "dates": lambda records: tuple(Dating(text=r.text, value=r.value) for r in records),
    "review": lambda record: _to_review(record) if record else None,
}


def _to_value(name: str, value: Any) -> Any:
    convert = _CONVERTERS.get(name)
    return convert(value) if convert else value


def _to_review(record: ReviewRecord) -> Review | None:
    given = record.corrections.model_fields_set
    review = Review(
        status=record.status,
        by=record.by,
        on=record.on,
        note=record.note,
        corrections=tuple(
            (name, _to_value(name, getattr(record.corrections, name)))
            for name in _CORRECTION_FIELDS
            if name in given
        ),
        stale=tuple(record.stale),
    )
    return review if review != Review() else None


def sources_fields(entries: Iterable[SourceEntry]) -> dict[str, Any]:
    """Return the plain values of ``_sources.yaml``, in its key order."""
    return {"schema": SCHEMA, "sources": [_source_fields(entry) for entry in entries]}


def _source_fields(entry: SourceEntry) -> dict[str, Any]:
    fields: dict[str, Any] = {"name": entry.name, "kind": entry.kind.value}
    if entry.aliases:
        fields["aliases"] = list(entry.aliases)
    if entry.roles:
        fields["roles"] = [{"role": r.role, "documents": list(r.documents)} for r in entry.roles]
    return fields


def to_sources(record: SourcesRecord) -> list[SourceEntry]:
    """Return the entries of a validated ``_sources.yaml``, in the file's order."""
    return [
        SourceEntry(
            entry.name,
            entry.kind,
            tuple(entry.aliases),
            tuple(SourceRole(role.role, tuple(role.documents)) for role in entry.roles),
        )
        for entry in record.sources
    ]


def json_schema(record: type[Record] = LedgerRecord) -> str:
    """Return the JSON Schema of one of the ledger's files, as published under ``docs/schema``."""
    schema = record.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(schema, indent=2, sort_keys=True) + "\n"
