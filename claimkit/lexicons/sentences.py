"""Schema of the sentences lexicon."""

from __future__ import annotations

from claimkit.lexicons.extension import load_extended
from claimkit.lexicons.lexicon_set import BUILT_IN, Lexicons
from claimkit.lexicons.loader import LexiconEntry, LexiconHeader


class ShortTitle(LexiconEntry, frozen=True):
    """A shortened title; ``example`` is one sentence that holds it."""

    text: str
    example: str


class Abbreviation(LexiconEntry, frozen=True):
    """A word with a full stop that is one token; ``example`` is one sentence that holds it."""

    text: str
    example: str


class SentenceLexicon(LexiconHeader, frozen=True):
    titles: tuple[ShortTitle, ...]
    abbreviations: tuple[Abbreviation, ...] = ()


def load_sentences(lexicons: Lexicons = BUILT_IN) -> SentenceLexicon:
    """Load the sentence-boundary exceptions of a language."""
    return load_extended("sentences", SentenceLexicon, lexicons)
