"""Second decisions in a merge: each is one unit, and none is lost."""

from __future__ import annotations

from dataclasses import replace

from claimkit.compare.merging.review_merge import merge_reviews
from claimkit.model import Review, ReviewStatus, SecondReview

FIRST = Review(ReviewStatus.ACCEPTED, "mia", "2025-03-01")
JO = SecondReview(ReviewStatus.REJECTED, "jo", "2025-03-02", "irony")
BO = SecondReview(ReviewStatus.ACCEPTED, "bo", "2025-03-03")
NONE: tuple[set[str], set[str]] = (set(), set())


def with_second(second: SecondReview | None, first: Review = FIRST) -> Review:
    return replace(first, second=second)


def test_both_sides_keep_what_only_one_has() -> None:
    for sides in ((FIRST, with_second(JO), FIRST), (FIRST, FIRST, with_second(JO))):
        assert merge_reviews(*sides, NONE) == (with_second(JO), with_second(JO))
    assert merge_reviews(with_second(JO), with_second(JO), FIRST, NONE) == (FIRST, FIRST)


def test_a_second_decision_is_independent_of_the_first() -> None:
    again = replace(FIRST, status=ReviewStatus.REJECTED, on="2025-03-05")
    merged = merge_reviews(FIRST, with_second(JO), again, NONE)
    assert merged == (with_second(JO, again), with_second(JO, again))
    other = replace(FIRST, by="ann")
    merged = merge_reviews(FIRST, with_second(JO, other), again, NONE)
    assert merged == (with_second(JO, other), with_second(JO, again))


def test_two_second_decisions_are_a_conflict_of_whole_decisions() -> None:
    merged = merge_reviews(FIRST, with_second(JO), with_second(BO), NONE)
    assert merged == (with_second(JO), with_second(BO))


def test_a_second_decision_gets_stale_by_what_it_has_not_seen() -> None:
    first, other = merge_reviews(FIRST, with_second(JO), FIRST, ({"said"}, set()))
    assert first == other
    assert first.second == replace(JO, stale=("said",))
    stale = replace(JO, stale=("content",))
    first, other = merge_reviews(with_second(JO), with_second(stale), with_second(JO), NONE)
    assert first.second == other.second == stale
    first, other = merge_reviews(with_second(stale), with_second(JO), with_second(stale), NONE)
    assert first.second == other.second == JO
