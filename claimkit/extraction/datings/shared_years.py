"""Give the dates of a list the year that its last one prints: "in March and August 2019"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from claimkit.edtf import year_of
from claimkit.extraction.datings.dating_context import DatingContext
from claimkit.extraction.datings.evaluation import resolve
from claimkit.extraction.datings.joining import FoundDate
from claimkit.lexicons.datings import PatternKind, load_dating_lexicon
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.word_patterns import SPACE, any_of

_LINK_WIDTH = 10
_SHARING: frozenset[PatternKind] = frozenset(("day", "month", "quarter", "season", "half"))
# "December and January 2023": months that are farther apart are in two years.
_HALF_A_YEAR = 6
_LAST_QUARTER = 4


@cache
def _list_links(lexicons: Lexicons) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns for the words between any two dates of a list, and the last two."""
    lexicon = load_dating_lexicon(lexicons)
    single = [word for word in (*lexicon.list_links, *lexicon.interval_links) if " " not in word]
    phrases = [word for word in lexicon.list_links if " " in word]
    # A comma before "and in" begins a clause: "in March, and in August 2019 they fell".
    links = rf",?\s{any_of(single)}\s|\s{any_of(phrases, SPACE)}\s"
    return re.compile(r",\s"), re.compile(rf"{links}|\s?[/–—-]\s?")


def share_years(
    text: str, found: Sequence[FoundDate], context: DatingContext, lexicons: Lexicons
) -> list[FoundDate]:
    """Return the dates, those without a year with the one of the date that ends their list."""
    between, last_link = _list_links(lexicons)
    shared = list(found)
    is_inherited = False
    for index in range(len(found) - 2, -1, -1):
        one, other = shared[index], shared[index + 1]
        start, end = one.hit.match.end(), other.hit.match.start()
        link = end - start <= _LINK_WIDTH and (
            last_link.fullmatch(text, start, end)
            or (is_inherited and between.fullmatch(text, start, end))
        )
        year = _year_for(one, other) if link else None
        is_inherited = year is not None
        if year is not None:
            groups = one.groups.with_year(year)
            shared[index] = FoundDate(one.hit, groups, resolve(one.hit.kind, groups, context))
    return shared


def _year_for(one: FoundDate, other: FoundDate) -> int | None:
    """Return the year of a date before another one in a list; None if they share none."""
    kind = one.hit.kind
    if kind not in _SHARING or kind != other.hit.kind or one.has_year or "shift" in one.groups:
        return None
    year = year_of(other.value or "") if other.groups.names_year else None
    if year is None:
        return None
    is_before = False
    if kind in ("day", "month") and "of_month" not in one.groups:
        is_before = one.groups.read_month() - other.groups.read_month() >= _HALF_A_YEAR
    elif kind == "quarter":
        numbers = [dating.groups.read_ordinal("quarter") for dating in (one, other)]
        is_before = numbers == [_LAST_QUARTER, 1]
    return year - is_before
