"""Values of expressions that count from another date: "last week", "two days later".

Each ``resolve_…`` takes the groups of one kind of pattern and returns the EDTF value, or None
where nothing can be known.
"""

from __future__ import annotations

from datetime import date

from claimkit.edtf import (
    Anchor,
    Period,
    count_from,
    count_to_the_day,
    day_of_week,
    format_date,
    format_days,
    format_interval,
    parse_day,
    parse_period,
    shift_day,
    shift_month,
)
from claimkit.extraction.datings.days import resolve_day
from claimkit.extraction.datings.groups import (
    Context,
    Groups,
    date_names,
    day_text,
    is_narrative,
    read_count,
    read_shift,
)
from claimkit.extraction.datings.narrative import Narrative
from claimkit.extraction.datings.periods import resolve_month


def find_told(groups: Groups, narrative: Narrative) -> Period | None:
    unit = groups.get("unit") or groups.get("unit2") or groups.get("definite")
    if unit == "month":
        return narrative.month
    told = narrative.quarter
    return told if told is not None and unit in ("period", told.unit) else None


def resolve_latest_period(groups: Groups, context: Context) -> str | None:
    told = find_told(groups, context.narrative)
    return None if told is None else told.value


def resolve_compared_period(groups: Groups, context: Context) -> str | None:
    unit = groups.get("unit") or groups.get("same") or "period"
    told = context.narrative.quarter
    if unit == "month" or (told is None and unit == "period"):
        told = context.narrative.month or told
    if told is not None and unit in ("period", told.unit):
        return told.shifted(-1).value
    if unit == "day" and context.narrative.day is not None:
        day = context.narrative.day
        return format_date(day.year - 1, day.month, day.day)
    return count_from(context.anchor, "year", -1) if unit == "period" else None


def resolve_unit(groups: Groups, context: Context) -> str | None:
    if "year_end" in groups:
        return count_from(context.anchor, "year", 0)
    shift, unit = read_shift(groups) or 0, date_names().units[groups["unit"]]
    if unit == "weekend" and "shift" not in groups:
        # "over the weekend" is the last one, "at the weekend" may be to come
        shift = 1 if context.is_future else -1
        return _shift_weekend(context.anchor, shift, in_week=True)
    anchor = context.narrative.reached(unit) if is_narrative(groups) else context.anchor
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


def resolve_offset(groups: Groups, context: Context) -> str | None:
    """Count from the document's date for "ago", from what the text has told for "earlier"."""
    count = read_count(groups) if "count" in groups else None
    unit = date_names().units[groups.get("unit") or groups["units"]]
    if count is None or "half_a" in groups or unit == "weekend":
        return None
    direction = groups["direction"]
    if "to_the_day" in groups:
        return count_to_the_day(context.anchor, unit, -count)
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
        years = count_from(anchor, "year", sign * count * (10 if unit == "decade" else 100))
        return None if years is None else f"{years}~"
    return count_from(anchor, unit, sign * count)


def _weeks(day: date, count: int) -> date | None:
    return shift_day(day, 7 * count)


def resolve_offset_from_date(groups: Groups, context: Context) -> str | None:
    day, count = parse_day(resolve_day(groups, context)), read_count(groups)
    if day is None or count is None:
        return None
    sign = 1 if groups["direction"] == "after" else -1
    unit = date_names().units[groups["count_unit"].rstrip("s")]
    if unit == "week":
        return day_text(_weeks(day, sign * count))
    return count_from(Anchor.of_day(day), unit, sign * count)


def resolve_run(groups: Groups, context: Context) -> str | None:
    """Read "the past three years" as the interval up to the document's date."""
    count, unit, anchor = read_count(groups), date_names().units[groups["units"]], context.anchor
    if count is None or anchor is None:
        return None
    if unit == "quarter":
        unit, count = "month", 3 * count
    if unit == "week":
        unit, count = "day", 7 * count
    is_ahead = (date_names().lexicon.shifts[groups["way"]]) > 0
    ends = count_from(anchor, unit, 0), count_from(anchor, unit, count if is_ahead else -count)
    if unit in ("decade", "century") or None in ends:
        return None
    first, last = sorted(end for end in ends if end is not None)
    return format_interval(first, last)


def resolve_run_from(groups: Groups, context: Context) -> str | None:
    """Read "for three days from 2 May": the first of the days is the one named."""
    count, unit = read_count(groups), date_names().units[groups["units"]]
    if "day2" in groups:
        groups = {**groups, "day": groups["day2"], "month": groups["month2"]}
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


def resolve_run_to(groups: Groups, context: Context) -> str | None:
    """Read "the three months to June" as the interval of the months."""
    if "day" in groups:
        day = parse_day(resolve_day(groups, context))
        last = None if day is None else Period.month_of(day)
    else:
        last = parse_period(resolve_month(groups, context))
    months = {"year": 12, "quarter": 3}.get(groups.get("whole", ""))
    if months is None:
        months = read_count(groups)
        months = 3 * months if months is not None and groups["units"] == "quarters" else months
    if last is None or months is None:
        return None
    first = shift_month(last.year, last.number, 1 - months)
    if last.number % 3 == 0 and groups.get("whole") == "quarter":
        return Period("quarter", last.year, last.number // 3).value
    return format_interval(format_date(*first), last.value) or last.value
