"""Find quotation marks, and decide whether each can open or close a quotation.

The neighbours of a mark decide whether it can open or close a quotation. Where both are
possible, its glyph decides. Apostrophes and signs of measures are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

from claimkit.lexicons.quotation_marks import (
    QuotationMark,
    load_elisions,
    load_quotation_marks,
)
from claimkit.model import Span

_OPENING_NEIGHBOURS = set("([{<—–―-/=")
_CLOSING_NEIGHBOURS = set(".,;:!?…)]}>—–―-/")
_AFTER_SPACE_CLOSING = set(",;:!?)]}")
_FEET_AND_INCHES = re.compile(r"""\d\s?['’′]\s?\d{1,2}(?:\.\d+|[½¼¾])?\s?(?:''|’’|["”″])""")
_APOSTROPHE = "['’‘]"
_LINE_LENGTH = 4
_INNER_APOSTROPHE = re.compile(rf"(?<=\w){_APOSTROPHE}(?=\w)")


class MarkRole(Enum):
    """The role of a mark; `EITHER` if it depends on the marks before it."""

    OPEN = "open"
    CLOSE = "close"
    EITHER = "either"
    # Closes, unless it is a plural's apostrophe or an inch sign: "the soldiers' pay".
    WEAK_CLOSE = "weak close"


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A mark at its place in a block.

    ``closers_left`` is the number of closing marks of its family in the rest of the block, less
    the opening ones; ``next_of_family`` is the index of the next mark of its family.
    """

    span: Span
    entry: QuotationMark
    role: MarkRole
    closers_left: int
    next_of_family: int | None


def read_marks(text: str, span: Span, language: str) -> list[PlacedMark]:
    """Return the marks of a block, in order."""
    placed = list(_iter_marks(text, span, _load_patterns(language)))
    marks: list[PlacedMark] = []
    closers: Counter[str] = Counter()
    following: dict[str, int] = {}
    for index in range(len(placed) - 1, -1, -1):
        where, entry, role = placed[index]
        family = entry.family
        marks.append(PlacedMark(where, entry, role, closers[family], following.get(family)))
        following[family] = index
        if role is MarkRole.OPEN:
            closers[family] -= 1
        elif role is not MarkRole.EITHER:
            closers[family] += 1
    marks.reverse()
    return marks


def _iter_marks(
    text: str, span: Span, patterns: _MarkPatterns
) -> Iterator[tuple[Span, QuotationMark, MarkRole]]:
    """Yield marks with the role that glyph and neighbours give them."""
    masked: set[int] = set()
    for pattern in (_FEET_AND_INCHES, _INNER_APOSTROPHE, patterns.short_year, patterns.elisions):
        for match in pattern.finditer(text, span.start, span.end):
            masked.update(range(match.start(), match.end()))
    for match in patterns.runs.finditer(text, span.start, span.end):
        # Marks that touch share their neighbours: in ."' the full stop is before both.
        before = text[match.start() - 1] if match.start() > span.start else ""
        after = text[match.end()] if match.end() < span.end else ""
        place = _role_of_place(before, after)
        goes_on = _goes_on(text, match.end(), span.end)
        for where, glyph in _split_run(match, place, masked, patterns.marks):
            entry = patterns.marks[glyph]
            is_plural = entry.family == "single" and before in patterns.plural_letters
            role = _role_of_mark(entry, place, goes_on and (before.isdigit() or is_plural))
            if role is not None:
                yield where, entry, role


@dataclass(frozen=True, slots=True)
class _MarkPatterns:
    """The lexicons of a language, compiled: marks by glyph, runs of marks, and apostrophes."""

    marks: dict[str, QuotationMark]
    runs: re.Pattern[str]
    elisions: re.Pattern[str]
    short_year: re.Pattern[str]
    plural_letters: frozenset[str]


@cache
def _load_patterns(language: str) -> _MarkPatterns:
    marks = {mark.text: mark for mark in load_quotation_marks(language).marks}
    glyphs = re.escape("".join(sorted({glyph for mark in marks for glyph in mark})))
    lexicon = load_elisions(language)
    words = sorted((elision.text for elision in lexicon.elisions), key=len, reverse=True)
    alternatives = "|".join(re.escape(word).replace("'", _APOSTROPHE) for word in words)
    decade = "|".join(map(re.escape, lexicon.decade_endings))
    return _MarkPatterns(
        marks,
        runs=re.compile(f"[{glyphs}]+"),
        elisions=re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE),
        short_year=re.compile(rf"(?<!\w){_APOSTROPHE}(?=\d\d(?:{decade})?\b)"),
        plural_letters=frozenset(lexicon.plural_letters),
    )


def _role_of_place(before: str, after: str) -> MarkRole:
    """Return the role of a mark between two characters; "" is the edge of the block."""
    if not before:
        return MarkRole.OPEN
    if not after:
        return MarkRole.CLOSE
    can_open = before.isspace() or before in _OPENING_NEIGHBOURS
    if can_open and not after.isspace() and after not in _AFTER_SPACE_CLOSING:
        return MarkRole.OPEN
    if not can_open and (after.isspace() or after in _CLOSING_NEIGHBOURS):
        return MarkRole.CLOSE
    return MarkRole.EITHER


def _goes_on(text: str, end: int, limit: int) -> bool:
    """Return whether a word follows, as after a plural's apostrophe or an inch sign."""
    rest = text[end : min(end + 2, limit)]
    return rest[:1] == "-" or (rest[:1].isspace() and rest[1:].isalnum())


def _role_of_mark(entry: QuotationMark, place: MarkRole, is_weak: bool) -> MarkRole | None:
    """Combine glyph and place; None where the glyph can't be a mark here."""
    if entry.role == "only open":
        return None if place is MarkRole.CLOSE else MarkRole.OPEN
    if entry.role == "open":
        return MarkRole.OPEN if place is MarkRole.OPEN else MarkRole.EITHER
    if entry.role == "close" and place is MarkRole.OPEN:
        return MarkRole.EITHER
    if entry.role == "close" or place is MarkRole.CLOSE:
        return MarkRole.WEAK_CLOSE if is_weak else MarkRole.CLOSE
    return place


def _split_run(
    match: re.Match[str], place: MarkRole, masked: set[int], marks: Container[str]
) -> Iterator[tuple[Span, str]]:
    """Yield the single marks of a run.

    Three apostrophes are a doubled mark and a single one at the start of a quotation, and a
    single one and a doubled one at its end. Four or more are a drawn line and no marks.
    """
    text, start, end = match.string, match.start(), match.end()
    while start < end:
        if start in masked:
            start += 1
            continue
        glyph, ahead = text[start], text[start : min(start + _LINE_LENGTH, end)]
        length = len(ahead) - len(ahead.lstrip(glyph))
        can_double = glyph * 2 in marks
        if can_double and length == _LINE_LENGTH:
            while start < end and text[start] == glyph:
                start += 1
            continue
        is_doubled = can_double and (length == 2 or (length == 3 and place is not MarkRole.CLOSE))
        size = 2 if is_doubled else 1
        yield Span(start, start + size), text[start : start + size]
        start += size
