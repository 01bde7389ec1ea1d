"""Find the two states of the ledger that the operands of ``claimkit diff`` name.

Operands have the same meaning as in ``git diff``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from claimkit.errors import UsageError
from claimkit.git.repository import Local, Repository, Side


@dataclass(frozen=True, slots=True)
class ComparedRevisions:
    """Two states of a repository, and the paths to compare.

    ``before`` is None if the repository has no commits.
    """

    before: Side | None
    after: Side
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ComparedFiles:
    """Two files or folders, or blobs named ``REV:PATH``."""

    before: str
    after: str


def read_operands(
    repository: Repository,
    operands: Sequence[str],
    paths: Sequence[str] | None,
    *,
    is_staged: bool,
) -> ComparedRevisions | ComparedFiles:
    """Return the two states that the operands name.

    Args:
        paths: the operands after ``--``. None if there was no ``--``; operands that are not
            revisions are then paths.

    Raises:
        UsageError: if the operands do not name two states.
        GitError: if a revision or a common ancestor is missing.
    """
    if paths is None and not is_staged and len(operands) == 2:
        if all(_is_file_or_blob(repository, operand) for operand in operands):
            return ComparedFiles(*operands)
    sides: list[Side] = []
    rest: list[str] = []
    for operand in operands:
        found = None if rest else _find_revisions(repository, operand)
        if found and paths is None and _path(repository, operand).exists():
            raise UsageError(
                f"{operand!r} is both a revision and a path. Write -- after it if you mean the "
                "revision, before it if you mean the path."
            )
        if found:
            sides += found
        elif paths is None and _path(repository, operand).exists():
            rest.append(operand)
        else:
            _refuse_operand(repository, operand)
    return _pair(repository, sides, (*rest, *(paths or ())), is_staged=is_staged)


def _pair(
    repository: Repository, sides: Sequence[Side], paths: tuple[str, ...], *, is_staged: bool
) -> ComparedRevisions:
    if is_staged:
        if len(sides) > 1:
            raise UsageError("--staged compares one revision with what is staged.")
        head = repository.resolve("HEAD") if repository.has_commits() else None
        return ComparedRevisions(sides[0] if sides else head, Local.INDEX, paths)
    match sides:
        case []:
            return ComparedRevisions(Local.INDEX, Local.WORK_TREE, paths)
        case [before]:
            return ComparedRevisions(before, Local.WORK_TREE, paths)
        case [before, after]:
            return ComparedRevisions(before, after, paths)
    raise UsageError("More than two revisions; name one or two.")


def _find_revisions(repository: Repository, operand: str) -> list[str] | None:
    """Return the commit, or the two commits of a range; None if the operand is neither."""
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


def _refuse_operand(repository: Repository, operand: str) -> None:
    """Raise the error of an operand that is neither a revision nor a path."""
    for dots in ("...", ".."):
        if dots in operand:
            for end in operand.split(dots, 1):
                repository.resolve(end or "HEAD")
    repository.resolve(operand)


def _is_file_or_blob(repository: Repository, operand: str) -> bool:
    if split_blob(repository, operand):
        return True
    is_path = _path(repository, operand).exists()
    return is_path and _find_revisions(repository, operand) is None


def split_blob(repository: Repository, operand: str) -> tuple[str, str] | None:
    """Return the commit and the path of a ``REV:PATH``; None if the operand is not one."""
    revision, colon, path = operand.partition(":")
    if not colon or not revision or _path(repository, operand).exists():
        return None
    commit = repository.find_commit(revision)
    return (commit, path) if commit else None


def _path(repository: Repository, operand: str) -> Path:
    return repository.folder / operand
