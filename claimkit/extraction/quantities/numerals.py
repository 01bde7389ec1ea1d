"""Read the numbers of a text: digits, number words, magnitudes and fractions.

Other modules of this package read units and bounds and leave out numbers that are not quantities.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from claimkit.extraction.quantities.digits import parse_digits, read_power, round_share, sign_value
from claimkit.extraction.quantities.number_words import FRACTION_SIGNS, SPACE, load_number_words
from claimkit.lexicons.lexicon_set import Lexicons

_MAX_GAP = 8
_ARTICLE_WIDTH = 14
_MEASURE_WIDTH = 30
_LARGE = 1_000_000
_HYPHENS = ("-", "‑")
_YEAR = re.compile(r"[12][0-9]{3}")
_SPACES = re.compile(rf"{SPACE}")
_SIGN = re.compile(rf"{SPACE}?([{FRACTION_SIGNS}])")
_SLASH = re.compile(r"[/⁄]([0-9]{1,2})(?![\w/]|[.,][0-9])")
_MIXED = re.compile(r"[ \u00a0-]([0-9]{1,2})[/⁄]([0-9]{1,2})(?![\w/]|[.,][0-9])")
_DENOMINATORS = frozenset((2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 32, 64, 100))


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed in ``[start, end)``; ``low`` and ``high`` differ if it is vague.

    ``scale`` is the magnitude in it, 1 if there is none. ``digits``: it is written in digits.
    ``settled``: it is a fraction, whatever the words before it. ``bare``: it is a fraction only if
    the words around it say so, because "a third" may be an ordinal and "1/6" a day. ``measure`` is
    the unit inside it: the miles of "six miles and a half".
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    scale: int = 1
    digits: bool = False
    settled: bool = False
    fraction: bool = False
    bare: bool = False
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class _Atom:
    """Digits or one number word, in lower case."""

    start: int
    end: int
    word: str
    digits: bool


def iter_numbers(text: str, start: int, end: int, lexicons: Lexicons) -> Iterator[Number]:
    """Yield the numbers in ``text[start:end]``, in order and disjoint.

    Two numbers that are only neighbours ("five six-packs") are yielded as two. Number words in
    a year ("nineteen ninety-six") are read as one number without a value and left out.
    """
    reader = _NumberReader(text, start, end, lexicons)
    floor = start
    while (number := reader.next(floor)) is not None:
        yield number
        floor = number.end


@lru_cache(maxsize=2)
def _read_atoms(text: str, lexicons: Lexicons) -> tuple[tuple[_Atom, ...], list[int]]:
    """Return the digits and number words of a text, and where each starts.

    The results are kept, because a document's blocks and claims are read one after the other.
    """
    atoms = tuple(
        _Atom(match.start(), match.end(), match.group().lower(), not match[0][0].isalpha())
        for match in load_number_words(lexicons).atom.finditer(text)
    )
    return atoms, [atom.start for atom in atoms]


class _NumberReader:
    """Reads the numbers of one stretch of text from left to right.

    ``_at`` is the next atom to read. A method that reads something moves it on.
    """

    def __init__(self, text: str, start: int, end: int, lexicons: Lexicons) -> None:
        self._text = text
        self._words = load_number_words(lexicons)
        self._end = end
        atoms, starts = _read_atoms(text, lexicons)
        self._atoms = atoms[bisect_left(starts, start) : bisect_left(starts, end)]
        if self._atoms and self._atoms[-1].end > end:
            self._atoms = self._atoms[:-1]
        self._at = 0

    def next(self, floor: int) -> Number | None:
        while self._at < len(self._atoms):
            first = self._atoms[self._at]
            number = self._read(first, floor)
            if number is not None:
                return number
        return None

    def _read(self, first: _Atom, floor: int) -> Number | None:
        if first.digits:
            return self._read_digits(first)
        if first.word in self._words.vague:
            return self._read_vague(first)
        if first.word in self._words.fractions:
            return self._read_article_fraction(first, floor)
        if first.word in self._words.magnitudes:
            return self._read_article_magnitude(first, floor)
        return self._read_words(first)

    def _peek(self, end: int, gap: re.Pattern[str] | None = None) -> _Atom | None:
        """Return the next atom if only a ``gap`` is between ``end`` and it."""
        gap = gap or self._words.gap
        if self._at < len(self._atoms):
            atom = self._atoms[self._at]
            if atom.start - end <= _MAX_GAP and gap.fullmatch(self._text, end, atom.start):
                return atom
        return None

    def _take_magnitude(self, end: int, *, is_year: bool = False) -> tuple[int, int]:
        """Read the magnitudes that follow; return their product and their end.

        After a number that may be a year, the plural is another number: "in 1950 thousands left".
        """
        scale = 1
        while (atom := self._peek(end)) is not None:
            value = self._words.magnitudes.get(atom.word)
            if value is None and scale == 1 and not is_year:  # "5 billions"
                value = self._words.plural_magnitudes.get(atom.word)
            if value is None:
                break
            scale *= value
            end = atom.end
            self._at += 1
        return scale, end

    def _read_digits(self, first: _Atom) -> Number | None:
        self._at += 1
        if not first.word.isascii() and first.word.isnumeric():
            value, end = sign_value(first.word), first.end
        else:
            parsed = parse_digits(first.word)
            value, end = parsed or Decimal(0), first.end
            if parsed is None:
                self._take_magnitude(end)
                return None
            if (slash := _SLASH.match(self._text, end, self._end)) is not None:
                return self._read_slash(first, value, slash)
            if (power := read_power(self._text, first.word, value, end, self._end)) is not None:
                value, end = self._skip_to(power[1], power[0])
                return Number(first.start, end, value, value, digits=True)
            extra, end = self._read_part(value, end)
            value += extra
        scale, end = self._take_magnitude(end, is_year=_YEAR.fullmatch(first.word) is not None)
        value *= scale
        value, end = self._add_lower_groups(value, scale, end)
        number = Number(first.start, end, value, value, scale=scale, digits=True)
        return self._add_part_of_measure(number)

    def _add_lower_groups(self, value: Decimal, scale: int, end: int) -> tuple[Decimal, int]:
        """Add the "300 thousand" of "2 million 300 thousand"."""
        while scale > 1 and (atom := self._peek(end, gap=_SPACES)) is not None and atom.digits:
            mark = self._at
            self._at += 1
            lower = parse_digits(atom.word) if atom.word.isascii() else None
            factor, stop = self._take_magnitude(atom.end)
            if lower is None or factor == 1 or lower * factor >= scale:
                self._at = mark
                break
            value, scale, end = value + lower * factor, factor, stop
        return value, end

    def _read_part(self, value: Decimal, end: int) -> tuple[Decimal, int]:
        """Read a fraction after a whole number: "2½", "2 1/2", "2 and a half"."""
        if value != value.to_integral_value():
            return Decimal(0), end
        if sign := _SIGN.match(self._text, end, self._end):
            return self._skip_to(sign.end(), sign_value(sign[1]))
        mixed = _MIXED.match(self._text, end, self._end)
        if mixed and int(mixed[1]) < int(mixed[2]) in _DENOMINATORS:
            return self._skip_to(mixed.end(), round_share(Decimal(mixed[1]) / int(mixed[2])))
        return self._read_and_part(end)

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
            if not 0 < over < under in _DENOMINATORS:
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

    def _skip_to(self, end: int, value: Decimal) -> tuple[Decimal, int]:
        while self._at < len(self._atoms) and self._atoms[self._at].start < end:
            self._at += 1
        return value, end

    def _read_slash(self, first: _Atom, value: Decimal, slash: re.Match[str]) -> Number | None:
        """Read "2/3"; a value above one, such as "24/7", is not a fraction."""
        denominator = int(slash[1])
        if not (0 < value < denominator in _DENOMINATORS):
            return Number(first.start, first.end, value, value, digits=True)
        self._skip_to(slash.end(), value)
        share = _fraction(first.start, slash.end(), value / denominator)
        is_bare = not self._words.parted.match(self._text, slash.end(), self._end)
        return replace(share, digits=True, bare=is_bare)

    def _read_vague(self, first: _Atom) -> Number | None:
        self._at += 1
        low, high, needs_of = self._words.vague[first.word]
        end = first.end
        inner = self._peek(end, gap=self._words.of)
        if inner is not None and inner.word in self._words.vague:
            factor = self._words.vague[inner.word][0]
            self._at += 1
            return Number(
                first.start, inner.end, Decimal(low * factor), Decimal(high * factor), scale=factor
            )
        again = self._peek(end, gap=self._words.repeated)
        if again is not None and again.word == first.word:  # "thousands upon thousands"
            self._at += 1
            end = again.end
        if needs_of and not self._words.of.match(self._text, end, self._end):
            return None
        return Number(first.start, end, Decimal(low), Decimal(high))

    def _read_article_fraction(self, first: _Atom, floor: int) -> Number | None:
        """Read "a third of", "half of", "half a million"; "the third" is not a number."""
        self._at += 1
        article = self._find_article(first, floor)
        start = article.start() if article and article["one"] else first.start
        has_article = start != first.start
        if first.word not in self._words.fractions_without_article and not has_article:
            return None
        value = Decimal(1) / self._words.fractions[first.word]
        if has_article and (whole := self._find_measure_before(start, first, floor)) is not None:
            return whole
        if (scaled := self._scale_fraction(start, first.end, value)) is not None:
            return scaled
        part = self._words.a_noun.match(self._text, first.end, self._end)
        if part is not None:  # "half an hour", "a quarter of a mile"
            return _fraction(start, part.end(), value, settled=True)
        share = self._take_one_percent(start, first.end, value, settled=has_article)
        if share.end > first.end:
            return share
        if self._words.parted.match(self._text, first.end, self._end):
            return share
        return replace(share, bare=True)

    def _take_one_percent(
        self, start: int, end: int, value: Decimal, *, settled: bool = False
    ) -> Number:
        """Read the "of one" of "half of one percent", and the "of a" of "two thirds of a mile"."""
        one = self._words.of_one.match(self._text, end, self._end)
        one = one or self._words.of_a_measure.match(self._text, end, self._end)
        if one is None:
            return _fraction(start, end, value, settled=settled)
        self._skip_to(one.end(), value)
        return _fraction(start, one.end(), value, settled=True)

    def _find_measure_before(self, start: int, first: _Atom, floor: int) -> Number | None:
        """Read "a mile and a half", of which ``first`` is the half."""
        if first.word not in self._words.parts_with_article:
            return None
        earlier = max(floor, start - _MEASURE_WIDTH)
        before = self._words.measure_before.search(self._text, earlier, start)
        if before is None or self._words.apart.match(self._text, first.end, self._end):
            return None
        value = 1 + Decimal(1) / self._words.fractions[first.word]
        return Number(
            before.start(), first.end, value, value, settled=True, measure=before["measure"]
        )

    def _find_article(self, first: _Atom, floor: int) -> re.Match[str] | None:
        start = max(floor, first.start - _ARTICLE_WIDTH)
        return self._words.article.search(self._text, start, first.start)

    def _scale_fraction(self, start: int, end: int, value: Decimal) -> Number | None:
        """Read the magnitude after a fraction: "a quarter of a million"."""
        inner = self._peek(end, gap=self._words.of_a)
        if inner is None or inner.word not in self._words.magnitudes:
            return None
        scale, end = self._magnitude_run(inner)
        return Number(start, end, value * scale, value * scale, scale=scale, settled=True)

    def _magnitude_run(self, first: _Atom) -> tuple[int, int]:
        self._at += 1
        scale, end = self._take_magnitude(first.end)
        return self._words.magnitudes[first.word] * scale, end

    def _read_article_magnitude(self, first: _Atom, floor: int) -> Number | None:
        article = self._find_article(first, floor)
        base, end = self._magnitude_run(first)
        if article is None:
            if first.word in self._words.magnitudes_alone:
                return Number(first.start, end, Decimal(base), Decimal(base))
            if not self._is_bare_magnitude(first, end):
                return None  # a bare "million" stands in names and compounds
            total, end = self._add_rest(Decimal(base), base, end)
            return Number(first.start, end, total, total, scale=base)
        start = article.start()
        if article["several"]:
            return Number(start, end, Decimal(2 * base), Decimal(9 * base), scale=base)
        value = Decimal(base) / (2 if article["half"] else 1)
        part, end = self._read_and_part(end)
        if part:
            total = value + part * base
        else:
            total, end = self._add_rest(value, base, end)
        return Number(start, end, total, total, scale=base, settled=True)

    def _is_bare_magnitude(self, first: _Atom, end: int) -> bool:
        """Return whether a magnitude without "a" is a number.

        Examples: "hundred and twenty", "thousand euros". Counter-example: "many thousand euros".
        """
        if not first.word.islower() or self._text[max(0, first.start - 1) : first.start] == "-":
            return False
        following = self._peek(end)
        if following is not None and following.word in self._words.numerals:
            return following.start - end > 2
        start = max(0, first.start - _ARTICLE_WIDTH)
        if self._words.vague_before.search(self._text, start, first.start):
            return False
        return self._words.measures.match(self._text, end, self._end) is not None

    def _read_words(self, first: _Atom) -> Number | None:
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

    def _denominator(self, first: _Atom, atom: _Atom, numerator: int) -> int | None:
        """Return n for "two-thirds" and "one-third"; None for "two third-class"."""
        if atom.word in self._words.periods and self._is_period(first, atom):
            return None
        is_plural = atom.word in self._words.plural_fractions
        if not 0 < numerator < 10 or (numerator > 1) != is_plural:
            return None
        return self._words.fractions.get(atom.word)

    def _is_period(self, first: _Atom, atom: _Atom) -> bool:
        """Return whether "quarters" are parts of a year: "for three quarters"."""
        if self._words.period.match(self._text, atom.end, self._end):
            return True
        if not self._text[first.end : atom.start].isspace():
            return False
        width = max(0, first.start - _ARTICLE_WIDTH)
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


def _fraction(start: int, end: int, value: Decimal, *, settled: bool = False) -> Number:
    rounded = round_share(value)
    return Number(start, end, rounded, rounded, settled=settled, fraction=True)
