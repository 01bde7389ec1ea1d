"""Read and check ledger files. Error messages name file, line and column.

Files in canonical form are read by `canonical`. Other YAML files, and files with errors, are read
by `handwritten`, which explains the error.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from claimkit.errors import LedgerError
from claimkit.ledger.format import canonical
from claimkit.model import Claim, LedgerFile, Provenance, SourceEntry
from claimkit.regular_files import (
    TooLargeError,
    UnsuitableFileError,
    read_operand,
    read_regular_file,
)

_MAX_MB = 32
_MB = 1_000_000
_SIZE_HINT = "split its document into several; or is this a ledger at all?"


def read(path: Path) -> LedgerFile:
    """Read a ledger file.

    Raises:
        LedgerError: if it can't be read, does not match its schema, or has a duplicate id or a
            comment.
    """
    return parse(read_text(path), str(path))


def read_text(path: Path) -> str:
    """Return a file's text with its own line ends.

    Raises:
        LedgerError: if the file can't be read, is too large or is not UTF-8.
    """
    return _read_text(path, read_regular_file)


def read_operand_text(path: Path) -> str:
    """Return the text of a file that the user names on the command line, which may be a pipe.

    Raises:
        LedgerError: as `read_text`.
    """
    return _read_text(path, read_operand)


def _read_text(path: Path, read_bytes: Callable[[Path, int], bytes]) -> str:
    try:
        data = read_bytes(path, _MAX_MB * _MB)
    except TooLargeError as error:
        raise LedgerError(f"larger than {_MAX_MB} MB", path=str(path), hint=_SIZE_HINT) from error
    except UnsuitableFileError as error:
        raise LedgerError(error.reason, path=str(path)) from error
    except OSError as error:
        raise LedgerError(f"can't be read: {error.strerror}", path=str(path)) from error
    return decode(data, str(path))


def decode(data: bytes, path: str) -> str:
    """Return the text of a ledger file's bytes; error messages name ``path``.

    Raises:
        LedgerError: if the bytes are too many, or not UTF-8.
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
    """Return the ledger of a file's text; error messages name ``path``.

    Args:
        known: as in `canonical.parse`.

    Raises:
        LedgerError: as `read`.
    """
    ledger = canonical.parse(text, known)
    if ledger is not None:
        return ledger
    from claimkit.ledger.format import handwritten  # YAML and validation load slowly

    return handwritten.parse(text, path)


def parse_sources(text: str, path: str) -> list[SourceEntry]:
    """Return the entries of the text of ``_sources.yaml``, in the file's order.

    Raises:
        LedgerError: if it does not match its schema.
    """
    entries = canonical.parse_sources(text)
    if entries is not None:
        return entries
    from claimkit.ledger.format import handwritten

    return handwritten.parse_sources(text, path)


def parse_provenance(text: str, path: str) -> Provenance:
    """Return the provenance in the text of ``_extractor.yaml``.

    Raises:
        LedgerError: if it does not match its schema.
    """
    provenance = canonical.parse_provenance(text)
    if provenance is not None:
        return provenance
    from claimkit.ledger.format import handwritten

    return handwritten.parse_provenance(text, path)
