"""Find quantities: a number, how it is bounded, what it counts and whether it is a change.

Numbers come from the text (`numerals`, `ratios`), units from the text and the parse
(`measures`); entities are never asked. This module joins them, `exclusions` leaves out
what is no quantity, `ellipsis` and `changes` look at several quantities at once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice

from claimkit.extraction.quantities.bounds import (
    find_age,
    find_opener,
    is_both_bounds,
    negate,
    read_bound_after,
    read_bound_before,
    read_bound_verb,
)
from claimkit.extraction.quantities.changes import (
    is_amount_next,
    is_change_word,
    is_open,
    read_changes,
)
from claimkit.extraction.quantities.digits import exact
from claimkit.extraction.quantities.exclusions import Exclusions, is_year_like
from claimkit.extraction.quantities.measures import PLURALS, Operand, TokenView, read_operand
from claimkit.extraction.quantities.numerals import Number, iter_numbers
from claimkit.extraction.quantities.ratios import join_ratios
from claimkit.extraction.quantities.readings import Reading, limits
from claimkit.extraction.quantities.shared_units import share_ahead, share_back
from claimkit.model import Bound, Quantity, Span
from claimkit.parsing.parsed_document import ParsedDocument

_DASH = re.compile(r"[-–—‑−]|\s[-–—]\s")
_CHAIN = re.compile(r"[-–—‑−. ^]| ?[()] ?")
_TIMES = re.compile(r" ?[×x] ?")
_TO = re.compile(r"[\s-](?:to|through)[\s-]")
_AND = re.compile(r"\sand\s")
_OR = re.compile(r"\sor\s")
_LISTED = re.compile(r",\s|,?\s(?:and|or|to|through|&)\s|\s?[-–]\s?")
_LEADS = re.compile(r"\s(?:by|or|to|x|×)\s")
_MINUS = re.compile(r"(?:\A|[\s(])(?P<sign>[-−]|minus[\s-])\Z", re.IGNORECASE)
_MINUS_WIDTH = 8
_MAX_LINK = 40


def find_quantities(parsed: ParsedDocument, start: int, end: int) -> list[Quantity]:
    """Find the quantities in the code points ``[start, end)`` of a document's text.

    In order and disjoint; each ``span`` lies in the range. What stands around the range
    only helps to judge: the noun that a number counts may stand outside.

    Does not handle: units of rates ("$5 a share" is money), hours with minutes and pounds
    with ounces (two quantities), and magnitudes before a number ("a million 3 times").
    """
    text = parsed.text
    numbers = join_ratios(text, list(iter_numbers(text, start, end)))
    if not numbers:
        return []
    tokens = TokenView(parsed.doc, numbers[0].start)
    found = _Finder(tokens, text, start, end).read(numbers)
    found = share_back(text, read_changes(tokens, share_ahead(text, found)))
    return [
        Quantity(
            text=text[one.start : one.end],
            min=one.low if one.low is None else exact(one.low),
            max=one.high if one.high is None else exact(one.high),
            bound=one.bound,
            unit=one.unit,
            change=one.change,
            span=Span(one.start, one.end),
        )
        for one in found
    ]


class QuantityIndex:
    """A document's quantities by their places, read once, block by block.

    Ordered and disjoint.
    """

    def __init__(self, parsed: ParsedDocument) -> None:
        self._parsed = parsed
        self._quantities = [
            quantity
            for block in parsed.blocks
            for quantity in find_quantities(parsed, block.span.start, block.span.end)
        ]
        self._ends = [q.span.end for q in self._quantities if q.span is not None]

    def within(self, span: Span) -> list[Quantity]:
        """Return the quantities in ``span``; one that an edge cuts is read anew inside it."""
        first = bisect_right(self._ends, span.start)
        found: list[Quantity] = []
        for quantity in islice(self._quantities, first, None):
            if quantity.span is None or quantity.span.start >= span.end:
                break
            if not span.contains(quantity.span):
                return find_quantities(self._parsed, span.start, span.end)
            found.append(quantity)
        return found


class _Finder:
    """Finds quantities in ``text[low:high]`` one by one."""

    def __init__(self, tokens: TokenView, text: str, low: int, high: int) -> None:
        self._tokens, self._text, self._low, self._high = tokens, text, low, high
        self._exclusions = Exclusions(text, tokens)
        self._named_end: int | None = None

    def read(self, numbers: Sequence[Number]) -> list[Reading]:
        found: list[Reading] = []
        floor = self._low
        index = 0
        while index < len(numbers):
            operand = read_operand(self._text, numbers[index], floor, len(self._text))
            taken, quantity = self._read_range(numbers, index, operand, floor)
            if taken == 0:
                following = numbers[index + 1 : index + 2]
                operand = self._scale_origin(operand, following)
                taken, quantity = 1, self._read_single(operand, floor, following)
            if quantity is not None:
                quantity = replace(quantity, end=min(quantity.end, self._high))
                found.append(quantity)
                floor = quantity.end
            index += taken
            while index < len(numbers) and numbers[index].start < floor:
                index += 1
        return found

    def _scale_origin(self, operand: Operand, following: Sequence[Number]) -> Operand:
        """Give the first of two values the second's magnitude: "rose from 2 to 3 million"."""
        for number in following:
            is_short = operand.unit is None and operand.number.scale == 1 < number.scale
            if is_short and operand.number.low < number.high / number.scale:
                opener = find_opener(self._text, operand.start, self._low)
                if (
                    opener
                    and opener["start"]
                    and _TO.fullmatch(self._text, operand.end, number.start)
                ):
                    return operand.scaled(number.scale)
        return operand

    # -- one number ---------------------------------------------------------------------

    def _read_single(
        self, operand: Operand, floor: int, following: Sequence[Number]
    ) -> Reading | None:
        start, bound = read_bound_before(self._text, operand.start, floor)
        end, bound = self._bound_after(operand, bound)
        if self._exclusions.is_glued_after(operand, end):
            return None
        age = None if operand.unit else find_age(self._text, operand.start)
        noun = None if operand.unit or age else self._tokens.find_noun(self._text, end)
        minus = self._find_minus(start, floor) if operand.unit or noun is None else None
        if minus is None and self._exclusions.is_glued_before(start):
            return None
        if operand.letter_scale is not None:
            counted = self._tokens.find_noun(self._text, operand.end)
            if counted is not None and counted.head.tag_ in PLURALS:
                operand, noun = operand.scaled(operand.letter_scale), counted
        if age is None and self._is_listed_name(operand):
            self._named_end = operand.end
            return None
        leads = any(_LEADS.fullmatch(self._text, operand.end, n.start) for n in following)
        is_none = self._exclusions.is_no_quantity(operand, noun, bound, leads=leads)
        if age is None and is_none:
            is_date = self._exclusions.is_date(operand)
            if not is_date and self._exclusions.is_named(operand, noun, bound):
                self._named_end = operand.end
            return None
        unit = operand.unit or age
        if noun is not None:
            unit = noun.unit
            end = end if noun.apart else noun.end
        if bound in (None, Bound.ABOUT):
            end, after = read_bound_after(self._text, end, self._high)
            bound = after or bound
        bound = self._bound_verb(operand, start, bound)
        low, high = operand.number.low, operand.number.high
        if minus is not None:
            start, low, high = minus, -high, -low
        if bound is None:
            bound = Bound.EXACT if low == high else Bound.ABOUT
        return Reading(start, end, *limits(low, high, bound), bound, unit, noun is not None)

    def _find_minus(self, start: int, floor: int) -> int | None:
        match = _MINUS.search(self._text, max(floor, start - _MINUS_WIDTH), start)
        return match.start("sign") if match else None

    def _is_listed_name(self, operand: Operand) -> bool:
        """Say if the number goes on with a list of names: the 12 of "junctions 11 and 12"."""
        return (
            self._named_end is not None
            and operand.unit is None
            and _LISTED.fullmatch(self._text, self._named_end, operand.start) is not None
        )

    def _bound_after(self, operand: Operand, bound: Bound | None) -> tuple[int, Bound | None]:
        """Read "40+", "40-odd" and "40 or more" before the noun."""
        if operand.open_ended:
            return operand.end, bound or Bound.AT_LEAST
        if operand.unit is None or operand.end == operand.number.end:
            end, after = read_bound_after(self._text, operand.end, self._high)
            return end, after or bound
        return operand.end, bound

    def _bound_verb(self, operand: Operand, start: int, bound: Bound | None) -> Bound | None:
        """Read "exceeds 40" and turn a bound around where its verb is negated."""
        before, origin = self._tokens.before(start), self._tokens.after(operand.number.start)
        if before is None or origin is None:
            return bound
        told = read_bound_verb(before) if bound in (None, Bound.ABOUT) else None
        return told or negate(before, origin, bound)

    # -- ranges -------------------------------------------------------------------------

    def _read_range(
        self, numbers: Sequence[Number], index: int, first: Operand, floor: int
    ) -> tuple[int, Reading | None]:
        """Read two numbers as one range.

        Returns how many numbers are used up: 0 if they are no range, and several without
        a quantity for scores, years and other chains of numbers.
        """
        if index + 1 == len(numbers) or numbers[index + 1].start - first.end > _MAX_LINK:
            return 0, None
        second = read_operand(self._text, numbers[index + 1], first.end, len(self._text))
        if second.start <= first.end:
            return 0, None
        chain = self._chain(numbers, index)
        if chain > 2:
            return chain, None
        start, bound = read_bound_before(self._text, first.start, floor)
        opener = find_opener(self._text, start, floor)
        if bound in (Bound.AT_LEAST, Bound.MORE_THAN) and self._is_upper(first, second):
            return self._join(first, second, None, floor)
        link = self._link(first, second, opener)
        if link is None:
            return 0, None
        if not self._can_join(first, second, link, opener):
            is_tight = second.start - first.end == 1 and first.unit is None
            return (2, None) if link == "dash" and is_tight else (0, None)
        return self._join(first, second, opener, floor)

    def _is_upper(self, first: Operand, second: Operand) -> bool:
        """Say if the second number closes what the first opened: "… but no more than 60"."""
        if first.unit not in (None, second.unit) or second.number.high <= first.number.low:
            return False
        start, bound = read_bound_before(self._text, second.start, first.end)
        is_upper = bound in (Bound.AT_MOST, Bound.LESS_THAN)
        return is_upper and is_both_bounds(self._text, first.end, start)

    def _link(self, first: Operand, second: Operand, opener: re.Match[str] | None) -> str | None:
        start, end = first.end, second.start
        if _DASH.fullmatch(self._text, start, end):
            return "dash"
        if _TO.fullmatch(self._text, start, end):
            return "to"
        if opener and opener["range"] and _AND.fullmatch(self._text, start, end):
            return "and"
        if _OR.fullmatch(self._text, start, end) and _are_neighbors(first, second):
            return "or"
        return None

    def _chain(self, numbers: Sequence[Number], index: int) -> int:
        """Count the digits from ``index`` on that make one code, as phone numbers do."""
        last = index
        while (
            last + 1 < len(numbers)
            and numbers[last].digits
            and numbers[last + 1].digits
            and self._goes_on(numbers[last], numbers[last + 1])
        ):
            last += 1
        return last - index + 1

    def _goes_on(self, number: Number, following: Number) -> bool:
        """Say if two numbers may be pieces of one code, or of a power: "2.5×10^8"."""
        between = number.end, following.start
        is_ten = self._text[following.start : following.end] == "10"
        return bool(
            _CHAIN.fullmatch(self._text, *between)
            or (is_ten and _TIMES.fullmatch(self._text, *between))
        )

    def _can_join(
        self, first: Operand, second: Operand, link: str, opener: re.Match[str] | None
    ) -> bool:
        low, high = _shared_scale(first, second), second.number.high
        is_negative = second.unit and self._find_minus(first.start, self._low) is not None
        if is_negative:
            low = -low
        if low >= high or first.number.low != first.number.high:
            return False
        if first.number.fraction != second.number.fraction or first.number.bare:
            return False
        shares_money = first.is_money and second.unit is None
        if first.unit is not None and first.unit != second.unit and not shares_money:
            return False
        if not is_negative and self._exclusions.is_glued_before(first.start):
            return False
        if self._exclusions.is_glued_after(second, second.end):
            return False
        if link == "to" and self._tells_change(first, second, opener):
            return False
        if second.unit is None and any(map(self._exclusions.is_date, (first, second))):
            return False
        if find_age(self._text, opener.start() if opener else first.start):
            return True
        if opener and opener["range"] and not self._looks_like_years(first, second):
            return True
        if second.unit or shares_money or second.number.scale > 1:
            return True
        noun = self._tokens.find_noun(self._text, second.end)
        return noun is not None and (first.number.fraction or noun.head.tag_ in PLURALS)

    def _tells_change(self, first: Operand, second: Operand, opener: re.Match[str] | None) -> bool:
        """Say if "5 % to 40 %" or "from 5 to 40" are two values: "rose from 5 to 40"."""
        start = opener.start() if opener and opener["start"] else first.start
        before = self._tokens.before(start)
        if before is None:
            return False
        if start == first.start and first.unit is None:
            return second.unit is None and is_amount_next(before)
        if before.lower_ == "by" and first.unit == second.unit and is_open(before.head):
            return False  # "could rise by 5% to 12%" tells how uncertain the amount is
        nearby = [before, before.head] if before.is_alpha else []
        if start != first.start:
            origin = self._tokens.after(start)
            nearby += [origin.head] if origin is not None else []
        return any(map(is_change_word, nearby))

    def _looks_like_years(self, first: Operand, second: Operand) -> bool:
        return all(
            operand.unit is None and is_year_like(self._text, operand.number)
            for operand in (first, second)
        )

    def _join(
        self, first: Operand, second: Operand, opener: re.Match[str] | None, floor: int
    ) -> tuple[int, Reading]:
        start, bound = read_bound_before(self._text, first.start, floor)
        if opener and opener["range"]:
            start = opener.start()
        unit, end = second.unit or first.unit, second.end
        noun = self._tokens.find_noun(self._text, end) if unit is None else None
        if noun is not None:
            unit, end = noun.unit, end if noun.apart else noun.end
        unit = unit or find_age(self._text, start)
        low, high = _shared_scale(first, second), second.number.high
        minus = self._find_minus(first.start, floor) if second.unit else None
        if minus is not None:
            start, low = min(start, minus), -low
        bound = Bound.ABOUT if bound is Bound.ABOUT else Bound.RANGE
        return 2, Reading(start, end, low, high, bound, unit, noun is not None)


def _are_neighbors(first: Operand, second: Operand) -> bool:
    """Say if an "or" between the numbers leaves a range: "two or three", "8 or 9 million"."""
    if first.unit is not None or second.number.fraction or second.number.low != second.number.high:
        return False
    return second.number.high - _shared_scale(first, second) == second.number.scale


def _shared_scale(first: Operand, second: Operand) -> Decimal:
    """Return the first value with the second's magnitude: "3–5 million"."""
    low, scale = first.number.low, second.number.scale
    if first.number.scale == 1 and scale > 1 and low < second.number.high / scale:
        return low * scale
    return low
