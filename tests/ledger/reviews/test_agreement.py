"""Test the agreement of two reviewers, with values that were calculated by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from claimkit.ledger.reviews.agreement import (
    Agreement,
    Decisions,
    agreement_by_pair,
    agreement_of,
    cohens_kappa,
    measure_agreement,
)
from claimkit.model import Claim, Confidence, Kind, Review, ReviewStatus, SecondReview

YES, FIXED, NO = ReviewStatus.ACCEPTED, ReviewStatus.CORRECTED, ReviewStatus.REJECTED
CLAIM = Claim(
    kind=Kind.INDIRECT, source=("Ann Lee",), mention=None, cue="said", stance="asserts",
    content="it is late", evidence="It is late, Ann Lee said.", confidence=Confidence.HIGH,
    rule="say.verb clause", id="aaaaaaaa",
)  # fmt: skip


@pytest.mark.parametrize(
    ("pairs", "kappa"),
    [
        ([], None),
        ([(YES, YES)], None),
        ([(YES, NO)], None),
        ([(YES, YES)] * 5, None),  # by chance they agree always, too
        ([(YES, YES), (NO, NO)], Fraction(1)),
        ([(YES, YES), (FIXED, FIXED), (NO, NO)], Fraction(1)),
        # observed 0, chance 1/2: (0 - 1/2) / (1 - 1/2)
        ([(YES, NO), (NO, YES)], Fraction(-1)),
        # one of them accepts all: observed 1/2, chance 1/2
        ([(YES, YES), (YES, NO)], Fraction(0)),
        # observed 35/50, chance (25 * 30 + 25 * 20) / 2500 = 1/2: (7/10 - 1/2) / (1/2)
        (
            [(YES, YES)] * 20 + [(YES, NO)] * 5 + [(NO, YES)] * 10 + [(NO, NO)] * 15,
            Fraction(2, 5),
        ),
        # shares 5, 3, 2 and 5, 2, 3 of 10: observed 8/10, chance (25 + 6 + 6) / 100
        (
            [(YES, YES)] * 4 + [(YES, NO), (FIXED, YES)] + [(FIXED, FIXED), (NO, NO)] * 2,
            Fraction(80 - 37, 100 - 37),
        ),
    ],
)  # fmt: skip
def test_kappa(pairs: list[Decisions], kappa: Fraction | None) -> None:
    assert cohens_kappa(pairs) == kappa
    assert cohens_kappa([(other, one) for one, other in pairs]) == kappa


def test_numbers() -> None:
    found = measure_agreement([(YES, YES), (YES, NO), (NO, NO), (NO, NO)])
    # chance (2 * 1 + 2 * 3) / 16 = 1/2: (3/4 - 1/2) / (1/2)
    assert (found.claims, found.agreeing, found.observed, found.kappa) == (4, 3, 0.75, 0.5)
    assert Agreement().observed is None


def reviewed(first: str, one: ReviewStatus, second: str, other: ReviewStatus) -> Claim:
    return replace(CLAIM, review=Review(one, first, second=SecondReview(other, second)))


def test_pairs_of_people() -> None:
    claims = [
        reviewed("mia", YES, "Jo", YES),
        reviewed("jo", NO, "Mia", NO),
        reviewed("mia", YES, "bo", NO),
        CLAIM,
        replace(CLAIM, review=Review(YES, "mia")),
        replace(
            CLAIM, review=Review(YES, "mia", stale=("content",), second=SecondReview(NO, "bo"))
        ),
        replace(CLAIM, review=Review(YES, "mia", second=SecondReview(NO, "bo", stale=("said",)))),
        replace(CLAIM, review=Review(second=SecondReview(NO, "bo"))),
    ]
    assert agreement_of(claims).claims == 3
    assert agreement_of(claims).agreeing == 2
    pairs = agreement_by_pair(claims)
    assert [(pair.reviewers, pair.agreement.claims) for pair in pairs] == [
        (("bo", "mia"), 1),
        (("Jo", "mia"), 2),
    ]
    assert pairs[1].agreement.kappa == 1.0
