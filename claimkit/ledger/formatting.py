"""The ledger's files in the form in which claimkit writes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from claimkit.ledger.files import locked, refuse_links, write_text
from claimkit.ledger.places import iter_ledger_paths
from claimkit.ledger.read import parse_sources, read, read_text
from claimkit.ledger.registry import sorted_entries
from claimkit.ledger.schema_line import SCHEMAS, schema_line
from claimkit.ledger.store import (
    EXTRACTOR_NAME,
    SOURCES_NAME,
    extractor_text,
    read_extractor,
    schema_texts,
    sources_text,
)
from claimkit.ledger.write import text_of


@dataclass(frozen=True, slots=True)
class Formatting:
    """A file's text as it is and as it should be; ``before`` is None if it is not there."""

    path: Path
    before: str | None
    after: str

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


def iter_own_files(ledger_dir: Path) -> Iterator[Path]:
    """Yield all files of a ledger that claimkit writes, those about the whole of it first."""
    if ledger_dir.is_dir():
        yield from (ledger_dir / name for name in SCHEMAS)
        for name in (EXTRACTOR_NAME, SOURCES_NAME):
            if (ledger_dir / name).exists():
                yield ledger_dir / name
        yield from iter_ledger_paths(ledger_dir)


def format_file(ledger_dir: Path, path: Path, *, dry_run: bool = False) -> Formatting:
    """Bring one of the ledger's files into its form; what it says stays the same.

    Args:
        path: one of `iter_own_files`.
        dry_run: leave the file alone; the result is the same.

    Raises:
        LedgerError: if the file can't be read or is off its schema; it is left as it is.
    """
    refuse_links(ledger_dir, path)
    if dry_run:
        return _formatting(ledger_dir, path)
    with locked(ledger_dir):
        result = _formatting(ledger_dir, path)
        write_text(path, result.after)
    return result


def _formatting(ledger_dir: Path, path: Path) -> Formatting:
    after = _canonical(ledger_dir, path)
    if not path.exists():  # a schema, or else it couldn't be read
        return Formatting(path, None, after)
    # Line ends and a byte order mark are part of the form.
    return Formatting(path, path.read_bytes().decode(errors="surrogateescape"), after)


def _canonical(ledger_dir: Path, path: Path) -> str:
    name = path.name if path.parent == ledger_dir else ""
    if name in SCHEMAS:
        return schema_texts()[name]
    if name == SOURCES_NAME:
        entries = parse_sources(read_text(path), str(path))
        return sources_text(ledger_dir, sorted_entries(entries))
    extractor = read_extractor(ledger_dir) if name == EXTRACTOR_NAME else None
    if extractor:
        return extractor_text(ledger_dir, extractor)
    return text_of(read(path), schema_line(ledger_dir, path))
