"""Read the state of the ledger before the change that ``claimkit check --base`` judges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from claimkit.errors import LedgerError
from claimkit.git.repository import Author, FileVersion, Local
from claimkit.ledger.format.fields import REVIEWED_FIELDS
from claimkit.ledger.format.read import decode, parse
from claimkit.model import Claim, LedgerFile
from claimkit.project.project_folder import ProjectFolder
from claimkit.project.project_repository import ProjectRepository


@dataclass(frozen=True, slots=True)
class BaseState:
    """The ledger in an earlier commit, and the changes since then.

    Paths are relative to the project's root. ``tip`` is the commit that the user named. ``changed``
    has the paths of all files that differ from ``commit``, its newest common ancestor with HEAD,
    which was made on ``day``. ``ledgers`` has the earlier versions of the ledger files among them.
    """

    repository: ProjectRepository
    tip: str
    commit: str
    day: str
    changed: frozenset[str]
    ledgers: Mapping[str, LedgerFile]

    def find_changers(self, name: str, ledger: LedgerFile) -> dict[str, frozenset[str]]:
        """Return the people who have changed each claim of a ledger file since the base.

        A person who changed the claim's document counts as well. The result has casefolded names
        and addresses by claim; claims that nobody changed are left out. Changes that are not
        committed belong to git's user.
        """
        if name not in self.changed:
            return {}
        changers: dict[str, set[str]] = {}
        before = self.ledgers.get(name)
        user = self.repository.repository.user()
        versions = [*self._read_versions(name), *([(user, ledger)] if user else [])]
        for author, version in versions:
            for claim_id in _iter_changed_claims(before, version):
                changers.setdefault(claim_id, set()).update(_names(author))
            before = version
        of_document = {
            person for author, _ in self._history(ledger.path) for person in _names(author)
        }
        return {claim_id: frozenset(people | of_document) for claim_id, people in changers.items()}

    def _read_versions(self, name: str) -> list[tuple[Author, LedgerFile]]:
        history = self._history(name)
        contents = self.repository.repository.read_versions(
            version for _, version in history if version and not version.is_link
        )
        versions = []
        for author, version in history:
            ledger = _parse(contents[version], name) if version in contents else None
            if ledger is not None:
                versions.append((author, ledger))
        return versions

    def _history(self, name: str) -> list[tuple[Author, FileVersion | None]]:
        return self.repository.repository.history(self.commit, self.repository.git_path(name))


def read_base_state(
    project: ProjectFolder, revision: str, until: Local = Local.WORK_TREE
) -> BaseState:
    """Return the state at which HEAD and a revision diverged, and the changes since then.

    Args:
        until: whether the change ends with the working tree or with the index.

    Raises:
        GitError: if the revision or the common commit cannot be found.
    """
    git = ProjectRepository.find(project)
    repository = git.repository
    tip = repository.resolve(revision)
    commit = repository.merge_base(tip, repository.resolve("HEAD"))
    changes = {
        name: change
        for change in repository.changed_files(commit, until)
        if (name := git.find_project_path(change.path)) is not None
    }
    before = {
        name: change.before
        for name, change in changes.items()
        if change.before and not change.before.is_link and git.is_ledger_file(change.path)
    }
    contents = repository.read_versions(before.values())
    ledgers = {name: _parse(contents[version], name) for name, version in before.items()}
    return BaseState(
        git,
        tip,
        commit,
        repository.day_of(commit),
        frozenset(changes),
        {name: ledger for name, ledger in ledgers.items() if ledger is not None},
    )


def _parse(data: bytes, name: str) -> LedgerFile | None:
    try:
        return parse(decode(data, name), name)
    except LedgerError:  # the file was already broken before the change
        return None


def _iter_changed_claims(before: LedgerFile | None, after: LedgerFile) -> Iterable[str]:
    known = {c.id: c for c in (*before.claims, *before.retired)} if before else {}
    for claim in (*after.claims, *after.retired):
        if claim.id not in known or _reviewed_values(known[claim.id]) != _reviewed_values(claim):
            yield claim.id


def _reviewed_values(claim: Claim) -> list[object]:
    return [getattr(claim, name) for name in REVIEWED_FIELDS]


def _names(author: Author) -> set[str]:
    names = (author.name, author.email, author.email.partition("@")[0])
    return {name.casefold() for name in names if name}
