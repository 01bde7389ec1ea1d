"""A ledger file in, checked, with file, line and column in every complaint.

A file in the form in which claimkit writes it is read by `canonical`. Any other YAML, and
whatever is at fault, is read by `handwritten`, which knows what to say of it.
"""

from __future__ import annotations

from pathlib import Path

from claimkit.errors import LedgerError
from claimkit.ledger.format import canonical
from claimkit.model import Claim, LedgerFile, Provenance, SourceEntry

_MAX_MB = 32
_MB = 1_000_000
_SIZE_HINT = "split its document into several; or is this a ledger at all?"


def read(path: Path) -> LedgerFile:
    """Read a ledger file.

    Raises:
        LedgerError: if it can't be read, is off its schema, or holds an id twice or a comment.
    """
    return parse(read_text(path), str(path))


def read_text(path: Path) -> str:
    """Return a file's text, in whatever line ends it has.

    Raises:
        LedgerError: if the file can't be read, is too large or is not UTF-8.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_MB * _MB + 1)
    except OSError as error:
        raise LedgerError(f"can't be read: {error.strerror}", path=str(path)) from error
    return decode(data, str(path))


def decode(data: bytes, path: str) -> str:
    """Return the text of a ledger file's bytes; ``path`` is named in complaints.

    Raises:
        LedgerError: if they are too many, or not UTF-8.
    """
    if len(data) > _MAX_MB * _MB:
        raise LedgerError(f"larger than {_MAX_MB} MB", path=path, hint=_SIZE_HINT)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise LedgerError("not UTF-8", path=path, line=line, column=column) from error


def parse(text: str, path: str, known: dict[str, Claim] | None = None) -> LedgerFile:
    """Return what the text of a ledger file holds; ``path`` is named in complaints.

    Args:
        known: as in `canonical.parse`.

    Raises:
        LedgerError: as `read`.
    """
    ledger = canonical.parse(text, known)
    if ledger is not None:
        return ledger
    from claimkit.ledger.format import handwritten  # YAML and validation take long to import

    return handwritten.parse(text, path)


def parse_sources(text: str, path: str) -> list[SourceEntry]:
    """Return what the text of ``_sources.yaml`` holds, in the file's order.

    Raises:
        LedgerError: if it is off its schema.
    """
    entries = canonical.parse_sources(text)
    if entries is not None:
        return entries
    from claimkit.ledger.format import handwritten

    return handwritten.parse_sources(text, path)


def parse_provenance(text: str, path: str) -> Provenance:
    """Return what the text of ``_extractor.yaml`` says.

    Raises:
        LedgerError: if it is off its schema.
    """
    provenance = canonical.parse_provenance(text)
    if provenance is not None:
        return provenance
    from claimkit.ledger.format import handwritten

    return handwritten.parse_provenance(text, path)
