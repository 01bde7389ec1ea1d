"""Implement ``claimkit init``: make a folder a project with a ledger."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from importlib import resources
from pathlib import Path, PurePosixPath

from claimkit.errors import ClaimkitError
from claimkit.ledger.file_texts import schema_texts
from claimkit.ledger.format.scalars import string_text
from claimkit.ledger.places import find_link
from claimkit.ledger.safe_files import MAX_BYTES, locked, write_text
from claimkit.project.claimkit_source import ClaimkitSource, read_source
from claimkit.project.configuration import (
    CONFIGURATION,
    DEFAULT_LEDGER,
    Configuration,
)
from claimkit.project.git_attributes import attribute_pattern
from claimkit.project.project_folder import ProjectFolder, default_documents
from claimkit.regular_files import read_regular_file

_START, _END = "# claimkit: begin", "# claimkit: end"
_BY_NAME = re.compile(
    r"(?m)(?:^\s*CLAIMKIT: [\"']?|\bpip[0-9.]* install[^\n]*[ \"'])claimkit\b(?![-./]| ?@)"
)
"""An installation of claimkit by its name, as older versions wrote it."""


@dataclass(frozen=True, slots=True)
class InitRequest:
    """The folder that becomes a project, and the files to write there.

    Where an option is None, the content of the folder decides: documents and ledger are those of
    an existing configuration, and the CI job is for GitLab if there is a .gitlab-ci.yml, else for
    GitHub. ``source`` is where CI and hooks get claimkit; without it, the CI job fails with an
    explanation.
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
    MENDED = "mended"
    INCOMPLETE = "incomplete"
    BY_NAME = "by name"
    BELOW_ROOT = "below root"


@dataclass(frozen=True, slots=True)
class InitStep:
    """The result of an initialization for one file.

    ``missing`` are the lines that the user must add to an incomplete file, which is left
    unchanged; so is a file that installs claimkit by its name. A file is mended if it did not say
    yet where to get claimkit, and nobody has changed it. ``BELOW_ROOT`` is for hooks, which only
    work at the repository's root.
    """

    path: Path
    outcome: StepOutcome
    missing: str = ""

    @property
    def has_changed(self) -> bool:
        """Whether the file was written, or would be."""
        return self.outcome in (StepOutcome.WRITTEN, StepOutcome.EXTENDED, StepOutcome.MENDED)


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
        self.source = read_source(request.source, self.top)

    @property
    def documents(self) -> str:
        """The folder of the documents, relative to the project's root."""
        return self.project.documents_setting

    @property
    def has_repository(self) -> bool:
        """Whether the folder is in a git repository."""
        return self.project.repository_root is not None

    @property
    def lacks_source(self) -> bool:
        """Whether a CI job is written that does not know where to get claimkit."""
        has_job = self._wants_github() or self._wants_gitlab()
        return has_job and self.source.requirement is None

    def iter_steps(self) -> Iterator[InitStep]:
        """Write the missing files one by one, and yield the result for each.

        Raises:
            ClaimkitError: if a file cannot be written, or if another run that came first has
                chosen other folders.
        """
        if self.request.dry_run:
            yield from self._iter_steps()
            return
        with locked(self.top):
            self.project = _make_project(self.request)  # another run may have written it by now
            yield from self._iter_steps()

    def _iter_steps(self) -> Iterator[InitStep]:
        root = self.project.root
        yield self._write_if_missing(root / CONFIGURATION, lambda _: "claimkit.yaml")
        yield self._make_folder(self.project.documents)
        for name, text in schema_texts().items():
            yield self._write_current(self.project.ledger / name, text)
        yield self._write_block(root / ".gitattributes", "gitattributes")
        if self._wants_github():
            path = self.top / ".github" / "workflows" / "claimkit.yml"
            yield self._write_if_missing(path, _github_template)
        if self._wants_gitlab():
            path = self.top / ".gitlab" / "claimkit.yml"
            yield self._write_if_missing(path, lambda _: "gitlab.yml")
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

    def _write_if_missing(self, path: Path, choose: _Choose) -> InitStep:
        """Write a file unless it exists; an existing file without "claimkit" is incomplete.

        Args:
            choose: returns the name of the template for a source.
        """
        text = self._fill_template(choose(self.source), self.source)
        found = self._read(path)
        if found is None:
            return self._write(path, text)
        if "claimkit" not in found:
            return InitStep(path, StepOutcome.INCOMPLETE, text)
        if _BY_NAME.search(found):
            return InitStep(path, StepOutcome.BY_NAME, text)
        if found != text and found == self._fill_template(choose(_UNKNOWN), _UNKNOWN):
            return self._write(path, text, StepOutcome.MENDED)
        return InitStep(path, StepOutcome.UNCHANGED)

    def _write_current(self, path: Path, text: str) -> InitStep:
        """Write a file that claimkit generates, unless it is up to date."""
        if self._read(path) == text:
            return InitStep(path, StepOutcome.UNCHANGED)
        return self._write(path, text)

    def _make_folder(self, folder: Path) -> InitStep:
        """Make a folder with a hidden file, so that git keeps it; the file is not a document."""
        if folder.is_dir():
            return InitStep(folder, StepOutcome.UNCHANGED)
        return self._write(folder / ".gitkeep", "")

    def _write_block(self, path: Path, template: str) -> InitStep:
        """Write claimkit's lines into a file, between two marks, after the user's lines."""
        old = self._read(path) or ""
        block = f"{_START}\n{self._fill_template(template, self.source)}{_END}\n"
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
        text = self._read(path) or ""
        if ".gitlab/claimkit.yml" not in text:
            missing = "include:\n  - local: .gitlab/claimkit.yml\n"
            yield InitStep(path, StepOutcome.INCOMPLETE, missing)

    def _write_hooks(self) -> InitStep:
        path = self.top / ".pre-commit-config.yaml"
        if self.project.root != self.top:
            return InitStep(path, StepOutcome.BELOW_ROOT)
        return self._write_if_missing(path, _hooks_template)

    def _read(self, path: Path) -> str | None:
        """Return the text of a file, or None if there is none.

        Raises:
            ClaimkitError: if it is a link or no regular file, or cannot be read as UTF-8.
        """
        self._refuse_link(path)
        if not os.path.lexists(path):
            return None
        if not path.is_file():
            raise ClaimkitError(f"{path}: this is not a file", hint="move it to another name")
        try:
            return read_regular_file(path, MAX_BYTES).decode("utf-8").replace("\r\n", "\n")
        except OSError as error:
            raise ClaimkitError(f"{path}: can't be read: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise ClaimkitError(f"{path}: this is not UTF-8", hint="save it as UTF-8") from error

    def _refuse_link(self, path: Path) -> None:
        """Refuse a path through a link of the repository, which can lead to any file."""
        link = find_link(self.top, path)
        if link is not None:
            raise ClaimkitError(
                f"{link}: this is a symbolic link",
                hint="replace it with the file or folder that it leads to",
            )

    def _write(self, path: Path, text: str, outcome: StepOutcome = StepOutcome.WRITTEN) -> InitStep:
        self._refuse_link(path)
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

    def _fill_template(self, name: str, source: ClaimkitSource) -> str:
        text = _read_template(name)
        documents, ledger = self.documents, self.project.configuration.ledger
        values = {
            "DOCUMENTS": string_text(documents, key="", in_flow=False),
            "LEDGER": string_text(ledger, key="", in_flow=False),
            "DOCUMENT_FILES": attribute_pattern(documents, "**"),
            "LEDGER_FILES": attribute_pattern(ledger, "**/*.yaml"),
            "SCHEMA_FILES": attribute_pattern(ledger, "*.schema.json"),
            "FOLDER": string_text(self.project.path_in_repository, key="", in_flow=False),
            "REQUIREMENT": source.requirement or "",
            "WHEEL_HASH": source.wheel_hash or "",
            "ACTION": _with_label(source.action or "", " # ", source),
            "REPOSITORY": source.repository or "",
            "REVISION": _with_label(source.commit or "", "  # frozen: ", source),
            "VARIABLES": _gitlab_variables(source),
        }
        kind = "none"
        if source.requirement:
            kind = "wheel" if source.wheel_hash else "address"
        parts = {"github.yml": "github", "gitlab.yml": "gitlab"}
        if name in parts:
            part = _read_template(f"{parts[name]}-install-{kind}.yml")
            text = text.replace("%%INSTALL%%\n", part)
        for key, value in values.items():
            text = text.replace(f"%%{key}%%", value)
        return text


_UNKNOWN = ClaimkitSource()
_Choose = Callable[[ClaimkitSource], str]


def _github_template(source: ClaimkitSource) -> str:
    return "github-action.yml" if source.action else "github.yml"


def _hooks_template(source: ClaimkitSource) -> str:
    return "pre-commit-repository.yaml" if source.repository else "pre-commit.yaml"


def _read_template(name: str) -> str:
    return (resources.files("claimkit.project") / "templates" / name).read_text("utf-8")


def _with_label(text: str, mark: str, source: ClaimkitSource) -> str:
    return f"{text}{mark}{source.label}" if source.label else text


def _gitlab_variables(source: ClaimkitSource) -> str:
    """Return the lines with the variables of the GitLab job that say where claimkit is."""
    lines = []
    if source.requirement:
        lines.append(f'    CLAIMKIT: "{source.requirement}"\n')
    if source.wheel_hash:
        lines.append(f'    CLAIMKIT_SHA256: "{source.wheel_hash}"\n')
    return "".join(lines)


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
