"""Read two numbers as a share: "1 in 10", "three out of every five", "3.5 out of 5"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from claimkit.extraction.quantities.digits import round_share
from claimkit.extraction.quantities.measures import is_before_time_unit
from claimkit.extraction.quantities.number_atoms import Number
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.quantities import load_quantity_lexicon
from claimkit.lexicons.word_patterns import SPACE_OR_HYPHEN, any_of

_MAX_LINK = 16
_YEARS = range(1800, 2101)
# "three in four voters" is a share, "three in twelve rooms" need not be one.
_SHARED_BY = frozenset((3, 4, 5, 10, 20, 100, 1_000, 10_000, 100_000, 1_000_000))


@dataclass(frozen=True, slots=True)
class RatioWords:
    """The words between the two numbers of a share, and whether they always mean a share."""

    is_sure: dict[str, bool]
    link: re.Pattern[str]


@cache
def load_ratio_words(lexicons: Lexicons) -> RatioWords:
    is_sure = {link.words: link.is_sure for link in load_quantity_lexicon(lexicons).ratio_links}
    link = re.compile(rf"[\s-]({any_of(is_sure, SPACE_OR_HYPHEN)})[\s-]", re.IGNORECASE)
    return RatioWords(is_sure, link)


def join_ratios(text: str, numbers: Sequence[Number], lexicons: Lexicons) -> list[Number]:
    """Return the numbers with each share as one number; its value is the quotient.

    A rating keeps its own value: "3.5 out of 5" is 3.5.

    Does not handle: "four of the five", which stay two numbers.
    """
    joined: list[Number] = []
    for number in numbers:
        ratio = _join(text, joined[-1], number, lexicons) if joined else None
        if ratio is not None:
            joined[-1] = ratio
        else:
            joined.append(number)
    return joined


def _join(text: str, part: Number, whole: Number, lexicons: Lexicons) -> Number | None:
    if whole.start - part.end > _MAX_LINK or part.fraction or whole.fraction:
        return None
    words = load_ratio_words(lexicons)
    link = words.link.fullmatch(text, part.end, whole.start)
    if link is None or not 0 < part.low < whole.low or whole.low != whole.high:
        return None
    is_sure = words.is_sure[" ".join(link[1].lower().replace("-", " ").split())]
    if not is_sure and not _is_share(text, part, whole, lexicons):
        return None
    if part.low != part.low.to_integral_value():
        return replace(part, end=whole.end) if is_sure else None
    share = round_share(Decimal(part.low) / whole.low)
    return replace(part, end=whole.end, low=share, high=share, fraction=True, settled=True)


def _is_share(text: str, part: Number, whole: Number, lexicons: Lexicons) -> bool:
    """Return whether "in" makes a share, unlike "3 in 2019" and "3 in 10 days"."""
    if part.low != part.low.to_integral_value() or int(whole.low) in _YEARS:
        return False
    if part.low > 1 and int(whole.low) not in _SHARED_BY:
        return False
    return not is_before_time_unit(text, whole.end, lexicons)
