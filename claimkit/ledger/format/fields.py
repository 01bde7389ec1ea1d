"""Define the fields of a claim in the ledger, for reading, writing and reviewing.

A new field is an entry in `CLAIM_FIELDS`, an attribute of `model.Claim` and a type in
`schema.ClaimRecord`. If none of the `ValueForm` members describes its value, the new form also
needs a line in `plain_values`, `canonical`, `schema` and, if people may correct it, in
`reviews.corrections`.

Every command imports this module, so it imports nothing that loads slowly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType


class ValueForm(Enum):
    """The form of a field's value in a ledger file."""

    IDENTIFIER = "an id or the name of a rule"
    TEXT = "a text"
    TEXT_OR_NULL = "a text, or null"
    NAMES = "a name, a list of names, or null"
    NAME_LIST = "a list of names"
    FLAG = "true or false"
    COUNT = "a number from 1"
    DATE = "a date in EDTF, or null"
    KIND = "a member of model.Kind"
    BLOCK = "a member of model.BlockKind"
    STANCE = "the stance of a cue, or null"
    CONFIDENCE = "a member of model.Confidence"
    QUANTITIES = "a list of quantities"
    DATES = "a list of datings"
    CLAIM_ID = "the id of another claim of the file, or null"
    ADDITION = "who added the claim, and when"
    REVIEW = "a review"


class LeftOut(Enum):
    """The condition under which the ledger leaves a field out."""

    NEVER = "never"
    WHEN_DEFAULT = "when it has the value that model.Claim gives it by default"
    WHEN_USUAL_MENTION = "when it is what plain_values.usual_mention returns"
    WHEN_AUTHOR_HAS_NONE = "when it is null in a claim of the kind author"


DECIDING_FIELDS: Mapping[LeftOut, tuple[str, ...]] = MappingProxyType(
    {
        LeftOut.WHEN_USUAL_MENTION: ("kind", "source", "mention"),
        LeftOut.WHEN_AUTHOR_HAS_NONE: ("kind", "cue", "stance"),
    }
)
"""The fields that decide about each condition that depends on several fields."""


@dataclass(frozen=True, slots=True)
class ClaimField:
    """A field of a claim.

    A review covers ``is_reviewed`` fields: if one changes, the review becomes stale. People may
    correct ``is_correctable`` fields.
    """

    name: str
    form: ValueForm
    left_out: LeftOut = LeftOut.WHEN_DEFAULT
    is_reviewed: bool = True
    is_correctable: bool = True


def _found(name: str, form: ValueForm, left_out: LeftOut = LeftOut.NEVER) -> ClaimField:
    """Return a field about how or where a claim was found. Reviews do not cover such fields."""
    return ClaimField(name, form, left_out, is_reviewed=False, is_correctable=False)


CLAIM_FIELDS: tuple[ClaimField, ...] = (
    _found("id", ValueForm.IDENTIFIER),
    ClaimField("source", ValueForm.NAMES, LeftOut.NEVER),
    ClaimField("content", ValueForm.TEXT, LeftOut.NEVER),
    ClaimField("said", ValueForm.DATE),
    ClaimField("quantities", ValueForm.QUANTITIES),
    ClaimField("dates", ValueForm.DATES),
    ClaimField("kind", ValueForm.KIND, LeftOut.NEVER),
    ClaimField("block", ValueForm.BLOCK),
    ClaimField("cue", ValueForm.TEXT_OR_NULL, LeftOut.WHEN_AUTHOR_HAS_NONE),
    ClaimField("stance", ValueForm.STANCE, LeftOut.WHEN_AUTHOR_HAS_NONE),
    ClaimField("negated", ValueForm.FLAG),
    ClaimField("mention", ValueForm.TEXT_OR_NULL, LeftOut.WHEN_USUAL_MENTION),
    _found("named", ValueForm.NAMES, LeftOut.WHEN_DEFAULT),
    ClaimField("role", ValueForm.TEXT_OR_NULL),
    ClaimField("anonymous", ValueForm.FLAG),
    ClaimField("government", ValueForm.NAMES),
    ClaimField("via", ValueForm.NAME_LIST),
    _found("via_named", ValueForm.NAME_LIST, LeftOut.WHEN_DEFAULT),
    _found("within", ValueForm.CLAIM_ID, LeftOut.WHEN_DEFAULT),
    # These are words of the document: people can judge them but not correct them.
    ClaimField("lead_in", ValueForm.TEXT_OR_NULL, is_correctable=False),
    ClaimField("evidence", ValueForm.TEXT, LeftOut.NEVER, is_correctable=False),
    _found("occurrence", ValueForm.COUNT, LeftOut.WHEN_DEFAULT),
    _found("confidence", ValueForm.CONFIDENCE),
    _found("rule", ValueForm.IDENTIFIER),
    _found("added", ValueForm.ADDITION, LeftOut.WHEN_DEFAULT),
    _found("review", ValueForm.REVIEW, LeftOut.WHEN_DEFAULT),
)
"""All fields, in the order of the keys in a ledger file."""

FORMS: Mapping[str, ValueForm] = MappingProxyType(
    {field.name: field.form for field in CLAIM_FIELDS}
)
"""The form of each field by its name, in the same order."""

CLAIM_KEYS: tuple[str, ...] = tuple(FORMS)
REVIEWED_FIELDS: tuple[str, ...] = tuple(f.name for f in CLAIM_FIELDS if f.is_reviewed)
CORRECTABLE_FIELDS: tuple[str, ...] = tuple(f.name for f in CLAIM_FIELDS if f.is_correctable)

DOCUMENT_FORMS: Mapping[str, ValueForm] = MappingProxyType(
    {
        "path": ValueForm.TEXT,
        "sha256": ValueForm.TEXT,
        "title": ValueForm.TEXT_OR_NULL,
        "author": ValueForm.NAMES,
        "published": ValueForm.DATE,
        "url": ValueForm.TEXT_OR_NULL,
        "retrieved": ValueForm.DATE,
    }
)
"""The forms of the values of a ledger file's ``document``, in the order of its keys."""

DOCUMENT_FIELDS: tuple[str, ...] = tuple(DOCUMENT_FORMS)
OPTIONAL_DOCUMENT_FIELDS: tuple[str, ...] = ("url", "retrieved")
"""The keys of a ``document`` that are left out if they are null; they are the last ones."""


def names_of_form(*forms: ValueForm) -> frozenset[str]:
    """Return the names of the fields whose values have one of these forms."""
    return frozenset(name for name, form in FORMS.items() if form in forms)


def in_field_order(names: Iterable[str]) -> tuple[str, ...]:
    """Return field names once each, in the order of the ledger's keys."""
    return tuple(sorted(set(names), key=CLAIM_KEYS.index))
