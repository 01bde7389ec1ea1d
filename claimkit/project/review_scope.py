"""Define the scope of a review. This module imports quickly."""

from __future__ import annotations

from dataclasses import dataclass

ALL = "all"
"""The status that stands for all claims except the retired ones."""


@dataclass(frozen=True, slots=True)
class ReviewScope:
    """The claims that a review covers; an empty field allows every claim.

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
