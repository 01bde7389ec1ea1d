"""Implement ``claimkit init``: make a folder a project with a ledger."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from importlib import resources
from pathlib import Path, PurePosixPath

from claimkit.errors import ClaimkitError
from claimkit.ledger.format.scalars import string_text
from claimkit.ledger.safe_files import write_text
from claimkit.ledger.store import schema_texts
from claimkit.project.configuration import (
    CONFIGURATION,
    DEFAULT_LEDGER,
    Configuration,
)
from claimkit.project.git_attributes import attribute_pattern
from claimkit.project.project_folder import ProjectFolder, default_documents
from claimkit.version import VERSION

_START, _END = "# claimkit: begin", "# claimkit: end"
_GITHUB = re.compile(r"(?:https://github\.com/)?([\w.-]+/[\w.-]+?)(?:\.git)?/?(?:@([\w./-]+))?")
_ADDRESS = re.compile(r"((?:(?:https?|ssh|git)://|git@).+?)(?:@([\w.-]+))?")


@dataclass(frozen=True, slots=True)
class InitRequest:
    """The folder that becomes a project, and the files to write there.

    Where an option is None, the content of the folder decides: documents and ledger are those of
    an existing configuration, and the CI job is for GitLab if there is a .gitlab-ci.yml, else for
    GitHub. ``source`` is where CI and hooks get claimkit; None means this version from PyPI.
    """

    folder: Path
    documents: str | None = None
    ledger: str | None = None
    github: bool | None = None
    gitlab: bool | None = None
    pre_commit: bool = True
    source: str | None = None
    dry_run: bool = False


class StepOutcome(Enum):
    """The outcome of a step of an `Initialization`."""

    WRITTEN = "written"
    EXTENDED = "extended"
    UNCHANGED = "unchanged"
    INCOMPLETE = "incomplete"
    BELOW_ROOT = "below root"


@dataclass(frozen=True, slots=True)
class InitStep:
    """The result of an initialization for one file.

    ``missing`` are the lines that the user must add to an incomplete file, which is left
    unchanged. ``BELOW_ROOT`` is for hooks, which only work at the repository's root.
    """

    path: Path
    outcome: StepOutcome
    missing: str = ""

    @property
    def has_changed(self) -> bool:
        """Whether the file was written, or would be."""
        return self.outcome in (StepOutcome.WRITTEN, StepOutcome.EXTENDED)


@dataclass(frozen=True, slots=True)
class ClaimkitSource:
    """The place from which CI and hooks get claimkit.

    ``requirement`` is for pip. ``action`` is the action on GitHub. ``repository`` and
    ``revision`` are for the hooks. They are None where the source has none.
    """

    requirement: str
    action: str | None = None
    repository: str | None = None
    revision: str | None = None


class Initialization:
    """The files that make a folder a project.

    Raises:
        ClaimkitError: if an existing configuration names other folders, or an option cannot be
            used.
    """

    def __init__(self, request: InitRequest) -> None:
        self.request = request
        self.project = _make_project(request)
        self.top = self.project.repository_root or self.project.root
        self.source = _read_source(request.source)

    @property
    def documents(self) -> str:
        """The folder of the documents, relative to the project's root."""
        return self.project.documents_setting

    @property
    def has_repository(self) -> bool:
        """Whether the folder is in a git repository."""
        return self.project.repository_root is not None

    @property
    def ci_requirement(self) -> str | None:
        """The requirement that the CI job installs with pip; None if there is no such job."""
        has_job = self._wants_github() or self._wants_gitlab()
        return self.source.requirement if has_job and not self.source.action else None

    def iter_steps(self) -> Iterator[InitStep]:
        """Write the missing files one by one, and yield the result for each.

        Raises:
            ClaimkitError: if a file cannot be written.
        """
        root = self.project.root
        yield self._write_if_missing(root / CONFIGURATION, "claimkit.yaml")
        yield self._make_folder(self.project.documents)
        for name, text in schema_texts().items():
            yield self._write_current(self.project.ledger / name, text)
        yield self._write_block(root / ".gitattributes", "gitattributes")
        if self._wants_github():
            name = "github-action.yml" if self.source.action else "github.yml"
            yield self._write_if_missing(self.top / ".github" / "workflows" / "claimkit.yml", name)
        if self._wants_gitlab():
            yield self._write_if_missing(self.top / ".gitlab" / "claimkit.yml", "gitlab.yml")
            yield from self._check_include()
        if self.request.pre_commit:
            yield self._write_hooks()

    def _wants_github(self) -> bool:
        if self.request.github is None:
            return not (self.top / ".gitlab-ci.yml").exists()
        return self.request.github

    def _wants_gitlab(self) -> bool:
        if self.request.gitlab is None:
            return (self.top / ".gitlab-ci.yml").exists()
        return self.request.gitlab

    def _write_if_missing(self, path: Path, template: str) -> InitStep:
        """Write a file unless it exists; an existing file without "claimkit" is incomplete."""
        text = self._fill_template(template)
        if not os.path.lexists(path):
            return self._write(path, text)
        if "claimkit" in path.read_text("utf-8", errors="replace"):
            return InitStep(path, StepOutcome.UNCHANGED)
        return InitStep(path, StepOutcome.INCOMPLETE, text)

    def _write_current(self, path: Path, text: str) -> InitStep:
        """Write a file that claimkit generates, unless it is up to date."""
        if path.exists() and path.read_text("utf-8", errors="replace") == text:
            return InitStep(path, StepOutcome.UNCHANGED)
        return self._write(path, text)

    def _make_folder(self, folder: Path) -> InitStep:
        """Make a folder with a hidden file, so that git keeps it; the file is not a document."""
        if folder.is_dir():
            return InitStep(folder, StepOutcome.UNCHANGED)
        return self._write(folder / ".gitkeep", "")

    def _write_block(self, path: Path, template: str) -> InitStep:
        """Write claimkit's lines into a file, between two marks, after the user's lines."""
        old = path.read_text("utf-8") if path.exists() else ""
        block = f"{_START}\n{self._fill_template(template)}{_END}\n"
        start, end = old.find(f"{_START}\n"), old.find(f"{_END}\n")
        if 0 <= start < end:
            new = old[:start] + block + old[end + len(_END) + 1 :]
        else:
            gap = "" if not old else "\n" if old.endswith("\n") else "\n\n"
            new = f"{old}{gap}{block}"
        if new == old:
            return InitStep(path, StepOutcome.UNCHANGED)
        return self._write(path, new, StepOutcome.EXTENDED if old else StepOutcome.WRITTEN)

    def _check_include(self) -> Iterator[InitStep]:
        path = self.top / ".gitlab-ci.yml"
        text = path.read_text("utf-8", errors="replace") if path.exists() else ""
        if ".gitlab/claimkit.yml" not in text:
            missing = "include:\n  - local: .gitlab/claimkit.yml\n"
            yield InitStep(path, StepOutcome.INCOMPLETE, missing)

    def _write_hooks(self) -> InitStep:
        path = self.top / ".pre-commit-config.yaml"
        if self.project.root != self.top:
            return InitStep(path, StepOutcome.BELOW_ROOT)
        name = "pre-commit-repository.yaml" if self.source.repository else "pre-commit.yaml"
        return self._write_if_missing(path, name)

    def _write(self, path: Path, text: str, outcome: StepOutcome = StepOutcome.WRITTEN) -> InitStep:
        if not self.request.dry_run:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise ClaimkitError(f"{path.parent}: can't be made: {error.strerror}") from error
            if text:
                write_text(path, text)
            else:
                path.touch()
        return InitStep(path, outcome)

    def _fill_template(self, name: str) -> str:
        text = (resources.files("claimkit.project") / "templates" / name).read_text("utf-8")
        documents, ledger = self.documents, self.project.configuration.ledger
        values = {
            "DOCUMENTS": string_text(documents, key="", in_flow=False),
            "LEDGER": string_text(ledger, key="", in_flow=False),
            "DOCUMENT_FILES": attribute_pattern(documents, "**"),
            "LEDGER_FILES": attribute_pattern(ledger, "**/*.yaml"),
            "SCHEMA_FILES": attribute_pattern(ledger, "*.schema.json"),
            "FOLDER": string_text(self.project.path_in_repository, key="", in_flow=False),
            "REQUIREMENT": self.source.requirement,
            "ACTION": self.source.action or "",
            "REPOSITORY": self.source.repository or "",
            "REVISION": self.source.revision or "",
        }
        for key, value in values.items():
            text = text.replace(f"%%{key}%%", value)
        return text


def _make_project(request: InitRequest) -> ProjectFolder:
    """Return the project with its folders; an existing configuration decides which they are.

    Raises:
        ClaimkitError: if the request names others, or folders outside the project.
    """
    root = Path(os.path.abspath(request.folder))  # noqa: PTH100 (links stay)
    wanted = {"documents": request.documents, "ledger": request.ledger}
    found = ProjectFolder.find(root) if (root / CONFIGURATION).exists() else None
    if found is not None:
        folders = (found.documents_setting, found.configuration.ledger)
        for (name, value), folder in zip(wanted.items(), folders, strict=True):
            if value is not None and _tidy(value) != _tidy(folder):
                raise ClaimkitError(
                    f"{root / CONFIGURATION}: {name} is {folder!r}, not {value!r}",
                    hint="change it there, or leave the option out",
                )
    else:
        folders = (request.documents or default_documents(root), request.ledger or DEFAULT_LEDGER)
        for folder in folders:
            if Path(folder).is_absolute() or ".." in PurePosixPath(folder).parts:
                raise ClaimkitError(f"{folder}: not a folder below {root}")
    documents, ledger = map(_tidy, folders)
    return ProjectFolder(root, Configuration(documents=documents, ledger=ledger))


def _tidy(folder: str) -> str:
    return PurePosixPath(os.path.normpath(folder).replace(os.sep, "/")).as_posix()


def _read_source(text: str | None) -> ClaimkitSource:
    if text is not None and re.search(r"[\s\"\\\\]", text):
        raise ClaimkitError(f"{text!r}: no blanks, quotation marks or backslashes in --from")
    if text is None:
        return ClaimkitSource(f"claimkit=={VERSION}")
    github, address = _GITHUB.fullmatch(text), _ADDRESS.fullmatch(text)
    found = github or address
    if found is None:
        return ClaimkitSource(text)
    name, revision = found[1], found[2] or f"v{VERSION}"
    repository = f"https://github.com/{name}" if github else name
    action = f"{name}@{revision}" if github else None
    return ClaimkitSource(f"git+{repository}@{revision}", action, repository, revision)
