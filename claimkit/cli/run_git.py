"""The work of ``claimkit git``: git's configuration and attributes set, taken out, looked at."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from claimkit.cli.git_attributes import ANY_LEDGER_LINE, attribute_line, read_lines, write_lines
from claimkit.cli.messages import printable
from claimkit.cli.project import Project, find_project
from claimkit.errors import ClaimkitError
from claimkit.git.process import GitError
from claimkit.git.repository import Repository, find_repository
from claimkit.git.settings import find_config, remove_config_section, set_config

_DIFF, _MERGE = "diff.claimkit.command", "merge.claimkit.driver"
_SECTIONS = ("diff.claimkit", "merge.claimkit")


def enable(*, is_global: bool) -> None:
    """Set the drivers up.

    Raises:
        ClaimkitError: outside a repository, or if git's files can't be written.
    """
    settings = _settings(_own_command())
    if is_global:
        set_config(settings, Path.cwd(), scope="global")
        path = _global_attributes()
        _add_line(path, ANY_LEDGER_LINE)
        _say("git diff and git merge now know the claims in every folder named ledger")
        return
    place = _Place.find()
    set_config(settings, place.repository.folder, scope="local")
    if not place.has_attributes():
        _add_line(place.attributes_file, attribute_line(place.ledger))
    if not place.has_attributes():
        raise ClaimkitError(
            f"{place.ledger}: another line of git's attributes wins over claimkit's",
            hint=f"look for it with `git check-attr --all {place.ledger}/x.yaml`",
        )
    _say(f"git diff and git merge now know the claims in {place.ledger}/")


def disable(*, is_global: bool) -> None:
    """Take the drivers out.

    Raises:
        ClaimkitError: as `enable`.
    """
    if is_global:
        folder, scope, path = Path.cwd(), "global", _global_attributes()
    else:
        repository = find_repository(Path.cwd())
        folder, scope = repository.folder, "local"
        path = repository.private_path("info/attributes")
    removed = [remove_config_section(section, folder, scope=scope) for section in _SECTIONS]
    removed.append(write_lines(path, ()))
    _say("git's own diff and merge are back" if any(removed) else "there was nothing to take out")


def status(*, is_global: bool) -> int:
    """Print what is set; return the exit code."""
    here = Path.cwd()
    try:
        place = None if is_global else _Place.find()
    except GitError:
        place = None
    if place is not None:
        _print("this repository")
        attributes = read_lines(place.attributes_file)
        _print_settings("local", place.repository.folder, attributes, place.attributes_file)
        if not attributes and place.has_attributes():
            _print("  its .gitattributes, or yours, name the drivers")
    _print("all repositories")
    path = _global_attributes()
    _print_settings("global", here, read_lines(path), path)
    scope = None if place is not None else "global"
    commands = [find_config(key, here, scope=scope) for key in (_DIFF, _MERGE)]
    has_attributes = place.has_attributes() if place is not None else bool(read_lines(path))
    lacking = list(_iter_lacking(commands, has_attributes))
    where = f"in {place.ledger}/" if place is not None else "in a new repository"
    if lacking:
        option = "" if place is not None else " --global"
        _print(f"git doesn't know the claims {where}: {', '.join(lacking)}")
        _say(f"run `claimkit git enable{option}`")
    else:
        _print(f"git knows the claims {where}")
    return int(bool(lacking))


def _iter_lacking(commands: list[str | None], has_attributes: bool) -> Iterator[str]:
    for name, command in zip(("diff", "merge"), commands, strict=True):
        if command is None:
            yield f"no {name} driver"
        elif not _is_there(command):
            yield f"the {name} driver's program is gone"
    if not has_attributes:
        yield "no attributes"


def _print_settings(scope: str, folder: Path, attributes: list[str], path: Path) -> None:
    for key in (_DIFF, _MERGE):
        value = find_config(key, folder, scope=scope)
        _print(f"  {key}  {value or 'not set'}")
    _print(f"  {path}  {', '.join(attributes) or 'not set'}")


@dataclass(frozen=True, slots=True)
class _Place:
    """The project's ledger in its repository; ``ledger`` is relative to the repository's root."""

    repository: Repository
    ledger: str
    attributes_file: Path

    @classmethod
    def find(cls) -> _Place:
        repository = find_repository(Path.cwd())
        project = find_project()
        return cls(
            repository,
            _ledger_in(repository, project),
            repository.private_path("info/attributes"),
        )

    def has_attributes(self) -> bool:
        """Tell whether git would use both drivers for the ledger's files."""
        return all(
            self.repository.attributes(f"{self.ledger}/{name}", ("diff", "merge"))
            == ["claimkit", "claimkit"]
            for name in ("a.yaml", "a/b/c.yaml")
        )


def _ledger_in(repository: Repository, project: Project) -> str:
    ledger = repository.relative(project.ledger)
    if ledger is None:
        raise ClaimkitError(
            f"{project.ledger}: the ledger is not in the repository {repository.root}",
            hint="name the ledger of this repository in claimkit.yaml",
        )
    return ledger


def _settings(command: str) -> dict[str, str]:
    return {
        _DIFF: f"{command} git diff-driver",
        # What stands in the header of a hunk where git shows lines all the same.
        "diff.claimkit.xfuncname": "^- id: (.*)$",
        "merge.claimkit.name": "ledger files, claim by claim",
        # Without claimkit, or where it fails, git merges lines; else ours would pass as merged.
        _MERGE: f"{command} merge --in-place --marker-size %L --ours-label %X --theirs-label %Y "
        "--path %P %O %A %B || "
        "{ test $? -gt 1 && "
        "git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B; }",
        # A base that is itself a merge is better an older commit than one with markers in it.
        "merge.claimkit.recursive": "binary",
    }


def _own_command() -> str:
    """Return how a shell starts this claimkit: by its name if it is found by it."""
    if shutil.which("claimkit"):
        return "claimkit"
    # -P: or the current folder, which is a repository's, would be looked in for modules.
    return f"{shlex.quote(sys.executable)} -P -m claimkit"


def _is_there(command: str) -> bool:
    try:
        program, *_ = shlex.split(command)
    except ValueError:
        return False
    return shutil.which(program) is not None


def _global_attributes() -> Path:
    """Return the attributes file that git reads for all repositories."""
    for scope in ("global", "system"):
        configured = find_config("core.attributesFile", Path.cwd(), scope=scope, is_path=True)
        if configured:
            return Path(configured)
    home = os.environ.get("XDG_CONFIG_HOME")
    return (Path(home) if home else Path.home() / ".config") / "git" / "attributes"


def _add_line(path: Path, line: str) -> None:
    lines = read_lines(path)
    if line not in lines:
        write_lines(path, [*lines, line])


def _print(line: str) -> None:
    click.echo(printable(line))


def _say(line: str) -> None:
    click.echo(f"claimkit: {printable(line)}", err=True)
