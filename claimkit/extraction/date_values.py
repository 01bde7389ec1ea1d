"""Give a matched date expression its EDTF value."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from claimkit.extraction.edtf import (
    Anchor,
    format_day,
    format_month,
    format_quarter,
    format_week,
    nearest_year,
    shift_day,
    shift_month,
)
from claimkit.lexicons.datings import DatingLexicon, PatternKind
from claimkit.lexicons.loader import load_lexicon


@dataclass(frozen=True, slots=True)
class Context:
    """What a relative expression is resolved against.

    ``anchor`` is the document's or the narrative's date, ``previous`` the last day that
    the text itself gave, and ``is_future`` says if the clause speaks of what is to come.
    """

    anchor: Anchor | None
    previous: date | None
    is_future: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class _Names:
    months: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, tuple[int, int]]
    lexicon: DatingLexicon


@cache
def _names() -> _Names:
    lexicon = load_lexicon("datings", DatingLexicon)
    return _Names(
        {m.name[:3].lower(): number for number, m in enumerate(lexicon.months, 1)},
        {w.name[:3].lower(): number for number, w in enumerate(lexicon.weekdays)},
        {name: (s.code, s.first_month) for s in lexicon.seasons for name in s.names},
        lexicon,
    )


# EDTF years have four digits; "next May" can lead past the last.
_TOO_LATE = re.compile(r"\d{5}")


def resolve(kind: PatternKind, match: re.Match[str], context: Context) -> str | None:
    """Return the EDTF value, or None where nothing can be known."""
    groups = {
        name: " ".join(group.lower().split()) for name, group in match.groupdict().items() if group
    }
    value = _RESOLVERS[kind](groups, context)
    return None if value is not None and _TOO_LATE.match(value) else value


def _shift(groups: dict[str, str]) -> int | None:
    word = groups.get("shift")
    return None if word is None else _names().lexicon.shifts[word]


def _year(groups: dict[str, str]) -> int | None:
    return int(groups["year"]) if "year" in groups else None


def _month(groups: dict[str, str]) -> int:
    if "month_number" in groups:
        return int(groups["month_number"])
    return _names().months[groups["month"][:3]]


def _resolve_day(groups: dict[str, str], context: Context) -> str | None:
    month, day, year = _month(groups), int(groups["day"]), _year(groups)
    if year is not None or context.anchor is None or format_day(None, month, day) is None:
        return format_day(year, month, day)
    year = nearest_year(context.anchor, month, day)
    if context.anchor.date is not None and context.is_future():
        value = format_day(context.anchor.year, month, day)
        if value is None or value < str(context.anchor.date):
            year = context.anchor.year + 1
        else:
            year = context.anchor.year
    return format_day(year, month, day)


def _resolve_numeric(groups: dict[str, str], _: Context) -> str | None:
    """Day first with points; with other marks only where one of the two can't be a month."""
    first, second, year = int(groups["first"]), int(groups["second"]), int(groups["year"])
    if groups["mark"] == "." or first > 12:
        return format_day(year, second, first)
    if second > 12 or first == second:
        return format_day(year, first, second)
    return str(year)


def _resolve_month(groups: dict[str, str], context: Context) -> str | None:
    month, year, anchor, shift = _month(groups), _year(groups), context.anchor, _shift(groups)
    if year is not None or anchor is None:
        return format_month(year, month)
    if "of_year" in groups:
        return format_month(anchor.year + (shift or 0), month)
    if anchor.month is None:
        return format_month(None, month)
    if shift is None:
        forward = context.is_future()
        year = anchor.year + ((month < anchor.month) if forward else -(month > anchor.month))
    else:
        year = anchor.year
        if shift < 0 and month >= anchor.month:
            year -= 1
        elif shift > 0 and month <= anchor.month:
            year += 1
    return format_month(year, month)


def _resolve_year(groups: dict[str, str], _: Context) -> str | None:
    return groups["year"] + ("~" if "about" in groups else "")


def _resolve_decade(groups: dict[str, str], _: Context) -> str | None:
    return f"{groups['decade']}X"


def _resolve_century(groups: dict[str, str], _: Context) -> str | None:
    century = int(groups["century"]) - 1
    return f"{century:02}XX" if 0 <= century <= 98 else None


def _resolve_season(groups: dict[str, str], context: Context) -> str | None:
    code, first_month = _names().seasons[groups["season"]]
    year, anchor, shift = _year(groups), context.anchor, _shift(groups)
    if year is None:
        if anchor is None or anchor.month is None or shift is None:
            return None
        year = anchor.year
        if shift < 0 and anchor.month < first_month + 3:
            year -= 1
        elif shift > 0 and anchor.month >= first_month:
            year += 1
    return f"{year:04}-{code}"


def _resolve_quarter(groups: dict[str, str], context: Context) -> str | None:
    quarter = int(groups.get("quarter") or _names().lexicon.ordinals[groups["ordinal"]])
    year, anchor, shift = _year(groups), context.anchor, _shift(groups)
    if year is None:
        if anchor is None or (shift is None and anchor.month is None):
            return None
        year = anchor.year + (shift or 0)
        if shift is None and quarter > (((anchor.month or 1) - 1) // 3 + 1):
            year -= 1
    return format_quarter(year, quarter)


def _resolve_weekday(groups: dict[str, str], context: Context) -> str | None:
    today, shift = context.anchor.date if context.anchor else None, _shift(groups)
    if groups.get("shift") in _names().lexicon.narrative_shifts:
        today = context.previous
    if today is None:
        return None
    back = (today.weekday() - _names().weekdays[groups["weekday"][:3]]) % 7
    forward = shift > 0 if shift is not None else context.is_future() or "coming" in groups
    backward = -7 if shift == -1 and back == 0 else -back
    return _text(shift_day(today, 7 - back if forward else backward))


def _resolve_unit(groups: dict[str, str], context: Context) -> str | None:
    shift = _shift(groups) or 0
    anchor = context.anchor
    if groups.get("shift") in _names().lexicon.narrative_shifts:
        anchor = _as_anchor(context.previous)
    return None if anchor is None else _shift_unit(anchor, groups["unit"], shift)


def _shift_unit(anchor: Anchor, unit: str, count: int) -> str | None:
    """Return the ``unit`` that lies ``count`` units from the anchor."""
    kind = _names().lexicon.units[unit]
    day = anchor.date
    if kind in ("day", "week"):
        moved = None if day is None else shift_day(day, count * (7 if kind == "week" else 1))
        if moved is None or kind == "day":
            return _text(moved)
        return format_week(moved)
    if kind in ("month", "quarter"):
        if anchor.month is None:
            return None
        months = count * (3 if kind == "quarter" else 1)
        year, month = shift_month(anchor.year, anchor.month, months)
        if not 1 <= year <= 9999:
            return None
        if kind == "quarter":
            return format_quarter(year, (month + 2) // 3)
        return format_month(year, month)
    size = {"year": 1, "decade": 10, "century": 100}[kind]
    year = anchor.year + count * size
    if not 1 <= year <= 9999:
        return None
    printed = f"{year:04}"
    return printed[: 5 - len(str(size))] + "X" * (len(str(size)) - 1)


def _resolve_named_day(groups: dict[str, str], context: Context) -> str | None:
    if context.anchor is None or context.anchor.date is None:
        return None
    days = _names().lexicon.named_days[groups["named_day"]]
    return _text(shift_day(context.anchor.date, days))


def _resolve_offset(groups: dict[str, str], context: Context) -> str | None:
    """Count from the anchor for "ago", from the last day in the text for "earlier"."""
    printed = groups["count"]
    count = int(printed) if printed.isdigit() else _names().lexicon.counts[printed]
    anchor = context.anchor
    if groups["direction"] != "ago":
        anchor = _as_anchor(context.previous)
    if count is None or anchor is None:
        return None
    sign = 1 if groups["direction"] == "later" else -1
    if _names().lexicon.units[groups["unit"]] == "week":
        moved = None if anchor.date is None else shift_day(anchor.date, sign * 7 * count)
        return None if moved is None else f"{moved}~"
    return _shift_unit(anchor, groups["unit"], sign * count)


def _resolve_narrative_day(groups: dict[str, str], context: Context) -> str | None:
    if context.previous is None:
        return None
    days = {"before": -1, "after": 1}.get(groups.get("side", ""), _shift(groups) or 0)
    return _text(shift_day(context.previous, days))


def _as_anchor(day: date | None) -> Anchor | None:
    return None if day is None else Anchor(day.year, day.month, day.day)


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


_RESOLVERS: dict[PatternKind, Callable[[dict[str, str], Context], str | None]] = {
    "day": _resolve_day,
    "numeric": _resolve_numeric,
    "month": _resolve_month,
    "year": _resolve_year,
    "decade": _resolve_decade,
    "century": _resolve_century,
    "season": _resolve_season,
    "quarter": _resolve_quarter,
    "weekday": _resolve_weekday,
    "unit": _resolve_unit,
    "named day": _resolve_named_day,
    "offset": _resolve_offset,
    "narrative day": _resolve_narrative_day,
}
