"""Find where date expressions stand, by the patterns of ``datings.yaml``.

A gate of calendar words and years opens the patterns, so text without dates costs one scan;
only patterns that can hold the word that opened the gate are tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from claimkit.lexicons.datings import CalendarName, DatingLexicon, DatingPattern, PatternKind
from claimkit.lexicons.loader import load_lexicon
from claimkit.lexicons.quantities import QuantityLexicon

_LOOK_BACK = 36
_YEAR = r"(?:1[5-9]|20)\d\d"
_ROUND_YEARS = 50
_SYNTAX = re.compile(r"\\.|\(\?p<\w+>|\(\?-?i?[:=!]|\(\?<[=!]")
_WORD = re.compile(r"[a-z]+[1-4]?")
_GATE_GROUPS = {"month", "weekday", "year", "decade", "tens", "told"}
_GROUP = re.compile(r"\(\?P<(\w+)>")
_PLACEHOLDER = re.compile(r"\{([a-z_]+?)(\d?)\}")
_CLAUSE_END = re.compile(r"\s?(?:[.,;:!?)]|\Z|\s)(?!\s?[a-z])")
_CAPITAL_BEFORE = re.compile(r"(?<![\w.])[A-Z][\w.&]*\s\Z")
_CAPITAL_AFTER = re.compile(r"\s[A-Z]")


@dataclass(frozen=True, slots=True)
class _Pattern:
    kind: PatternKind
    expression: re.Pattern[str]
    absolute: bool
    words: frozenset[str]
    groups: frozenset[str]


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a pattern of this kind matches."""

    kind: PatternKind
    match: re.Match[str]


class _Words:
    """The lexicon, compiled: gate, patterns, and the words that stand before a date."""

    def __init__(self) -> None:
        lexicon = load_lexicon("datings", DatingLexicon)
        fill = _placeholders(lexicon)
        self._patterns = tuple(_compile(entry, fill) for entry in lexicon.patterns)
        self._by_gate: dict[tuple[str, bool], tuple[_Pattern, ...]] = {}
        self.gate = _compile_gate(lexicon)
        leads = (*lexicon.year_leads, *lexicon.parts, *lexicon.shifts)
        self.lead = re.compile(rf"(?<!\w)(?i:{any_of(leads)})[\s-]\(?\Z")
        self.season_lead = re.compile(
            rf"(?<!\w)(?i:{any_of(lexicon.season_leads)})\s(?:(?i:the)\s)?\Z"
        )
        self.determiner = re.compile(rf"(?<!\w)(?i:{any_of(lexicon.determiners)})\s\Z")
        self.article = re.compile(rf"(?<!\w)(?i:{any_of(lexicon.indefinite_articles)})\s\Z")
        self.set_word = re.compile(rf"(?<!\w)(?i:{any_of(lexicon.set_words)})\s\Z")
        self.steps = _compile_steps(lexicon, self._patterns)
        self.preposition = re.compile(rf"(?<!\w)(?i:{any_of(lexicon.prepositions)})\s\Z")
        counted = any_of((*lexicon.irregular_plurals, *lexicon.counted_words))
        self.counted = re.compile(rf"\s(?:[a-z]+s|{counted})(?!\w)")
        self.weekdays = frozenset(w for d in lexicon.weekdays for w in (d.name, *d.short))
        self.months = frozenset(w for m in lexicon.months for w in (m.name, *m.short))
        self.event = re.compile(rf"\s(?!(?:{any_of(lexicon.not_after_article)})(?!\w))[a-z]")
        self.ambiguous = frozenset(m.name for m in lexicon.months if m.needs_lead)

    def fitting(self, gate: re.Match[str], *, absolute: bool) -> Sequence[_Pattern]:
        """Return the patterns that can hold the word or the year that opened the gate."""
        kind = gate.lastgroup or ""
        printed = gate[0].lower().rstrip("1234")  # Q3
        key = (printed if kind == "word" else kind, absolute)
        found = self._by_gate.get(key)
        if found is None:
            found = self._by_gate[key] = tuple(
                pattern
                for pattern in self._patterns
                if (pattern.absolute or not absolute) and key[0] in pattern.words | pattern.groups
            )
        return found


@cache
def _words() -> _Words:
    return _Words()


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of ``words``, the longest first; a space is any white space."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in ordered)


def _short(names: Iterable[CalendarName]) -> str:
    return "|".join(any_of(n.short) for n in names if n.short)


def _placeholders(lexicon: DatingLexicon) -> dict[str, str]:
    """Return what stands for ``{month}`` and the like; names keep their case."""
    months, weekdays = (any_of(n.name for n in m) for m in (lexicon.months, lexicon.weekdays))
    parts = rf"(?P<part>(?:the\s)?(?:{any_of(lexicon.parts)}))(?:\s|-)"
    return {
        "month": rf"(?-i:(?P<month>{months}))",
        "month_any": rf"(?-i:(?P<month>{months}|(?:{_short(lexicon.months)})(?!\w)\.?))",
        "weekday": rf"(?-i:(?P<weekday>{weekdays}))",
        "weekday_any": rf"(?-i:(?P<weekday>{weekdays}|(?:{_short(lexicon.weekdays)})(?!\w)\.?))",
        "day": r"(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)",
        "day_word": rf"(?P<day_word>{any_of(lexicon.day_ordinals)})(?!\w)",
        "ordinal_mark": r"(?:(?:st|nd|rd|th)(?!\w))?",
        "year": rf"(?P<year>{_YEAR})",
        "year_words": _year_words(),
        "part": rf"(?:{parts}(?:the\s)?)?",
        "part_of": parts,
        "season": rf"(?P<season>{any_of(name for s in lexicon.seasons for name in s.names)})",
        "holiday": rf"(?-i:(?P<holiday>{any_of(n for h in lexicon.holidays for n in h.names)}))",
        "decade_words": any_of(lexicon.decades),
        "century_word": rf"(?P<century_word>{any_of(lexicon.centuries)})",
        "era": rf"(?:{any_of(lexicon.eras)})(?!\w)",
        "count": rf"(?P<count>\d{{1,3}}|{_count_words(lexicon)})",
        "units": rf"(?P<units>{any_of(lexicon.unit_plurals)})",
        **{
            name: rf"(?P<{name}>{any_of(words)})"
            for name, words in (
                ("shift", lexicon.shifts),
                ("unit", lexicon.units),
                ("ordinal", lexicon.ordinals),
                ("named_day", lexicon.named_days),
            )
        },
    }


def _count_words(lexicon: DatingLexicon) -> str:
    numerals = load_lexicon("quantities", QuantityLexicon).numerals
    tens = [word for word, value in numerals.items() if value >= 20]
    ones = [word for word, value in numerals.items() if 0 < value < 10]
    others = [word for word, value in numerals.items() if 0 < value < 20]
    return rf"(?:{any_of(tens)})(?:[-\s](?:{any_of(ones)}))?|{any_of([*others, *lexicon.counts])}"


def _year_words() -> str:
    """Return a pattern for a year in words: "nineteen ninety-six", "two thousand and five"."""
    numerals = load_lexicon("quantities", QuantityLexicon).numerals
    ones = any_of(word for word, value in numerals.items() if 0 < value < 10)
    tens = any_of(word for word, value in numerals.items() if value >= 20)
    teens = any_of(word for word, value in numerals.items() if 10 <= value < 20)
    hundreds = any_of(word for word, value in numerals.items() if 15 <= value <= 20)
    rest = rf"(?:(?:{tens})(?:[-\s](?:{ones}))?|{teens})(?!\w)"
    return (
        rf"(?:(?P<hundreds>{hundreds})[-\s](?P<rest>{rest})"
        rf"|(?P<thousand>(?<=year\s)two\sthousand)(?:\s(?:and\s)?(?P<few>{rest}|{ones}))?)"
    )


def _compile(entry: DatingPattern, fill: dict[str, str]) -> _Pattern:
    """Fill the placeholders in; a space in the pattern is any white space, a digit ASCII.

    A digit behind a placeholder's name, as in ``{units2}``, stands in its groups' names too.
    """

    def filled(match: re.Match[str]) -> str:
        name, number = match.groups()
        return _GROUP.sub(rf"(?P<\g<1>{number}>", fill[name])

    pattern = _PLACEHOLDER.sub(filled, entry.pattern.replace(" ", r"\s"))
    pattern = pattern.replace(r"\d", "[0-9]")
    expression = re.compile(rf"(?<!\w)(?:{pattern})", re.IGNORECASE)
    printed = _SYNTAX.sub(" ", pattern.lower())
    words = frozenset(_WORD.findall(printed))
    groups = frozenset(expression.groupindex) & _GATE_GROUPS
    return _Pattern(entry.kind, expression, entry.absolute, words, groups)


def _compile_gate(lexicon: DatingLexicon) -> re.Pattern[str]:
    """Compile what opens the patterns: the group that matches names the kind of gate."""
    months, weekdays = (
        "|".join(w for n in names for w in (n.name, *n.short))
        for names in (lexicon.months, lexicon.weekdays)
    )
    words = {*lexicon.units, *lexicon.unit_plurals, *lexicon.gate_words, *lexicon.decades}
    words |= {name for season in lexicon.seasons for name in season.names}
    words |= {name.split()[-1] for h in lexicon.holidays for name in h.names}
    either_case = "|".join(f"[{w[0].upper()}{w[0].lower()}]{w[1:]}" for w in sorted(words))
    return re.compile(
        rf"(?<![^\W\d_])(?:(?P<month>{months})(?![^\W_])|(?P<weekday>{weekdays})(?![^\W_])"
        rf"|(?P<decade>(?:1[5-9]|20)\d0(?=[’']?s))|(?P<tens>[’'][2-9]0(?=[’']?s))|(?P<year>{_YEAR})"
        rf"|(?P<told>[Oo]n the (?=[0-3]?[0-9](?:st|nd|rd|th)))|(?P<word>(?:{either_case}))(?!\w))"
    )


def _compile_steps(lexicon: DatingLexicon, patterns: Iterable[_Pattern]) -> re.Pattern[str]:
    """Compile the words that may stand in an expression before its gate word.

    They are all words of the patterns but the months: an expression starts with its month.
    """
    months = {w.lower() for m in lexicon.months for w in (m.name, *m.short)}
    words = {word for pattern in patterns for word in pattern.words} - months
    return re.compile(
        rf"(?:(?<!\w)(?:{any_of(words)}|\d{{1,2}}(?:st|nd|rd|th)?|\d{{3}})"
        rf"(?:[.,]{{1,2}}\s|[\s./–—-])){{1,7}}\Z",
        re.IGNORECASE,
    )


def iter_calendar_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where absolute dates stand ("26 April 2025", "in 1984"), without prepositions."""
    for hit in iter_hits(text, start, end, absolute=True):
        yield hit.match.span()


def iter_hits(text: str, start: int, end: int, *, absolute: bool = False) -> Iterator[Hit]:
    """Yield the date expressions in ``text[start:end]``, in order and disjoint.

    With ``absolute`` only those that need no other date to be told from other words.
    """
    words = _words()
    floor = start
    gate = words.gate.search(text, floor, end)
    while gate is not None:
        hit = _match_at(text, floor, end, gate, absolute=absolute)
        position = gate.end()
        if hit is not None:
            yield hit
            floor = position = hit.match.end()
        gate = words.gate.search(text, position, end)


def _match_at(
    text: str, floor: int, end: int, gate: re.Match[str], *, absolute: bool
) -> Hit | None:
    """Try the patterns around an open gate, from the farthest word that may belong on.

    Of several that start at one word, the longest holds.
    """
    words = _words()
    fitting = words.fitting(gate, absolute=absolute)
    steps = words.steps.search(text, max(floor, gate.start() - _LOOK_BACK), gate.start())
    starts = [gate.start()]
    if steps is not None:
        inside = range(steps.start(), gate.start())
        starts = [i for i in inside if text[i].isalnum() and not text[i - 1 : i].isalnum()] + starts
    for start in starts:
        found: Hit | None = None
        for pattern in fitting:
            match = pattern.expression.match(text, start, end)
            if match is None or match.end() <= gate.start():
                continue
            if found is None or match.end() > found.match.end():
                hit = Hit(pattern.kind, match)
                found = hit if _is_date(text, hit) else found
        if found is not None:
            return found
    return None


def is_weekday(word: str) -> bool:
    return word in _words().weekdays


def is_calendar_word(word: str) -> bool:
    """Say if a word is a weekday, a month or a year.

    >>> is_calendar_word("Monday"), is_calendar_word("1998"), is_calendar_word("mayday")
    (True, True, False)
    """
    is_year = re.fullmatch(_YEAR, word) is not None
    return is_year or word.rstrip(".") in _words().weekdays | _words().months


def find_preposition(text: str, floor: int, start: int) -> int:
    """Return where the preposition of the expression at ``start`` begins, or ``start``."""
    lead = _words().preposition.search(text, max(floor, start - 8), start)
    return lead.start() if lead else start


def _is_date(text: str, hit: Hit) -> bool:
    """Judge an expression by what stands around it: names, counts and sets are no dates."""
    match = hit.match
    start, end = match.span()
    before = (text, max(0, start - _LOOK_BACK), start)
    words = _words()
    if words.set_word.search(*before):
        return False
    groups = match.groupdict()
    if hit.kind == "year":
        return _is_year(text, match)
    if hit.kind == "weekday":  # "on a Monday", not "in a Friday statement"
        return not (words.article.search(*before) and _CLAUSE_END.match(text, end))
    if hit.kind == "season" and not (groups.get("year") or groups.get("shift")):
        return words.season_lead.search(*before) is not None
    if hit.kind == "month" and not (
        groups.get("year") or groups.get("hundreds") or groups.get("thousand") or groups["part"]
    ):
        if groups.get("shift") or words.preposition.search(*before):
            return True
        if _CAPITAL_AFTER.match(text, end):
            return False
        if match["month"] in words.ambiguous and words.determiner.search(*before):
            return words.event.match(text, end) is not None
        if words.lead.search(*before):
            return True
        return match["month"] not in words.ambiguous and not _CAPITAL_BEFORE.search(*before)
    return True


def _is_year(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    before = (text, max(0, start - _LOOK_BACK), start)
    words, groups = _words(), match.groupdict()
    if "year" not in groups:
        is_plain = groups["hundreds"] is None or groups["hundreds"].lower() != "twenty"
        return is_plain or words.lead.search(*before) is not None
    if groups["part"]:
        return True
    is_counted = words.counted.match(text, end) is not None
    if groups["about"] or words.lead.search(*before):
        return not is_counted or int(match["year"]) % _ROUND_YEARS != 0
    is_named = _CAPITAL_BEFORE.search(*before) or _CAPITAL_AFTER.match(text, end)
    return not (is_counted or is_named)
