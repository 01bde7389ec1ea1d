"""Measure how often two reviewers decide alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from claimkit.ledger.reviews.second import PairStatus, pair_status_of
from claimkit.model import Claim, ReviewStatus

_MIN_CLAIMS = 2

Decisions = tuple[ReviewStatus, ReviewStatus]


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement of two reviewers about the claims that both have decided.

    ``observed`` is the share of claims with the same decision: accepted, corrected or rejected.
    ``kappa`` is Cohen's kappa; None if it is not defined.
    """

    claims: int = 0
    agreeing: int = 0
    kappa: float | None = None

    @property
    def observed(self) -> float | None:
        return self.agreeing / self.claims if self.claims else None


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """The agreement of two people, whoever of them decided first."""

    reviewers: tuple[str, str]
    agreement: Agreement


def measure_agreement(pairs: Sequence[Decisions]) -> Agreement:
    """Return the agreement of pairs of decisions."""
    agreeing = sum(one is other for one, other in pairs)
    kappa = cohens_kappa(pairs)
    return Agreement(len(pairs), agreeing, None if kappa is None else float(kappa))


def cohens_kappa(pairs: Sequence[Decisions]) -> Fraction | None:
    """Return Cohen's kappa: (observed - chance) / (1 - chance).

    ``chance`` is the agreement of two people who decide as often each way as these two do, but
    without looking: the sum over all decisions of the product of their shares. The result is 1 if
    they always agree, 0 if they agree as often as by chance, and negative if less often.

    It is not defined, and None, for fewer than two claims, and if both people made one and the
    same decision throughout, because then chance alone makes them agree always.

    Rule source: Cohen, J. (1960), A coefficient of agreement for nominal scales, Educational and
    Psychological Measurement 20 (1), 37-46. Corrections that differ count as agreement.

    >>> yes, no = ReviewStatus.ACCEPTED, ReviewStatus.REJECTED
    >>> cohens_kappa([(yes, yes)] * 20 + [(yes, no)] * 5 + [(no, yes)] * 10 + [(no, no)] * 15)
    Fraction(2, 5)
    >>> cohens_kappa([(yes, yes), (yes, yes)]) is None
    True
    """
    total = len(pairs)
    if total < _MIN_CLAIMS:
        return None
    observed = Fraction(sum(one is other for one, other in pairs), total)
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = Fraction(sum(first[status] * second[status] for status in ReviewStatus), total**2)
    return None if chance == 1 else (observed - chance) / (1 - chance)


def agreement_of(claims: Iterable[Claim]) -> Agreement:
    """Return the agreement about claims, of all first with all second reviewers."""
    return measure_agreement([pair for _, _, pair in _iter_pairs(claims)])


def agreement_by_pair(claims: Iterable[Claim]) -> tuple[PairAgreement, ...]:
    """Return the agreement of each two reviewers, by their names."""
    names: dict[str, str] = {}
    found: dict[tuple[str, str], list[Decisions]] = {}
    for first, second, (one, other) in _iter_pairs(claims):
        keys = (first.casefold(), second.casefold())
        for key, name in zip(keys, (first, second), strict=True):
            names.setdefault(key, name)
        is_in_order = keys[0] <= keys[1]
        people = keys if is_in_order else (keys[1], keys[0])
        found.setdefault(people, []).append((one, other) if is_in_order else (other, one))
    return tuple(
        PairAgreement((names[one], names[other]), measure_agreement(found[one, other]))
        for one, other in sorted(found)
    )


def _iter_pairs(claims: Iterable[Claim]) -> Iterable[tuple[str, str, Decisions]]:
    """Yield both reviewers and both decisions of each claim that has two valid ones."""
    for claim in claims:
        review = claim.review
        if review is None or review.second is None:
            continue
        if pair_status_of(claim) in (PairStatus.AGREEING, PairStatus.DISAGREEING):
            people = (review.by or "", review.second.by or "")
            yield *people, (review.status, review.second.status)
