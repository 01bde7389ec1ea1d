"""The project that a command runs in: its root and its configuration."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from claimkit import yamlio
from claimkit.errors import ClaimkitError, SchemaError

CONFIGURATION = "claimkit.yaml"
_DOCUMENTS = "seeds"
_LEDGER = "ledger"


class Configuration(BaseModel):
    """What ``claimkit.yaml`` may hold; paths are relative to its folder."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    documents: Annotated[str, Field(min_length=1)] = _DOCUMENTS
    ledger: Annotated[str, Field(min_length=1)] = _LEDGER
    model: Annotated[str | None, Field(min_length=1)] = None
    jobs: Annotated[int, Field(ge=1)] = 1


@dataclass(frozen=True, slots=True)
class Project:
    """``root`` is absolute; the paths of documents in the ledger are relative to it."""

    root: Path
    configuration: Configuration
    is_configured: bool

    @property
    def documents(self) -> Path:
        return self.root / self.configuration.documents

    @property
    def documents_root(self) -> str:
        """The documents' folder as the ledger's paths have it."""
        return Path(os.path.normpath(self.configuration.documents)).as_posix()

    @property
    def ledger(self) -> Path:
        return self.root / self.configuration.ledger

    def document_name(self, path: Path) -> str | None:
        """Return the ledger's path of a document; None if it stands outside the project."""
        for candidate, root in (
            (Path(os.path.abspath(path)), self.root),  # noqa: PTH100 (links stay)
            # The same place by another name: a linked folder above the project.
            (Path(os.path.realpath(path.parent), path.name), Path(os.path.realpath(self.root))),
        ):
            if candidate.is_relative_to(root):
                return candidate.relative_to(root).as_posix()
        return None


def find_project(folder: Path | None = None) -> Project:
    """Find the project around a folder, the current one by default.

    Its root is the nearest folder, from there upward, with a ``claimkit.yaml`` or a ``.git``;
    the folder itself if there is none.

    Raises:
        SchemaError: if the configuration is at fault, with its position.
        ClaimkitError: if the current folder is gone.
    """
    try:
        start = Path.cwd() if folder is None else folder.absolute()
    except FileNotFoundError as error:
        raise ClaimkitError("the current folder is gone", hint="change to one that is") from error
    for root in (start, *start.parents):
        if (root / CONFIGURATION).is_file():
            return Project(root, _read(root / CONFIGURATION), is_configured=True)
        if (root / ".git").exists():
            return Project(root, Configuration(), is_configured=False)
    return Project(start, Configuration(), is_configured=False)


def _read(path: Path) -> Configuration:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SchemaError(f"can't be read: {error}", path=str(path)) from error
    return yamlio.load(text, str(path), Configuration)
