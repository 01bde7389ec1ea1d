"""Units and bounds that a quantity shares with the one beside it.

"8 or 9 euros" are euros both, "51 votes to 49" are votes; "more than 100 km (62 miles)"
are more than 62 miles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from claimkit.extraction.quantities.measures import alternation, is_measured_alike
from claimkit.extraction.quantities.readings import Reading, limits
from claimkit.lexicons.loader import load_lexicon
from claimkit.lexicons.quantities import QuantityLexicon
from claimkit.model import Bound, Change

_JOINT = re.compile(r"-?\s(?:or|and|to|by|from|x|×)\s", re.IGNORECASE)
_LAST = re.compile(r",\s(?:or|and)\s", re.IGNORECASE)
_COMMA = re.compile(r"-?,\s")
_OPEN = re.compile(r"\s?[(\[]")
_CLOSE = re.compile(r"\s?[)\]]")
_MAX_GAP = 120
_NEW_SENTENCE = (". ", "\n", "? ", "! ", ";")


class _Words:
    def __init__(self) -> None:
        words = load_lexicon("quantities", QuantityLexicon)
        self.comparisons = re.compile(
            rf"(?:\A|\s)(?:{alternation(words.comparisons)})\s\Z", re.IGNORECASE
        )
        self.partitives = re.compile(rf"\s(?:{alternation(words.partitives)})(?!\w)", re.IGNORECASE)


@cache
def _words() -> _Words:
    return _Words()


def share_ahead(text: str, found: Sequence[Reading]) -> list[Reading]:
    """Give a number without a unit that of the next one in its list: "8 or 9 euros"."""
    shared = list(found)
    for index in range(len(shared) - 2, -1, -1):
        one, following = shared[index], shared[index + 1]
        if one.unit is not None or following.unit is None or _is_share(text, one, following):
            continue
        gap = (text, one.end, following.start)
        is_listed = _COMMA.fullmatch(*gap) and following is not found[index + 1]
        if _JOINT.fullmatch(*gap) or is_listed or _ends_list(text, found, index):
            shared[index] = replace(one, unit=following.unit, counted=following.counted)
    return shared


def _is_share(text: str, one: Reading, following: Reading) -> bool:
    """Say if a share in words is of something else: "fell by a third to 2 million tonnes"."""
    if one.high is None or one.high >= 1 or following.high is None or following.high < 1:
        return False
    return not any(character.isdigit() for character in text[one.start : one.end])


def _ends_list(text: str, found: Sequence[Reading], index: int) -> bool:
    """Say if the next number ends a list: "7, 8, or 9 kilos", not "half, or 50 percent"."""
    if not index or not _LAST.fullmatch(text, found[index].end, found[index + 1].start):
        return False
    return _COMMA.fullmatch(text, found[index - 1].end, found[index].start) is not None


def share_back(text: str, found: Sequence[Reading]) -> list[Reading]:
    """Give a number without a unit that of the quantity that it is compared with or part of.

    Does not handle: other words between them ("68 people left, 95 had stayed").
    """
    shared: list[Reading] = []
    counted: Reading | None = None
    for one in found:
        if one.unit is None and counted is not None and _continues(text, counted, one):
            one = replace(one, unit=counted.unit, counted=True)
        elif shared:
            one = _convert(text, shared[-1], one)
        shared.append(one)
        if one.counted:
            counted = one
    return shared


def _continues(text: str, previous: Reading, one: Reading) -> bool:
    if one.start - previous.end > _MAX_GAP:
        return False
    link = _words().comparisons.search(text, previous.end, one.start)
    gap = text[previous.end : link.start() if link else one.start]
    if any(mark in gap for mark in _NEW_SENTENCE):
        return False
    if _words().partitives.match(text, one.end):
        return True
    return link is not None and previous.change in (None, Change.FROM, Change.TO)


def _convert(text: str, previous: Reading, one: Reading) -> Reading:
    """Give the same in another measure, in brackets, the bound of what it repeats."""
    if (
        one.bound is Bound.EXACT
        and one.low is not None
        and one.high is not None
        and previous.bound not in (Bound.EXACT, Bound.RANGE)
        and one.unit != previous.unit
        and is_measured_alike(previous.unit, one.unit)
        and _OPEN.fullmatch(text, previous.end, one.start)
        and _CLOSE.match(text, one.end)
    ):
        low, high = limits(one.low, one.high, previous.bound)
        return replace(one, low=low, high=high, bound=previous.bound)
    return one
