"""Represent which claims a person wants to review. Light to import."""

from __future__ import annotations

from dataclasses import dataclass

ALL = "all"
"""The status that stands for all claims except the retired ones."""


@dataclass(frozen=True, slots=True)
class ReviewScope:
    """Which claims a review is about; an empty field allows every claim.

    ``status`` has values of `claim_filter.Standing`, or `ALL`. ``since`` is a revision: only
    claims that are new or changed since then.
    """

    document: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    rule: tuple[str, ...] = ()
    confidence: tuple[str, ...] = ()
    with_quantities: bool = False
    status: tuple[str, ...] = ()
    since: str | None = None
