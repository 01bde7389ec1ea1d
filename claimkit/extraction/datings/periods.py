"""Values of expressions that name a month, a year or what lies between and beyond.

Each ``resolve_…`` takes the groups of one kind of pattern and returns the EDTF value, or None
where nothing can be known.
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
from claimkit.extraction.datings.groups import (
    Context,
    Groups,
    date_names,
    is_narrative,
    read_count,
    read_month,
    read_shift,
    read_year,
    read_year_of,
)

_SEASON_MONTHS = 3


def resolve_month(groups: Groups, context: Context) -> str | None:
    month, anchor, shift = read_month(groups), context.anchor, read_shift(groups)
    year = read_year_of(groups, anchor)
    if year is not None:
        return format_date(year, month)
    if shift is None and (year := context.story_year(month)) is not None:
        return format_date(year, month)
    if is_narrative(groups):
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


def resolve_year(groups: Groups, _: Context) -> str | None:
    return f"{read_year(groups):04}" + ("~" if "about" in groups else "")


def resolve_year_range(groups: Groups, _: Context) -> str | None:
    first, last = groups["year"], groups["last_year"]
    return format_interval(first, first[: 4 - len(last)] + last) or first


def resolve_decade(groups: Groups, _: Context) -> str | None:
    if "decade" in groups:
        return format_decade(int(groups["decade"]) * 10)
    tens = int(groups.get("tens") or date_names().lexicon.decades[groups["decade_word"]])
    return format_decade(1900 + tens * 10)


def resolve_century(groups: Groups, _: Context) -> str | None:
    words = groups.get("century_word")
    century = (date_names().lexicon.centuries[words] if words else int(groups["century"])) - 1
    return format_century(century * 100) if 0 <= century <= 98 else None


def resolve_season(groups: Groups, context: Context) -> str | None:
    code, first_month = date_names().seasons[groups["season"]]
    anchor, shift = context.anchor, read_shift(groups)
    year = read_year_of(groups, anchor)
    if is_narrative(groups) and "of_year" not in groups:
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


def resolve_quarter(groups: Groups, context: Context) -> str | None:
    number = int(groups.get("quarter") or date_names().lexicon.ordinals[groups["ordinal"]])
    anchor, shift = context.anchor, read_shift(groups)
    year = read_year(groups)
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


def resolve_half(groups: Groups, context: Context) -> str | None:
    year = read_year_of(groups, context.anchor)
    if year is None:
        return None
    half = int(groups.get("half") or date_names().lexicon.ordinals[groups["ordinal"]])
    return Period("half", year, half).value if half in (1, 2) else None


def resolve_part_of_year(groups: Groups, context: Context) -> str | None:
    """Read "the first three months of 2024"."""
    year, count = read_year_of(groups, context.anchor), read_count(groups)
    if year is None or count is None or not 1 <= count <= 12:
        return None
    if groups["end"] == "first":
        return format_interval(format_date(year, 1), format_date(year, count))
    return format_interval(format_date(year, 13 - count), format_date(year, 12))
