"""Find running heads and feet by their place on the page and their recurrence."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from claimkit.documents.readers.pdf.lines import TextLine
from claimkit.documents.readers.pdf.words import Box

_ZONE = 0.16
_MIN_LETTERS = 5
_MAX_ROWS = 4
_SAME_HEIGHT = 3.0
_MAX_HEAD = 140
_CLEAR_GAP = 1.45
_NEAR_EDGE = 0.08
_MIN_PAGES_OF_PLACE = 3
_PLACE_SHARE = 0.6
_NUMBER = re.compile(r"\d+")
_BARE_NUMBER = re.compile(r"\W*\d{1,4}\W*")
_ROMAN = re.compile(r"\W*[ivxl]{1,7}\W*")
_PAGE_NUMBER = re.compile(r"\W*(?:[^\W\d]+\W+)?(\d{1,4})(?:\s*\W?\s*(?:[^\W\d]+\s+)?\d{1,4})?\W*")


@dataclass(slots=True)
class PageLines:
    """The lines of a page that are not yet part of anything else."""

    number: int
    width: float
    height: float
    lines: list[TextLine]
    images: list[Box] = field(default_factory=list)


def take_running_heads(pages: Sequence[PageLines], body_size: float) -> list[TextLine]:
    """Remove running heads, running feet and page numbers from the pages, and return them.

    A line near the upper or lower edge is one if the same words, apart from numbers, stand at the
    same height on another page, if it is or holds the number of the page, or if most pages have a
    line there that stands apart from the text. The last rule finds heads that name the section.
    """
    finder = _HeadFinder(pages, body_size)
    taken = finder.find()
    gone = {id(line) for line in taken}
    if all(id(line) in gone for page in pages for line in page.lines):
        return []
    for page in pages:
        page.lines = [line for line in page.lines if id(line) not in gone]
    return taken


@dataclass(slots=True)
class _Edge:
    """The lines at the upper or lower edge of a page, by rows from the edge inwards."""

    page: int
    is_top: bool
    rows: list[list[TextLine]]
    gaps: list[float]
    """For each row, how far the next one is, in sizes of the body's font."""


class _HeadFinder:
    def __init__(self, pages: Sequence[PageLines], body_size: float) -> None:
        self._pages = pages
        self._size = body_size
        self._edges = [
            _find_edge(page, body_size, is_top=is_top) for page in pages for is_top in (True, False)
        ]

    def find(self) -> list[TextLine]:
        recurring = self._recurring()
        places = self._recurring_places()
        offset = self._number_offset()
        taken: list[TextLine] = []
        others: list[_Edge] = []
        for edge in self._edges:
            found = [
                row
                for row, gap in zip(edge.rows, edge.gaps, strict=True)
                if self._is_head(row, edge, recurring, places, offset, is_clear=gap >= _CLEAR_GAP)
            ]
            taken += [line for row in found for line in row]
            if not found and edge.rows:
                others.append(edge)
        middle = self._pages[0].height / 2
        levels = {(line.baseline < middle, round(line.baseline)) for line in taken}
        for edge in others:
            if self._stands_alone(edge, levels):
                taken += edge.rows[0]
        return taken

    def _stands_alone(self, edge: _Edge, levels: set[tuple[bool, int]]) -> bool:
        """Return whether the outermost row stands where other pages have a head, or far off.

        The first page often has another foot than the rest, such as a notice of copyright, and
        what a browser prints above the text.
        """
        row = edge.rows[0]
        text = " ".join(line.text for line in row)
        if row[0].size > self._size or len(text) > _MAX_HEAD or any(line.mark for line in row):
            return False
        level = round(row[0].baseline)
        if any((edge.is_top, level + shift) in levels for shift in (-1, 0, 1)):
            return edge.gaps[0] >= _CLEAR_GAP or row[0].size <= 0.95 * self._size
        height = self._pages[0].height
        distance = row[0].baseline if edge.is_top else height - row[0].baseline
        is_small = row[0].size <= 0.9 * self._size
        is_outer = distance <= (_NEAR_EDGE if edge.page > 1 or not edge.is_top else 0.05) * height
        return is_outer and edge.gaps[0] >= (2.2 if is_small else 3.2)

    def _is_head(
        self,
        row: list[TextLine],
        edge: _Edge,
        recurring: set[int],
        places: set[tuple[bool, int]],
        offset: int,
        *,
        is_clear: bool,
    ) -> bool:
        if any(id(line) in recurring for line in row):
            return True
        text = " ".join(line.text for line in row)
        if len(text) > _MAX_HEAD:
            return False
        if (edge.is_top, round(row[0].baseline / _SAME_HEIGHT)) in places and (
            is_clear or self._looks_other(row)
        ):
            return True
        is_small = row[0].size <= 0.95 * self._size
        if not (is_clear or is_small):
            return False
        if _BARE_NUMBER.fullmatch(text) or _ROMAN.fullmatch(text):
            return True
        number = str(edge.page + offset)
        match = _PAGE_NUMBER.fullmatch(text)
        if match and match[1] == number:
            return True
        words = text.split()
        return edge.page > 1 and number in (words[0].strip("|·–-"), words[-1].strip("|·–-"))

    def _looks_other(self, row: list[TextLine]) -> bool:
        """Return whether a row looks other than the text of the body."""
        size = row[0].size
        return size <= 0.92 * self._size or row[0].style.is_italic or row[0].text.isupper()

    def _recurring(self) -> set[int]:
        """Return the lines whose words stand at the same height on another page."""
        seen: dict[tuple[bool, str], list[TextLine]] = defaultdict(list)
        for edge in self._edges:
            for row in edge.rows:
                for line in row:
                    seen[edge.is_top, _key(line.text)].append(line)
        found: set[int] = set()
        for (_, key), lines in seen.items():
            if sum(map(str.isalpha, key)) < _MIN_LETTERS:
                continue  # a time or a number, which may stand anywhere
            for line in lines:
                if any(
                    other.page != line.page and abs(other.baseline - line.baseline) <= _SAME_HEIGHT
                    for other in lines
                ):
                    found.add(id(line))
        return found

    def _recurring_places(self) -> set[tuple[bool, int]]:
        """Return the heights at which most pages have an outermost line that stands apart."""
        counts: Counter[tuple[bool, int]] = Counter()
        for edge in self._edges:
            if edge.rows and (edge.gaps[0] >= _CLEAR_GAP or self._looks_other(edge.rows[0])):
                counts[edge.is_top, round(edge.rows[0][0].baseline / _SAME_HEIGHT)] += 1
        least = max(_MIN_PAGES_OF_PLACE, _PLACE_SHARE * (len(self._pages) - 1))
        return {place for place, count in counts.items() if count >= least}

    def _number_offset(self) -> int:
        """Return the difference between printed page numbers and the count of pages.

        One page alone does not show it: the number may be that of a day or a year.
        """
        offsets: Counter[int] = Counter()
        for edge in self._edges:
            for row in edge.rows[:2]:
                text = " ".join(line.text for line in row)
                match = _PAGE_NUMBER.fullmatch(text)
                if match:
                    offsets[int(match[1]) - edge.page] += 1
        best, count = offsets.most_common(1)[0] if offsets else (0, 0)
        return best if count > 1 else 0


def _key(text: str) -> str:
    """Return the words of a line without numbers, or "#" for a number alone.

    >>> _key("The Courier | 3 March 2024 | 12")
    'the courier | # march # | #'
    """
    return _NUMBER.sub("#", " ".join(text.casefold().split()))


def _find_edge(page: PageLines, size: float, *, is_top: bool) -> _Edge:
    """Return the rows in the outer part of a page, outermost first."""
    ordered = sorted(page.lines, key=lambda line: line.baseline, reverse=not is_top)
    rows: list[list[TextLine]] = []
    for line in ordered:
        if rows and abs(line.baseline - rows[-1][0].baseline) <= 0.35 * size:
            rows[-1].append(line)
        else:
            rows.append([line])
    levels = [row[0].baseline for row in rows]
    gaps = [abs(after - before) / size for before, after in pairwise(levels)]
    gaps.append(9.0)
    limit = _ZONE * page.height
    count = 0
    while count < min(len(rows), _MAX_ROWS):
        distance = levels[count] if is_top else page.height - levels[count]
        if distance > limit:
            break
        count += 1
    for row in rows[:count]:
        row.sort(key=lambda line: line.box.left)
    return _Edge(page.number, is_top, rows[:count], gaps[:count])
