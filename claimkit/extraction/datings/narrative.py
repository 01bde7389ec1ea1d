"""Keep the dates in a text so far, from which later expressions count."""

from __future__ import annotations

from datetime import date

from claimkit.edtf import (
    Anchor,
    Period,
    dateline_anchor,
    is_day,
    parse_day,
    parse_period,
    shift_day,
    shift_yearless_day,
    year_of,
)


class Narrative:
    """The dates that the text has reached.

    ``published`` is the document's date. ``day``, ``month`` and ``quarter`` (or half) are the last
    ones in the text. ``dated_year`` is the year of the last full day or month; days without a year
    belong to it if the document has no date.
    """

    def __init__(self, published: Anchor | None) -> None:
        self.published = self._document = published
        self.day: date | None = None
        self._yearless_day: str | None = None
        self.month: Period | None = None
        self.quarter: Period | None = None
        self.dated_year: int | None = None
        self._year: int | None = None
        self._story: tuple[int, Period] | None = None

    def move_to(self, value: str | None) -> None:
        """Note an expression's value; of an interval, note its end."""
        value = (value or "").rpartition("/")[2]
        year = year_of(value)
        if year is not None:
            self._year = year
            if self._story is not None and self._story[1].year != year:
                self._story = None
        if is_day(value):
            self.day = parse_day(value)
            self._yearless_day = value if self.day is None else None
            if self.day is not None:
                self.month, self.dated_year = Period.month_of(self.day), self.day.year
            return
        period = parse_period(value)
        if period is None:
            return
        if period.unit == "month":
            self.month, self.dated_year = period, period.year
        elif period.unit != "year" and not self._is_ahead(period):
            self.quarter = period

    def begin_report(self, dateline: str | None) -> None:
        """Begin a report; "yesterday" counts from the day of its dateline, if it has one."""
        self.published = dateline_anchor(dateline or "", self._document) or self._document

    def _is_ahead(self, period: Period) -> bool:
        """Return whether a period begins after the document's date: nothing is compared with it."""
        now = self.published
        if now is None or now.month is None:
            return False
        return (period.year, period.months[0]) > (now.year, now.month)

    def set_story(self, position: int, value: str | None) -> None:
        """Begin a story in a year that the text names: "In 1944 …", "It began in March 2022"."""
        day = parse_day(value)
        period = parse_period(value) if day is None else Period.month_of(day)
        self._story = None if period is None else (position, period)

    def story_year(self, since: int, position: int, month: int) -> int | None:
        """Return the year of a month in the story that continues at ``position``.

        A story ends at a sentence without a date; ``since`` is the start of the sentence before.
        A story that begins in a month only moves forward. The year of the document's date is no
        story: dates in it count from that date.
        """
        if self._story is None or self._story[0] < since:
            return None
        begin = self._story[1]
        if self.published is not None and begin.year == self.published.year:
            return None
        self._story = position, begin
        return begin.year + (begin.unit == "month" and month < begin.number)

    def shifted_day(self, days: int) -> str | None:
        """Return the day that is this number of days after the last day in the text.

        >>> narrative = Narrative(None)
        >>> narrative.move_to("XXXX-04-28")
        >>> narrative.shifted_day(1)
        'XXXX-04-29'
        """
        if self.day is not None:
            moved = shift_day(self.day, days)
            return None if moved is None else moved.isoformat()
        return None if self._yearless_day is None else shift_yearless_day(self._yearless_day, days)

    def reached(self, unit: str) -> Anchor | None:
        """Return the last date of the text that is as exact as ``unit``."""
        if unit in ("day", "week", "weekend"):
            return None if self.day is None else Anchor.of_day(self.day)
        if unit == "month":
            return None if self.month is None else Anchor(self.month.year, self.month.number)
        if unit == "quarter":
            if self.quarter is None or self.quarter.unit == "half":
                return None
            return Anchor(self.quarter.year, 3 * self.quarter.number)
        return None if self._year is None else Anchor(self._year)
