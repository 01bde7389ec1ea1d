"""The table of fields and the parts that go by it agree."""

from __future__ import annotations

import dataclasses

import pytest
from pydantic import BaseModel

from claimkit.ledger.format.fields import (
    CLAIM_FIELDS,
    CLAIM_KEYS,
    CORRECTABLE_FIELDS,
    DECIDING_FIELDS,
    DOCUMENT_FIELDS,
    FORMS,
    OPTIONAL_DOCUMENT_FIELDS,
    REVIEWED_FIELDS,
    LeftOut,
    ValueForm,
    in_field_order,
)
from claimkit.ledger.format.schema import (
    ClaimRecord,
    CorrectionsRecord,
    DocumentRecord,
    ReviewRecord,
)
from claimkit.model import Claim

TYPES = {
    ValueForm.TEXT: "str",
    ValueForm.TEXT_OR_NULL: "str | None",
    ValueForm.NAMES: "Names",
    ValueForm.NAME_LIST: "ListOf[str]",
    ValueForm.FLAG: "bool",
    ValueForm.COUNT: "Annotated[int, Field(ge=1)]",
    ValueForm.DATE: "Date | None",
    ValueForm.KIND: "LaxKind",
    ValueForm.BLOCK: "LaxBlock",
    ValueForm.STANCE: "str | None",
    ValueForm.CONFIDENCE: "LaxConfidence",
    ValueForm.QUANTITIES: "ListOf[QuantityRecord]",
    ValueForm.DATES: "ListOf[DatingRecord]",
    ValueForm.CLAIM_ID: "ClaimId | None",
    ValueForm.ADDITION: "AdditionRecord | None",
    ValueForm.REVIEW: "ReviewRecord | None",
}


def test_the_fields_are_those_of_the_schema() -> None:
    assert tuple(ClaimRecord.model_fields) == CLAIM_KEYS
    assert tuple(CorrectionsRecord.model_fields) == CORRECTABLE_FIELDS
    assert tuple(DocumentRecord.model_fields) == DOCUMENT_FIELDS
    assert DOCUMENT_FIELDS[-len(OPTIONAL_DOCUMENT_FIELDS) :] == OPTIONAL_DOCUMENT_FIELDS
    required = {name for name, field in DocumentRecord.model_fields.items() if field.is_required()}
    assert required == {*DOCUMENT_FIELDS} - {*OPTIONAL_DOCUMENT_FIELDS}
    assert {*DOCUMENT_FIELDS}.isdisjoint(CLAIM_KEYS)  # so that `plain_value` knows which is meant


@pytest.mark.parametrize("record", [ClaimRecord, CorrectionsRecord])
def test_the_schema_has_the_types_of_the_forms(record: type[BaseModel]) -> None:
    types = {name: text for name, text in record.__annotations__.items() if name in FORMS}
    named = {name: TYPES.get(FORMS[name]) for name in types}
    assert {n: t for n, t in types.items() if named[n] is not None} == {
        n: t for n, t in named.items() if t is not None
    }
    assert {name for name, text in named.items() if text is None} <= {"id", "rule"}


def test_the_schema_asks_for_what_is_never_left_out() -> None:
    required = {name for name, field in ClaimRecord.model_fields.items() if field.is_required()}
    # A claim that a person writes by hand has no id, and reading gives it one.
    assert required | {"id"} == {f.name for f in CLAIM_FIELDS if f.left_out is LeftOut.NEVER}


def test_what_is_left_out_as_a_default_has_the_same_default_in_schema_and_model() -> None:
    defaults = {field.name: field.default for field in dataclasses.fields(Claim)}
    for field in CLAIM_FIELDS:
        if field.left_out is LeftOut.WHEN_DEFAULT:
            written = ClaimRecord.model_fields[field.name].default
            assert (tuple(written) if written == [] else written) == defaults[field.name]


def test_a_field_is_a_field_of_the_model() -> None:
    in_memory = {"spans", "credits", "said_bound"}
    assert set(CLAIM_KEYS) == {f.name for f in dataclasses.fields(Claim)} - in_memory


def test_a_field_is_among_those_that_decide_whether_it_is_left_out() -> None:
    for condition, deciding in DECIDING_FIELDS.items():
        left_out = {field.name for field in CLAIM_FIELDS if field.left_out is condition}
        assert left_out
        assert left_out < set(deciding) <= set(CLAIM_KEYS)


def test_a_review_is_about_what_a_claim_says() -> None:
    assert set(CORRECTABLE_FIELDS) < set(REVIEWED_FIELDS)
    assert set(CLAIM_KEYS) - set(REVIEWED_FIELDS) == {
        "id",
        "named",
        "via_named",
        "within",
        "occurrence",
        "confidence",
        "rule",
        "added",
        "review",
    }
    assert ReviewRecord.model_validate({"stale": list(REVIEWED_FIELDS)})


def test_in_field_order() -> None:
    assert in_field_order(["kind", "said", "kind"]) == ("said", "kind")
