"""Lay out what is staged for the next commit, for ``claimkit check --staged``."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import structs

from claimkit.errors import DocumentError, LedgerError
from claimkit.ledger.format.read import read
from claimkit.ledger.places import (
    PROVENANCE_NAME,
    SOURCES_NAME,
    document_paths,
    is_ledger_file,
    ledger_path,
)
from claimkit.project.configuration import CONFIGURATION, Configuration, read_configuration
from claimkit.project.project_folder import ProjectFolder, default_documents
from claimkit.project.project_repository import ProjectRepository


@dataclass(frozen=True, slots=True)
class StagedState:
    """The staged documents and their ledger files, as the commit will have them.

    ``project`` is a copy of the project in a temporary folder. It has only the files that changed
    and those that belong to them: the ledger file of a document, the document of a ledger file.
    ``changed`` are the paths of all files that differ from the last commit; both are relative to
    the project's root.
    """

    project: ProjectFolder
    changed: frozenset[str]


@contextmanager
def lay_out_staged(project: ProjectFolder) -> Iterator[StagedState]:
    """Provide the staged state of a project until the end of the block.

    Git writes the files as it does for a checkout, with its filters.

    Raises:
        GitError: if there is no repository, or a merge conflict is not resolved.
        SchemaError: if the staged configuration is not valid.
        ClaimkitError: if the ledger is not in the repository.
    """
    git = ProjectRepository.find(project)
    changed = {
        name
        for change in git.repository.staged_files()
        if (name := git.find_project_path(change.path)) is not None
    }
    with TemporaryDirectory(prefix="claimkit-") as folder:
        staged = frozenset(
            name
            for path in git.repository.indexed_files()
            if (name := git.find_project_path(path)) is not None
        )
        layout = _Layout(git, Path(folder), staged)
        copy = replace(project, root=Path(folder, git.prefix))
        copy.root.mkdir(exist_ok=True, parents=True)
        if CONFIGURATION in staged:
            layout.write([CONFIGURATION])
            configuration = read_configuration(copy.root / CONFIGURATION)
            copy = replace(copy, configuration=_completed(project, configuration))
        copy = _with_own_ledger(project, copy)
        layout.write(_related_files(copy, changed, staged))
        layout.write(_documents_of_ledgers(copy))
        yield StagedState(copy, frozenset(changed))


@dataclass(slots=True)
class _Layout:
    git: ProjectRepository
    folder: Path
    staged: frozenset[str]
    written: set[str] = field(default_factory=set)

    def write(self, names: Iterable[str]) -> None:
        """Write those of the files that are in the index and not written yet."""
        new = (set(names) & self.staged) - self.written
        self.written |= new
        self.git.repository.write_indexed(map(self.git.git_path, sorted(new)), self.folder)


def _completed(project: ProjectFolder, configuration: Configuration) -> Configuration:
    if configuration.documents is not None:
        return configuration
    return structs.replace(configuration, documents=default_documents(project.root))


def _with_own_ledger(project: ProjectFolder, copy: ProjectFolder) -> ProjectFolder:
    """Return the copy with its own ledger folder if the user has named one."""
    if not Path(project.configuration.ledger).is_absolute():
        return copy
    name = os.path.relpath(project.ledger, project.root)
    return replace(copy, configuration=structs.replace(copy.configuration, ledger=name))


def _related_files(
    project: ProjectFolder, changed: Iterable[str], staged: Iterable[str]
) -> set[str]:
    """Return the changed files, and the ledger files and documents that belong to them."""
    ledger = Path(os.path.normpath(project.configuration.ledger))
    wanted = {(ledger / SOURCES_NAME).as_posix()}
    for name in changed:
        if name == (ledger / PROVENANCE_NAME).as_posix():
            wanted.add(name)
        elif is_ledger_file(name, ledger):
            wanted |= {name, *document_paths(ledger, Path(name), project.documents_root)}
        elif not Path(name).is_relative_to(ledger):
            try:
                own = ledger_path(ledger, name, project.documents_root).as_posix()
            except DocumentError:
                continue
            is_document = Path(name).is_relative_to(project.documents_root) or own in staged
            wanted |= {name, own} if is_document else set()
    return wanted


def _documents_of_ledgers(project: ProjectFolder) -> Iterator[str]:
    """Yield the documents that the ledger files of the copy name."""
    for path in project.ledger.rglob("*.yaml"):
        if is_ledger_file(path, project.ledger) and not path.is_symlink():
            try:
                yield read(path).path
            except LedgerError:  # a check reports it
                continue
