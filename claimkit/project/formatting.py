"""Implement ``claimkit format``: bring the ledger's files into canonical form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from claimkit.errors import UsageError
from claimkit.ledger.formatted_files import FormattedFile, format_file, iter_managed_files
from claimkit.ledger.places import ledger_path
from claimkit.project.project_folder import ProjectFolder


def format_ledger(
    project: ProjectFolder, paths: Sequence[Path] = (), *, dry_run: bool = False
) -> Iterator[FormattedFile]:
    """Bring ledger files into canonical form, and yield each file's text before and after.

    Args:
        paths: files and folders of the ledger, or documents; the whole ledger if empty.
        dry_run: write nothing; the results are the same.

    Raises:
        UsageError: if a path has no file in the ledger.
        LedgerError: if a file cannot be read or is not valid; it is left unchanged.
    """
    for path in _iter_chosen(project, paths):
        yield format_file(project.ledger, path, dry_run=dry_run)


def _iter_chosen(project: ProjectFolder, paths: Sequence[Path]) -> Iterator[Path]:
    """Yield the ledger's files that paths refer to, without duplicates."""
    folder = project.ledger
    own = list(iter_managed_files(folder))
    if not paths:
        yield from own
        return
    seen: set[Path] = set()
    for path in paths:
        target = path.absolute()
        name = project.relative_path(path)
        if not target.is_relative_to(folder) and name:
            is_all = name == project.documents_root
            target = folder if is_all else ledger_path(folder, name, project.documents_root)
        below = target if target in own else target.with_suffix("")
        found = [file for file in own if file == target or file.is_relative_to(below)]
        if not found:
            raise UsageError(
                f"{path} is not a file of the ledger {folder}, nor a document that has one there."
            )
        yield from (file for file in found if file not in seen)
        seen.update(found)
