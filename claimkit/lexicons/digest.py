"""A hash over all lexicons; light to import."""

from __future__ import annotations

import hashlib
from importlib import resources


def lexicon_hash() -> str:
    """Return a short hash over every lexicon file, so that a ledger says what made it."""
    digest = hashlib.sha256()
    files = resources.files("claimkit.lexicons").iterdir()
    for file in sorted(files, key=lambda f: f.name):
        if file.name.endswith(".yaml"):
            digest.update(file.name.encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
