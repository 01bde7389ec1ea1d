"""Find the folder of a project, and the folders of its documents and its ledger."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from msgspec import structs

from claimkit.errors import ClaimkitError
from claimkit.project.configuration import (
    CONFIGURATION,
    DEFAULT_DOCUMENTS,
    FORMER_DOCUMENTS,
    Configuration,
    read_configuration,
    setting_error,
)
from claimkit.project.exclusion import Exclusion
from claimkit.regular_files import document_path

_DEFAULT = Configuration()


@dataclass(frozen=True, slots=True)
class ProjectFolder:
    """A project's folder and its configuration.

    ``root`` is absolute. The ledger writes the paths of documents relative to it.
    """

    root: Path
    configuration: Configuration = _DEFAULT
    is_configured: bool = False

    @classmethod
    def find(cls, folder: str | Path = ".") -> Self:
        """Find the project that a folder belongs to.

        Its root is the nearest folder, from there upwards, that has a ``claimkit.yaml`` or a
        ``.git``. If there is none, the folder itself is the root.

        Raises:
            SchemaError: if the configuration is not valid, with the position of the fault. The
                folders that it names must not lead out of the project, not even through links.
            ClaimkitError: if the current folder no longer exists.
        """
        try:
            start = Path(os.path.abspath(folder))  # noqa: PTH100 (links stay)
        except FileNotFoundError as error:
            raise ClaimkitError(
                "the current folder no longer exists", hint="change to a folder that exists"
            ) from error
        for root in (start, *start.parents):
            if os.path.lexists(root / CONFIGURATION) and not (root / CONFIGURATION).is_dir():
                return cls(root, _complete(root, read_configuration(root / CONFIGURATION)), True)
            if (root / ".git").exists():
                return cls(root, _complete(root, _DEFAULT))
        return cls(start, _complete(start, _DEFAULT))

    @property
    def documents_setting(self) -> str:
        """The folder of the documents as configured, or the default."""
        return self.configuration.documents or DEFAULT_DOCUMENTS

    @property
    def documents(self) -> Path:
        """The folder of the documents."""
        return self.root / self.documents_setting

    @property
    def documents_root(self) -> str:
        """The folder of the documents in the form of the ledger's paths."""
        return Path(os.path.normpath(self.documents_setting)).as_posix()

    @property
    def ledger(self) -> Path:
        """The folder of the ledger."""
        return self.root / self.configuration.ledger

    @property
    def repository_root(self) -> Path | None:
        """The root of the git repository that the project is in, found without calling git."""
        for folder in (self.root, *self.root.parents):
            if (folder / ".git").exists():
                return folder
        return None

    @property
    def path_in_repository(self) -> str:
        """The project's root relative to the repository's root; ``.`` if they are the same."""
        top = self.repository_root or self.root
        return Path(os.path.relpath(self.root, top)).as_posix()

    def with_ledger(self, folder: Path | None) -> Self:
        """Return the project with another ledger folder; None keeps the present one."""
        if folder is None:
            return self
        configuration = structs.replace(self.configuration, ledger=str(folder.absolute()))
        return replace(self, configuration=configuration)

    def is_excluded(self, name: str, *, is_folder: bool = False) -> bool:
        """Return whether the configuration excludes a document, by its path as in the ledger."""
        patterns = self.configuration.exclude
        return bool(patterns) and Exclusion.of(patterns).matches(name, is_folder=is_folder)

    def skips(self, path: Path) -> bool:
        """Return whether the configuration excludes a file or a folder."""
        name = self.relative_path(path) if self.configuration.exclude else None
        return name is not None and self.is_excluded(name, is_folder=path.is_dir())

    def relative_path(self, path: Path) -> str | None:
        """Return a path in the ledger's form; None if it leads out of the project."""
        for candidate, root in (
            (Path(os.path.abspath(path)), self.root),  # noqa: PTH100 (links stay)
            # If a folder above the project is a link, the project has two paths.
            (Path(os.path.realpath(path.parent), path.name), Path(os.path.realpath(self.root))),
        ):
            if candidate.is_relative_to(root):
                return candidate.relative_to(root).as_posix()
        return None

    def has_document(self, name: str) -> bool:
        """Return whether a path of the ledger is that of a file in the project.

        A path that leads out of the project is not looked at.
        """
        try:
            return document_path(self.root, name).is_file()
        except OSError:
            return False

    def is_link_to_outside(self, path: Path) -> bool:
        """Return whether a path below the project leads out of it, through itself or a folder."""
        return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(self.root))


def default_documents(root: Path) -> str:
    """Return the folder of the documents of a project that names none.

    The default was once ``seeds``. A project that has such a folder, and no folder ``documents``,
    keeps it.
    """
    has_former = not (root / DEFAULT_DOCUMENTS).is_dir() and (root / FORMER_DOCUMENTS).is_dir()
    return FORMER_DOCUMENTS if has_former else DEFAULT_DOCUMENTS


def _complete(root: Path, configuration: Configuration) -> Configuration:
    """Add the default folder of the documents; refuse folders outside the project."""
    if configuration.documents is None:
        configuration = structs.replace(configuration, documents=default_documents(root))
    for key, folder in (("documents", configuration.documents), ("ledger", configuration.ledger)):
        for place, top in (
            (os.path.abspath(root / str(folder)), str(root)),  # noqa: PTH100 (links stay)
            (os.path.realpath(root / str(folder)), os.path.realpath(root)),
        ):
            if not Path(place).is_relative_to(top):
                raise _leads_outside(root, key, str(folder))
    return configuration


def _leads_outside(root: Path, key: str, folder: str) -> ClaimkitError:
    hint = f"name a folder below {root}, which is not a link to another place"
    path = root / CONFIGURATION
    if not path.is_file():
        return ClaimkitError(f"{root / folder}: this leads out of the project", hint=hint)
    return setting_error(path, (key,), f"{folder!r} leads out of the project", hint)
