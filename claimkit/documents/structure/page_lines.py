"""Find what a printed page adds to a text: running heads and feet, and numbers in the margin.

The evidence is shared by several lines: a line that comes back near page breaks or inside
sentences, and numbers that count up. The readers of formats that have pages find these by their
place instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from claimkit.documents.structure.block_drafts import is_finished, starts_lower
from claimkit.documents.structure.key_figures import is_figure
from claimkit.documents.structure.lines import Line, LineRole
from claimkit.lexicons.layout import load_layout
from claimkit.lexicons.word_patterns import any_of

_MAX_RUNNING_HEAD = 120
_MIN_REPETITIONS = 2
_NEAR = 2  # lines between a running head and the page number or the cut sentence
_MIN_SHARE = 0.5
_DIGITS = re.compile(r"\d+")
_SPACES = re.compile(r"\s+")
_LAST_NUMBER = re.compile(r"(?:\s{3,}|\t|\s[|–—]\s)(?P<page>\d{1,4})$")
_FIRST_NUMBER = re.compile(r"^(?P<page>\d{1,4})(?:\s{3,}|\t|\s[|–—]\s)")
_MARGIN_NUMBER = re.compile(r"(\d{1,4})(?:\s{1,12})(?=\S)")
_TIMED = re.compile(
    r"[^\W\d_]\s+\d{1,2}:\d{2}(?:\s?[AaPp]\.?[Mm]\.?)?$"
)  # "Ana Beck  9:04 AM" in a chat
_MIN_NUMBERED = 4
_MIN_LOWER = 0.3
_STEPS = (1, 5, 10)
_PAGE = LineRole.PAGE_BREAK


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
    for indices in groups.values():
        if len(indices) < _MIN_REPETITIONS:
            continue
        if _counts_pages([lines[i].text for i in indices]):
            for index in indices:
                lines[index].role = _PAGE
            continue
        cutting = [i for i in indices if _cuts_sentence(lines, i) or _is_near_page(lines, i)]
        if len(cutting) >= max(_MIN_REPETITIONS, _MIN_SHARE * len(indices)):
            for index in {*cutting, *(i for i in indices if i >= _NEAR)}:
                lines[index].role = _PAGE


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


def strip_line_numbers(lines: Sequence[Line]) -> None:
    """Cut the line numbers in the left margin off the lines.

    They count up by 1, 5 or 10 with the lines, and stand in the middle of sentences.
    Counter-examples: numbered paragraphs and lists, ranks, years.
    """
    found: list[tuple[int, int, re.Match[str]]] = []
    for index, line in enumerate(lines):
        match = _MARGIN_NUMBER.match(line.text)
        if match and line.role is LineRole.TEXT:
            found.append((index, int(match[1]), match))
    if len(found) < _MIN_NUMBERED:
        return
    for step in _STEPS:
        counted = [
            item
            for place, item in enumerate(found)
            if _counts(found, place, place - 1, step) or _counts(found, place, place + 1, step)
        ]
        if len(counted) < _MIN_NUMBERED:
            continue
        cut = sum(index > 0 and not is_finished(lines[index - 1].text) for index, _, _ in counted)
        lower = sum(starts_lower(match.string[match.end() :]) for _, _, match in counted)
        if lower >= _MIN_LOWER * len(counted) and cut >= _MIN_SHARE * len(counted):
            for index, _, match in counted:
                _cut(lines[index], match.end())
            return


def _counts(
    found: Sequence[tuple[int, int, re.Match[str]]], place: int, other: int, step: int
) -> bool:
    """Return whether two numbers differ by one step, as their lines do."""
    if not 0 <= other < len(found):
        return False
    lines = abs(found[place][0] - found[other][0])
    numbers = (found[place][1] - found[other][1]) * (1 if place > other else -1)
    return numbers == step and (lines == 1 if step == 1 else abs(lines - step) <= 1)


def _cut(line: Line, length: int) -> None:
    line.text = line.text[length:]
    line.start += length
    line.indent += length
