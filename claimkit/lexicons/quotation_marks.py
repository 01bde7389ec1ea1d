"""Schema of the quotation-marks lexicon."""

from __future__ import annotations

from typing import Literal

from claimkit.lexicons.loader import Entry, Header, load_lexicon


class QuotationMark(Entry, frozen=True, kw_only=True):
    """A glyph, or a pair of glyphs, that opens or closes a quotation.

    ``example`` holds exactly one quotation, and this mark opens or closes it.
    """

    text: str
    family: Literal["double", "single", "guillemets", "single guillemets"]
    style: Literal["straight", "curly", "doubled", "guillemets"]
    role: Literal["open", "close", "either", "only open"]
    must_close: bool = False
    example: str


class Elision(Entry, frozen=True):
    """A word with an apostrophe at its edge; ``example`` holds no quotation."""

    text: str
    example: str


class QuotationMarks(Header, frozen=True):
    marks: tuple[QuotationMark, ...]
    elisions: tuple[Elision, ...]


def load_quotation_marks() -> QuotationMarks:
    """Load the marks that ship with the package."""
    lexicon: QuotationMarks = load_lexicon("quotation_marks", QuotationMarks)
    return lexicon
