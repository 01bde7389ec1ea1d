"""What a text has told so far of when things happen."""

from __future__ import annotations

import re
from datetime import date, timedelta

from claimkit.edtf import Anchor, Period, parse_period, shift_day

_LEAP_YEAR = 2000
_YEAR = re.compile(r"\d{4}")
_FULL_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Narrative:
    """The dates that the text has reached, which later expressions count from.

    ``published`` is the document's date. ``day``, ``month`` and ``quarter`` (or half) are the
    last that the text gave; ``dated_year`` the year of the last full day or month, which days
    without a year belong to where the document has no date.
    """

    def __init__(self, published: Anchor | None) -> None:
        self.published = published
        self.day: date | None = None
        self._yearless: date | None = None
        self.month: Period | None = None
        self.quarter: Period | None = None
        self.dated_year: int | None = None
        self._year: int | None = None
        self._story: tuple[int, Period] | None = None

    def move_to(self, value: str | None) -> None:
        """Take note of an expression's value, of an interval's last end."""
        value = (value or "").rpartition("/")[2]
        if year := _YEAR.match(value):
            self._year = int(year[0])
        if _FULL_DAY.fullmatch(value):
            self.day = date.fromisoformat(value)
            self._yearless = None
            self.month = Period("month", self.day.year, self.day.month)
            self.dated_year = self.day.year
            return
        if value.startswith("XXXX-") and len(value) == len("XXXX-04-28"):
            self.day = None
            self._yearless = date.fromisoformat(f"{_LEAP_YEAR}{value[4:]}")
        period = parse_period(value)
        if period is None:
            return
        if period.unit == "month":
            self.month, self.dated_year = period, period.year
        elif period.unit != "year":
            self.quarter = period

    def set_story(self, position: int, value: str | None) -> None:
        """Begin a story in a year that the text names: "In 1944 …", "It began in March 2022"."""
        value = value or ""
        period = parse_period(value[:-3] if _FULL_DAY.fullmatch(value) else value)
        self._story = None if period is None else (position, period)

    def story_year(self, since: int, position: int, month: int) -> int | None:
        """Return the year of a month in the story that goes on at ``position``.

        A story ends where a sentence tells no date; ``since`` is where the sentence before
        begins. Told from a month on, it moves forward only. The year of the document's date is
        none: what was told of it counts from that date.
        """
        if self._story is None or self._story[0] < since:
            return None
        told = self._story[1]
        if self.published is not None and told.year == self.published.year:
            return None
        self._story = position, told
        return told.year + (told.unit == "month" and month < told.number)

    def shifted_day(self, days: int) -> str | None:
        """Return the day so many days after the last one told.

        >>> narrative = Narrative(None)
        >>> narrative.move_to("XXXX-04-28")
        >>> narrative.shifted_day(1)
        'XXXX-04-29'
        """
        if self.day is not None:
            moved = shift_day(self.day, days)
            return None if moved is None else moved.isoformat()
        if self._yearless is None:
            return None
        # From 28 February to 1 March it takes one day or two; at New Year the year is another.
        leap = self._yearless + timedelta(days)
        common = self._yearless.replace(day=min(self._yearless.day, 28), year=_LEAP_YEAR + 1)
        common += timedelta(days + self._yearless.day - common.day)
        is_sure = leap.year == _LEAP_YEAR and (leap.month, leap.day) == (common.month, common.day)
        return f"XXXX{leap.isoformat()[4:]}" if is_sure else None

    def reached(self, unit: str) -> Anchor | None:
        """Return what the text has last told that is as fine as ``unit``."""
        if unit in ("day", "week", "weekend"):
            day = self.day
            return None if day is None else Anchor(day.year, day.month, day.day)
        if unit == "month":
            return None if self.month is None else Anchor(self.month.year, self.month.number)
        if unit == "quarter":
            if self.quarter is None or self.quarter.unit == "half":
                return None
            return Anchor(self.quarter.year, 3 * self.quarter.number)
        return None if self._year is None else Anchor(self._year)
