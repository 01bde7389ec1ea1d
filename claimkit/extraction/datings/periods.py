"""Resolve expressions that name a month, a season, a quarter, a year or a longer period.

Each ``resolve_…`` takes the groups of one kind of pattern and returns the EDTF value, or None where
the text leaves it open.
"""

from __future__ import annotations

from claimkit.edtf import (
    Period,
    format_century,
    format_date,
    format_decade,
    format_interval,
    format_season,
)
from claimkit.extraction.datings.date_groups import DateGroups
from claimkit.extraction.datings.dating_context import DatingContext

_SEASON_MONTHS = 3


def resolve_month(groups: DateGroups, context: DatingContext) -> str | None:
    month, anchor, shift = groups.read_month(), context.anchor, groups.read_shift()
    year = groups.read_year_of(anchor)
    if year is not None:
        return format_date(year, month)
    if shift is None and (year := context.story_year(month)) is not None:
        return format_date(year, month)
    if groups.is_narrative:
        anchor = context.narrative.reached("month")
    if anchor is None:
        return format_date(context.narrative.dated_year, month)
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


def resolve_year(groups: DateGroups, _: DatingContext) -> str | None:
    return f"{groups.read_year():04}" + ("~" if "about" in groups else "")


def resolve_year_range(groups: DateGroups, _: DatingContext) -> str | None:
    first, last = groups["year"], groups["last_year"]
    return format_interval(first, first[: 4 - len(last)] + last) or first


def resolve_decade(groups: DateGroups, _: DatingContext) -> str | None:
    if "decade" in groups:
        return format_decade(int(groups["decade"]) * 10)
    tens = int(groups.find("tens") or groups.names.lexicon.decades[groups["decade_word"]])
    return format_decade(1900 + tens * 10)


def resolve_century(groups: DateGroups, _: DatingContext) -> str | None:
    word = groups.find("century_word")
    century = (groups.names.lexicon.centuries[word] if word else int(groups["century"])) - 1
    return format_century(century * 100) if 0 <= century <= 98 else None


def resolve_season(groups: DateGroups, context: DatingContext) -> str | None:
    code, first_month = groups.names.seasons[groups["season"]]
    anchor, shift = context.anchor, groups.read_shift()
    year = groups.read_year_of(anchor)
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
    number = groups.read_ordinal("quarter")
    anchor, shift = context.anchor, groups.read_shift()
    year = groups.read_year()
    if year is None:
        if anchor is None or (shift is None and anchor.month is None):
            return None
        current = ((anchor.month or 1) - 1) // 3 + 1
        year = anchor.year + (shift or 0)
        if shift is None and number > current and not context.is_future:
            year -= 1
        elif shift is None and number < current - 1 and context.is_future:
            year += 1  # results of the quarter just ended are still to come
        if "compared" in groups:
            year -= 1
    return Period("quarter", year, number).value


def resolve_half(groups: DateGroups, context: DatingContext) -> str | None:
    year = groups.read_year_of(context.anchor)
    if year is None:
        return None
    half = groups.read_ordinal("half")
    return Period("half", year, half).value if half in (1, 2) else None


def resolve_part_of_year(groups: DateGroups, context: DatingContext) -> str | None:
    """Read "the first three months of 2024"."""
    year, count = groups.read_year_of(context.anchor), groups.read_count()
    if year is None or count is None or not 1 <= count <= 12:
        return None
    if groups.names.lexicon.ordinals.get(groups["end"]) == 1:
        return format_interval(format_date(year, 1), format_date(year, count))
    return format_interval(format_date(year, 13 - count), format_date(year, 12))
