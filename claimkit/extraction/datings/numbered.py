"""Resolve numbered parts of a period and steps over one: "the third month of 2018"."""

from __future__ import annotations

from claimkit.edtf import (
    Anchor,
    CalendarUnit,
    Period,
    count_from,
    format_date,
    format_day,
    format_season,
    last_day,
    parse_day,
    shift_day,
)
from claimkit.extraction.datings.date_groups import DateGroups
from claimkit.extraction.datings.dating_context import DatingContext
from claimkit.extraction.datings.periods import find_month
from claimkit.extraction.datings.year_references import find_year

_LAST_PARTS = {"month": 12, "quarter": 4, "half": 2}


def resolve_numbered_part(groups: DateGroups, context: DatingContext) -> str | None:
    """Read "the third month of 2018" and "the last day of March 2021".

    A week, a weekend or a few days have the value of the month or year that they lie in.
    """
    whole = _find_whole(groups, context)
    if whole is None:
        return None
    unit = groups.read_unit("part_unit") if "part_unit" in groups else None
    nth = groups.read_nth()
    if unit == "day":
        return _day_of(whole, nth)
    if unit in _LAST_PARTS and whole.unit == "year":
        number = _LAST_PARTS[unit] + 1 + nth if nth < 0 else nth
        if unit == "month":
            return format_date(whole.year, number) if number <= _LAST_PARTS["month"] else None
        return Period("quarter", whole.year, number).value if number <= _LAST_PARTS[unit] else None
    return whole.value


def _find_whole(groups: DateGroups, context: DatingContext) -> Period | None:
    if "month" in groups or "of_month" in groups:
        return find_month(groups, context)
    if "this_year" in groups:
        return None if context.anchor is None else Period("year", context.anchor.year)
    year = find_year(groups, context)
    return None if year is None else Period("year", year)


def _day_of(whole: Period, nth: int) -> str | None:
    if nth < 0:
        last = parse_day(last_day(whole.value))
        return None if last is None else format_day(shift_day(last, nth + 1))
    month = 1 if whole.unit == "year" else whole.number
    first = parse_day(format_date(whole.year, month, 1))
    return None if first is None else format_day(shift_day(first, nth - 1))


def resolve_step(groups: DateGroups, context: DatingContext) -> str | None:
    """Read "the week before last" and "the Monday after next"."""
    step, anchor = groups.names.lexicon.steps[groups["step"]], context.anchor
    if anchor is None:
        return None
    if "weekday" in groups:
        return _step_to_weekday(anchor, groups.read_weekday() or 0, step)
    if "season" in groups or "month" in groups:
        return _step_over_years(groups, context, step)
    unit: CalendarUnit = groups.read_unit("unit") if "unit" in groups else "day"
    return count_from(anchor, unit, step)


def _step_to_weekday(anchor: Anchor, weekday: int, step: int) -> str | None:
    today = anchor.date
    if today is None:
        return None
    if step < 0:
        days = -((today.weekday() - weekday) % 7 or 7) + 7 * (step + 1)
    else:
        days = ((weekday - today.weekday()) % 7 or 7) + 7 * (step - 1)
    return format_day(shift_day(today, days))


def _step_over_years(groups: DateGroups, context: DatingContext, step: int) -> str | None:
    """Read "the summer before last": the last one that is over, and one year earlier."""
    anchor = context.anchor
    if anchor is None or anchor.month is None:
        return None
    code = None
    if "season" in groups:
        code, first = groups.names.seasons[groups["season"]]
        last = first + 2
    else:
        first = last = groups.read_month()
    year = anchor.year + step
    if step < 0 and anchor.month > last:
        year += 1
    elif step > 0 and anchor.month < first:
        year -= 1
    return format_date(year, first) if code is None else format_season(year, code)
