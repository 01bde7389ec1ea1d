"""Describe a comparison in rows, counts and phrases for the writers that people read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, StrEnum
from typing import Any

from claimkit.compare.quantity_changes import compare_quantities
from claimkit.compare.value_changes import (
    PieceKind,
    TextPiece,
    compare_dates,
    diff_words,
    pair_printed,
)
from claimkit.ledger.format.fields import ValueForm, names_of_form
from claimkit.ledger.reviews.decisions import effective
from claimkit.model import (
    Addition,
    Claim,
    ClaimChange,
    Dating,
    DocumentChange,
    FieldChange,
    LedgerDiff,
    Quantity,
    Review,
    ReviewStatus,
    SecondReview,
)
from claimkit.reports.counts import plural
from claimkit.reports.escaping.terminal import escape_commands

NOTHING = "nothing"
_TEXTS = names_of_form(ValueForm.TEXT, ValueForm.TEXT_OR_NULL) | {"title", "note"}
_CONTEXT = 40  # characters
_DATES = names_of_form(ValueForm.DATE) | {"published", "on"}
_STANDING = frozenset({"status", "by", "on", "stale"})


class ClaimChangeKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One line about a changed field: ``pieces`` of a text, or ``before`` and ``after``.

    A side is None if the field had no value there. ``note`` describes the difference.
    """

    label: str
    before: str | None = None
    after: str | None = None
    note: str | None = None
    pieces: tuple[TextPiece, ...] = ()


@dataclass(frozen=True, slots=True)
class DiffCounts:
    """The numbers of documents and claims that differ.

    A claim whose fields and review both changed counts as changed and as reviewed.
    """

    documents: int = 0
    moved: int = 0
    added: int = 0
    removed: int = 0
    changed: int = 0
    reviewed: int = 0

    def text(self) -> str:
        """Return the counts in one line.

        >>> DiffCounts(documents=2, added=3, reviewed=1).text()
        '2 documents: 3 claims added, 1 review changed'
        """
        parts = [
            f"{plural(number, noun)} {what}"
            for number, noun, what in (
                (self.moved, "document", "moved"),
                (self.added, "claim", "added"),
                (self.removed, "claim", "removed"),
                (self.changed, "claim", "changed"),
                (self.reviewed, "review", "changed"),
            )
            if number
        ]
        return f"{plural(self.documents, 'document')}: {', '.join(parts) or 'no claim changed'}"


def count_diff(diff: LedgerDiff) -> DiffCounts:
    """Return how many documents and claims differ in a comparison."""
    totals = [count_document(document) for document in diff.documents]
    return DiffCounts(
        *(sum(getattr(c, name) for c in totals) for name in DiffCounts.__dataclass_fields__)
    )


def count_document(document: DocumentChange) -> DiffCounts:
    """Return how many claims differ in one document."""
    kinds = [change_kind(change) for change in document.claims]
    return DiffCounts(
        documents=1,
        moved=int(document.is_moved),
        added=kinds.count(ClaimChangeKind.ADDED),
        removed=kinds.count(ClaimChangeKind.REMOVED),
        changed=sum(has_changed_fields(change) for change in document.claims),
        reviewed=sum(bool(change.review) for change in document.claims),
    )


def change_kind(change: ClaimChange) -> ClaimChangeKind:
    """Return whether a claim was added, removed or changed."""
    if change.before is None:
        return ClaimChangeKind.ADDED
    return ClaimChangeKind.REMOVED if change.after is None else ClaimChangeKind.CHANGED


def has_changed_fields(change: ClaimChange) -> bool:
    """Return whether a claim is on both sides and differs in more than its review."""
    is_moved = change.was_retired != change.is_retired
    return change_kind(change) is ClaimChangeKind.CHANGED and bool(change.fields or is_moved)


def name_of(claim: Claim, *, width: int | None = None) -> str:
    """Return a claim's source and content in one line, with its corrections applied.

    Args:
        width: the content is cut after this many characters.
    """
    claim = effective(claim)
    source = source_of(claim)
    content = claim.content
    if width and len(content) > width:
        content = content[: width - 1].rstrip() + "…"
    negation = " (negated)" if claim.negated else ""
    return f"{source}{negation}: {content}"


def source_of(claim: Claim) -> str:
    """Return a claim's source in words, or its mention if the source is unknown."""
    return ", ".join(claim.source) or claim.mention or "nobody named"


def details_of(claim: Claim) -> list[str]:
    """Return short phrases for the other fields of a claim that was added or removed."""
    claim = effective(claim)
    details = [claim.cue or "", f"said {claim.said}" if claim.said else ""]
    details += [quantity.text for quantity in claim.quantities]
    details += [f"{dating.text} ({dating.value})" for dating in claim.dates if dating.value]
    details.append(
        f"added {addition_text(claim.added)}" if claim.added else f"{claim.confidence} confidence"
    )
    return list(filter(None, details))


def addition_text(added: Addition) -> str:
    """Return who added a claim, and when, as far as it is known.

    >>> addition_text(Addition("mk", "2025-05-02")), addition_text(Addition())
    ('by mk on 2025-05-02', 'by hand')
    """
    by = f"by {added.by}" if added.by else "by hand"
    return f"{by} on {added.on}" if added.on else by


def retirement_text(change: ClaimChange) -> str | None:
    """Return a phrase if a claim is retired on one of the sides, else None."""
    match change.was_retired, change.is_retired:
        case False, True:
            return "retired" if change.before else "among the retired"
        case True, False:
            return "no longer retired" if change.after else "was retired"
        case True, True:
            return "among the retired"
    return None


def iter_rows(field: FieldChange) -> Iterator[FieldRow]:
    """Yield the rows of a changed field: one for each quantity or date, one for other fields."""
    before: Any = field.before
    after: Any = field.after
    match field.name:
        case "quantities":
            yield from _iter_quantity_rows(before or (), after or ())
        case "dates":
            yield from _iter_date_rows(before or (), after or ())
        case name if name in _TEXTS and isinstance(before, str) and isinstance(after, str):
            yield FieldRow(name, before, after, pieces=tuple(diff_words(before, after)))
        case "sha256":
            yield FieldRow("sha256", _shorten(before), _shorten(after))
        case name:
            note = compare_dates(before, after) if name in _DATES else None
            yield FieldRow(name, value_text(before), value_text(after), note)


def review_text(review: Review | SecondReview | None) -> str:
    """Return the status of a review with its reviewer and day.

    >>> review_text(Review(ReviewStatus.ACCEPTED, by="mk", on="2025-05-02"))
    'accepted by mk on 2025-05-02'
    """
    if review is None:
        return ReviewStatus.PENDING.value
    by = f" by {review.by}" if review.by else ""
    return f"{review.status}{by}{f' on {review.on}' if review.on else ''}"


def iter_review_rows(change: ClaimChange) -> Iterator[FieldRow]:
    """Yield the rows of a changed review; status, reviewer, day and staleness share one row."""
    before = change.before.review if change.before else None
    after = change.after.review if change.after else None
    if _STANDING & {field.name for field in change.review}:
        yield FieldRow("review", _standing(before), _standing(after))
    for field in change.review:
        if field.name == "corrections":
            yield from _iter_correction_rows(change)
        elif field.name == "second":
            yield FieldRow("second review", _second_text(before), _second_text(after))
        elif field.name not in _STANDING:
            yield from iter_rows(field)


def _standing(review: Review | None) -> str:
    """Return the status of a review, or the changed fields if the review is stale.

    >>> _standing(Review(ReviewStatus.ACCEPTED, by="mk", stale=("content", "said")))
    'stale (content, said changed)'
    """
    if review and review.stale:
        return f"stale ({', '.join(review.stale)} changed)"
    return review_text(review)


def _second_text(review: Review | None) -> str | None:
    return second_text(review.second) if review and review.second else None


def second_text(second: SecondReview) -> str:
    """Return a second decision in words, with its note and its corrections.

    >>> second_text(SecondReview(ReviewStatus.CORRECTED, "jl", corrections=(("said", "2025"),)))
    'corrected by jl: said 2025'
    """
    parts = [f"{name} {value_text(value) or NOTHING}" for name, value in second.corrections]
    parts += [second.note] if second.note else []
    parts += [f"stale ({', '.join(second.stale)} changed)"] if second.stale else []
    return ": ".join(filter(None, (review_text(second), "; ".join(parts))))


def value_text(value: object) -> str | None:
    """Return a field's value in words, or None if it is empty."""
    if value is None or value == ():
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Quantity):
        return value.text
    if isinstance(value, Dating):
        return f"{value.text} ({value.value or 'no value'})"
    if isinstance(value, Addition):
        return addition_text(value)
    if isinstance(value, tuple):
        return ", ".join(filter(None, map(value_text, value)))
    return str(value.value if isinstance(value, Enum) else value)


def _iter_quantity_rows(
    before: tuple[Quantity, ...], after: tuple[Quantity, ...]
) -> Iterator[FieldRow]:
    pairs = pair_printed(before, after)
    for old, new in pairs:
        if old is None or new is None:
            yield FieldRow("quantities", value_text(old), value_text(new))
        else:
            shown, note = _without_common_end(old.text, new.text), compare_quantities(old, new)
            yield FieldRow("quantities", shown, new.text, note)
    if not pairs:
        yield FieldRow("quantities", value_text(before), value_text(after), "in another order")


def _without_common_end(text: str, other: str) -> str:
    """Return ``text`` without the last words that ``other`` shares, so that a unit is named once.

    >>> _without_common_end("10,000–13,000 troops", "15,000 troops")
    '10,000–13,000'
    """
    words, others = text.split(" "), other.split(" ")
    while len(words) > 1 and len(others) > 1 and words[-1] == others[-1]:
        words.pop()
        others.pop()
    return " ".join(words)


def _iter_date_rows(before: tuple[Dating, ...], after: tuple[Dating, ...]) -> Iterator[FieldRow]:
    pairs = pair_printed(before, after)
    for old, new in pairs:
        note = compare_dates(old.value, new.value) if old and new else None
        yield FieldRow("dates", value_text(old), value_text(new), note)
    if not pairs:
        yield FieldRow("dates", value_text(before), value_text(after), "in another order")


def _iter_correction_rows(change: ClaimChange) -> Iterator[FieldRow]:
    """Yield a row for each field whose correction was added, changed or removed."""
    sides = [_corrections(claim) for claim in (change.before, change.after)]
    for name in dict.fromkeys((*sides[0], *sides[1])):
        values = [
            side.get(name, getattr(claim or change.claim, name))
            for side, claim in zip(sides, (change.before, change.after), strict=True)
        ]
        if (name in sides[0]) == (name in sides[1]) and values[0] == values[1]:
            continue
        label = f"corrected {name}" if name in sides[1] else f"{name} no longer corrected"
        for row in iter_rows(FieldChange(name, *values)):
            yield replace(row, label=label)


def _corrections(claim: Claim | None) -> dict[str, Any]:
    return dict(claim.review.corrections) if claim and claim.review else {}


def _shorten(digest: str | None) -> str | None:
    return digest[:12] if digest else None


def shorten_unchanged(pieces: Sequence[TextPiece]) -> list[TextPiece]:
    """Return the pieces with long unchanged ones cut to the words around the changes."""
    result = []
    for index, piece in enumerate(pieces):
        text = piece.text
        if piece.kind is PieceKind.SAME and len(text) > 3 * _CONTEXT:
            start = text[:_CONTEXT].rpartition(" ")[0] if index else ""
            end = text[-_CONTEXT:].partition(" ")[2] if index < len(pieces) - 1 else ""
            text = f"{start}{' ' if index else ''}…{' ' if end else ''}{end}"
        result.append(TextPiece(piece.kind, text))
    return result


def word_diff_text(pieces: Sequence[TextPiece]) -> str:
    """Return a text with its changes marked as ``git diff --word-diff`` marks them."""
    return escape_commands("".join(map(mark_piece, pieces)))  # a mark may complete a command


def mark_piece(piece: TextPiece) -> str:
    """Return the text of a piece between its marks, as in `word_diff_text`."""
    match piece.kind:
        case PieceKind.REMOVED:
            return f"[-{piece.text}-]"
        case PieceKind.ADDED:
            return f"{{+{piece.text}+}}"
        case PieceKind.SAME:
            return piece.text
