"""Print the difference of a ledger file for git, as its external diff program."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import click

from claimkit.cli.terminal.diff_text import DiffDisplay, print_diff
from claimkit.cli.terminal.messages import make_style, supports_colour
from claimkit.errors import ClaimkitError, UsageError
from claimkit.git.settings import wants_colour
from claimkit.git.texts import diff_text
from claimkit.ledger.places import is_about_whole_ledger
from claimkit.project.compared_texts import read_version_files
from claimkit.reports.escaping.terminal import printable

_FIRST_HUNK = re.compile(rb"^(?:\x1b\[[0-9;]*m)*@@ ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _FileVersion:
    """A version of a file: its path, git's copy of its content, and its mode."""

    file: Path
    name: str
    mode: str

    @property
    def exists(self) -> bool:
        return str(self.file) != os.devnull

    @property
    def files_by_name(self) -> dict[str, Path]:
        return {self.name: self.file} if self.exists else {}


def run(arguments: Sequence[str]) -> None:
    """Print the difference of a file.

    Args:
        arguments: as git passes them: path, old file, hex and mode, new file, hex and mode. For a
            renamed file, the new path and git's words for the rename follow. For a file with an
            unsolved merge there is only the path.
    """
    if len(arguments) == 1:
        click.echo(f"* Unmerged path {printable(arguments[0])}")
        return
    if len(arguments) not in (7, 9):
        raise UsageError("This command is for git, which passes 1, 7 or 9 arguments.")
    path, old_file, _, old_mode, new_file, _, new_mode = arguments[:7]
    new_path = arguments[7] if len(arguments) > 7 else path
    before = _FileVersion(Path(old_file), path, old_mode)
    after = _FileVersion(Path(new_file), new_path, new_mode)
    has_colour = _has_colour()
    if not _print_claims(before, after, has_colour=has_colour):
        _print_lines(before, after, has_colour=has_colour)
    sys.stdout.flush()


def _has_colour() -> bool:
    """Return whether git would use colours. Only git knows whether it has started a pager."""
    if os.environ.get("NO_COLOR"):
        return False
    return wants_colour("color.diff", Path.cwd(), supports_colour(sys.stdout))


def _print_claims(before: _FileVersion, after: _FileVersion, *, has_colour: bool) -> bool:
    """Print which claims changed; return False if no claim did or the file holds no claims."""
    if any(is_about_whole_ledger(PurePosixPath(v.name).name) for v in (before, after)):
        return False
    try:
        diff = read_version_files(before.files_by_name, after.files_by_name).diff()
    except ClaimkitError:
        return False
    if not diff.documents:
        return False
    print_diff(diff, DiffDisplay(colour="always" if has_colour else "never"))
    return True


def _print_lines(before: _FileVersion, after: _FileVersion, *, has_colour: bool) -> None:
    """Print the lines that changed, with the header that git would print."""
    style = make_style(has_colour=has_colour)
    lines = [f"diff --git a/{before.name} b/{after.name}"]
    if before.exists and after.exists and before.mode != after.mode:
        lines += [f"old mode {before.mode}", f"new mode {after.mode}"]
    changed = diff_text(
        before.file.absolute(), after.file.absolute(), Path.cwd(), colour=has_colour
    )
    hunk = _FIRST_HUNK.search(changed)
    if hunk:
        lines.append(f"--- a/{before.name}" if before.exists else f"--- {os.devnull}")
        lines.append(f"+++ b/{after.name}" if after.exists else f"+++ {os.devnull}")
    elif b"\nBinary files " in changed:
        lines.append("the bytes differ; this is no text")
    hunks = changed[hunk.start() :] if hunk else b""
    sys.stdout.write("".join(f"{style(line, 'path')}\n" for line in lines))
    sys.stdout.flush()
    sys.stdout.buffer.write(hunks)
