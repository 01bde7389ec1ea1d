"""Describe a claim in rows of a label and a text, for the outputs that people read."""

from __future__ import annotations

from collections.abc import Iterator

from claimkit.ledger.claim_filter import FiledClaim
from claimkit.ledger.format.fields import FORMS, REVIEWED_FIELDS, ValueForm
from claimkit.ledger.format.scalars import number_text
from claimkit.ledger.reviews.corrections import format_value
from claimkit.ledger.reviews.decisions import effective
from claimkit.model import Bound, Claim, Quantity, ReviewStatus
from claimkit.reports.diffs.view import addition_text, review_text, second_text

_WHEN_EMPTY = {"source": "nobody named", "said": "not known"}
# The fields that matter most for a decision come first, and the other fields follow in the
# ledger's order. The evidence is shown apart, in its context.
_FIRST_FIELDS = """
    source mention role anonymous government via cue stance negated content kind said quantities
    dates
""".split()
_SHOWN_FIELDS = (
    *_FIRST_FIELDS,
    *(name for name in REVIEWED_FIELDS if name not in (*_FIRST_FIELDS, "evidence")),
)
_BOUNDS = {Bound.EXACT: "", Bound.RANGE: ""}


def iter_claim_rows(filed: FiledClaim) -> Iterator[tuple[str, str]]:
    claim = effective(filed.claim)
    corrections = dict(filed.claim.review.corrections) if filed.claim.review else {}

    def row(name: str, text: str | None) -> Iterator[tuple[str, str]]:
        if text is None and name in corrections:
            text = _shown_removal(claim, name)
        if text is not None:
            yield name, text
        if name in corrections:
            yield "", f"claimkit: {format_value(name, getattr(filed.claim, name))}"

    for name in _SHOWN_FIELDS:
        yield from row(name, _shown_value(claim, name))
    yield "rule", f"{claim.rule}, {claim.confidence.value} confidence"
    if claim.added is not None:
        yield "added", addition_text(claim.added)
    yield from _iter_review_rows(filed)


def _shown_value(claim: Claim, name: str) -> str | None:
    """Return a field's value in the form of the screen; None if there is nothing to show."""
    value = getattr(claim, name)
    if name == "mention" and (value,) == claim.source:
        return None
    match FORMS[name]:
        case ValueForm.NAMES | ValueForm.NAME_LIST:
            text = ", ".join(value)
        case ValueForm.FLAG:
            text = "yes" if value else ""
        case ValueForm.QUANTITIES:
            text = "\n".join(f"{quantity.text}: {_amount(quantity)}" for quantity in value)
        case ValueForm.DATES:
            text = "\n".join(f"{dating.text}: {dating.value or 'not known'}" for dating in value)
        case _:
            text = str(value or "")
    return text or _WHEN_EMPTY.get(name)


def _shown_removal(claim: Claim, name: str) -> str:
    """Return a corrected value that is not shown otherwise: nothing, or the source's own name."""
    value = getattr(claim, name)
    if FORMS[name] is ValueForm.FLAG:
        return "no"
    return str(value) if value else "none"


def _iter_review_rows(filed: FiledClaim) -> Iterator[tuple[str, str]]:
    review = filed.claim.review
    if review is None:
        return
    is_decided = review.status is not ReviewStatus.PENDING
    if is_decided:
        yield "review", review_text(review)
    if review.stale:
        yield "stale", f"changed since then: {', '.join(review.stale)}"
    if review.note is not None:
        yield "note", review.note if is_decided else f"{review.note} ({review_text(review)})"
    if review.second is not None:
        yield "second", second_text(review.second)


def _amount(quantity: Quantity) -> str:
    """Return the value of a quantity: "at least 40 trucks", "10000–13000 rations (rise)"."""
    ends = [number_text(n) for n in (quantity.min, quantity.max) if n is not None]
    number = "–".join(dict.fromkeys(ends))
    bound = _BOUNDS.get(quantity.bound, quantity.bound.value)
    change = f"({quantity.change.value})" if quantity.change else ""
    return " ".join(filter(None, (bound, number, quantity.unit, change)))
