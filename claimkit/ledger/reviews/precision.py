"""Count how often people accepted, corrected or rejected the claims of a rule.

Claims that people added say nothing about a rule. They are counted apart: extraction missed them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import filterfalse

from claimkit.ledger.format.plain_values import is_manual
from claimkit.ledger.reviews.decisions import is_stale, status_of
from claimkit.model import Claim, Confidence, ReviewStatus


@dataclass(frozen=True, slots=True)
class Tally:
    """The number of claims with each review status.

    A stale review is about an earlier form of its claim, so it counts only as ``stale``.
    """

    accepted: int = 0
    corrected: int = 0
    rejected: int = 0
    pending: int = 0
    stale: int = 0

    @property
    def decided(self) -> int:
        return self.accepted + self.corrected + self.rejected

    @property
    def precision(self) -> float | None:
        """The share of claims that were accepted unchanged; None if nothing is decided."""
        return self.accepted / self.decided if self.decided else None

    @property
    def corrected_share(self) -> float | None:
        """The share of claims that were wrong in a field; None if nothing is decided."""
        return self.corrected / self.decided if self.decided else None

    @property
    def rejected_share(self) -> float | None:
        """The share of claims that were rejected; None if nothing is decided."""
        return self.rejected / self.decided if self.decided else None


@dataclass(frozen=True, slots=True)
class RuleTally:
    """One rule's tally, in total and by confidence, the highest first."""

    rule: str
    tally: Tally
    confidences: tuple[tuple[Confidence, Tally], ...]


def tally_rules(claims: Iterable[Claim]) -> tuple[RuleTally, ...]:
    """Return the tallies of all rules that have claims, sorted by name."""
    found: dict[str, dict[Confidence, list[Claim]]] = {}
    for claim in filterfalse(is_manual, claims):
        found.setdefault(claim.rule, {}).setdefault(claim.confidence, []).append(claim)
    return tuple(
        RuleTally(
            rule,
            tally_claims(claim for group in found[rule].values() for claim in group),
            tuple(
                (level, tally_claims(found[rule][level]))
                for level in Confidence
                if level in found[rule]
            ),
        )
        for rule in sorted(found)
    )


def tally_claims(claims: Iterable[Claim]) -> Tally:
    """Count the claims that rules found by their review status."""
    counts = Counter(
        "stale" if is_stale(claim) else status_of(claim).value
        for claim in filterfalse(is_manual, claims)
    )
    return Tally(
        **{status.value: counts[status.value] for status in ReviewStatus}, stale=counts["stale"]
    )


def count_added(claims: Iterable[Claim]) -> int:
    """Count the claims that people added, that no rule finds and that nobody has rejected."""
    return sum(is_manual(c) and status_of(c) is not ReviewStatus.REJECTED for c in claims)
