"""Read the words of a page, each with its box and style, whatever their order in the file.

Coordinates are points from the upper left corner of the page as it is shown, so ``top`` is less
than ``bottom``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

_MAX_TILT = 0.09  # radians; what is more oblique is a watermark
_TOUCHING = 0.115
_WORD_GAP = 0.2  # of the font's size, where the file has no space between two letters
_JOINED_GAP = 0.02  # a space between two letters that touch is none
_LINE_SHIFT = 0.08
_SAME_PLACE = 0.12
_CELL = 4.0
_MIN_SIZE = 2.0
_SPACES = " \t\r\n\xa0\u2002\u2003\u2009\u200a\u202f\u3000"
_HYPHENS = "\x02\ufffe\xad\u2010"
_MIN_SPACED_LETTERS = 4
_MAX_SPACED_GAP = 0.75
_MAX_SPACED_PART = 3
_MIN_SINGLE = 0.6


class Box(NamedTuple):
    """A rectangle on a page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def rounded(self) -> tuple[float, float, float, float]:
        """Return the edges to a tenth of a point."""
        left, top, right, bottom = (round(edge, 1) for edge in self)
        return left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Style:
    """How letters look; ``is_invisible`` is what a text layer over a scanned page is."""

    size: float
    font: str = ""
    is_bold: bool = False
    is_italic: bool = False
    is_invisible: bool = False


class Glyph(NamedTuple):
    """One character of a page, with its baseline and its angle in radians."""

    text: str
    left: float
    right: float
    baseline: float
    angle: float
    style: Style
    source: int
    """The number of the text object that the character is part of."""


@dataclass(slots=True)
class Word:
    """Letters without a space between them, with the left and right edge of each."""

    text: str
    lefts: list[float]
    rights: list[float]
    baseline: float
    style: Style
    source: int = 0
    line_size: float = 0.0
    """The size of the line's letters, for a word that is raised or lowered beside them."""
    order: int = 0
    """The place of the word in the file."""
    follows_space: bool = False
    """Whether the file has a space between the word before and this one."""
    touches: bool = False
    """Whether no space stands between this word and the one before it on the line."""

    @property
    def left(self) -> float:
        return self.lefts[0]

    @property
    def right(self) -> float:
        return self.rights[-1]

    @property
    def top(self) -> float:
        return self.baseline - 0.75 * self.style.size

    @property
    def bottom(self) -> float:
        return self.baseline + 0.22 * self.style.size

    def joined(self, other: Word) -> None:
        """Add the letters of the word to the right."""
        self.text += other.text
        self.lefts += other.lefts
        self.rights += other.rights


def read_words(glyphs: Iterable[Glyph]) -> list[Word]:
    """Return the words of a page in the order of the file, without watermarks and double prints."""
    words: list[Word] = []
    word: Word | None = None
    has_space = True
    for glyph in glyphs:
        if glyph.text in _SPACES:
            has_space = True
            continue
        if glyph.style.size < _MIN_SIZE or abs(glyph.angle) > _MAX_TILT:
            continue
        text = "-" if glyph.text in _HYPHENS else glyph.text
        if word is not None and _goes_on(word, glyph, has_space=has_space):
            word.text += text
            word.lefts.append(glyph.left)
            word.rights.append(max(glyph.right, glyph.left))
        else:
            word = Word(
                text,
                [glyph.left],
                [max(glyph.right, glyph.left)],
                glyph.baseline,
                glyph.style,
                glyph.source,
                order=len(words),
                follows_space=has_space,
            )
            words.append(word)
        has_space = False
    return _join_spaced(_without_doubles(words))


def _goes_on(word: Word, glyph: Glyph, *, has_space: bool) -> bool:
    """Return whether a glyph is the next letter of a word."""
    size = word.style.size
    if word.style is not glyph.style and word.style != glyph.style:
        return False
    if abs(glyph.baseline - word.baseline) > _LINE_SHIFT * size:
        return False
    gap = glyph.left - word.right
    if gap < -0.5 * size:
        return glyph.left == word.lefts[-1]  # a part of a ligature
    return gap <= (_JOINED_GAP if has_space else _WORD_GAP) * size


def _without_doubles(words: list[Word]) -> list[Word]:
    """Leave out words that were printed twice at one place, as some programs print bold."""
    seen: dict[tuple[str, int, int], list[Word]] = {}
    kept: list[Word] = []
    for word in words:
        column, row = int(word.left // _CELL), int(word.baseline // _CELL)
        others = (
            other
            for x in (column - 1, column, column + 1)
            for y in (row - 1, row, row + 1)
            for other in seen.get((word.text, x, y), ())
        )
        reach = min(_SAME_PLACE * word.style.size, _CELL)
        if any(
            abs(other.left - word.left) < reach
            and abs(other.baseline - word.baseline) < reach
            and other.source != word.source
            for other in others
        ):
            continue
        seen.setdefault((word.text, column, row), []).append(word)
        kept.append(word)
    return kept


def main_size(words: Iterable[Word]) -> float:
    """Return the size in which most letters are printed, or 0 if there are none."""
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[round(word.style.size * 2) / 2] += len(word.text)
    return max(sizes, key=lambda size: (sizes[size], size)) if sizes else 0.0


def iter_rows(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Yield the words that stand on one baseline, from left to right, rows from top to bottom.

    Words of several columns are in one row if their lines happen to be at the same height.
    """
    row: list[Word] = []
    level = size = 0.0
    for word in sorted(words, key=lambda word: (word.baseline, word.left)):
        own_size = word.line_size or word.style.size
        if row and word.baseline - level > 0.22 * min(size, own_size):
            yield _join_touching(row)
            row = []
        if not row:
            level, size = word.baseline, own_size
        row.append(word)
        size = max(size, own_size)
    if row:
        yield _join_touching(row)


def _join_touching(row: list[Word]) -> list[Word]:
    """Sort a row, and note which words touch the one before them."""
    row.sort(key=lambda word: word.left)
    for before, word in pairwise(row):
        size = min(before.style.size, word.style.size)
        has_space = word.follows_space and word.order == before.order + 1
        word.touches = not has_space and word.left - before.right <= _TOUCHING * size
    return row


def _join_spaced(words: list[Word]) -> list[Word]:
    """Join letters that are spaced for emphasis: "N E W S  O F  T H E  D A Y".

    Digits are joined where other lines in the same style show that it is spaced.
    """
    rows = list(iter_rows(words))
    styles = {
        run[0].style
        for row in rows
        for run in _iter_runs(row, frozenset())
        if len(run) >= _MIN_SPACED_LETTERS and _spaced_gap(run) is not None
    }
    if not styles:
        return words
    found = frozenset(styles)
    joined = [word for row in rows for run in _iter_runs(row, found) for word in _join_letters(run)]
    return sorted(joined, key=lambda word: word.order)


def _iter_runs(row: list[Word], spaced: frozenset[Style]) -> Iterator[list[Word]]:
    """Yield letters that stand alone one beside the other, and each other word."""
    run: list[Word] = []
    for word in row:
        is_spaced = word.style in spaced
        is_single = _is_spaced_part(word.text) or (is_spaced and len(word.text) == 1)
        if run and (not is_single or word.left - run[-1].right > 3 * word.style.size):
            yield run
            run = []
        if is_single:
            run.append(word)
        else:
            yield [word]
    if run:
        yield run


def _is_spaced_part(text: str) -> bool:
    """Return whether a word may be a letter of a spaced word, or two close ones: "I N TE R"."""
    is_short = len(text) <= _MAX_SPACED_PART and text.isalpha()
    return is_short and (len(text) == 1 or text.isupper())


def _spaced_gap(run: list[Word]) -> float | None:
    """Return the usual gap of spaced letters; None if it is too wide for that."""
    if sum(len(word.text) == 1 for word in run) < _MIN_SINGLE * len(run):
        return None
    gaps = sorted(after.left - before.right for before, after in pairwise(run))
    usual = gaps[len(gaps) // 4]
    return usual if usual <= _MAX_SPACED_GAP * run[0].style.size else None


def _join_letters(run: list[Word]) -> list[Word]:
    usual = _spaced_gap(run) if len(run) >= _MIN_SPACED_LETTERS else None
    if usual is None:
        return run
    limit = max(1.7 * usual, usual + 0.12 * run[0].style.size)
    joined = [run[0]]
    for word in run[1:]:
        if word.left - joined[-1].right <= limit:
            joined[-1].joined(word)
        else:
            word.follows_space, word.order = True, joined[-1].order + 1
            joined.append(word)
    return joined
