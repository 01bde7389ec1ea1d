"""Read the words that bound a number: "no fewer than 40", "40 or more", "from 40 to 60"."""

from __future__ import annotations

import re
from functools import cache

from claimkit.extraction.measures import alternation
from claimkit.lexicons.loader import load_lexicon
from claimkit.lexicons.quantities import QuantityLexicon
from claimkit.model import Bound

_LOOK_BACK = 30


class _Words:
    """The lexicon's bounds and range openers, compiled."""

    def __init__(self) -> None:
        words = load_lexicon("quantities", QuantityLexicon)
        self.before = {b.phrase: b.bound for b in words.bounds_before}
        self.after = {b.phrase: b.bound for b in words.bounds_after}
        self.before_pattern = re.compile(
            rf"(?<!\w)({alternation(self.before)})\s{{0,2}}\Z", re.IGNORECASE
        )
        self.after_pattern = re.compile(rf"\s?({alternation(self.after)})(?!\w)", re.IGNORECASE)
        openers = alternation(words.range_openers)
        self.opener = re.compile(
            rf"(?<!\w)(?:(?P<range>(?:{openers})(?:\s(?:from|between))?)|(?P<start>from))\s\Z",
            re.IGNORECASE,
        )


@cache
def _words() -> _Words:
    return _Words()


def read_bound_before(text: str, start: int, floor: int) -> tuple[int, Bound | None]:
    """Return where the words that bound the number at ``start`` begin, and their bound.

    Of two, the outer one holds unless it says no more than "about": "up to about 40" is
    at most 40. Reads nothing before ``floor``.
    """
    bound: Bound | None = None
    words = _words()
    for _ in range(2):
        match = words.before_pattern.search(text, max(floor, start - _LOOK_BACK), start)
        if match is None:
            break
        if bound in (None, Bound.ABOUT):
            bound = words.before[re.sub(r"[\s-]+", " ", match[1].lower())]
        start = match.start()
    return start, bound


def read_bound_after(text: str, end: int, high: int) -> tuple[int, Bound | None]:
    """Return where the words end that bound the number or unit before ``end``, and their bound."""
    match = _words().after_pattern.match(text, end, high)
    if match is None:
        return end, None
    printed = match[1].lower()
    return match.end(), _words().after.get(printed) or _words().after[
        re.sub(r"[\s-]+", " ", printed)
    ]


def find_opener(text: str, start: int, floor: int) -> re.Match[str] | None:
    """Find what opens a range before ``start``.

    The group ``range`` ("between", "ranging from") promises one; ``start`` ("from") may
    also open a change from one value to another.
    """
    return _words().opener.search(text, max(floor, start - _LOOK_BACK), start)
