"""Implement ``claimkit git``: let git's own commands compare and merge claims.

Git needs two settings: its configuration defines the driver's program, and its attribute files
define the files for which the driver is used.
"""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from claimkit.errors import ClaimkitError
from claimkit.git.process import GitError
from claimkit.git.repository import find_repository
from claimkit.git.settings import find_config, remove_config_section, set_config
from claimkit.project.git_attributes import (
    ANY_LEDGER_LINE,
    attribute_line,
    read_lines,
    write_lines,
)
from claimkit.project.project_folder import ProjectFolder
from claimkit.project.project_repository import ProjectRepository

DIFF_KEY, MERGE_KEY = "diff.claimkit.command", "merge.claimkit.driver"
_SECTIONS = ("diff.claimkit", "merge.claimkit", "merge.claimkit-base")


@dataclass(frozen=True, slots=True)
class DriverSettings:
    """Claimkit's settings in one scope of git's configuration; None or empty if not set.

    ``attributes`` are claimkit's lines in ``attributes_file``.
    """

    diff_command: str | None
    merge_command: str | None
    attributes: tuple[str, ...]
    attributes_file: Path


@dataclass(frozen=True, slots=True)
class DriverStatus:
    """Whether git uses the drivers.

    ``local`` are the settings of the repository and ``ledger`` is the ledger's folder in it; both
    are None outside a repository. ``has_other_attributes`` says that the repository's
    .gitattributes, or the user's, name the drivers. ``lacking`` says what is missing, in words.
    """

    local: DriverSettings | None
    for_all: DriverSettings
    ledger: str | None
    has_other_attributes: bool
    lacking: tuple[str, ...]


def enable(folder: Path) -> str:
    """Set up the drivers for the repository of a folder; return the ledger's folder in it.

    Raises:
        ClaimkitError: outside a repository, if git's files cannot be written, or if other
            attributes prevent the drivers from being used.
    """
    place = _DriverPlace.find(folder)
    set_config(_make_config(_own_command()), folder, scope="local")
    if not place.has_attributes():
        _add_line(place.attributes_file, attribute_line(place.ledger))
    if not place.has_attributes():
        raise ClaimkitError(
            f"{place.ledger}: another line of git's attributes wins over claimkit's",
            hint=f"look for it with `git check-attr --all {place.ledger}/x.yaml`",
        )
    return place.ledger


def enable_globally(folder: Path) -> None:
    """Set up the drivers for all repositories, for ledgers in folders named ``ledger``.

    Raises:
        ClaimkitError: if git's files cannot be written.
    """
    set_config(_make_config(_own_command()), folder, scope="global")
    _add_line(_global_attributes_file(folder), ANY_LEDGER_LINE)


def disable(folder: Path) -> bool:
    """Remove the settings that `enable` has written; return whether there were any.

    Raises:
        ClaimkitError: outside a repository, or if git's files cannot be written.
    """
    attributes_file = find_repository(folder).private_path("info/attributes")
    return _remove(folder, "local", attributes_file)


def disable_globally(folder: Path) -> bool:
    """Remove the settings that `enable_globally` has written; return whether there were any.

    Raises:
        ClaimkitError: if git's files cannot be written.
    """
    return _remove(folder, "global", _global_attributes_file(folder))


def read_status(folder: Path, *, is_global: bool = False) -> DriverStatus:
    """Return the settings, and whether git would use the drivers.

    Args:
        is_global: look only at the settings for all repositories.
    """
    try:
        place = None if is_global else _DriverPlace.find(folder)
    except GitError:
        place = None
    for_all = _read_settings("global", folder, _global_attributes_file(folder))
    local = None
    has_attributes = bool(for_all.attributes)
    if place is not None:
        local = _read_settings("local", folder, place.attributes_file)
        has_attributes = place.has_attributes()
    scope = "global" if place is None else None
    commands = [find_config(key, folder, scope=scope) for key in (DIFF_KEY, MERGE_KEY)]
    return DriverStatus(
        local,
        for_all,
        place.ledger if place else None,
        local is not None and not local.attributes and has_attributes,
        tuple(_iter_lacking(commands, has_attributes)),
    )


@dataclass(frozen=True, slots=True)
class _DriverPlace:
    """The project's ledger in its repository; ``ledger`` is relative to the repository's root."""

    git: ProjectRepository
    ledger: str
    attributes_file: Path

    @classmethod
    def find(cls, folder: Path) -> _DriverPlace:
        repository = find_repository(folder)
        git = ProjectRepository(ProjectFolder.find(folder), repository)
        return cls(git, git.ledger, repository.private_path("info/attributes"))

    def has_attributes(self) -> bool:
        """Return whether git would use both drivers for the ledger's files."""
        return all(
            self.git.repository.attributes(f"{self.ledger}/{name}", ("diff", "merge"))
            == ["claimkit", "claimkit"]
            for name in ("a.yaml", "a/b/c.yaml")
        )


def _make_config(command: str) -> dict[str, str]:
    return {
        DIFF_KEY: f"{command} git diff-driver",
        # The header of a hunk, for the commands that show lines in spite of the driver.
        "diff.claimkit.xfuncname": "^- id: (.*)$",
        "merge.claimkit.name": "ledger files, claim by claim",
        # If claimkit is missing or fails, git merges lines; else ours would pass as merged.
        MERGE_KEY: f"{command} merge --in-place --marker-size %L --ours-label %X "
        "--theirs-label %Y --path %P %O %A %B || "
        "{ test $? -gt 1 && "
        "git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B; }",
        # The base of branches that were merged crosswise is itself a merge. It must not have
        # conflict markers; where the sides are in conflict, the base of both is better.
        "merge.claimkit.recursive": "claimkit-base",
        "merge.claimkit-base.name": "the common base of ledger files that were merged crosswise",
        "merge.claimkit-base.driver": f"{command} merge --in-place --as-base --path %P %O %A %B "
        "|| cat %O > %A",
    }


def _own_command() -> str:
    """Return the shell command that starts this claimkit: its name if that is on the PATH."""
    if shutil.which("claimkit"):
        return "claimkit"
    # Without -P, modules in the current folder, which is a repository's, would be imported.
    return f"{shlex.quote(sys.executable)} -P -m claimkit"


def _global_attributes_file(folder: Path) -> Path:
    """Return the attributes file that git reads for all repositories."""
    for scope in ("global", "system"):
        configured = find_config("core.attributesFile", folder, scope=scope, is_path=True)
        if configured:
            return Path(configured)
    home = os.environ.get("XDG_CONFIG_HOME")  # as git does
    return (Path(home) if home else Path.home() / ".config") / "git" / "attributes"


def _add_line(path: Path, line: str) -> None:
    lines = read_lines(path)
    if line not in lines:
        write_lines(path, [*lines, line])


def _remove(folder: Path, scope: str, attributes_file: Path) -> bool:
    removed = [remove_config_section(section, folder, scope=scope) for section in _SECTIONS]
    return any([*removed, write_lines(attributes_file, ())])


def _read_settings(scope: str, folder: Path, attributes_file: Path) -> DriverSettings:
    return DriverSettings(
        find_config(DIFF_KEY, folder, scope=scope),
        find_config(MERGE_KEY, folder, scope=scope),
        tuple(read_lines(attributes_file)),
        attributes_file,
    )


def _iter_lacking(commands: list[str | None], has_attributes: bool) -> Iterator[str]:
    for name, command in zip(("diff", "merge"), commands, strict=True):
        if command is None:
            yield f"no {name} driver"
        elif not _is_installed(command):
            yield f"the {name} driver's program is gone"
    if not has_attributes:
        yield "no attributes"


def _is_installed(command: str) -> bool:
    try:
        program, *_ = shlex.split(command)
    except ValueError:
        return False
    return shutil.which(program) is not None
