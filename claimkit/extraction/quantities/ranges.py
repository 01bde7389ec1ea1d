"""Read two numbers as one range: "10,000–13,000", "from 40 to 60", "two or three"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Literal

from claimkit.extraction.quantities.bounds import (
    find_age,
    find_minus,
    find_opener,
    find_sign,
    is_between_bounds,
    read_bound_before,
)
from claimkit.extraction.quantities.changes import is_open, load_change_table
from claimkit.extraction.quantities.counted_nouns import PLURALS, find_counted_noun
from claimkit.extraction.quantities.exclusions import Exclusions
from claimkit.extraction.quantities.measures import Operand, is_counting_unit, read_operand
from claimkit.extraction.quantities.number_atoms import Number
from claimkit.extraction.quantities.quantity_reading import QuantityReading
from claimkit.extraction.quantities.rates import read_rate
from claimkit.extraction.quantities.year_counts import is_year_like
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.quantities import load_quantity_lexicon
from claimkit.lexicons.word_patterns import any_of
from claimkit.model import Bound
from claimkit.parsing.parsed_document import ParsedDocument

_DASH = re.compile(r"[-–—‑−]|\s[-–—]\s?|[-–—]\s")
_CODE_GAP = re.compile(r"[-–—‑−. ^]| ?[()] ?")
_THOUSANDS = re.compile(r"[0-9]{1,3},000")
_SYMBOL = re.compile(r"[A-Zµμ]?[a-zµμ]{0,2}[A-Z][a-z]?")
_TIMES = re.compile(r" ?[×x] ?")
_MAX_LINK = 40
_MAX_SCORE = 150
_MAX_VERB = 6

RangeLink = Literal["dash", "upper end", "addition", "alternative"]


@dataclass(frozen=True, slots=True)
class RangePatterns:
    """Patterns of the text between the two numbers of a range."""

    upper_end: re.Pattern[str]
    addition: re.Pattern[str]
    alternative: re.Pattern[str]


@cache
def load_range_patterns(lexicons: Lexicons) -> RangePatterns:
    links = load_quantity_lexicon(lexicons).links
    return RangePatterns(
        # The hyphen before the space belongs to a unit that follows: "a 10- to 12-hour wait".
        upper_end=re.compile(rf"[-‑]?\s{any_of(links.upper_end)}\s|-{any_of(links.upper_end)}-"),
        addition=re.compile(rf"\s{any_of(links.addition)}\s"),
        alternative=re.compile(rf"\s{any_of(links.alternative)}\s"),
    )


@dataclass(frozen=True, slots=True)
class RangeResult:
    """The number of numbers read, and the range that they make.

    There are 0 numbers if there is no range, and several without a range for scores, years and
    other chains of numbers, which are not quantities.
    """

    used: int
    reading: QuantityReading | None = None


NO_RANGE = RangeResult(0)


class RangeReader:
    """Reads the ranges of one stretch of text that begins at ``low``."""

    def __init__(self, parsed: ParsedDocument, exclusions: Exclusions, low: int) -> None:
        self._parsed, self._text, self._lexicons = parsed, parsed.text, parsed.lexicons
        self._exclusions, self._low = exclusions, low
        self._patterns = load_range_patterns(parsed.lexicons)
        self._changes = load_change_table(parsed.lexicons)
        self._contests = frozenset(load_quantity_lexicon(parsed.lexicons).contests)

    def read(
        self, numbers: Sequence[Number], index: int, first: Operand, floor: int
    ) -> RangeResult:
        """Read the number at ``index``, whose operand is ``first``, and the next one as a range."""
        if index + 1 == len(numbers) or numbers[index + 1].start - first.end > _MAX_LINK:
            return NO_RANGE
        second = read_operand(
            self._text, numbers[index + 1], first.end, len(self._text), self._lexicons
        )
        if second.start <= first.end:
            return NO_RANGE
        second = self._read_sign(first, second)
        first = self._share_thousands(first, second)
        chain = self._count_chain(numbers, index)
        if chain > 2:
            return RangeResult(chain)
        head = self._find_head(first, second, floor)
        start, bound = read_bound_before(self._text, head, floor, self._lexicons)
        opener = find_opener(self._text, start, floor, self._lexicons)
        if bound in (Bound.AT_LEAST, Bound.MORE_THAN) and self._is_upper_bound(first, second):
            return self._join(first, second, None, floor)
        link = self._find_link(first, second, opener)
        if link is None:
            return NO_RANGE
        if not self._can_join(first, second, link, opener):
            is_tight = second.start - first.end == 1 and first.unit is None
            is_code = link == "dash" and is_tight
            return RangeResult(2) if is_code or self._is_score(first, second, link) else NO_RANGE
        return self._join(first, second, opener, floor)

    def scale_origin(self, operand: Operand, following: Sequence[Number]) -> Operand:
        """Give the first of two values the second's magnitude: "rose from 2 to 3 million"."""
        for number in following:
            is_short = operand.unit is None and operand.number.scale == 1 < number.scale
            if is_short and operand.number.low < number.high / number.scale:
                opener = find_opener(self._text, operand.start, self._low, self._lexicons)
                between = operand.end, number.start
                if opener and opener["start"]:
                    if self._patterns.upper_end.fullmatch(self._text, *between):
                        return operand.scaled(number.scale)
        return operand

    def _is_upper_bound(self, first: Operand, second: Operand) -> bool:
        """Return whether the second number closes what the first opened: "but at most 60"."""
        if first.unit not in (None, second.unit) or second.number.high <= first.number.low:
            return False
        start, bound = read_bound_before(self._text, second.start, first.end, self._lexicons)
        is_upper = bound in (Bound.AT_MOST, Bound.LESS_THAN)
        return is_upper and is_between_bounds(self._text, first.end, start, self._lexicons)

    def _read_sign(self, first: Operand, second: Operand) -> Operand:
        """Return the second number with its sign: "minus 10 to minus 4", "between -3 and +5"."""
        sign = find_sign(self._text, second.start, first.end, self._lexicons)
        if sign is None:
            return second
        start, is_minus = sign
        between = self._text, first.end, start
        if not any(
            p.fullmatch(*between) for p in (self._patterns.upper_end, self._patterns.addition)
        ):
            return second
        number = second.number
        if is_minus:
            number = replace(number, low=-number.high, high=-number.low)
        return replace(second, start=start, number=number)

    def _share_thousands(self, first: Operand, second: Operand) -> Operand:
        """Give the first number the second's thousands: "$5-8,000" is from 5,000 on."""
        between = self._text[first.end : second.start]
        printed = self._text[second.number.start : second.number.end]
        is_short = first.number.scale == 1 and first.number.low < second.number.low / 1000
        if _DASH.fullmatch(between) and is_short and _THOUSANDS.fullmatch(printed):
            number = first.number
            return replace(
                first, number=replace(number, low=number.low * 1000, high=number.high * 1000)
            )
        return first

    def _find_link(
        self, first: Operand, second: Operand, opener: re.Match[str] | None
    ) -> RangeLink | None:
        """Return the link between two numbers that may be a range."""
        between = (self._text, first.end, second.start)
        if _DASH.fullmatch(*between):
            return "dash"
        if self._patterns.upper_end.fullmatch(*between):
            return "upper end"
        if opener and opener["range"] and self._patterns.addition.fullmatch(*between):
            return "addition"
        if self._patterns.alternative.fullmatch(*between) and _are_neighbors(first, second):
            return "alternative"
        return None

    def _count_chain(self, numbers: Sequence[Number], index: int) -> int:
        """Count the digits from ``index`` on that make one code, as phone numbers do."""
        last = index
        while (
            last + 1 < len(numbers)
            and numbers[last].digits
            and numbers[last + 1].digits
            and self._may_be_one_code(numbers[last], numbers[last + 1])
        ):
            last += 1
        return last - index + 1

    def _may_be_one_code(self, number: Number, following: Number) -> bool:
        """Return whether two numbers may be parts of one code, or of a power: "2.5×10^8"."""
        between = (self._text, number.end, following.start)
        is_ten = self._text[following.start : following.end] == "10"
        return bool(_CODE_GAP.fullmatch(*between) or (is_ten and _TIMES.fullmatch(*between)))

    def _can_join(
        self, first: Operand, second: Operand, link: RangeLink, opener: re.Match[str] | None
    ) -> bool:
        is_negative = self._has_minus(first, second)
        if not _have_range_values(first, second, is_negative=is_negative):
            return False
        shares_money = first.is_money and second.unit is None
        if first.unit is not None and first.unit != second.unit and not shares_money:
            return (second.unit or "").startswith(f"{first.unit} ")  # "20°-25°C"
        if not is_negative and self._exclusions.is_glued_before(first.start):
            return False
        if self._exclusions.is_glued_after(second, second.end):
            return False
        if link == "upper end" and self._is_change(first, second, opener):
            return False
        if second.unit is None and any(map(self._exclusions.is_date, (first, second))):
            return False
        if find_age(self._text, opener.start() if opener else first.start, self._lexicons):
            return True
        if opener and opener["range"] and not self._look_like_years(first, second):
            return True
        if second.unit or shares_money or second.number.scale > 1:
            return True
        noun = find_counted_noun(self._parsed, second.end)
        if noun is None:
            return False
        return first.number.fraction or noun.head.tag_ in PLURALS or _is_symbol(noun.unit)

    def _is_score(self, first: Operand, second: Operand, link: RangeLink) -> bool:
        """Return whether two numbers are the result of a contest: "won 3 to 1"."""
        if link != "upper end" or first.unit is not None or second.unit is not None:
            return False
        if max(first.number.high, second.number.high) > _MAX_SCORE:
            return False
        before = self._parsed.token_before(first.start)
        if before is None or find_counted_noun(self._parsed, second.end) is not None:
            return False
        for token in reversed(before.doc[max(0, before.i - _MAX_VERB) : before.i + 1]):
            if token.tag_.startswith("VB") and token.lemma_ in self._contests:
                return True
            if token.is_sent_start:
                break
        return False

    def _has_minus(self, first: Operand, second: Operand) -> bool:
        return self._find_head(first, second, self._low) < first.start

    def _find_head(self, first: Operand, second: Operand, floor: int) -> int:
        """Return where the first number begins, including a minus before it."""
        if second.unit is None and second.number.low >= 0:
            return first.start
        counts = is_counting_unit(second.unit, self._lexicons)
        minus = find_minus(self._text, first.start, floor, self._lexicons, counts=counts)
        return first.start if minus is None else minus

    def _is_change(self, first: Operand, second: Operand, opener: re.Match[str] | None) -> bool:
        """Return whether two numbers are the values of a change: "rose from 5 to 40"."""
        start = opener.start() if opener and opener["start"] else first.start
        before = self._parsed.token_before(start)
        if before is None:
            return False
        if start == first.start and first.unit is None:
            return second.unit is None and self._changes.is_amount_next(before)
        is_amount = self._changes.links.get(before.lower_) == "amount"
        if is_amount and first.unit == second.unit and is_open(before.head):
            return False  # in "could rise by 5% to 12%", the amount is uncertain
        nearby = [before, before.head] if before.is_alpha else []
        if start != first.start:
            origin = self._parsed.token_from(start)
            nearby += [origin.head] if origin is not None else []
        return any(self._changes.find(token) is not None for token in nearby)

    def _look_like_years(self, first: Operand, second: Operand) -> bool:
        return all(
            operand.unit is None and is_year_like(self._text, operand.number)
            for operand in (first, second)
        )

    def _join(
        self, first: Operand, second: Operand, opener: re.Match[str] | None, floor: int
    ) -> RangeResult:
        head = self._find_head(first, second, floor)
        start, bound = read_bound_before(self._text, head, floor, self._lexicons)
        if opener and opener["range"]:
            start = opener.start()
        unit, end = second.unit or first.unit, second.end
        noun = find_counted_noun(self._parsed, end) if unit is None else None
        if noun is not None:
            unit, end = noun.unit, end if noun.apart else noun.end
        unit = unit or find_age(self._text, start, self._lexicons)
        low, high = _share_scale(first, second), second.number.high
        if head < first.start:
            low, high = sorted((-low, high))
        bound = Bound.ABOUT if bound is Bound.ABOUT else Bound.RANGE
        end, rate = read_rate(self._parsed, end, unit, noun)
        is_counted = noun is not None
        return RangeResult(
            2, QuantityReading(start, end, low, high, bound, unit, counted=is_counted, rate=rate)
        )


def _have_range_values(first: Operand, second: Operand, *, is_negative: bool) -> bool:
    """Return whether the values increase and are both fractions or both not."""
    low = _share_scale(first, second)
    are_negative = is_negative and second.number.high < 0  # "minus 4 to minus 10" falls
    if (-low if is_negative else low) >= second.number.high and not are_negative:
        return False
    if first.number.low != first.number.high or first.number.bare:
        return False
    return first.number.fraction == second.number.fraction


def _are_neighbors(first: Operand, second: Operand) -> bool:
    """Return whether an "or" between them makes a range: "two or three", "8 or 9 million"."""
    if first.unit is not None or second.number.fraction or second.number.low != second.number.high:
        return False
    return second.number.high - _share_scale(first, second) == second.number.scale


def _share_scale(first: Operand, second: Operand) -> Decimal:
    """Return the first value with the second's magnitude: "3–5 million"."""
    low, scale = first.number.low, second.number.scale
    if first.number.scale == 1 and scale > 1 and low < abs(second.number.high) / scale:
        return low * scale
    return low


def _is_symbol(unit: str) -> bool:
    """Return whether a noun is printed like the symbol of a unit: "TeV", "mT"."""
    return _SYMBOL.fullmatch(unit) is not None
