"""Find the git repository of a project, and convert paths between the two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from claimkit.errors import ClaimkitError
from claimkit.git.repository import Repository, find_repository
from claimkit.ledger.places import is_ledger_file, ledger_folder, ledger_path
from claimkit.project.project_folder import ProjectFolder


@dataclass(frozen=True, slots=True)
class ProjectRepository:
    """A project and the repository that it is in.

    Paths in git are relative to the repository's root. Paths in the ledger are relative to the
    project's root, which may be a folder below.
    """

    project: ProjectFolder
    repository: Repository

    @classmethod
    def find(cls, project: ProjectFolder) -> ProjectRepository:
        """Find the repository that a project is in.

        Raises:
            GitError: if there is none, or git is not installed.
        """
        return cls(project, find_repository(project.root))

    @property
    def prefix(self) -> str:
        """The common prefix of git's paths of the project's files: empty, or ends with a slash."""
        root = self.repository.relative(self.project.root)
        return "" if root in (None, ".") else f"{root}/"

    @property
    def ledger(self) -> str:
        """Git's path of the ledger's folder.

        Raises:
            ClaimkitError: if the ledger is not in the repository.
        """
        ledger = self.repository.relative(self.project.ledger)
        if ledger is None:
            raise ClaimkitError(
                f"{self.project.ledger}: the ledger is not in the repository "
                f"{self.repository.root}",
                hint="name the ledger of this repository in claimkit.yaml, or let claimkit diff "
                "compare two folders",
            )
        return ledger

    def find_project_path(self, git_path: str) -> str | None:
        """Return git's path relative to the project's root; None if it is outside."""
        prefix = self.prefix
        return git_path.removeprefix(prefix) if git_path.startswith(prefix) else None

    def git_path(self, project_path: str) -> str:
        """Return git's path for a path relative to the project's root."""
        return self.prefix + project_path

    def is_ledger_file(self, git_path: str) -> bool:
        """Return whether git's path is that of a ledger file of a document."""
        ledger = self.repository.relative(self.project.ledger)
        return ledger is not None and is_ledger_file(git_path, ledger)

    def ledger_pathspecs(self, paths: Sequence[str] = ()) -> list[str]:
        """Return the pathspecs of the ledger files that the user's paths refer to.

        The path of a document, or of a folder of documents, stands for its ledger files.

        Args:
            paths: relative to the repository's ``folder``; empty for the whole ledger.

        Raises:
            ClaimkitError: if the ledger is not in the repository.
        """
        if not paths:
            return [f":(top){self.ledger}"]
        specs = []
        for path in paths:
            specs.append(path)
            name = self.project.relative_path(self.repository.folder / path)
            if name == self.project.documents_root:
                specs.append(f":(top,literal){self.ledger}")
            elif name not in (None, "."):
                place = (Path(self.ledger), name, self.project.documents_root)
                for target in (ledger_path(*place), ledger_folder(*place)):
                    specs.append(f":(top,literal){target.as_posix()}")
        return specs
