"""Write and split off the first line of a ledger's file, which names its schema for editors.

It is the only comment in a ledger. The schema is a file in the ledger's own folder, so editors
find it offline.
"""

from __future__ import annotations

import os
from pathlib import Path

from claimkit.ledger.places import LEDGER_SCHEMA

_START = "# yaml-language-server: $schema="


def schema_line(ledger_dir: Path, path: Path, schema: str = LEDGER_SCHEMA) -> str:
    """Return the line, with its end, for one of the ledger's files.

    >>> schema_line(Path("ledger"), Path("ledger/a/b.txt.yaml"))
    '# yaml-language-server: $schema=../_ledger.schema.json\\n'
    """
    reference = os.path.relpath(ledger_dir / schema, path.parent).replace(os.sep, "/")
    return f"{_START}{reference}\n"


def split_schema_line(text: str) -> tuple[str, str]:
    """Return the line, empty if there is none, and the rest of a file's text."""
    if not text.startswith(_START):
        return "", text
    end = text.find("\n") + 1 or len(text)
    return text[:end], text[end:]
