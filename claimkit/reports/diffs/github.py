"""Write a comparison as annotations of GitHub Actions, on the lines of the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from claimkit.model import ClaimChange, LedgerDiff
from claimkit.reports.diffs.view import (
    NOTHING,
    ClaimChangeKind,
    FieldRow,
    change_kind,
    count_diff,
    has_changed_fields,
    iter_review_rows,
    iter_rows,
    name_of,
    retirement_text,
    shorten_unchanged,
    word_diff_text,
)
from claimkit.reports.escaping.workflow_commands import annotation

Locate = Callable[[str, str], int | None]
"""A function that takes a ledger file's path and a claim's id and returns the claim's line."""

_NAME_WIDTH = 200
_WORDS = {
    ClaimChangeKind.ADDED: "New claim",
    ClaimChangeKind.REMOVED: "Claim gone",
    ClaimChangeKind.CHANGED: "Claim changed",
}


def iter_annotations(diff: LedgerDiff, locate: Locate) -> Iterator[str]:
    """Yield one line for each changed claim, and a last line with the counts.

    A reviewed claim that is gone is a warning. Every other change is a notice.
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
        yield annotation("notice", count_diff(diff).text(), title="claimkit diff")


def _level(change: ClaimChange) -> str:
    return "warning" if change.after is None and change.claim.review else "notice"


def _title(change: ClaimChange) -> str:
    is_review_alone = change.review and not has_changed_fields(change)
    return "Review changed" if is_review_alone else _WORDS[change_kind(change)]


def _message(change: ClaimChange) -> str:
    lines = [name_of(change.claim, width=_NAME_WIDTH), *filter(None, [retirement_text(change)])]
    rows = [row for field in change.fields for row in iter_rows(field)]
    lines += [_line(row) for row in [*rows, *iter_review_rows(change)]]
    return "\n".join(lines)


def _line(row: FieldRow) -> str:
    if row.pieces:
        return f"{row.label}: {word_diff_text(shorten_unchanged(row.pieces))}"
    before, after = (NOTHING if side is None else side for side in (row.before, row.after))
    return f"{row.label}: {before} → {after}" + (f" ({row.note})" if row.note else "")
