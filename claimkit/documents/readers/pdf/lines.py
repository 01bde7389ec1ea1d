"""Build the lines of a page from its words: cut at gutters, with note marks taken off."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from claimkit.documents.readers.pdf.gutters import Row, Stretch, cut_rows
from claimkit.documents.readers.pdf.tables import take_tables
from claimkit.documents.readers.pdf.words import Box, Style, Word, iter_rows, main_size

_SMALL = 0.82
_MIN_LETTERS = 0.1
_RAISED, _LOWERED = 0.12, 0.06
_MAX_SHIFT = 0.8
_MAX_MARK = 6
_CELL_JOINER = " | "
_DROP_CAP = 1.8
_MAX_DROP_CAP = 2
_MAX_DROP_CAPS = 20  # on a page
_NOTE_MARK = re.compile(r"\[?(?:\d{1,3}(?:[,–-]\d{1,3})*|[a-h]|[*†‡§¶#]{1,3})[\])]?,?")
_UNIT_BEFORE = re.compile(r"(?:^|[\d\s/·.])(?:[a-zµ]{1,2}|\d+)$")
_SUPERSCRIPTS = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")


@dataclass(slots=True)
class TextLine:
    """A line of one column, or a row of a table.

    ``first_width`` is the width of the first word. ``marks`` are the note marks that were taken
    off, and ``mark`` is one that stands before the text, as at the start of a footnote. ``column``
    has the gutters on both sides, which are infinite if there are none.
    """

    page: int
    text: str
    box: Box
    baseline: float
    style: Style
    first_width: float
    mark: str = ""
    marks: tuple[str, ...] = ()
    column: tuple[float, float] = (-inf, inf)
    is_table_row: bool = False

    @property
    def size(self) -> float:
        return self.style.size


def read_lines(words: Sequence[Word], page: int) -> list[TextLine]:
    """Return the lines of a page, one for each column that a row of words runs through."""
    size = main_size(words)
    if not size:
        return []
    words = list(words)
    raised = _level_small_words(words)
    caps = _take_drop_caps(words, size)
    rows = [row for row in iter_rows(words) if row]
    rows, tables = take_tables(rows, size)
    lines = [_make_line(stretch, page, raised) for stretch in cut_rows(rows, size)]
    lines = [line for line in lines if line.text or line.mark]
    lines += [_make_table_row(cells, page, raised) for cells in tables]
    for cap in caps:
        _attach_drop_cap(cap, lines)
    return lines


def _level_small_words(words: list[Word]) -> set[int]:
    """Move raised and lowered words to the baseline of their neighbour.

    Return the identities of those that were raised.
    """
    raised: set[int] = set()
    ordered = sorted(words, key=lambda word: word.baseline)
    limit = _SMALL * _large_size(words)
    small = [word for word in ordered if len(word.text) <= _MAX_MARK and word.style.size <= limit]
    baselines = [word.baseline for word in ordered]
    for word in small:
        neighbour = _find_neighbour(word, ordered, baselines)
        if neighbour is None:
            continue
        if word.baseline < neighbour.baseline:
            raised.add(id(word))
        word.baseline, word.line_size = neighbour.baseline, neighbour.style.size
    return raised


def _large_size(words: Sequence[Word]) -> float:
    """Return the largest size in which more than a few letters are printed."""
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[word.style.size] += len(word.text)
    least = _MIN_LETTERS * sum(sizes.values())
    return max((size for size, count in sizes.items() if count >= least), default=0.0)


def _find_neighbour(word: Word, ordered: list[Word], baselines: list[float]) -> Word | None:
    """Return the larger word that a small one is attached to, on its left or on its right."""
    best: Word | None = None
    best_gap = 0.0
    reach = 2.2 * word.style.size
    index = bisect_left(baselines, word.baseline - reach)
    while index < len(ordered) and baselines[index] <= word.baseline + reach:
        other = ordered[index]
        index += 1
        size = other.style.size
        shift = other.baseline - word.baseline
        if word.style.size > _SMALL * size or other is word:
            continue
        if not (
            _RAISED * size <= shift <= _MAX_SHIFT * size or _LOWERED * size <= -shift <= 0.4 * size
        ):
            continue
        # A note's own mark stands before its text, with a space between them.
        gap = min(abs(word.left - other.right), 0.6 * abs(other.left - word.right))
        if gap <= 0.45 * size and (best is None or gap < best_gap):
            best, best_gap = other, gap
    return best


def _take_drop_caps(words: list[Word], size: float) -> list[Word]:
    """Remove large letters that begin a text and reach over two lines or more."""
    large = [
        word
        for word in words
        if word.style.size >= _DROP_CAP * size
        and len(word.text) <= _MAX_DROP_CAP
        and word.text[-1].isupper()
    ]
    if len(large) > _MAX_DROP_CAPS:
        return []
    caps = [word for word in large if _has_lines_beside(word, words, size)]
    for cap in caps:
        words.remove(cap)
    return caps


def _has_lines_beside(cap: Word, words: Sequence[Word], size: float) -> bool:
    beside = {
        round(word.baseline)
        for word in words
        if word.style.size < 1.3 * size
        and 0 <= word.left - cap.right < 1.5 * size
        and cap.top - 0.5 * size < word.baseline <= cap.baseline + 0.3 * size
    }
    return len(beside) > 1


def _attach_drop_cap(cap: Word, lines: list[TextLine]) -> None:
    """Write a drop cap before the first of the lines beside it."""
    beside = [
        line
        for line in lines
        if 0 <= line.box.left - cap.right < 2 * line.size
        and cap.top - 0.5 * line.size < line.baseline <= cap.baseline + 0.3 * line.size
    ]
    if not beside:
        return
    first = min(beside, key=lambda line: line.baseline)
    gap = first.box.left - cap.right
    others = [line.box.left - cap.right for line in beside if line is not first]
    is_word = cap.text[-1] in "AIO" and others and gap > min(others) + 0.2 * first.size
    first.text = cap.text + (" " if is_word else "") + first.text
    for line in beside:
        line.box = line.box._replace(left=cap.left)


def _make_line(stretch: Stretch, page: int, raised: set[int]) -> TextLine:
    """Join the words of a row. Note marks are left out of the text."""
    row = stretch.words
    text = mark = ""
    marks: list[str] = []
    main = _main_style(row)
    for word in row:
        if id(word) in raised:
            kind = _judge_raised(word, text)
            if kind == "mark":
                if text:
                    marks.append(word.text)
                else:
                    mark = word.text
                continue
            text += word.text.translate(_SUPERSCRIPTS) if kind == "power" else word.text
            continue
        glue = "" if not text or word.touches else " "
        text += glue + word.text
    box = Box(
        row[0].left,
        min(word.top for word in row),
        row[-1].right,
        max(word.bottom for word in row),
    )
    shown = next((word for word in row if id(word) not in raised), row[0])
    first = shown.right - shown.left
    baseline = max(row, key=lambda word: len(word.text)).baseline
    return TextLine(
        page,
        text,
        box,
        baseline,
        main,
        first,
        mark,
        tuple(marks),
        (stretch.left, stretch.right),
    )


def _make_table_row(cells: Sequence[Row], page: int, raised: set[int]) -> TextLine:
    """Join the cells of a row as Markdown does."""
    parts = [_make_line(Stretch(cell, -inf, inf), page, raised) for cell in cells]
    line = _make_line(Stretch([word for cell in cells for word in cell], -inf, inf), page, raised)
    line.text = _CELL_JOINER.join(part.text for part in parts if part.text)
    line.is_table_row = True
    return line


def _judge_raised(word: Word, before: str) -> str:
    """Return whether a raised word is a note mark, a power such as that of "m2", or text."""
    if not _NOTE_MARK.fullmatch(word.text):
        return "text"
    if before and word.text.isdigit() and _UNIT_BEFORE.search(before[-8:]):
        return "power"
    return "mark"


def _main_style(row: Row) -> Style:
    """Return the style of most letters; bold or italic only if nearly all are."""
    lengths: dict[Style, int] = {}
    total = bold = italic = 0
    for word in row:
        length = len(word.text)
        lengths[word.style] = lengths.get(word.style, 0) + length
        total += length
        bold += length * word.style.is_bold
        italic += length * word.style.is_italic
    style = max(lengths, key=lambda style: lengths[style])
    return Style(
        style.size, style.font, bold > 0.85 * total, italic > 0.85 * total, style.is_invisible
    )
