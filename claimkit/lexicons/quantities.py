"""Schemas of the lexicons ``quantities.yaml`` and ``units.yaml``."""

from __future__ import annotations

from typing import Literal

from claimkit.lexicons.loader import Entry, Header
from claimkit.model import Bound


class Magnitude(Entry):
    """A word that multiplies the number before it.

    ``plurals`` stand for a vague number ("thousands"); ``attached`` are the short forms
    that follow digits ("10k"), ``money_only`` those that mean it after a currency alone.
    """

    words: tuple[str, ...]
    value: int
    plurals: tuple[str, ...] = ()
    attached: tuple[str, ...] = ()
    money_only: tuple[str, ...] = ()


class VagueNumber(Entry):
    """A plural that stands for a number between ``low`` and ``high``.

    ``needs_of`` asks for "of" after it: "scores of people", not "the scores".
    """

    word: str
    low: int
    high: int
    needs_of: bool = False


class BoundPhrase(Entry):
    """Words before or after a number that say how exactly it holds."""

    phrase: str
    bound: Bound
    example: str


class ReferenceNouns(Entry):
    """Nouns that a number after them names or numbers: it counts nothing.

    ``before_noun`` holds also where a noun follows the number ("Boeing 737 jets").
    """

    words: tuple[str, ...]
    example: str
    before_noun: bool = False


class QuantityLexicon(Header):
    numerals: dict[str, int]
    magnitudes: tuple[Magnitude, ...]
    vague: tuple[VagueNumber, ...]
    fractions: dict[str, int]
    bounds_before: tuple[BoundPhrase, ...]
    bounds_after: tuple[BoundPhrase, ...]
    range_openers: tuple[str, ...]
    change_verbs: tuple[str, ...]
    references: tuple[ReferenceNouns, ...]
    skipped_modifiers: tuple[str, ...]
    no_units: tuple[str, ...]
    clock: tuple[str, ...]


class Unit(Entry):
    """A unit of measure under the one spelling that ``unit`` gives it.

    ``symbols`` keep their case and may stand right after the digits; ``words`` don't
    and include singulars.
    """

    unit: str
    kind: Literal["length", "area", "volume", "mass", "time", "energy", "data", "other"]
    words: tuple[str, ...]
    symbols: tuple[str, ...] = ()
    example: str


class Currency(Entry):
    """A currency under its ISO 4217 code; ``symbols`` keep their case, ``words`` don't."""

    code: str
    symbols: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    example: str


class UnitLexicon(Header):
    units: tuple[Unit, ...]
    currencies: tuple[Currency, ...]
    counted: dict[str, str]
