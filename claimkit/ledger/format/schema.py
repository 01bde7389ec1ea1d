"""Define the valid content of ledger files, and turn validated values into the model.

The fields of a record have the order of the keys in the file. `fields.CLAIM_FIELDS` has the same
fields; a test compares them. JSON Schemas for editors are made from the records.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    FailFast,
    Field,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from claimkit.errors import SchemaError
from claimkit.ledger.format.fields import (
    CLAIM_KEYS,
    CORRECTABLE_FIELDS,
    DOCUMENT_FORMS,
    FORMS,
    REVIEWED_FIELDS,
    ValueForm,
    in_field_order,
)
from claimkit.ledger.format.plain_values import SCHEMA, usual_mention
from claimkit.model import (
    Addition,
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
    SecondReview,
    SourceEntry,
    SourceKind,
    SourceName,
    SourceRole,
)
from claimkit.version import VERSION

_MAX_EXPONENT = 10_000
_FIRST_YEAR, _LAST_YEAR = 1000, 9999  # of a date that is only a year


# A hostile file can have a fault in each of a million items; the first one is enough.
ItemT = TypeVar("ItemT")
ListOf = Annotated[list[ItemT], FailFast()]


def _as_version(value: object) -> object:
    if type(value) is int and value > SCHEMA:
        raise PydanticCustomError(
            "newer_schema",
            "a newer claimkit has written this file, in schema {found}; claimkit {version} reads "
            "up to schema {known}; install a newer claimkit (the file is left as it is)",
            {"found": value, "known": SCHEMA, "version": VERSION},
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


SchemaNumber = Annotated[Literal[2], BeforeValidator(_as_version)]
Number = Annotated[
    Decimal, BeforeValidator(_as_number), WithJsonSchema({"type": "number"}, mode="validation")
]
Names = Annotated[
    ListOf[str],
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
# In strict mode pydantic accepts only members of an enumeration, but files have their values.
LaxKind = Annotated[Kind, Field(strict=False)]
LaxBlock = Annotated[BlockKind, Field(strict=False)]
LaxBound = Annotated[Bound, Field(strict=False)]
LaxChange = Annotated[Change, Field(strict=False)]
LaxConfidence = Annotated[Confidence, Field(strict=False)]
LaxSourceKind = Annotated[SourceKind, Field(strict=False)]
DecidedStatus = Literal["accepted", "corrected", "rejected"]
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


def _read_year(value: Any) -> Any:
    """Return a year that a person wrote without quotation marks, which is a number in YAML."""
    return str(value) if type(value) is int and _FIRST_YEAR <= value <= _LAST_YEAR else value


Date = Annotated[str, BeforeValidator(_read_year, json_schema_input_type=str)]
"""A date in EDTF."""


class DatingRecord(Record):
    text: str
    value: Date | None


# Pydantic does not check defaults, so a missing correction is not a correction to null.
_ABSENT: Any = None


class CorrectionsRecord(Record):
    """The fields that a person may put right."""

    source: Names = _ABSENT
    content: str = _ABSENT
    said: Date | None = None
    quantities: ListOf[QuantityRecord] = _ABSENT
    dates: ListOf[DatingRecord] = _ABSENT
    kind: LaxKind = _ABSENT
    block: LaxBlock = _ABSENT
    cue: str | None = None
    stance: str | None = None
    negated: bool = _ABSENT
    mention: str | None = None
    role: str | None = None
    anonymous: bool = _ABSENT
    government: Names = _ABSENT
    via: ListOf[str] = _ABSENT


if TYPE_CHECKING:
    ReviewedField = str
else:
    ReviewedField = Literal[REVIEWED_FIELDS]


class SecondReviewRecord(Record):
    """The decision of a second person."""

    status: DecidedStatus
    by: str | None = None
    on: Date | None = None
    note: str | None = None
    corrections: CorrectionsRecord = CorrectionsRecord()
    stale: ListOf[ReviewedField] = []


class ReviewRecord(Record):
    status: LaxStatus = ReviewStatus.PENDING
    by: str | None = None
    on: Date | None = None
    note: str | None = None
    corrections: CorrectionsRecord = CorrectionsRecord()
    stale: ListOf[ReviewedField] = []
    second: SecondReviewRecord | None = None


class AdditionRecord(Record):
    """Who added a claim that extraction had missed."""

    by: str | None = None
    on: Date | None = None


ClaimId = Annotated[str, Field(pattern="^[0-9a-z]{8}$")]


def _describe_entries(schema: dict[str, Any]) -> None:
    """Require of a claim without an id only what its reader can't complete."""
    schema["if"] = {"required": ["id"]}
    schema["then"] = {"required": ["id", *schema["required"]]}
    schema["required"] = ["source", "content", "evidence"]


class ClaimRecord(Record):
    model_config = ConfigDict(json_schema_extra=_describe_entries)

    id: ClaimId | None = None
    source: Names
    content: str
    said: Date | None = None
    quantities: ListOf[QuantityRecord] = []
    dates: ListOf[DatingRecord] = []
    kind: LaxKind
    block: LaxBlock = BlockKind.PARAGRAPH
    cue: str | None = None
    stance: str | None = None
    negated: bool = False
    mention: str | None = None
    named: Names = []
    role: str | None = None
    anonymous: bool = False
    government: Names = []
    via: ListOf[str] = []
    via_named: ListOf[str] = []
    within: ClaimId | None = None
    lead_in: str | None = None
    evidence: str
    occurrence: Annotated[int, Field(ge=1)] = 1
    confidence: LaxConfidence
    rule: str
    added: AdditionRecord | None = None
    review: ReviewRecord | None = None


class DocumentRecord(Record):
    path: Annotated[str, Field(min_length=1)]
    sha256: str
    title: str | None
    author: Names
    published: Date | None
    url: str | None = None
    retrieved: Date | None = None


class LedgerRecord(Record):
    """A ledger file."""

    schema_number: SchemaNumber = Field(alias="schema")
    document: DocumentRecord
    claims: ListOf[ClaimRecord]
    retired: ListOf[ClaimRecord]


class ModelRecord(Record):
    name: str
    version: str


class ProvenanceRecord(Record):
    """``_extractor.yaml``: what produced the ledger."""

    schema_number: SchemaNumber = Field(alias="schema")
    claimkit: str
    model: ModelRecord
    lexicons: str


class SourceRoleRecord(Record):
    role: Annotated[str, Field(min_length=1)]
    documents: ListOf[str]


class SourceNameRecord(Record):
    """What documents say about one name; written by claimkit, for its own use."""

    printed: Annotated[str, Field(min_length=1)]
    kind: LaxSourceKind | None = None
    forms: ListOf[str] = []
    roles: ListOf[SourceRoleRecord] = []
    joined: bool = False


class SourceRecord(Record):
    name: Annotated[str, Field(min_length=1)]
    kind: LaxSourceKind
    aliases: ListOf[str] = []
    roles: ListOf[SourceRoleRecord] = []
    chosen: bool = False
    found: ListOf[SourceNameRecord] = []


class SourcesRecord(Record):
    """``_sources.yaml``: the sources of the whole ledger."""

    schema_number: SchemaNumber = Field(alias="schema")
    sources: ListOf[SourceRecord]


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


def to_ledger(record: LedgerRecord) -> LedgerFile:
    """Return the model of a validated ledger file."""
    return LedgerFile(
        **{name: _to_value(name, getattr(record.document, name)) for name in DOCUMENT_FORMS},
        claims=tuple(map(_to_claim, record.claims)),
        retired=tuple(map(_to_claim, record.retired)),
    )


def _to_claim(record: ClaimRecord) -> Claim:
    values = {name: _to_value(name, getattr(record, name)) for name in CLAIM_KEYS}
    values["id"] = record.id or ""
    if "mention" not in record.model_fields_set:
        values["mention"] = usual_mention(record.kind, values["source"])
    return Claim(**values)


_CONVERTERS: dict[ValueForm, Callable[[Any], object]] = {
    ValueForm.NAMES: tuple,
    ValueForm.NAME_LIST: tuple,
    ValueForm.QUANTITIES: lambda records: tuple(Quantity(**dict(record)) for record in records),
    ValueForm.DATES: lambda records: tuple(Dating(text=r.text, value=r.value) for r in records),
    ValueForm.ADDITION: lambda record: Addition(record.by, record.on) if record else None,
    ValueForm.REVIEW: lambda record: _to_review(record) if record else None,
}


def _to_value(name: str, value: Any) -> Any:
    convert = _CONVERTERS.get(FORMS.get(name) or DOCUMENT_FORMS[name])
    return convert(value) if convert else value


def _to_review(record: ReviewRecord) -> Review | None:
    second = SecondReview(**_review_values(record.second)) if record.second else None
    review = Review(**_review_values(record), second=second)
    return review if review != Review() else None


def _review_values(record: ReviewRecord | SecondReviewRecord) -> dict[str, Any]:
    given = record.corrections.model_fields_set
    return {
        "status": ReviewStatus(record.status),
        "by": record.by,
        "on": record.on,
        "note": record.note,
        "corrections": tuple(
            (name, _to_value(name, getattr(record.corrections, name)))
            for name in CORRECTABLE_FIELDS
            if name in given
        ),
        "stale": in_field_order(record.stale),
    }


def to_sources(record: SourcesRecord) -> list[SourceEntry]:
    """Return the entries of a validated ``_sources.yaml``, in the file's order."""
    return [
        SourceEntry(
            entry.name,
            entry.kind,
            tuple(entry.aliases),
            _to_roles(entry.roles),
            entry.chosen,
            tuple(
                SourceName(n.printed, n.kind, tuple(n.forms), _to_roles(n.roles), n.joined)
                for n in entry.found
            ),
        )
        for entry in record.sources
    ]


def _to_roles(records: Iterable[SourceRoleRecord]) -> tuple[SourceRole, ...]:
    return tuple(SourceRole(role.role, tuple(role.documents)) for role in records)


def json_schema(record: type[Record] = LedgerRecord) -> str:
    """Return the JSON Schema of one of the ledger's files, as published under ``docs/schema``."""
    schema = record.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(schema, indent=2, sort_keys=True) + "\n"
