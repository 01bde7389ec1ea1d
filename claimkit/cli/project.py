"""The project that a command runs in: its root and its configuration."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta, Struct

from claimkit.errors import ClaimkitError, SchemaError

CONFIGURATION = "claimkit.yaml"
_DOCUMENTS = "seeds"
_LEDGER = "ledger"


Text = Annotated[str, Meta(min_length=1)]


class CheckConfiguration(Struct, frozen=True, forbid_unknown_fields=True):
    """What ``claimkit check`` looks for, and what makes it fail.

    ``unreviewed`` says which claims must have a review, ``self_review`` whether who changed a
    claim may be the one who accepts it.
    """

    select: tuple[Text, ...] = ()
    ignore: tuple[Text, ...] = ()
    fail_on: Literal["error", "warning", "note"] = "error"
    unreviewed: Literal["none", "all", "quantities", "named"] = "none"
    self_review: Literal["allow", "forbid"] = "allow"


class Configuration(Struct, frozen=True, forbid_unknown_fields=True):
    """What ``claimkit.yaml`` may hold; paths are relative to its folder."""

    documents: Text = _DOCUMENTS
    ledger: Text = _LEDGER
    model: Text | None = None
    jobs: Annotated[int, Meta(ge=1)] = 1
    check: CheckConfiguration = CheckConfiguration()


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

    def relative_path(self, path: Path) -> str | None:
        """Return a path as the ledger has it; None if it leads out of the project."""
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


def find_root(folder: Path) -> Path | None:
    """Return the root of the repository that a folder is in, without asking git; None if none."""
    for place in (folder, *folder.parents):
        if (place / ".git").exists():
            return place
    return None


def _read(path: Path) -> Configuration:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SchemaError(f"can't be read: {error}", path=str(path)) from error
    from claimkit import yamlio  # not needed where there is no file

    return yamlio.load_struct(text, str(path), Configuration)
