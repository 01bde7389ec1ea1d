"""Find the year that an expression names: "2019", "'19", "of last year", "five years ago"."""

from __future__ import annotations

from claimkit.edtf import format_date
from claimkit.extraction.datings.date_groups import DateGroups
from claimkit.extraction.datings.dating_context import DatingContext

_CENTURY = 100
# Without a document's date, "'49" is 2049 and "'50" is 1950.
_PIVOT = 50
# A short year may be this far ahead of the document's date.
_YEARS_AHEAD = 15


def find_year(groups: DateGroups, context: DatingContext) -> int | None:
    """Return the year that the expression names; None if it names none or an unknown one.

    "of last year" counts from the document's date, "of the following year" from the last year in
    the text.
    """
    year = groups.read_year()
    if year is not None:
        return year
    anchor = context.anchor
    if "short_year" in groups:
        return _expand(int(groups["short_year"][-2:]), None if anchor is None else anchor.year)
    if "years_back" in groups:
        count = groups.read_count()
        return None if anchor is None or count is None else anchor.year - count
    if "year_before" in groups:
        told = context.narrative.reached("year")
        return None if told is None else told.year - 1
    if "of_year" not in groups:
        return None
    if groups.is_narrative:
        anchor = context.narrative.reached("year")
    return None if anchor is None else anchor.year + (groups.read_shift() or 0)


def find_event_year(groups: DateGroups, context: DatingContext) -> int | None:
    """Return the year of an event that is known by its day: "the September 11 attacks"."""
    if "event" not in groups:
        return None
    month, day = groups.read_month(), groups.read_day()
    year = groups.names.lexicon.event_years.get(f"{month}-{day}")
    event = format_date(year, month, day)
    anchor = None if context.anchor is None else context.anchor.date
    is_over = event is not None and (anchor is None or event <= str(anchor))
    return year if year is not None and is_over else None


def _expand(number: int, now: int | None) -> int:
    """Return the year with these last two digits that is nearest to the document's date."""
    if now is None:
        return 2000 + number if number < _PIVOT else 1900 + number
    latest = now + _YEARS_AHEAD
    return latest - (latest - number) % _CENTURY
