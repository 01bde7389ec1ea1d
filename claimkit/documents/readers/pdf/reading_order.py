"""Group the lines of a page into blocks, and put the blocks into reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claimkit.documents.readers.pdf.lines import TextLine
from claimkit.documents.readers.pdf.words import Box

_MAX_LEADING = 2.1
_MIN_LEADING = 0.5
_SIZE_STEP = 1.12
_MIN_OVERLAP = 0.3
_MAX_INDENT = 3.0
_SAME_ROW = 0.5
_MAX_BLOCKS = 400


@dataclass(slots=True)
class LineBlock:
    """Lines one below the other, in one size."""

    lines: list[TextLine]
    box: Box

    @property
    def size(self) -> float:
        return self.lines[0].size

    @property
    def length(self) -> int:
        return sum(len(line.text) for line in self.lines)


def order_blocks(lines: Sequence[TextLine]) -> list[LineBlock]:
    """Return the blocks of a page in reading order.

    Rule source: T. Breuel, "High performance document layout analysis" (2003). A block comes before
    another if it is above it and they share a part of the width, or if it is left of it and no
    block that reaches over both stands between them in height.
    """
    blocks = group_lines(lines)
    blocks.sort(key=lambda block: (block.box.top, block.box.left))
    if len(blocks) > _MAX_BLOCKS:
        return blocks
    before: list[set[int]] = [set() for _ in blocks]
    for first in range(len(blocks)):
        for second in range(len(blocks)):
            if first != second and _comes_before(first, second, blocks):
                before[second].add(first)
    ordered: list[LineBlock] = []
    left = list(range(len(blocks)))
    while left:
        # With a circle, which only odd layouts have, the block comes next that waits for least.
        pick = min(left, key=lambda index: (len(before[index]), blocks[index].box.left, index))
        left.remove(pick)
        ordered.append(blocks[pick])
        for waiting in before:
            waiting.discard(pick)
    return ordered


def group_lines(lines: Sequence[TextLine]) -> list[LineBlock]:
    """Join lines that stand one below the other and have no other neighbour between them."""
    blocks: list[LineBlock] = []
    ordered = sorted(lines, key=lambda line: (line.baseline, line.box.left))
    below = [_find_below(index, ordered) for index in range(len(ordered))]
    above: list[list[int]] = [[] for _ in ordered]
    for index, found in enumerate(below):
        for other in found:
            above[other].append(index)
    owner: dict[int, LineBlock] = {}
    for index, line in enumerate(ordered):
        before = above[index][0] if len(above[index]) == 1 else None
        if before is not None and len(below[before]) == 1 and _fits(ordered[before], line):
            block = owner[before]
            block.lines.append(line)
            block.box = _union(block.box, line.box)
        else:
            block = LineBlock([line], line.box)
            blocks.append(block)
        owner[index] = block
    return blocks


def _find_below(index: int, ordered: Sequence[TextLine]) -> list[int]:
    """Return the lines of the next row below a line, as far as they are in its column."""
    line = ordered[index]
    found: list[int] = []
    for other in range(index + 1, len(ordered)):
        following = ordered[other]
        step = following.baseline - line.baseline
        if step > 3 * max(line.size, following.size):
            break
        if step < 0.3 * line.size or not _is_one_column(line, following):
            continue
        if found and following.baseline - ordered[found[0]].baseline > _SAME_ROW * line.size:
            break
        found.append(other)
    return found


def _fits(above: TextLine, line: TextLine) -> bool:
    """Return whether two lines are in one block."""
    small, large = sorted((above.size, line.size))
    leading = line.baseline - above.baseline
    shared = _overlap(above.box, line.box)
    return (
        _stays_within(line, above.column)
        and _stays_within(above, line.column)
        and large <= _SIZE_STEP * small
        and _MIN_LEADING * small <= leading <= _MAX_LEADING * large
        and (
            shared >= _MIN_OVERLAP * min(above.box.width, line.box.width)
            or _is_one_column(above, line)
        )
    )


def _stays_within(line: TextLine, column: tuple[float, float]) -> bool:
    left = column[0] - _MAX_INDENT * line.size  # the lines of a column may be indented
    return left <= line.box.left and line.box.right <= column[1] + 1


def _is_one_column(above: TextLine, line: TextLine) -> bool:
    """Return whether two lines share a part of the width, or begin nearly at the same place.

    The last word of a paragraph may stand left of the next one's indent.
    """
    shift = abs(above.box.left - line.box.left)
    return _overlap(above.box, line.box) > 0 or shift <= _MAX_INDENT * line.size


def _comes_before(first: int, second: int, blocks: Sequence[LineBlock]) -> bool:
    one, two = blocks[first].box, blocks[second].box
    if _shares_width(one, two):
        return _middle(one) < _middle(two)
    if one.left > two.left:
        return False
    low, high = min(one.top, two.top), max(one.bottom, two.bottom)
    for index, block in enumerate(blocks):
        box = block.box
        if index in (first, second) or not (low < _middle(box) < high):
            continue
        if not (_shares_width(box, one) and _shares_width(box, two)):
            continue
        if (_middle(box) - _middle(one)) * (_middle(box) - _middle(two)) < 0:
            return False
    return True


def _shares_width(one: Box, two: Box) -> bool:
    return _overlap(one, two) > 0.08 * min(one.width, two.width)


def _overlap(one: Box, two: Box) -> float:
    return min(one.right, two.right) - max(one.left, two.left)


def _middle(box: Box) -> float:
    return (box.top + box.bottom) / 2


def _union(one: Box, two: Box) -> Box:
    return Box(
        min(one.left, two.left),
        min(one.top, two.top),
        max(one.right, two.right),
        max(one.bottom, two.bottom),
    )
