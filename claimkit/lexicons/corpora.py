"""Schema of the corpora lexicon: the names of columns in tables of documents."""

from __future__ import annotations

from claimkit.lexicons.loader import LexiconHeader, load_lexicon


class CorporaLexicon(LexiconHeader, frozen=True):
    """The words in ``corpora.yaml``."""

    text_columns: tuple[str, ...]
    id_columns: tuple[str, ...]


def load_corpora() -> CorporaLexicon:
    """Load the names of columns, which are the same in every language."""
    return load_lexicon("corpora", CorporaLexicon)
