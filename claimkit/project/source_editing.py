"""Implement ``claimkit sources``: list the ledger's sources, and change their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimkit.errors import ClaimkitError
from claimkit.ledger import store
from claimkit.ledger.format.read import read
from claimkit.ledger.places import SOURCES_NAME, iter_ledger_paths
from claimkit.ledger.sources.registry import SourceRegistry
from claimkit.model import Claim, LedgerFile, SourceEntry, SourceKind
from claimkit.project.project_folder import ProjectFolder


@dataclass(frozen=True, slots=True)
class SourceEdit:
    """A source after a change of names, and the number of ledger files that changed."""

    entry: SourceEntry
    changed_files: int


def list_sources(
    project: ProjectFolder, kind: SourceKind | None = None
) -> list[tuple[SourceEntry, int]]:
    """Return the sources by name, each with the number of its claims.

    Raises:
        LedgerError: if a file of the ledger cannot be read.
        ClaimkitError: if the ledger has no sources.
    """
    registry = _read_registry(project)
    counts = Counter(
        name for file in _iter_files(project) for claim in file.claims for name in claim.source
    )
    return [(entry, counts[entry.name]) for entry in registry if kind in (None, entry.kind)]


def find_source(project: ProjectFolder, name: str) -> tuple[SourceEntry, list[tuple[str, Claim]]]:
    """Return a source by any of its names, and its claims with their documents.

    Raises:
        LedgerError: if a file of the ledger cannot be read.
        ClaimkitError: if there is no such source.
    """
    entry = _read_registry(project).resolve(name)
    claims = [
        (file.path, claim)
        for file in _iter_files(project)
        for claim in file.claims
        if entry.name in claim.source
    ]
    return entry, claims


def join_sources(project: ProjectFolder, names: Sequence[str], into: str) -> SourceEdit:
    """Join several sources, also in the ledger's claims.

    Raises:
        LedgerError: if a file of the ledger cannot be read or written.
        ClaimkitError: if there is no such source.
    """
    registry = _read_registry(project)
    entry = registry.join(names, into)
    return SourceEdit(entry, _save(project, registry))


def split_source(project: ProjectFolder, alias: str, kind: SourceKind | None) -> SourceEdit:
    """Give an alias a source of its own; the next extraction assigns its claims to it.

    Raises:
        LedgerError: if a file of the ledger cannot be read or written.
        ClaimkitError: if there is no such alias.
    """
    registry = _read_registry(project)
    entry = registry.split(alias, kind)
    return SourceEdit(entry, _save(project, registry))


def rename_source(project: ProjectFolder, name: str, new: str) -> SourceEdit:
    """Give a source another name, also in the ledger's claims.

    Raises:
        LedgerError: if a file of the ledger cannot be read or written.
        ClaimkitError: if there is no such source, or the name is another source's.
    """
    registry = _read_registry(project)
    entry = registry.set_name(name, new)
    return SourceEdit(entry, _save(project, registry))


def _read_registry(project: ProjectFolder) -> SourceRegistry:
    registry = store.read_sources(project.ledger)
    if not len(registry):
        raise ClaimkitError(
            f"{project.ledger / SOURCES_NAME}: there are no sources yet",
            hint="claimkit extract writes them",
        )
    return registry


def _iter_files(project: ProjectFolder) -> Iterator[LedgerFile]:
    return (read(path) for path in iter_ledger_paths(project.ledger))


def _save(project: ProjectFolder, registry: SourceRegistry) -> int:
    """Write the sources and the renamed claims; return how many ledger files changed."""
    store.write_sources(project.ledger, registry)
    return store.rename_sources(project.ledger, registry)
