"""Schemas of the lexicons of units and currencies, and of the words for them."""

from __future__ import annotations

from typing import Literal

from claimkit.lexicons.languages import DEFAULT_LANGUAGE
from claimkit.lexicons.loader import LexiconEntry, LexiconHeader, load_lexicon


class Unit(LexiconEntry, frozen=True, kw_only=True):
    """A unit of measure; ``name`` is its name in ledgers.

    ``symbols`` keep their case and may stand right after the digits, ``attached`` ones must.
    """

    unit: str
    kind: Literal[
        "share",
        "length",
        "area",
        "volume",
        "mass",
        "time",
        "speed",
        "temperature",
        "pressure",
        "energy",
        "frequency",
        "money",
        "data",
        "factor",
        "other",
    ]
    symbols: tuple[str, ...] = ()
    attached: tuple[str, ...] = ()


class Currency(LexiconEntry, frozen=True, kw_only=True):
    """A currency under its ISO 4217 code; ``symbols`` keep their case."""

    code: str
    symbols: tuple[str, ...] = ()


class CompoundUnit(LexiconEntry, frozen=True):
    """Two measures that are read as one in the smaller: "5ft 10in" is 70 inches.

    ``marks`` may follow the second number, as the smaller unit's words may.
    """

    major: str
    minor: str
    ratio: int
    marks: tuple[str, ...]
    example: str


class UnitLexicon(LexiconHeader, frozen=True):
    """Units and currencies, which belong to no language."""

    units: tuple[Unit, ...]
    age_unit: str
    compounds: tuple[CompoundUnit, ...]
    currencies: tuple[Currency, ...]


class UnitWords(LexiconEntry, frozen=True, kw_only=True):
    """A language's words for a unit.

    ``words`` include singulars and may be printed in any case; ``abbreviations`` keep their case
    and may stand right after the digits.
    """

    unit: str
    words: tuple[str, ...]
    abbreviations: tuple[str, ...] = ()
    example: str


class CurrencyWords(LexiconEntry, frozen=True, kw_only=True):
    """A language's words for a currency.

    ``large`` words mean it only after a million or more: "3 million pounds".
    """

    code: str
    words: tuple[str, ...] = ()
    large: tuple[str, ...] = ()
    example: str


class UnitWordLexicon(LexiconHeader, frozen=True):
    """A language's words for units and currencies.

    ``counted`` nouns are tied to their number by a hyphen: "a 12-member panel".
    """

    units: tuple[UnitWords, ...]
    currencies: tuple[CurrencyWords, ...]
    counted: dict[str, str]


def load_units() -> UnitLexicon:
    """Load the units and currencies."""
    return load_lexicon("units", UnitLexicon)


def load_unit_words(language: str = DEFAULT_LANGUAGE) -> UnitWordLexicon:
    """Load a language's words for units and currencies."""
    return load_lexicon("unit_words", UnitWordLexicon, language)
