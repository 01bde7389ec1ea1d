"""What a person decides about a claim: how a review changes, and what a claim then says.

A decision is a new look, so it clears ``stale``. A claim with corrections that is accepted stays
`corrected`: what is accepted is the claim as it reads with them. Only `reopen` takes them back.
Who decides (``by``) and on which day (``on``) is for the caller to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from claimkit.errors import ReviewError
from claimkit.ledger.reviews.corrections import CORRECTABLE, in_correction_order
from claimkit.model import Claim, Review, ReviewStatus


def effective(claim: Claim) -> Claim:
    """Return the claim as it reads with the corrections of its review, if there are any.

    ``mention`` stays as it is unless it is corrected itself: it is what the document prints.
    """
    if claim.review is None or not claim.review.corrections:
        return claim
    values: dict[str, object] = dict(claim.review.corrections)
    return replace(claim, **values)  # type: ignore[arg-type]


def is_stale(claim: Claim) -> bool:
    """Say if the claim changed since its review."""
    return claim.review is not None and bool(claim.review.stale)


def status_of(claim: Claim) -> ReviewStatus:
    return claim.review.status if claim.review else ReviewStatus.PENDING


def accept(claim: Claim, *, by: str, on: str, note: str | None = None) -> Review:
    """Return the review of a claim that is right as it reads, its corrections included.

    Corrections that the claim has itself by now, because extraction got better, fall away.
    """
    old = claim.review or Review()
    needed = tuple(pair for pair in old.corrections if getattr(claim, pair[0]) != pair[1])
    claim = replace(claim, review=replace(old, corrections=needed))
    status = ReviewStatus.CORRECTED if needed else ReviewStatus.ACCEPTED
    return _decide(claim, status, by, on, note)


def reject(claim: Claim, *, by: str, on: str, note: str | None = None) -> Review:
    """Return the review of what is no claim, or one beyond correction."""
    return _decide(claim, ReviewStatus.REJECTED, by, on, note)


def correct(
    claim: Claim, values: Mapping[str, object], *, by: str, on: str, note: str | None = None
) -> Review:
    """Return the review of a claim of which some fields are put right.

    Earlier corrections of other fields stay.

    Args:
        values: what is right, by field, as the model has it.

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
    """Return the review with a note in place of the one it has; empty for none.

    A note is no decision: status and ``stale`` stay. Whoever decided remains the reviewer;
    of a pending claim it is who wrote the note.
    """
    old = claim.review or Review()
    text = _strip_note(note)
    if text == old.note:
        return claim.review
    if old.status is ReviewStatus.PENDING:
        old = replace(old, by=by, on=on) if text else replace(old, by=None, on=None)
    return _or_none(replace(old, note=text))


def reopen(claim: Claim) -> Review | None:
    """Return the review of a claim that is to be looked at afresh.

    The decision and its corrections are taken back; a note stays, with who wrote it and when.
    """
    if claim.review is None or claim.review.note is None:
        return None
    return Review(by=claim.review.by, on=claim.review.on, note=claim.review.note)


def _decide(claim: Claim, status: ReviewStatus, by: str, on: str, note: str | None) -> Review:
    old = claim.review or Review()
    note = _strip_note(note) or old.note
    new = replace(old, status=status, by=by, on=on, note=note, stale=())
    # Saying the same once more is no new decision: the day of the first stands.
    return replace(new, on=old.on) if _is_same_decision(old, new) and old.on else new


def _is_same_decision(old: Review, new: Review) -> bool:
    return replace(old, on=None) == replace(new, on=None)


def _strip_note(note: str | None) -> str | None:
    return (note or "").strip() or None


def _or_none(review: Review) -> Review | None:
    return review if review != Review() else None


def _field_list() -> str:
    return ", ".join(CORRECTABLE)
