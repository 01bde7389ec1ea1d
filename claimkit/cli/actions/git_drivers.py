"""Set up git's drivers for ledger files, remove them, or print their status."""

from __future__ import annotations

from pathlib import Path

from claimkit.cli.terminal.messages import Messages
from claimkit.cli.terminal.streams import write_output
from claimkit.project import git_drivers
from claimkit.project.git_drivers import DIFF_KEY, MERGE_KEY, DriverSettings
from claimkit.reports.escaping.terminal import printable


def enable(*, is_global: bool) -> None:
    """Set up the drivers."""
    if is_global:
        git_drivers.enable_globally(Path.cwd())
        where = "every folder named ledger"
    else:
        where = f"{git_drivers.enable(Path.cwd())}/"
    Messages().note(f"git diff and git merge now use claimkit for {where}")


def disable(*, is_global: bool) -> None:
    """Remove the drivers."""
    remove = git_drivers.disable_globally if is_global else git_drivers.disable
    is_removed = remove(Path.cwd())
    Messages().note(
        "git's own diff and merge are back" if is_removed else "there was nothing to remove"
    )


def status(*, is_global: bool) -> int:
    """Print the settings and what is missing; return the exit code."""
    found = git_drivers.read_status(Path.cwd(), is_global=is_global)
    if found.local is not None:
        _print("this repository")
        _print_settings(found.local)
        if found.has_other_attributes:
            _print("  its .gitattributes, or yours, name the drivers")
    _print("all repositories")
    _print_settings(found.for_all)
    where = "in a new repository" if found.ledger is None else f"in {found.ledger}/"
    if found.lacking:
        option = " --global" if found.ledger is None else ""
        _print(f"git doesn't know the claims {where}: {', '.join(found.lacking)}")
        Messages().note(f"run `claimkit git enable{option}`")
    else:
        _print(f"git knows the claims {where}")
    return int(bool(found.lacking))


def _print_settings(settings: DriverSettings) -> None:
    _print(f"  {DIFF_KEY}  {settings.diff_command or 'not set'}")
    _print(f"  {MERGE_KEY}  {settings.merge_command or 'not set'}")
    _print(f"  {settings.attributes_file}  {', '.join(settings.attributes) or 'not set'}")


def _print(line: str) -> None:
    write_output(printable(line))
