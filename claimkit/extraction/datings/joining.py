"""Make datings from date expressions, and join two neighbours that are one date.

Two expressions are one date if the second explains the first ("the next day, April 27") or ends
an interval that the first begins ("from May to June 2024").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from claimkit.edtf import (
    format_day,
    format_interval,
    parse_day,
    shift_day,
    with_year,
    year_of,
)
from claimkit.extraction.datings.date_groups import DateGroups
from claimkit.extraction.datings.date_hits import DateHit, find_preposition
from claimkit.extraction.datings.evaluation import find_vague
from claimkit.extraction.datings.tense import find_governor, is_any_verb
from claimkit.lexicons.datings import load_dating_lexicon
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.word_patterns import SPACE, any_of
from claimkit.model import Dating, Span
from claimkit.parsing.parsed_document import ParsedDocument

_OPENER_WIDTH = 10
_LINK_WIDTH = 12
_WEEK_DAYS = 7
_RELATIVE_DAYS = ("narrative day", "offset", "named day", "weekday")


@dataclass(frozen=True, slots=True)
class IntervalWords:
    """Words that join two dates, and verbs that keep them apart ("moved from May to June").

    ``opener`` ends where the first begins; ``link`` stands between the ends of an interval,
    ``apposition`` between a day and its date.
    """

    opener: re.Pattern[str]
    link: re.Pattern[str]
    apposition: re.Pattern[str]
    links_after_opener: frozenset[str]
    genitive_endings: tuple[str, ...]
    moving_verbs: frozenset[str]


@cache
def load_interval_words(lexicons: Lexicons) -> IntervalWords:
    lexicon = load_dating_lexicon(lexicons)
    openers, links, prepositions = (
        any_of(words, SPACE)
        for words in (lexicon.interval_openers, lexicon.interval_links, lexicon.prepositions)
    )
    return IntervalWords(
        opener=re.compile(rf"(?<!\w)(?i:{openers})\s\Z"),
        link=re.compile(rf"\s{links}\s|\s?[-–—]\s?"),
        apposition=re.compile(rf",\s(?:{prepositions}\s)?|\s\("),
        links_after_opener=frozenset(lexicon.links_after_opener),
        genitive_endings=lexicon.genitive_endings,
        moving_verbs=frozenset(lexicon.moving_verbs),
    )


class FoundDate(NamedTuple):
    """A date expression and its value."""

    hit: DateHit
    groups: DateGroups
    value: str | None

    @property
    def has_year(self) -> bool:
        """Whether the expression says which year it means, or has it from one in its list."""
        return self.hit.is_fixed or self.groups.names_year


class _Place(NamedTuple):
    start: int
    end: int
    value: str | None


def join_dates(parsed: ParsedDocument, found: Sequence[FoundDate]) -> list[Dating]:
    """Return the datings, in order and disjoint, with the prepositions before them."""
    joiner = _Joiner(parsed)
    datings: list[Dating] = []
    index = floor = 0
    while index < len(found):
        one = found[index]
        place = joiner.join(one, found[index + 1], floor) if index + 1 < len(found) else None
        index += 1 if place is None else 2
        place = place or joiner.place(one, floor)
        span = Span(place.start, place.end)
        vague = find_vague(one.hit.kind, one.groups)
        datings.append(Dating(span.of(parsed.text), place.value, vague, span))
        floor = span.end
    return datings


class _Joiner:
    def __init__(self, parsed: ParsedDocument) -> None:
        self._doc, self._text, self._lexicons = parsed.doc, parsed.text, parsed.lexicons
        self._words = load_interval_words(parsed.lexicons)

    def place(self, one: FoundDate, floor: int) -> _Place:
        """Return the place of an expression, with its preposition."""
        start, end = one.hit.match.span()
        if not self._text.startswith(self._words.genitive_endings, end):
            start = find_preposition(self._text, floor, start, self._lexicons)
        return _Place(start, end, one.value)

    def join(self, one: FoundDate, other: FoundDate, floor: int) -> _Place | None:
        """Return the place and value of two expressions that are one date; None if they are two."""
        start, end = one.hit.match.span()
        following, last = other.hit.match.span()
        if following - end > _LINK_WIDTH:
            return None
        if one.hit.kind in _RELATIVE_DAYS and other.hit.kind == "day":
            if self._words.apposition.fullmatch(self._text, end, following):
                start = find_preposition(self._text, floor, start, self._lexicons)
                return _Place(start, last, other.value)
        return self._join_interval(one, other, floor)

    def _join_interval(self, one: FoundDate, other: FoundDate, floor: int) -> _Place | None:
        start, end = one.hit.match.span()
        following, last = other.hit.match.span()
        link = self._words.link.fullmatch(self._text, end, following)
        if link is None or one.value is None or other.value is None or self._moves(one.hit):
            return None
        opener = self._words.opener.search(self._text, max(floor, start - _OPENER_WIDTH), start)
        word = link[0].strip()
        if opener is None and word.isalpha():
            has_years = one.hit.is_fixed and other.hit.is_fixed
            if word in self._words.links_after_opener or not has_years:
                return None
        first = one.value if one.has_year else _in_year_of(one.value, other)
        final = other.value
        if not (one.has_year or other.has_year) and first > final:
            first, final = _in_order(one, first, final)
        value = format_interval(first, final)
        return None if value is None else _Place(opener.start() if opener else start, last, value)

    def _moves(self, hit: DateHit) -> bool:
        """Return whether something is moved from one date to another."""
        span = self._doc.char_span(*hit.match.span(), alignment_mode="expand")
        verb = None if span is None else find_governor(span)
        return verb is not None and is_any_verb(verb, self._words.moving_verbs)


def _in_order(one: FoundDate, first: str, last: str) -> tuple[str, str]:
    """Return the ends of an interval without a year, one of them moved.

    "between March and May" may have the last March that is over and the May before it, "from Friday
    to Monday" a Monday before that Friday.
    """
    if one.hit.kind in ("day", "month") and year_of(first) is not None:
        return with_year(first, int(first[:4]) - 1), last
    day = parse_day(last)
    if one.hit.kind == "weekday" and day is not None:
        return first, format_day(shift_day(day, _WEEK_DAYS)) or last
    return first, last


def _in_year_of(first: str, other: FoundDate) -> str:
    """Add the printed year of the interval's end to a day or month without a year."""
    if other.value is None or not other.hit.prints_year:
        return first
    year = int(other.value[:4])
    moved = with_year(first, year)
    return moved if moved < other.value else with_year(first, year - 1)
