"""Cut the blocks of a page into paragraphs by leading, indents, line width and style."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from claimkit.documents.readers.pdf.lines import TextLine
from claimkit.documents.readers.pdf.reading_order import LineBlock
from claimkit.documents.structure.block_drafts import is_finished, starts_lower
from claimkit.lexicons.typography import load_typography

_PARAGRAPH_GAP = 1.25
_INDENT = 0.55
_MAX_INDENT = 6.0
_SAME_EDGE = 0.25
_LARGE = 1.15
_MANY_LINES = 4
_ROOM_OF_WORD = 4.0
_FULL_ROOM = 6.0
_WIDE_SHARE = 0.6
_INSET = 0.9
_MAX_COMPARED = 60
_SAME_SIZE = 0.06
_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s")


@dataclass(frozen=True, slots=True)
class BodyStyle:
    """How the running text of a document looks; ``width`` is that of its longer lines."""

    size: float
    leading: float
    is_bold: bool
    is_italic: bool
    width: float


@dataclass(slots=True)
class Piece:
    """A paragraph, or the part of one that stands in one column.

    ``opens`` is set if it begins a paragraph by its indent or the space above it; ``is_full`` if
    its last line is, so that the paragraph may go on elsewhere.
    """

    lines: list[TextLine]
    opens: bool
    is_full: bool
    column: tuple[float, float]

    @property
    def size(self) -> float:
        return self.lines[0].size

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def first(self) -> TextLine:
        return self.lines[0]

    @property
    def last(self) -> TextLine:
        return self.lines[-1]

    @property
    def is_bold(self) -> bool:
        return all(line.style.is_bold for line in self.lines)

    @property
    def is_italic(self) -> bool:
        return all(line.style.is_italic for line in self.lines)

    def has_style_of(self, other: Piece) -> bool:
        """Return whether two pieces look alike, so that one can go on in the other."""
        return (
            abs(self.size - other.size) <= _SAME_SIZE * self.size
            and self.is_bold == other.is_bold
            and (self.is_italic == other.is_italic or not self.is_full)
        )


def find_body_style(lines: Sequence[TextLine]) -> BodyStyle:
    """Return the style in which most letters of a document are printed."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 4) / 4] += len(line.text)
    size = max(sizes, key=lambda item: (sizes[item], item)) if sizes else 10.0
    body = [line for line in lines if abs(line.size - size) <= _SAME_SIZE * size]
    letters = sum(len(line.text) for line in body) or 1
    bold = sum(len(line.text) for line in body if line.style.is_bold)
    italic = sum(len(line.text) for line in body if line.style.is_italic)
    widths = sorted(line.box.width for line in body)
    return BodyStyle(
        size,
        _find_leading(body, size),
        bold > 0.6 * letters,
        italic > 0.6 * letters,
        widths[int(0.7 * len(widths))] if widths else 0.0,
    )


def _find_leading(lines: Sequence[TextLine], size: float) -> float:
    """Return the most usual distance of two lines that begin at the same place, in sizes."""
    steps: Counter[float] = Counter()
    last: dict[tuple[int, int], float] = {}
    for line in lines:
        edge = (line.page, round(line.box.left / 2))
        step = line.baseline - last.get(edge, line.baseline)
        if 0.8 * size < step < 3 * size:
            steps[round(step / size, 1)] += 1
        last[edge] = line.baseline
    return steps.most_common(1)[0][0] if steps else 1.2


def cut_paragraphs(blocks: Sequence[LineBlock], body: BodyStyle) -> list[list[Piece]]:
    """Return the pieces of each block of a page."""
    long = [block for block in blocks if len(block.lines) > 1]
    long.sort(key=lambda block: -len(block.lines))
    return [_Cutter(block, long[:_MAX_COMPARED], body).cut() for block in blocks]


class _Cutter:
    def __init__(self, block: LineBlock, blocks: Sequence[LineBlock], body: BodyStyle) -> None:
        self._lines = block.lines
        self._body = body
        self._size = block.size
        self._left, self._right = _find_column(block, blocks)
        self._rights = self._find_rights()
        self._leading = self._usual_leading()
        edges = [abs(line.box.right - self._right) < 0.12 * self._size for line in block.lines]
        self._is_justified = len(edges) >= 4 and sum(edges) >= 0.5 * len(edges)
        self._is_centred = self._find_centred()

    def cut(self) -> list[Piece]:
        groups: list[list[TextLine]] = []
        opened: list[bool] = []
        for index, line in enumerate(self._lines):
            reason = self._begins(index, groups[-1]) if groups else self._opens(index)
            if groups and not reason:
                groups[-1].append(line)
                continue
            groups.append([line])
            opened.append(bool(reason))
        return [
            Piece(group, is_opened, self._is_full(group[-1]), (self._left, self._right))
            for group, is_opened in zip(groups, opened, strict=True)
        ]

    def _usual_leading(self) -> float:
        steps = [after.baseline - before.baseline for before, after in pairwise(self._lines)]
        usual = self._body.leading * self._size
        if len(steps) >= 3:
            low = sorted(steps)[len(steps) // 3]
            return min(low, max(usual, low * 0.9)) if low < 1.3 * usual else low
        return min([*steps, usual]) if steps and min(steps) > 0.85 * self._size else usual

    def _find_centred(self) -> bool:
        lefts = [line.box.left for line in self._lines]
        if len(lefts) < 2 or max(lefts) - min(lefts) < 0.5 * self._size:
            return False
        middles = [(line.box.left + line.box.right) / 2 for line in self._lines]
        return max(middles) - min(middles) < 0.3 * self._size

    def _opens(self, index: int) -> bool:
        """Return whether the first line of a block is indented, or a list item."""
        line = self._lines[index]
        if _has_bullet(line.text):
            return True
        indent = line.box.left - self._left
        if self._is_centred or not _INDENT * self._size <= indent <= _MAX_INDENT * self._size:
            return False
        return not self._is_block_indented() or len(self._lines) == 1

    def _begins(self, index: int, group: Sequence[TextLine]) -> bool:
        """Return whether a line begins a new paragraph."""
        before, line = self._lines[index - 1], self._lines[index]
        if line.is_table_row:
            return True
        if line.baseline - before.baseline > _PARAGRAPH_GAP * self._leading:
            return True
        if self._size > _LARGE * self._body.size:
            return False
        if _has_bullet(line.text) and not self._runs_on(before, line):
            return True
        is_item = _has_bullet(group[0].text) or _NUMBERED.match(group[0].text) is not None
        step = line.box.left - group[0].box.left
        if is_item and step > 0.4 * self._size:
            return False
        if is_item and len(group) > 1 and abs(step) < _SAME_EDGE * self._size:
            return before.box.left - line.box.left > 0.4 * self._size or self._is_short(
                before, line
            )
        if self._is_indented(before, line, len(group)):
            return True
        return self._is_short(before, line)

    def _runs_on(self, before: TextLine, line: TextLine) -> bool:
        """Return whether a sign at the start of a line is a dash inside a sentence."""
        is_dash = line.text[0] not in load_typography().bullets
        is_full = self._room(before) < line.first_width + self._size * _ROOM_OF_WORD
        return is_dash and is_full and not is_finished(before.text)

    def _is_indented(self, before: TextLine, line: TextLine, length: int) -> bool:
        """Return whether a line begins further right than its column and the line before it.

        ``length`` is the number of lines that the paragraph has so far. Of two paragraphs of one
        line each, both are indented.
        """
        indent = line.box.left - self._left
        if self._is_centred or not _INDENT * self._size <= indent <= _MAX_INDENT * self._size:
            return False
        step = line.box.left - before.box.left
        if step >= _INDENT * self._size * 0.9:
            return True
        is_inset = self._rights[id(line)] < self._right - _INSET * self._size
        return (
            length == 1
            and abs(step) < _SAME_EDGE * self._size
            and is_finished(before.text)
            and not is_inset
            and not self._is_block_indented()
        )

    def _is_block_indented(self) -> bool:
        """Return whether most lines of the block are indented, as those of a block quotation."""
        indented = sum(line.box.left - self._left >= _INDENT * self._size for line in self._lines)
        return indented > 0.6 * len(self._lines)

    def _is_short(self, before: TextLine, line: TextLine) -> bool:
        """Return whether a line ends so early that the next word would have fitted on it."""
        room = self._room(before)
        is_early = line.first_width + 0.3 * self._size < room - 0.25 * self._size
        if self._is_justified and room > 1.2 * self._size and is_finished(before.text):
            return True
        if not is_early:
            return False
        if is_finished(before.text):
            return room > 2 * self._size or not starts_lower(line.text)
        has_other_style = before.style.is_bold != line.style.is_bold
        return not starts_lower(line.text) and (has_other_style or room > 4 * self._size)

    def _find_rights(self) -> dict[int, float]:
        """Return the right edge of each line's stretch; that of an inset quotation is its own."""
        rights: dict[int, float] = {}
        run: list[TextLine] = []
        for line in [*self._lines, None]:
            is_same = (
                line is not None
                and run
                and abs(line.box.left - run[0].box.left) < _SAME_EDGE * self._size
            )
            if run and not is_same:
                edge = self._right_of(run)
                rights.update((id(item), edge) for item in run)
                run = []
            if line is not None:
                run.append(line)
        return rights

    def _right_of(self, run: Sequence[TextLine]) -> float:
        """Return the right edge of lines that begin at one place.

        Lines of an inset quotation run on; paragraphs of one line, each with its indent, do not.
        """
        is_inset = run[0].box.left - self._left > _INSET * self._size
        if is_inset and not all(is_finished(line.text) for line in run[:-1]):
            return max(line.box.right for line in run)
        return self._right

    def _room(self, line: TextLine) -> float:
        room = self._rights[id(line)] - line.box.right
        return room * 2 if self._is_centred else room

    def _is_full(self, line: TextLine) -> bool:
        is_wide = len(self._lines) > 1 or line.box.width >= _WIDE_SHARE * self._body.width
        return is_wide and self._room(line) < _FULL_ROOM * self._size


def _has_bullet(text: str) -> bool:
    signs = load_typography()
    return text[:1] in signs.bullets or (text[:1] in signs.ascii_bullets + "–" and text[1:2] == " ")


def _is_inset(block: LineBlock, other: LineBlock) -> bool:
    """Return whether a block stands in from both edges of another, as a quotation does."""
    step = _INSET * block.size
    return block.box.left - other.box.left > step and other.box.right - block.box.right > step


def _find_column(block: LineBlock, blocks: Iterable[LineBlock]) -> tuple[float, float]:
    """Return the edges of the column that a block is in; longer blocks show those of short ones."""
    left, right = block.box.left, block.box.right
    for other in blocks:
        shared = min(other.box.right, block.box.right) - max(other.box.left, block.box.left)
        if shared < 0.5 * min(other.box.width, block.box.width):
            continue
        if len(other.lines) < max(2, len(block.lines)) or other.size > 1.15 * block.size:
            continue
        if len(block.lines) >= _MANY_LINES and other.box.width > 1.3 * block.box.width:
            continue
        if len(block.lines) > 1 and _is_inset(block, other):
            continue
        if abs(other.box.left - left) <= _MAX_INDENT * block.size:
            left = min(left, other.box.left)
        right = max(right, other.box.right)
    return left, right
