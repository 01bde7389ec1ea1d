"""What git shows of a ledger file when it leaves its diff to claimkit."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import click

from claimkit.cli.diff import Display, show_text
from claimkit.cli.messages import is_lively, make_style, printable
from claimkit.errors import ClaimkitError
from claimkit.ledger.places import is_about_whole_ledger

_FIRST_HUNK = re.compile(rb"^(?:\x1b\[[0-9;]*m)*@@ ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Side:
    """A version of the file: git's copy of it, its name in the project, its mode."""

    file: Path
    name: str
    mode: str

    @property
    def is_there(self) -> bool:
        return str(self.file) != os.devnull


def run(arguments: Sequence[str]) -> None:
    """Print the difference of a file.

    Args:
        arguments: as git gives them: path, old file, hex and mode, new file, hex and mode, and
            where it was renamed its new path and git's words for that; of a file whose merge is
            not solved the path alone.
    """
    if len(arguments) == 1:
        click.echo(f"* Unmerged path {printable(arguments[0])}")
        return
    if len(arguments) not in (7, 9):
        raise click.UsageError("git calls this with 1, 7 or 9 arguments.")
    path, old_file, _, old_mode, new_file, _, new_mode = arguments[:7]
    new_path = arguments[7] if len(arguments) > 7 else path
    before = _Side(Path(old_file), path, old_mode)
    after = _Side(Path(new_file), new_path, new_mode)
    has_colour = _wants_colour()
    if not _show_claims(before, after, has_colour=has_colour):
        _show_lines(before, after, has_colour=has_colour)
    sys.stdout.flush()


def _wants_colour() -> bool:
    """Do as git, which knows by itself of a pager that it has started."""
    from claimkit.git.settings import wants_colour

    if os.environ.get("NO_COLOR"):
        return False
    return wants_colour("color.diff", Path.cwd(), is_lively(sys.stdout))


def _show_claims(before: _Side, after: _Side, *, has_colour: bool) -> bool:
    """Show which claims changed; return False where that can't be told, or none did."""
    from claimkit.cli.sides import Texts
    from claimkit.ledger.format.read import read_text

    if any(is_about_whole_ledger(PurePosixPath(side.name).name) for side in (before, after)):
        return False
    try:
        old, new = (
            {side.name: read_text(side.file)} if side.is_there else {} for side in (before, after)
        )
        found = Texts(old, new).diff()
    except ClaimkitError:
        return False
    if not found.documents:
        return False
    show_text(found, Display(colour="always" if has_colour else "never"))
    return True


def _show_lines(before: _Side, after: _Side, *, has_colour: bool) -> None:
    """Show the lines that changed, under the names that git would give the file."""
    from claimkit.git.texts import diff_text

    style = make_style(has_colour=has_colour)
    lines = [f"diff --git a/{before.name} b/{after.name}"]
    if before.is_there and after.is_there and before.mode != after.mode:
        lines += [f"old mode {before.mode}", f"new mode {after.mode}"]
    shown = diff_text(before.file.absolute(), after.file.absolute(), Path.cwd(), colour=has_colour)
    hunk = _FIRST_HUNK.search(shown)
    if hunk:
        lines.append(f"--- a/{before.name}" if before.is_there else f"--- {os.devnull}")
        lines.append(f"+++ b/{after.name}" if after.is_there else f"+++ {os.devnull}")
    elif b"\nBinary files " in shown:
        lines.append("the bytes differ; this is no text")
    shown = shown[hunk.start() :] if hunk else b""
    sys.stdout.write("".join(f"{style(line, 'path')}\n" for line in lines))
    sys.stdout.flush()
    sys.stdout.buffer.write(shown)
