"""The two sides of a comparison, from git or from files and folders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from claimkit.cli.operands import split_blob
from claimkit.compare import diff_all
from claimkit.errors import ClaimkitError
from claimkit.ledger.places import is_ledger_file, iter_ledger_paths, ledger_folder, ledger_path
from claimkit.model import Claim, LedgerDiff, LedgerFile

if TYPE_CHECKING:
    from claimkit.cli.project import Project
    from claimkit.git.repository import FileChange, Repository, Side


@dataclass(frozen=True, slots=True)
class Texts:
    """Ledger files of two sides by path; what is the same on both need not be here."""

    before: Mapping[str, str]
    after: Mapping[str, str]

    def diff(self) -> LedgerDiff:
        """Compare them.

        Raises:
            LedgerError: if one of them can't be read.
        """
        known: dict[str, Claim] = {}
        return diff_all(_parse(self.before, known), _parse(self.after, known))

    def find_line(self, path: str, claim_id: str) -> int | None:
        """Return the line at which a claim stands in a ledger file afterwards."""
        text = self.after.get(path, "")
        place = text.find(f"\n- id: {claim_id}\n")
        return text.count("\n", 0, place) + 2 if place >= 0 else None


def diff_revisions(
    project: Project,
    repository: Repository,
    before: Side,
    after: Side,
    paths: Sequence[str] = (),
) -> LedgerDiff:
    """Compare the project's ledger as it is on two sides of a repository.

    Args:
        paths: documents, ledger files or folders, relative to the current folder; empty for all.

    Raises:
        GitError, LedgerError: if a side can't be read.
    """
    return read_revisions(project, repository, before, after, paths).diff()


def read_revisions(
    project: Project,
    repository: Repository,
    before: Side,
    after: Side,
    paths: Sequence[str] = (),
) -> Texts:
    """Return the ledger files that differ; arguments as `diff_revisions`."""
    specs = ledger_pathspecs(project, repository, paths)
    return read_changes(project, repository, repository.changed_files(before, after, specs))


def read_changes(project: Project, repository: Repository, changes: Iterable[FileChange]) -> Texts:
    """Return the texts of the project's ledger files among changed files."""
    folder = repository.relative(project.ledger)
    changes = [
        change for change in changes if folder is not None and is_ledger_file(change.path, folder)
    ]
    if not changes:  # and then a start without the libraries that reading takes
        return Texts({}, {})
    from claimkit.ledger.format.read import decode

    versions = [v for change in changes for v in (change.before, change.after) if v]
    contents = repository.read_versions(versions)

    def decoded(side: str) -> dict[str, str]:
        found = ((change.path, getattr(change, side)) for change in changes)
        return {path: decode(contents[v], path) for path, v in found if v}

    return Texts(decoded("before"), decoded("after"))


def read_staged(project: Project, repository: Repository, paths: Sequence[str] = ()) -> Texts:
    """Return the ledger files that are staged, in a repository that has no commits yet."""
    specs = ledger_pathspecs(project, repository, paths)
    return read_changes(project, repository, repository.staged_files(specs))


def read_files(repository: Repository, before: str, after: str) -> Texts:
    """Return the ledger files of two files or folders, or of blobs named REV:PATH."""
    from claimkit.ledger.format.read import read_text

    blobs = [split_blob(repository, operand) for operand in (before, after)]
    if not any(blobs):
        return read_paths(repository.folder / before, repository.folder / after)
    texts = [
        _read_blob(repository, *blob) if blob else read_text(repository.folder / operand)
        for operand, blob in zip((before, after), blobs, strict=True)
    ]
    return Texts({after: texts[0]}, {after: texts[1]})


def _read_blob(repository: Repository, commit: str, path: str) -> str:
    from claimkit.ledger.format.read import decode

    name = repository.relative(repository.folder / path) if path.startswith(".") else path
    version = repository.find_file(commit, name) if name else None
    if version is None:
        raise ClaimkitError(
            f"{commit[:12]} has no file {path}",
            hint="name it from the repository's root, or from here with ./ before it",
        )
    return decode(repository.read_versions([version])[version], path)


def read_paths(before: Path, after: Path) -> Texts:
    """Return the ledger files of two files or two folders.

    Files of two folders go by their path below them; two files by one name.

    Raises:
        ClaimkitError: if one is a file and the other a folder, or one is not there.
    """
    from claimkit.ledger.format.read import read_text

    for path in (before, after):
        if not path.exists():
            raise ClaimkitError(f"{path}: there is no such file or folder", hint="check the path")
    if before.is_dir() != after.is_dir():
        raise ClaimkitError(
            f"{before} and {after}: one is a folder, the other a file",
            hint="name two ledger files, or two folders of ledger files",
        )
    if not before.is_dir():
        return Texts({str(after): read_text(before)}, {str(after): read_text(after)})
    return Texts(_read_folder(before), _read_folder(after))


def ledger_pathspecs(
    project: Project, repository: Repository, paths: Sequence[str] = ()
) -> list[str]:
    """Return the pathspecs of the ledger files that a user's paths stand for.

    A path of a document, or of a folder of documents, stands for its ledger files.

    Raises:
        ClaimkitError: if the ledger is not in the repository.
    """
    ledger = repository.relative(project.ledger)
    if ledger is None:
        raise ClaimkitError(
            f"{project.ledger}: the ledger is not in the repository {repository.root}",
            hint="name the ledger of this repository in claimkit.yaml, or compare two folders",
        )
    if not paths:
        return [f":(top){ledger}"]
    specs = []
    for path in paths:
        specs.append(path)
        name = project.relative_path(repository.folder / path)
        if name == project.documents_root:
            specs.append(f":(top,literal){ledger}")
        elif name not in (None, "."):
            specs += [
                f":(top,literal){place(Path(ledger), name, project.documents_root).as_posix()}"
                for place in (ledger_path, ledger_folder)
            ]
    return specs


def _read_folder(folder: Path) -> dict[str, str]:
    from claimkit.ledger.format.read import read_text

    return {
        path.relative_to(folder).as_posix(): read_text(path) for path in iter_ledger_paths(folder)
    }


def _parse(texts: Mapping[str, str], known: dict[str, Claim]) -> dict[str, LedgerFile]:
    if not texts:
        return {}
    from claimkit.ledger.format.read import parse

    return {path: parse(text, path, known) for path, text in texts.items()}
