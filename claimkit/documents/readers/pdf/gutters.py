"""Find the gutters between columns of text, and cut rows of words at them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from statistics import median

from claimkit.documents.readers.pdf.words import Word

_GAP = 0.7
"""The least width of a gutter, in sizes of the body's font; spaces in justified lines are less."""
_WIDE_GAP = 0.95
_ALWAYS_GAP = 8.0
_PARTING_GAP, _PARTING, _MIN_GAPS = 3.0, 4.0, 3
_LARGE = 1.2
_HEADLINE_GAP = 0.9
_SAME_EDGE = 1.6
_MIN_ROWS, _MIN_ROWS_OF_NARROW = 3, 4
_NEAR = 12.0
_MIN_CLEAR_ROWS = 6
"""So many rows show a gutter, even if nearly all have words only on its left."""
_MIN_LABEL = 4
_MAX_LABEL = 30
_LABEL_SHARE = 0.6

Row = list[Word]


@dataclass(frozen=True, slots=True)
class Gutter:
    """A white strip ``[left, right)`` between the rows ``first`` and ``last``, both included."""

    left: float
    right: float
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """The words of a row between two gutters, and the edges of these, which may be infinite."""

    words: Row
    left: float
    right: float


def cut_rows(rows: Sequence[Row], size: float) -> list[Stretch]:
    """Return the rows cut where a gutter runs through them, or where a gap is very wide."""
    gutters = find_gutters(rows, size)
    cut: list[Stretch] = []
    for index, row in enumerate(rows):
        strips = [gutter for gutter in gutters if gutter.first <= index <= gutter.last]
        if row[0].style.size > _LARGE * size:
            strips = [gutter for gutter in strips if _splits(row, gutter)]
        for piece in _cut_row(row, strips, size):
            for part in _part_row(piece, size):
                cut.append(_bound(part, strips))
    return cut


def _cut_row(row: Row, strips: Sequence[Gutter], size: float) -> list[Row]:
    """Cut a row at gutters, and where a gap is very wide."""
    pieces = [[row[0]]]
    for before, word in pairwise(row):
        gap = word.left - before.right
        own_size = max(size, min(before.style.size, word.style.size))
        if gap > _ALWAYS_GAP * own_size or (
            gap >= 0.6 * own_size
            and any(
                before.right <= strip.left + 0.5 and strip.right - 0.5 <= word.left
                for strip in strips
            )
        ):
            pieces.append([])
        pieces[-1].append(word)
    return pieces


def _part_row(row: Row, size: float) -> list[Row]:
    """Cut a row of one column where a gap is much wider than the others.

    The gaps of a justified line are alike, so what stands right of such a gap is another line.
    """
    gaps = sorted(word.left - before.right for before, word in pairwise(row))
    if len(gaps) < _MIN_GAPS:
        return [row]
    limit = max(_PARTING_GAP * size, _PARTING * gaps[len(gaps) // 2])
    parts = [[row[0]]]
    for before, word in pairwise(row):
        if word.left - before.right > limit:
            parts.append([])
        parts[-1].append(word)
    return parts


def _splits(row: Row, strip: Gutter) -> bool:
    """Return whether a gutter parts the headlines of two columns, not the words of one."""
    gaps = [
        (word.left - before.right) / word.style.size
        for before, word in pairwise(row)
        if before.right <= strip.left + 0.5 and strip.right - 0.5 <= word.left
    ]
    return bool(gaps) and gaps[0] >= _HEADLINE_GAP


def _bound(words: Row, strips: Sequence[Gutter]) -> Stretch:
    left = max((s.right for s in strips if s.right <= words[0].left + 1), default=-inf)
    right = min((s.left for s in strips if s.left >= words[-1].right - 1), default=inf)
    return Stretch(words, left, right)


def find_gutters(rows: Sequence[Row], size: float) -> list[Gutter]:
    """Return the white strips with text on both sides that several rows in succession have.

    A column's lines begin at the same place, so words that begin there after a gap, row after
    row, show the right edge of a gutter. Rivers in justified text do not line up like this.
    What hangs left of a list, such as bullets and numbers, is no column.
    """
    starts = sorted(
        (word.left, index, before.right, word)
        for index, row in enumerate(rows)
        for before, word in pairwise(row)
        if word.left - before.right >= _GAP * max(size, min(before.style.size, word.style.size))
    )
    crossings = _Crossings(rows)
    found: list[Gutter] = []
    position = 0
    while position < len(starts):
        edge = starts[position][0]
        end = position
        while end < len(starts) and starts[end][0] <= edge + _SAME_EDGE:
            end += 1
        members = sorted((index, right) for _, index, right, _ in starts[position:end])
        found += _cut_cluster(members, edge, rows, size, crossings)
        position = end
    return found


class _Crossings:
    """Answers which rows have ink in a vertical strip."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._lefts = [[word.left for word in row] for row in rows]
        self._rows = rows

    def has_ink(self, index: int, left: float, right: float) -> bool:
        """Return whether a word of a row stands in the strip, in whole or in part."""
        row = self._rows[index]
        last = bisect_left(self._lefts[index], right) - 1
        return last >= 0 and row[last].right > left


def _cut_cluster(
    members: list[tuple[int, float]],
    edge: float,
    rows: Sequence[Row],
    size: float,
    crossings: _Crossings,
) -> list[Gutter]:
    """Return the gutters that end at ``edge``: one for each run of rows that nothing crosses."""
    right = edge - 0.7 * _SAME_EDGE  # some letters reach out of their line
    left = edge - _GAP * size + 0.3
    found: list[Gutter] = []
    run: list[tuple[int, float]] = []
    for member in members:
        if run and any(
            crossings.has_ink(index, left, right) for index in range(run[-1][0] + 1, member[0])
        ):
            found += _judge_run(run, left, right, rows, size, crossings)
            run = []
        run.append(member)
    return found + _judge_run(run, left, right, rows, size, crossings)


def _judge_run(
    run: list[tuple[int, float]],
    left: float,
    right: float,
    rows: Sequence[Row],
    size: float,
    crossings: _Crossings,
) -> list[Gutter]:
    width = min(right - before for _, before in run)
    is_wide = width >= _WIDE_GAP * size
    first, last = run[0][0], run[-1][0]
    while first and not crossings.has_ink(first - 1, left, right):
        first -= 1
    while last + 1 < len(rows) and not crossings.has_ink(last + 1, left, right):
        last += 1
    beside = (
        crossings.has_ink(index, left - _NEAR * size, left) for index in range(first, last + 1)
    )
    is_clear = sum(beside) >= (_MIN_CLEAR_ROWS if is_wide else 2 * _MIN_CLEAR_ROWS)
    if len(run) < (_MIN_ROWS if is_wide else _MIN_ROWS_OF_NARROW) and not is_clear:
        return []
    if _is_label_column(run, left, right, rows):
        return []
    return [Gutter(left, right, first, last)]


def _is_label_column(
    run: list[tuple[int, float]], left: float, right: float, rows: Sequence[Row]
) -> bool:
    """Return whether what stands left of a strip are bullets, numbers, times or labels.

    Labels are short, and most lines have none: no line has only a label.
    """
    lengths = [_letters_before(rows[index], left) for index, _ in run]
    usual = median(lengths)
    if usual < _MIN_LABEL:
        return True
    both = alone = others = 0
    for row in rows[run[0][0] : run[-1][0] + 1]:
        has_left = row[0].right <= left + 1
        has_right = row[-1].left >= right - 1
        both += has_left and has_right
        alone += has_left and not has_right
        others += has_right and not has_left
    return not alone and usual <= _MAX_LABEL and both < _LABEL_SHARE * (both + others)


def _letters_before(row: Row, left: float) -> int:
    """Return how many letters stand right before a strip, without a gap between them."""
    before = [word for word in row if word.right <= left + 1]
    count = 0
    follower: Word | None = None
    for word in reversed(before):
        if follower is not None and follower.left - word.right > word.style.size:
            break
        count += sum(map(str.isalpha, word.text))
        follower = word
    return count
