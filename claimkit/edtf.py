"""Dates as EDTF (ISO 8601-2) values: build them, and count from an anchor date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

_ANCHOR = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[~?%]?")
_PERIOD = re.compile(r"(\d{4})(?:-(\d\d))?")
_PLAIN = re.compile(r"\d{4}(?:-\d\d){0,2}")
_PERIOD_CODES = {"month": 0, "quarter": 32, "half": 39}
_PERIOD_SIZES = {"month": 12, "quarter": 4, "half": 2}


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


@dataclass(frozen=True, slots=True)
class Period:
    """A year, or the quarter, half or month of this ``number`` in it."""

    unit: Literal["year", "half", "quarter", "month"]
    year: int
    number: int = 0

    @property
    def value(self) -> str:
        """The EDTF value: quarters are coded 33 to 36 and halves 40 and 41 in the month's place.

        >>> Period("quarter", 2024, 3).value
        '2024-35'
        """
        if self.unit == "year":
            return f"{self.year:04}"
        return f"{self.year:04}-{self.number + _PERIOD_CODES[self.unit]:02}"

    def shifted(self, years: int) -> Period:
        return Period(self.unit, self.year + years, self.number)


def parse_period(value: str | None) -> Period | None:
    """Read a year, half, quarter or month; None for any other value.

    >>> parse_period("2024-35")
    Period(unit='quarter', year=2024, number=3)
    """
    match = _PERIOD.fullmatch(value or "")
    if match is None:
        return None
    year, code = int(match[1]), int(match[2] or 0)
    if not code:
        return Period("year", year)
    units: tuple[Literal["half", "quarter", "month"], ...] = ("half", "quarter", "month")
    for unit in units:
        if _PERIOD_CODES[unit] < code <= _PERIOD_CODES[unit] + _PERIOD_SIZES[unit]:
            return Period(unit, year, code - _PERIOD_CODES[unit])
    return None


def format_interval(first: str, last: str) -> str | None:
    """Return the interval, or None unless it leads forward between two plain values.

    Quarters and halves are written as months: EDTF has no intervals of them.

    >>> format_interval("2024-05", "2024-06"), format_interval("2024-33", "2024-34")
    ('2024-05/2024-06', '2024-01/2024-06')
    """
    ends = [_plain_end(first, -1), _plain_end(last, 0)]
    if any(not _PLAIN.fullmatch(end) for end in ends) or not ends[0] < ends[1]:
        return None
    return "/".join(ends)


def _plain_end(value: str, side: Literal[-1, 0]) -> str:
    """Return a quarter's or half's first month (``side`` -1) or last (0); else the value."""
    period = parse_period(value)
    if period is None or period.unit not in ("quarter", "half"):
        return value
    months = 12 // _PERIOD_SIZES[period.unit]
    month = months * (period.number + side) + (1 if side else 0)
    return format_month(period.year, month)


def _year(year: int | None) -> str:
    return "XXXX" if year is None else f"{year:04}"


def shift_day(day: date, days: int) -> date | None:
    """Return the day so many days on, or None beyond the calendar's ends."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def day_of_week(today: date, weeks: int, weekday: int) -> date | None:
    """Return the weekday (Monday is 0) of the week that lies so many weeks on."""
    return shift_day(today, 7 * weeks - today.weekday() + weekday)


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
