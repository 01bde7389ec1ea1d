"""Add to a quantity the unit or the bound that it shares with a neighbouring one.

In "8 or 9 euros" both are euros, in "51 votes to 49" both are votes. "More than 100 km (62 miles)"
means more than 62 miles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from claimkit.extraction.quantities.measures import is_measured_alike
from claimkit.extraction.quantities.money import load_money_words
from claimkit.extraction.quantities.quantity_reading import QuantityReading, limits
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.quantities import load_quantity_lexicon
from claimkit.lexicons.word_patterns import SPACE_OR_HYPHEN, any_of
from claimkit.model import Bound, Change

_COMMA = re.compile(r"-?,\s")
_OPEN = re.compile(r"\s?[(\[]")
_CLOSE = re.compile(r"\s?[)\]]")
_MAX_GAP = 120
_MAX_LEAD = 16
_NEW_SENTENCE = (". ", "\n", "? ", "! ", ";")


@dataclass(frozen=True, slots=True)
class SharedUnitWords:
    """Patterns of the text around two numbers that share a unit.

    ``joint`` and ``last_in_list`` stand between the two; ``comparison`` ends where the second
    begins, as does ``pointer``; ``partitive`` begins where it ends. ``whole`` ends where the first
    begins, of which the second is a part. ``levels`` are the units of a value and of its
    change, with ``change`` between them: "6,400 up 58 points".
    """

    joint: re.Pattern[str]
    last_in_list: re.Pattern[str]
    comparison: re.Pattern[str]
    partitive: re.Pattern[str]
    pointer: re.Pattern[str]
    whole: re.Pattern[str]
    change: re.Pattern[str]
    levels: frozenset[str]


@cache
def load_shared_unit_words(lexicons: Lexicons) -> SharedUnitWords:
    lexicon = load_quantity_lexicon(lexicons)
    links = lexicon.links
    listed = (*links.addition, *links.alternative)
    joint = any_of((*listed, *links.result, *links.amount, *links.origin, "x", "×"))
    comparisons, partitives = (
        any_of(words, SPACE_OR_HYPHEN) for words in (lexicon.comparisons, lexicon.partitives)
    )
    return SharedUnitWords(
        joint=re.compile(rf"-?\s{joint}\s", re.IGNORECASE),
        last_in_list=re.compile(rf",\s{any_of(listed)}\s", re.IGNORECASE),
        comparison=re.compile(rf"(?:\A|\s){comparisons}\s\Z", re.IGNORECASE),
        partitive=re.compile(rf"\s{partitives}(?!\w)", re.IGNORECASE),
        pointer=re.compile(
            rf"(?<!\w){any_of(lexicon.counted_pointers, SPACE_OR_HYPHEN)}\s\Z", re.IGNORECASE
        ),
        whole=re.compile(
            rf"(?:\A|[.!?”\"\n]\s*|,\s(?:{any_of(links.addition)}\s)?)"
            rf"(?i:{any_of(links.part)})\s(?:(?i:{any_of(lexicon.parted)})\s)?\Z"
        ),
        change=re.compile(rf",?\s{any_of(a for c in lexicon.changes for a in c.adverbs)}\s"),
        levels=frozenset(lexicon.level_units),
    )


def share_ahead(
    text: str, found: Sequence[QuantityReading], lexicons: Lexicons
) -> list[QuantityReading]:
    """Add to a number without a unit the unit of the next one in its list: "8 or 9 euros"."""
    words = load_shared_unit_words(lexicons)
    shared = list(found)
    for index in range(len(shared) - 2, -1, -1):
        one, following = shared[index], shared[index + 1]
        if one.unit is not None or following.unit is None or _is_share(text, one, following):
            continue
        gap = (text, one.end, following.start)
        is_listed = _COMMA.fullmatch(*gap) and following is not found[index + 1]
        if words.joint.fullmatch(*gap) or is_listed or _ends_list(text, found, index, words):
            shared[index] = replace(
                one, unit=following.unit, counted=following.counted, rate=following.rate
            )
    return shared


def _is_share(text: str, one: QuantityReading, following: QuantityReading) -> bool:
    """Return whether a share in words is of something else: "fell by a third to 2 tonnes"."""
    if one.high is None or one.high >= 1 or following.high is None or following.high < 1:
        return False
    return not any(character.isdigit() for character in text[one.start : one.end])


def _ends_list(
    text: str, found: Sequence[QuantityReading], index: int, words: SharedUnitWords
) -> bool:
    """Return whether the next number ends a list: "7, 8, or 9 kilos", not "half, or 50 percent"."""
    if not index or not words.last_in_list.fullmatch(
        text, found[index].end, found[index + 1].start
    ):
        return False
    return _COMMA.fullmatch(text, found[index - 1].end, found[index].start) is not None


def share_back(
    text: str, found: Sequence[QuantityReading], lexicons: Lexicons
) -> list[QuantityReading]:
    """Add to a number without a unit the unit of the quantity that it is compared with or part of.

    Does not handle: other words between them ("68 people left, 95 had stayed").
    """
    earlier = _EarlierQuantities(text, load_shared_unit_words(lexicons))
    shared: list[QuantityReading] = []
    for index, one in enumerate(found):
        following = found[index + 1] if index + 1 < len(found) else None
        if one.unit is None:
            one = earlier.share(one, following)
        elif shared:
            one = _convert(text, shared[-1], _share_currency(shared[-1], one, lexicons), lexicons)
        shared.append(one)
        earlier.add(one)
    return shared


class _EarlierQuantities:
    """The quantities before a number that may tell its unit.

    ``_counted`` counts a noun, ``_whole`` are the 96 posts of "Of the 96 posts, 58 were old", and
    ``_level`` is the change of an index.
    """

    def __init__(self, text: str, words: SharedUnitWords) -> None:
        self._text, self._words = text, words
        self._counted: QuantityReading | None = None
        self._whole: QuantityReading | None = None
        self._level: QuantityReading | None = None

    def add(self, one: QuantityReading) -> None:
        if one.counted:
            self._counted = one
            start = max(0, one.start - _MAX_LEAD)
            if self._words.whole.search(self._text, start, one.start):
                self._whole = one
        if one.unit in self._words.levels and one.change is not None:
            self._level = one

    def share(self, one: QuantityReading, following: QuantityReading | None) -> QuantityReading:
        """Add to a number the unit of an earlier quantity, or of the change that follows."""
        text, words, counted = self._text, self._words, self._counted
        if following is not None and _is_level(text, one, following, words):
            return replace(one, unit=following.unit)
        if one.change is Change.TO and self._is_in_sentence(self._level, one):
            return replace(one, unit=self._level.unit if self._level else None)
        if counted is not None and _continues(text, counted, one, words):
            return replace(one, unit=counted.unit, counted=True, rate=one.rate or counted.rate)
        if self._is_in_sentence(self._whole, one):
            return replace(one, unit=self._whole.unit if self._whole else None, counted=True)
        return one

    def _is_in_sentence(self, earlier: QuantityReading | None, one: QuantityReading) -> bool:
        """Return whether no sentence ends between two quantities; False without an earlier one."""
        if earlier is None:
            return False
        return not any(mark in self._text[earlier.end : one.start] for mark in _NEW_SENTENCE)


def _share_currency(
    previous: QuantityReading, one: QuantityReading, lexicons: Lexicons
) -> QuantityReading:
    """Make pounds money where they are compared with money: "from 3 pounds 20 to 4 pounds"."""
    code = load_money_words(lexicons).large.get(one.unit or "")
    are_values = previous.change is Change.FROM and one.change is Change.TO
    return replace(one, unit=code) if code == previous.unit and code and are_values else one


def _is_level(
    text: str, one: QuantityReading, following: QuantityReading, words: SharedUnitWords
) -> bool:
    """Return whether a number is a value and the next one its change: "6,400 up 58 points"."""
    is_change = following.unit in words.levels and following.change is not None
    return is_change and words.change.fullmatch(text, one.end, following.start) is not None


def _continues(
    text: str, previous: QuantityReading, one: QuantityReading, words: SharedUnitWords
) -> bool:
    if one.start - previous.end > _MAX_GAP:
        return False
    link = words.comparison.search(text, previous.end, one.start)
    gap = text[previous.end : link.start() if link else one.start]
    if any(mark in gap for mark in _NEW_SENTENCE):
        return False
    if words.partitive.match(text, one.end) or words.pointer.search(text, previous.end, one.start):
        return True
    return link is not None and previous.change in (None, Change.FROM, Change.TO)


def _convert(
    text: str, previous: QuantityReading, one: QuantityReading, lexicons: Lexicons
) -> QuantityReading:
    """Add to a conversion in brackets the bound of the quantity that it converts."""
    if (
        one.bound is Bound.EXACT
        and one.low is not None
        and one.high is not None
        and previous.bound not in (Bound.EXACT, Bound.RANGE)
        and one.unit != previous.unit
        and is_measured_alike(previous.unit, one.unit, lexicons)
        and _OPEN.fullmatch(text, previous.end, one.start)
        and _CLOSE.match(text, one.end)
    ):
        low, high = limits(one.low, one.high, previous.bound)
        return replace(one, low=low, high=high, bound=previous.bound)
    return one
