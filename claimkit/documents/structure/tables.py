"""Read tables in text: Markdown, columns that spaces or tabs align, and comma-separated lines.

Each row becomes a block in which every cell follows the header of its column, so that a row can be
read alone: "North; Cases: 412; Deaths: 3".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claimkit.documents.structure.block_drafts import BlockDraft, BlockPart, is_finished
from claimkit.documents.structure.lines import Line, LineRole
from claimkit.model import BlockKind

_MIN_ROWS = 3
_MIN_SEPARATED_ROWS = 3
_MIN_COLUMNS, _MAX_COLUMNS = 2, 30
_MIN_COMMA_COLUMNS = 3
_MAX_CELL = 80
_MIN_INDENT = 3
_MAX_ATTEMPTS = 40
_MIN_NUMERIC = 0.6
_MIN_ALIKE = 0.7
_GAP = re.compile(r"\t+ *| {2,}\t*| *\t+ *")
_PIPE = re.compile(r"\s*(?<!\\)\|\s*")
_BAR = re.compile(r"\s\|(?:\s|$)")
_SEPARATORS = (",", ";")
_NUMBER_CELL = re.compile(
    r"[(~≈<>±+−–-]?\s*[$€£¥]?\s*\d[\d.,\s'’]*\s*(?:[%‰°]|[kKmM]|[^\W\d_]{1,4})?\)?|[–—-]|\.{2,3}|…"
)
_LETTER = re.compile(r"[^\W\d_]")


class Cell(NamedTuple):
    """A cell of a row: ``[start, end)`` of the text, and its words."""

    start: int
    end: int
    text: str


Row = list[Cell]


def read_tables(lines: Sequence[Line]) -> dict[int, BlockDraft]:
    """Return the rows of all tables as blocks, by the index of their line.

    The header row is furniture: its words stand in the rows. Lines that are no table stay as they
    are: prose with a pipe or a comma in each line, addresses, labels with values.
    """
    blocks: dict[int, BlockDraft] = {}
    for places, rows in _iter_tables(lines):
        header = rows[0] if _is_header(rows) else None
        for place, row in zip(places, rows, strict=True):
            is_header = row is header
            blocks[place] = make_row(row, None if is_header else header)
            if is_header:
                blocks[place].kind = BlockKind.FURNITURE
    return blocks


def read_typed_rows(drafts: Sequence[BlockDraft]) -> None:
    """Give the rows that a format marks the form of other rows. Changes the drafts.

    Their cells stand in one part, with a bar or a wide gap between them.
    """
    place = 0
    while place < len(drafts):
        run: list[BlockDraft] = []
        while place + len(run) < len(drafts) and _is_typed_row(drafts[place + len(run)]):
            run.append(drafts[place + len(run)])
        rows = [_cut_typed(draft) for draft in run]
        if run and any(len(row) > 1 for row in rows):
            header = rows[0] if _is_header(rows) else None
            for draft, row in zip(run, rows, strict=True):
                draft.parts = make_row(row, None if row is header else header).parts or draft.parts
                if row is header:
                    draft.kind = BlockKind.FURNITURE
        place += max(1, len(run))


def _is_typed_row(draft: BlockDraft) -> bool:
    return draft.kind is BlockKind.TABLE and draft.is_typed and len(draft.parts) == 1


def _cut_typed(draft: BlockDraft) -> Row:
    part = draft.parts[0]
    line = Line(part.start, part.end, part.text, 0)
    if part.end - part.start != len(part.text):
        return [Cell(part.start, part.end, part.text)]
    return _cut(line, _BAR if _BAR.search(part.text) else _GAP)


def make_row(row: Sequence[Cell], header: Sequence[Cell] | None) -> BlockDraft:
    """Return a row as a block; the words of ``header`` stand before the cells below them."""
    draft = BlockDraft(BlockKind.TABLE, [], is_marked=True)
    for column, cell in enumerate(row):
        if not cell.text:
            continue
        label = header[column].text.rstrip(":") if header and column < len(header) else ""
        has_label = bool(label and draft.parts)
        joiner = f"; {label}: " if has_label else "; "
        draft.append(BlockPart(cell.start, cell.end, cell.text, joiner if draft.parts else ""))
    return draft


def _iter_tables(lines: Sequence[Line]) -> Iterator[tuple[Sequence[int], list[Row]]]:
    """Yield the indices of the lines and the rows of each table.

    In lines that no blank line parts, a table is looked for a limited number of times.
    """
    index = attempts = 0
    while index < len(lines):
        attempts = 0 if lines[index].follows_blank else attempts
        if lines[index].role is LineRole.TABLE:
            places, index = _marked_rows(lines, index)
            yield places, [_cut(lines[place], _PIPE, strip="|") for place in places]
            continue
        rows: list[Row] = []
        if attempts < _MAX_ATTEMPTS and _may_be_row(lines[index].text):
            rows = _read_columns(lines, index) or _read_separated(lines, index)
            attempts += not rows
        if rows:
            yield range(index, index + len(rows)), rows
        index += max(1, len(rows))


def _may_be_row(text: str) -> bool:
    """Return whether a line has a wide gap, or enough separators for a row."""
    has_separators = any(text.count(sign) >= _MIN_COMMA_COLUMNS - 1 for sign in _SEPARATORS)
    return (has_separators and not is_finished(text)) or _GAP.search(text) is not None


def _marked_rows(lines: Sequence[Line], start: int) -> tuple[list[int], int]:
    """Return the indices of a Markdown table's rows, and the index behind it.

    The rule below the header row is no row.
    """
    places: list[int] = []
    index = start
    while index < len(lines) and (index == start or not lines[index].follows_blank):
        if lines[index].role is LineRole.TABLE:
            places.append(index)
        elif "|" not in lines[index].text or lines[index].role is LineRole.TEXT:
            break
        index += 1
    return places, index


def _cut(line: Line, separator: re.Pattern[str], strip: str = "") -> Row:
    """Return the cells of a line."""
    text = line.text
    first, last = 0, len(text)
    if strip:
        first = 1 if text.startswith(strip) else 0
        last = len(text) - 1 if text.endswith(strip) and len(text) > 1 else len(text)
    cells: Row = []
    position = first
    for match in separator.finditer(text, first, last):
        cells.append(_cell(line, position, match.start()))
        position = match.end()
    cells.append(_cell(line, position, last))
    return cells


def _cell(line: Line, start: int, end: int) -> Cell:
    words = line.text[start:end]
    left = len(words) - len(words.lstrip())
    words = words.strip()
    first = line.start + start + left
    return Cell(first, first + len(words), words)


def _read_columns(lines: Sequence[Line], start: int) -> list[Row]:
    """Return the rows of a table whose columns are set apart by spaces or tabs."""
    if not _GAP.search(lines[start].text):
        return []
    rows: list[Row] = []
    for line in _iter_run(lines, start):
        row = _cut(line, _GAP)
        if not _MIN_COLUMNS <= len(row) <= _MAX_COLUMNS or not _has_short_cells(row):
            break
        rows.append(row)
    rows = _without_prose(rows)
    if len(rows) > 1 and len(rows[0]) == len(rows[1]) - 1:
        above, below = lines[start], lines[start + 1]
        if above.indent >= below.indent + _MIN_INDENT:  # the first column has no header
            rows[0] = [Cell(above.start, above.start, ""), *rows[0]]
    return rows if len(rows) >= _MIN_ROWS and _is_table(rows) else []


def _read_separated(lines: Sequence[Line], start: int) -> list[Row]:
    """Return the rows of lines with the same number of commas or semicolons."""
    for sign in _SEPARATORS:
        if lines[start].text.count(sign) < _MIN_COMMA_COLUMNS - 1 or is_finished(lines[start].text):
            continue
        separator = re.compile(re.escape(sign))
        rows: list[Row] = []
        for line in _iter_run(lines, start):
            row = _cut(line, separator)
            if len(row) < _MIN_COMMA_COLUMNS or (rows and len(row) != len(rows[0])):
                break
            if not _has_short_cells(row) or is_finished(line.text):
                break
            rows.append(row)
        if len(rows) >= _MIN_SEPARATED_ROWS and _is_table(rows):
            return rows
    return []


def _iter_run(lines: Sequence[Line], start: int) -> Iterator[Line]:
    """Yield the lines from ``start`` on that no blank line or layout parts."""
    for index in range(start, len(lines)):
        line = lines[index]
        if line.role is not LineRole.TEXT or (index > start and line.follows_blank):
            return
        yield line


def _has_short_cells(row: Row) -> bool:
    return all(len(cell.text) <= _MAX_CELL and not _is_sentence(cell.text) for cell in row)


def _is_sentence(text: str) -> bool:
    return text[-1:] in (".", "!", "?") and text.count(" ") > 3


def _without_prose(rows: list[Row]) -> list[Row]:
    """Return the rows that have as many cells as most rows, from the first one on."""
    if not rows:
        return rows
    usual = Counter(len(row) for row in rows).most_common(1)[0][0]
    kept: list[Row] = []
    for row in rows:
        if abs(len(row) - usual) > 1:
            break
        kept.append(row)
    return kept


def _is_table(rows: Sequence[Row]) -> bool:
    """Return whether columns hold numbers, or the rows have the same number of short cells.

    Labels with values ("To:   Ana Beck") are none.
    """
    body = rows[1:] if _is_header(rows) else rows
    usual = Counter(len(row) for row in rows).most_common(1)[0]
    if usual[1] < _MIN_ALIKE * len(rows):
        return False
    if sum(row[0].text.endswith(":") for row in rows) >= len(rows) / 2:
        return False
    numeric = sum(any(_is_numeric(cell.text) for cell in row[1:]) for row in body)
    return numeric >= _MIN_NUMERIC * len(body)


def _is_numeric(text: str) -> bool:
    return bool(text) and any(map(str.isdigit, text)) and _NUMBER_CELL.fullmatch(text) is not None


def _is_header(rows: Sequence[Row]) -> bool:
    """Return whether the first row names columns: it has words where the others have numbers."""
    first, *others = rows
    if not others or not any(_LETTER.search(cell.text) for cell in first):
        return False
    if any(_is_numeric(cell.text) and len(cell.text) != 4 for cell in first[1:]):
        return False
    columns = range(1, len(first))
    return any(
        sum(_is_numeric(row[c].text) for row in others if c < len(row)) * 2 > len(others)
        for c in columns
    ) or all(cell.text for cell in first)
