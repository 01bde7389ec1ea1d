"""Read the ledger files of two compared states from git or from folders."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from claimkit.compare import diff_all
from claimkit.errors import ClaimkitError
from claimkit.git.repository import FileChange, Repository
from claimkit.ledger.format.read import decode, parse, read_operand_text, read_text
from claimkit.ledger.places import iter_ledger_paths
from claimkit.model import Claim, LedgerDiff, LedgerFile
from claimkit.project.operands import split_blob


@dataclass(frozen=True, slots=True)
class ComparedTexts:
    """The texts of ledger files before and after, by path.

    Files that are the same on both sides may be left out.
    """

    before: Mapping[str, str]
    after: Mapping[str, str]

    def diff(self) -> LedgerDiff:
        """Compare the two states.

        Raises:
            LedgerError: if a ledger file cannot be read.
        """
        known: dict[str, Claim] = {}
        return diff_all(_parse(self.before, known), _parse(self.after, known))

    def find_line(self, path: str, claim_id: str) -> int | None:
        """Return the line of a claim in a ledger file after the change; None if not found."""
        text = self.after.get(path, "")
        place = text.find(f"\n- id: {claim_id}\n")
        return text.count("\n", 0, place) + 2 if place >= 0 else None


def read_changes(repository: Repository, changes: Iterable[FileChange]) -> ComparedTexts:
    """Return the texts of ledger files that have changed according to git.

    Raises:
        GitError, LedgerError: if a file cannot be read.
    """
    changes = tuple(changes)
    contents = repository.read_versions(
        version for change in changes for version in (change.before, change.after) if version
    )
    return ComparedTexts(
        {c.path: decode(contents[c.before], c.path) for c in changes if c.before},
        {c.path: decode(contents[c.after], c.path) for c in changes if c.after},
    )


def read_files(repository: Repository, before: str, after: str) -> ComparedTexts:
    """Return the texts of two files or folders, or of blobs named ``REV:PATH``.

    Raises:
        ClaimkitError: if one of them does not exist or cannot be read, or if one is a file and
            the other a folder.
    """
    blobs = [split_blob(repository, operand) for operand in (before, after)]
    if not any(blobs):
        return read_paths(repository.folder / before, repository.folder / after)
    name = before if after == os.devnull else after
    texts = [
        {name: _read_blob(repository, *blob)}
        if blob
        else _read_file(repository.folder / operand, name)
        for operand, blob in zip((before, after), blobs, strict=True)
    ]
    return ComparedTexts(*texts)


def read_paths(before: Path, after: Path) -> ComparedTexts:
    """Return the texts of two ledger files or of two folders.

    The files of two folders are paired by their paths below the folder. Two files are paired with
    each other under one name. The null device is a state without claims, as for ``git diff``.

    Raises:
        ClaimkitError: if one of the paths does not exist, or if one is a file and the other a
            folder.
    """
    for path in (before, after):
        if not path.exists():
            raise ClaimkitError(f"{path}: there is no such file or folder", hint="check the path")
    is_one_side = os.devnull in (str(before), str(after))
    if before.is_dir() != after.is_dir() and not is_one_side:
        raise ClaimkitError(
            f"{before} and {after}: one is a folder, the other a file",
            hint="name two ledger files, or two folders of ledger files",
        )
    if before.is_dir() or after.is_dir():
        return ComparedTexts(_read_folder(before), _read_folder(after))
    name = str(before if str(after) == os.devnull else after)
    return ComparedTexts(_read_file(before, name), _read_file(after, name))


def read_version_files(before: Mapping[str, Path], after: Mapping[str, Path]) -> ComparedTexts:
    """Return the texts of files that contain versions of ledger files, by the ledger files' paths.

    Raises:
        LedgerError: if a file cannot be read.
    """
    return ComparedTexts(
        {name: read_text(file) for name, file in before.items()},
        {name: read_text(file) for name, file in after.items()},
    )


def _read_blob(repository: Repository, commit: str, path: str) -> str:
    name = repository.relative(repository.folder / path) if path.startswith(".") else path
    version = repository.find_file(commit, name) if name else None
    if version is None:
        raise ClaimkitError(
            f"{commit[:12]} has no file {path}",
            hint="name it from the repository's root, or from here with ./ before it",
        )
    return decode(repository.read_versions([version])[version], path)


def _read_file(path: Path, name: str) -> dict[str, str]:
    return {} if str(path) == os.devnull else {name: read_operand_text(path)}


def _read_folder(folder: Path) -> dict[str, str]:
    if str(folder) == os.devnull:
        return {}
    return {
        path.relative_to(folder).as_posix(): read_text(path) for path in iter_ledger_paths(folder)
    }


def _parse(texts: Mapping[str, str], known: dict[str, Claim]) -> dict[str, LedgerFile]:
    return {path: parse(text, path, known) for path, text in texts.items()}
