"""Schema of the lexicon ``datings.yaml``."""

from __future__ import annotations

from typing import Literal

from msgspec import field

from claimkit.edtf import CalendarUnit
from claimkit.lexicons.extension import load_extended
from claimkit.lexicons.lexicon_set import BUILT_IN, Lexicons
from claimkit.lexicons.loader import LexiconEntry, LexiconHeader
from claimkit.model import Vague


class Season(LexiconEntry, frozen=True):
    """A season by its EDTF code (21 spring … 24 winter) and first month."""

    names: tuple[str, ...]
    code: int
    first_month: int


class Holiday(LexiconEntry, frozen=True):
    """A day by name: ``day`` of ``month``, or its weekday number ``which`` (-1: the last).

    A feast that moves with Easter is so many days after Easter Sunday.
    """

    names: tuple[str, ...]
    month: int
    day: int | None = None
    weekday: str | None = None
    which: int = 1
    easter: int | None = None


class Direction(LexiconEntry, frozen=True):
    """A word that counts back (``sign`` -1) or on (1): "ago", "later".

    With ``narrative``, it counts from the last date in the text, not from the document's date.
    """

    sign: Literal[-1, 1]
    narrative: bool = False


class DatingExample(LexiconEntry, frozen=True):
    """The expected value of ``text`` in a document that is dated ``anchor``.

    ``found`` is null where there is no date.
    """

    text: str
    found: str | None
    value: str | None = None
    anchor: str | None = None
    vague: Vague | None = None


PatternKind = Literal[
    "day", "day range", "numeric", "week", "month", "months", "year", "short year", "old year",
    "years of era", "year range", "decade",
    "century", "season", "quarter", "quarters", "half", "part of year", "holiday", "weekday",
    "weekday offset", "numbered weekday", "weekday and day", "numbered part", "step", "unit",
    "named day", "offset", "offset from date", "run", "run to", "run from", "day of month",
    "narrative day", "compared period", "latest period", "vague", "no date",
]  # fmt: skip


PeriodWord = Literal["quarter", "half", "month", "week", "day", "any", "time"]


class DatingPattern(LexiconEntry, frozen=True, kw_only=True):
    """A regular expression over the placeholders ``{month}``, ``{year}``, … of a date.

    ``kind`` says how its named groups give a value; "no date" is what only looks like one.
    ``absolute`` patterns need no anchor to be recognised as a date.
    """

    id: str
    kind: PatternKind
    pattern: str
    absolute: bool = False
    examples: tuple[DatingExample, ...]


class DatingLexicon(LexiconHeader, frozen=True):
    seasons: tuple[Season, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    units: dict[str, CalendarUnit] = field(default_factory=dict)
    unit_plurals: dict[str, CalendarUnit] = field(default_factory=dict)
    named_days: dict[str, int] = field(default_factory=dict)
    shifts: dict[str, int] = field(default_factory=dict)
    narrative_shifts: tuple[str, ...] = ()
    ordinals: dict[str, int] = field(default_factory=dict)
    day_ordinals: dict[str, int] = field(default_factory=dict)
    centuries: dict[str, int] = field(default_factory=dict)
    decades: dict[str, int] = field(default_factory=dict)
    directions: dict[str, Direction] = field(default_factory=dict)
    period_words: dict[str, PeriodWord] = field(default_factory=dict)
    counts: dict[str, int | None] = field(default_factory=dict)
    gate_words: tuple[str, ...] = ()
    year_words: str = ""
    unsure_hundreds: tuple[str, ...] = ()
    definite_articles: tuple[str, ...] = ()
    ordinal_endings: tuple[str, ...] = ()
    plural_endings: tuple[str, ...] = ()
    decade_endings: tuple[str, ...] = ()
    genitive_endings: tuple[str, ...] = ()
    day_leads: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    last_words: dict[str, int] = field(default_factory=dict)
    steps: dict[str, int] = field(default_factory=dict)
    old_months: dict[str, int] = field(default_factory=dict)
    fractions: dict[str, float] = field(default_factory=dict)
    count_joints: tuple[str, ...] = ()
    multipliers: dict[str, int] = field(default_factory=dict)
    pattern_parts: dict[str, str] = field(default_factory=dict)
    prepositions: tuple[str, ...] = ()
    interval_openers: tuple[str, ...] = ()
    interval_links: tuple[str, ...] = ()
    links_after_opener: tuple[str, ...] = ()
    list_links: tuple[str, ...] = ()
    year_links: tuple[str, ...] = ()
    moving_verbs: tuple[str, ...] = ()
    goal_prepositions: tuple[str, ...] = ()
    season_leads: tuple[str, ...] = ()
    year_leads: tuple[str, ...] = ()
    irregular_plurals: tuple[str, ...] = ()
    counted_words: tuple[str, ...] = ()
    numbered_nouns: tuple[str, ...] = ()
    not_after_article: tuple[str, ...] = ()
    determiners: tuple[str, ...] = ()
    indefinite_articles: tuple[str, ...] = ()
    set_words: tuple[str, ...] = ()
    business_words: tuple[str, ...] = ()
    eras: tuple[str, ...] = ()
    eras_before: tuple[str, ...] = ()
    eras_after: tuple[str, ...] = ()
    old_year_leads: tuple[str, ...] = ()
    late_year_leads: tuple[str, ...] = ()
    words_after_year: tuple[str, ...] = ()
    clock_words: tuple[str, ...] = ()
    fiscal_marks: tuple[str, ...] = ()
    event_years: dict[str, int] = field(default_factory=dict)
    parting_adverbs: tuple[str, ...] = ()
    hearing_verbs: tuple[str, ...] = ()
    deadline_prepositions: tuple[str, ...] = ()
    past_deadline_prepositions: tuple[str, ...] = ()
    open_conjunctions: tuple[str, ...] = ()
    record_nouns: tuple[str, ...] = ()
    clock_tokens: tuple[str, ...] = ()
    past_auxiliaries: tuple[str, ...] = ()
    perfect_auxiliaries: tuple[str, ...] = ()
    future_auxiliaries: tuple[str, ...] = ()
    future_governors: tuple[str, ...] = ()
    schedule_words: tuple[str, ...] = ()
    schedule_participles: tuple[str, ...] = ()
    timetable_verbs: tuple[str, ...] = ()
    patterns: tuple[DatingPattern, ...] = ()


def load_dating_lexicon(lexicons: Lexicons = BUILT_IN) -> DatingLexicon:
    """Load the date expressions of a language."""
    return load_extended("datings", DatingLexicon, lexicons)
