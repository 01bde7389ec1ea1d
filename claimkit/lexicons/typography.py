"""Schema of the typography lexicon: the signs and letters that texts are set in."""

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
    """Load the signs and letters that texts are set in, which are the same in every language."""
    return load_lexicon("typography", TypographyLexicon)
