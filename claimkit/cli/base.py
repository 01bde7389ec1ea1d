"""What the ledger was before the change that ``claimkit check --base`` judges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from claimkit.cli.project import Project
from claimkit.errors import LedgerError
from claimkit.git.repository import Author, FileVersion, Local, Repository, find_repository
from claimkit.ledger.format.fields import REVIEWED_FIELDS
from claimkit.ledger.format.read import decode, parse
from claimkit.ledger.places import is_ledger_file
from claimkit.model import Claim, LedgerFile


@dataclass(frozen=True, slots=True)
class Base:
    """``changed`` are the paths of all files that are not what they were in ``commit``, made on
    ``day``, relative to the project; ``ledgers`` what those among them that are ledger files were.
    """

    repository: Repository
    commit: str
    day: str
    prefix: str
    changed: frozenset[str]
    ledgers: Mapping[str, LedgerFile]

    def changers(self, name: str, ledger: LedgerFile) -> dict[str, frozenset[str]]:
        """Return who changed each claim of a ledger file, or its document and with it the claim.

        Casefolded names and addresses by claim; claims that nobody changed are not there. What is
        not committed is by git's user.
        """
        if name not in self.changed:
            return {}
        changers: dict[str, set[str]] = {}
        before = self.ledgers.get(name)
        user = self.repository.user()
        versions = [*self._versions(name), *([(user, ledger)] if user else [])]
        for author, version in versions:
            for claim_id in _changed_claims(before, version):
                changers.setdefault(claim_id, set()).update(_names(author))
            before = version
        of_document = {
            person
            for author, _ in self.repository.history(self.commit, self.prefix + ledger.path)
            for person in _names(author)
        }
        return {claim_id: frozenset(people | of_document) for claim_id, people in changers.items()}

    def _versions(self, name: str) -> list[tuple[Author, LedgerFile]]:
        history = self.repository.history(self.commit, self.prefix + name)
        contents = self.repository.read_versions(v for _, v in history if v and not v.is_link)
        versions = []
        for author, version in history:
            ledger = _parse(contents[version], name) if version in contents else None
            if ledger is not None:
                versions.append((author, ledger))
        return versions


def read_base(project: Project, ledger_dir: Path, revision: str) -> Base:
    """Return the state from which HEAD and a revision have parted, and what changed since.

    Raises:
        GitError: if that can't be found.
    """
    repository = find_repository(project.root)
    commit = repository.merge_base(repository.resolve(revision), repository.resolve("HEAD"))
    root = repository.relative(project.root) or "."
    prefix = "" if root == "." else f"{root}/"
    changes = {
        change.path.removeprefix(prefix): change
        for change in repository.changed_files(commit, Local.WORK_TREE)
        if change.path.startswith(prefix)
    }
    folder = repository.relative(ledger_dir)
    before = {
        name: change.before
        for name, change in changes.items()
        if change.before and not change.before.is_link
        if folder is not None and is_ledger_file(change.path, folder)
    }
    return Base(
        repository,
        commit,
        repository.day_of(commit),
        prefix,
        frozenset(changes),
        _read(repository, before),
    )


def _read(repository: Repository, versions: Mapping[str, FileVersion]) -> dict[str, LedgerFile]:
    contents = repository.read_versions(versions.values())
    ledgers = {name: _parse(contents[version], name) for name, version in versions.items()}
    return {name: ledger for name, ledger in ledgers.items() if ledger is not None}


def _parse(data: bytes, name: str) -> LedgerFile | None:
    try:
        return parse(decode(data, name), name)
    except LedgerError:  # it was no better before
        return None


def _changed_claims(before: LedgerFile | None, after: LedgerFile) -> Iterable[str]:
    known = {c.id: c for c in (*before.claims, *before.retired)} if before else {}
    for claim in (*after.claims, *after.retired):
        if claim.id not in known or _says(known[claim.id]) != _says(claim):
            yield claim.id


def _says(claim: Claim) -> list[object]:
    return [getattr(claim, name) for name in REVIEWED_FIELDS]


def _names(author: Author) -> set[str]:
    names = (author.name, author.email, author.email.partition("@")[0])
    return {name.casefold() for name in names if name}
