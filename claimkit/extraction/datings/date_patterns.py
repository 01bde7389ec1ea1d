"""Compile the patterns of a language's date expressions and of the words around them.

The patterns of ``datings.yaml`` have placeholders such as ``{month}`` and ``{count}``, which are
filled with the words of the lexicons here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from claimkit.lexicons.calendar import CalendarLexicon, CalendarName, load_calendar
from claimkit.lexicons.datings import (
    DatingLexicon,
    DatingPattern,
    PatternKind,
    load_dating_lexicon,
)
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.quantities import load_quantity_lexicon
from claimkit.lexicons.word_patterns import NOTHING, SPACE, any_of

_YEAR = r"(?:1[5-9]|20)\d\d"
_OLD_YEAR = r"(?:1[0-4]\d\d|21\d0)"
_DECADE = r"(?:1[5-9]|20)\d0"
# A number before a unit: "7.5", "3,000"; not the end of another one.
_AMOUNT = r"(?<!\d[.,])(?<!\d)(?:\d{1,3}(?:,\d{3})+|\d{1,4})(?:\.\d{1,2})?"
_SYNTAX = re.compile(r"\\.|\(\?p<\w+>|\(\?-?i?[:=!]|\(\?<[=!]")
_WORD = re.compile(r"[^\W\d_]+[1-4]?")  # the digit is that of "Q3"
_GROUP = re.compile(r"\(\?P<(\w+)>")
_PLACEHOLDER = re.compile(r"\{([a-z_]+?)(\d?)\}")
_GATE_GROUPS = {
    "month", "weekday", "year", "decade", "tens", "day_lead", "old_year", "short_year", "first",
    "fiscal", "era",
}  # fmt: skip
_GATE_NUMBERS = "1234"
_GROUP_NUMBERS = "123456789"


@dataclass(frozen=True, slots=True)
class CompiledPattern:
    """A pattern with the words that it may contain and the gate groups that lead to it."""

    kind: PatternKind
    expression: re.Pattern[str]
    absolute: bool
    words: frozenset[str]
    groups: frozenset[str]


@dataclass(frozen=True, slots=True)
class DatePatterns:
    """The date expressions of a language, and the words before and after them.

    ``gate`` matches a word, a name or a year that an expression must hold; ``step_words`` and
    ``step_number`` what it may hold
    of an expression before it, back from the gate. ``lead``, ``season_lead``, ``determiner``,
    ``article``, ``set_word`` and ``preposition`` end where an expression begins; ``counted`` and
    ``event`` begin where one ends. ``ambiguous`` names of months are also other words.
    """

    patterns: tuple[CompiledPattern, ...]
    gate: re.Pattern[str]
    step_words: frozenset[str]
    step_number: re.Pattern[str]
    lead: re.Pattern[str]
    season_lead: re.Pattern[str]
    determiner: re.Pattern[str]
    article: re.Pattern[str]
    set_word: re.Pattern[str]
    preposition: re.Pattern[str]
    counted: re.Pattern[str]
    event: re.Pattern[str]
    listed: re.Pattern[str]
    old_year_lead: re.Pattern[str]
    late_year_lead: re.Pattern[str]
    after_year: re.Pattern[str]
    clock: re.Pattern[str]
    numbered: re.Pattern[str]
    range_end: re.Pattern[str]
    business: re.Pattern[str]
    ambiguous: frozenset[str]
    unsure_hundreds: frozenset[str]
    _by_gate: dict[tuple[str, bool], tuple[CompiledPattern, ...]] = field(default_factory=dict)

    def fitting(self, gate: re.Match[str], *, absolute: bool) -> Sequence[CompiledPattern]:
        """Return the patterns that can contain the word or the year that the gate matched."""
        kind = gate.lastgroup or ""
        printed = gate[0].lower().strip(_GATE_NUMBERS)
        key = (printed if kind == "word" else kind, absolute)
        found = self._by_gate.get(key)
        if found is None:
            found = self._by_gate[key] = tuple(
                pattern
                for pattern in self.patterns
                if (pattern.absolute or not absolute) and key[0] in pattern.words | pattern.groups
            )
        return found


@cache
def load_date_patterns(lexicons: Lexicons) -> DatePatterns:
    lexicon, calendar = load_dating_lexicon(lexicons), load_calendar(lexicons.language)
    fill = _make_placeholders(lexicon, calendar, load_quantity_lexicon(lexicons).numerals)
    for name, part in lexicon.pattern_parts.items():
        fill[name] = _fill_in(part, fill)
    patterns = tuple(_compile(entry, fill) for entry in lexicon.patterns)
    leads = _any((*lexicon.year_leads, *lexicon.parts, *lexicon.shifts))
    definite = _any(lexicon.definite_articles)
    counted = _any((*lexicon.irregular_plurals, *lexicon.counted_words))
    plural = rf"[a-z]+{_any(lexicon.plural_endings)}"
    return DatePatterns(
        patterns=patterns,
        gate=_compile_gate(lexicon, calendar),
        step_words=_find_step_words(calendar, patterns),
        step_number=re.compile(
            rf"[0-9]{{1,2}}(?:{_any(lexicon.ordinal_endings)}|[½¼¾])|[0-9]{{1,4}}(?:[.,][0-9]{{1,3}})*"
        ),
        lead=re.compile(rf"(?<!\w)(?i:{leads})[\s-]\(?\Z"),
        season_lead=re.compile(
            rf"(?<!\w)(?i:{_any(lexicon.season_leads)})\s(?:(?i:{definite})\s)?\Z"
        ),
        determiner=_compile_before(lexicon.determiners),
        article=_compile_before(lexicon.indefinite_articles),
        set_word=_compile_before(lexicon.set_words),
        preposition=_compile_before(lexicon.prepositions),
        counted=re.compile(rf"\s(?:{plural}|{counted})(?!\w)"),
        business=re.compile(rf"(?<!\w)(?i:{_any(lexicon.business_words)})(?!\w)"),
        event=re.compile(rf"\s(?!{_any(lexicon.not_after_article)}(?!\w))[a-z]"),
        old_year_lead=_compile_before(lexicon.old_year_leads),
        late_year_lead=_compile_before(lexicon.late_year_leads),
        after_year=re.compile(rf"\s?(?:[.,;:!?)”\"’]|\Z)|\s{_any(lexicon.words_after_year)}(?!\w)"),
        numbered=_compile_before(lexicon.numbered_nouns),
        clock=re.compile(rf"\s{_any(lexicon.clock_words)}(?!\w)"),
        range_end=re.compile(rf"\s{_any(lexicon.interval_links)}\s[0-9]{{4}}(?=\s)"),
        listed=_compile_listed(lexicon, calendar),
        ambiguous=frozenset(m.name for m in calendar.months if m.needs_lead),
        unsure_hundreds=frozenset(lexicon.unsure_hundreds),
    )


def _any(words: Iterable[str]) -> str:
    return any_of(words, SPACE)


def _compile_before(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?i:{_any(words)})\s\Z")


def _compile_listed(lexicon: DatingLexicon, calendar: CalendarLexicon) -> re.Pattern[str]:
    """Compile what follows a month in a list that ends in a year: ", May and August 2019"."""
    links, months = _any(lexicon.list_links), _any(_full_forms(calendar.months))
    before_year = rf",?\s(?:{_any(lexicon.year_links)}\s)?"
    return re.compile(rf"(?:,?\s(?:{links}\s)?{months}){{1,11}}{before_year}{_YEAR}(?!\w)")


def _forms(names: Iterable[CalendarName]) -> list[str]:
    return [form for name in names for form in name.forms]


def _full_forms(names: Iterable[CalendarName]) -> list[str]:
    """Return the full names, in capitals, too; a name that is no other word in small letters."""
    forms = [form for name in names for form in (name.name, name.name.upper())]
    return forms + [name.name.lower() for name in names if not name.needs_lead]


def _short_forms(names: Iterable[CalendarName]) -> list[str]:
    return [form for name in names for short in name.short for form in (short, short.upper())]


def _make_placeholders(
    lexicon: DatingLexicon, calendar: CalendarLexicon, numerals: dict[str, int]
) -> dict[str, str]:
    """Return the patterns for placeholders such as ``{month}``; names keep their case."""
    months, weekdays = (_any(_full_forms(names)) for names in (calendar.months, calendar.weekdays))
    short_months, short_weekdays = (
        _any(_short_forms(names)) for names in (calendar.months, calendar.weekdays)
    )
    definite, endings = _any(lexicon.definite_articles), _any(lexicon.ordinal_endings)
    parts = rf"(?P<part>(?:{definite}\s)?{_any(lexicon.parts)})(?:\s|-)"
    named_groups: dict[str, Iterable[str]] = {
        "shift": lexicon.shifts,
        "unit": lexicon.units,
        "units": lexicon.unit_plurals,
        "ordinal": lexicon.ordinals,
        "named_day": lexicon.named_days,
        "day_word": lexicon.day_ordinals,
        "nth": (*lexicon.day_ordinals, *lexicon.ordinals, *lexicon.last_words),
        "step": lexicon.steps,
        "old_month": lexicon.old_months,
        "fraction": lexicon.fractions,
        "century_word": lexicon.centuries,
        "season": [name for season in lexicon.seasons for name in season.names],
    }
    fill = {name: rf"(?P<{name}>{_any(words)})" for name, words in named_groups.items()}
    fill["day_word"] += r"(?!\w)"
    count = _make_count_words(lexicon, numerals)
    return fill | {
        "month": rf"(?-i:(?P<month>{months}))",
        "month_any": rf"(?-i:(?P<month>{months}|{short_months}(?!\w)\.?))",
        "lower_month": rf"(?-i:(?P<month>{_any(n.name.lower() for n in calendar.months)}))",
        "weekday": rf"(?-i:(?P<weekday>{weekdays}))",
        "weekday_any": rf"(?-i:(?P<weekday>{weekdays}|{short_weekdays}(?!\w)\.?))",
        "day": r"(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)",
        "ordinal_mark": rf"(?:{endings}(?!\w))?",
        "year": rf"(?P<year>{_YEAR})",
        "year_words": _make_year_words(lexicon, numerals),
        "weekdays": rf"(?-i:(?P<weekdays>{_any(n.name + 's' for n in calendar.weekdays)}))",
        "part": rf"(?:{parts}(?:{definite}\s)?)?",
        "part_of": parts,
        "holiday": rf"(?-i:(?P<holiday>{_any(n for h in lexicon.holidays for n in h.names)}))",
        "decade_words": _any(lexicon.decades),
        "era": rf"{_any(lexicon.eras)}(?!\w)",
        "era_before": rf"(?-i:(?P<era>(?P<before_era>{_any(lexicon.eras_before)})))",
        "era_after": rf"(?-i:(?P<era2>{_any(lexicon.eras_after)}))",
        "count": rf"(?P<count>(?<!\d[.,])\d{{1,3}}|{count})",
        "amount": rf"(?P<amount>{_AMOUNT}|{count})",
    }


def _make_count_words(lexicon: DatingLexicon, numerals: dict[str, int]) -> str:
    tens, ones = _any_numeral(numerals, range(20, 100)), _any_numeral(numerals, range(1, 10))
    others = [word for word, value in numerals.items() if 0 < value < 20]
    small = rf"{tens}(?:[-\s]{ones})?|{_any(others)}"
    many = _any(lexicon.multipliers)
    joint = _any(lexicon.count_joints)
    one = _any(word for word, count in lexicon.counts.items() if count == 1)
    large = rf"(?:{one}|{small})[-\s]{many}(?:\s(?:{joint}\s)?(?:{small}))?"
    return rf"{large}|{small}|{_any(lexicon.counts)}"


def _make_year_words(lexicon: DatingLexicon, numerals: dict[str, int]) -> str:
    """Return a pattern for a year in words: "nineteen ninety-six", "two thousand and five"."""
    if not lexicon.year_words:
        return NOTHING
    ones, teens, tens = (
        _any_numeral(numerals, values) for values in (range(1, 10), range(10, 20), range(20, 100))
    )
    fill = {
        "ones": ones,
        "rest": rf"(?:{tens}(?:[-\s]{ones})?|{teens})(?!\w)",
        "hundreds": _any_numeral(numerals, range(15, 21)),
    }
    pattern = lexicon.year_words.replace(" ", SPACE)
    return _PLACEHOLDER.sub(lambda match: fill[match[1]], pattern)


def _any_numeral(numerals: dict[str, int], values: range) -> str:
    return _any(word for word, value in numerals.items() if value in values)


def _compile(entry: DatingPattern, fill: dict[str, str]) -> CompiledPattern:
    """Fill in the placeholders. A space in the pattern is any white space, a digit is ASCII."""
    pattern = _fill_in(entry.pattern, fill).replace(r"\d", "[0-9]")
    expression = re.compile(rf"(?<!\w)(?:{pattern})", re.IGNORECASE)
    printed = _SYNTAX.sub(" ", pattern.lower())
    words = frozenset(_WORD.findall(printed))
    groups = {name.rstrip(_GROUP_NUMBERS) for name in expression.groupindex} & _GATE_GROUPS
    if entry.kind == "holiday":
        groups |= {"month", "weekday"}  # "May Day", "Good Friday"
    return CompiledPattern(entry.kind, expression, entry.absolute, words, frozenset(groups))


def _fill_in(pattern: str, fill: dict[str, str]) -> str:
    """Return a pattern with its placeholders filled in.

    A digit after a placeholder's name, as in ``{units2}``, is added to its groups' names.
    """

    def filled(match: re.Match[str]) -> str:
        name, number = match.groups()
        return _GROUP.sub(rf"(?P<\g<1>{number}>", fill[name])

    return _PLACEHOLDER.sub(filled, pattern.replace(" ", SPACE))


def _compile_gate(lexicon: DatingLexicon, calendar: CalendarLexicon) -> re.Pattern[str]:
    """Compile the gate of the patterns; the group that matches names the kind of gate."""
    months, weekdays = (
        _by_initial([*_full_forms(names), *_short_forms(names)])
        for names in (calendar.months, calendar.weekdays)
    )
    words = {*lexicon.units, *lexicon.unit_plurals, *lexicon.gate_words, *lexicon.decades}
    words |= {name for season in lexicon.seasons for name in season.names}
    words |= {name.split()[-1] for h in lexicon.holidays for name in h.names}
    small_months = _any(name.name.lower() for name in calendar.months if name.needs_lead)
    eras, fiscal = _any((*lexicon.eras_before, *lexicon.eras_after)), _any(lexicon.fiscal_marks)
    endings, ordinal = _any(lexicon.decade_endings), _any(lexicon.ordinal_endings)
    day_leads, gate_words = map(_any_in_either_case, (lexicon.day_leads, sorted(words)))
    return re.compile(
        rf"(?<![^\W\d_])(?:(?P<month>(?:{months})(?![^\W_])|{small_months}(?=,?\s[0-9]))"
        rf"|(?P<weekday>(?:{weekdays})(?![^\W_]))"
        rf"|(?P<decade>{_DECADE}(?={endings}))|(?P<tens>[’'][2-9]0(?={endings}))|(?P<year>{_YEAR})"
        rf"|(?P<old_year>{_OLD_YEAR}(?![\w]))|(?P<short_year>[’'‘][0-9]{{2}}(?![\w’']))"
        rf"|(?P<first>[0-3]?[0-9](?=[./-][0-3]?[0-9][./-][0-9]{{2}}(?![0-9])))"
        rf"|(?P<fiscal>{fiscal}(?=\s?[’']?[0-9]))|(?P<era>{eras}(?!\w))"
        rf"|(?P<day_lead>(?:{day_leads})(?=[0-3]?[0-9]{ordinal}))"
        rf"|(?P<word>(?:{gate_words}))(?!\w))"
    )


def _any_in_either_case(words: Iterable[str]) -> str:
    """Return a pattern for any of some words, capitalised or not."""
    return _by_initial(words, lambda initial: f"[{initial.upper()}{initial.lower()}]")


def _by_initial(words: Iterable[str], pattern: Callable[[str], str] = re.escape) -> str:
    """Return a pattern that tries the words with the same first letter only: it is fast."""
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0], []).append(word[1:])
    parts = [f"{pattern(initial)}{any_of(ends)}" for initial, ends in rests.items()]
    return "|".join(parts) or NOTHING


def _find_step_words(
    calendar: CalendarLexicon, patterns: Iterable[CompiledPattern]
) -> frozenset[str]:
    """Return the words that an expression may contain before its gate word.

    These are all words of the patterns except months: an expression starts with its month.
    """
    months = {form.lower() for form in _forms(calendar.months)}
    return frozenset(word for pattern in patterns for word in pattern.words) - months
