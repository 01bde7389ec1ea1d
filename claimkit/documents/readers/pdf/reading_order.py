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
_MAX_HEAD_LINES = 6
_MAX_BLOCKS = 600


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
    blocks.sort(key=lambda block: (_middle(block.box), block.box.left))
    if len(blocks) > _MAX_BLOCKS:
        return blocks
    ordered = _take_top(blocks) if lines and lines[0].page == 1 else []
    before = _find_predecessors([block.box for block in blocks])
    left = list(range(len(blocks)))
    done = 0
    while left:
        # With a circle, which only odd layouts have, the block comes next that waits for least.
        pick = min(
            left,
            key=lambda index: ((before[index] & ~done).bit_count(), blocks[index].box.left, index),
        )
        left.remove(pick)
        done |= 1 << pick
        ordered.append(blocks[pick])
    return ordered


def _take_top(blocks: list[LineBlock]) -> list[LineBlock]:
    """Remove the uppermost blocks that have nothing beside them, such as a letterhead."""
    taken: list[LineBlock] = []
    while blocks:
        first = min(blocks, key=lambda block: block.box.top)
        if (
            any(block.box.top < first.box.bottom for block in blocks if block is not first)
            or len(first.lines) > _MAX_HEAD_LINES
        ):
            break
        blocks.remove(first)
        taken.append(first)
    return taken


def _find_predecessors(boxes: Sequence[Box]) -> list[int]:
    """Return, for each block, the blocks that come before it, as bits of a number.

    ``boxes`` are sorted by their middle, so that the blocks between two of them in height are a
    range.
    """
    count = len(boxes)
    shares = [
        sum(1 << other for other in range(count) if _shares_width(box, boxes[other]))
        for box in boxes
    ]
    before = [0] * count
    for first in range(count):
        for second in range(count):
            if first == second:
                continue
            if shares[first] >> second & 1:
                is_before = first < second
            else:
                low, high = min(first, second), max(first, second)
                between = (1 << high) - (1 << (low + 1)) if high > low + 1 else 0
                is_left = boxes[first].left <= boxes[second].left
                is_before = is_left and not shares[first] & shares[second] & between
            if is_before:
                before[second] |= 1 << first
    return before


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
        above.is_table_row is line.is_table_row
        and _stays_within(line, above.column)
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
