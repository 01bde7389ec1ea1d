"""Compute a hash of the lexicons in use. Light to import."""

from __future__ import annotations

import hashlib

from claimkit.lexicons.languages import list_lexicons
from claimkit.lexicons.lexicon_set import BUILT_IN, Lexicons


def lexicon_hash(lexicons: Lexicons = BUILT_IN) -> str:
    """Return a short hash of the lexicon files of a language, the common and the own ones.

    A ledger records it, so that a change of the rules that produced it shows.

    Raises:
        LexiconError: if the language has no lexicons.
    """
    digest = hashlib.sha256()
    for file in list_lexicons(lexicons.language):
        digest.update(f"{file.parent.name}/{file.name}".encode())
        digest.update(file.read_bytes())
    for own in lexicons.own:
        # Line endings depend on git's settings for a clone, so they do not count.
        text = "\n".join(own.text.splitlines())
        digest.update(f"own/{own.name}.yaml {len(text)}\n{text}".encode())
    return digest.hexdigest()[:12]
