"""Write a claim with its evidence in context and its history, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from claimkit.model import Claim
from claimkit.reports.claims.rows import iter_claim_rows
from claimkit.reports.claims.shown_claim import HistoryEntry, ShownClaim
from claimkit.reports.diffs.view import name_of
from claimkit.reports.places import describe_place
from claimkit.reports.style import Style, plain
from claimkit.reports.text_width import fill, wrap

_MIN_WIDTH = 24
_EVIDENCE = "> "
_AROUND = "  "
_COMMIT_LENGTH = 10


def iter_lines(
    shown: ShownClaim, style: Style = plain, *, width: int | None = None
) -> Iterator[str]:
    """Yield the lines about a claim.

    Args:
        style: makes words printable, and may add colours.
        width: lines are broken so that they fit; None breaks none.
    """
    standings = ", ".join(shown.filed.ordered_standings)
    yield f"{style(shown.filed.claim.id, 'summary')}  {style(standings, 'reviewed')}"
    rows = [*iter_claim_rows(shown.filed), *_iter_place_rows(shown)]
    label_width = max(len(label) for label, _ in rows)
    for label, text in rows:
        yield from _row_lines(label, text, label_width, style, width)
    yield ""
    yield from _iter_context_lines(shown, style, width)
    yield from _iter_history_lines(shown, style, width)


def _iter_place_rows(shown: ShownClaim) -> Iterator[tuple[str, str]]:
    if shown.outer is not None:
        yield "within", _neighbour_text(shown.outer)
    for number, claim in enumerate(shown.inner):
        yield "" if number else "reports", _neighbour_text(claim)
    line, place = shown.context.line, describe_place(shown.context.place)
    document = f"{shown.filed.document}:{line}" if line else shown.filed.document
    yield "document", f"{document}, {place}" if place else document
    yield "ledger", f"{shown.ledger}:{shown.ledger_line}"


def _neighbour_text(claim: Claim) -> str:
    return f"{claim.id}  {name_of(claim)}"


def _row_lines(
    label: str, text: str, label_width: int, style: Style, width: int | None
) -> Iterator[str]:
    for line in text.split("\n"):
        for piece in _wrapped(style(line, "text"), width, label_width + 2):
            yield f"{style(fill(label, label_width), 'label')}  {style(piece, 'text')}".rstrip()
            label = ""


def _iter_context_lines(shown: ShownClaim, style: Style, width: int | None) -> Iterator[str]:
    """Yield the evidence with a mark before its lines, between the sentences around it."""
    context = shown.context
    if context.problem:
        yield style(context.problem, "warning")
    for mark, text, role in (
        (_AROUND, context.before, "note"),
        (_EVIDENCE, shown.filed.claim.evidence, "sentence"),
        (_AROUND, context.after, "note"),
    ):
        for line in filter(None, map(str.strip, text.split("\n"))):
            pieces = _wrapped(style(line, "text"), width, len(mark))
            yield from (f"{mark}{style(piece, role)}" for piece in pieces)


def _iter_history_lines(shown: ShownClaim, style: Style, width: int | None) -> Iterator[str]:
    history = shown.history
    if not history.entries and history.note is None:
        return
    yield ""
    yield style("history", "label")
    for entry in history.entries:
        for number, line in enumerate(_wrapped(style(_entry_text(entry), "text"), width, 4)):
            yield f"{'    ' if number else '  '}{style(line, 'text')}"
    if history.note is not None:
        yield f"  ({style(history.note, 'note')})"


def _entry_text(entry: HistoryEntry) -> str:
    events = "; ".join(
        event.kind.value + (f": {event.detail}" if event.detail else "") for event in entry.events
    )
    if entry.commit is None:
        return f"not committed yet: {events}"
    return f"{entry.on}  {entry.commit[:_COMMIT_LENGTH]}  {entry.author}: {events}"


def _wrapped(text: str, width: int | None, indent: int) -> list[str]:
    return [text] if width is None else wrap(text, max(width - indent, _MIN_WIDTH))
