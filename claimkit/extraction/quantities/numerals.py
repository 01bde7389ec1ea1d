"""Read the numbers of a text: digits, number words, magnitudes and fractions.

Other modules of this package read units and bounds and leave out numbers that are not quantities.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from claimkit.extraction.quantities.digits import parse_digits, read_power, round_share, sign_value
from claimkit.extraction.quantities.number_atoms import Atom, Number, make_fraction
from claimkit.extraction.quantities.number_words import FRACTION_SIGNS, SPACE
from claimkit.extraction.quantities.word_numbers import ARTICLE_WIDTH, DENOMINATORS, WordReader
from claimkit.lexicons.lexicon_set import Lexicons

_MEASURE_WIDTH = 30
_YEAR = re.compile(r"[12][0-9]{3}")
_SPACES = re.compile(rf"{SPACE}")
_SIGN = re.compile(rf"{SPACE}?([{FRACTION_SIGNS}])")
_SLASH = re.compile(r"[/⁄]([0-9]{1,2})(?![\w/]|[.,][0-9])")
_MIXED = re.compile(r"[ \u00a0-]([0-9]{1,2})[/⁄]([0-9]{1,2})(?![\w/]|[.,][0-9])")


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


class _NumberReader(WordReader):
    """Reads the numbers of one stretch of text from left to right."""

    def next(self, floor: int) -> Number | None:
        while self._at < len(self._atoms):
            first = self._atoms[self._at]
            number = self._read(first, floor)
            if number is not None:
                return number
        return None

    def _read(self, first: Atom, floor: int) -> Number | None:
        if first.digits:
            return self._read_digits(first)
        if first.word in self._words.vague:
            return self._read_vague(first)
        if first.word in self._words.fractions:
            return self._read_article_fraction(first, floor)
        if first.word in self._words.magnitudes:
            return self._read_article_magnitude(first, floor)
        return self._read_words(first)

    def _read_digits(self, first: Atom) -> Number | None:
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
        if mixed and int(mixed[1]) < int(mixed[2]) in DENOMINATORS:
            return self._skip_to(mixed.end(), round_share(Decimal(mixed[1]) / int(mixed[2])))
        return self._read_and_part(end)

    def _read_slash(self, first: Atom, value: Decimal, slash: re.Match[str]) -> Number | None:
        """Read "2/3"; a value above one, such as "24/7", is not a fraction."""
        denominator = int(slash[1])
        if not (0 < value < denominator in DENOMINATORS):
            return Number(first.start, first.end, value, value, digits=True)
        self._skip_to(slash.end(), value)
        share = make_fraction(first.start, slash.end(), value / denominator)
        is_bare = not self._words.parted.match(self._text, slash.end(), self._end)
        return replace(share, digits=True, bare=is_bare)

    def _read_vague(self, first: Atom) -> Number | None:
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

    def _read_article_fraction(self, first: Atom, floor: int) -> Number | None:
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
            return make_fraction(start, part.end(), value, settled=True)
        share = self._take_one_percent(start, first.end, value, settled=has_article)
        if share.end > first.end:
            return share
        if self._words.parted.match(self._text, first.end, self._end):
            return share
        return replace(share, bare=True)

    def _find_measure_before(self, start: int, first: Atom, floor: int) -> Number | None:
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

    def _find_article(self, first: Atom, floor: int) -> re.Match[str] | None:
        start = max(floor, first.start - ARTICLE_WIDTH)
        return self._words.article.search(self._text, start, first.start)

    def _read_article_magnitude(self, first: Atom, floor: int) -> Number | None:
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

    def _is_bare_magnitude(self, first: Atom, end: int) -> bool:
        """Return whether a magnitude without "a" is a number.

        Examples: "hundred and twenty", "thousand euros". Counter-example: "many thousand euros".
        """
        if not first.word.islower() or self._text[max(0, first.start - 1) : first.start] == "-":
            return False
        following = self._peek(end)
        if following is not None and following.word in self._words.numerals:
            return following.start - end > 2
        start = max(0, first.start - ARTICLE_WIDTH)
        if self._words.vague_before.search(self._text, start, first.start):
            return False
        return self._words.measures.match(self._text, end, self._end) is not None
