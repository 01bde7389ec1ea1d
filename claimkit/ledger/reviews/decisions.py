"""Apply a person's decision to the review of a claim, and apply corrections to a claim.

A decision clears ``stale``, but not that of a second decision. A claim that is accepted with
corrections keeps the status `corrected`, because its corrected form is accepted; only `reopen`
removes corrections. The caller passes the reviewer (``by``) and the day (``on``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from claimkit.errors import ReviewError
from claimkit.ledger.format.fields import in_field_order
from claimkit.ledger.reviews.corrections import CORRECTABLE, in_correction_order
from claimkit.model import Claim, Review, ReviewStatus


def effective(claim: Claim) -> Claim:
    """Return the claim with the corrections of its review applied.

    ``mention`` changes only by its own correction, because it holds the document's own words.
    """
    if claim.review is None or not claim.review.corrections:
        return claim
    values: dict[str, object] = dict(claim.review.corrections)
    return replace(claim, **values)  # type: ignore[arg-type]


def is_stale(claim: Claim) -> bool:
    """Return whether the claim has changed since its review."""
    return claim.review is not None and bool(claim.review.stale)


def status_of(claim: Claim) -> ReviewStatus:
    """Return the status of a claim's review; a claim that a person added counts as accepted."""
    status = claim.review.status if claim.review else ReviewStatus.PENDING
    is_open = status is ReviewStatus.PENDING
    return ReviewStatus.ACCEPTED if is_open and claim.added else status


def decision_of(review: Review) -> tuple[object, ...]:
    """Return a review without its stale marks, that is, the part that people write."""
    second = replace(review.second, stale=()) if review.second else None
    return review.status, review.by, review.on, review.note, review.corrections, second


def mark_stale(review: Review, changed: Iterable[str]) -> Review:
    """Return a review that is stale in the fields that have changed, and so is its second part.

    A pending review is never stale.
    """
    changed = set(changed)
    stale, second = review.stale, review.second
    if changed and review.status is not ReviewStatus.PENDING:
        stale = in_field_order(changed.union(stale))
    if changed and second is not None:
        second = replace(second, stale=in_field_order(changed.union(second.stale)))
    return replace(review, stale=stale, second=second)


def accept(claim: Claim, *, by: str, on: str, note: str | None = None) -> Review:
    """Return the review of a claim that is right, with its corrections if it has any.

    Corrections that equal the claim's own values, because extraction has improved, are removed.
    """
    old = claim.review or Review()
    needed = tuple(pair for pair in old.corrections if getattr(claim, pair[0]) != pair[1])
    claim = replace(claim, review=replace(old, corrections=needed))
    status = ReviewStatus.CORRECTED if needed else ReviewStatus.ACCEPTED
    return _decide(claim, status, by, on, note)


def reject(claim: Claim, *, by: str, on: str, note: str | None = None) -> Review:
    """Return the review of a claim that is wrong and cannot be corrected."""
    return _decide(claim, ReviewStatus.REJECTED, by, on, note)


def correct(
    claim: Claim, values: Mapping[str, object], *, by: str, on: str, note: str | None = None
) -> Review:
    """Return the review of a claim with some fields corrected.

    Earlier corrections of other fields stay.

    Args:
        values: the right values by field, as the model has them.

    Raises:
        ReviewError: if a field can't be corrected, or already has the value in the claim.
    """
    for name, value in values.items():
        if name not in CORRECTABLE:
            raise ReviewError(
                f"{name!r} is no field that can be corrected", hint=f"one of {_field_list()}"
            )
        if value == getattr(claim, name):
            raise ReviewError(
                f"the {name} of {claim.id} is that already",
                hint="accept the claim, or correct another field: "
                f"{_field_list()}; reopen takes earlier corrections back",
            )
    if not values:
        raise ReviewError("nothing to correct", hint=f"name a field: {_field_list()}")
    old = claim.review or Review()
    corrections = in_correction_order(dict(old.corrections) | dict(values))
    corrected = replace(claim, review=replace(old, corrections=corrections))
    return _decide(corrected, ReviewStatus.CORRECTED, by, on, note)


def annotate(claim: Claim, note: str, *, by: str, on: str) -> Review | None:
    """Return the review with its note replaced; an empty note removes it.

    A note is not a decision, so status, ``stale`` and reviewer stay the same. A pending review has
    no reviewer; there the author of the note is recorded.
    """
    old = claim.review or Review()
    text = _strip_note(note)
    if text == old.note:
        return claim.review
    if old.status is ReviewStatus.PENDING:
        old = replace(old, by=by, on=on) if text else replace(old, by=None, on=None)
    return none_if_empty(replace(old, note=text))


def reopen(claim: Claim) -> Review | None:
    """Return the review of a claim that is to be decided again.

    The decision and its corrections are removed; a note stays with its author and day.
    """
    if claim.review is None or claim.review.note is None:
        return None
    return Review(by=claim.review.by, on=claim.review.on, note=claim.review.note)


def _decide(claim: Claim, status: ReviewStatus, by: str, on: str, note: str | None) -> Review:
    old = claim.review or Review()
    if old.second is not None and is_same_person(old.second.by, by):
        raise ReviewError(
            f"{by} is the second reviewer of {claim.id}",
            hint="change that decision with --second; the first one must be somebody else's",
        )
    note = _strip_note(note) or old.note
    new = replace(old, status=status, by=by, on=on, note=note, stale=())
    # Repeating a decision keeps the day of the first one.
    return replace(new, on=old.on) if _is_same_decision(old, new) and old.on else new


def _is_same_decision(old: Review, new: Review) -> bool:
    return replace(old, on=None) == replace(new, on=None)


def is_same_person(one: str | None, other: str | None) -> bool:
    """Return whether two reviewers' names are the same, apart from case and spaces."""
    names = (" ".join((name or "").split()).casefold() for name in (one, other))
    return len(set(names)) == 1


def _strip_note(note: str | None) -> str | None:
    return (note or "").strip() or None


def none_if_empty(review: Review) -> Review | None:
    """Return a review, or None if nothing is in it; the ledger has no empty reviews."""
    return review if review != Review() else None


def _field_list() -> str:
    return ", ".join(CORRECTABLE)
