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
    below = _neighbours(ordered)
    owner: dict[int, LineBlock] = {}
    for index, line in enumerate(ordered):
        above = [other for other, found in below.items() if index in found]
        block = owner.get(above[0]) if len(above) == 1 else None
        if block is not None and len(below[above[0]]) == 1 and _fits(block.lines[-1], line):
            block.lines.append(line)
            block.box = _union(block.box, line.box)
        else:
            block = LineBlock([line], line.box)
            blocks.append(block)
        owner[index] = block
    return blocks


def _neighbours(ordered: Sequence[TextLine]) -> dict[int, list[int]]:
    """Return, for each line, the lines right below it: those that no other line hides."""
    below: dict[int, list[int]] = {}
    for index, line in enumerate(ordered):
        found: list[int] = []
        covered: list[Box] = []
        for other in range(index + 1, len(ordered)):
            box = ordered[other].box
            if ordered[other].baseline - line.baseline > 3 * max(line.size, ordered[other].size):
                break
            if ordered[other].baseline - line.baseline < 0.3 * line.size:
                continue
            if not _is_one_column(line, ordered[other]):
                continue
            if any(_overlap(box, seen) > 0 for seen in covered):
                continue
            found.append(other)
            covered.append(box)
        below[index] = found
    return below


def _fits(above: TextLine, line: TextLine) -> bool:
    """Return whether two lines are in one block."""
    small, large = sorted((above.size, line.size))
    leading = line.baseline - above.baseline
    shared = _overlap(above.box, line.box)
    return (
        large <= _SIZE_STEP * small
        and _MIN_LEADING * small <= leading <= _MAX_LEADING * large
        and (
            shared >= _MIN_OVERLAP * min(above.box.width, line.box.width)
            or _is_one_column(above, line)
        )
    )


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
