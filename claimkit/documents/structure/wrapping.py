"""Find out whether the lines of a text were wrapped, and to which width."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from claimkit.documents.structure.block_drafts import is_finished, starts_lower
from claimkit.documents.structure.lines import Line, LineRole
from claimkit.lexicons.typography import load_typography

_MIN_WIDTH, _MIN_NARROW_WIDTH, _MAX_USUAL_WIDTH = 30, 14, 120
_FULL_LINE = 0.75
_LONG_LINE = 0.6
_MIN_UNFINISHED = 0.6
_MIN_RUNNING_ON = 0.4
_MIN_FULL, _MIN_FULL_AT_ODD_WIDTH = 0.6, 0.8
_MIN_BREAKS_AT_ODD_WIDTH = 4
_MIN_HYPHENATED = 2
_MIN_DOUBLE_SPACED = 2
_MAX_SINGLE_SPACED = 0.15


_COUNT = re.compile(r"\d[\d.,]*\s+[a-z]")  # "… find work for / 40 people"
# A sentence that ends, and the beginning of another one: "It has 12 stalls. Rents will rise by"
_SENTENCE_AND_MORE = re.compile(r"[^\W_]{3}[.?!][\"”’»)]?\s+[\"“‘«]?[^\W\d_].*[\w,]$")
_ITEM_NUMBER = re.compile(r"\(?\d{1,2}[.)]\s")
_CUT_WORD = re.compile(r"[^\W\d_][-‐‑¬]$")


class _Break(NamedTuple):
    """A line break inside a group of lines."""

    line: Line
    following: Line

    @property
    def is_unfinished(self) -> bool:
        return not is_finished(self.line.text)

    @property
    def runs_on(self) -> bool:
        """Whether the break cuts a sentence, as far as its letters show."""
        text = self.following.text
        return self.is_unfinished and (
            starts_lower(text)
            or bool(_COUNT.match(text))
            or bool(_SENTENCE_AND_MORE.search(self.line.text))
        )


def find_wrap_width(lines: Sequence[Line], *, soft_breaks: bool) -> int:
    """Return the width to which paragraphs were wrapped, or 0 where a line is a paragraph.

    Wrapped lines are about equally long, and most of them break in the middle of a sentence, so
    that the next one begins with a small letter; where each line is a paragraph, nearly all
    lines end in final punctuation. Short lines, such as a byline and a date above the text, say
    nothing. The lines of a poem or an address break before they are full.

    Args:
        soft_breaks: whether a single line break never ends a paragraph (Markdown).
    """
    breaks = [
        _Break(line, following)
        for line, following in pairwise(lines)
        if line.role is following.role is LineRole.TEXT
        and not following.follows_blank
        and not line.heading_level
        and not (line.stands_alone or following.stands_alone)
        and not _has_sign(following)
    ]
    if not breaks:
        return 0
    if soft_breaks:
        # No line is shorter than 1, so no break is deliberate.
        return 1 if _usual_length(one.line for one in breaks) <= _MAX_USUAL_WIDTH else 0
    return _judge(breaks)


def _judge(breaks: Sequence[_Break]) -> int:
    running = [one for one in breaks if one.runs_on]
    if not running:
        return 0
    width = _usual_length(one.line for one in running)
    long = [one for one in breaks if len(one.line.text) >= _LONG_LINE * width]
    full = sum(not breaks_early(one.line, one.following, width) for one in running)
    unfinished = sum(one.is_unfinished for one in long)
    is_odd = not _MIN_WIDTH <= width <= _MAX_USUAL_WIDTH
    if sum(cuts_word(one.line) for one in running) >= _MIN_HYPHENATED:
        return width
    if width < _MIN_NARROW_WIDTH or (is_odd and len(running) < _MIN_BREAKS_AT_ODD_WIDTH):
        return 0
    is_wrapped = (
        full >= (_MIN_FULL_AT_ODD_WIDTH if is_odd else _MIN_FULL) * len(running)
        and len(running) >= _MIN_RUNNING_ON * len(long)
        and unfinished >= _MIN_UNFINISHED * len(long)
    )
    return width if is_wrapped else 0


def _usual_length(lines: Iterable[Line]) -> int:
    """Return a length that nine of ten lines do not exceed."""
    lengths = sorted(len(line.text) for line in lines)
    return lengths[round(0.9 * (len(lengths) - 1))]


def _has_sign(line: Line) -> bool:
    """Return whether a line begins with a bullet, a number, or the sign of a block quotation."""
    signs = load_typography()
    is_bullet = line.text[0] in signs.bullets or (
        line.text[0] in signs.ascii_bullets and line.text[1:2].isspace()
    )
    return is_bullet or line.text[0] == ">" or _ITEM_NUMBER.match(line.text) is not None


def cuts_word(line: Line) -> bool:
    """Return whether a line ends in a letter and a hyphen."""
    return _CUT_WORD.search(line.text) is not None


def breaks_early(line: Line, following: Line, width: int) -> bool:
    """Return whether the next line's first word would have fitted on this one."""
    return len(line.text) + 1 + len(following.text.split(None, 1)[0]) <= _FULL_LINE * width


def stands_apart(line: Line, following: Line | None, width: int) -> bool:
    """Return whether a line in a group is a short one of its own, such as a byline.

    It is neither full nor finished, and the next line begins anew.
    """
    if following is None or is_finished(line.text) or starts_lower(line.text):
        return False
    if following.follows_blank:
        return False
    return not starts_lower(following.text) and breaks_early(line, following, width)


def close_double_spacing(lines: Sequence[Line]) -> bool:
    """Remove the blank lines of a text that has one after each line; return whether it has.

    Such a text has hardly any lines without a blank one between them, and most of the blank
    lines cut a sentence. Where there are two blank lines, a paragraph ends.
    """
    breaks = [
        _Break(line, following)
        for line, following in pairwise(lines)
        if line.role is following.role is LineRole.TEXT and not line.heading_level
    ]
    double = [one for one in breaks if one.following.blanks == 1]
    tight = sum(not one.following.blanks for one in breaks)
    running = [one for one in double if one.runs_on]
    if len(running) < _MIN_DOUBLE_SPACED or tight > _MAX_SINGLE_SPACED * len(breaks):
        return False
    width = _usual_length(one.line for one in running)
    full = sum(not breaks_early(one.line, one.following, width) for one in running)
    unfinished = sum(one.is_unfinished for one in double)
    if width < _MIN_WIDTH or full < _MIN_FULL_AT_ODD_WIDTH * len(running):
        return False
    if unfinished < _MIN_UNFINISHED * len(double):
        return False
    for line in lines:
        line.follows_blank = line.follows_blank and line.blanks != 1
    return True
