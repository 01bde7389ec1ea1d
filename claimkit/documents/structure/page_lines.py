"""Find what a printed page adds to a text: running heads and feet, and numbers in the margin.

The evidence is shared by several lines: a line that comes back near page breaks or inside
sentences, and numbers that count up. The readers of formats that have pages find these by their
place instead.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from claimkit.documents.structure.block_drafts import is_finished, starts_lower
from claimkit.documents.structure.key_figures import is_figure
from claimkit.documents.structure.lines import Line, LineRole
from claimkit.lexicons.layout import load_layout
from claimkit.lexicons.word_patterns import any_of

_MAX_RUNNING_HEAD = 120
_MIN_REPETITIONS = 2
_NEAR = 2  # lines between a running head and the page number or the cut sentence
_MIN_SHARE = 0.5
_MIN_HEAD_CELLS = 2
_DIGITS = re.compile(r"\d+")
_SPACES = re.compile(r"\s+")
_WIDE_GAP = re.compile(r"\S\s{4,}\S")
_WIDE_GAPS = re.compile(r"\s{4,}")
_FOOT = re.compile(r"[^\W\d_]\s{8,}\d{1,3}$")
_CELL_GAPS = re.compile(r"\s{2,}|\t")
_PAGE_NUMBER = re.compile(r"\d{1,4}")
_LAST_NUMBER = re.compile(r"(?:\s{3,}|\t|\s[|–—]\s)(?P<page>\d{1,4})$")
_FIRST_NUMBER = re.compile(r"^(?P<page>\d{1,4})(?:\s{3,}|\t|\s[|–—]\s)")
_MARGIN_NUMBER = re.compile(r"(\d{1,4})(?:\s{1,12}(?=\S)|$)")
_BARE_NUMBER = re.compile(r"\d{1,4}$")
_TIMED = re.compile(
    r"[^\W\d_]\s+\d{1,2}:\d{2}(?:\s?[AaPp]\.?[Mm]\.?)?$"
)  # "Ana Beck  9:04 AM" in a chat
_MIN_NUMBERED = 4
_MIN_LOWER = 0.3
_STEPS = (1, 5, 10)
_PAGE = LineRole.PAGE_BREAK


class _Numbered(NamedTuple):
    """A line that begins with a number."""

    place: int
    number: int
    match: re.Match[str]


def mark_page_lines(lines: Sequence[Line], language: str) -> None:
    """Mark the heads and feet that pages repeat as page breaks.

    A line that comes back, but for its numbers, is a running head if at least half of the times it
    is near a page number or cuts a sentence. Counter-examples: the headings "Day 1" and "Day 2",
    a refrain. A single line may be one if it ends or begins with "Page 3 of 9".
    """
    pattern = _page_of(language)
    groups: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        if line.role is not LineRole.TEXT or len(line.text) > _MAX_RUNNING_HEAD:
            continue
        if not is_finished(line.text) and pattern.search(line.text):
            line.role = _PAGE
        elif (
            line.text[-1] not in ",;:" and not is_figure(line.text) and not _TIMED.search(line.text)
        ):
            key = _SPACES.sub(" ", _DIGITS.sub("#", line.text.casefold()))
            groups.setdefault(key, []).append(index)
    _mark_numbered_feet(lines)
    _mark_facing_heads(lines)
    for indices in groups.values():
        if len(indices) < _MIN_REPETITIONS:
            continue
        texts = [lines[i].text for i in indices]
        if _counts_pages(texts) or (len(set(texts)) == 1 and _WIDE_GAP.search(texts[0])):
            for index in [i for i in indices if i >= _NEAR or _counts_pages(texts)]:
                lines[index].role = _PAGE
            continue
        cutting = [i for i in indices if _cuts_sentence(lines, i) or _is_near_page(lines, i)]
        if len(cutting) >= max(_MIN_REPETITIONS, _MIN_SHARE * len(indices)):
            for index in {*cutting, *(i for i in indices if i >= _NEAR)}:
                lines[index].role = _PAGE


def _mark_numbered_feet(lines: Sequence[Line]) -> None:
    """Mark lines that end in a number set apart, if another line begins with the same words."""
    starts = Counter(
        _WIDE_GAPS.split(line.text, maxsplit=1)[0] for line in lines if _WIDE_GAP.search(line.text)
    )
    for line in lines:
        if line.role is not LineRole.TEXT or not line.follows_blank or not _FOOT.search(line.text):
            continue
        words = _WIDE_GAPS.split(line.text, maxsplit=1)[0]
        if starts[words] > 1 and " " in words:
            line.role = _PAGE


def _mark_facing_heads(lines: Sequence[Line]) -> None:
    """Mark the heads of left and right pages: "24  Part Two" and "Roads    Part Two  25".

    Each stands alone, with a number set apart at one end, and shares its other words with a second
    one or with the heading line of the first page. Counter-examples: rows of a table, a contents
    page, a score.
    """
    found = [(index, cells) for index, line in enumerate(lines) if (cells := _head(lines, index))]
    spread = Counter(
        cell
        for line in lines
        if line.role in (LineRole.TEXT, _PAGE) and _WIDE_GAP.search(line.text)
        for cell in {cell.casefold() for cell in _CELL_GAPS.split(line.text)}
    )
    numbered = Counter(cell for _, cells in found for cell in set(cells))
    for index, cells in found:
        shared = [cell for cell in cells if max(numbered[cell], spread[cell]) > 1 and " " in cell]
        if shared and len(found) > 1:
            lines[index].role = _PAGE


def _head(lines: Sequence[Line], index: int) -> list[str]:
    """Return the words of a line that stands alone and has a number set apart at one end."""
    line = lines[index]
    is_alone = line.follows_blank and (index + 1 == len(lines) or lines[index + 1].follows_blank)
    if line.role is not LineRole.TEXT or not is_alone or len(line.text) > _MAX_RUNNING_HEAD:
        return []
    cells = _CELL_GAPS.split(line.text)
    numbers = [cell for cell in cells if _PAGE_NUMBER.fullmatch(cell)]
    at_end = _PAGE_NUMBER.fullmatch(cells[0]) or _PAGE_NUMBER.fullmatch(cells[-1])
    if len(cells) < _MIN_HEAD_CELLS or len(numbers) != 1 or not at_end:
        return []
    words = [cell.casefold() for cell in cells if cell not in numbers]
    return words if not any(is_finished(cell) for cell in words) else []


def _counts_pages(texts: Sequence[str]) -> bool:
    """Return whether a number set apart at one end of a repeated line counts pages."""
    for pattern in (_LAST_NUMBER, _FIRST_NUMBER):
        found = [pattern.search(text) for text in texts]
        numbers = [int(match["page"]) for match in found if match]
        if len(numbers) == len(texts) and all(0 < b - a <= 2 for a, b in pairwise(numbers)):
            return True
    return False


def _is_near_page(lines: Sequence[Line], index: int) -> bool:
    near = lines[max(0, index - _NEAR) : index + _NEAR + 1]
    return any(line.role is _PAGE for line in near)


def _cuts_sentence(lines: Sequence[Line], index: int) -> bool:
    """Return whether a sentence goes on behind a line and the layout around it."""
    before = next((x for x in lines[max(0, index - 1) : index] if x.role is LineRole.TEXT), None)
    after = next((x for x in lines[index + 1 : index + 2] if x.role is LineRole.TEXT), None)
    return (
        before is not None
        and after is not None
        and not is_finished(before.text)
        and starts_lower(after.text)
    )


@cache
def _page_of(language: str) -> re.Pattern[str]:
    """Return the pattern of "Page 3 of 9" at the start or the end of a line."""
    lexicon = load_layout(language)
    page = rf"{any_of(lexicon.page_labels)}\s*\d{{1,4}}\s*(?:{any_of(lexicon.page_joiners)}|/)"
    page = rf"{page}\s*\d{{1,4}}"
    return re.compile(rf"^\W*{page}(?!\w)|(?:^|[\s|–—-]){page}\W*$", re.IGNORECASE)


def strip_line_numbers(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without the line numbers in the left margin.

    They count up by 1, 5 or 10 with the lines, and stand in the middle of sentences; a blank line
    may have its number, too. Counter-examples: numbered paragraphs and lists, ranks, years, notes.
    """
    printed = [line for line in lines if line.role is not _PAGE or _BARE_NUMBER.match(line.text)]
    found = [
        _Numbered(place, int(match[1]), match)
        for place, line in enumerate(printed)
        if line.role in (LineRole.TEXT, _PAGE) and (match := _MARGIN_NUMBER.match(line.text))
    ]
    if len(found) < _MIN_NUMBERED:
        return list(lines)
    runs = [run for step in _STEPS for run in _runs(found, step) if _cuts_sentences(printed, run)]
    dropped: set[int] = set()
    for one in (one for run in runs for one in run):
        line = printed[one.place]
        if one.match.end() >= len(one.match.string):
            dropped.add(id(line))
        elif line.text == one.match.string:
            line.text = line.text[one.match.end() :]
            line.start += one.match.end()
            line.indent += one.match.end()
    return _without(lines, dropped)


def _runs(found: Sequence[_Numbered], step: int) -> list[list[_Numbered]]:
    """Return the numbers that count up by a step together with their lines."""
    runs: list[list[_Numbered]] = []
    for one in found:
        before = runs[-1][-1] if runs else None
        distance = one.place - before.place if before else 0
        is_near = distance == 1 if step == 1 else abs(distance - step) <= 1
        if before and is_near and one.number == before.number + step:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _cuts_sentences(lines: Sequence[Line], run: Sequence[_Numbered]) -> bool:
    """Return whether a run of numbers stands in the middle of sentences."""
    told = [one for one in run if one.match.end() < len(one.match.string)]
    cut = sum(one.place > 0 and not is_finished(lines[one.place - 1].text) for one in told)
    lower = sum(starts_lower(one.match.string[one.match.end() :]) for one in told)
    is_long = len(run) >= _MIN_NUMBERED and bool(told)
    return is_long and lower >= _MIN_LOWER * len(told) and cut >= _MIN_SHARE * len(told)


def _without(lines: Sequence[Line], dropped: set[int]) -> list[Line]:
    """Return the other lines; what stands below a dropped one follows a blank line."""
    kept: list[Line] = []
    is_below = False
    for line in lines:
        if id(line) in dropped:
            is_below = True
            continue
        if is_below:
            line.follows_blank, line.blanks = True, max(1, line.blanks)
        is_below = False
        kept.append(line)
    return kept
