"""Test the decisions of a second reviewer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claimkit.errors import ReviewError
from claimkit.ledger.identity import carry_over
from claimkit.ledger.reviews import decisions, second
from claimkit.ledger.reviews.second import PairStatus, blind, pair_status_of
from claimkit.model import Claim, Confidence, Kind, LedgerFile, Review, ReviewStatus, SecondReview

FIRST = Review(
    ReviewStatus.CORRECTED, "mia", "2025-03-01", "why", corrections=(("source", ("Bo Lind",)),)
)
CLAIM = Claim(
    kind=Kind.INDIRECT, source=("Ann Lee",), mention=None, cue="said", stance="asserts",
    content="it is late", evidence="It is late, Ann Lee said.", confidence=Confidence.HIGH,
    rule="say.verb clause", id="aaaaaaaa", review=FIRST,
)  # fmt: skip
ON = "2025-03-09"
RIGHT, FIXED = ReviewStatus.ACCEPTED, ReviewStatus.CORRECTED


def with_second(second_review: SecondReview, first: Review = FIRST) -> Claim:
    return replace(CLAIM, review=replace(first, second=second_review))


def test_a_second_decision_stands_beside_the_first() -> None:
    review = second.accept(CLAIM, by="jo", on=ON, note="sure")
    expected = SecondReview(RIGHT, "jo", ON, "sure")
    assert review == replace(FIRST, second=expected)
    claim = replace(CLAIM, review=review)
    assert decisions.effective(claim).source == ("Bo Lind",)
    review = second.reject(claim, by="Jo", on=ON)
    assert review.second == SecondReview(ReviewStatus.REJECTED, "Jo", ON, "sure")
    assert second.reopen(claim) == FIRST


def test_corrections_are_the_second_reviewers_own() -> None:
    review = second.correct(CLAIM, {"said": "2025"}, by="jo", on=ON)
    again = second.correct(replace(CLAIM, review=review), {"negated": True}, by="jo", on=ON)
    assert again.corrections == FIRST.corrections
    assert again.second is not None
    assert again.second.corrections == (("said", "2025"), ("negated", True))
    assert again.second.status is ReviewStatus.CORRECTED


def test_the_first_decision_is_hidden() -> None:
    assert blind(CLAIM, "jo").review is None
    claim = with_second(SecondReview(RIGHT, "jo", ON))
    assert blind(claim, "JO").review == Review(ReviewStatus.ACCEPTED, "jo", ON)
    assert blind(claim, "bo").review is None


@pytest.mark.parametrize(
    ("claim", "by", "message"),
    [
        (replace(CLAIM, review=None), "jo", "has no first decision"),
        (replace(CLAIM, review=Review(note="why", by="mia")), "jo", "has no first decision"),
        (CLAIM, "mia", "decided by mia; the second decision must be somebody else's"),
        (CLAIM, " MIA ", "must be somebody else's"),
        (replace(CLAIM, review=replace(FIRST, by=None)), "jo", "decided by nobody known"),
        (replace(CLAIM, review=replace(FIRST, stale=("said",))), "jo", "has changed since"),
        (
            with_second(SecondReview(RIGHT, "bo")),
            "jo",
            "has a second decision by bo",
        ),
    ],
)
def test_who_may_not_be_the_second(claim: Claim, by: str, message: str) -> None:
    for decide in (second.accept, second.reject):
        with pytest.raises(ReviewError, match=message):
            decide(claim, by=by, on=ON)


def test_the_second_reviewer_is_not_the_first_one_later() -> None:
    claim = with_second(SecondReview(RIGHT, "jo"))
    for decide in (decisions.accept, decisions.reject):
        with pytest.raises(ReviewError, match="Jo is the second reviewer of aaaaaaaa"):
            decide(claim, by="Jo", on=ON)
    review = decisions.reject(claim, by="mia", on=ON)
    assert review.second == SecondReview(RIGHT, "jo")
    assert decisions.reopen(claim) == Review(by="mia", on="2025-03-01", note="why")


@pytest.mark.parametrize(
    ("review", "status"),
    [
        (None, None),
        (Review(note="why"), None),
        (FIRST, PairStatus.SECOND_MISSING),
        (replace(FIRST, stale=("said",)), None),
        (replace(FIRST, second=SecondReview(RIGHT)), PairStatus.DISAGREEING),
        (
            replace(FIRST, second=SecondReview(RIGHT, stale=("said",))),
            PairStatus.SECOND_MISSING,
        ),
        (
            replace(FIRST, second=SecondReview(FIXED, corrections=FIRST.corrections)),
            PairStatus.AGREEING,
        ),
        (
            replace(FIRST, second=SecondReview(FIXED, corrections=(("said", None),))),
            PairStatus.DISAGREEING,
        ),
    ],
)
def test_how_two_decisions_relate(review: Review | None, status: PairStatus | None) -> None:
    assert pair_status_of(replace(CLAIM, review=review)) is status


def test_both_decisions_survive_an_extraction_and_get_stale() -> None:
    claim = with_second(SecondReview(RIGHT, "jo", ON, "sure"))
    old = LedgerFile("a.txt", "00", None, (), None, (claim,))
    fresh = replace(CLAIM, id="", review=None)
    assert carry_over(old, replace(old, claims=(fresh,))).claims == (claim,)
    changed = carry_over(old, replace(old, claims=(replace(fresh, said="2025"),))).claims[0].review
    assert changed is not None
    assert changed.second is not None
    assert (changed.stale, changed.second.stale) == (("said",), ("said",))
    assert replace(changed.second, stale=()) == claim.review.second  # type: ignore[union-attr]
    decided = decisions.accept(replace(CLAIM, said="2025", review=changed), by="mia", on=ON)
    assert decided.second is not None
    assert (decided.stale, decided.second.stale) == ((), ("said",))
    gone = carry_over(old, replace(old, claims=()))
    assert gone.retired == (claim,)
