"""Which documents of a run have moved, by git's word and by what they hold."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from claimkit.cli.project import Project
from claimkit.documents.paths import iter_document_paths
from claimkit.errors import ClaimkitError
from claimkit.ledger.moves import Moves, find_orphans, plan_moves


def find_moves(project: Project, ledger_dir: Path, paths: Iterable[str]) -> Moves:
    """Return whose ledger belongs to which of the documents that are about to be extracted."""
    orphans = find_orphans(
        ledger_dir, project.documents_root, lambda path: (project.root / path).is_file()
    )
    if not orphans:
        return Moves({})
    files = [Path(path) for path in paths if Path(path).exists()]
    hashes = {}
    for file in iter_document_paths(files):
        name = project.relative_path(file)
        if name is not None and file.is_file():
            with suppress(OSError):  # extraction will say so
                hashes[name] = hashlib.sha256(file.read_bytes()).hexdigest()
    return plan_moves(orphans, hashes, _find_renames(project))


def _find_renames(project: Project) -> dict[str, str]:
    """Return old paths of documents by new ones, both as the ledger has them."""
    from claimkit.git.repository import find_repository

    try:
        repository = find_repository(project.root)
        root = repository.relative(project.root)
        renames = repository.renamed_files()
    except ClaimkitError:  # no git, no repository: what documents hold must do
        return {}
    start = "" if root in (None, ".") else f"{root}/"
    return {
        new.removeprefix(start): old.removeprefix(start)
        for new, old in renames.items()
        if new.startswith(start) and old.startswith(start)
    }
