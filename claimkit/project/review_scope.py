"""Define the scope of a review. This module imports quickly."""

from __future__ import annotations

from dataclasses import dataclass

from claimkit.errors import UsageError
from claimkit.ledger.claim_filter import Standing

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


_EVERYTHING = ReviewScope()


@dataclass(frozen=True, slots=True)
class BulkChoice:
    """The claims that a decision is about: named by their ids, or selected by a scope."""

    ids: tuple[str, ...] = ()
    scope: ReviewScope = _EVERYTHING
    is_confirmed: bool = False

    @property
    def is_selection(self) -> bool:
        return self.scope != _EVERYTHING

    def check(self) -> None:
        """Check that exactly one of the two ways is used.

        Raises:
            UsageError: if not.
        """
        if self.ids and self.is_selection:
            raise UsageError("Name claims by their ids, or select them with options; not both.")
        if not self.ids and not self.is_selection:
            raise UsageError(
                "Missing argument 'ID...'. To decide about many claims, select them with options "
                "such as --rule or --document, and add --confirm."
            )
        if Standing.RETIRED in self.scope.status:
            raise UsageError("Retired claims are not changed by a selection; name their ids.")
