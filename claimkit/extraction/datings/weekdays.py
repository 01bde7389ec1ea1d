"""Resolve expressions that name a weekday: "last Monday", "two Fridays ago", "Friday week"."""

from __future__ import annotations

from datetime import date, timedelta

from claimkit.edtf import day_of_week, format_date, format_day, parse_day, shift_day, shift_month
from claimkit.extraction.datings.date_groups import DateGroups
from claimkit.extraction.datings.dating_context import DatingContext
from claimkit.extraction.datings.periods import find_month
from claimkit.extraction.datings.tense import Tense
from claimkit.extraction.datings.year_references import find_year

_WEEK_DAYS = 7
_FORTNIGHT = 2
# "Friday the 13th" is looked for this far from the document's date.
_NEAR_DAYS = 62


def resolve_weekday(groups: DateGroups, context: DatingContext) -> str | None:
    today, shift = context.anchor.date if context.anchor else None, groups.read_shift()
    weekday = groups.read_weekday() or 0
    if "of_week" in groups and groups.is_narrative:
        today = context.narrative.day
    if "of_week" in groups:
        return None if today is None else format_day(day_of_week(today, shift or 0, weekday))
    if groups.is_narrative:
        today = context.narrative.day
    if today is None:
        return None
    back = (today.weekday() - weekday) % 7
    if shift is None or shift == 0:
        return format_day(shift_day(today, (-back) % 7 if context.is_future else -back))
    return format_day(shift_day(today, 7 - back if shift > 0 else -(back or 7)))


def resolve_weekday_offset(groups: DateGroups, context: DatingContext) -> str | None:
    """Read weekdays that are weeks away: "two Fridays ago", "a week ago Monday", "Friday week".

    The nearest Friday is one week away in "two Fridays ago", and none in "a week ago Friday".
    """
    today, weekday = context.anchor.date if context.anchor else None, _read_weekday(groups)
    weeks = groups.read_count() if "count" in groups else 1
    if today is None or weeks is None:
        return None
    weeks *= _FORTNIGHT if "fortnight" in groups else 1
    if "named_day" in groups:
        near = groups.names.lexicon.named_days[groups["named_day"]]
        days = near - 7 * weeks if "ago" in groups else near + 7 * weeks
        return format_day(shift_day(today, days))
    back, ahead = (today.weekday() - weekday) % 7, (weekday - today.weekday()) % 7
    if "weekdays" in groups:
        is_past = groups.read_direction().sign < 0
        days = (1 - weeks) * 7 - (back or 7) if is_past else (weeks - 1) * 7 + (ahead or 7)
    elif "ago" in groups:
        days = -7 * weeks - back
    elif "week_after" in groups and context.tense() is Tense.PAST:
        return None  # "on Friday week" may be long ago in old prints
    else:
        days = 7 * weeks + ahead
    return format_day(shift_day(today, days))


def _read_weekday(groups: DateGroups) -> int:
    if "weekdays" in groups:
        return groups.names.weekdays[groups["weekdays"][:-1]]
    return groups.read_weekday() or 0


def resolve_numbered_weekday(groups: DateGroups, context: DatingContext) -> str | None:
    """Read "the second Friday of March 2022"; None if the month is not known."""
    if "nth" not in groups:
        return None
    nth, weekday = groups.read_nth(), groups.read_weekday() or 0
    if "month" in groups or "of_month" in groups:
        month = find_month(groups, context)
        if month is None:
            return None
        found = nth_weekday(month.year, month.number, weekday, nth)
        return format_day(found) if found is not None and found.month == month.number else None
    year = find_year(groups, context)
    if year is None:
        return None
    found = nth_weekday(year, 1 if nth > 0 else 12, weekday, nth)
    return format_day(found)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """Return the weekday (Monday is 0) with a number from the month's start, or -1 for the last.

    >>> nth_weekday(2022, 3, 4, 2), nth_weekday(2025, 6, 4, -1)
    (datetime.date(2022, 3, 11), datetime.date(2025, 6, 27))
    """
    if format_date(year, month) is None:
        return None
    if nth > 0:
        first = date(year, month, 1)
        return shift_day(first, (weekday - first.weekday()) % 7 + 7 * (nth - 1))
    following = parse_day(format_date(*shift_month(year, month, 1), 1))
    if following is None:
        return None
    last = following - timedelta(days=1)
    return shift_day(last, 7 * (nth + 1) - (last.weekday() - weekday) % 7)


def resolve_weekday_and_day(groups: DateGroups, context: DatingContext) -> str | None:
    """Read "Friday the 13th": the nearest one, before or after the document's date by tense."""
    today, weekday = context.anchor.date if context.anchor else None, groups.read_weekday()
    if today is None:
        return None
    near = (shift_day(today, days) for days in range(-_NEAR_DAYS, _NEAR_DAYS + 1))
    fitting = [d for d in near if d and (d.day, d.weekday()) == (groups.read_day(), weekday)]
    tense = context.tense()
    if tense is not None:
        fitting = [d for d in fitting if (d >= today) is (tense is Tense.FUTURE) or d == today]
    return format_day(min(fitting, key=lambda d: abs((d - today).days), default=None))
