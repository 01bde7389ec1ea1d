"""Turn the model into the plain values (texts, numbers, lists, mappings) of ledger files.

The other direction needs validation and is in `schema`. This module imports quickly.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from enum import Enum
from typing import Any

from claimkit.ledger.format.fields import (
    CLAIM_FIELDS,
    CORRECTABLE_FIELDS,
    DOCUMENT_FORMS,
    FORMS,
    OPTIONAL_DOCUMENT_FIELDS,
    ClaimField,
    LeftOut,
    ValueForm,
)
from claimkit.model import (
    Claim,
    Dating,
    Kind,
    LedgerFile,
    Provenance,
    Quantity,
    Review,
    ReviewStatus,
    SecondReview,
    SourceEntry,
    SourceName,
    SourceRole,
)

SCHEMA = 2
"""The version of the ledger's format that this module writes."""

MANUAL = "manual"
"""The rule of a claim that a person added and no rule finds."""

_NO_DECISION = Review()
_DEFAULTS = {field.name: field.default for field in fields(Claim)}


def is_manual(claim: Claim) -> bool:
    """Return whether a person added a claim and no rule finds it."""
    return claim.added is not None and claim.rule == MANUAL


def plain_claim(claim: Claim) -> dict[str, Any]:
    """Return the plain values of a claim as the ledger writes them.

    They are in the ledger's key order, without the fields that the ledger leaves out. Numbers are
    `Decimal`.
    """
    values: dict[str, Any] = {}
    for field in CLAIM_FIELDS:
        value = getattr(claim, field.name)
        if not _is_left_out(claim, field, value):
            values[field.name] = plain_value(field.name, value)
    return values


def _is_left_out(claim: Claim, field: ClaimField, value: object) -> bool:
    match field.left_out:
        case LeftOut.NEVER:
            return False
        case LeftOut.WHEN_DEFAULT:
            is_empty = field.form is ValueForm.REVIEW and value == _NO_DECISION
            return is_empty or value == _DEFAULTS[field.name]
        case LeftOut.WHEN_USUAL_MENTION:
            return value == usual_mention(claim.kind, claim.source)
        case LeftOut.WHEN_AUTHOR_HAS_NONE:
            return value is None and claim.kind is Kind.AUTHOR


def usual_mention(kind: Kind, source: tuple[str, ...]) -> str | None:
    """Return the mention of a claim that has no ``mention`` in the ledger."""
    return source[0] if len(source) == 1 and kind is not Kind.AUTHOR else None


def plain_value(name: str, value: Any) -> Any:
    """Return one field's value as the ledger writes it."""
    match FORMS.get(name) or DOCUMENT_FORMS.get(name):
        case ValueForm.NAMES:
            return (value[0] if len(value) == 1 else list(value)) if value else None
        case ValueForm.NAME_LIST:
            return list(value)
        case ValueForm.QUANTITIES:
            return [plain_quantity(quantity) for quantity in value]
        case ValueForm.DATES:
            return [plain_dating(dating) for dating in value]
        case ValueForm.ADDITION:
            return {"by": value.by, "on": value.on} if value else None
        case ValueForm.REVIEW:
            return plain_review(value) if value else None
        case _:
            return value.value if isinstance(value, Enum) else value


def plain_dating(dating: Dating) -> dict[str, Any]:
    """Return the plain values of one date expression."""
    return {"text": dating.text, "value": dating.value}


def plain_quantity(quantity: Quantity) -> dict[str, Any]:
    """Return the plain values of one quantity, without ``change`` if it has none."""
    fields = {
        "text": quantity.text,
        "min": quantity.min,
        "max": quantity.max,
        "bound": quantity.bound.value,
        "unit": quantity.unit,
    }
    return fields | ({"change": quantity.change.value} if quantity.change else {})


def plain_review(review: Review | SecondReview) -> dict[str, Any]:
    """Return the plain values of a review, without the keys that have no value."""
    fields: dict[str, Any] = {}
    if review.status is not ReviewStatus.PENDING:
        fields["status"] = review.status.value
    for name in ("by", "on", "note"):
        if getattr(review, name) is not None:
            fields[name] = getattr(review, name)
    if review.corrections:
        pairs = dict(review.corrections)
        order = (*CORRECTABLE_FIELDS, *(name for name in pairs if name not in CORRECTABLE_FIELDS))
        fields["corrections"] = {
            name: plain_value(name, pairs[name]) for name in order if name in pairs
        }
    if review.stale:
        fields["stale"] = list(review.stale)
    if isinstance(review, Review) and review.second is not None:
        fields["second"] = plain_review(review.second)
    return fields


def plain_ledger(ledger: LedgerFile) -> dict[str, Any]:
    """Return the plain values of a whole ledger file, in its key order."""
    return {
        "schema": SCHEMA,
        "document": {
            name: plain_value(name, getattr(ledger, name))
            for name in DOCUMENT_FORMS
            if name not in OPTIONAL_DOCUMENT_FIELDS or getattr(ledger, name) is not None
        },
        "claims": [plain_claim(claim) for claim in ledger.claims],
        "retired": [plain_claim(claim) for claim in ledger.retired],
    }


def plain_provenance(provenance: Provenance) -> dict[str, Any]:
    """Return the plain values of ``_extractor.yaml``, in its key order."""
    return {
        "schema": SCHEMA,
        "claimkit": provenance.claimkit,
        "model": {"name": provenance.model, "version": provenance.model_version},
        "lexicons": provenance.lexicons,
    }


def plain_sources(entries: Iterable[SourceEntry]) -> dict[str, Any]:
    """Return the plain values of ``_sources.yaml``, in its key order."""
    return {"schema": SCHEMA, "sources": [_plain_source(entry) for entry in entries]}


def _plain_source(entry: SourceEntry) -> dict[str, Any]:
    fields: dict[str, Any] = {"name": entry.name, "kind": entry.kind.value}
    if entry.aliases:
        fields["aliases"] = list(entry.aliases)
    if entry.roles:
        fields["roles"] = _plain_roles(entry.roles)
    if entry.is_chosen:
        fields["chosen"] = True
    if entry.found:
        fields["found"] = [_plain_found(record) for record in entry.found]
    return fields


def _plain_found(record: SourceName) -> dict[str, Any]:
    fields: dict[str, Any] = {"printed": record.name}
    if record.kind:
        fields["kind"] = record.kind.value
    if record.forms:
        fields["forms"] = list(record.forms)
    if record.roles:
        fields["roles"] = _plain_roles(record.roles)
    if record.is_joined:
        fields["joined"] = True
    return fields


def _plain_roles(roles: Iterable[SourceRole]) -> list[dict[str, Any]]:
    return [{"role": role.role, "documents": list(role.documents)} for role in roles]
