"""Cut off the numbers that count paragraphs: the posts of a thread, sections of a report."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from claimkit.documents.structure.block_drafts import BlockDraft
from claimkit.model import BlockKind

_READ = frozenset((BlockKind.PARAGRAPH, BlockKind.HEADING))
_CAPITAL = r"(?=[\"“‘(\[]*[^\W\d_a-z])"
_POST = re.compile(
    r"\(?(?P<number>\d{1,3})\s?/\s?(?P<total>\d{1,3}|[nNxX])?\)?(?:[.:)]|(?=\s|$))\s*"
)
_POST_END = re.compile(r"\s*[\[(]?(?P<number>\d{1,3})\s?/\s?(?P<total>\d{1,3}|[nNxX])?[\])]?$")
_SECTION = re.compile(rf"(?P<number>\d{{1,2}}(?:\.\d{{1,3}}){{1,3}})\.?\s+{_CAPITAL}")
_PARAGRAPH = re.compile(rf"\[?(?P<number>\d{{1,3}})\]?\s+{_CAPITAL}")
_MIN_POSTS, _MIN_SECTIONS, _MIN_PARAGRAPHS = 3, 2, 3


class _Numbered(NamedTuple):
    draft: BlockDraft
    place: int
    match: re.Match[str]
    numbers: tuple[int, ...]


def take_numbers(drafts: Sequence[BlockDraft]) -> None:
    """Cut the numbers of paragraphs off; they become labels.

    Posts ("4/", "4/12", "(4/12)" at the end), sections ("2.1 The ministry") and paragraphs ("12
    The court") count up. Counter-examples: "3/4 of the harvest", "2.1 million people", "12 Ostby
    farmers" alone.
    """
    for pattern, follows, least in (
        (_POST, _is_next, _MIN_POSTS),
        (_SECTION, _is_later, _MIN_SECTIONS),
        (_PARAGRAPH, _is_next_paragraph, _MIN_PARAGRAPHS),
    ):
        for one in _find(drafts, pattern, follows, least, at_end=False):
            if one.match.end() < len(one.draft.first):
                one.draft.label = one.match[0].strip()
                one.draft.trim_start(one.match.end())
    for one in _find(drafts, _POST_END, _is_next, _MIN_POSTS, at_end=True):
        if one.match.start():
            one.draft.label = one.match[0].strip()
            one.draft.trim_last(one.match.start())


def _find(
    drafts: Sequence[BlockDraft],
    pattern: re.Pattern[str],
    follows: Callable[[_Numbered, _Numbered], bool],
    least: int,
    *,
    at_end: bool,
) -> list[_Numbered]:
    """Return the blocks whose number follows another's, or is followed; none if they are few."""
    found: list[_Numbered] = []
    for place, draft in enumerate(drafts):
        if draft.kind not in _READ or draft.label or not draft.first:
            continue
        text = draft.last if at_end else draft.first
        match = pattern.search(text, max(0, len(text) - 16)) if at_end else pattern.match(text)
        if match:
            numbers = tuple(map(int, match["number"].split(".")))
            found.append(_Numbered(draft, place, match, numbers))
    counted: dict[int, _Numbered] = {}
    for before, after in pairwise(found):
        if follows(before, after):
            counted[before.place], counted[after.place] = before, after
    return list(counted.values()) if len(counted) >= least else []


def _is_next(before: _Numbered, after: _Numbered) -> bool:
    totals = before.match["total"], after.match["total"]
    same = totals[0] == totals[1] or None in totals
    return same and after.numbers[0] == before.numbers[0] + 1


def _is_next_paragraph(before: _Numbered, after: _Numbered) -> bool:
    is_near = after.place == before.place + 1
    return is_near and after.numbers[0] == before.numbers[0] + 1


def _is_later(before: _Numbered, after: _Numbered) -> bool:
    """Return whether a section number comes soon after another one: 2.1, 2.2, 3.1."""
    first, second = before.numbers, after.numbers
    if len(first) == len(second) and first[:-1] == second[:-1]:
        return second[-1] == first[-1] + 1
    return first < second and second[-1] == 1
