"""Merge single values and sets three-way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

ABSENT = object()
"""The value of something that does not exist; equal to no value."""


def merge_values(base: Any, ours: Any, theirs: Any) -> tuple[Any, Any]:
    """Return the merged value for ours and for theirs; they differ if both sides changed it.

    >>> merge_values(1, 1, 2), merge_values(1, 3, 2)
    ((2, 2), (3, 2))
    """
    if ours == theirs or theirs == base:
        return ours, ours
    return (theirs, theirs) if ours == base else (ours, theirs)


def merge_sets(base: Iterable[Any], ours: Iterable[Any], theirs: Iterable[Any]) -> set[Any]:
    """Return the items that both sides have and the items that either side has added."""
    base, ours, theirs = set(base), set(ours), set(theirs)
    return (ours & theirs) | (ours - base) | (theirs - base)
