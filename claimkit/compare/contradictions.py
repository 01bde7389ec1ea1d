"""Decide whether two claims of one source contradict each other.

Only two versions of the same statement are compared: they have the same source, day and words,
apart from numbers and negation. "Ten trucks came" on Monday and "twelve trucks came" on Friday
may both be true.
"""

from __future__ import annotations

import re
from collections.abc import Hashable

from claimkit.ledger.normalized_text import normalize_text
from claimkit.model import Claim, Quantity

_NUMBER = re.compile(r"\d[\d.,]*(?:-\d[\d.,]*)?")
_FOR = frozenset(("asserts", "confirms"))
_AGAINST = "denies"


def topic(claim: Claim) -> Hashable:
    """Return a key that two claims must share to be compared."""
    content = normalize_text(claim.content)
    for quantity in claim.quantities:
        content = content.replace(normalize_text(quantity.text), "#")
    return frozenset(map(normalize_text, claim.source)), _NUMBER.sub("#", content)


def describe_contradiction(one: Claim, other: Claim) -> str | None:
    """Describe how two claims on one topic contradict each other; None if both may be right.

    Args:
        one: the claim that is taken to be right.
    """
    if not one.source or (None not in (one.said, other.said) and one.said != other.said):
        return None
    if _is_denied(one) is not None and _is_denied(one) is not _is_denied(other) is not None:
        return "one denies what the other asserts"
    if len(one.quantities) != len(other.quantities):
        return None
    for before, after in zip(one.quantities, other.quantities, strict=True):
        if before.unit != after.unit or before.change != after.change:
            return None
        if _are_apart(before, after):
            return f"{before.text} there, {after.text} here"
    return None


def _is_denied(claim: Claim) -> bool | None:
    """Return whether the source denies the content; None if it neither asserts nor denies it."""
    if claim.stance == _AGAINST:
        return not claim.negated
    return claim.negated if claim.stance in _FOR else None


def _are_apart(one: Quantity, other: Quantity) -> bool:
    """Return whether no number fits both quantities."""
    return _is_below(one, other) or _is_below(other, one)


def _is_below(one: Quantity, other: Quantity) -> bool:
    return one.max is not None and other.min is not None and one.max < other.min
