"""Bring the ledger's files into canonical form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from claimkit.ledger.file_texts import (
    provenance_text,
    read_provenance,
    schema_texts,
    sources_text,
)
from claimkit.ledger.format.read import parse_sources, read, read_text
from claimkit.ledger.format.schema_line import schema_line
from claimkit.ledger.format.write import text_of
from claimkit.ledger.places import PROVENANCE_NAME, SCHEMAS, SOURCES_NAME, iter_ledger_paths
from claimkit.ledger.safe_files import MAX_BYTES, locked, refuse_links, write_text
from claimkit.ledger.sources.entry_order import sorted_entries
from claimkit.regular_files import read_regular_file


@dataclass(frozen=True, slots=True)
class FormattedFile:
    """A file's present and canonical text; ``before`` is None if the file does not exist."""

    path: Path
    before: str | None
    after: str

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


def iter_managed_files(ledger_dir: Path) -> Iterator[Path]:
    """Yield all files of a ledger that claimkit writes, those about the whole ledger first."""
    if ledger_dir.is_dir():
        yield from (ledger_dir / name for name in SCHEMAS)
        for name in (PROVENANCE_NAME, SOURCES_NAME):
            if (ledger_dir / name).exists():
                yield ledger_dir / name
        yield from iter_ledger_paths(ledger_dir)


def format_file(ledger_dir: Path, path: Path, *, dry_run: bool = False) -> FormattedFile:
    """Bring one of the ledger's files into canonical form; its content stays the same.

    Args:
        path: one of `iter_managed_files`.
        dry_run: write nothing; the result is the same.

    Raises:
        LedgerError: if the file can't be read or does not match its schema; it is left as it is.
    """
    refuse_links(ledger_dir, path)
    if dry_run:
        return _format_text(ledger_dir, path)
    with locked(ledger_dir):
        result = _format_text(ledger_dir, path)
        write_text(path, result.after)
    return result


def _format_text(ledger_dir: Path, path: Path) -> FormattedFile:
    after = _canonical(ledger_dir, path)
    if not path.exists():  # a schema, or else it couldn't be read
        return FormattedFile(path, None, after)
    # Line ends and a byte order mark are part of the form.
    return FormattedFile(
        path, read_regular_file(path, MAX_BYTES).decode(errors="surrogateescape"), after
    )


def _canonical(ledger_dir: Path, path: Path) -> str:
    name = path.name if path.parent == ledger_dir else ""
    if name in SCHEMAS:
        return schema_texts()[name]
    if name == SOURCES_NAME:
        entries = parse_sources(read_text(path), str(path))
        return sources_text(ledger_dir, sorted_entries(entries))
    provenance = read_provenance(ledger_dir) if name == PROVENANCE_NAME else None
    if provenance:
        return provenance_text(ledger_dir, provenance)
    return text_of(read(path), schema_line(ledger_dir, path))
