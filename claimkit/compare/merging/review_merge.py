"""Merge the reviews of one claim."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from claimkit.compare.merging.three_way import ABSENT, merge_sets, merge_values
from claimkit.ledger.format.fields import CORRECTABLE_FIELDS, in_field_order
from claimkit.model import Claim, Review, ReviewStatus, SecondReview

_DECISION = ("status", "by", "on")
_SINGLE_FIELDS = tuple(
    field.name for field in fields(Review) if field.name not in (*_DECISION, "corrections", "stale")
)
"""The fields that are merged each for itself, such as the note."""


def review_of(claim: Claim | None) -> Review:
    return (claim.review if claim else None) or Review()


def merge_reviews(
    base: Review, ours: Review, theirs: Review, passed_by: tuple[set[str], set[str]]
) -> tuple[Review, Review]:
    """Merge the reviews of one claim: the first decision, and the second one for itself.

    Args:
        passed_by: for ours and theirs, the fields whose merged values that side did not have.
    """
    seconds = _merge_seconds(base.second, ours.second, theirs.second, passed_by)
    firsts = [replace(review, second=None) for review in (base, ours, theirs)]
    one, other = _merge_first_decisions(firsts[0], firsts[1], firsts[2], passed_by)
    return replace(one, second=seconds[0]), replace(other, second=seconds[1])


def _merge_seconds(
    base: SecondReview | None,
    ours: SecondReview | None,
    theirs: SecondReview | None,
    passed_by: tuple[set[str], set[str]],
) -> tuple[SecondReview | None, SecondReview | None]:
    """Merge the second decisions about one claim; each of them is one unit.

    Args:
        passed_by: as in `merge_reviews`.
    """
    marks = [side.stale if side else () for side in (base, ours, theirs)]
    decided = [side and replace(side, stale=()) for side in (base, ours, theirs)]
    values = merge_values(*decided)
    stale = merge_sets(*marks)
    unseen = [
        passed_by[index]
        for index in (0, 1)
        if decided[index + 1] != decided[0] or set(marks[0]) - set(marks[index + 1])
    ]
    missed = [set.intersection(*unseen) if unseen else set()] * 2
    if values[0] != values[1]:
        missed = list(passed_by)
    one, other = (
        value and replace(value, stale=in_field_order(stale | fields))
        for value, fields in zip(values, missed, strict=True)
    )
    return one, other


def _merge_first_decisions(
    base: Review, ours: Review, theirs: Review, passed_by: tuple[set[str], set[str]]
) -> tuple[Review, Review]:
    """Merge the reviews of one claim, which have no second decisions.

    Status, reviewer and day belong together. If they are in conflict, each decision keeps its own
    corrections and note, so that no decision is ascribed to the wrong person.

    Args:
        passed_by: as in `merge_reviews`.
    """
    stale = merge_sets(base.stale, ours.stale, theirs.stale)
    decisions = merge_values(
        *(tuple(getattr(review, name) for name in _DECISION) for review in (base, ours, theirs))
    )
    if decisions[0] != decisions[1]:
        return _mark_stale(ours, stale, passed_by[0]), _mark_stale(theirs, stale, passed_by[1])
    status, by, on = decisions[0]
    merged: dict[str, tuple[Any, Any]] = {
        name: merge_values(*(getattr(review, name) for review in (base, ours, theirs)))
        for name in _SINGLE_FIELDS
    }
    corrections = _merge_corrections(base, ours, theirs)
    unseen = [
        passed_by[index]
        for index, review in enumerate((ours, theirs))
        if _is_looked_at(base, review)
    ]
    missed = set.intersection(*unseen) if unseen else set()
    first, second = (
        _mark_stale(
            Review(
                status,
                by,
                on,
                corrections=corrections[index],
                **{name: values[index] for name, values in merged.items()},
            ),
            stale,
            missed,
        )
        for index in (0, 1)
    )
    return first, second


def _mark_stale(review: Review, stale: set[str], missed: set[str]) -> Review:
    """Mark a review stale, unless it is pending."""
    is_decided = review.status is not ReviewStatus.PENDING
    return replace(review, stale=in_field_order(stale | missed if is_decided else stale))


def _is_looked_at(base: Review, review: Review) -> bool:
    """Return whether a person has reviewed the claim again, or has removed `stale`."""
    return replace(base, stale=()) != replace(review, stale=()) or bool(
        set(base.stale) - set(review.stale)
    )


def _merge_corrections(
    base: Review, ours: Review, theirs: Review
) -> list[tuple[tuple[str, object], ...]]:
    sides = [dict(review.corrections) for review in (base, ours, theirs)]
    merged = {
        name: merge_values(*(side.get(name, ABSENT) for side in sides))
        for name in CORRECTABLE_FIELDS
    }
    return [
        tuple((name, v[index]) for name, v in merged.items() if v[index] is not ABSENT)
        for index in (0, 1)
    ]
