"""Find footnotes: small lines at the foot of a page or column that begin with a mark."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimkit.documents.readers.pdf.lines import TextLine
from claimkit.documents.readers.pdf.running_heads import PageLines

_SMALL = 0.93
_MARK = re.compile(
    r"(?P<mark>\d{1,3}|[*†‡§]{1,3}|\[\d{1,3}\]|\(\d{1,3}\))(?:[.)]?\s+(?=\S)|(?=[^\W\d_]))"
)
_GLUED = re.compile(r"[^\W\d_]{2}[.,;:!?\"”’)\]]*(?P<mark>\d{1,2}|[*†‡§]{1,3})(?=[\s.,;:)]|$)")


def take_footnotes(page: PageLines, body_size: float) -> list[list[TextLine]]:
    """Remove the footnotes of a page, and return the lines of each.

    Lines that come before the first mark go on with the last note of the page before; they are
    the first item, and their list is empty if there are none. Without any mark nothing is taken.
    The marks of these notes are cut off the words before them.
    """
    low = [line for line in page.lines if _is_low(line, page.lines, body_size)]
    own = {id(line) for line in low}
    text = [line for line in page.lines if id(line) not in own]
    marks = {mark.strip("[](),") for line in text for mark in line.marks}
    glued = {match["mark"] for line in text for match in _GLUED.finditer(line.text)}
    notes: list[list[TextLine]] = [[]]
    found: set[str] = set()
    low.sort(key=lambda line: (_column(line, low), line.baseline))
    for line in low:
        if _take_mark(line, marks | glued):
            found.add(line.mark.strip("[]()"))
            notes.append([])
        notes[-1].append(line)
    if len(notes) == 1:
        return []
    page.lines = text
    for line in text:
        _cut_glued(line, found & glued)
    return notes


def _cut_glued(line: TextLine, marks: set[str]) -> None:
    """Cut marks off the words that they are glued to: "new.3 The"."""
    for match in reversed(list(_GLUED.finditer(line.text)) if marks else []):
        if match["mark"] in marks:
            line.text = line.text[: match.start("mark")] + line.text[match.end() :]


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
    if match is None or match["mark"].strip("[]()") not in marks:
        return False
    line.mark = match["mark"]
    line.text = line.text[match.end() :]
    return True
