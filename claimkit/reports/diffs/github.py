"""A comparison as annotations of GitHub Actions, on the lines of the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from claimkit.model import ClaimChange, LedgerDiff
from claimkit.reports.diffs.view import (
    NOTHING,
    Kind,
    Row,
    count,
    is_changed,
    iter_review_rows,
    iter_rows,
    kind_of,
    marked,
    name_of,
    shortened,
    state_of,
)
from claimkit.reports.workflow_commands import annotation

Locate = Callable[[str, str], int | None]
"""Takes a ledger file's path and a claim's id, returns the line at which it stands."""

_NAME_WIDTH = 200
_WORDS = {Kind.ADDED: "New claim", Kind.REMOVED: "Claim gone", Kind.CHANGED: "Claim changed"}


def iter_annotations(diff: LedgerDiff, locate: Locate) -> Iterator[str]:
    """Yield a line for each claim that changed, and a last one with the counts.

    A reviewed claim that is gone is a warning, everything else a notice.
    """
    for document in diff.documents:
        path = document.ledger_after or document.ledger_before or document.path
        if document.is_moved:
            yield annotation(
                "notice", f"{document.before} is now {document.path}", path, title="Document moved"
            )
        for change in document.claims:
            line = locate(path, change.claim.id) if change.after and document.after else None
            yield annotation(
                _level(change), _message(change), path, line=line, title=_title(change)
            )
    if diff.documents:
        yield annotation("notice", count(diff).text(), title="claimkit diff")


def _level(change: ClaimChange) -> str:
    return "warning" if change.after is None and change.claim.review else "notice"


def _title(change: ClaimChange) -> str:
    is_review_alone = change.review and not is_changed(change)
    return "Review changed" if is_review_alone else _WORDS[kind_of(change)]


def _message(change: ClaimChange) -> str:
    lines = [name_of(change.claim, width=_NAME_WIDTH), *filter(None, [state_of(change)])]
    rows = [row for field in change.fields for row in iter_rows(field)]
    lines += [_line(row) for row in [*rows, *iter_review_rows(change)]]
    return "\n".join(lines)


def _line(row: Row) -> str:
    if row.pieces:
        return f"{row.label}: {marked(shortened(row.pieces))}"
    before, after = (NOTHING if side is None else side for side in (row.before, row.after))
    return f"{row.label}: {before} → {after}" + (f" ({row.note})" if row.note else "")
