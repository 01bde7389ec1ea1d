"""Compute a hash of the lexicons in use. Light to import."""

from __future__ import annotations

import hashlib

from claimkit.lexicons.languages import DEFAULT_LANGUAGE, list_lexicons


def lexicon_hash(language: str = DEFAULT_LANGUAGE) -> str:
    """Return a short hash of the lexicon files of a language and the common ones.

    A ledger records it, so that a change of the rules that produced it shows.

    Raises:
        LexiconError: if the language has no lexicons.
    """
    digest = hashlib.sha256()
    for file in list_lexicons(language):
        digest.update(f"{file.parent.name}/{file.name}".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
