"""Dates as documents print them in bylines, timestamps and front matter, as EDTF."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache

from claimkit.edtf import format_date
from claimkit.lexicons.layout import load_layout


class DateFault(Enum):
    """Why a printed date has no value."""

    IMPOSSIBLE = "impossible"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date where it stands in a text, time of day included; ``value`` is EDTF or None."""

    start: int
    end: int
    text: str
    value: str | None
    fault: DateFault | None = None


def find_date(text: str, start: int = 0) -> PrintedDate | None:
    """Return the first date at or after ``start``, with weekday and time of day if printed."""
    match = _date_pattern().search(text, start)
    return _read(match) if match else None


def parse_date(text: str) -> PrintedDate | None:
    """Read a text that is a date and nothing else; None if it isn't.

    >>> parse_date("Saturday, April 26, 2025 11:01:03 AM").value
    '2025-04-26'
    >>> parse_date("31.04.2025").fault
    <DateFault.IMPOSSIBLE: 'impossible'>
    >>> parse_date("03/04/2025").fault
    <DateFault.AMBIGUOUS: 'ambiguous'>
    """
    text = text.strip()
    if re.fullmatch(r"\d{4}", text):
        value = _format(text)
        return PrintedDate(0, 4, text, value, None if value else DateFault.IMPOSSIBLE)
    match = _date_pattern().fullmatch(text)
    return _read(match) if match else None


@cache
def _month_numbers() -> dict[str, int]:
    return {
        name.casefold(): number
        for number, names in enumerate(load_layout().months, start=1)
        for name in names
    }


@cache
def _date_pattern() -> re.Pattern[str]:
    def alternatives(names: list[str]) -> str:
        return "|".join(sorted(map(re.escape, names), key=len, reverse=True))

    lexicon = load_layout()
    month = rf"(?:{alternatives([name for names in lexicon.months for name in names])})\b\.?"
    weekday = rf"(?:{alternatives(list(lexicon.weekdays))})\b\.?"
    zone = r"(?:Z|UTC|GMT|[A-Z]{2,4}T)\b|[+-]\d{2}:?\d{2}"
    time = (
        r"(?:T|,?\s+(?:at\s+)?|\s*[|–—-]\s*)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?"
        rf"(?:\s*[ap]\.?m\b\.?)?(?:\s*(?:{zone}))?"
    )
    return re.compile(
        rf"(?<![\w.,/-])(?:{weekday},?\s+)?(?:"
        r"(?P<iso_y>\d{4})-(?P<iso_m>\d{2})(?:-(?P<iso_d>\d{2}))?"
        r"|(?P<big_y>\d{4})(?P<big_s>[./])(?P<big_m>\d{1,2})(?P=big_s)(?P<big_d>\d{1,2})"
        rf"|(?P<us_m>{month})\s+(?P<us_d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<us_y>\d{{4}})"
        rf"|(?P<eu_d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(?P<eu_m>{month}),?[\s-]+"
        r"(?P<eu_y>\d{4})"
        r"|(?P<num_a>\d{1,2})(?P<num_s>[./-])(?P<num_b>\d{1,2})(?P=num_s)(?P<num_y>\d{4})"
        rf"|(?P<my_m>{month}),?\s+(?P<my_y>\d{{4}})"
        rf")(?:{time})?(?!\w|[./-]\d)",
        re.IGNORECASE,
    )


def _read(match: re.Match[str]) -> PrintedDate:
    fault: DateFault | None = None
    value: str | None = None
    group = match.groupdict()
    if group["num_y"]:
        value, fault = _numeric(group["num_a"], group["num_b"], group["num_y"], group["num_s"])
    else:
        for form in ("iso", "big", "us", "eu", "my"):
            if group[f"{form}_y"]:
                value = _format(group[f"{form}_y"], group[f"{form}_m"], group.get(f"{form}_d"))
        fault = None if value else DateFault.IMPOSSIBLE
    return PrintedDate(match.start(), match.end(), match[0], value, fault)


def _numeric(
    first: str, second: str, year: str, separator: str
) -> tuple[str | None, DateFault | None]:
    """Read two numbers and a year: with full stops the day comes first, if it can."""
    day_first = _format(year, second, first)
    month_first = _format(year, first, second)
    if day_first and month_first and day_first != month_first and separator != ".":
        return None, DateFault.AMBIGUOUS
    value = day_first or month_first
    return value, None if value else DateFault.IMPOSSIBLE


def _format(year: str, month: str | None = None, day: str | None = None) -> str | None:
    name = (month or "1").rstrip(".").casefold()
    number = int(name) if name.isdecimal() else _month_numbers()[name]
    return format_date(int(year), number if month else None, int(day) if day else None)
