"""The work of ``claimkit init``."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path, PurePosixPath

import click

import claimkit
from claimkit.cli.git_attributes import attribute_pattern
from claimkit.cli.messages import shown
from claimkit.cli.project import CONFIGURATION, find_project, find_root
from claimkit.errors import ClaimkitError
from claimkit.ledger.format.scalars import string_text
from claimkit.ledger.safe_files import write_text
from claimkit.ledger.store import schema_texts

_START, _END = "# claimkit: begin", "# claimkit: end"
_GITHUB = re.compile(r"(?:https://github\.com/)?([\w.-]+/[\w.-]+?)(?:\.git)?/?(?:@([\w./-]+))?")
_ADDRESS = re.compile(r"((?:(?:https?|ssh|git)://|git@).+?)(?:@([\w.-]+))?")


@dataclass(frozen=True, slots=True)
class InitRequest:
    """What one call of the command asks for; None leaves it to what is there."""

    folder: Path
    documents: str | None
    ledger: str | None
    github: bool | None
    gitlab: bool | None
    pre_commit: bool
    source: str | None
    dry_run: bool


@dataclass(frozen=True, slots=True)
class _Source:
    """Where claimkit comes from: a requirement for pip, and if known GitHub's action, the
    repository of the hooks and its revision."""

    requirement: str
    action: str | None = None
    repository: str | None = None
    revision: str | None = None


def run(request: InitRequest) -> None:
    """Write what is missing and say what became of each file.

    Raises:
        ClaimkitError: if the configuration that is there says otherwise, or nothing can be
            written.
    """
    _Init(request).run()


class _Init:
    def __init__(self, request: InitRequest) -> None:
        self.request = request
        self.root = request.folder
        self.top = find_root(request.folder) or request.folder
        self.documents, self.ledger = self._folders()
        self.source = _read_source(request.source)
        self.written = 0

    def run(self) -> None:
        self._file(self.root / CONFIGURATION, "claimkit.yaml")
        self._keep(self.root / self.documents)
        for name, text in schema_texts().items():
            self._generated(self.root / self.ledger / name, text)
        self._block(self.root / ".gitattributes", "gitattributes")
        if self._wants_github():
            name = "github-action.yml" if self.source.action else "github.yml"
            self._file(self.top / ".github" / "workflows" / "claimkit.yml", name)
        if self._wants_gitlab():
            self._file(self.top / ".gitlab" / "claimkit.yml", "gitlab.yml")
            self._tell_include()
        if self.request.pre_commit:
            self._hooks()
        self._tell()

    def _folders(self) -> tuple[str, str]:
        """Return the folders of documents and ledger: those of a configuration that is there."""
        wanted = {"documents": self.request.documents, "ledger": self.request.ledger}
        if (self.root / CONFIGURATION).exists():
            configuration = find_project(self.root).configuration
            for name, value in wanted.items():
                found = getattr(configuration, name)
                if value is not None and _tidy(value) != _tidy(found):
                    raise ClaimkitError(
                        f"{self.root / CONFIGURATION}: {name} is {found!r}, not {value!r}",
                        hint="change it there, or leave the option out",
                    )
            return _tidy(configuration.documents), _tidy(configuration.ledger)
        folders = (self.request.documents or "seeds", self.request.ledger or "ledger")
        for folder in folders:
            if Path(folder).is_absolute() or ".." in PurePosixPath(folder).parts:
                raise ClaimkitError(f"{folder}: not a folder below {self.root}")
        return _tidy(folders[0]), _tidy(folders[1])

    def _wants_github(self) -> bool:
        if self.request.github is None:
            return not (self.top / ".gitlab-ci.yml").exists()
        return self.request.github

    def _wants_gitlab(self) -> bool:
        if self.request.gitlab is None:
            return (self.top / ".gitlab-ci.yml").exists()
        return self.request.gitlab

    # -- files ----------------------------------------------------------------------------------

    def _template(self, name: str) -> str:
        text = (resources.files("claimkit.cli") / "templates" / name).read_text("utf-8")
        below = _tidy(os.path.relpath(self.root, self.top))
        values = {
            "DOCUMENTS": string_text(self.documents, key="", in_flow=False),
            "LEDGER": string_text(self.ledger, key="", in_flow=False),
            "DOCUMENT_FILES": attribute_pattern(self.documents, "**"),
            "LEDGER_FILES": attribute_pattern(self.ledger, "**/*.yaml"),
            "SCHEMA_FILES": attribute_pattern(self.ledger, "*.schema.json"),
            "FOLDER": string_text(below, key="", in_flow=False),
            "REQUIREMENT": self.source.requirement,
            "ACTION": self.source.action or "",
            "REPOSITORY": self.source.repository or "",
            "REVISION": self.source.revision or "",
        }
        for key, value in values.items():
            text = text.replace(f"%%{key}%%", value)
        return text

    def _file(self, path: Path, template: str) -> None:
        """Write a file that is not there; of one that is, say what it may lack."""
        text = self._template(template)
        if not os.path.lexists(path):
            self._write(path, text)
        elif "claimkit" in path.read_text("utf-8", errors="replace"):
            self._say(path, "there already")
        else:
            self._say(path, "left as it is; for claimkit it needs:")
            click.echo("".join(f"    {line}\n" for line in text.splitlines()), nl=False)

    def _generated(self, path: Path, text: str) -> None:
        if path.exists() and path.read_text("utf-8", errors="replace") == text:
            self._say(path, "there already")
        else:
            self._write(path, text)

    def _keep(self, folder: Path) -> None:
        """Make a folder that git keeps; hidden files are no documents."""
        if folder.is_dir():
            self._say(folder, "there already")
        else:
            self._write(folder / ".gitkeep", "")

    def _block(self, path: Path, template: str) -> None:
        """Put lines of ours, between two marks, behind those of a person's."""
        old = path.read_text("utf-8") if path.exists() else ""
        block = f"{_START}\n{self._template(template)}{_END}\n"
        start, end = old.find(f"{_START}\n"), old.find(f"{_END}\n")
        if 0 <= start < end:
            new = old[:start] + block + old[end + len(_END) + 1 :]
        else:
            gap = "" if not old else "\n" if old.endswith("\n") else "\n\n"
            new = f"{old}{gap}{block}"
        if new == old:
            self._say(path, "there already")
        else:
            self._write(path, new, "lines of claimkit's added" if old else "written")

    def _hooks(self) -> None:
        if self.root != self.top:
            path = self.top / ".pre-commit-config.yaml"
            self._say(path, "not written: hooks run at the repository's root, the project is below")
            return
        name = "pre-commit-repository.yaml" if self.source.repository else "pre-commit.yaml"
        self._file(self.top / ".pre-commit-config.yaml", name)

    def _write(self, path: Path, text: str, what: str = "written") -> None:
        self.written += 1
        if self.request.dry_run:
            self._say(path, f"would be {what}" if what == "written" else f"would get {what}")
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ClaimkitError(f"{path.parent}: can't be made: {error.strerror}") from error
        if text:
            write_text(path, text)
        else:
            path.touch()
        self._say(path, what)

    # -- what is told ---------------------------------------------------------------------------

    def _say(self, path: Path, what: str) -> None:
        click.echo(f"{shown(path)}: {what}")

    def _tell_include(self) -> None:
        path = self.top / ".gitlab-ci.yml"
        text = path.read_text("utf-8", errors="replace") if path.exists() else ""
        if ".gitlab/claimkit.yml" not in text:
            click.echo(f"{shown(path)}: needs:\n    include:\n      - local: .gitlab/claimkit.yml")

    def _tell(self) -> None:
        if not self.written:
            click.echo("nothing to do")
        for line in self._hints():
            click.echo(line, err=True)

    def _hints(self) -> Iterator[str]:
        if not (self.top / ".git").exists():
            yield "This is no git repository yet: git init makes one."
        if self.written:
            yield f"Put documents into {self.documents}, then: claimkit extract"
            yield "For comparing and merging by claims: claimkit git enable"
            if not self.source.action and (self._wants_github() or self._wants_gitlab()):
                yield f"CI installs claimkit with: pip install {self.source.requirement}"


def _tidy(folder: str) -> str:
    return PurePosixPath(os.path.normpath(folder).replace(os.sep, "/")).as_posix()


def _read_source(text: str | None) -> _Source:
    if text is not None and re.search(r"[\s\"\\\\]", text):
        raise ClaimkitError(f"{text!r}: no blanks, quotation marks or backslashes in --from")
    if text is None:
        return _Source(f"claimkit=={claimkit.__version__}")
    github, address = _GITHUB.fullmatch(text), _ADDRESS.fullmatch(text)
    found = github or address
    if found is None:
        return _Source(text)
    name, revision = found[1], found[2] or f"v{claimkit.__version__}"
    repository = f"https://github.com/{name}" if github else name
    action = f"{name}@{revision}" if github else None
    return _Source(f"git+{repository}@{revision}", action, repository, revision)
