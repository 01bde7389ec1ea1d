"""Schema of the typography lexicon: the signs and letters that texts are set in."""

from __future__ import annotations

from claimkit.lexicons.languages import DEFAULT_LANGUAGE
from claimkit.lexicons.loader import LexiconHeader, WordList, load_lexicon


class TypographyLexicon(LexiconHeader, frozen=True):
    """The signs in ``typography.yaml``; ``scripts`` are ranges of a regular expression."""

    hyphens: WordList
    dashes: WordList
    typed_dashes: WordList
    list_marks: WordList
    bullets: str
    ascii_bullets: str
    opening_marks: str
    closing_marks: str
    scripts: dict[str, str]


def load_typography(language: str = DEFAULT_LANGUAGE) -> TypographyLexicon:
    """Load the signs and letters that texts of a language are set in."""
    return load_lexicon("typography", TypographyLexicon, language)
