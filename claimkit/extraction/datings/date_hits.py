"""Find the places of date expressions in a text.

A first pattern, the gate, finds calendar words and years, so text without dates costs one scan.
Only patterns that can contain the word found are then tried around it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from claimkit.extraction.datings.date_patterns import DatePatterns, load_date_patterns
from claimkit.lexicons.datings import PatternKind
from claimkit.lexicons.lexicon_set import Lexicons

_LOOK_BACK = 36
_MAX_STEPS = 7
# A word or a number, and what stands between two of them inside an expression.
_PIECE = re.compile(r"(?<![^\W_])[^\W_]+(?:[.,][0-9]{1,3})*(?:[’'][^\W\d_]?)?(?![^\W_])")
_GAP = re.compile(r"[.,]{1,2}\s|[\s./–—-]")
_PREPOSITION_WIDTH = 8
_ROUND_YEARS = 50
_BUSINESS_WIDTH = 80
_LATE_YEARS = 2100
_MONTHS = 12
_PRINTED_YEARS = (
    "year6", "year8", "short_year8",
    "year", "year2", "year3", "year5", "short_year", "short_year4", "short_year5", "old_year",
)  # fmt: skip
_CLAUSE_END = re.compile(r"\s?(?:[.,;:!?)]|\Z|\s)(?!\s?[a-z])")
_CAPITAL_BEFORE = re.compile(r"(?<![\w.])[A-Z][\w.&]*\s\Z")
_SURE_MONTH = ("part", "year", "short_year", "hundreds", "thousand", "of_year")
_CAPITAL_AFTER = re.compile(r"\s[A-Z]")


@dataclass(frozen=True, slots=True)
class DateHit:
    """A place where a pattern matches; ``kind`` is the kind of the pattern."""

    kind: PatternKind
    match: re.Match[str]

    @property
    def prints_year(self) -> bool:
        groups = self.match.groupdict()
        return any(groups.get(name) for name in _PRINTED_YEARS)

    @property
    def is_fixed(self) -> bool:
        """Whether the expression prints its year, decade or century."""
        return self.prints_year or self.kind in ("year", "decade", "century")


def iter_calendar_spans(
    text: str, start: int, end: int, lexicons: Lexicons
) -> Iterator[tuple[int, int]]:
    """Yield the places of absolute dates ("26 April 2025", "in 1984"), without prepositions."""
    for hit in iter_date_hits(text, start, end, lexicons, absolute=True):
        yield hit.match.span()


def iter_date_hits(
    text: str, start: int, end: int, lexicons: Lexicons, *, absolute: bool = False
) -> Iterator[DateHit]:
    """Yield the date expressions in ``text[start:end]``, in order and disjoint.

    With ``absolute``, only those that are dates by themselves, without other dates in the text.
    """
    patterns = load_date_patterns(lexicons)
    floor = start
    gate = patterns.gate.search(text, floor, end)
    while gate is not None:
        hit = _match_at(patterns, text, floor, end, gate, absolute=absolute)
        position = gate.end()
        if hit is not None:
            if hit.kind != "no date":
                yield hit
            floor = position = hit.match.end()
        gate = patterns.gate.search(text, position, end)


def _match_at(
    patterns: DatePatterns,
    text: str,
    floor: int,
    end: int,
    gate: re.Match[str],
    *,
    absolute: bool,
) -> DateHit | None:
    """Try the patterns around a gate word, beginning at the farthest word that may belong to them.

    Of several matches that start at one word, the longest wins.
    """
    fitting = patterns.fitting(gate, absolute=absolute)
    for start in _iter_starts(patterns, text, floor, gate):
        found: DateHit | None = None
        for pattern in fitting:
            match = pattern.expression.match(text, start, end)
            if match is None or _reach(match) <= gate.start():
                continue
            if found is None or match.end() > found.match.end():
                hit = DateHit(pattern.kind, match)
                found = hit if _is_date(patterns, text, hit) else found
        if found is not None:
            return found
    return None


def _reach(match: re.Match[str]) -> int:
    """Return the end of a match with the words after it that it needs, such as "and 9 May"."""
    return max(match.end(), match.end("ahead") if "ahead" in match.re.groupindex else -1)


def _iter_starts(
    patterns: DatePatterns, text: str, floor: int, gate: re.Match[str]
) -> Iterator[int]:
    """Yield the possible starts of an expression around a gate, the farthest first.

    They are found by walking back over the words and numbers that an expression may contain.
    """
    end = gate.start()
    starts = [end]
    for piece in reversed(list(_PIECE.finditer(text, max(floor, end - _LOOK_BACK), end))):
        word = piece[0].lower()
        is_step = word.split("'")[0].split("’")[0] in patterns.step_words
        if len(starts) > _MAX_STEPS or not (is_step or patterns.step_number.fullmatch(word)):
            break
        if not _GAP.fullmatch(text, piece.end(), end):
            break
        end = piece.start()
        starts.append(end)
    return reversed(starts)


def find_preposition(text: str, floor: int, start: int, lexicons: Lexicons) -> int:
    """Return the start of the preposition of the expression at ``start``, or ``start``."""
    preposition = load_date_patterns(lexicons).preposition
    lead = preposition.search(text, max(floor, start - _PREPOSITION_WIDTH), start)
    return lead.start() if lead else start


def _is_date(patterns: DatePatterns, text: str, hit: DateHit) -> bool:
    """Return whether an expression is a date, and not a name, a count or a set, by its context."""
    start = hit.match.start()
    if patterns.set_word.search(text, max(0, start - _LOOK_BACK), start):
        return False
    check = _CHECKS.get(hit.kind)
    return check is None or check(patterns, text, hit.match)


def _is_weekday(patterns: DatePatterns, text: str, match: re.Match[str]) -> bool:
    """Return whether a weekday is a particular one: not "on a Monday", but "a Friday statement"."""
    is_any = patterns.article.search(*_before(text, match))
    return not (is_any and _CLAUSE_END.match(text, match.end()))


def _is_season(patterns: DatePatterns, text: str, match: re.Match[str]) -> bool:
    groups = match.groupdict()
    if any(groups.get(name) for name in ("year", "short_year", "hundreds", "thousand", "shift")):
        return True
    if groups.get("years_back"):
        return True
    return patterns.season_lead.search(*_before(text, match)) is not None


def _is_month(patterns: DatePatterns, text: str, match: re.Match[str]) -> bool:
    """Return whether the name of a month is neither another word nor a person's name."""
    groups = match.groupdict()
    if any(groups.get(name) for name in _SURE_MONTH):
        return True
    if groups.get("years_back") and match.start() < match.start("month"):
        return True
    before = _before(text, match)
    if groups.get("shift") or patterns.preposition.search(*before):
        return True
    if patterns.listed.match(text, match.end()):
        return True
    if _CAPITAL_AFTER.match(text, match.end()):
        return False
    is_ambiguous = match["month"].title() in patterns.ambiguous
    if is_ambiguous and patterns.determiner.search(*before):
        return patterns.event.match(text, match.end()) is not None
    if patterns.lead.search(*before):
        return True
    return not is_ambiguous and not _CAPITAL_BEFORE.search(*before)


def _is_half(patterns: DatePatterns, text: str, match: re.Match[str]) -> bool:
    """Return whether "the second half" is half a year, not that of a match."""
    groups = match.groupdict()
    if any(groups.get(name) for name in ("year", "short_year", "of_year", "this_year")):
        return True
    window = text[max(0, match.start() - _BUSINESS_WIDTH) : match.end() + _BUSINESS_WIDTH]
    return patterns.business.search(window) is not None


def _is_day(patterns: DatePatterns, text: str, match: re.Match[str]) -> bool:
    """Return whether "May 12" is a day, not a name before a count: "Dr. May 12 years ago"."""
    month = match.groupdict().get("month")
    if month is None or month.title() not in patterns.ambiguous:
        return True
    if match.end() != match.end("day") or not _CAPITAL_BEFORE.search(*_before(text, match)):
        return True
    return patterns.counted.match(text, match.end()) is None


def _is_day_range(_: DatePatterns, __: str, match: re.Match[str]) -> bool:
    """Return whether two days are one range: "3 and 4 May" are, "3 and 17 May" are two days."""
    groups = match.groupdict()
    if not groups["both"] or groups["between"]:
        return True
    return int(groups["last_day"]) == int(groups["day"]) + 1


def _is_year(patterns: DatePatterns, text: str, match: re.Match[str]) -> bool:
    """Return whether a number is a year, not a count ("2000 people") or a name ("Euro 2020")."""
    before, groups = _before(text, match), match.groupdict()
    if "old_year2" in groups or "old_year" in groups or "fiscal" in groups:
        return True
    if "year" not in groups:
        is_sure = (groups.get("hundreds") or "").lower() not in patterns.unsure_hundreds
        return is_sure or patterns.lead.search(*before) is not None
    if groups.get("part"):
        return True
    if patterns.clock.match(text, match.end()) or patterns.numbered.search(*before):
        return False
    end = patterns.range_end.match(text, match.end())
    is_counted = patterns.counted.match(text, end.end() if end else match.end()) is not None
    if groups.get("about") or patterns.lead.search(*before):
        return not is_counted or int(match["year"]) % _ROUND_YEARS != 0
    is_named = _CAPITAL_BEFORE.search(*before) or _CAPITAL_AFTER.match(text, match.end())
    return not (is_counted or is_named)


def _is_year_range(_: DatePatterns, __: str, match: re.Match[str]) -> bool:
    """Return whether two numbers are years: "2019/20" and "2019-03", but not "Report 2019/14"."""
    first, last = match["year"], match["last_year"]
    leads_on = int(first[: 4 - len(last)] + last) > int(first)
    return leads_on or (match[0][4] == "-" and 1 <= int(last) <= _MONTHS)


def _is_old_year(patterns: DatePatterns, text: str, match: re.Match[str]) -> bool:
    """Return whether a number before 1500 or after 2099 is a year by the words around it."""
    year = int(match["old_year"])
    lead = patterns.old_year_lead if year < _LATE_YEARS else patterns.late_year_lead
    if not lead.search(*_before(text, match)) or patterns.clock.match(text, match.end()):
        return False
    if patterns.after_year.match(text, match.end()):
        return True
    return year % _ROUND_YEARS != 0 and _CAPITAL_AFTER.match(text, match.end()) is not None


def _is_short_year(patterns: DatePatterns, text: str, match: re.Match[str]) -> bool:
    return patterns.lead.search(*_before(text, match)) is not None


def _before(text: str, match: re.Match[str]) -> tuple[str, int, int]:
    """Return the text in which to search for a word before an expression."""
    return text, max(0, match.start() - _LOOK_BACK), match.start()


_CHECKS: dict[PatternKind, Callable[[DatePatterns, str, re.Match[str]], bool]] = {
    "year": _is_year,
    "old year": _is_old_year,
    "short year": _is_short_year,
    "year range": _is_year_range,
    "month": _is_month,
    "season": _is_season,
    "half": _is_half,
    "day": _is_day,
    "day range": _is_day_range,
    "weekday": _is_weekday,
}
