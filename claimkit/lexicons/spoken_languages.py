"""Schema of the lexicon of languages: words that tell in which language a text is."""

from __future__ import annotations

from claimkit.lexicons.loader import LexiconEntry, LexiconHeader, WordList, load_lexicon


class SpokenLanguage(LexiconEntry, frozen=True):
    """A language with its usual function words; ``script`` is one of ``typography.yaml``."""

    code: str
    name: str
    script: str
    words: WordList


class SpokenLanguageLexicon(LexiconHeader, frozen=True):
    """The whole file. ``name_particles`` are words that also stand in names."""

    name_particles: WordList
    languages: tuple[SpokenLanguage, ...]


def load_spoken_languages() -> SpokenLanguageLexicon:
    """Load the words that tell languages apart."""
    return load_lexicon("languages", SpokenLanguageLexicon)
