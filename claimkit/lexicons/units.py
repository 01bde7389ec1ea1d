"""Schemas of the lexicons of units and currencies, and of the words for them."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal

from msgspec import Meta

from claimkit.lexicons.extension import load_extended
from claimkit.lexicons.lexicon_set import BUILT_IN, Lexicons
from claimkit.lexicons.loader import LexiconEntry, LexiconHeader

_RATE = " per "


class Difference(LexiconEntry, frozen=True):
    """The words for what lies between two amounts of a unit: one point, many points."""

    one: str
    many: str


class Unit(LexiconEntry, frozen=True, kw_only=True):
    """A unit of measure under its name in ledgers.

    ``symbols`` keep their case and may stand right after the digits, ``attached`` ones must.
    Amounts of a unit with a ``difference`` are compared by subtraction, others by ratio.
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
    difference: Difference | None = None


class Conversion(LexiconEntry, frozen=True):
    """How an amount becomes one of the base unit: add ``offset``, then multiply by ``factor``.

    Both are decimal numbers or fractions: "0.3048", "5/18".
    """

    factor: Annotated[str, Meta(pattern=r"^\d+(\.\d+)?(/[1-9]\d*)?$")]
    offset: Annotated[str, Meta(pattern=r"^-?\d+(\.\d+)?$")] = "0"


class Scale(LexiconEntry, frozen=True):
    """Units of one dimension with their conversions to a base unit, which is not among them."""

    base: str
    units: dict[str, Conversion]


class Currency(LexiconEntry, frozen=True, kw_only=True):
    """A currency under its ISO 4217 code; ``symbols`` keep their case.

    ``prefixes`` are symbols that mean it only before a large or exact amount ("R5m", "R12.50"), as
    the code does if it ``is_word``.
    """

    code: str
    symbols: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    is_word: bool = False


class CompoundUnit(LexiconEntry, frozen=True):
    """Two measures that are read as one in the smaller: "5ft 10in" is 70 inches.

    ``marks`` may follow the second number, as the smaller unit's words may.
    """

    major: str
    minor: str
    ratio: int
    marks: tuple[str, ...]
    example: str


class Subunit(LexiconEntry, frozen=True):
    """A hundredth of a currency, which may follow an amount of it: "3 pounds 50 pence"."""

    major: str
    minor: str


class UnitLexicon(LexiconHeader, frozen=True):
    """Units and currencies, which belong to no language."""

    units: tuple[Unit, ...]
    scales: tuple[Scale, ...]
    age_unit: str
    compounds: tuple[CompoundUnit, ...]
    subunits: tuple[Subunit, ...]
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


def load_units(lexicons: Lexicons = BUILT_IN) -> UnitLexicon:
    """Load the units and currencies."""
    return load_extended("units", UnitLexicon, lexicons)


def load_unit_words(lexicons: Lexicons = BUILT_IN) -> UnitWordLexicon:
    """Load a language's words for units and currencies."""
    return load_extended("unit_words", UnitWordLexicon, lexicons)


def join_rate(unit: str, rate: str) -> str:
    """Return the name of a unit with what its amounts are counted for: "liters per day"."""
    return f"{unit}{_RATE}{rate}"


def split_rate(unit: str) -> tuple[str, str]:
    """Return the unit of an amount, and what it is counted for or nothing.

    A rate that is a unit of its own has none: "miles per hour".

    >>> split_rate("liters per day"), split_rate("miles per hour")
    (('liters', 'day'), ('miles per hour', ''))
    """
    if unit in _unit_names():
        return unit, ""
    amount, _, rate = unit.partition(_RATE)
    return amount, rate


@cache
def _unit_names() -> frozenset[str]:
    return frozenset(unit.unit for unit in load_units().units)
