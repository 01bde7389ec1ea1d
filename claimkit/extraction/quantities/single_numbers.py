"""Decide whether a single number is a quantity, and read its bound and its unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from claimkit.extraction.quantities.bounds import (
    find_age,
    find_minus,
    negate,
    read_bound_after,
    read_bound_before,
    read_bound_verb,
)
from claimkit.extraction.quantities.counted_nouns import PLURALS, CountedNoun, find_counted_noun
from claimkit.extraction.quantities.exclusions import Exclusions
from claimkit.extraction.quantities.measures import Operand, is_counting_unit
from claimkit.extraction.quantities.money import is_paid
from claimkit.extraction.quantities.number_atoms import Number
from claimkit.extraction.quantities.quantity_reading import QuantityReading, limits
from claimkit.extraction.quantities.rates import read_rate
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.quantities import load_quantity_lexicon
from claimkit.lexicons.word_patterns import any_of
from claimkit.model import Bound
from claimkit.parsing.parsed_document import ParsedDocument


@dataclass(frozen=True, slots=True)
class ListPatterns:
    """``listed`` stands between two numbers that a name has ("junctions 11 and 12").

    ``leads`` stands between a number and the next one whose noun it may share ("3 or 4 men").
    """

    listed: re.Pattern[str]
    leads: re.Pattern[str]


@cache
def load_list_patterns(lexicons: Lexicons) -> ListPatterns:
    links = load_quantity_lexicon(lexicons).links
    listed = any_of((*links.addition, *links.alternative, *links.upper_end, "&"))
    leads = any_of((*links.amount, *links.alternative, *links.result, "x", "×"))
    return ListPatterns(
        listed=re.compile(rf",\s|,?\s{listed}\s|\s?[-–]\s?"),
        leads=re.compile(rf"\s{leads}\s"),
    )


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """The facts about a number that the words around it have given so far.

    ``[start, end)`` covers the number, its bound and its unit of measure. ``minus`` is where a
    minus sign begins.
    """

    start: int
    end: int
    bound: Bound | None
    age: str | None
    noun: CountedNoun | None
    minus: int | None


class SingleNumberReader:
    """Reads the numbers of ``text[low:high]`` that are not part of a range, in order."""

    def __init__(self, parsed: ParsedDocument, exclusions: Exclusions, low: int, high: int) -> None:
        self._parsed, self._text, self._lexicons = parsed, parsed.text, parsed.lexicons
        self._exclusions, self._low, self._high = exclusions, low, high
        self._patterns = load_list_patterns(parsed.lexicons)
        self._units_before = load_quantity_lexicon(parsed.lexicons).units_before
        self._named_end: int | None = None  # the end of the last number that is part of a name

    def read(
        self, operand: Operand, floor: int, following: Sequence[Number]
    ) -> QuantityReading | None:
        """Return the quantity, or None if the number is not one.

        Reads nothing before ``floor``. ``following`` holds the next number, if there is one.
        """
        if operand.letter_scale is not None:
            noun = find_counted_noun(self._parsed, operand.end)
            is_paid_in_full = noun is None and is_paid(
                self._text, operand.start, operand.end, self._lexicons
            )
            if is_paid_in_full or (noun is not None and noun.head.tag_ in PLURALS):
                operand = operand.scaled(operand.letter_scale)
            else:
                operand = operand.unscaled()
        around = self._read_surroundings(operand, floor)
        if self._exclusions.is_glued_after(operand, around.end):
            return None
        if around.minus is None and self._exclusions.is_glued_before(around.start):
            return None
        if around.age is None and self._is_excluded(operand, around, following):
            return None
        return self._make_reading(operand, around)

    def _read_surroundings(self, operand: Operand, floor: int) -> _Surroundings:
        counts = is_counting_unit(operand.unit, self._lexicons)
        minus = find_minus(self._text, operand.start, floor, self._lexicons, counts=counts)
        head = operand.start if minus is None else minus
        start, bound = read_bound_before(self._text, head, floor, self._lexicons)
        end, bound = self._read_bound_after(operand, bound)
        age = None if operand.unit else find_age(self._text, operand.start, self._lexicons)
        age = age or self._find_unit_before(operand)
        noun = None if operand.unit or age else find_counted_noun(self._parsed, end)
        if noun is not None and minus is not None:
            minus = None
            start, bound = read_bound_before(self._text, operand.start, floor, self._lexicons)
        elif noun is None and minus is None:
            minus = find_minus(self._text, start, floor, self._lexicons, counts=counts)
        return _Surroundings(start, end, bound, age, noun, minus)

    def _find_unit_before(self, operand: Operand) -> str | None:
        """Return the unit that stands before its number: "a magnitude 7.2 quake"."""
        if operand.unit is not None or not operand.number.digits:
            return None
        before = self._parsed.token_before(operand.start)
        return self._units_before.get(before.lower_) if before is not None else None

    def _read_bound_after(self, operand: Operand, bound: Bound | None) -> tuple[int, Bound | None]:
        """Read "40+", "40-odd" and "40 or more" before the noun."""
        if operand.open_ended:
            return operand.end, bound or Bound.AT_LEAST
        if operand.unit is None or operand.end == operand.number.end:
            end, after = read_bound_after(self._text, operand.end, self._high, self._lexicons)
            return end, after or bound
        return operand.end, bound

    def _is_excluded(
        self, operand: Operand, around: _Surroundings, following: Sequence[Number]
    ) -> bool:
        """Return whether the number is not a quantity; record where a number in a name ends."""
        if self._goes_on_with_names(operand):
            self._named_end = operand.end
            return True
        leads = any(
            self._patterns.leads.fullmatch(self._text, operand.end, number.start)
            for number in following
        )
        noun, bound = around.noun, around.bound
        if not self._exclusions.is_no_quantity(operand, noun, bound, around.start, leads=leads):
            return False
        is_date = self._exclusions.is_date(operand)
        if not is_date and self._exclusions.is_named(operand, noun, bound):
            self._named_end = operand.end
        return True

    def _goes_on_with_names(self, operand: Operand) -> bool:
        """Return whether a number continues a list of names: the 12 of "junctions 11 and 12"."""
        return (
            self._named_end is not None
            and operand.unit is None
            and self._patterns.listed.fullmatch(self._text, self._named_end, operand.start)
            is not None
        )

    def _make_reading(self, operand: Operand, around: _Surroundings) -> QuantityReading:
        noun, start, end, bound = around.noun, around.start, around.end, around.bound
        unit = operand.unit or around.age
        if noun is not None:
            unit = noun.unit
            end = end if noun.apart else noun.end
        unit_end = end
        end, rate = read_rate(self._parsed, end, unit, noun)
        if unit is None and end > unit_end:  # "30 per 100,000"
            unit, rate = f"per {rate}", None
        if bound in (None, Bound.ABOUT):
            end, after = read_bound_after(self._text, end, self._high, self._lexicons)
            bound = after or bound
        bound = self._apply_verb(operand, start, bound)
        low, high = operand.number.low, operand.number.high
        if around.minus is not None:
            start, low, high = min(start, around.minus), -high, -low
        if bound is None:
            bound = Bound.EXACT if low == high else Bound.ABOUT
        ends = limits(low, high, bound)
        return QuantityReading(start, end, *ends, bound, unit, counted=noun is not None, rate=rate)

    def _apply_verb(self, operand: Operand, start: int, bound: Bound | None) -> Bound | None:
        """Read "exceeds 40", and reverse a bound if its verb is negated."""
        before = self._parsed.token_before(start)
        origin = self._parsed.token_from(operand.number.start)
        if before is None or origin is None:
            return bound
        of_verb = read_bound_verb(before, self._lexicons) if bound in (None, Bound.ABOUT) else None
        return of_verb or negate(before, origin, bound, self._lexicons)
