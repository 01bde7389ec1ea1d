"""Find the documents that have moved since they were extracted.

Git's renames are used first. Otherwise a document with the same bytes is the same document.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from claimkit.documents.formats import MAX_FILE_BYTES
from claimkit.documents.paths import iter_document_paths
from claimkit.errors import ClaimkitError
from claimkit.ledger.moves import Moves, find_orphans, plan_moves
from claimkit.project.project_folder import ProjectFolder
from claimkit.project.project_repository import ProjectRepository
from claimkit.regular_files import read_regular_file


def find_moves(project: ProjectFolder, paths: Iterable[str]) -> Moves:
    """Return the ledger files of documents that have moved to one of the given paths.

    Args:
        paths: the files and folders that are about to be extracted.
    """
    orphans = find_orphans(project.ledger, project.documents_root, project.has_document)
    if not orphans:
        return Moves({})
    files = [Path(path) for path in paths if Path(path).exists()]
    hashes = {}
    for file in iter_document_paths((f for f in files if not project.skips(f)), project.skips):
        name = project.relative_path(file)
        if name is not None and file.is_file():
            with suppress(OSError):  # extraction reports it
                hashes[name] = hashlib.sha256(read_regular_file(file, MAX_FILE_BYTES)).hexdigest()
    return plan_moves(orphans, hashes, find_renames(project))


def find_renames(project: ProjectFolder) -> dict[str, str]:
    """Return the old paths of renamed documents by their new paths, as written in the ledger."""
    try:
        git = ProjectRepository.find(project)
        renames = git.repository.renamed_files()
    except ClaimkitError:  # without git or a repository, only the documents' bytes are compared
        return {}
    found = (
        (git.find_project_path(new), git.find_project_path(old)) for new, old in renames.items()
    )
    return {new: old for new, old in found if new is not None and old is not None}
