"""Join the figures of a report with the words below or above them: "412" and "confirmed cases"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimkit.documents.structure.block_drafts import BlockDraft, is_finished
from claimkit.documents.structure.lines import Line, LineRole
from claimkit.model import BlockKind

_FIGURE = re.compile(r"[~≈<>±+−–-]?\s*[$€£¥]?\s*\d[\d.,\s'’]*(?:\s?(?:%|[^\W\d_]{1,2}))?\+?")
_MAX_WORDS = 8
_MIN_PAIRS = 2
_READ = frozenset((BlockKind.PARAGRAPH, BlockKind.HEADING))


def is_figure(text: str) -> bool:
    """Return whether a line is a number alone, as a report prints it in large type.

    >>> is_figure("1,960"), is_figure("4.2m"), is_figure("412 cases")
    (True, True, False)
    """
    return _FIGURE.fullmatch(text) is not None


def restore_figures(lines: Sequence[Line]) -> None:
    """Take numbers alone on their lines for text if words stand beside each of them.

    A page number has no words of its own; figures come in pairs with theirs.
    """
    pairs = _find_pairs([line.text for line in lines], _is_readable(lines))
    for place in pairs:
        for line in (lines[place], lines[place + 1]):
            if line.role is LineRole.PAGE_BREAK:
                line.role = LineRole.TEXT


def _is_readable(lines: Sequence[Line]) -> list[bool]:
    return [line.role in (LineRole.TEXT, LineRole.PAGE_BREAK) for line in lines]


def join_figures(drafts: Sequence[BlockDraft]) -> list[BlockDraft]:
    """Return the blocks with each figure and its words as one list item.

    Counter-examples: a year above a paragraph, a numbered heading.
    """
    readable = [draft.kind in _READ and not draft.is_typed for draft in drafts]
    pairs = set(_find_pairs([draft.text for draft in drafts], readable))
    joined: list[BlockDraft] = []
    place = 0
    while place < len(drafts):
        draft = drafts[place]
        if place in pairs:
            other = drafts[place + 1]
            is_first = is_figure(draft.text)
            draft.absorb(other, " " if is_first else ": ")
            draft.kind, draft.is_marked = BlockKind.LIST_ITEM, True
            place += 1
        joined.append(draft)
        place += 1
    return joined


def _find_pairs(texts: Sequence[str], readable: Sequence[bool]) -> list[int]:
    """Return the first indices of pairs of a figure and its words, in runs of two or more.

    In a run the figure always comes first, or always last. Words at both ends mean that the first
    ones are a heading.
    """
    found: list[int] = []
    place = 0
    while place < len(texts):
        end = _end_of_run(texts, readable, place)
        length = end - place
        if length >= 2 * _MIN_PAIRS:
            start = place + (length % 2 and not is_figure(texts[place]))
            found += range(start, end - 1, 2)
        place = max(end, place + 1)
    return found


def _end_of_run(texts: Sequence[str], readable: Sequence[bool], start: int) -> int:
    """Return the index behind lines that are figures and words in turn."""
    end = start
    while end < len(texts) and readable[end]:
        has_figure = is_figure(texts[end])
        if not has_figure and not _are_words(texts[end]):
            break
        if end > start and has_figure == is_figure(texts[end - 1]):
            break
        end += 1
    return end


def _are_words(text: str) -> bool:
    """Return whether a line can say what a figure counts."""
    is_short = len(text.split()) <= _MAX_WORDS and not is_finished(text)
    return is_short and text[:1].isalpha()
