"""Which texts are dates as the ledger writes them: EDTF (ISO 8601-2), levels 0 and 1."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_POINT = re.compile(r"(\d{4}|\d{3}X|\d\dXX|XXXX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?[~?%]?", re.ASCII)
_OPEN_ENDS = ("", "..")
_DIVISIONS = range(21, 42)  # seasons, quarters and halves, in the month's place
_LEAP_YEAR = 2000


def is_edtf(text: str) -> bool:
    """Say if a text is a date that the calendar has, or an interval that leads forward.

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
    return _is_point(start) and _is_point(end) and _is_before(start, end)


def first_day(text: str) -> str | None:
    """Return the first day that a date can mean, as ``YYYY-MM-DD``; None if that can't be told.

    >>> first_day("2025-04"), first_day("2024/2025"), first_day("../2025"), first_day("XXXX-04-28")
    ('2025-04-01', '2024-01-01', None, None)
    """
    return _edge(text.split("/")[0], is_end=False)


def last_day(text: str) -> str | None:
    """Return the last day that a date can mean, as `first_day`.

    >>> last_day("2024-02"), last_day("2024/2025"), last_day("2025-04-26~")
    ('2024-02-29', '2025-12-31', None)
    """
    return _edge(text.split("/")[-1], is_end=True)


def _edge(point: str, *, is_end: bool) -> str | None:
    match = _POINT.fullmatch(point)
    if match is None or not _is_point(point) or point[-1] in "~?%" or "X" in match[1]:
        return None  # about then: no edge to go by
    year, month, day = match.groups()
    months = {None: (1, 12), "XX": (1, 12)}.get(month) or _months(int(month))
    number = months[is_end]
    if day not in (None, "XX"):
        return f"{year}-{number:02}-{day}"
    return f"{year}-{number:02}-{monthrange(int(year), number)[1] if is_end else 1:02}"


def _months(number: int) -> tuple[int, int]:
    """Return the first and the last month of a month, a quarter or a half; a season is vague."""
    if number <= 12:
        return number, number
    if 33 <= number <= 36:
        return 3 * (number - 33) + 1, 3 * (number - 33) + 3
    if number in (40, 41):
        return 6 * (number - 40) + 1, 6 * (number - 40) + 6
    return 1, 12


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
    try:
        date(known or _LEAP_YEAR, int(month), 1 if day == "XX" else int(day))
    except ValueError:
        return False
    return True


def _is_before(start: str, end: str) -> bool:
    """Compare two points as far as both are known; unknown parts are no objection."""
    pairs = zip(_parts(start), _parts(end), strict=False)
    known = [pair for pair in pairs if not {"X"} & set("".join(pair))]
    first, second = [one for one, _ in known], [other for _, other in known]
    return first <= second


def _parts(point: str) -> list[str]:
    return point.rstrip("~?%").split("-")
