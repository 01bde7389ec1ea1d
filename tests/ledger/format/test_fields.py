from __future__ import annotations

from claimkit.ledger.format.fields import (
    CLAIM_FIELDS,
    CORRECTABLE_FIELDS,
    DOCUMENT_FIELDS,
    in_field_order,
)
from claimkit.ledger.format.schema import ClaimRecord, CorrectionsRecord, DocumentRecord


def test_the_fields_are_those_of_the_schema() -> None:
    assert tuple(ClaimRecord.model_fields) == CLAIM_FIELDS
    assert tuple(CorrectionsRecord.model_fields) == CORRECTABLE_FIELDS
    assert tuple(DocumentRecord.model_fields) == DOCUMENT_FIELDS


def test_in_field_order() -> None:
    assert in_field_order(["said", "kind", "said"]) == ("kind", "said")
