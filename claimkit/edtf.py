"""Check, build and compare dates as EDTF (ISO 8601-2) values, and count from a date.

The values are those of EDTF levels 0 and 1 that a ledger may hold: `2025-04-26`, `2024-08`,
`2024-35` (third quarter), `199X`, `XXXX-04-28` (year unknown), `2025-04~` (about),
`2024-08/2025-04` (interval) and `../2025-06-02` (open interval). `documents.metadata.printed_dates`
and `extraction.datings` read dates as documents print them.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

CalendarUnit = Literal[
    "day", "week", "fortnight", "weekend", "month", "quarter", "year", "decade", "century"
]  # fmt: skip
DifferenceUnit = Literal["day", "month", "year"]

_POINT = re.compile(r"(-?\d{4}|\d{3}X|-?\d\dXX|XXXX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?[~?%]?", re.ASCII)
_KNOWN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_DATED = re.compile(r"(?:-?\d{4}(?:-\d\d){0,2}|\d{3}X|-?\d\dXX)~?", re.ASCII)
_DAY = re.compile(r"(?:\d{4}|XXXX)-\d\d-\d\d", re.ASCII)
_UP_TO_SEASON = re.compile(r"(?:\d{4}|XXXX)-(?:0\d|1[0-2]|2[1-4])(?:-\d\d)?~?", re.ASCII)
_OPEN_ENDS = ("", "..")
_QUALIFIERS = "~?%"  # about, uncertain, both
_LEAP_YEAR = 2000
_YEARS = range(1, 10_000)
_WEEK_DAYS = 7

# In the month's place, seasons are coded 21 to 24, quarters 33 to 36, halves 40 and 41; the
# other codes up to 41 are seasons and trimesters that claimkit does not write.
_DIVISIONS = range(21, 42)
_PERIOD_CODES = {"month": 0, "quarter": 32, "half": 39}
_PERIOD_SIZES = {"month": 12, "quarter": 4, "half": 2}
_UNIT_DAYS = {"day": 1, "week": _WEEK_DAYS, "fortnight": 2 * _WEEK_DAYS, "weekend": _WEEK_DAYS}
_UNIT_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


# -- check ----------------------------------------------------------------------------------


def is_edtf(text: str) -> bool:
    """Return whether a text is an existing date, or an interval that does not lead backwards.

    >>> [is_edtf(text) for text in ("2025-04-26", "XXXX-04-28", "2025-04~", "2024-08/2025-04")]
    [True, True, True, True]
    >>> [is_edtf(text) for text in ("2025-04-31", "2025-4", "last week", "2025/2024")]
    [False, False, False, False]
    """
    start, slash, end = text.partition("/")
    if not slash:
        return _is_point(text)
    if start in _OPEN_ENDS or end in _OPEN_ENDS:
        return _is_point(start) or _is_point(end)
    return _is_point(start) and _is_point(end) and _leads_forward(start, end)


def is_known_date(text: str) -> bool:
    """Return whether a text is an existing year, month or day with all its digits.

    >>> is_known_date("2025-04"), is_known_date("XXXX-04-28"), is_known_date("2025-04-31")
    (True, False, False)
    """
    match = _KNOWN.fullmatch(text)
    return match is not None and format_date(*_numbers(match)) is not None


def is_day(value: str) -> bool:
    """Return whether a value is one day; its year may be unknown."""
    return _DAY.fullmatch(value) is not None


def is_up_to_season(value: str) -> bool:
    """Return whether a value is a day, a week, a month or a season.

    >>> [is_up_to_season(value) for value in ("2025-04-21/2025-04-27", "2025-33", "2025")]
    [True, False, False]
    """
    if _UP_TO_SEASON.fullmatch(value):
        return True
    first, last = map(parse_day, value.split("/")) if value.count("/") == 1 else (None, None)
    return first is not None and last is not None and (last - first).days < _WEEK_DAYS


def _is_point(text: str) -> bool:
    match = _POINT.fullmatch(text)
    if match is None:
        return False
    year, month, day = match.groups()
    if month is None or month == "XX":
        return day in (None, "XX")
    if day is None:
        return 1 <= int(month) <= 12 or int(month) in _DIVISIONS
    known = int(year) if "X" not in year else 0
    return _has_day(known or None, int(month), 1 if day == "XX" else int(day))


def _has_day(year: int | None, month: int, day: int) -> bool:
    try:
        date(_LEAP_YEAR if year is None else year, month, day)
    except ValueError:
        return False
    return True


def _leads_forward(start: str, end: str) -> bool:
    """Return whether an interval does not lead backwards; parts unknown on a side are ignored."""
    if "-" in (start[0], end[0]):
        return _sort_key(start) <= _sort_key(end)
    pairs = zip(_parts(start, 0), _parts(end, 1), strict=False)
    known = [pair for pair in pairs if not {"X"} & set("".join(pair))]
    first, second = [one for one, _ in known], [other for _, other in known]
    return first <= second


def _parts(point: str, side: Literal[0, 1]) -> list[str]:
    return _as_months(point.rstrip(_QUALIFIERS), side).split("-")


def _numbers(match: re.Match[str]) -> tuple[int, int | None, int | None]:
    year, month, day = match.groups()
    return int(year), int(month) if month else None, int(day) if day else None


# -- read -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Anchor:
    """The date that relative expressions count from; month or day may be unknown."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def of_day(cls, day: date) -> Anchor:
        return cls(day.year, day.month, day.day)

    @property
    def date(self) -> date | None:
        if self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Period:
    """A year, or the quarter, half or month of this ``number`` in it."""

    unit: Literal["year", "half", "quarter", "month"]
    year: int
    number: int = 0

    @classmethod
    def month_of(cls, day: date) -> Period:
        return cls("month", day.year, day.month)

    @property
    def value(self) -> str:
        """The EDTF value.

        >>> Period("quarter", 2024, 3).value
        '2024-35'
        """
        if self.unit == "year":
            return f"{self.year:04}"
        return f"{self.year:04}-{self.number + _PERIOD_CODES[self.unit]:02}"

    @property
    def months(self) -> tuple[int, int]:
        """The first and the last month of the period.

        >>> Period("quarter", 2024, 3).months
        (7, 9)
        """
        size = 12 if self.unit == "year" else 12 // _PERIOD_SIZES[self.unit]
        first = 1 if self.unit == "year" else size * (self.number - 1) + 1
        return first, first + size - 1

    def shifted(self, years: int) -> Period:
        return Period(self.unit, self.year + years, self.number)


def parse_anchor(value: str | None) -> Anchor | None:
    """Return the anchor for a day, month or year; None for other EDTF values.

    >>> parse_anchor("2025-04")
    Anchor(year=2025, month=4, day=None)
    """
    value = value or ""
    if value[-1:] in _QUALIFIERS:
        value = value[:-1]
    match = _KNOWN.fullmatch(value)
    if match is None or not is_known_date(value):
        return None
    return Anchor(*_numbers(match))


def parse_day(value: str | None) -> date | None:
    """Return a value that is a day as a `date`; None for other values and for an unknown year."""
    if value is None or not _DAY.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def parse_period(value: str | None) -> Period | None:
    """Return the period for a year, half, quarter or month; None for other values.

    >>> parse_period("2024-35")
    Period(unit='quarter', year=2024, number=3)
    """
    match = _KNOWN.fullmatch(value or "")
    if match is None or match[3]:
        return None
    year = int(match[1])
    if match[2] is None:
        return Period("year", year)
    code = int(match[2])
    units: tuple[Literal["half", "quarter", "month"], ...] = ("half", "quarter", "month")
    for unit in units:
        if _PERIOD_CODES[unit] < code <= _PERIOD_CODES[unit] + _PERIOD_SIZES[unit]:
            return Period(unit, year, code - _PERIOD_CODES[unit])
    return None


def year_of(value: str) -> int | None:
    """Return the year that a value begins with, if all its digits are known."""
    digits = value[:4]
    return int(digits) if len(digits) == 4 and digits.isascii() and digits.isdigit() else None


def first_day(value: str) -> str | None:
    """Return the first day that a date can mean, as ``YYYY-MM-DD``.

    The result is None if the value leaves it open: open ends, unknown years, "about".

    >>> first_day("2025-04"), first_day("2024/2025"), first_day("../2025"), first_day("XXXX-04-28")
    ('2025-04-01', '2024-01-01', None, None)
    """
    return _edge(value.split("/")[0], is_end=False)


def last_day(value: str) -> str | None:
    """Return the last day that a date can mean, or None as in `first_day`.

    >>> last_day("2024-02"), last_day("2024/2025"), last_day("2025-04-26~")
    ('2024-02-29', '2025-12-31', None)
    """
    return _edge(value.split("/")[-1], is_end=True)


def _edge(point: str, *, is_end: bool) -> str | None:
    match = _POINT.fullmatch(point)
    if match is None or not _is_point(point) or point[-1] in _QUALIFIERS or not match[1].isdigit():
        return None
    year, month, day = match.groups()
    period = parse_period(f"{year}-{month}") if month not in (None, "XX") else None
    # A season has no certain months: it may lie anywhere in its year.
    number = (period.months if period else (1, 12))[is_end]
    if day not in (None, "XX"):
        return f"{year}-{month}-{day}"
    last = monthrange(int(year) or _LEAP_YEAR, number)[1]
    return f"{year}-{number:02}-{last if is_end else 1:02}"


# -- build ----------------------------------------------------------------------------------


def format_date(year: int | None, month: int | None = None, day: int | None = None) -> str | None:
    """Return the value of a year, a month or a day, or None if the calendar has no such date.

    >>> format_date(2025, 4, 26), format_date(None, 2, 29), format_date(2025, 4, 31)
    ('2025-04-26', 'XXXX-02-29', None)
    """
    if not _has_day(year, 1 if month is None else month, 1 if day is None else day):
        return None
    parts = ["XXXX" if year is None else f"{year:04}"]
    return "-".join([*parts, *(f"{part:02}" for part in (month, day) if part is not None)])


def format_year_before_era(year: int) -> str:
    """Return the value of a year BC; the year 1 BC is the year 0.

    >>> format_year_before_era(44), format_year_before_era(1)
    ('-0043', '0000')
    """
    return f"-{year - 1:04}" if year > 1 else "0000"


def format_day(day: date | None) -> str | None:
    """Return the value of a day; None, for a day beyond the calendar, gives None."""
    return None if day is None else day.isoformat()


def format_season(year: int, code: int) -> str:
    """Return the value of a season; ``code`` is 21 for spring to 24 for winter."""
    return f"{year:04}-{code}"


def format_decade(year: int) -> str:
    return f"{year // 10:03}X"


def format_century(year: int) -> str:
    """Return the hundred years that contain ``year``, starting with a year that ends in 00."""
    return f"{year // 100:02}XX"


def format_week(day: date) -> str | None:
    """Return the week from Monday to Sunday that contains ``day``, as an interval."""
    return format_days(day_of_week(day, 0, 0), day_of_week(day, 0, 6))


def format_days(first: date | None, last: date | None) -> str | None:
    """Return the interval of two days; None if one of them is beyond the calendar."""
    return None if first is None or last is None else f"{first}/{last}"


def format_interval(first: str | None, last: str | None) -> str | None:
    """Return the interval of two dates of known years; None if the first is not before the last.

    Quarters and halves are written as months: EDTF has no intervals of them.

    >>> format_interval("2024-05", "2024-06"), format_interval("2024-33", "2024-34")
    ('2024-05/2024-06', '2024-01/2024-06')
    >>> format_interval("1921", "197X"), format_interval("-0263", "-0145")
    ('1921/197X', '-0263/-0145')
    """
    if first is None or last is None:
        return None
    ends = _as_months(first, 0), _as_months(last, 1)
    if any(not _DATED.fullmatch(end) for end in ends):
        return None
    order = [_sort_key(end) for end in ends]
    return "/".join(ends) if order[0] < order[1] else None


def _sort_key(point: str) -> tuple[int, ...]:
    """Return numbers that sort a point among others; of a decade, its first year."""
    sign, digits = (-1, point[1:]) if point.startswith("-") else (1, point)
    year, *rest = digits.rstrip(_QUALIFIERS).replace("X", "0").split("-")
    return sign * int(year), *map(int, rest)


def format_no_later(*values: str | None) -> str | None:
    """Return the interval up to the end of the first value that has one; None if none has.

    >>> format_no_later("2025-06-02"), format_no_later(None, "2025-04/2025-06~")
    ('../2025-06-02', '../2025-06~')
    >>> format_no_later("../2025-06"), format_no_later("XXXX-04-28", "2025/..")
    ('../2025-06', None)
    """
    for value in values:
        end = (value or "").rpartition("/")[2]
        if end not in ("", "..") and "X" not in end[:4]:
            return f"../{end}"
    return None


def with_year(value: str, year: int) -> str:
    """Return a day or a month with another year."""
    return f"{year:04}{value[4:]}"


def _as_months(value: str, side: Literal[0, 1]) -> str:
    """Return a quarter's or half's first month (``side`` 0) or last (1); else the value."""
    period = parse_period(value)
    if period is None or period.unit not in ("quarter", "half"):
        return value
    return f"{period.year:04}-{period.months[side]:02}"


# -- count ----------------------------------------------------------------------------------


def shift_day(day: date, days: int) -> date | None:
    """Return the day that is a number of days later; None beyond the calendar's ends."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def shift_yearless_day(value: str, days: int) -> str | None:
    """Return the later day in an unknown year; None if the result depends on the year.

    From 28 February to 1 March it is one day or two. After New Year the year has changed.

    >>> shift_yearless_day("XXXX-04-28", 1), shift_yearless_day("XXXX-02-28", 1)
    ('XXXX-04-29', None)
    """
    start = date.fromisoformat(with_year(value, _LEAP_YEAR))
    leap = start + timedelta(days)
    common = start.replace(day=min(start.day, 28), year=_LEAP_YEAR + 1)
    common += timedelta(days + start.day - common.day)
    is_sure = leap.year == _LEAP_YEAR and (leap.month, leap.day) == (common.month, common.day)
    return format_date(None, leap.month, leap.day) if is_sure else None


def day_of_week(today: date, weeks: int, weekday: int) -> date | None:
    """Return the weekday (Monday is 0) in the week that is a number of weeks later."""
    return shift_day(today, _WEEK_DAYS * weeks - today.weekday() + weekday)


def shift_month(year: int, month: int, months: int) -> tuple[int, int]:
    """Return the (year, month) that is a number of months later.

    >>> shift_month(2025, 1, -2)
    (2024, 11)
    """
    count = year * 12 + month - 1 + months
    return count // 12, count % 12 + 1


def nearest_year(anchor: Anchor, month: int, day: int) -> int:
    """Return the year in which the day is closest to the anchor."""
    if anchor.date is None:
        return anchor.year

    def distance(year: int) -> int:
        # In a year without 29 February, that is the day after the 28th.
        days = (date(year, month, 1) - anchor.date).days if anchor.date else 0
        return abs(days + day - 1)

    years = (anchor.year, max(1, anchor.year - 1), min(9999, anchor.year + 1))
    return min(years, key=distance)


def dateline_anchor(value: str, published: Anchor | None) -> Anchor | None:
    """Return the day of a dateline, from which its report counts; None if it is not certain.

    A report appears on the day of its dateline or within the week after it. The dateline may
    leave its year out.

    >>> dateline_anchor("XXXX-12-31", Anchor(2025, 1, 2))
    Anchor(year=2024, month=12, day=31)
    >>> dateline_anchor("2024-10-31", Anchor(2025, 1, 2)) is None
    True
    """
    known = None if published is None else published.date
    if known is None:
        return parse_anchor(value) if parse_day(value) is not None else None
    if not is_day(value):
        return None
    for days in range(_WEEK_DAYS + 1):
        day = shift_day(known, -days)
        if day is not None and value in (day.isoformat(), f"XXXX-{day:%m-%d}"):
            return Anchor.of_day(day)
    return None


def count_from(anchor: Anchor | None, unit: CalendarUnit, count: int) -> str | None:
    """Return the ``unit`` that lies ``count`` units from the anchor's own.

    The result is None if the anchor is less exact than the unit, or beyond the calendar's ends.

    >>> anchor = Anchor(2025, 4, 26)
    >>> [count_from(anchor, unit, -1) for unit in ("day", "month", "quarter", "decade")]
    ['2025-04-25', '2025-03', '2025-33', '201X']
    """
    if anchor is None:
        return None
    if unit in _UNIT_DAYS:
        moved = None if anchor.date is None else shift_day(anchor.date, count * _UNIT_DAYS[unit])
        if moved is None or unit == "day":
            return format_day(moved)
        if unit == "fortnight":
            return None  # two weeks that begin on any day
        if unit == "weekend":
            return format_days(day_of_week(moved, 0, 5), day_of_week(moved, 0, 6))
        return format_week(moved)
    months = count * _UNIT_MONTHS[unit]
    if anchor.month is None and unit in ("month", "quarter"):
        return None
    year, month = shift_month(anchor.year, anchor.month or 1, months)
    if year not in _YEARS:
        return None
    match unit:
        case "month":
            return format_date(year, month)
        case "quarter":
            return Period("quarter", year, (month + 2) // 3).value
        case "decade":
            return format_decade(year)
        case "century":
            return format_century(year)
        case _:
            return format_date(year)


def count_to_the_day(anchor: Anchor | None, unit: CalendarUnit, count: int) -> str | None:
    """Return the same day a number of units later, as in "three years ago today".

    The result is None if the anchor is not a day, or if the resulting month has no such day.
    """
    if anchor is None or anchor.date is None:
        return None
    if unit in _UNIT_DAYS:
        return format_day(shift_day(anchor.date, count * _UNIT_DAYS[unit]))
    months = count * _UNIT_MONTHS[unit]
    return format_date(*shift_month(anchor.year, anchor.date.month, months), anchor.day)


# -- compare --------------------------------------------------------------------------------


def is_more_exact(value: str, other: str) -> bool:
    """Return whether a value is the other one with its month or day added.

    >>> is_more_exact("2025-04-25", "2025-04"), is_more_exact("2025-04-25", "2025-05")
    (True, False)
    """
    return value.startswith(f"{other}-")


def find_difference(before: str, after: str) -> tuple[int, DifferenceUnit] | None:
    """Return how many days, months or years lie between two values of the same unit.

    The number is negative if ``after`` is earlier. The result is None if the values have different
    units or unknown parts.

    >>> find_difference("2025-04-25", "2025-05-02"), find_difference("2024-08", "2024-06")
    ((7, 'day'), (-2, 'month'))
    """
    days = parse_day(before), parse_day(after)
    if days[0] is not None and days[1] is not None:
        return (days[1] - days[0]).days, "day"
    periods = parse_period(before), parse_period(after)
    if periods[0] is None or periods[1] is None or periods[0].unit != periods[1].unit:
        return None
    years = periods[1].year - periods[0].year
    match periods[0].unit:
        case "month":
            return 12 * years + periods[1].number - periods[0].number, "month"
        case "year":
            return years, "year"
        case _:
            return None
