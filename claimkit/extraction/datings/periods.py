"""Resolve expressions that name a month, a season, a quarter, a year or a longer period.

Each ``resolve_…`` takes the groups of one kind of pattern and returns the EDTF value, or None where
the text leaves it open.
"""

from __future__ import annotations

from claimkit.edtf import (
    Period,
    count_from,
    format_century,
    format_date,
    format_decade,
    format_interval,
    format_season,
    format_year_before_era,
    parse_period,
)
from claimkit.extraction.datings.date_groups import DateGroups
from claimkit.extraction.datings.dating_context import DatingContext
from claimkit.extraction.datings.year_references import find_year

_SEASON_MONTHS = 3
_QUARTERS, _HALVES = 4, 2
_DECADE_OF_2000 = 200
_MONTH = "03"


def find_month(groups: DateGroups, context: DatingContext) -> Period | None:
    """Return the month that an expression lies in: "of May 2021", "of last month"."""
    if "of_month" not in groups:
        return parse_period(resolve_month(groups, context))
    shift = groups.read_shift() if "old_month" not in groups else groups.read_old_month()
    narrative = context.narrative
    anchor = narrative.reached("month") if groups.is_narrative else context.anchor
    return None if shift is None else parse_period(count_from(anchor, "month", shift))


def resolve_month(groups: DateGroups, context: DatingContext) -> str | None:
    month, anchor, shift = groups.read_month(), context.anchor, groups.read_shift()
    if groups.names_year:
        return format_date(find_year(groups, context), month)
    if shift is None and (year := context.story_year(month)) is not None:
        return format_date(year, month)
    if groups.is_narrative:
        anchor = context.narrative.reached("month")
    if anchor is None:
        # "last March" counts from the document's date, never from a date in the text.
        return format_date(None if shift is not None else context.narrative.dated_year, month)
    if anchor.month is None:
        return format_date(None, month)
    year = anchor.year
    if shift is None:
        year += (month < anchor.month) if context.is_future else -(month > anchor.month)
    elif shift < 0 and month >= anchor.month:
        year -= 1
    elif shift > 0 and month <= anchor.month:
        year += 1
    return format_date(year, month)


def resolve_months(groups: DateGroups, context: DatingContext) -> str | None:
    """Read "Jan-Mar 2020"; the first month may be in the year before."""
    year, first = find_year(groups, context), groups.read_month()
    last = groups.names.months[groups["month2"].rstrip(".")]
    if year is None:
        return None
    return format_interval(format_date(year - (first > last), first), format_date(year, last))


def resolve_year(groups: DateGroups, context: DatingContext) -> str | None:
    year = find_year(groups, context)
    if year is None:
        return None
    value = format_year_before_era(year) if "before_era" in groups else format_date(year)
    return value + "~" if value is not None and "about" in groups else value


def resolve_years_of_era(groups: DateGroups, _: DatingContext) -> str | None:
    """Read "264 to 146 BC"."""
    years = int(groups["old_year"]), int(groups["last_year"])
    return format_interval(*map(format_year_before_era, years))


def resolve_year_range(groups: DateGroups, _: DatingContext) -> str | None:
    """Read "1984-86"; "2016-03" is a month, since years do not lead back."""
    first, last = groups["year"], groups["last_year"]
    interval = format_interval(first, first[: 4 - len(last)] + last)
    if interval is None and len(last) == len(_MONTH):
        return format_date(int(first), int(last)) or first
    return interval or first


def resolve_decade(groups: DateGroups, _: DatingContext) -> str | None:
    if "decade" in groups:
        tens = int(groups["decade"])
        # "the 1800s" are a century; "the 1900s" may be a decade, which is a part of it.
        is_century = tens % 10 == 0 and tens < _DECADE_OF_2000
        return format_century(tens * 10) if is_century else format_decade(tens * 10)
    tens = int(groups.find("tens") or groups.names.lexicon.decades[groups["decade_word"]])
    return format_decade(1900 + tens * 10)


def resolve_century(groups: DateGroups, _: DatingContext) -> str | None:
    word = groups.find("century_word")
    century = (groups.names.lexicon.centuries[word] if word else int(groups["century"])) - 1
    if "before_era" in groups:
        return f"-{format_century(century * 100)}"
    return format_century(century * 100) if 0 <= century <= 98 else None


def resolve_season(groups: DateGroups, context: DatingContext) -> str | None:
    code, first_month = groups.names.seasons[groups["season"]]
    anchor, shift = context.anchor, groups.read_shift()
    year = find_year(groups, context)
    if groups.names_year and year is None:
        return None
    if groups.is_narrative and "of_year" not in groups:
        anchor = context.narrative.reached("month") or context.narrative.reached("year")
        year = anchor.year if anchor is not None and shift == 0 else None
    if year is None:
        if anchor is None or anchor.month is None:
            return None
        year = anchor.year
        begun, over = anchor.month >= first_month, anchor.month >= first_month + _SEASON_MONTHS
        if shift is None and not begun and not context.is_future:
            year -= 1
        elif shift is None and over and context.is_future:
            year += 1
        elif shift is not None and shift < 0 and not over:
            year -= 1
        elif shift is not None and shift > 0 and begun:
            year += 1
    return format_season(year, code)


def resolve_quarter(groups: DateGroups, context: DatingContext) -> str | None:
    number = groups.read_ordinal("quarter") if "nth" not in groups else _QUARTERS
    if groups.names_year:
        year = find_year(groups, context)
    else:
        year = _guess_year(number, _QUARTERS, context)
        if year is not None and "compared" in groups:
            year -= 1
    return None if year is None else Period("quarter", year, number).value


def resolve_half(groups: DateGroups, context: DatingContext) -> str | None:
    half = groups.read_ordinal("half")
    if half not in (1, 2):
        return None
    if groups.names_year or "this_year" not in groups:
        named = groups.names_year
        year = find_year(groups, context) if named else _guess_year(half, _HALVES, context)
    else:
        year = None if context.anchor is None else context.anchor.year
    return None if year is None else Period("half", year, half).value


def _guess_year(number: int, parts: int, context: DatingContext) -> int | None:
    """Return the year of a quarter or half that is printed without one.

    It is the one that has begun last, or in the future the next one.
    """
    anchor = context.anchor
    if anchor is None or anchor.month is None:
        return None
    current = (anchor.month - 1) * parts // 12 + 1
    if number > current and not context.is_future:
        return anchor.year - 1
    # Results of the part of the year that has just ended are still to come.
    if number < current - 1 and context.is_future:
        return anchor.year + 1
    return anchor.year


def resolve_quarters(groups: DateGroups, context: DatingContext) -> str | None:
    """Read "the first to third quarters of 2018" as an interval."""
    first = groups.names.lexicon.ordinals[groups["first_ordinal"]]
    last = parse_period(resolve_quarter(groups, context))
    if last is None:
        return None
    return format_interval(Period("quarter", last.year, first).value, last.value)


def resolve_part_of_year(groups: DateGroups, context: DatingContext) -> str | None:
    """Read "the first three months of 2024"."""
    year, count = find_year(groups, context), groups.read_count()
    if "this_year" in groups and context.anchor is not None:
        year = context.anchor.year
    if year is None or count is None or not 1 <= count <= 12:
        return None
    if groups.read_nth() == 1:
        return format_interval(format_date(year, 1), format_date(year, count))
    return format_interval(format_date(year, 13 - count), format_date(year, 12))
