"""Values of expressions that name a day, a few days or a week.

Each ``resolve_…`` takes the groups of one kind of pattern and returns the EDTF value, or None
where nothing can be known.
"""

from __future__ import annotations

from datetime import date, timedelta

from claimkit.edtf import (
    day_of_week,
    format_date,
    format_days,
    format_interval,
    format_week,
    nearest_year,
    parse_day,
    shift_day,
    shift_month,
)
from claimkit.extraction.datings.groups import (
    Context,
    Groups,
    date_names,
    day_text,
    is_narrative,
    read_day,
    read_month,
    read_shift,
    read_year,
)
from claimkit.extraction.datings.tense import Tense
from claimkit.lexicons.datings import Holiday

# A day so near the published one is taken as such, whatever the tense.
_NEAR_DAYS = 30


def resolve_day(groups: Groups, context: Context) -> str | None:
    weekday = None
    if "weekday" in groups:
        weekday = date_names().weekdays[groups["weekday"][:3]]
    return _date_of(read_month(groups), read_day(groups), read_year(groups), weekday, context)


def _date_of(
    month: int, day: int, year: int | None, weekday: int | None, context: Context
) -> str | None:
    if year is None and format_date(None, month, day) is not None:
        year = context.story_year(month) or _guess_year(month, day, context)
        if year is not None and weekday is not None:
            year = _year_of_weekday(year, month, day, weekday)
    return format_date(year, month, day)


def _year_of_weekday(year: int, month: int, day: int, weekday: int) -> int:
    """Return the guessed year, or its neighbour if only there the day is that weekday."""
    for candidate in (year, year - 1, year + 1):
        printed = parse_day(format_date(candidate, month, day))
        if printed is not None and printed.weekday() == weekday:
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
    guessed = parse_day(format_date(year, month, day))
    if anchor.date is None or guessed is None:
        return year
    days = (guessed - anchor.date).days
    if days > _NEAR_DAYS and context.tense() is Tense.PAST:
        return year - 1
    if days < -_NEAR_DAYS and context.is_future:
        return year + 1
    return year


def resolve_day_of_month(groups: Groups, context: Context) -> str | None:
    month = context.narrative.month
    return None if month is None else format_date(month.year, month.number, int(groups["day"]))


def resolve_day_range(groups: Groups, context: Context) -> str | None:
    first = parse_day(resolve_day(groups, context))
    if first is None:
        return None
    last = format_date(first.year, first.month, int(groups["last_day"]))
    return format_interval(first.isoformat(), last)


def resolve_numeric(groups: Groups, _: Context) -> str | None:
    """Day first with points; with other marks only where one of the two can't be a month."""
    first, second, year = int(groups["first"]), int(groups["second"]), int(groups["year"])
    if groups["mark"] == "." or first > 12:
        return format_date(year, second, first)
    if second > 12 or first == second:
        return format_date(year, first, second)
    return str(year)


def resolve_week(groups: Groups, context: Context) -> str | None:
    day = parse_day(resolve_day(groups, context))
    if day is None:
        return None
    return format_days(shift_day(day, -6), day) if "last" in groups else format_week(day)


def resolve_weekday(groups: Groups, context: Context) -> str | None:
    today, shift = context.anchor.date if context.anchor else None, read_shift(groups)
    weekday = date_names().weekdays[groups["weekday"][:3]]
    if "of_week" in groups:
        return None if today is None else day_text(day_of_week(today, shift or 0, weekday))
    if is_narrative(groups):
        today = context.narrative.day
    if today is None:
        return None
    back = (today.weekday() - weekday) % 7
    if shift is None or shift == 0:
        return day_text(shift_day(today, (-back) % 7 if context.is_future else -back))
    return day_text(shift_day(today, 7 - back if shift > 0 else -(back or 7)))


def resolve_named_day(groups: Groups, context: Context) -> str | None:
    if context.anchor is None or context.anchor.date is None:
        return None
    days = date_names().lexicon.named_days[groups["named_day"]]
    return day_text(shift_day(context.anchor.date, days))


def resolve_narrative_day(groups: Groups, context: Context) -> str | None:
    days = {"before": -1, "after": 1}.get(groups.get("side", ""), read_shift(groups) or 0)
    return context.narrative.shifted_day(days)


def resolve_holiday(groups: Groups, context: Context) -> str | None:
    holiday, year, shift = (
        date_names().holidays[groups["holiday"]],
        read_year(groups),
        read_shift(groups),
    )
    anchor = context.anchor
    if year is not None:
        return _holiday_in(holiday, year)
    if anchor is None or anchor.date is None:
        return None if holiday.day is None else format_date(None, holiday.month, holiday.day)
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
        return format_date(year, holiday.month, holiday.day or 1)
    weekday = date_names().weekdays[holiday.weekday[:3].lower()]
    if holiday.which < 0:
        following = shift_month(year, holiday.month, 1)
        last = date(*following, 1) - timedelta(days=1)
        return str(last - timedelta(days=(last.weekday() - weekday) % 7))
    first = date(year, holiday.month, 1)
    days = (weekday - first.weekday()) % 7 + 7 * (holiday.which - 1)
    return str(first + timedelta(days=days))
