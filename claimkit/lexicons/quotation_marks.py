"""Schemas of the lexicons of quotation marks and of words with an apostrophe at the edge."""

from __future__ import annotations

from typing import Literal

from claimkit.lexicons.languages import DEFAULT_LANGUAGE
from claimkit.lexicons.loader import LexiconEntry, LexiconHeader, load_lexicon


class QuotationMark(LexiconEntry, frozen=True, kw_only=True):
    """A glyph, or a pair of glyphs, that opens or closes a quotation.

    ``example`` holds exactly one quotation, and this mark opens or closes it.
    """

    text: str
    family: Literal["double", "single", "guillemets", "single guillemets"]
    style: Literal["straight", "curly", "doubled", "guillemets"]
    role: Literal["open", "close", "either", "only open"]
    must_close: bool = False
    example: str


class Elision(LexiconEntry, frozen=True):
    """A word with an apostrophe at its edge; ``example`` holds no quotation."""

    text: str
    example: str


class QuotationMarkLexicon(LexiconHeader, frozen=True):
    marks: tuple[QuotationMark, ...]


class ElisionLexicon(LexiconHeader, frozen=True):
    """Apostrophes that are no quotation marks.

    ``plural_letters`` are the letters before the apostrophe of a plural. ``decade_endings`` may
    follow the two figures of a short year.
    """

    elisions: tuple[Elision, ...]
    plural_letters: str = ""
    decade_endings: tuple[str, ...] = ()


def load_quotation_marks(language: str = DEFAULT_LANGUAGE) -> QuotationMarkLexicon:
    """Load the quotation marks, which all languages without their own file share."""
    return load_lexicon("quotation_marks", QuotationMarkLexicon, language)


def load_elisions(language: str = DEFAULT_LANGUAGE) -> ElisionLexicon:
    """Load the words of a language that an apostrophe begins or ends."""
    return load_lexicon("elisions", ElisionLexicon, language)
