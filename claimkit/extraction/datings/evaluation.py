"""Give a matched date expression its EDTF value."""

from __future__ import annotations

import re
from collections.abc import Callable

from claimkit.edtf import is_edtf, parse_period
from claimkit.extraction.datings import counting, days, periods
from claimkit.extraction.datings.groups import Context, Groups, read_groups
from claimkit.extraction.datings.narrative import Narrative
from claimkit.lexicons.datings import PatternKind
from claimkit.model import Vague


def resolve(kind: PatternKind, match: re.Match[str], context: Context) -> str | None:
    """Return the EDTF value, or None where nothing can be known."""
    value = _RESOLVERS[kind](read_groups(match), context)
    # Some lead past the calendar: "next May" in 9999, "30 to 31 April".
    return value if value is not None and is_edtf(value) else None


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
    return kind != "latest period" or counting.find_told(read_groups(match), narrative) is not None


def moves_narrative(kind: PatternKind, match: re.Match[str], value: str | None) -> bool:
    """Say if the text goes on from this date: not from one that figures are compared with."""
    period = parse_period(value)
    if period is not None and period.unit in ("quarter", "half"):
        return kind in ("quarter", "half", "run to") and "compared" not in read_groups(match)
    return kind != "compared period"


_RESOLVERS: dict[PatternKind, Callable[[Groups, Context], str | None]] = {
    "day": days.resolve_day,
    "day range": days.resolve_day_range,
    "numeric": days.resolve_numeric,
    "week": days.resolve_week,
    "month": periods.resolve_month,
    "year": periods.resolve_year,
    "year range": periods.resolve_year_range,
    "decade": periods.resolve_decade,
    "century": periods.resolve_century,
    "season": periods.resolve_season,
    "quarter": periods.resolve_quarter,
    "half": periods.resolve_half,
    "part of year": periods.resolve_part_of_year,
    "holiday": days.resolve_holiday,
    "weekday": days.resolve_weekday,
    "unit": counting.resolve_unit,
    "named day": days.resolve_named_day,
    "offset": counting.resolve_offset,
    "offset from date": counting.resolve_offset_from_date,
    "run": counting.resolve_run,
    "run to": counting.resolve_run_to,
    "run from": counting.resolve_run_from,
    "day of month": days.resolve_day_of_month,
    "narrative day": days.resolve_narrative_day,
    "compared period": counting.resolve_compared_period,
    "latest period": counting.resolve_latest_period,
    "vague": lambda *_: None,
}
