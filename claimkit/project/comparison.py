"""Implement ``claimkit diff``: compare two states of the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimkit.compare.diff_filter import filter_diff, parse_diff_filter
from claimkit.errors import UsageError
from claimkit.git.process import GitError
from claimkit.git.repository import FileChange, Repository, Side, find_repository
from claimkit.model import LedgerDiff
from claimkit.project.operands import ComparedFiles, read_operands
from claimkit.project.project_folder import ProjectFolder
from claimkit.project.project_repository import ProjectRepository


@dataclass(frozen=True, slots=True)
class DiffRequest:
    """The states to compare, and the conditions for changes to keep.

    ``operands`` name the states, as `read_operands` reads them. ``paths`` limit the comparison;
    None means that the operands may be paths. ``only`` and ``ignored`` are as in
    `parse_diff_filter`.
    """

    operands: tuple[str, ...] = ()
    paths: tuple[str, ...] | None = None
    is_staged: bool = False
    only: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changes between two states of the ledger.

    ``find_line`` returns the line of a claim, named by ledger file and id, in the later state.
    """

    diff: LedgerDiff
    find_line: Callable[[str, str], int | None]


def compare(request: DiffRequest, folder: Path, project: ProjectFolder | None = None) -> Comparison:
    """Compare the two states that a request names.

    Args:
        folder: the folder that operands and paths are relative to.
        project: the project whose ledger is compared; by default the one that ``folder`` is in.

    Raises:
        UsageError: if the request does not name two states, names an unknown kind of change, or
            words that several speakers have in their names.
        GitError, LedgerError: if a state cannot be read.
    """
    try:
        wanted = parse_diff_filter(request.only, request.ignored)
    except ValueError as error:
        raise UsageError(str(error)) from error
    found = _compare(request, folder, project)
    return Comparison(filter_diff(found.diff, wanted), found.find_line)


def compare_revisions(
    git: ProjectRepository, before: Side, after: Side, paths: Sequence[str] = ()
) -> Comparison:
    """Compare the project's ledger on two sides of its repository.

    Args:
        paths: documents, ledger files or folders, relative to the repository's ``folder``; empty
            for the whole ledger.

    Raises:
        GitError, LedgerError: if a side cannot be read.
    """
    specs = git.ledger_pathspecs(paths)
    return _compare_changes(git, git.repository.changed_files(before, after, specs))


def _compare(request: DiffRequest, folder: Path, project: ProjectFolder | None) -> Comparison:
    try:
        repository = find_repository(folder)
    except GitError:
        if len(request.operands) == 2 and not request.is_staged and not request.paths:
            return _compare_files(None, folder, *request.operands)
        raise
    named = read_operands(repository, request.operands, request.paths, is_staged=request.is_staged)
    if isinstance(named, ComparedFiles):
        return _compare_files(repository, folder, named.before, named.after)
    git = ProjectRepository(project or ProjectFolder.find(folder), repository)
    if named.before is None:
        specs = git.ledger_pathspecs(named.paths)
        return _compare_changes(git, repository.staged_files(specs))
    return compare_revisions(git, named.before, named.after, named.paths)


def _compare_files(
    repository: Repository | None, folder: Path, before: str, after: str
) -> Comparison:
    from claimkit.project.compared_texts import read_files, read_paths  # as in _compare_changes

    if repository is None:
        texts = read_paths(folder / before, folder / after)
    else:
        texts = read_files(repository, before, after)
    return Comparison(texts.diff(), texts.find_line)


def _compare_changes(git: ProjectRepository, changes: Iterable[FileChange]) -> Comparison:
    changes = [change for change in changes if git.is_ledger_file(change.path)]
    if not changes:
        return Comparison(LedgerDiff(), lambda *_: None)
    # Reading ledger files needs libraries that load slowly. Most diffs find nothing to read.
    from claimkit.project.compared_texts import read_changes

    texts = read_changes(git.repository, changes)
    return Comparison(texts.diff(), texts.find_line)
