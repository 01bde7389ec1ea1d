"""Give a matched date expression its EDTF value."""

from __future__ import annotations

import re
from collections.abc import Callable

from claimkit.extraction import date_counts, date_days, date_periods
from claimkit.extraction.date_groups import Context, Groups, read_groups
from claimkit.extraction.edtf import parse_period
from claimkit.extraction.narrative import Narrative
from claimkit.lexicons.datings import PatternKind
from claimkit.model import Vague

# EDTF years have four digits; "next May" can lead past the last.
_TOO_LATE = re.compile(r"\d{5}|-")


def resolve(kind: PatternKind, match: re.Match[str], context: Context) -> str | None:
    """Return the EDTF value, or None where nothing can be known."""
    value = _RESOLVERS[kind](read_groups(match), context)
    return None if value is not None and _TOO_LATE.match(value) else value


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
    return (
        kind != "latest period" or date_counts.find_told(read_groups(match), narrative) is not None
    )


def moves_narrative(kind: PatternKind, match: re.Match[str], value: str | None) -> bool:
    """Say if the text goes on from this date: not from one that figures are compared with."""
    period = parse_period(value)
    if period is not None and period.unit in ("quarter", "half"):
        return kind in ("quarter", "half", "run to") and "compared" not in read_groups(match)
    return kind != "compared period"


_RESOLVERS: dict[PatternKind, Callable[[Groups, Context], str | None]] = {
    "day": date_days.resolve_day,
    "day range": date_days.resolve_day_range,
    "numeric": date_days.resolve_numeric,
    "week": date_days.resolve_week,
    "month": date_periods.resolve_month,
    "year": date_periods.resolve_year,
    "year range": date_periods.resolve_year_range,
    "decade": date_periods.resolve_decade,
    "century": date_periods.resolve_century,
    "season": date_periods.resolve_season,
    "quarter": date_periods.resolve_quarter,
    "half": date_periods.resolve_half,
    "part of year": date_periods.resolve_part_of_year,
    "holiday": date_days.resolve_holiday,
    "weekday": date_days.resolve_weekday,
    "unit": date_counts.resolve_unit,
    "named day": date_days.resolve_named_day,
    "offset": date_counts.resolve_offset,
    "offset from date": date_counts.resolve_offset_from_date,
    "run": date_counts.resolve_run,
    "run to": date_counts.resolve_run_to,
    "run from": date_counts.resolve_run_from,
    "day of month": date_days.resolve_day_of_month,
    "narrative day": date_days.resolve_narrative_day,
    "compared period": date_counts.resolve_compared_period,
    "latest period": date_counts.resolve_latest_period,
    "vague": lambda *_: None,
}
