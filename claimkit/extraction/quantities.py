"""Find quantities: a number, how it is bounded and what it counts.

Numbers come from the text (`numerals`), units from the text and the parse (`measures`);
entities are never asked. This module joins them and leaves out what is no quantity.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from spacy.tokens import Doc

from claimkit.extraction.bounds import find_opener, read_bound_after, read_bound_before
from claimkit.extraction.date_patterns import iter_calendar_spans
from claimkit.extraction.measures import (
    NOUNS,
    PLURALS,
    Noun,
    Operand,
    TokenView,
    alternation,
    read_operand,
)
from claimkit.extraction.numerals import Number, iter_numbers
from claimkit.lexicons.loader import load_lexicon
from claimkit.lexicons.quantities import QuantityLexicon, UnitLexicon
from claimkit.model import Bound, Quantity, Span

_BEFORE_TOKENS, _AFTER_TOKENS = 8, 12
_DASH = re.compile(r"[-–—‑−]|\s[-–]\s")
_CHAIN = re.compile(r"[-–—‑−. ]| ?[()] ?")
_TO = re.compile(r"\s(?:to|through)\s")
_AND = re.compile(r"\sand\s")
_GLUED_BEFORE = re.compile(r"(?:[^\W_][-‑]|\d[–:/,]|[\w/#@=&\\_]|(?<!\.)\.)\Z")
_GLUED_AFTER = re.compile(r"[^\W\d_]|[:./,'’‑-]\d|[-‑/][^\W\d_]|['’]s\b|[/=@_]\w")
_LIST_MARK = re.compile(r"(?:\A|\n)[ \t]*[(\[]?\Z")
_BRACKETS = re.compile(r"[(\[#]\Z")
_MINUS = re.compile(r"(?:\A|[\s(])[-−]\Z")
_BEFORE_HALF = ("JJ", "JJR", "DT", "PRP$", "POS")
_SINGLE_CAPITALS = frozenset("ABCDEFGHJKLMNOPQRSTUVWXYZ")
_YEARS = range(1000, 2101)
_YEAR_LENGTH = 4
_DATE_WIDTH = 30
_SMALL = 12


class _Words:
    """The lexicon's words around what is no quantity or no range."""

    def __init__(self) -> None:
        words = load_lexicon("quantities", QuantityLexicon)
        self.change_verbs = frozenset(words.change_verbs)
        self.references = {w: r.before_noun for r in words.references for w in r.words}
        self.clock = re.compile(rf"\s?(?:{alternation(words.clock)})(?!\w)", re.IGNORECASE)
        units = load_lexicon("units", UnitLexicon)
        self.measures = frozenset(u.unit for u in units.units) - {"days"}


@cache
def _words() -> _Words:
    return _Words()


@dataclass(frozen=True, slots=True)
class _Found:
    """A quantity before its text is cut to the asked range."""

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    bound: Bound
    unit: str | None


def find_quantities(doc: Doc, start: int, end: int) -> list[Quantity]:
    """Find the quantities in the code points ``[start, end)`` of ``doc.text``.

    In order and disjoint; each ``span`` lies in the range. What stands around the range
    only helps to judge: the noun that a number counts may stand outside.

    Does not handle: "1 in 10", "2 1/2", feet and inches, shared units behind "or"
    ("8 or 9 euros"), and which of two values is the change ("rose 5 % to 40").
    """
    if start >= end:
        return []
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return []
    window = doc[max(0, span.start - _BEFORE_TOKENS) : span.end + _AFTER_TOKENS]
    base = window.start_char
    finder = _Finder(doc, window.text, base, start - base, end - base)
    return [
        Quantity(
            text=finder.text[found.start : found.end],
            min=found.low,
            max=found.high,
            bound=found.bound,
            unit=found.unit,
            span=Span(base + found.start, base + found.end),
        )
        for found in finder.find()
    ]


class _Finder:
    """Finds quantities in ``text[low:high]``, where ``text`` starts at ``base`` of the doc."""

    def __init__(self, doc: Doc, text: str, base: int, low: int, high: int) -> None:
        self._tokens = TokenView(doc, base)
        self.text, self._low, self._high = text, low, high
        self._words = _words()

    def find(self) -> list[_Found]:
        numbers = list(iter_numbers(self.text, self._low, self._high))
        found: list[_Found] = []
        floor = self._low
        index = 0
        while index < len(numbers):
            operand = read_operand(self.text, numbers[index], floor, len(self.text))
            taken, quantity = self._read_range(numbers, index, operand, floor)
            if taken == 0:
                taken, quantity = 1, self._read_single(operand, floor)
            if quantity is not None:
                quantity = replace(quantity, end=min(quantity.end, self._high))
                found.append(quantity)
                floor = quantity.end
            index += taken
            while index < len(numbers) and numbers[index].start < floor:
                index += 1
        return found

    # -- one number ---------------------------------------------------------------------

    def _read_single(self, operand: Operand, floor: int) -> _Found | None:
        start, bound = read_bound_before(self.text, operand.start, floor)
        end, bound = self._bound_after(operand, bound)
        if self._is_glued_before(operand.start) or self._is_glued_after(operand, end):
            return None
        noun = None if operand.unit else self._tokens.find_noun(self.text, end)
        if operand.letter_scale is not None:
            counted = self._tokens.find_noun(self.text, operand.end)
            if counted is not None and counted.head.tag_ in PLURALS:
                operand, noun = operand.scaled(), counted
        if self._is_no_quantity(operand, noun, bound):
            return None
        unit = operand.unit
        if noun is not None:
            unit = noun.unit
            end = end if noun.apart else noun.end
        if bound is None:
            end, bound = read_bound_after(self.text, end, self._high)
        low, high = operand.number.low, operand.number.high
        if operand.unit and _MINUS.search(self.text, max(floor, start - 2), start):
            start, low, high = start - 1, -high, -low
        if bound is None:
            bound = Bound.EXACT if low == high else Bound.ABOUT
        return _Found(start, end, *_limits(low, high, bound), bound, unit)

    def _bound_after(self, operand: Operand, bound: Bound | None) -> tuple[int, Bound | None]:
        """Read "40+", "40-odd" and "40 or more" before the noun."""
        if operand.open_ended:
            return operand.end, bound or Bound.AT_LEAST
        if operand.unit is None or operand.end == operand.number.end:
            end, after = read_bound_after(self.text, operand.end, self._high)
            return end, after or bound
        return operand.end, bound

    # -- ranges -------------------------------------------------------------------------

    def _read_range(
        self, numbers: list[Number], index: int, first: Operand, floor: int
    ) -> tuple[int, _Found | None]:
        """Read two numbers as one range.

        Returns how many numbers are used up: 0 if they are no range, and several without
        a quantity for scores, years and other chains of numbers.
        """
        if index + 1 == len(numbers):
            return 0, None
        second = read_operand(self.text, numbers[index + 1], first.end, len(self.text))
        if second.start <= first.end:
            return 0, None
        opener = find_opener(self.text, first.start, floor)
        chain = self._chain(numbers, index)
        if chain > 2:
            return chain, None
        link = self._link(first.end, second.start, opener)
        if link is None:
            return 0, None
        if not self._can_join(first, second, link, opener):
            return (2, None) if link == "dash" and self._is_tight(first, second) else (0, None)
        return self._join(first, second, opener, floor)

    def _link(self, start: int, end: int, opener: re.Match[str] | None) -> str | None:
        if _DASH.fullmatch(self.text, start, end):
            return "dash"
        if _TO.fullmatch(self.text, start, end):
            return "to"
        if opener and opener["range"] and _AND.fullmatch(self.text, start, end):
            return "and"
        return None

    def _chain(self, numbers: list[Number], index: int) -> int:
        """Count the digits from ``index`` on that make one code, as phone numbers do."""
        last = index
        while (
            last + 1 < len(numbers)
            and numbers[last].digits
            and numbers[last + 1].digits
            and _CHAIN.fullmatch(self.text, numbers[last].end, numbers[last + 1].start)
        ):
            last += 1
        return last - index + 1

    def _is_tight(self, first: Operand, second: Operand) -> bool:
        return second.start - first.end == 1 and first.unit is None

    def _can_join(
        self, first: Operand, second: Operand, link: str, opener: re.Match[str] | None
    ) -> bool:
        low, high = _shared_scale(first, second), second.number.high
        if low >= high or first.number.low != first.number.high or first.number.fraction:
            return False
        shares_money = first.is_money and second.unit is None
        if first.unit is not None and first.unit != second.unit and not shares_money:
            return False
        if self._is_glued_before(first.start) or self._is_glued_after(second, second.end):
            return False
        if link == "to" and self._tells_change(first, opener):
            return False
        if second.unit is None and (self._is_date(first) or self._is_date(second)):
            return False
        if opener and opener["range"] and not self._looks_like_years(first, second):
            return True
        if second.unit or shares_money or second.number.scale > 1:
            return True
        noun = self._tokens.find_noun(self.text, second.end)
        return noun is not None and noun.head.tag_ in PLURALS

    def _tells_change(self, first: Operand, opener: re.Match[str] | None) -> bool:
        """Say if "5 % to 40 %" or "from 5 to 40" are two values: "rose from 5 to 40"."""
        start = opener.start() if opener and opener["start"] else first.start
        before = self._tokens.before(start)
        if before is None or (start == first.start and first.unit is None):
            return False
        nearby = [before, before.head] if before.is_alpha else []
        if start != first.start:
            origin = self._tokens.after(start)
            nearby += [origin.head] if origin is not None else []
        return any(token.lemma_.lower() in self._words.change_verbs for token in nearby)

    def _looks_like_years(self, first: Operand, second: Operand) -> bool:
        return all(
            operand.unit is None and _is_year_like(self.text, operand.number)
            for operand in (first, second)
        )

    def _join(
        self,
        first: Operand,
        second: Operand,
        opener: re.Match[str] | None,
        floor: int,
    ) -> tuple[int, _Found]:
        unit, end = second.unit or first.unit, second.end
        if unit is None:
            noun = self._tokens.find_noun(self.text, end)
            if noun is not None:
                unit, end = noun.unit, end if noun.apart else noun.end
        start = first.start
        if opener and opener["range"]:
            start = opener.start()
        else:
            start, _ = read_bound_before(self.text, start, floor)
        low, high = _shared_scale(first, second), second.number.high
        return 2, _Found(start, end, low, high, Bound.RANGE, unit)

    # -- what is no quantity ------------------------------------------------------------

    def _is_glued_before(self, start: int) -> bool:
        """Say if a longer name, date, time or identifier leads up to the number."""
        return _GLUED_BEFORE.search(self.text, max(0, start - 2), start) is not None

    def _is_glued_after(self, operand: Operand, end: int) -> bool:
        """Say if the number goes on as such; a unit after it has settled that."""
        if operand.unit is not None and operand.end > operand.number.end:
            return False
        return _GLUED_AFTER.match(self.text, end) is not None

    def _is_date(self, operand: Operand) -> bool:
        start, end = operand.number.start, operand.number.end
        if not operand.number.digits or end - start > _YEAR_LENGTH:
            return False
        dates = iter_calendar_spans(
            self.text, max(0, start - _DATE_WIDTH), min(len(self.text), end + _DATE_WIDTH)
        )
        return any(first < end and start < last for first, last in dates)

    def _is_no_quantity(self, operand: Operand, noun: Noun | None, bound: Bound | None) -> bool:
        number = operand.number
        if operand.is_money:
            return False
        if operand.unit is None and (
            self._is_date(operand) or self._words.clock.match(self.text, operand.end)
        ):
            return True
        if operand.unit is not None:
            return number.digits is False and self._is_pronoun(operand, noun)
        if number.digits:
            if bound is None and _is_year_like(self.text, number):
                return not self._counts_like_year(number, noun)
            return self._is_numbering(operand, noun) or self._is_named(operand, noun, bound)
        return self._is_pronoun(operand, noun) or self._is_named(operand, noun, bound)

    def _is_pronoun(self, operand: Operand, noun: Noun | None) -> bool:
        """Say if a number word counts nothing: "one of", "the two", "zero tolerance"."""
        number = operand.number
        if number.scale > 1 or number.fraction or number.low != number.high:
            return False
        if number.low == 1:
            return operand.unit not in self._words.measures
        if operand.unit is not None:
            return False
        if noun is None:
            return number.low <= _SMALL
        return number.low == 0 and noun.head.tag_ not in PLURALS

    def _counts_like_year(self, number: Number, noun: Noun | None) -> bool:
        """Say if a number that looks like a year counts something: "2000 people"."""
        return noun is not None and noun.head.tag_ in PLURALS and number.low % 50 == 0

    def _is_numbering(self, operand: Operand, noun: Noun | None) -> bool:
        """Say if the number counts off a list or stands alone in brackets."""
        after = self.text[operand.end : operand.end + 1]
        if after in (".", ")", "]") and len(self.text[operand.number.start : operand.end]) <= 3:
            if _LIST_MARK.search(self.text, max(0, operand.start - 4), operand.start):
                return True
        opened = _BRACKETS.search(self.text, max(0, operand.start - 1), operand.start)
        return noun is None and opened is not None and after in (")", "]")

    def _is_named(self, operand: Operand, noun: Noun | None, bound: Bound | None) -> bool:
        """Say if the number belongs to a name before it: "Article 4", "Boeing 737 jets"."""
        before = self._tokens.before(operand.start)
        if before is None or bound is not None:
            return False
        counts = noun is not None and noun.head.tag_ in PLURALS
        if operand.number.fraction and before.tag_ in _BEFORE_HALF:
            return operand.number.start == operand.start and not operand.number.article
        before_noun = self._words.references.get(before.lower_)
        if before_noun is not None:
            return before_noun or before.text[0].isupper() or not counts
        first = self.text[operand.number.start]
        if first.isupper() and before.text[0].isupper():
            return True
        if operand.number.scale > 1 or not operand.number.digits:
            return False
        if before.text[0].isupper() and (
            before.i != before.sent.start or before.tag_ in ("NNP", "NNPS")
        ):
            return not counts or before.text in _SINGLE_CAPITALS
        return noun is not None and noun.head.tag_ == "NNP" and before.tag_ in NOUNS


def _limits(low: Decimal, high: Decimal, bound: Bound) -> tuple[Decimal | None, Decimal | None]:
    if bound in (Bound.AT_LEAST, Bound.MORE_THAN):
        return low, None
    if bound in (Bound.AT_MOST, Bound.LESS_THAN):
        return None, high
    return low, high


def _shared_scale(first: Operand, second: Operand) -> Decimal:
    """Return the first value with the second's magnitude: "3–5 million"."""
    low, scale = first.number.low, second.number.scale
    if first.number.scale == 1 and scale > 1 and low < second.number.high / scale:
        return low * scale
    return low


def _is_year_like(text: str, number: Number) -> bool:
    printed = text[number.start : number.end]
    return len(printed) == _YEAR_LENGTH and printed.isdigit() and int(printed) in _YEARS
