"""A hash over all lexicons; light to import."""

from __future__ import annotations

import hashlib
from pathlib import Path


def lexicon_hash() -> str:
    """Return a short hash over every lexicon file, so that a ledger says what made it."""
    digest = hashlib.sha256()
    # Not by way of importlib.resources, which takes longer to import than this takes to run.
    for file in sorted(Path(__file__).parent.glob("*.yaml")):
        digest.update(file.name.encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
