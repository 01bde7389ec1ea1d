"""Schema of the typography lexicon: marks that belong to no language."""

from __future__ import annotations

from claimkit.lexicons.loader import LexiconHeader, WordList, load_lexicon


class TypographyLexicon(LexiconHeader, frozen=True):
    hyphens: WordList
    dashes: WordList
    list_marks: WordList


def load_typography() -> TypographyLexicon:
    """Load the typography lexicon that ships with the package."""
    return load_lexicon("typography", TypographyLexicon)
