"""Lay out the files that changed as another state has them: as staged, or as in a commit.

``claimkit check --staged`` checks what is staged. ``claimkit check --base`` checks the base as well
if a report says which findings are new.
"""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

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
class LaidOutState:
    """The documents and ledger files that changed, and those that belong to them.

    ``project`` is a copy of the project in a temporary folder, with only these files. ``changed``
    are the paths of all files that changed; they are relative to the project's root.
    """

    project: ProjectFolder
    changed: frozenset[str]


@contextmanager
def lay_out_staged(project: ProjectFolder) -> Iterator[LaidOutState]:
    """Provide what is staged for the next commit, until the end of the block.

    Git writes the files as it does for a checkout, with its filters.

    Raises:
        GitError: if there is no repository, or a merge conflict is not resolved.
        SchemaError: if the staged configuration is not valid.
    """
    git = ProjectRepository.find(project)
    changed = {
        name
        for change in git.repository.staged_files()
        if (name := git.find_project_path(change.path)) is not None
    }
    with _temporary_folder() as folder:
        yield LaidOutState(_lay_out(git, folder, changed), frozenset(changed))


@contextmanager
def lay_out_commit(
    project: ProjectFolder, commit: str, changed: Iterable[str]
) -> Iterator[LaidOutState]:
    """Provide the files that have changed since a commit as the commit has them.

    Raises:
        GitError: if git cannot read the commit.
        SchemaError: if the configuration of the commit is not valid.
    """
    git = ProjectRepository.find(project)
    with _temporary_folder() as folder:
        index = folder / "index"
        git.repository.read_tree(commit, index)
        copy = _lay_out(git, folder / "files", changed, index)
        yield LaidOutState(copy, frozenset(changed))


@contextmanager
def _temporary_folder() -> Iterator[Path]:
    from tempfile import TemporaryDirectory  # slow to import, and most checks need none

    with TemporaryDirectory(prefix="claimkit-") as name:
        yield Path(name)


def _lay_out(
    git: ProjectRepository, folder: Path, changed: Iterable[str], index: Path | None = None
) -> ProjectFolder:
    """Write the files of an index that changed, and those that belong to them."""
    project = git.project
    names = frozenset(
        name
        for path in git.repository.indexed_files(index)
        if (name := git.find_project_path(path)) is not None
    )
    layout = _Layout(git, folder, names, index)
    copy = replace(project, root=Path(folder, git.prefix))
    copy.root.mkdir(exist_ok=True, parents=True)
    if CONFIGURATION in names:
        layout.write([CONFIGURATION])
        configuration = read_configuration(copy.root / CONFIGURATION)
        copy = replace(copy, configuration=_completed(project, configuration))
    copy = _with_own_ledger(project, copy)
    layout.write(_related_files(copy, changed, names))
    layout.write(_documents_of_ledgers(copy))
    return copy


@dataclass(slots=True)
class _Layout:
    git: ProjectRepository
    folder: Path
    names: frozenset[str]
    index: Path | None
    written: set[str] = field(default_factory=set)

    def write(self, names: Iterable[str]) -> None:
        """Write those of the files that are in the index and not written yet."""
        new = (set(names) & self.names) - self.written
        self.written |= new
        paths = [self.git.git_path(name) for name in sorted(new)]
        self.git.repository.write_indexed(paths, self.folder, self.index)


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
    project: ProjectFolder, changed: Iterable[str], names: Container[str]
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
            is_document = Path(name).is_relative_to(project.documents_root) or own in names
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
