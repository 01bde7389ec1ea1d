"""Read numbers in words, with their groups of thousands, decimals and fractions."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from claimkit.extraction.quantities.digits import round_share
from claimkit.extraction.quantities.number_atoms import Atom, AtomCursor, Number, make_fraction

ARTICLE_WIDTH = 14
# The denominators of fractions in digits.
DENOMINATORS = frozenset((2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 32, 64, 100))
_LARGE = 1_000_000
_HYPHENS = ("-", "‑")


class WordReader(AtomCursor):
    """Reads the numbers that begin with a number word such as "four"."""

    def _read_words(self, first: Atom) -> Number | None:
        self._at += 1
        value = self._words.numerals[first.word]
        end = first.end
        following = self._peek(end)
        if following is not None and (denominator := self._denominator(first, following, value)):
            self._at += 1
            share = Decimal(value) / denominator
            scaled = self._scale_fraction(first.start, following.end, share)
            return scaled or self._take_one_percent(first.start, following.end, share)
        value, end, year = self._add_units(value, end)
        if year:
            return None
        part, end = self._read_decimals(end)
        if not part:
            part, end = self._read_and_part(end)
        scale, end = self._take_magnitude(end)
        total = (value + part) * scale
        if not part and scale > 1:
            total, end = self._add_rest(total, scale, end)
        return self._add_part_of_measure(Number(first.start, end, total, total, scale=scale))

    def _read_decimals(self, end: int) -> tuple[Decimal, int]:
        """Read the "point three" of "one point three percent"."""
        digits = ""
        atom = self._peek(end, gap=self._words.decimal)
        while atom is not None and 0 <= self._words.numerals.get(atom.word, -1) < 10:
            digits += str(self._words.numerals[atom.word])
            end = atom.end
            self._at += 1
            atom = self._peek(end)
        return Decimal(f"0.{digits}" if digits else 0), end

    def _denominator(self, first: Atom, atom: Atom, numerator: int) -> int | None:
        """Return n for "two-thirds" and "one-third"; None for "two third-class"."""
        if atom.word in self._words.periods and self._is_period(first, atom):
            return None
        is_plural = atom.word in self._words.plural_fractions
        if not 0 < numerator < 10 or (numerator > 1) != is_plural:
            return None
        return self._words.fractions.get(atom.word)

    def _is_period(self, first: Atom, atom: Atom) -> bool:
        """Return whether "quarters" are parts of a year: "for three quarters"."""
        if self._words.period.match(self._text, atom.end, self._end):
            return True
        if not self._text[first.end : atom.start].isspace():
            return False
        width = max(0, first.start - ARTICLE_WIDTH)
        before = self._words.period_before.search(self._text, width, first.start)
        if before is None:
            return False
        return before["link"] is None or not self._words.of.match(self._text, atom.end, self._end)

    def _add_units(self, value: int, end: int) -> tuple[int, int, bool]:
        """Add the five of "twenty-five"; also return whether two numerals make a year."""
        following = self._peek(end)
        if following is None or following.digits:
            return value, end, False
        unit = self._words.numerals.get(following.word)
        if unit is None or value < 10:
            return value, end, False
        if value >= 20 and value % 10 == 0 and 0 < unit < 10:
            if following.start - end > 2:  # "thirty and six" are two
                return value, end, False
            self._at += 1
            return value + unit, following.end, False
        if unit >= 10:
            mark = self._at
            self._at += 1
            if self._text.startswith(_HYPHENS, following.end) and not self._peek(following.end):
                self._at = mark  # "twelve forty-foot boats"
                return value, end, False
            _, end, _ = self._add_units(unit, following.end)
            return value, end, True
        return value, end, False

    def _add_rest(self, total: Decimal, scale: int, end: int) -> tuple[Decimal, int]:
        """Read the rest below ``scale``: the "and twenty" of "one hundred and twenty".

        ``done`` are the groups of thousands before the last one. A higher magnitude multiplies
        its own group only: in "one million two hundred and six thousand", the 206.
        """
        done, limit = Decimal(0), None
        while scale >= 100 and (atom := self._peek(end)) is not None:
            if atom.digits or atom.word not in self._words.numerals:
                break
            mark = self._at
            self._at += 1
            value, stop, year = self._add_units(self._words.numerals[atom.word], atom.end)
            factor, stop = self._take_magnitude(stop)
            is_group = scale == 100 and value < 100 and factor > 100
            group = (total + value) * factor if is_group else Decimal(value * factor)
            if year or (group >= limit if is_group and limit else not is_group and group >= scale):
                self._at = mark
                break
            if is_group:
                total = group
            elif scale > 100:
                done, total, limit = done + total, group, scale
            else:
                total += group
            end, scale = stop, factor if factor > 1 else 1
        return self._add_after_comma(done + total, scale, end)

    def _add_after_comma(self, total: Decimal, scale: int, end: int) -> tuple[Decimal, int]:
        """Add the thousands of "two million, three hundred thousand"."""
        atom = self._peek(end, gap=self._words.comma) if scale >= _LARGE else None
        if atom is not None and atom.word in self._words.numerals:
            mark = self._at
            lower = self._read_words(atom)
            if lower is not None and lower.scale >= 1000 and lower.low < scale:
                return total + lower.low, lower.end
            self._at = mark
        return total, end

    def _scale_fraction(self, start: int, end: int, value: Decimal) -> Number | None:
        """Read the magnitude after a fraction: "a quarter of a million"."""
        inner = self._peek(end, gap=self._words.of_a)
        if inner is None or inner.word not in self._words.magnitudes:
            return None
        scale, end = self._magnitude_run(inner)
        return Number(start, end, value * scale, value * scale, scale=scale, settled=True)

    def _magnitude_run(self, first: Atom) -> tuple[int, int]:
        self._at += 1
        scale, end = self._take_magnitude(first.end)
        return self._words.magnitudes[first.word] * scale, end

    def _take_one_percent(
        self, start: int, end: int, value: Decimal, *, settled: bool = False
    ) -> Number:
        """Read the "of one" of "half of one percent", and the "of a" of "two thirds of a mile"."""
        one = self._words.of_one.match(self._text, end, self._end)
        one = one or self._words.of_a_measure.match(self._text, end, self._end)
        if one is None:
            return make_fraction(start, end, value, settled=settled)
        self._skip_to(one.end(), value)
        return make_fraction(start, one.end(), value, settled=True)

    def _read_and_part(self, end: int) -> tuple[Decimal, int]:
        """Read the fraction in "two and a half", "one and one-half", "2 and 3/4"."""
        part = self._words.and_part.match(self._text, end, self._end)
        value = self._part_value(part) if part is not None else None
        if part is None or value is None:
            return Decimal(0), end
        return self._skip_to(part.end(), value)

    def _part_value(self, part: re.Match[str]) -> Decimal | None:
        """Return the value of "a half", "two-thirds" or "3/4"; None unless it is below one."""
        if part["over"]:
            over, under = int(part["over"]), int(part["under"])
            if not 0 < over < under in DENOMINATORS:
                return None
        else:
            over = self._words.numerals[part["numerator"].lower()] if part["numerator"] else 1
            under = self._words.fractions[(part["one"] or part["denominator"]).lower()]
            if over >= under:
                return None
        return round_share(Decimal(over) / under)

    def _add_part_of_measure(self, number: Number) -> Number:
        """Add the fraction after the unit: "six miles and a half"."""
        if number.low != number.low.to_integral_value() or number.fraction:
            return number
        part = self._words.measure_and_part.match(self._text, number.end, self._end)
        value = self._part_value(part) if part is not None else None
        if part is None or value is None:
            return number
        value, end = self._skip_to(part.end(), number.low + value)
        return replace(number, end=end, low=value, high=value, measure=part["measure"])
