"""Write a comparison as a comment on a pull request, with one fold for each document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from claimkit.compare.value_changes import PieceKind, TextPiece
from claimkit.model import ClaimChange, DocumentChange, LedgerDiff
from claimkit.reports.counts import plural
from claimkit.reports.diffs.view import (
    NOTHING,
    ClaimChangeKind,
    FieldRow,
    change_kind,
    count_diff,
    count_document,
    details_of,
    has_changed_fields,
    iter_review_rows,
    iter_rows,
    name_of,
    retirement_text,
    review_text,
    shorten_unchanged,
)
from claimkit.reports.escaping.markdown import escape_html, escape_markdown

MAX_CHARACTERS = 60_000  # GitHub allows 65,536 in a comment; the rest is for text around it
_SIGNS = {ClaimChangeKind.ADDED: "➕", ClaimChangeKind.REMOVED: "➖", ClaimChangeKind.CHANGED: "✏️"}
_NAME_WIDTH = 160
_MAX_TEXT = 2_000
_TAIL_ROOM = 300


def write(diff: LedgerDiff, *, title: str = "Claims") -> str:
    """Return a comparison in the Markdown of GitHub and GitLab, in at most `MAX_CHARACTERS`.

    If the text is too long, the last claims are left out and a note says how many.
    """
    if not diff.documents:
        return f"### {title}\n\nNo claim changed.\n"
    head = f"### {title}\n\n{escape_markdown(count_diff(diff).text())}\n"
    parts = [head]
    room = MAX_CHARACTERS - len(head) - _TAIL_ROOM
    total = sum(len(document.claims) for document in diff.documents)
    shown = 0
    for index, document in enumerate(diff.documents):
        section, taken, is_whole = _fit(document, room)
        if section:
            parts.append(section)
            room -= len(section) + 1
            shown += taken
        if not is_whole:
            parts.append(_note(len(diff.documents) - index, total - shown))
            break
    return "\n".join(parts)


def _note(documents: int, claims: int) -> str:
    return (
        f"\n> [!NOTE]\n> Cut at {MAX_CHARACTERS:,} characters: what changed in "
        f"{plural(claims, 'more claim')} of {plural(documents, 'document')} is not shown here. "
        "`claimkit diff` shows all.\n"
    )


def _fit(document: DocumentChange, room: int) -> tuple[str, int, bool]:
    """Return a section that fits, the number of its claims, and whether it is complete."""
    head, tail = _head(document), "\n</details>\n"
    room -= len(head) + len(tail)
    blocks: list[str] = []
    shown = 0
    for text, claims in _iter_blocks(document):
        if len(text) > room:
            return (head + "".join(blocks) + tail if blocks else "", shown, False)
        blocks.append(text)
        shown += claims
        room -= len(text)
    if room < 0:
        return "", 0, False
    return head + "".join(blocks) + tail, shown, True


def _head(document: DocumentChange) -> str:
    state = ""
    if document.before is None:
        state = " (new)"
    elif document.after is None:
        state = " (gone)"
    elif document.is_moved:
        state = f" (moved from {escape_html(document.before)})"
    counts = replace(count_document(document), moved=0).text().partition(": ")[2]
    return f"<details>\n<summary><b>{escape_html(document.path)}</b>{state}: {counts}</summary>\n\n"


def _iter_blocks(document: DocumentChange) -> Iterator[tuple[str, int]]:
    """Yield blocks of Markdown, each with the number of claims that begin in it."""
    if document.before is not None and document.after is not None:
        rows = [row for field in document.fields for row in iter_rows(field)]
        lines = [f"- {_row(row)}\n" for row in rows]
        if document.is_reordered:
            lines.append("- the order of the claims changed\n")
        if lines:
            yield "".join(lines) + "\n", 0
    for change in document.claims:
        if change_kind(change) is not ClaimChangeKind.CHANGED:
            yield _whole(change), 1
        elif has_changed_fields(change):
            rows = [row for field in change.fields for row in iter_rows(field)]
            yield _claim(change, _SIGNS[ClaimChangeKind.CHANGED], rows), 1
    reviews = [change for change in document.claims if change.review]
    for index, change in enumerate(reviews):
        title = "\n**Reviews**\n\n" if index == 0 else ""
        is_first = not has_changed_fields(change)
        yield title + _claim(change, "👁️", list(iter_review_rows(change)), state=False), is_first


def _whole(change: ClaimChange) -> str:
    details = [*details_of(change.claim), *filter(None, [retirement_text(change)])]
    if change.claim.review:
        details.append(f"review: {review_text(change.claim.review)}")
    name = escape_markdown(_cut(name_of(change.claim)))
    lines = [f"- {_SIGNS[change_kind(change)]} {name} `{change.claim.id}`"]
    lines.append(f"  <br>{' · '.join(map(escape_markdown, details))}")
    return "\n".join(lines) + "\n"


def _claim(change: ClaimChange, sign: str, rows: list[FieldRow], *, state: bool = True) -> str:
    name = escape_markdown(name_of(change.claim, width=_NAME_WIDTH))
    lines = [f"- {sign} {name} `{change.claim.id}`"]
    if state and (text := retirement_text(change)):
        lines.append(f"  - {text}")
    lines += [f"  - {_row(row)}" for row in rows]
    return "\n".join(lines) + "\n"


def _row(row: FieldRow) -> str:
    pieces = shorten_unchanged(row.pieces)
    if pieces and sum(len(piece.text) for piece in pieces) <= _MAX_TEXT:
        return f"{row.label}: {''.join(map(_marked, pieces))}"
    sides = (NOTHING if side is None else side for side in (row.before, row.after))
    before, after = (escape_markdown(_cut(side)) for side in sides)
    note = f" ({escape_markdown(row.note)})" if row.note else ""
    return f"{row.label}: <del>{before}</del> → <b>{after}</b>{note}"


def _marked(piece: TextPiece) -> str:
    text = escape_markdown(piece.text)
    match piece.kind:
        case PieceKind.REMOVED:
            return f"<del>{text}</del>"
        case PieceKind.ADDED:
            return f"<b>{text}</b>"
        case PieceKind.SAME:
            return text


def _cut(text: str) -> str:
    return text if len(text) <= _MAX_TEXT else text[: _MAX_TEXT - 1] + "…"
