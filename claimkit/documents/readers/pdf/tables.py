"""Find tables: rows of cells that stand below each other and are numbers or leave much room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claimkit.documents.readers.pdf.words import Word

Row = list[Word]

_CELL_GAP = 1.0
_MAX_STEP = 3.4
_SAME_EDGE = 4.0
_MIN_ROWS = 3
_MIN_NUMBERS = 0.5
_MAX_FILL = 0.6
_MIN_COLUMNS_OF_WORDS = 3
_MAX_CELL_WORDS = 7


@dataclass(slots=True)
class _Cells:
    """A row of words, cut at its wide gaps."""

    index: int
    cells: list[Row]

    @property
    def level(self) -> float:
        return self.cells[0][0].baseline


def take_tables(rows: Sequence[Row], size: float) -> tuple[list[Row], list[list[Row]]]:
    """Return the rows that are in no table, and the rows of tables, cut into cells.

    The columns of running text are no cells: they fill their width, and hold few numbers.
    """
    cut = [_Cells(index, _cut_cells(row, size)) for index, row in enumerate(rows)]
    runs: list[list[_Cells]] = []
    for row in cut:
        if len(row.cells) < 2:
            continue
        last = runs[-1][-1] if runs else None
        if last and _goes_on(last, row, size):
            runs[-1].append(row)
        else:
            runs.append([row])
    found: dict[int, list[Row]] = {}
    for run in runs:
        if len(run) >= _MIN_ROWS and _is_table(run):
            found.update((row.index, row.cells) for row in run)
    rest = [row for index, row in enumerate(rows) if index not in found]
    return rest, [found[index] for index in sorted(found)]


def _cut_cells(row: Row, size: float) -> list[Row]:
    cells = [[row[0]]]
    for word in row[1:]:
        if word.left - cells[-1][-1].right >= _CELL_GAP * max(size, word.style.size):
            cells.append([])
        cells[-1].append(word)
    return cells


def _goes_on(last: _Cells, row: _Cells, size: float) -> bool:
    """Return whether a row stands below another one, with its cells in the same columns."""
    if row.level - last.level > _MAX_STEP * size or row.index - last.index > 2:
        return False
    aligned = sum(any(_is_aligned(cell, other) for other in last.cells) for cell in row.cells)
    return aligned >= 2 and aligned >= 0.6 * min(len(row.cells), len(last.cells))


def _is_aligned(cell: Row, other: Row) -> bool:
    """Return whether two cells share their left edge, their right edge or their middle."""
    left, right = cell[0].left, cell[-1].right
    other_left, other_right = other[0].left, other[-1].right
    return (
        abs(left - other_left) <= _SAME_EDGE
        or abs(right - other_right) <= _SAME_EDGE
        or abs(left + right - other_left - other_right) <= 2 * _SAME_EDGE
    )


def _is_table(run: Sequence[_Cells]) -> bool:
    cells = [cell for row in run for cell in row.cells[1:]]
    words = sorted(len(cell) for row in run for cell in row.cells)
    if words[int(0.8 * (len(words) - 1))] > _MAX_CELL_WORDS:
        return False
    numbers = sum(any(map(str.isdecimal, _text(cell))) for cell in cells)
    short = sum(len(cell) <= 3 for cell in cells)
    if numbers >= _MIN_NUMBERS * len(cells) and short >= 0.7 * len(cells):
        return True
    columns = sorted(len(row.cells) for row in run)[len(run) // 2]
    return columns >= _MIN_COLUMNS_OF_WORDS and _fill(run) <= _MAX_FILL


def _fill(run: Sequence[_Cells]) -> float:
    """Return the share of a table's width that its words cover."""
    left = min(row.cells[0][0].left for row in run)
    right = max(row.cells[-1][-1].right for row in run)
    covered = sum(cell[-1].right - cell[0].left for row in run for cell in row.cells)
    return covered / ((right - left) * len(run)) if right > left else 1.0


def _text(cell: Row) -> str:
    return "".join(word.text for word in cell)
