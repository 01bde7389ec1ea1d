"""Schema of the sentences lexicon."""

from __future__ import annotations

from claimkit.lexicons.languages import DEFAULT_LANGUAGE
from claimkit.lexicons.loader import LexiconEntry, LexiconHeader, load_lexicon


class ShortTitle(LexiconEntry, frozen=True):
    """A shortened title; ``example`` is one sentence that holds it."""

    text: str
    example: str


class SentenceLexicon(LexiconHeader, frozen=True):
    titles: tuple[ShortTitle, ...]


def load_sentences(language: str = DEFAULT_LANGUAGE) -> SentenceLexicon:
    """Load the sentence-boundary exceptions of a language."""
    return load_lexicon("sentences", SentenceLexicon, language)
