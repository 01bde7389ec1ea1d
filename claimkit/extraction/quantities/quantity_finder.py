"""Find the quantities of a document: numbers with their bound, their unit and their change."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from claimkit.extraction.quantities.anaphors import add_anaphoric_units
from claimkit.extraction.quantities.changes import read_changes
from claimkit.extraction.quantities.digits import exact
from claimkit.extraction.quantities.exclusions import Exclusions
from claimkit.extraction.quantities.measures import read_operand
from claimkit.extraction.quantities.number_atoms import Number
from claimkit.extraction.quantities.numerals import iter_numbers
from claimkit.extraction.quantities.quantity_reading import QuantityReading
from claimkit.extraction.quantities.ranges import RangeReader
from claimkit.extraction.quantities.ratios import join_ratios
from claimkit.extraction.quantities.shared_units import share_ahead, share_back
from claimkit.extraction.quantities.single_numbers import SingleNumberReader
from claimkit.model import Quantity, Span
from claimkit.parsing.parsed_document import ParsedDocument


def find_quantities(parsed: ParsedDocument, start: int, end: int) -> list[Quantity]:
    """Find the quantities in the code points ``[start, end)`` of a document's text.

    They are in order and disjoint, and each ``span`` lies in the range. The text around the
    range is context: the noun that a number counts may be outside the range.

    Does not handle: hours with minutes and pounds with ounces (two quantities), and magnitudes
    before a number ("a million 3 times").
    """
    text, lexicons = parsed.text, parsed.lexicons
    numbers = join_ratios(text, list(iter_numbers(text, start, end, lexicons)), lexicons)
    if not numbers:
        return []
    found = _read_numbers(parsed, numbers, start, end)
    found = share_ahead(text, found, lexicons)
    found = read_changes(parsed, found)
    found = share_back(text, found, lexicons)
    found = add_anaphoric_units(parsed, found)
    return [_make_quantity(text, one) for one in found]


def _read_numbers(
    parsed: ParsedDocument, numbers: Sequence[Number], low: int, high: int
) -> list[QuantityReading]:
    """Read the numbers of ``text[low:high]`` one by one, or two as a range."""
    text = parsed.text
    exclusions = Exclusions(parsed)
    ranges = RangeReader(parsed, exclusions, low)
    singles = SingleNumberReader(parsed, exclusions, low, high)
    found: list[QuantityReading] = []
    floor, index = low, 0
    while index < len(numbers):
        operand = read_operand(text, numbers[index], floor, len(text), parsed.lexicons)
        result = ranges.read(numbers, index, operand, floor)
        used, reading = result.used, result.reading
        if used == 0:
            following = numbers[index + 1 : index + 2]
            operand = ranges.scale_origin(operand, following)
            used, reading = 1, singles.read(operand, floor, following)
        if reading is not None:
            reading = replace(reading, end=min(reading.end, high))
            found.append(reading)
            floor = reading.end
        index += used
        while index < len(numbers) and numbers[index].start < floor:
            index += 1
    return found


def _make_quantity(text: str, reading: QuantityReading) -> Quantity:
    return Quantity(
        text=text[reading.start : reading.end],
        min=None if reading.low is None else exact(reading.low),
        max=None if reading.high is None else exact(reading.high),
        bound=reading.bound,
        unit=reading.full_unit,
        change=reading.change,
        span=Span(reading.start, reading.end),
    )


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
