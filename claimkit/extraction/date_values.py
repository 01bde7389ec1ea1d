"""Give a matched date expression its EDTF value."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from claimkit.extraction.edtf import (
    Anchor,
    Period,
    day_of_week,
    format_day,
    format_interval,
    format_month,
    format_week,
    nearest_year,
    parse_period,
    shift_day,
    shift_month,
)
from claimkit.extraction.narrative import Narrative
from claimkit.extraction.tense import Tense
from claimkit.lexicons.datings import DatingLexicon, Holiday, PatternKind
from claimkit.lexicons.loader import load_lexicon
from claimkit.lexicons.quantities import QuantityLexicon
from claimkit.model import Vague

# A day so near the published one is taken as such, whatever the tense.
_NEAR_DAYS = 30
_SEASON_MONTHS = 3


@dataclass(frozen=True, slots=True)
class Context:
    """What a relative expression is resolved against.

    ``story_year`` gives the year of a month in the story that the paragraph tells.
    ``tense`` is asked only where it decides. ``compares`` says if the sentence gives figures,
    so that "a year ago" may be a quarter that they are compared with.
    """

    narrative: Narrative
    story_year: Callable[[int], int | None]
    tense: Callable[[], Tense | None]
    compares: Callable[[], bool]

    @property
    def anchor(self) -> Anchor | None:
        return self.narrative.published

    @property
    def is_future(self) -> bool:
        return self.tense() is Tense.FUTURE


class _Names:
    """The lexicon's words with their numbers."""

    def __init__(self) -> None:
        lexicon = load_lexicon("datings", DatingLexicon)
        self.lexicon = lexicon
        self.months = {m.name[:3].lower(): number for number, m in enumerate(lexicon.months, 1)}
        self.weekdays = {w.name[:3].lower(): number for number, w in enumerate(lexicon.weekdays)}
        self.seasons = {n: (s.code, s.first_month) for s in lexicon.seasons for n in s.names}
        self.holidays = {n.lower(): h for h in lexicon.holidays for n in h.names}
        self.units = lexicon.units | lexicon.unit_plurals
        self.numerals = load_lexicon("quantities", QuantityLexicon).numerals


@cache
def _names() -> _Names:
    return _Names()


# EDTF years have four digits; "next May" can lead past the last.
_TOO_LATE = re.compile(r"\d{5}|-")
Groups = Mapping[str, str]


def resolve(kind: PatternKind, match: re.Match[str], context: Context) -> str | None:
    """Return the EDTF value, or None where nothing can be known."""
    value = _RESOLVERS[kind](read_groups(match), context)
    return None if value is not None and _TOO_LATE.match(value) else value


def read_groups(match: re.Match[str]) -> Groups:
    """Return the groups that took part, in lower case and with single spaces."""
    return {
        name: " ".join(group.lower().split()) for name, group in match.groupdict().items() if group
    }


def find_vague(kind: PatternKind, match: re.Match[str]) -> Vague | None:
    """Return what an expression without any date refers to: "recently", "in the future"."""
    if kind != "vague":
        return None
    return next(Vague(name.rstrip("0123456789")) for name in read_groups(match) if name in _VAGUE)


_VAGUE = ("past", "past2", "present", "future")


def is_told(kind: PatternKind, match: re.Match[str], narrative: Narrative) -> bool:
    """Say if the text has told what "the latest quarter" could be; else it is no date."""
    if kind == "day of month":
        return narrative.month is not None
    return kind != "latest period" or _find_told(read_groups(match), narrative) is not None


def moves_narrative(kind: PatternKind, match: re.Match[str], value: str | None) -> bool:
    """Say if the text goes on from this date: not from one that figures are compared with."""
    period = parse_period(value)
    if period is not None and period.unit in ("quarter", "half"):
        return kind in ("quarter", "half", "run to") and "compared" not in read_groups(match)
    return kind != "compared period"


def _find_told(groups: Groups, narrative: Narrative) -> Period | None:
    unit = groups.get("unit") or groups.get("unit2") or groups.get("definite")
    if unit == "month":
        return narrative.month
    told = narrative.quarter
    return told if told is not None and unit in ("period", told.unit) else None


def _resolve_latest_period(groups: Groups, context: Context) -> str | None:
    told = _find_told(groups, context.narrative)
    return None if told is None else told.value


def _resolve_compared_period(groups: Groups, context: Context) -> str | None:
    unit = groups.get("unit") or groups.get("same") or "period"
    told = context.narrative.quarter
    if unit == "month" or (told is None and unit == "period"):
        told = context.narrative.month or told
    if told is not None and unit in ("period", told.unit):
        return told.shifted(-1).value
    if unit == "day" and context.narrative.day is not None:
        day = context.narrative.day
        return format_day(day.year - 1, day.month, day.day)
    return _shift_unit(context.anchor, "year", -1) if unit == "period" else None


# -- parts of an expression ----------------------------------------------------------------


def _shift(groups: Groups) -> int | None:
    word = groups.get("shift")
    return None if word is None else _names().lexicon.shifts[word]


def _is_narrative(groups: Groups) -> bool:
    return groups.get("shift") in _names().lexicon.narrative_shifts


def _year(groups: Groups) -> int | None:
    if "year" in groups:
        return int(groups["year"])
    if "hundreds" in groups:
        return _numeral(groups["hundreds"]) * 100 + _numeral(groups["rest"])
    if "thousand" in groups:
        return 2000 + _numeral(groups.get("few") or "zero")
    return None


def _numeral(words: str) -> int:
    return sum(_names().numerals[word] for word in re.split(r"[\s-]", words))


def _year_of(groups: Groups, anchor: Anchor | None) -> int | None:
    """Return the year printed, or the one that "of last year" means."""
    year = _year(groups)
    if year is None and "of_year" in groups and anchor is not None:
        return anchor.year + (_shift(groups) or 0)
    return year


def _month(groups: Groups) -> int:
    if "month_number" in groups:
        return int(groups["month_number"])
    return _names().months[groups["month"][:3]]


def _day(groups: Groups) -> int:
    if "day_word" in groups:
        day: int = _names().lexicon.day_ordinals[groups["day_word"]]
        return day
    return int(groups["day"])


def _count(groups: Groups) -> int | None:
    printed = groups["count"]
    if printed.isdigit():
        return int(printed)
    counts = _names().lexicon.counts
    return counts[printed] if printed in counts else _numeral(printed)


# -- days ------------------------------------------------------------------------------------


def _resolve_day(groups: Groups, context: Context) -> str | None:
    weekday = None
    if "weekday" in groups:
        weekday = _names().weekdays[groups["weekday"][:3]]
    return _date_of(_month(groups), _day(groups), _year(groups), weekday, context)


def _date_of(
    month: int, day: int, year: int | None, weekday: int | None, context: Context
) -> str | None:
    if year is None and format_day(None, month, day) is not None:
        year = context.story_year(month) or _guess_year(month, day, context)
        if year is not None and weekday is not None:
            year = _year_of_weekday(year, month, day, weekday)
    return format_day(year, month, day)


def _year_of_weekday(year: int, month: int, day: int, weekday: int) -> int:
    """Return the guessed year, or its neighbour if only there the day is that weekday."""
    for candidate in (year, year - 1, year + 1):
        value = format_day(candidate, month, day)
        if value is not None and date.fromisoformat(value).weekday() == weekday:
            return candidate
    return year


def _guess_year(month: int, day: int, context: Context) -> int | None:
    """Return the year of a day that is printed without one.

    It is the nearest to the document's date, but the tense decides where that lies far on
    the wrong side; without a document's date, the year that the narrative has reached.
    """
    anchor = context.anchor
    if anchor is None:
        return context.narrative.dated_year
    year = nearest_year(anchor, month, day)
    value = format_day(year, month, day)
    if anchor.date is None or value is None:
        return year
    days = (date.fromisoformat(value) - anchor.date).days
    if days > _NEAR_DAYS and context.tense() is Tense.PAST:
        return year - 1
    if days < -_NEAR_DAYS and context.is_future:
        return year + 1
    return year


def _resolve_day_of_month(groups: Groups, context: Context) -> str | None:
    month = context.narrative.month
    return None if month is None else format_day(month.year, month.number, int(groups["day"]))


def _resolve_day_range(groups: Groups, context: Context) -> str | None:
    first = _resolve_day(groups, context)
    if first is None:
        return None
    return format_interval(first, f"{first[:-2]}{int(groups['last_day']):02}")


def _resolve_numeric(groups: Groups, _: Context) -> str | None:
    """Day first with points; with other marks only where one of the two can't be a month."""
    first, second, year = int(groups["first"]), int(groups["second"]), int(groups["year"])
    if groups["mark"] == "." or first > 12:
        return format_day(year, second, first)
    if second > 12 or first == second:
        return format_day(year, first, second)
    return str(year)


def _resolve_week(groups: Groups, context: Context) -> str | None:
    value = _resolve_day(groups, context)
    if value is None or value.startswith("X"):
        return None
    day = date.fromisoformat(value)
    if "last" in groups:
        first = shift_day(day, -6)
        return None if first is None else f"{first}/{day}"
    return format_week(day)


def _resolve_weekday(groups: Groups, context: Context) -> str | None:
    today, shift = context.anchor.date if context.anchor else None, _shift(groups)
    weekday = _names().weekdays[groups["weekday"][:3]]
    if "of_week" in groups:
        return None if today is None else _text(day_of_week(today, shift or 0, weekday))
    if _is_narrative(groups):
        today = context.narrative.day
    if today is None:
        return None
    back = (today.weekday() - weekday) % 7
    if shift is None or shift == 0:
        return _text(shift_day(today, (-back) % 7 if context.is_future else -back))
    return _text(shift_day(today, 7 - back if shift > 0 else -(back or 7)))


def _resolve_named_day(groups: Groups, context: Context) -> str | None:
    if context.anchor is None or context.anchor.date is None:
        return None
    days = _names().lexicon.named_days[groups["named_day"]]
    return _text(shift_day(context.anchor.date, days))


def _resolve_narrative_day(groups: Groups, context: Context) -> str | None:
    days = {"before": -1, "after": 1}.get(groups.get("side", ""), _shift(groups) or 0)
    return context.narrative.shifted_day(days)


def _resolve_holiday(groups: Groups, context: Context) -> str | None:
    holiday, year, shift = _names().holidays[groups["holiday"]], _year(groups), _shift(groups)
    anchor = context.anchor
    if year is not None:
        return _holiday_in(holiday, year)
    if anchor is None or anchor.date is None:
        return None if holiday.day is None else format_day(None, holiday.month, holiday.day)
    if not shift:
        near = _guess_year(holiday.month, holiday.day or 15, context)
        return None if near is None else _holiday_in(holiday, near)
    values = [_holiday_in(holiday, anchor.year + step) for step in (-1, 0, 1)]
    today = str(anchor.date)
    if shift < 0:
        return max((v for v in values if v is not None and v < today), default=None)
    return min((v for v in values if v is not None and v > today), default=None)


def _holiday_in(holiday: Holiday, year: int) -> str | None:
    if not 1 <= year <= 9999:
        return None
    if holiday.weekday is None:
        return format_day(year, holiday.month, holiday.day or 1)
    weekday = _names().weekdays[holiday.weekday[:3].lower()]
    if holiday.which < 0:
        following = shift_month(year, holiday.month, 1)
        last = date(*following, 1) - timedelta(days=1)
        return str(last - timedelta(days=(last.weekday() - weekday) % 7))
    first = date(year, holiday.month, 1)
    days = (weekday - first.weekday()) % 7 + 7 * (holiday.which - 1)
    return str(first + timedelta(days=days))


# -- months, years and what lies between ---------------------------------------------------


def _resolve_month(groups: Groups, context: Context) -> str | None:
    month, anchor, shift = _month(groups), context.anchor, _shift(groups)
    year = _year_of(groups, anchor)
    if year is not None:
        return format_month(year, month)
    if shift is None and (year := context.story_year(month)) is not None:
        return format_month(year, month)
    if _is_narrative(groups):
        anchor = context.narrative.reached("month")
    if anchor is None:
        return format_month(context.narrative.dated_year, month)
    if anchor.month is None:
        return format_month(None, month)
    year = anchor.year
    if shift is None:
        year += (month < anchor.month) if context.is_future else -(month > anchor.month)
    elif shift < 0 and month >= anchor.month:
        year -= 1
    elif shift > 0 and month <= anchor.month:
        year += 1
    return format_month(year, month)


def _resolve_year(groups: Groups, _: Context) -> str | None:
    return f"{_year(groups):04}" + ("~" if "about" in groups else "")


def _resolve_year_range(groups: Groups, _: Context) -> str | None:
    first, last = groups["year"], groups["last_year"]
    return format_interval(first, first[: 4 - len(last)] + last) or first


def _resolve_decade(groups: Groups, _: Context) -> str | None:
    if "decade" in groups:
        return f"{groups['decade']}X"
    tens = groups.get("tens") or str(_names().lexicon.decades[groups["decade_word"]])
    return f"19{tens}X"


def _resolve_century(groups: Groups, _: Context) -> str | None:
    words = groups.get("century_word")
    century = (_names().lexicon.centuries[words] if words else int(groups["century"])) - 1
    return f"{century:02}XX" if 0 <= century <= 98 else None


def _resolve_season(groups: Groups, context: Context) -> str | None:
    code, first_month = _names().seasons[groups["season"]]
    anchor, shift = context.anchor, _shift(groups)
    year = _year_of(groups, anchor)
    if _is_narrative(groups) and "of_year" not in groups:
        anchor = context.narrative.reached("month") or context.narrative.reached("year")
        year = anchor.year if anchor is not None and shift == 0 else None
    if year is None:
        if anchor is None or anchor.month is None:
            return None
        year = anchor.year
        begun, over = anchor.month >= first_month, anchor.month >= first_month + _SEASON_MONTHS
        if shift is None and not begun and not context.is_future:
            year -= 1
        elif shift is None and over and context.is_future:
            year += 1
        elif shift is not None and shift < 0 and not over:
            year -= 1
        elif shift is not None and shift > 0 and begun:
            year += 1
    return f"{year:04}-{code}"


def _resolve_quarter(groups: Groups, context: Context) -> str | None:
    number = int(groups.get("quarter") or _names().lexicon.ordinals[groups["ordinal"]])
    anchor, shift = context.anchor, _shift(groups)
    year = _year(groups)
    if year is None:
        if anchor is None or (shift is None and anchor.month is None):
            return None
        current = ((anchor.month or 1) - 1) // 3 + 1
        year = anchor.year + (shift or 0)
        if shift is None and number > current and not context.is_future:
            year -= 1
        elif shift is None and number < current - 1 and context.is_future:
            year += 1  # results of the quarter just ended are still to come
        if "compared" in groups:
            year -= 1
    return Period("quarter", year, number).value


def _resolve_half(groups: Groups, context: Context) -> str | None:
    year = _year_of(groups, context.anchor)
    if year is None:
        return None
    half = int(groups.get("half") or _names().lexicon.ordinals[groups["ordinal"]])
    return Period("half", year, half).value if half in (1, 2) else None


def _resolve_part_of_year(groups: Groups, context: Context) -> str | None:
    """Read "the first three months of 2024"."""
    year, count = _year_of(groups, context.anchor), _count(groups)
    if year is None or count is None or not 1 <= count <= 12:
        return None
    if groups["end"] == "first":
        return format_interval(format_month(year, 1), format_month(year, count))
    return format_interval(format_month(year, 13 - count), format_month(year, 12))


def _resolve_unit(groups: Groups, context: Context) -> str | None:
    if "year_end" in groups:
        return _shift_unit(context.anchor, "year", 0)
    shift, unit = _shift(groups) or 0, _names().units[groups["unit"]]
    if unit == "weekend" and "shift" not in groups:
        # "over the weekend" is the last one, "at the weekend" may be to come
        shift = 1 if context.is_future else -1
        return _shift_weekend(context.anchor, shift, in_week=True)
    anchor = context.narrative.reached(unit) if _is_narrative(groups) else context.anchor
    if unit == "weekend":
        return _shift_weekend(anchor, shift, in_week=False)
    return _shift_unit(anchor, unit, shift)


def _shift_weekend(anchor: Anchor | None, shift: int, *, in_week: bool) -> str | None:
    """Return a weekend's Saturday and Sunday.

    From Monday to Friday, last and next are the nearest ones; on a weekend, with ``in_week``,
    the nearest is that one itself.
    """
    today = anchor.date if anchor is not None else None
    if today is None:
        return None
    is_weekend = today.weekday() >= 5
    weeks = 0 if in_week and is_weekend else shift if shift < 0 or is_weekend else max(0, shift - 1)
    saturday = day_of_week(today, weeks, 5)
    sunday = day_of_week(today, weeks, 6)
    return None if saturday is None or sunday is None else f"{saturday}/{sunday}"


def _shift_unit(anchor: Anchor | None, unit: str, count: int) -> str | None:
    """Return the ``unit`` that lies ``count`` units from the anchor."""
    if anchor is None:
        return None
    day = anchor.date
    if unit in ("day", "week"):
        moved = None if day is None else shift_day(day, count * (7 if unit == "week" else 1))
        if moved is None or unit == "day":
            return _text(moved)
        return format_week(moved)
    if unit in ("month", "quarter"):
        if anchor.month is None:
            return None
        months = count * (3 if unit == "quarter" else 1)
        year, month = shift_month(anchor.year, anchor.month, months)
        if not 1 <= year <= 9999:
            return None
        if unit == "quarter":
            return Period("quarter", year, (month + 2) // 3).value
        return format_month(year, month)
    size = {"year": 1, "decade": 10, "century": 100}[unit]
    year = anchor.year + count * size
    if not 1 <= year <= 9999:
        return None
    printed = f"{year:04}"
    return printed[: 5 - len(str(size))] + "X" * (len(str(size)) - 1)


def _resolve_offset(groups: Groups, context: Context) -> str | None:
    """Count from the document's date for "ago", from what the text has told for "earlier"."""
    count = _count(groups) if "count" in groups else None
    unit = _names().units[groups.get("unit") or groups["units"]]
    if count is None or "half_a" in groups or unit == "weekend":
        return None
    direction = groups["direction"]
    if "to_the_day" in groups:
        return _shift_to_the_day(context.anchor, unit, -count)
    sign = 1 if direction in ("later", "from now") else -1
    narrative = context.narrative
    if unit == "year" and count == 1 and sign < 0 and narrative.quarter and context.compares():
        return narrative.quarter.shifted(-1).value
    anchor = context.anchor
    if direction in ("earlier", "later", "before"):
        if unit == "day":
            return narrative.shifted_day(sign * count)
        anchor = narrative.reached(unit)
        if anchor is None and unit == "year" and count == 1 and sign < 0 and context.compares():
            anchor = context.anchor  # "rose 5 % from a year earlier"
    if unit == "week":
        moved = None if anchor is None or anchor.date is None else _weeks(anchor.date, sign * count)
        return None if moved is None else f"{moved}~"
    if unit in ("decade", "century"):
        years = _shift_unit(anchor, "year", sign * count * (10 if unit == "decade" else 100))
        return None if years is None else f"{years}~"
    return _shift_unit(anchor, unit, sign * count)


def _shift_to_the_day(anchor: Anchor | None, unit: str, count: int) -> str | None:
    """Return the same day so many weeks, months or years on: "three years ago today"."""
    if anchor is None or anchor.date is None:
        return None
    if unit in ("day", "week"):
        return _text(shift_day(anchor.date, count * (7 if unit == "week" else 1)))
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
    return format_day(*shift_month(anchor.year, anchor.date.month, count * months), anchor.date.day)


def _weeks(day: date, count: int) -> date | None:
    return shift_day(day, 7 * count)


def _resolve_offset_from_date(groups: Groups, context: Context) -> str | None:
    value, count = _resolve_day(groups, context), _count(groups)
    if value is None or value.startswith("X") or count is None:
        return None
    day = date.fromisoformat(value)
    sign = 1 if groups["direction"] == "after" else -1
    unit = _names().units[groups["count_unit"].rstrip("s")]
    if unit == "week":
        return _text(_weeks(day, sign * count))
    return _shift_unit(Anchor(day.year, day.month, day.day), unit, sign * count)


def _resolve_run(groups: Groups, context: Context) -> str | None:
    """Read "the past three years" as the interval up to the document's date."""
    count, unit, anchor = _count(groups), _names().units[groups["units"]], context.anchor
    if count is None or anchor is None:
        return None
    if unit == "quarter":
        unit, count = "month", 3 * count
    if unit == "week":
        unit, count = "day", 7 * count
    is_ahead = (_names().lexicon.shifts[groups["way"]]) > 0
    ends = _shift_unit(anchor, unit, 0), _shift_unit(anchor, unit, count if is_ahead else -count)
    if unit in ("decade", "century") or None in ends:
        return None
    first, last = sorted(end for end in ends if end is not None)
    return format_interval(first, last)


def _resolve_run_from(groups: Groups, context: Context) -> str | None:
    """Read "for three days from 2 May": the first of the days is the one named."""
    count, unit = _count(groups), _names().units[groups["units"]]
    if "day2" in groups:
        groups = {**groups, "day": groups["day2"], "month": groups["month2"]}
    value = _resolve_day(groups, context)
    if count is None or value is None or value.startswith("X"):
        return value
    first = date.fromisoformat(value)
    anchor = Anchor(first.year, first.month, first.day)
    if unit in ("day", "week"):
        last = shift_day(first, count * (7 if unit == "week" else 1) - 1)
        return value if last is None else format_interval(value, str(last)) or value
    start, end = _shift_unit(anchor, unit, 0), _shift_unit(anchor, unit, count)
    return None if start is None or end is None else format_interval(start, end)


def _resolve_run_to(groups: Groups, context: Context) -> str | None:
    """Read "the three months to June" as the interval of the months."""
    if "day" in groups:
        value = _resolve_day(groups, context)
        value = None if value is None else value[:-3]
    else:
        value = _resolve_month(groups, context)
    last = parse_period(value)
    months = {"year": 12, "quarter": 3}.get(groups.get("whole", ""))
    if months is None:
        months = _count(groups)
        months = 3 * months if months is not None and groups["units"] == "quarters" else months
    if last is None or months is None or value is None:
        return None
    first = shift_month(last.year, last.number, 1 - months)
    if last.number % 3 == 0 and groups.get("whole") == "quarter":
        return Period("quarter", last.year, last.number // 3).value
    return format_interval(format_month(*first), value) or value


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


_RESOLVERS: dict[PatternKind, Callable[[Groups, Context], str | None]] = {
    "day": _resolve_day,
    "day range": _resolve_day_range,
    "numeric": _resolve_numeric,
    "week": _resolve_week,
    "month": _resolve_month,
    "year": _resolve_year,
    "year range": _resolve_year_range,
    "decade": _resolve_decade,
    "century": _resolve_century,
    "season": _resolve_season,
    "quarter": _resolve_quarter,
    "half": _resolve_half,
    "part of year": _resolve_part_of_year,
    "holiday": _resolve_holiday,
    "weekday": _resolve_weekday,
    "unit": _resolve_unit,
    "named day": _resolve_named_day,
    "offset": _resolve_offset,
    "offset from date": _resolve_offset_from_date,
    "run": _resolve_run,
    "run to": _resolve_run_to,
    "run from": _resolve_run_from,
    "day of month": _resolve_day_of_month,
    "narrative day": _resolve_narrative_day,
    "compared period": _resolve_compared_period,
    "latest period": _resolve_latest_period,
    "vague": lambda *_: None,
}
