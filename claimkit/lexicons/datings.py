"""Schema of the lexicon ``datings.yaml``."""

from __future__ import annotations

from typing import Literal

from claimkit.lexicons.loader import Entry, Header


class CalendarName(Entry):
    """A month or weekday; ``needs_lead`` marks a name that is also another word."""

    name: str
    short: tuple[str, ...] = ()
    needs_lead: bool = False


class Season(Entry):
    """A season by its EDTF code (21 spring … 24 winter) and first month."""

    names: tuple[str, ...]
    code: int
    first_month: int


class DatingExample(Entry):
    """What a pattern makes of ``text`` in a document of ``anchor``'s date."""

    text: str
    found: str
    value: str | None
    anchor: str | None = None


PatternKind = Literal[
    "day", "numeric", "month", "year", "decade", "century", "season", "quarter",
    "weekday", "unit", "named day", "offset", "narrative day",
]  # fmt: skip


class DatingPattern(Entry):
    """A regular expression over the placeholders ``{month}``, ``{year}``, … of a date.

    ``kind`` says how its named groups give a value. ``absolute`` patterns need no anchor
    to be recognised as a date.
    """

    id: str
    kind: PatternKind
    pattern: str
    absolute: bool = False
    examples: tuple[DatingExample, ...]


class DatingLexicon(Header):
    months: tuple[CalendarName, ...]
    weekdays: tuple[CalendarName, ...]
    seasons: tuple[Season, ...]
    units: dict[str, Literal["day", "week", "month", "quarter", "year", "decade", "century"]]
    named_days: dict[str, int]
    shifts: dict[str, int]
    narrative_shifts: tuple[str, ...]
    ordinals: dict[str, int]
    counts: dict[str, int | None]
    parts: tuple[str, ...]
    prepositions: tuple[str, ...]
    year_leads: tuple[str, ...]
    irregular_plurals: tuple[str, ...]
    step_words: tuple[str, ...]
    future_auxiliaries: tuple[str, ...]
    future_prepositions: tuple[str, ...]
    patterns: tuple[DatingPattern, ...]
