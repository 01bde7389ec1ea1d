"""Find footnotes: small lines at the foot of a page or column that begin with a mark."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimkit.documents.readers.pdf.lines import TextLine
from claimkit.documents.readers.pdf.running_heads import PageLines

_SMALL = 0.93
_MARK = re.compile(r"(\d{1,3}|[*†‡§]{1,3}|\[\d{1,3}\]|\(\d{1,3}\))[.)]?\s+(?=\S)")


def take_footnotes(page: PageLines, body_size: float) -> list[list[TextLine]]:
    """Remove the footnotes of a page, and return the lines of each.

    Lines that come before the first mark go on with the last note of the page before; they are
    the first item, and their list is empty if there are none. Without any mark nothing is taken.
    """
    low = [line for line in page.lines if _is_low(line, page.lines, body_size)]
    marks = {mark for line in page.lines for mark in line.marks}
    notes: list[list[TextLine]] = [[]]
    low.sort(key=lambda line: (_column(line, low), line.baseline))
    for line in low:
        if _take_mark(line, marks):
            notes.append([])
        notes[-1].append(line)
    if len(notes) == 1:
        return []
    gone = {id(line) for line in low}
    page.lines = [line for line in page.lines if id(line) not in gone]
    return notes


def _is_low(line: TextLine, lines: Sequence[TextLine], body_size: float) -> bool:
    """Return whether a small line has no larger one of its column below it."""
    if line.size > _SMALL * body_size:
        return False
    return not any(
        other.baseline > line.baseline
        and other.size > _SMALL * body_size
        and min(other.box.right, line.box.right) > max(other.box.left, line.box.left)
        for other in lines
    )


def _column(line: TextLine, low: Sequence[TextLine]) -> int:
    """Return the number of the column that a line is in, counted by what is left of it."""
    return len(
        {
            round(other.box.left / 40)
            for other in low
            if other.box.right < line.box.left and other is not line
        }
    )


def _take_mark(line: TextLine, marks: set[str]) -> bool:
    """Return whether a line begins with a note's mark, and take it off the text."""
    if line.mark:
        return True
    match = _MARK.match(line.text)
    if match is None or match[1].strip("[]()") not in {mark.strip("[](),") for mark in marks}:
        return False
    line.mark = match[1]
    line.text = line.text[match.end() :]
    line.starts = tuple(
        (place - match.end(), left, right)
        for place, left, right in line.starts
        if place >= match.end()
    )
    return True
