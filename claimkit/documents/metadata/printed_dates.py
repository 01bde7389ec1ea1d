"""Read dates as documents print them in bylines, timestamps and front matter.

Dates inside sentences are read by `claimkit.extraction.datings`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache

from claimkit.edtf import format_date
from claimkit.lexicons.calendar import load_calendar
from claimkit.lexicons.languages import DEFAULT_LANGUAGE
from claimkit.lexicons.layout import load_layout
from claimkit.lexicons.word_patterns import any_of


class DateFault(Enum):
    """The reason why a printed date has no value."""

    IMPOSSIBLE = "impossible"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date in a text, with its time of day; ``value`` is EDTF, or None if there is a fault."""

    start: int
    end: int
    text: str
    value: str | None
    fault: DateFault | None = None


_FORMS = ("iso", "big", "us", "eu", "my")
"""The forms of dates whose parts the pattern tells apart, by the prefix of its groups."""


def find_date(text: str, start: int = 0, language: str = DEFAULT_LANGUAGE) -> PrintedDate | None:
    """Return the first date at or after ``start``, with weekday and time of day if printed."""
    match = _date_pattern(language).search(text, start)
    return _read_match(match, language) if match else None


def parse_date(text: str, language: str = DEFAULT_LANGUAGE) -> PrintedDate | None:
    """Read a text that consists of a date alone; return None for any other text.

    >>> parse_date("Saturday, April 26, 2025 11:01:03 AM").value
    '2025-04-26'
    >>> parse_date("31.04.2025").fault
    <DateFault.IMPOSSIBLE: 'impossible'>
    >>> parse_date("03/04/2025").fault
    <DateFault.AMBIGUOUS: 'ambiguous'>
    """
    text = text.strip()
    if re.fullmatch(r"\d{4}", text):
        value = format_date(int(text))
        return PrintedDate(0, 4, text, value, None if value else DateFault.IMPOSSIBLE)
    match = _date_pattern(language).fullmatch(text)
    return _read_match(match, language) if match else None


@cache
def _month_numbers(language: str) -> dict[str, int]:
    months = load_calendar(language).months
    return {
        name.casefold(): number for number, month in enumerate(months, 1) for name in month.forms
    }


@cache
def _date_pattern(language: str) -> re.Pattern[str]:
    calendar = load_calendar(language)
    words = load_layout(language).dates
    month = rf"{any_of(name for m in calendar.months for name in m.forms)}\b\.?"
    weekday = rf"{any_of(name for day in calendar.weekdays for name in day.forms)}\b\.?"
    ordinal = f"(?:{any_of(words.ordinal_endings)})?"
    month_lead = rf"(?:\s+{any_of(words.month_leads)})?"
    return re.compile(
        rf"(?<![\w.,/-])(?:{weekday},?\s+)?(?:"
        r"(?P<iso_y>\d{4})-(?P<iso_m>\d{2})(?:-(?P<iso_d>\d{2}))?"
        r"|(?P<big_y>\d{4})(?P<big_s>[./])(?P<big_m>\d{1,2})(?P=big_s)(?P<big_d>\d{1,2})"
        rf"|(?P<us_m>{month})\s+(?P<us_d>\d{{1,2}}){ordinal},?\s+(?P<us_y>\d{{4}})"
        rf"|(?P<eu_d>\d{{1,2}}){ordinal}{month_lead}[\s-]+(?P<eu_m>{month}),?[\s-]+"
        r"(?P<eu_y>\d{4})"
        r"|(?P<num_a>\d{1,2})(?P<num_s>[./-])(?P<num_b>\d{1,2})(?P=num_s)(?P<num_y>\d{4})"
        rf"|(?P<my_m>{month}),?\s+(?P<my_y>\d{{4}})"
        rf")(?:{_time_of_day(language)})?(?!\w|[./-]\d)",
        re.IGNORECASE,
    )


def _time_of_day(language: str) -> str:
    """Return a pattern for a time of day and the words that join it to the date before it."""
    words = load_layout(language).dates
    lead = rf"(?:{any_of(words.time_leads)}\s+)?"
    halves = "|".join(r"\.?".join(map(re.escape, half)) for half in words.half_days) or "(?!)"
    zone = r"(?:Z|UTC|GMT|[A-Z]{2,4}T)\b|[+-]\d{2}:?\d{2}"
    return (
        rf"(?:T|,?\s+{lead}|\s*[|–—-]\s*)\d{{1,2}}:\d{{2}}(?::\d{{2}}(?:[.,]\d+)?)?"
        rf"(?:\s*(?:{halves})\b\.?)?(?:\s*(?:{zone}))?"
    )


def _read_match(match: re.Match[str], language: str) -> PrintedDate:
    """Return the date that a match of the pattern means."""
    fault: DateFault | None = None
    value: str | None = None
    group = match.groupdict()
    if group["num_y"]:
        numbers = (int(group[f"num_{part}"]) for part in "aby")
        value, fault = _read_numbers(*numbers, separator=group["num_s"])
    else:
        form = next(form for form in _FORMS if group[f"{form}_y"])
        month, day = group[f"{form}_m"], group.get(f"{form}_d")
        value = format_date(
            int(group[f"{form}_y"]),
            _month_number(month, language) if month else None,
            int(day) if day else None,
        )
        fault = None if value else DateFault.IMPOSSIBLE
    return PrintedDate(match.start(), match.end(), match[0], value, fault)


def _month_number(text: str, language: str) -> int:
    name = text.rstrip(".").casefold()
    return int(name) if name.isdecimal() else _month_numbers(language)[name]


def _read_numbers(
    first: int, second: int, year: int, *, separator: str
) -> tuple[str | None, DateFault | None]:
    """Read two numbers and a year. With full stops, the day comes first if that gives a date."""
    day_first = format_date(year, second, first)
    month_first = format_date(year, first, second)
    if day_first and month_first and day_first != month_first and separator != ".":
        return None, DateFault.AMBIGUOUS
    value = day_first or month_first
    return value, None if value else DateFault.IMPOSSIBLE
