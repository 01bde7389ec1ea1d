"""Schema of the lexicons of texts that report nothing: programs, licences, recipes."""

from __future__ import annotations

from claimkit.lexicons.languages import DEFAULT_LANGUAGE
from claimkit.lexicons.loader import LexiconHeader, WordList, load_lexicon


class CodeLexicon(LexiconHeader, frozen=True):
    """The words in ``code.yaml``, which belong to no language that people speak."""

    statements: WordList
    commands: WordList
    log_levels: tuple[str, ...]


class GenreLexicon(LexiconHeader, frozen=True):
    """The words in ``genres.yaml``, all in lower case."""

    report_words: WordList = WordList()
    software_headings: WordList = WordList()
    software_words: WordList = WordList()
    legal_words: WordList = WordList()
    reference_words: tuple[str, ...] = ()
    recipe_headings: tuple[str, ...] = ()
    recipe_units: WordList = WordList()
    recipe_steps: WordList = WordList()
    recipe_notes: tuple[str, ...] = ()


def load_code() -> CodeLexicon:
    """Load the words of programs, shells and logs."""
    return load_lexicon("code", CodeLexicon)


def load_genres(language: str = DEFAULT_LANGUAGE) -> GenreLexicon:
    """Load the words that tell what kind of text a document is."""
    return load_lexicon("genres", GenreLexicon, language)
