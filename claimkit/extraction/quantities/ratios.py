"""Read two numbers as a share: "1 in 10", "three out of every five", "3.5 out of 5"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from claimkit.extraction.quantities.digits import round_share
from claimkit.extraction.quantities.measures import alternation, is_before_time_unit
from claimkit.extraction.quantities.numerals import Number
from claimkit.lexicons.loader import load_lexicon
from claimkit.lexicons.quantities import QuantityLexicon

_MAX_LINK = 16
_YEARS = range(1800, 2101)
# "three in four voters" is a share, "three in twelve rooms" need not be one.
_SHARED_BY = frozenset((3, 4, 5, 10, 20, 100, 1_000, 10_000, 100_000, 1_000_000))


class _Links:
    """The lexicon's words between the two numbers, compiled."""

    def __init__(self) -> None:
        links = load_lexicon("quantities", QuantityLexicon).ratio_links
        self.sure = {link.words: link.is_sure for link in links}
        self.pattern = re.compile(rf"[\s-]({alternation(self.sure)})[\s-]", re.IGNORECASE)


@cache
def _links() -> _Links:
    return _Links()


def join_ratios(text: str, numbers: Sequence[Number]) -> list[Number]:
    """Return the numbers with each share as one number; its value is what it comes to.

    A rating keeps its own value: "3.5 out of 5" is 3.5.

    Does not handle: "four of the five", which are two numbers.
    """
    joined: list[Number] = []
    for number in numbers:
        ratio = _join(text, joined[-1], number) if joined else None
        if ratio is not None:
            joined[-1] = ratio
        else:
            joined.append(number)
    return joined


def _join(text: str, part: Number, whole: Number) -> Number | None:
    if whole.start - part.end > _MAX_LINK or part.fraction or whole.fraction:
        return None
    link = _links().pattern.fullmatch(text, part.end, whole.start)
    if link is None or not 0 < part.low < whole.low or whole.low != whole.high:
        return None
    is_sure = _links().sure[" ".join(link[1].lower().replace("-", " ").split())]
    if not is_sure and not _is_share(text, part, whole):
        return None
    if part.low != part.low.to_integral_value():
        return replace(part, end=whole.end) if is_sure else None
    share = round_share(Decimal(part.low) / whole.low)
    return replace(part, end=whole.end, low=share, high=share, fraction=True, settled=True)


def _is_share(text: str, part: Number, whole: Number) -> bool:
    """Say if "in" tells a share rather than a place or a time: "3 in 2019", "3 in 10 days"."""
    if part.low != part.low.to_integral_value() or int(whole.low) in _YEARS:
        return False
    if part.low > 1 and int(whole.low) not in _SHARED_BY:
        return False
    return not is_before_time_unit(text, whole.end)
