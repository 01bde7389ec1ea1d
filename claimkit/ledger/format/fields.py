"""The keys of a claim in the ledger, in their order; light enough for every command's start."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

ClaimField = Literal[
    "kind",
    "block",
    "source",
    "mention",
    "role",
    "anonymous",
    "government",
    "via",
    "cue",
    "stance",
    "negated",
    "content",
    "said",
    "quantities",
    "dates",
    "lead_in",
    "evidence",
]

# What a review is about. Not among them: `rule`, `confidence` and `occurrence`, which say how
# and where claimkit found a claim, not what the claim says.
REVIEWED_FIELDS: tuple[str, ...] = get_args(ClaimField)

# What a person may put right: all that but where the words stand.
CORRECTABLE_FIELDS: tuple[str, ...] = tuple(
    name for name in REVIEWED_FIELDS if name not in ("lead_in", "evidence")
)

CLAIM_FIELDS: tuple[str, ...] = (
    "id",
    *REVIEWED_FIELDS,
    "occurrence",
    "confidence",
    "rule",
    "review",
)

DOCUMENT_FIELDS: tuple[str, ...] = ("path", "sha256", "title", "author", "published")


def in_field_order(names: Iterable[str]) -> tuple[str, ...]:
    """Return field names once each, in the order of the ledger's keys."""
    return tuple(sorted(set(names), key=CLAIM_FIELDS.index))
