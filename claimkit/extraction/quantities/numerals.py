"""Read numbers from text: digits, number words, magnitudes and fractions.

Knows nothing of units, bounds or of what is not a quantity; `quantities` does.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache

from claimkit.extraction.quantities.digits import parse_digits, round_share, sign_value
from claimkit.lexicons.loader import load_lexicon
from claimkit.lexicons.quantities import QuantityLexicon

_SPACE = "[ \u00a0\u202f\u2009]"
_DIGITS = (
    rf"(?:[0-9]{{1,3}}(?:{_SPACE}[0-9]{{3}}){{1,5}}(?![0-9,]|[. ][0-9])"
    r"|[0-9]{1,3}(?:[,'’][0-9]{3}){1,6}(?![0-9])(?:\.[0-9]{1,9})?"
    r"|[0-9]{1,3}(?:\.[0-9]{3}){1,6}(?![0-9])(?:,[0-9]{1,9})?"
    r"|[0-9]{1,2}(?:,[0-9]{2}){1,5},[0-9]{3}(?![0-9])"
    r"|[0-9]+(?:\.[0-9]{1,12}|,[0-9]{1,2}(?![0-9,]))?)"
)
_POINT = r"(?<![\w.,)])\.[0-9]{1,3}(?!\w)"
_SIGNS = "¼½¾⅐-⅞"


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed in ``[start, end)``; ``low`` and ``high`` differ if it is vague.

    ``scale`` is the magnitude that stands in it (1 if none), ``digits`` says if it is
    written in digits, ``settled`` that no word before a fraction speaks against it, and
    ``bare`` that it needs more around it: "a third" may count up, "1/6" be a day.
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


@dataclass(frozen=True, slots=True)
class _Atom:
    start: int
    end: int
    word: str
    digits: bool


@dataclass(frozen=True, slots=True)
class _Words:
    """The lexicon's words, ready for reading."""

    atom: re.Pattern[str]
    numerals: dict[str, int]
    magnitudes: dict[str, int]
    vague: dict[str, tuple[int, int, bool]]
    fractions: dict[str, int]
    parted: re.Pattern[str]


@cache
def _words() -> _Words:
    lexicon = load_lexicon("quantities", QuantityLexicon)
    magnitudes = {word: m.value for m in lexicon.magnitudes for word in m.words}
    vague = {v.word: (v.low, v.high, v.needs_of) for v in lexicon.vague}
    vague |= {
        word: (m.value, m.value * 10, False) for m in lexicon.magnitudes for word in m.plurals
    }
    names = [*lexicon.numerals, *magnitudes, *vague, *lexicon.fractions]
    initials = "".join(sorted({name[0] for name in names}))
    words = "|".join(f"{first}(?:{_any_tail(names, first)})" for first in initials)
    # The look-ahead first: it turns most places down before anything dearer is tried.
    pattern = (
        rf"(?=[.0-9{_SIGNS}{initials}{initials.upper()}])"
        rf"(?:(?<!\w)(?:{_DIGITS}|(?i:{words})(?!\w))"
        rf"|(?<=[A-Za-z])(?=[0-9]){_DIGITS}|(?<![{_SIGNS}])[{_SIGNS}](?![{_SIGNS}])|{_POINT})"
    )
    parted = re.compile(rf"\s(?:{'|'.join(lexicon.parted)})\s", re.IGNORECASE)
    return _Words(
        re.compile(pattern), lexicon.numerals, magnitudes, vague, lexicon.fractions, parted
    )


def _any_tail(names: list[str], first: str) -> str:
    """Return a pattern for what follows ``first``: far faster than one long alternation."""
    tails = sorted({name[1:] for name in names if name[0] == first}, key=lambda t: (-len(t), t))
    return "|".join(map(re.escape, tails))


_GAP = re.compile(r"[\s\u00a0]{1,2}|[-‑]|[\s\u00a0]and[\s\u00a0]|-and-")
_ARTICLE = re.compile(
    r"(?<!\w)(?:(?P<one>an?)|(?P<half>half\s+an?)"
    r"|(?P<several>several|a\s+few|a\s+couple(?:\s+of)?))[\s-]\Z",
    re.IGNORECASE,
)
_AND_A_HALF = re.compile(r"[\s-]and[\s-]a[\s-]half(?!\w)", re.IGNORECASE)
_OF = re.compile(r"\s{1,2}of\s{1,2}", re.IGNORECASE)
_UPON = re.compile(r"\s(?:upon|on|and)\s", re.IGNORECASE)
_SIGN = re.compile(rf"{_SPACE}?([{_SIGNS}])")
_SLASH = re.compile(r"[/⁄]([0-9]{1,2})(?![\w/]|[.,][0-9])")
_MIXED = re.compile(r"[ \u00a0-]([0-9]{1,2})[/⁄]([0-9]{1,2})(?![\w/]|[.,][0-9])")
_DENOMINATORS = frozenset((2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 32, 64, 100))
_OF_A = re.compile(r"\s(?:of\s)?an?\s|-", re.IGNORECASE)
_A = re.compile(r"\s(?:of\s)?an?(?=\s\w)", re.IGNORECASE)


def iter_numbers(text: str, start: int, end: int) -> Iterator[Number]:
    """Yield the numbers in ``text[start:end]``, in order and disjoint.

    Two numbers that only stand side by side ("five six-packs") come as two. Number words
    in a year ("nineteen ninety-six") come as one number without value and are left out.
    """
    reader = _Reader(text, start, end)
    floor = start
    while (number := reader.next(floor)) is not None:
        yield number
        floor = number.end


@lru_cache(maxsize=2)
def _read_atoms(text: str) -> tuple[tuple[_Atom, ...], list[int]]:
    """Return the digits and number words of a text, and where each starts.

    Kept for a document whose blocks and claims are read one after the other.
    """
    atoms = tuple(
        _Atom(match.start(), match.end(), match.group().lower(), not match[0][0].isalpha())
        for match in _words().atom.finditer(text)
    )
    return atoms, [atom.start for atom in atoms]


class _Reader:
    """Reads the atoms of one stretch of text, left to right."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self._words = _words()
        self._end = end
        atoms, starts = _read_atoms(text)
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

    def _peek(self, end: int, *, gap: re.Pattern[str] = _GAP) -> _Atom | None:
        """Return the next atom if only a ``gap`` stands between it and ``end``."""
        if self._at < len(self._atoms):
            atom = self._atoms[self._at]
            if atom.start - end <= 6 and gap.fullmatch(self._text, end, atom.start):
                return atom
        return None

    def _take_magnitude(self, end: int, floor: int = 0) -> tuple[int, int]:
        """Return (product of the magnitudes that follow, their end)."""
        scale = 1
        while (atom := self._peek(end)) is not None:
            value = self._words.magnitudes.get(atom.word)
            if value is None and scale == 1 and atom.word in self._words.vague:
                value, _, needs_of = self._words.vague[atom.word]  # "5 billions"
                value = None if needs_of else value
            if value is None or value <= floor:
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
            extra, end = self._read_part(value, end)
            value += extra
        scale, end = self._take_magnitude(end)
        value *= scale
        return Number(first.start, end, value, value, scale=scale, digits=True)

    def _read_part(self, value: Decimal, end: int) -> tuple[Decimal, int]:
        """Read what stands below one: "2½", "2 1/2", "2 and a half"."""
        if value != value.to_integral_value():
            return Decimal(0), end
        if sign := _SIGN.match(self._text, end, self._end):
            return self._skip_to(sign.end(), sign_value(sign[1]))
        if half := _AND_A_HALF.match(self._text, end, self._end):
            return self._skip_to(half.end(), Decimal("0.5"))
        mixed = _MIXED.match(self._text, end, self._end)
        if mixed and int(mixed[1]) < int(mixed[2]) in _DENOMINATORS:
            return self._skip_to(mixed.end(), round_share(Decimal(mixed[1]) / int(mixed[2])))
        return Decimal(0), end

    def _skip_to(self, end: int, value: Decimal) -> tuple[Decimal, int]:
        while self._at < len(self._atoms) and self._atoms[self._at].start < end:
            self._at += 1
        return value, end

    def _read_slash(self, first: _Atom, value: Decimal, slash: re.Match[str]) -> Number | None:
        """Read "2/3"; what is larger than one, as "24/7" is, is no fraction."""
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
        inner = self._peek(end, gap=_OF)
        if inner is not None and inner.word in self._words.vague:
            factor = self._words.vague[inner.word][0]
            self._at += 1
            return Number(
                first.start, inner.end, Decimal(low * factor), Decimal(high * factor), scale=factor
            )
        again = self._peek(end, gap=_UPON)
        if again is not None and again.word == first.word:  # "thousands upon thousands"
            self._at += 1
            end = again.end
        if needs_of and not _OF.match(self._text, end, self._end):
            return None
        return Number(first.start, end, Decimal(low), Decimal(high))

    def _read_article_fraction(self, first: _Atom, floor: int) -> Number | None:
        """Read "a third of", "half of", "half a million"; "the third" is no number."""
        self._at += 1
        article = _ARTICLE.search(self._text, max(floor, first.start - 8), first.start)
        start = article.start() if article and article["one"] else first.start
        has_article = start != first.start
        if first.word != "half" and not has_article:
            return None
        value = Decimal(1) / self._words.fractions[first.word]
        if (scaled := self._scale_fraction(start, first.end, value)) is not None:
            return scaled
        part = _A.match(self._text, first.end, self._end)
        if part is not None:  # "half an hour", "a quarter of a mile"
            return _fraction(start, part.end(), value, settled=True)
        share = _fraction(start, first.end, value, settled=has_article)
        if self._words.parted.match(self._text, first.end, self._end):
            return share
        return replace(share, bare=True)

    def _scale_fraction(self, start: int, end: int, value: Decimal) -> Number | None:
        """Read the magnitude that a fraction parts: "a quarter of a million"."""
        inner = self._peek(end, gap=_OF_A)
        if inner is None or inner.word not in self._words.magnitudes:
            return None
        scale, end = self._magnitude_run(inner)
        return Number(start, end, value * scale, value * scale, scale=scale, settled=True)

    def _magnitude_run(self, first: _Atom) -> tuple[int, int]:
        self._at += 1
        scale, end = self._take_magnitude(first.end)
        return self._words.magnitudes[first.word] * scale, end

    def _read_article_magnitude(self, first: _Atom, floor: int) -> Number | None:
        article = _ARTICLE.search(self._text, max(floor, first.start - 14), first.start)
        base, end = self._magnitude_run(first)
        if article is None:
            # "the dozen suspects"; a bare "million" stands in names and compounds
            value = Decimal(base)
            return Number(first.start, end, value, value) if first.word == "dozen" else None
        start = article.start()
        if article["several"]:
            return Number(start, end, Decimal(2 * base), Decimal(9 * base), scale=base)
        value = Decimal(base) / (2 if article["half"] else 1)
        if half := _AND_A_HALF.match(self._text, end, self._end):
            extra, end = self._skip_to(half.end(), Decimal(base) / 2)
            total = value + extra
        else:
            total, end = self._add_rest(value, base, end)
        return Number(start, end, total, total, scale=base, settled=True)

    def _read_words(self, first: _Atom) -> Number | None:
        self._at += 1
        value = self._words.numerals[first.word]
        end = first.end
        following = self._peek(end)
        if following is not None and (denominator := self._denominator(following, value)):
            self._at += 1
            share = Decimal(value) / denominator
            scaled = self._scale_fraction(first.start, following.end, share)
            return scaled or _fraction(first.start, following.end, share)
        value, end, year = self._add_units(value, end)
        if year:
            return None
        scale, end = self._take_magnitude(end)
        half = _AND_A_HALF.match(self._text, end, self._end) if scale == 1 else None
        total = Decimal(value * scale)
        if half is not None:
            part, end = self._skip_to(half.end(), Decimal("0.5"))
            scale, end = self._take_magnitude(end)
            total = (value + part) * scale
        elif scale > 1:
            total, end = self._add_rest(total, scale, end)
        return Number(first.start, end, total, total, scale=scale)

    def _denominator(self, atom: _Atom, numerator: int) -> int | None:
        """Return n for "two-thirds" and "one-third"; None for "two third-class"."""
        if not 0 < numerator < 10 or (numerator > 1) != atom.word.endswith("s"):
            return None
        return self._words.fractions.get(atom.word)

    def _add_units(self, value: int, end: int) -> tuple[int, int, bool]:
        """Add the five of "twenty-five"; also say if two numerals make a year."""
        following = self._peek(end)
        if following is None or following.digits:
            return value, end, False
        unit = self._words.numerals.get(following.word)
        if unit is None or value < 10:
            return value, end, False
        if value >= 20 and value % 10 == 0 and 0 < unit < 10:
            self._at += 1
            return value + unit, following.end, False
        if unit >= 10:
            self._at += 1
            _, end, _ = self._add_units(unit, following.end)
            return value, end, True
        return value, end, False

    def _add_rest(self, total: Decimal, scale: int, end: int) -> tuple[Decimal, int]:
        """Read on below ``scale``: the "and twenty" of "one hundred and twenty".

        A higher magnitude multiplies what came before it: "two hundred and six thousand".
        """
        while scale >= 100:
            atom = self._peek(end)
            if atom is None or atom.digits or atom.word not in self._words.numerals:
                break
            mark = self._at
            self._at += 1
            value, stop, year = self._add_units(self._words.numerals[atom.word], atom.end)
            factor, stop = self._take_magnitude(stop)
            is_group = scale == 100 and value < 100 and factor > 100
            if year or not (is_group or value * factor < scale):
                self._at = mark
                break
            total = (total + value) * factor if is_group else total + value * factor
            end, scale = stop, factor if factor > 1 else 1
        return total, end


def _fraction(start: int, end: int, value: Decimal, *, settled: bool = False) -> Number:
    rounded = round_share(value)
    return Number(start, end, rounded, rounded, settled=settled, fraction=True)
