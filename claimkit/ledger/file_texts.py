"""The texts that the files of a ledger have when claimkit writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from claimkit.ledger.format.plain_values import plain_provenance, plain_sources
from claimkit.ledger.format.read import parse_provenance, read_text
from claimkit.ledger.format.schema_line import schema_line
from claimkit.ledger.format.write import dump, dump_mapping
from claimkit.ledger.places import (
    PROVENANCE_NAME,
    PROVENANCE_SCHEMA,
    SCHEMAS,
    SOURCES_NAME,
    SOURCES_SCHEMA,
)
from claimkit.model import LedgerFile, Provenance, SourceEntry

_FOLDER = Path(__file__).parent / "schemas"  # importlib.resources takes long to import


def canonical_text(ledger_dir: Path, path: Path, ledger: LedgerFile) -> str:
    """Return the text that a ledger file has when claimkit writes it.

    Raises:
        LedgerError: as `write.dump`.
    """
    return dump(ledger, schema_line(ledger_dir, path))


def read_provenance(ledger_dir: Path) -> Provenance | None:
    """Return the provenance of the ledger; None if it has none.

    Raises:
        LedgerError: if the file is unreadable or does not match its schema.
    """
    path = ledger_dir / PROVENANCE_NAME
    if not path.exists():
        return None
    return parse_provenance(read_text(path), str(path))


def provenance_text(ledger_dir: Path, provenance: Provenance) -> str:
    """Return the text of ``_extractor.yaml``."""
    line = schema_line(ledger_dir, ledger_dir / PROVENANCE_NAME, PROVENANCE_SCHEMA)
    return line + dump_mapping(plain_provenance(provenance))


@cache
def schema_texts() -> Mapping[str, str]:
    """Return the texts of the package's ledger schemas by the names of their files."""
    return {name: (_FOLDER / name).read_text("utf-8") for name in SCHEMAS}


def sources_text(ledger_dir: Path, registry: Iterable[SourceEntry]) -> str:
    """Return the text of ``_sources.yaml``."""
    line = schema_line(ledger_dir, ledger_dir / SOURCES_NAME, SOURCES_SCHEMA)
    return line + dump_mapping(plain_sources(registry))
