"""Resolve expressions that name a day, a few days or a week.

Each ``resolve_…`` takes the groups of one kind of pattern and returns the EDTF value, or None where
the text leaves it open.
"""

from __future__ import annotations

from datetime import date

from claimkit.edtf import (
    day_of_week,
    format_date,
    format_day,
    format_days,
    format_interval,
    format_week,
    nearest_year,
    parse_day,
    shift_day,
)
from claimkit.extraction.datings.date_groups import DateGroups, DateNames
from claimkit.extraction.datings.dating_context import DatingContext
from claimkit.extraction.datings.periods import find_month
from claimkit.extraction.datings.tense import Tense
from claimkit.extraction.datings.weekdays import nth_weekday
from claimkit.extraction.datings.year_references import find_event_year, find_year
from claimkit.lexicons.datings import Holiday

# A day this near to the document's date is accepted whatever the tense, unless it is surely over.
_NEAR_DAYS = 30


def resolve_day(groups: DateGroups, context: DatingContext) -> str | None:
    if "of_month" in groups:
        period = find_month(groups, context)
        return (
            None if period is None else format_date(period.year, period.number, groups.read_day())
        )
    month, day, year = groups.read_month(), groups.read_day(), find_year(groups, context)
    weekday = groups.read_weekday()
    if not groups.names_year and format_date(None, month, day) is not None:
        year = (
            find_event_year(groups, context)
            or context.story_year(month)
            or _guess_year(month, day, context)
        )
        if year is not None and weekday is not None:
            year = _year_of_weekday(year, month, day, weekday)
    return format_date(year, month, day)


def _year_of_weekday(year: int, month: int, day: int, weekday: int) -> int:
    """Return the guessed year, or a neighbouring one if the day is that weekday only there."""
    for candidate in (year, year - 1, year + 1):
        printed = parse_day(format_date(candidate, month, day))
        if printed is not None and printed.weekday() == weekday:
            return candidate
    return year


def _guess_year(month: int, day: int, context: DatingContext) -> int | None:
    """Return the year of a day that is printed without one.

    It is the nearest year to the document's date. If that day lies far off, in the future where
    the tense is past or the other way round, it is the year before or after. Without a document's
    date it is the year that the narrative has reached.
    """
    anchor = context.anchor
    if anchor is None:
        return context.narrative.dated_year
    year = nearest_year(anchor, month, day)
    guessed = parse_day(format_date(year, month, day))
    if anchor.date is None or guessed is None:
        return year
    days = (guessed - anchor.date).days
    if days > _NEAR_DAYS and context.tense() is Tense.PAST:
        return year - 1
    if days > 1 and context.has_happened():
        return year - 1
    if days < -_NEAR_DAYS and context.is_future:
        return year + 1
    return year


def resolve_day_of_month(groups: DateGroups, context: DatingContext) -> str | None:
    month = context.narrative.month
    return None if month is None else format_date(month.year, month.number, int(groups["day"]))


def resolve_day_range(groups: DateGroups, context: DatingContext) -> str | None:
    first = parse_day(resolve_day(groups, context))
    if first is None:
        return None
    last = format_date(first.year, first.month, int(groups["last_day"]))
    return format_interval(first.isoformat(), last)


def resolve_numeric(groups: DateGroups, context: DatingContext) -> str | None:
    """Read a numeric date: day first with full stops; otherwise only if it is unambiguous."""
    first, second, year = int(groups["first"]), int(groups["second"]), find_year(groups, context)
    if groups["mark"] == "." or first > 12:
        return format_date(year, second, first)
    if second > 12 or first == second:
        return format_date(year, first, second)
    return format_date(year)


def resolve_week(groups: DateGroups, context: DatingContext) -> str | None:
    day = parse_day(resolve_day(groups, context))
    if day is None:
        return None
    if "weekend" in groups:
        return format_days(day_of_week(day, 0, 5), day_of_week(day, 0, 6))
    return format_days(shift_day(day, -6), day) if "last" in groups else format_week(day)


def resolve_named_day(groups: DateGroups, context: DatingContext) -> str | None:
    if context.anchor is None or context.anchor.date is None:
        return None
    days = groups.names.lexicon.named_days[groups["named_day"]]
    return format_day(shift_day(context.anchor.date, days))


def resolve_narrative_day(groups: DateGroups, context: DatingContext) -> str | None:
    side = groups.find("side")
    if side is None:
        return context.narrative.shifted_day(groups.read_shift() or 0)
    return context.narrative.shifted_day(groups.names.lexicon.directions[side].sign)


def resolve_holiday(groups: DateGroups, context: DatingContext) -> str | None:
    names, anchor = groups.names, context.anchor
    holiday, shift = names.holidays[groups["holiday"]], groups.read_shift()
    if groups.names_year:
        year = find_year(groups, context)
        return None if year is None else _holiday_in(holiday, year, names)
    if anchor is None or anchor.date is None:
        is_moving = holiday.day is None
        return None if is_moving else format_date(None, holiday.month, holiday.day)
    if not shift:
        near = _guess_year(holiday.month, holiday.day or 15, context)
        return None if near is None else _holiday_in(holiday, near, names)
    values = [_holiday_in(holiday, anchor.year + step, names) for step in (-1, 0, 1)]
    today = str(anchor.date)
    if shift < 0:
        return max((v for v in values if v is not None and v < today), default=None)
    return min((v for v in values if v is not None and v > today), default=None)


def easter_sunday(year: int) -> date:
    """Return Easter Sunday in the Gregorian calendar.

    Rule source: the algorithm of Meeus, Jones and Butcher.

    >>> easter_sunday(1998), easter_sunday(2025)
    (datetime.date(1998, 4, 12), datetime.date(2025, 4, 20))
    """
    century, rest = divmod(year, 100)
    golden = year % 19
    moved = (8 * century + 13) // 25
    epact = (19 * golden + century - century // 4 - moved + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _holiday_in(holiday: Holiday, year: int, names: DateNames) -> str | None:
    if not 1 <= year <= 9999:
        return None
    if holiday.easter is not None:
        return format_day(shift_day(easter_sunday(year), holiday.easter))
    if holiday.weekday is None:
        return format_date(year, holiday.month, holiday.day or 1)
    weekday = names.weekdays[holiday.weekday.lower()]
    return format_day(nth_weekday(year, holiday.month, weekday, holiday.which))
