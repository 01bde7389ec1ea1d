"""Load the words of a language, which tell whether a line break cut a word in two."""

from __future__ import annotations

import gzip
from functools import cache

from claimkit.lexicons.languages import DEFAULT_LANGUAGE, find_lexicon


@cache
def load_words(language: str = DEFAULT_LANGUAGE) -> frozenset[str]:
    """Return the words of a language, names with a capital; none if the language has no list."""
    file = find_lexicon("words", language).with_suffix(".txt.gz")
    if not file.exists():
        return frozenset()
    return frozenset(gzip.decompress(file.read_bytes()).decode("utf-8").split())
