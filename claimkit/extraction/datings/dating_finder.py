"""Find date expressions and give each its EDTF value.

Patterns are data (``datings.yaml``); only tense comes from the parse.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc

from claimkit.edtf import format_interval, parse_anchor, with_year
from claimkit.extraction.datings.evaluation import find_vague, is_told, moves_narrative, resolve
from claimkit.extraction.datings.groups import Context
from claimkit.extraction.datings.narrative import Narrative
from claimkit.extraction.datings.patterns import Hit, any_of, find_preposition, iter_hits
from claimkit.extraction.datings.tense import (
    Tense,
    find_governor,
    find_tense,
    hangs_on_main_verb,
    nearby,
)
from claimkit.lexicons.datings import DatingLexicon
from claimkit.lexicons.loader import load_lexicon
from claimkit.model import Dating, Span
from claimkit.parsing.parsed_document import ParsedDocument

_NEARBY_TOKENS = 40
_STORY_TOKENS = 80
_OPENER_WIDTH = 10
_LINK_WIDTH = 12
_COUNTED = ("narrative day", "offset", "named day", "weekday")
_DIGIT = re.compile(r"[0-9]")


class _Links:
    """What makes one interval of two dates, compiled."""

    def __init__(self) -> None:
        lexicon = load_lexicon("datings", DatingLexicon)
        self.opener = re.compile(rf"(?<!\w)(?i:{any_of(lexicon.interval_openers)})\s\Z")
        prepositions = any_of(lexicon.prepositions)
        self.apposition = re.compile(rf",\s(?:(?:{prepositions})\s)?|\s\(")
        self.moving = frozenset(lexicon.moving_verbs)
        self.link = re.compile(rf"\s(?:{any_of(lexicon.interval_links)})\s|\s?[-–—]\s?")


@cache
def _links() -> _Links:
    return _Links()


class DatingIndex:
    """A document's datings by their places. Ordered and disjoint; the vague ones are left out."""

    def __init__(self, datings: Iterable[Dating]) -> None:
        self._datings = [d for d in datings if d.span is not None and d.vague is None]
        self._starts = [d.span.start for d in self._datings if d.span is not None]

    def __iter__(self) -> Iterator[Dating]:
        return iter(self._datings)

    def within(self, span: Span) -> list[Dating]:
        """Return the datings that lie in ``span`` as a whole, in order."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        return [d for d in self._datings[first:last] if d.span and d.span.end <= span.end]


class _Found(NamedTuple):
    hit: Hit
    value: str | None


def find_datings(parsed: ParsedDocument, *, published: str | None) -> list[Dating]:
    """Find the date expressions of a text.

    In order and disjoint. ``published`` (EDTF) is the document's date, which "yesterday" and
    "last year" count from; "two days later" and "the following year" count from what the text
    told before. Nothing is guessed: without either there is no value, and a day without its
    year is ``XXXX-04-28``.

    Does not handle: durations without an anchor ("for two days"), sets ("every Monday") and
    feasts that move with the moon.
    """
    doc, text, narrative = parsed.doc, parsed.text, Narrative(parse_anchor(published))
    found: list[_Found] = []
    for hit in iter_hits(text, 0, len(text)):
        if not is_told(hit.kind, hit.match, narrative):
            continue
        value = resolve(hit.kind, hit.match, _context(doc, hit, narrative))
        if moves_narrative(hit.kind, hit.match, value):
            narrative.move_to(value)
        if hit.match.groupdict().get("year"):
            span = doc.char_span(*hit.match.span(), alignment_mode="expand")
            if span is not None and hangs_on_main_verb(span):
                narrative.set_story(hit.match.end(), value)
        found.append(_Found(hit, value))
    return _join(doc, text, found)


def _context(doc: Doc, hit: Hit, narrative: Narrative) -> Context:
    start, end = hit.match.span()

    def tense() -> Tense | None:
        return find_tense(doc, start, end)

    def compares() -> bool:
        span = doc.char_span(start, end, alignment_mode="expand")
        return span is not None and _DIGIT.search(nearby(span, _NEARBY_TOKENS).text) is not None

    def story_year(month: int) -> int | None:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            return None
        sentence = nearby(span, _STORY_TOKENS)
        if sentence.start:
            sentence = nearby(doc[sentence.start - 1 : sentence.start], _STORY_TOKENS)
        return narrative.story_year(sentence.start_char, start, month)

    return Context(narrative, story_year, tense, compares)


def _join(doc: Doc, text: str, found: list[_Found]) -> list[Dating]:
    """Make datings of what was found, and one of two neighbours that name one date."""
    datings: list[Dating] = []
    index = floor = 0
    while index < len(found):
        one, *others = found[index : index + 2]
        joined = _join_two(doc, text, one, others[0], floor) if others else None
        if joined is None:
            joined = _join_preposition(text, one, floor)
        else:
            index += 1
        start, end, value = joined
        vague = find_vague(one.hit.kind, one.hit.match)
        datings.append(Dating(text[start:end], value, vague, Span(start, end)))
        index, floor = index + 1, end
    return datings


def _join_preposition(text: str, one: _Found, floor: int) -> tuple[int, int, str | None]:
    start, end = one.hit.match.span()
    if not text.startswith(("'s", "’s"), end):
        start = find_preposition(text, floor, start)
    return start, end, one.value


def _join_two(
    doc: Doc, text: str, one: _Found, other: _Found, floor: int
) -> tuple[int, int, str | None] | None:
    """Return start, end and value of two expressions that are one.

    The second may say which day the first is ("the next day, April 27"), or end an interval
    ("from May to June 2024").
    """
    start, end = one.hit.match.span()
    following, last = other.hit.match.span()
    if following - end > _LINK_WIDTH:
        return None
    if one.hit.kind in _COUNTED and other.hit.kind == "day":
        if _links().apposition.fullmatch(text, end, following):
            return find_preposition(text, floor, start), last, other.value
    link = _links().link.fullmatch(text, end, following)
    opener = _links().opener.search(text, max(floor, start - _OPENER_WIDTH), start)
    if link is None or one.value is None or other.value is None or _moves(doc, one.hit):
        return None
    has_year, word = _prints_year(one.hit), link[0].strip()
    if opener is None and word.isalpha():
        if word == "and" or not (has_year and _prints_year(other.hit)):
            return None
    first = one.value if has_year else _in_year_of(one.value, other)
    value = format_interval(first, other.value)
    return None if value is None else (opener.start() if opener else start, last, value)


def _moves(doc: Doc, hit: Hit) -> bool:
    """Say if something is put off from one date to another: "postponed from May to June"."""
    span = doc.char_span(*hit.match.span(), alignment_mode="expand")
    verb = None if span is None else find_governor(span)
    return verb is not None and verb.lemma_ in _links().moving


def _prints_year(hit: Hit) -> bool:
    return bool(hit.match.groupdict().get("year"))


def _in_year_of(first: str, other: _Found) -> str:
    """Give a day or month without a year the year that the interval's end is printed with."""
    if other.value is None or not _prints_year(other.hit):
        return first
    year = int(other.value[:4])
    moved = with_year(first, year)
    return moved if moved < other.value else with_year(first, year - 1)
