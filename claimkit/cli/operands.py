"""Which two states of the ledger the operands of ``claimkit diff`` mean, read as git reads its."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from claimkit.git.repository import Local, Repository, Side


@dataclass(frozen=True, slots=True)
class Revisions:
    """Two states of a repository, and the paths to look at; ``before`` is None where nothing
    was committed yet."""

    before: Side | None
    after: Side
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Files:
    """Two files or folders, or blobs named REV:PATH."""

    before: str
    after: str


def read_operands(
    repository: Repository,
    operands: Sequence[str],
    paths: Sequence[str] | None,
    *,
    is_staged: bool,
) -> Revisions | Files:
    """Tell revisions from paths.

    Args:
        paths: what stood behind ``--``; None if that wasn't there, and then operands that are no
            revisions are paths.

    Raises:
        click.UsageError: if they don't make two states.
        GitError: if a revision or a common ancestor is missing.
    """
    if paths is None and not is_staged and len(operands) == 2:
        if all(_is_file_or_blob(repository, operand) for operand in operands):
            return Files(*operands)
    sides: list[Side] = []
    rest: list[str] = []
    for operand in operands:
        found = None if rest else _revisions(repository, operand)
        if found and paths is None and _path(repository, operand).exists():
            raise click.UsageError(
                f"{operand!r} is both a revision and a path. Put -- behind it if it is the "
                "revision, before it if it is the path."
            )
        if found:
            sides += found
        elif paths is None and _path(repository, operand).exists():
            rest.append(operand)
        else:
            _refuse(repository, operand)
    return _pair(repository, sides, (*rest, *(paths or ())), is_staged=is_staged)


def _pair(
    repository: Repository, sides: Sequence[Side], paths: tuple[str, ...], *, is_staged: bool
) -> Revisions:
    if is_staged:
        if len(sides) > 1:
            raise click.UsageError("--staged compares one revision with what is staged.")
        head = repository.resolve("HEAD") if repository.has_commits() else None
        return Revisions(sides[0] if sides else head, Local.INDEX, paths)
    match sides:
        case []:
            return Revisions(Local.INDEX, Local.WORK_TREE, paths)
        case [before]:
            return Revisions(before, Local.WORK_TREE, paths)
        case [before, after]:
            return Revisions(before, after, paths)
    raise click.UsageError("More than two revisions; name one or two.")


def _revisions(repository: Repository, operand: str) -> list[str] | None:
    """Return the one commit, or the two of a range; None if the operand is neither."""
    for dots in ("...", ".."):
        first, found, last = operand.partition(dots)
        if not found:
            continue
        ends = [end or "HEAD" for end in (first, last)]
        before, after = map(repository.find_commit, ends)
        if before is None or after is None:
            return None
        return [repository.merge_base(before, after) if dots == "..." else before, after]
    commit = repository.find_commit(operand)
    return [commit] if commit else None


def _refuse(repository: Repository, operand: str) -> None:
    """Say what is wrong with an operand that is neither revision nor path."""
    for dots in ("...", ".."):
        if dots in operand:
            for end in operand.split(dots, 1):
                repository.resolve(end or "HEAD")
    repository.resolve(operand)


def _is_file_or_blob(repository: Repository, operand: str) -> bool:
    if split_blob(repository, operand):
        return True
    is_path = _path(repository, operand).exists()
    return is_path and _revisions(repository, operand) is None


def split_blob(repository: Repository, operand: str) -> tuple[str, str] | None:
    """Return commit and path of a ``REV:PATH``; None if it is none."""
    revision, colon, path = operand.partition(":")
    if not colon or not revision or _path(repository, operand).exists():
        return None
    commit = repository.find_commit(revision)
    return (commit, path) if commit else None


def _path(repository: Repository, operand: str) -> Path:
    return repository.folder / operand
