"""Resolve expressions that count from another date: "last week", "two days later".

Each ``resolve_…`` takes the groups of one kind of pattern and returns the EDTF value, or None where
the text leaves it open.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from claimkit.edtf import (
    Anchor,
    CalendarUnit,
    Period,
    count_from,
    count_to_the_day,
    day_of_week,
    format_date,
    format_day,
    format_days,
    format_interval,
    parse_day,
    parse_period,
    shift_day,
    shift_month,
)
from claimkit.extraction.datings.date_groups import DateGroups
from claimkit.extraction.datings.dating_context import DatingContext
from claimkit.extraction.datings.days import resolve_day, resolve_holiday
from claimkit.extraction.datings.narrative import Narrative
from claimkit.extraction.datings.periods import resolve_month, resolve_year

# From here on a number of years is a round one: "1,000 years ago".
_MANY = 1000
_YEAR_MONTHS = 12
# Intervals end in units that a calendar has names for.
_SMALLER_UNITS: Mapping[CalendarUnit, tuple[CalendarUnit, int]] = MappingProxyType(
    {"quarter": ("month", 3), "week": ("day", 7), "fortnight": ("day", 14), "decade": ("year", 10)}
)


def find_latest_period(groups: DateGroups, narrative: Narrative) -> Period | None:
    """Return the latest period in the text, if it is of the kind named."""
    word = groups.read_period_word("unit", "unit2", "definite")
    if word == "month":
        return narrative.month
    latest = narrative.quarter
    return latest if latest is not None and word in ("any", latest.unit) else None


def resolve_latest_period(groups: DateGroups, context: DatingContext) -> str | None:
    latest = find_latest_period(groups, context.narrative)
    return None if latest is None else latest.value


def resolve_compared_period(groups: DateGroups, context: DatingContext) -> str | None:
    """Read "the year-earlier quarter": the latest period in the text, one year earlier."""
    word = groups.read_period_word("unit", "same") or "any"
    latest = context.narrative.quarter
    if word == "month" or (latest is None and word == "any"):
        latest = context.narrative.month or latest
    if latest is not None and word in ("any", latest.unit):
        return latest.shifted(-1).value
    if word == "day" and context.narrative.day is not None:
        day = context.narrative.day
        return format_date(day.year - 1, day.month, day.day)
    return count_from(context.anchor, "year", -1) if word == "any" else None


def resolve_unit(groups: DateGroups, context: DatingContext) -> str | None:
    if "year_end" in groups:
        return resolve_year(groups, context) or count_from(context.anchor, "year", 0)
    shift, unit = groups.read_shift() or 0, groups.read_unit("unit")
    if unit == "weekend" and "shift" not in groups:
        # "over the weekend" is the last one, "at the weekend" may be the next one
        shift = 1 if context.is_future else -1
        return _shift_weekend(context.anchor, shift, in_week=True)
    anchor = context.narrative.reached(unit) if groups.is_narrative else context.anchor
    if unit == "weekend":
        return _shift_weekend(anchor, shift, in_week=False)
    return count_from(anchor, unit, shift)


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
    return format_days(day_of_week(today, weeks, 5), day_of_week(today, weeks, 6))


def resolve_offset(groups: DateGroups, context: DatingContext) -> str | None:
    """Read "two days ago" and "two days later".

    "ago" counts from the document's date, "later" from the last date in the text.
    """
    unit, amount = groups.read_unit("unit", "units"), groups.read_amount()
    if not is_known_offset(groups) or amount is None or unit == "weekend":
        return None
    direction = groups.read_direction()
    if amount % 1:
        return _count_in_parts(context.anchor, unit, direction.sign * amount)
    count = int(amount)
    if "to_the_day" in groups:
        return count_to_the_day(context.anchor, unit, -count)
    if "to_the" in groups:
        return _count_to_the_part(context.anchor, unit, -count, groups)
    narrative, is_year_back = context.narrative, (unit, count, direction.sign) == ("year", 1, -1)
    if is_year_back and narrative.quarter and context.compares():
        return narrative.quarter.shifted(-1).value
    anchor = context.anchor
    if direction.narrative:
        if unit == "day":
            return narrative.shifted_day(direction.sign * count)
        anchor = narrative.reached(unit)
        if anchor is None and is_year_back and context.compares():
            anchor = context.anchor  # "rose 5 % from a year earlier"
    return _count_about(anchor, unit, direction.sign * count)


def is_known_offset(groups: DateGroups) -> bool:
    """Return whether the number of units is known well enough to count it.

    It is not in "several years ago", "two or three years ago" and "10,000 years ago".
    """
    amount = groups.read_amount() if "amount" in groups or "fraction" in groups else None
    return amount is not None and 0 < amount < _MANY and "other_amount" not in groups


def _count_to_the_part(
    anchor: Anchor | None, unit: CalendarUnit, count: int, groups: DateGroups
) -> str | None:
    """Read "ten years ago this month"; a week or a weekday is known by its year or month only."""
    if unit == "year" and "to_the_month" in groups:
        return count_from(anchor, "month", 12 * count)
    return count_from(anchor, unit, count) if unit in ("year", "month") else None


def _count_in_parts(anchor: Anchor | None, unit: CalendarUnit, amount: float) -> str | None:
    """Count "half a year" and "two and a half years"; the result is as exact as the words.

    Half a year ago is a month, two and a half years ago is a year.
    """
    if unit in ("decade", "century"):
        years = round(amount * (10 if unit == "decade" else 100))
        return _count_about(anchor, "year", years, about=True)
    if unit in ("year", "quarter"):
        months = round(amount * (12 if unit == "year" else 3))
        if abs(months) < _YEAR_MONTHS:
            return count_from(anchor, "month", months)
        month = parse_period(count_from(anchor, "month", months))
        return None if month is None else format_date(month.year)
    days = round(amount * {"month": 30.4, "week": 7, "fortnight": 14}.get(unit, 1))
    if anchor is None or anchor.date is None:
        return None
    moved = shift_day(anchor.date, days)
    if unit == "month":
        return None if moved is None else format_date(moved.year, moved.month)
    return None if moved is None else f"{moved}~"


def _count_about(
    anchor: Anchor | None, unit: CalendarUnit, count: int, *, about: bool = False
) -> str | None:
    """Count from a date; a number of weeks, decades or centuries is taken as approximate."""
    if unit == "week":
        value = count_from(anchor, "day", 7 * count)
    elif unit == "fortnight":
        value = count_from(anchor, "day", 14 * count)
    elif unit in ("decade", "century"):
        value = count_from(anchor, "year", count * (10 if unit == "decade" else 100))
    else:
        value = count_from(anchor, unit, count)
    is_about = about or unit in ("week", "fortnight", "decade", "century")
    return value if value is None or not is_about else f"{value}~"


def resolve_offset_from_date(groups: DateGroups, context: DatingContext) -> str | None:
    """Read "two days before April 26" and "the day before Christmas"."""
    if "whole_unit" in groups:
        return None  # "the week before Christmas" may begin on any day
    count = groups.read_count() if "count" in groups else 1
    if count is None:
        return None
    unit = "day" if "day_unit" in groups else groups.read_unit("count_unit")
    count *= groups.read_direction().sign
    if "holiday" not in groups and "day" not in groups:
        month = parse_period(resolve_month(groups, context))
        if month is None or unit not in ("month", "year"):
            return None
        return count_from(Anchor(month.year, month.number), unit, count)
    resolve = resolve_holiday if "holiday" in groups else resolve_day
    day = parse_day(resolve(groups, context))
    if day is None:
        return None
    if unit == "week":
        return format_day(shift_day(day, 7 * count))
    return count_from(Anchor.of_day(day), unit, count)


def resolve_run(groups: DateGroups, context: DatingContext) -> str | None:
    """Read "the past three years" as the interval up to the document's date."""
    count = groups.read_count() if "count" in groups else 1
    unit, anchor = groups.read_unit("units"), context.anchor
    if count is None or anchor is None:
        return None
    unit, size = _SMALLER_UNITS.get(unit, (unit, 1))
    count *= size
    is_ahead = groups.names.lexicon.shifts[groups["way"]] > 0
    ends = count_from(anchor, unit, 0), count_from(anchor, unit, count if is_ahead else -count)
    if unit == "century" or None in ends:
        return None
    first, last = sorted(end for end in ends if end is not None)
    return format_interval(first, last)


def resolve_run_from(groups: DateGroups, context: DatingContext) -> str | None:
    """Read "for three days from 2 May": the interval begins on the date named."""
    count, unit = groups.read_count(), groups.read_unit("units")
    value = resolve_day(groups, context)
    first = parse_day(value)
    if count is None or value is None or first is None:
        return value
    anchor = Anchor.of_day(first)
    if unit in ("day", "week"):
        last = shift_day(first, count * (7 if unit == "week" else 1) - 1)
        return value if last is None else format_interval(value, str(last)) or value
    start, end = count_from(anchor, unit, 0), count_from(anchor, unit, count)
    return None if start is None or end is None else format_interval(start, end)


def resolve_run_to(groups: DateGroups, context: DatingContext) -> str | None:
    """Read "the three months to June" as the interval of the months."""
    if "day" in groups:
        day = parse_day(resolve_day(groups, context))
        last = None if day is None else Period.month_of(day)
    else:
        last = parse_period(resolve_month(groups, context))
    whole = groups.read_unit("whole") if "whole" in groups else None
    months = {"year": 12, "quarter": 3}.get(whole or "")
    if months is None:
        count = groups.read_count()
        is_quarters = count is not None and groups.read_unit("units") == "quarter"
        months = 3 * count if count is not None and is_quarters else count
    if last is None or months is None:
        return None
    first = shift_month(last.year, last.number, 1 - months)
    if last.number % 3 == 0 and whole == "quarter":
        return Period("quarter", last.year, last.number // 3).value
    return format_interval(format_date(*first), last.value) or last.value
