"""Schema of the typography lexicon: signs, and the letters of scripts."""

from __future__ import annotations

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


def load_typography() -> TypographyLexicon:
    """Load the signs and letters of the typography lexicon, which all languages share."""
    return load_lexicon("typography", TypographyLexicon)
