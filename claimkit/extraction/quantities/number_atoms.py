"""Define numbers, and walk over the digits and number words of a text."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from claimkit.extraction.quantities.digits import round_share
from claimkit.extraction.quantities.number_words import load_number_words
from claimkit.lexicons.lexicon_set import Lexicons

_MAX_GAP = 8


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
class Atom:
    """Digits or one number word, in lower case."""

    start: int
    end: int
    word: str
    digits: bool


@lru_cache(maxsize=2)
def read_atoms(text: str, lexicons: Lexicons) -> tuple[tuple[Atom, ...], list[int]]:
    """Return the digits and number words of a text, and where each starts.

    The results are kept, because a document's blocks and claims are read one after the other.
    """
    atoms = tuple(
        Atom(match.start(), match.end(), match.group().lower(), not match[0][0].isalpha())
        for match in load_number_words(lexicons).atom.finditer(text)
    )
    return atoms, [atom.start for atom in atoms]


class AtomCursor:
    """Walks over the digits and number words of one stretch of text.

    ``_at`` is the next atom to read. A method that reads something moves it on.
    """

    def __init__(self, text: str, start: int, end: int, lexicons: Lexicons) -> None:
        self._text = text
        self._words = load_number_words(lexicons)
        self._end = end
        atoms, starts = read_atoms(text, lexicons)
        self._atoms = atoms[bisect_left(starts, start) : bisect_left(starts, end)]
        if self._atoms and self._atoms[-1].end > end:
            self._atoms = self._atoms[:-1]
        self._at = 0

    def _peek(self, end: int, gap: re.Pattern[str] | None = None) -> Atom | None:
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

    def _skip_to(self, end: int, value: Decimal) -> tuple[Decimal, int]:
        while self._at < len(self._atoms) and self._atoms[self._at].start < end:
            self._at += 1
        return value, end


def make_fraction(start: int, end: int, value: Decimal, *, settled: bool = False) -> Number:
    rounded = round_share(value)
    return Number(start, end, rounded, rounded, settled=settled, fraction=True)
