"""Dates as EDTF (ISO 8601-2) values: build them, and count from an anchor date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_ANCHOR = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[~?%]?")
_QUARTER_CODE = 32


@dataclass(frozen=True, slots=True)
class Anchor:
    """The date that relative expressions count from; month or day may be unknown."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def date(self) -> date | None:
        if self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)


def parse_anchor(value: str | None) -> Anchor | None:
    """Read a day, month or year; None for any other EDTF value (intervals, unknown years).

    >>> parse_anchor("2025-04")
    Anchor(year=2025, month=4, day=None)
    """
    match = _ANCHOR.fullmatch(value or "")
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or format_day(year, month or 1, day or 1) is None:
        return None
    return Anchor(year, month, day)


def format_day(year: int | None, month: int, day: int) -> str | None:
    """Return the value of a day, or None if the calendar has no such day.

    >>> format_day(2025, 4, 26), format_day(None, 2, 29), format_day(2025, 4, 31)
    ('2025-04-26', 'XXXX-02-29', None)
    """
    try:
        date(2000 if year is None else year, month, day)
    except ValueError:
        return None
    return f"{_year(year)}-{month:02}-{day:02}"


def format_month(year: int | None, month: int) -> str:
    return f"{_year(year)}-{month:02}"


def format_week(day: date) -> str:
    """Return the week from Monday to Sunday that ``day`` falls in, as an interval."""
    monday = day - timedelta(days=day.weekday())
    return f"{monday}/{monday + timedelta(days=6)}"


def format_quarter(year: int, quarter: int) -> str:
    """Return a quarter: EDTF codes them 33 to 36 in the month's place."""
    return f"{year:04}-{_QUARTER_CODE + quarter}"


def _year(year: int | None) -> str:
    return "XXXX" if year is None else f"{year:04}"


def shift_day(day: date, days: int) -> date | None:
    """Return the day so many days on, or None beyond the calendar's ends."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def shift_month(year: int, month: int, months: int) -> tuple[int, int]:
    """Return (year, month) so many months on.

    >>> shift_month(2025, 1, -2)
    (2024, 11)
    """
    count = year * 12 + month - 1 + months
    return count // 12, count % 12 + 1


def nearest_year(anchor: Anchor, month: int, day: int) -> int:
    """Return the year in which the day falls nearest to the anchor."""
    if anchor.date is None:
        return anchor.year

    def distance(year: int) -> int:
        # A 29 February that the year lacks counts as the day after the 28th.
        days = (date(year, month, 1) - anchor.date).days if anchor.date else 0
        return abs(days + day - 1)

    years = (anchor.year, max(1, anchor.year - 1), min(9999, anchor.year + 1))
    return min(years, key=distance)
