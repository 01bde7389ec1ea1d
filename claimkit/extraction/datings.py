"""Find date expressions and give each its EDTF value.

Patterns are data (``datings.yaml``); only tense comes from the parse.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from spacy.tokens import Doc

from claimkit.extraction.date_patterns import Hit, any_of, find_preposition, iter_hits
from claimkit.extraction.date_values import Context, find_vague, is_told, moves_narrative, resolve
from claimkit.extraction.edtf import format_interval, parse_anchor
from claimkit.extraction.narrative import Narrative
from claimkit.extraction.tense import Tense, find_tense, hangs_on_main_verb
from claimkit.lexicons.datings import DatingLexicon
from claimkit.lexicons.loader import load_lexicon
from claimkit.model import Dating, Span

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
        self.link = re.compile(rf"\s(?:{any_of(lexicon.interval_links)})\s|\s?[-–—]\s?")


@cache
def _links() -> _Links:
    return _Links()


class _Found(NamedTuple):
    hit: Hit
    value: str | None


def find_datings(doc: Doc, *, published: str | None) -> list[Dating]:
    """Find the date expressions of a text.

    In order and disjoint. ``published`` (EDTF) is the document's date, which "yesterday" and
    "last year" count from; "two days later" and "the following year" count from what the text
    told before. Nothing is guessed: without either there is no value, and a day without its
    year is ``XXXX-04-28``.

    Does not handle: durations without an anchor ("for two days"), sets ("every Monday") and
    feasts that move with the moon.
    """
    text, narrative = doc.text, Narrative(parse_anchor(published))
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
    return _join(text, found)


def _context(doc: Doc, hit: Hit, narrative: Narrative) -> Context:
    start, end = hit.match.span()

    def tense() -> Tense | None:
        return find_tense(doc, start, end)

    def compares() -> bool:
        span = doc.char_span(start, end, alignment_mode="expand")
        return span is not None and _DIGIT.search(span.sent.text) is not None

    def story_year(month: int) -> int | None:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            return None
        sentence = span[0].sent
        before = doc[sentence.start - 1].sent if sentence.start else sentence
        return narrative.story_year(before.start_char, start, month)

    return Context(narrative, story_year, tense, compares)


def _join(text: str, found: list[_Found]) -> list[Dating]:
    """Make datings, and one of two that are an interval: "from May to June 2024"."""
    datings: list[Dating] = []
    skip, floor = False, 0
    for one, other in pairwise([*found, None]):
        if one is None:
            break
        if skip:
            skip = False
            continue
        start, end = one.hit.match.span()
        interval = None if other is None else _read_interval(text, one, other, floor)
        if interval is not None and other is not None:
            start, value = interval
            end, skip = other.hit.match.end(), True
            datings.append(Dating(text[start:end], value, span=Span(start, end)))
        elif other is not None and _is_apposition(text, one, other):
            start, end = find_preposition(text, floor, start), other.hit.match.end()
            skip = True
            datings.append(Dating(text[start:end], other.value, span=Span(start, end)))
        else:
            vague = find_vague(one.hit.kind, one.hit.match)
            if not text.startswith(("'s", "’s"), end):
                start = find_preposition(text, floor, start)
            datings.append(Dating(text[start:end], one.value, vague, Span(start, end)))
        floor = end
    return datings


def _is_apposition(text: str, one: _Found, other: _Found) -> bool:
    """Say if the second only says which day the first is: "the next day, April 27"."""
    if one.hit.kind not in _COUNTED or other.hit.kind != "day":
        return False
    between = one.hit.match.end(), other.hit.match.start()
    return _links().apposition.fullmatch(text, *between) is not None


def _read_interval(text: str, one: _Found, other: _Found, floor: int) -> tuple[int, str] | None:
    """Return where the interval of two neighbours starts, and its value."""
    start, end = one.hit.match.span()
    following = other.hit.match.start()
    if one.value is None or other.value is None or following - end > _LINK_WIDTH:
        return None
    link = _links().link.fullmatch(text, end, following)
    opener = _links().opener.search(text, max(floor, start - _OPENER_WIDTH), start)
    if link is None or (opener is None and link[0].strip().isalpha()):
        return None
    first = one.value
    if "year" not in one.hit.match.groupdict() or one.hit.match["year"] is None:
        first = _in_year_of(first, other)
    value = format_interval(first, other.value)
    return None if value is None else (opener.start() if opener else start, value)


def _in_year_of(first: str, other: _Found) -> str:
    """Give a day or month without a year the year that the interval's end is printed with."""
    if other.value is None or not other.hit.match.groupdict().get("year"):
        return first
    moved = f"{other.value[:4]}{first[4:]}"
    return moved if moved < other.value else f"{int(other.value[:4]) - 1:04}{first[4:]}"
