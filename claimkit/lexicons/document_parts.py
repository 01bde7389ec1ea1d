"""Schema of the lexicon of document parts: the words of captions, notes, tables and reports."""

from __future__ import annotations

from claimkit.lexicons.languages import DEFAULT_LANGUAGE
from claimkit.lexicons.loader import LexiconHeader, load_lexicon


class DocumentPartsLexicon(LexiconHeader, frozen=True):
    """The words in ``document_parts.yaml``. Phrases are in lower case."""

    hyphen_joiners: tuple[str, ...] = ()
    hyphen_prefixes: tuple[str, ...] = ()


def load_document_parts(language: str = DEFAULT_LANGUAGE) -> DocumentPartsLexicon:
    """Load the words of a language that name the parts of documents."""
    return load_lexicon("document_parts", DocumentPartsLexicon, language)
