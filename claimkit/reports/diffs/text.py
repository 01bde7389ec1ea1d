"""Write a comparison for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from claimkit.compare.value_changes import PieceKind, TextPiece
from claimkit.model import Claim, ClaimChange, DocumentChange, LedgerDiff
from claimkit.reports.diffs.view import (
    NOTHING,
    ClaimChangeKind,
    DiffCounts,
    FieldRow,
    change_kind,
    count_diff,
    count_document,
    details_of,
    has_changed_fields,
    iter_review_rows,
    iter_rows,
    mark_piece,
    name_of,
    retirement_text,
    review_text,
    shorten_unchanged,
)
from claimkit.reports.escaping.terminal import escape_commands
from claimkit.reports.style import Style, plain

_SIGNS = {ClaimChangeKind.ADDED: "+", ClaimChangeKind.REMOVED: "-", ClaimChangeKind.CHANGED: "~"}
_PIECE_ROLES = {
    PieceKind.SAME: "same",
    PieceKind.REMOVED: "removed words",
    PieceKind.ADDED: "added words",
}
_NAME_WIDTH = 100
_BAR_WIDTH = 30


class WordDiff(StrEnum):
    """The way in which changed words are marked: colour, brackets, or none (two whole texts)."""

    COLOR = "color"
    PLAIN = "plain"
    NONE = "none"


def iter_lines(
    diff: LedgerDiff, *, style: Style = plain, words: WordDiff = WordDiff.PLAIN
) -> Iterator[str]:
    """Yield the lines of a comparison; none if nothing differs."""
    writer = _Writer(style, words)
    for document in diff.documents:
        yield from writer.iter_document(document)
        yield ""
    if diff.documents:
        yield style(count_diff(diff).text(), "summary")


def iter_stat_lines(diff: LedgerDiff, *, style: Style = plain) -> Iterator[str]:
    """Yield one line for each document with its counts, and a last line with the totals."""
    counts = [(document, count_document(document)) for document in diff.documents]
    names = [_title(document) for document, _ in counts]
    width = max(map(len, names), default=0)
    most = max((_total(c) for _, c in counts), default=0)
    digits = len(str(most))
    for name, (_, c) in zip(names, counts, strict=True):
        bar = "".join(
            style(sign * _scale(number, most), role)
            for sign, number, role in (
                ("+", c.added, "added"),
                ("-", c.removed, "removed"),
                ("~", c.changed, "changed"),
                ("*", c.reviewed, "reviewed"),
            )
            if number
        )
        yield f" {style(name.ljust(width), 'path')} | {_total(c):>{digits}} {bar}".rstrip()
    if counts:
        yield f" {count_diff(diff).text()}"


def iter_names(diff: LedgerDiff, *, style: Style = plain) -> Iterator[str]:
    """Yield the path of each ledger file that differs, or the document's if it is unknown."""
    for document in diff.documents:
        yield style(document.ledger_after or document.ledger_before or document.path, "name")


def _title(document: DocumentChange) -> str:
    moved = f"{document.before} → " if document.is_moved else ""
    return f"{moved}{document.path}"


def _total(counts: DiffCounts) -> int:
    return counts.added + counts.removed + counts.changed + counts.reviewed


def _scale(number: int, most: int) -> int:
    """Return the length of a bar, which is at least 1 for a count above 0."""
    if most <= _BAR_WIDTH or not number:
        return number
    return max(1, number * _BAR_WIDTH // most)


class _Writer:
    def __init__(self, style: Style, words: WordDiff) -> None:
        self._style = style
        self._words = words

    def iter_document(self, document: DocumentChange) -> Iterator[str]:
        yield self._style(document.path, "path") + self._state(document)
        if document.before is not None and document.after is not None:
            for field in document.fields:
                for row in iter_rows(field):
                    yield from self._iter_row(row, "  ")
        if document.is_reordered:
            yield "  " + self._style("the order of the claims changed", "note")
        for change in document.claims:
            if change_kind(change) is not ClaimChangeKind.CHANGED:
                yield from self._iter_whole(change)
            elif has_changed_fields(change):
                yield from self._iter_changed(change)
        reviews = [change for change in document.claims if change.review]
        if reviews:
            yield "  " + self._style("reviews", "label")
        for change in reviews:
            yield from self._iter_reviewed(change)

    def _state(self, document: DocumentChange) -> str:
        if document.before is None:
            return self._style("  new", "added")
        if document.after is None:
            return self._style("  gone", "removed")
        if document.is_moved:
            return self._style(f"  moved from {document.before}", "changed")
        return ""

    def _iter_whole(self, change: ClaimChange) -> Iterator[str]:
        kind = change_kind(change)
        yield self._head(change, kind, width=None)
        details = details_of(change.claim)
        if state := retirement_text(change):
            details.append(state)
        yield "    " + self._style(" · ".join(details), "note")
        review = change.claim.review
        if review:
            what = review_text(review)
            yield "    " + self._style(f"review: {what}", "reviewed")

    def _iter_changed(self, change: ClaimChange) -> Iterator[str]:
        yield self._head(change, ClaimChangeKind.CHANGED)
        if state := retirement_text(change):
            yield "    " + self._style(state, "note")
        for field in change.fields:
            for row in iter_rows(field):
                yield from self._iter_row(row, "    ")

    def _iter_reviewed(self, change: ClaimChange) -> Iterator[str]:
        sign = self._style("*", "reviewed")
        yield f"  {sign} {self._name(change.claim)}{self._id(change.claim)}"
        for row in iter_review_rows(change):
            yield from self._iter_row(row, "    ")

    def _head(
        self, change: ClaimChange, kind: ClaimChangeKind, width: int | None = _NAME_WIDTH
    ) -> str:
        role = kind.value
        sign = self._style(_SIGNS[kind], role)
        name = name_of(change.claim, width=width)
        shown = self._style(name, role if kind is not ClaimChangeKind.CHANGED else "claim")
        return f"  {sign} {shown}{self._id(change.claim)}"

    def _name(self, claim: Claim) -> str:
        return self._style(name_of(claim, width=_NAME_WIDTH), "claim")

    def _id(self, claim: Claim) -> str:
        return self._style(f"  {claim.id}", "id")

    def _iter_row(self, row: FieldRow, indent: str) -> Iterator[str]:
        label = self._style(f"{row.label}:", "label")
        if row.pieces and self._words is not WordDiff.NONE:
            yield f"{indent}{label} {self._marked(row.pieces)}"
            return
        before = self._style(row.before if row.before is not None else NOTHING, "removed")
        after = self._style(row.after if row.after is not None else NOTHING, "added")
        if row.pieces:
            yield f"{indent}{label}"
            yield f"{indent}  - {before}"
            yield f"{indent}  + {after}"
            return
        note = self._style(f" ({row.note})", "note") if row.note else ""
        yield f"{indent}{label} {before} → {after}{note}"

    def _marked(self, pieces: Sequence[TextPiece]) -> str:
        marked = "".join(
            self._style(
                mark_piece(piece) if self._words is WordDiff.PLAIN else piece.text,
                _PIECE_ROLES[piece.kind],
            )
            for piece in shorten_unchanged(pieces)
        )
        return escape_commands(marked)  # the mark of a piece may complete a command
