"""Refuse to check a project without a ledger, since nothing was checked then."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from claimkit.checks.context import CheckContext
from claimkit.errors import ClaimkitError
from claimkit.project.configuration import CONFIGURATION
from claimkit.project.project_folder import ProjectFolder

_MAX_DEPTH = 3
_MAX_FOLDERS = 2_000
_ACCEPT = "--allow-empty accepts this"


def refuse_empty(project: ProjectFolder, context: CheckContext) -> None:
    """Raise an exception if no ledger file was checked.

    A check of the changes since a base may have nothing to judge, but there must be a ledger.

    Raises:
        ClaimkitError: with a hint that fits the project.
    """
    if context.judged or (context.has_base and context.files):
        return
    if context.files:
        raise ClaimkitError(
            "nothing was checked: there is no ledger file for these paths",
            hint=f"run `claimkit extract`, or name other paths; {_ACCEPT}",
        )
    where = _shown(project.ledger)
    what = "has no ledger files" if project.ledger.is_dir() else "does not exist"
    raise ClaimkitError(
        f"nothing was checked: the folder of the ledger, {where}, {what}", hint=_hint(project)
    )


def _hint(project: ProjectFolder) -> str:
    if project.is_configured:
        documents = _shown(project.documents)
        return (
            f"put documents into {documents}, run `claimkit extract` and commit the ledger that it "
            f"writes; {_ACCEPT} until then"
        )
    folders = [_shown(folder) for folder in _iter_projects(project.root)]
    if folders:
        names = ", ".join(folders[:3])
        return (
            f"run claimkit in the folder of the project: {names} has a {CONFIGURATION} (in CI, "
            "set `working-directory`)"
        )
    return (
        "run claimkit in the folder of the project (in CI, set `working-directory`), or start one "
        f"with `claimkit init` and `claimkit extract`; {_ACCEPT}"
    )


def _iter_projects(root: Path) -> Iterator[Path]:
    """Yield the folders below a folder that have a configuration; the search is bounded."""
    for count, (folder, names, files) in enumerate(os.walk(root)):
        depth = len(Path(folder).relative_to(root).parts)
        names[:] = sorted(name for name in names if not name.startswith("."))
        if depth >= _MAX_DEPTH or count >= _MAX_FOLDERS:
            names.clear()
        if depth and CONFIGURATION in files:
            yield Path(folder)


def _shown(path: Path) -> str:
    """Return a path as the user would type it."""
    shown = os.path.relpath(path)
    return str(path) if shown.startswith("..") else shown
