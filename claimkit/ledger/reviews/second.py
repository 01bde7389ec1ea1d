"""Apply the decision of a second person to the review of a claim, and compare the two decisions.

The second person judges the claim as extraction found it, without the first decision and its
corrections. Only the first decision changes what the ledger says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from claimkit.errors import ReviewError
from claimkit.ledger.reviews import decisions
from claimkit.model import Claim, Review, ReviewStatus, SecondReview


class PairStatus(StrEnum):
    """How the two decisions about a claim relate."""

    SECOND_MISSING = "second-missing"
    AGREEING = "agreeing"
    DISAGREEING = "disagreeing"


def pair_status_of(claim: Claim) -> PairStatus | None:
    """Return how the two decisions relate; None without a valid first decision.

    A stale decision is about an earlier form of the claim, so it counts as missing. Two people
    who both corrected a claim disagree if their corrections differ.
    """
    review = claim.review
    if review is None or review.status is ReviewStatus.PENDING or review.stale:
        return None
    second = review.second
    if second is None or second.stale:
        return PairStatus.SECOND_MISSING
    is_same = (review.status, review.corrections) == (second.status, second.corrections)
    return PairStatus.AGREEING if is_same else PairStatus.DISAGREEING


def blind(claim: Claim, by: str) -> Claim:
    """Return a claim as its second reviewer sees it: without the first decision.

    The reviewer's own second decision stays, with its corrections, as the claim's review.
    """
    second = claim.review.second if claim.review else None
    if second is None or not decisions.is_same_person(second.by, by):
        return replace(claim, review=None)
    own = Review(second.status, second.by, second.on, second.note, second.corrections, second.stale)
    return replace(claim, review=own)


def check_second(claim: Claim, by: str) -> None:
    """Check that a person may be the second reviewer of a claim.

    Raises:
        ReviewError: if nobody, or the same person, has decided first, if the first decision is
            stale, or if somebody else is the second reviewer already.
    """
    review = claim.review or Review()
    if review.status is ReviewStatus.PENDING:
        raise ReviewError(f"{claim.id} has no first decision", hint="decide without --second")
    if review.by is None or decisions.is_same_person(review.by, by):
        who = review.by or "nobody known"
        raise ReviewError(
            f"{claim.id} was decided by {who}; the second decision must be somebody else's"
        )
    if review.stale:
        raise ReviewError(
            f"{claim.id} has changed since its first decision", hint="decide without --second first"
        )
    second = review.second
    if second is not None and not second.stale and not decisions.is_same_person(second.by, by):
        raise ReviewError(f"{claim.id} has a second decision by {second.by or 'nobody known'}")


def accept(claim: Claim, *, by: str, on: str, note: str | None = None) -> Review:
    """Return the review of a claim that the second reviewer finds right.

    Raises:
        ReviewError: as `check_second`.
    """
    return _with_second(claim, decisions.accept(_checked(claim, by), by=by, on=on, note=note))


def reject(claim: Claim, *, by: str, on: str, note: str | None = None) -> Review:
    """Return the review of a claim that the second reviewer finds wrong.

    Raises:
        ReviewError: as `check_second`.
    """
    return _with_second(claim, decisions.reject(_checked(claim, by), by=by, on=on, note=note))


def correct(
    claim: Claim, values: Mapping[str, object], *, by: str, on: str, note: str | None = None
) -> Review:
    """Return the review of a claim in which the second reviewer corrects fields.

    Raises:
        ReviewError: as `check_second`, and as `decisions.correct`.
    """
    own = decisions.correct(_checked(claim, by), values, by=by, on=on, note=note)
    return _with_second(claim, own)


def reopen(claim: Claim) -> Review | None:
    """Return the review of a claim without the second decision."""
    return decisions.none_if_empty(replace(claim.review or Review(), second=None))


def _checked(claim: Claim, by: str) -> Claim:
    check_second(claim, by)
    return blind(claim, by)


def _with_second(claim: Claim, own: Review) -> Review:
    second = SecondReview(own.status, own.by, own.on, own.note, own.corrections)
    return replace(claim.review or Review(), second=second)
