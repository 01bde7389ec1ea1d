"""Give a matched date expression its EDTF value, by the kind of its pattern."""

from __future__ import annotations

from collections.abc import Callable

from claimkit.edtf import is_edtf, parse_period
from claimkit.extraction.datings import counting, days, numbered, periods, weekdays
from claimkit.extraction.datings.date_groups import DateGroups
from claimkit.extraction.datings.dating_context import DatingContext
from claimkit.extraction.datings.narrative import Narrative
from claimkit.lexicons.datings import PatternKind
from claimkit.model import Vague


def resolve(kind: PatternKind, groups: DateGroups, context: DatingContext) -> str | None:
    """Return the EDTF value, or None where the text leaves it open."""
    value = _RESOLVERS[kind](groups, context)
    # Some dates are outside the calendar: "next May" in 9999, "30 to 31 April".
    return value if value is not None and is_edtf(value) else None


def find_vague(kind: PatternKind, groups: DateGroups) -> Vague | None:
    """Return the time that an expression without a date refers to: "recently", "in the future"."""
    if kind == "offset" and not counting.is_known_offset(groups):
        direction = groups.read_direction()
        if not direction.narrative:
            return Vague.PAST if direction.sign < 0 else Vague.FUTURE
    if kind == "run" and "count" in groups and groups.read_count() is None:
        return Vague.FUTURE if groups.names.lexicon.shifts[groups["way"]] > 0 else Vague.PAST
    if kind != "vague":
        return None
    return next(vague for name, vague in _VAGUE_GROUPS.items() if name in groups)


_VAGUE_GROUPS = {
    "past": Vague.PAST,
    "past2": Vague.PAST,
    "past3": Vague.PAST,
    "present": Vague.PRESENT,
    "future": Vague.FUTURE,
}


def is_resolvable(kind: PatternKind, groups: DateGroups, narrative: Narrative) -> bool:
    """Return whether an expression that points back has an earlier date to refer to.

    Without an earlier quarter, "the latest quarter" is not a date.
    """
    if kind == "day of month":
        return narrative.month is not None
    if kind == "latest period":
        return counting.find_latest_period(groups, narrative) is not None
    return True


def moves_narrative(kind: PatternKind, groups: DateGroups, value: str | None) -> bool:
    """Return whether later expressions count from this date.

    They do not count from a date that figures are compared with.
    """
    period = parse_period(value)
    if period is not None and period.unit in ("quarter", "half"):
        return kind in ("quarter", "half", "run to") and "compared" not in groups
    return kind != "compared period"


_RESOLVERS: dict[PatternKind, Callable[[DateGroups, DatingContext], str | None]] = {
    "day": days.resolve_day,
    "day range": days.resolve_day_range,
    "numeric": days.resolve_numeric,
    "week": days.resolve_week,
    "month": periods.resolve_month,
    "months": periods.resolve_months,
    "year": periods.resolve_year,
    "short year": periods.resolve_year,
    "old year": periods.resolve_year,
    "years of era": periods.resolve_years_of_era,
    "year range": periods.resolve_year_range,
    "decade": periods.resolve_decade,
    "century": periods.resolve_century,
    "season": periods.resolve_season,
    "quarter": periods.resolve_quarter,
    "quarters": periods.resolve_quarters,
    "half": periods.resolve_half,
    "part of year": periods.resolve_part_of_year,
    "holiday": days.resolve_holiday,
    "weekday": weekdays.resolve_weekday,
    "unit": counting.resolve_unit,
    "named day": days.resolve_named_day,
    "weekday offset": weekdays.resolve_weekday_offset,
    "numbered weekday": weekdays.resolve_numbered_weekday,
    "weekday and day": weekdays.resolve_weekday_and_day,
    "numbered part": numbered.resolve_numbered_part,
    "step": numbered.resolve_step,
    "no date": lambda *_: None,
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
