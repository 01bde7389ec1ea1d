"""Print text, optionally through git's pager."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import suppress
from itertools import chain
from pathlib import Path

from claimkit.cli.terminal.streams import discard
from claimkit.git.settings import open_pager

WIDTH = 80
"""The columns of an output that does not go to a terminal."""


def find_width() -> int:
    """Return the columns of the terminal, or the usual ones if the output goes elsewhere."""
    if not sys.stdout.isatty():
        return WIDTH
    from shutil import get_terminal_size  # loads all libraries of compression

    return get_terminal_size().columns


def print_text(pieces: Iterable[str], *, pager_of: Path | None = None) -> None:
    """Write text unchanged to standard output or to a pager.

    Args:
        pager_of: a folder; on a terminal, the text goes to the pager that git has there.
    """
    pieces = iter(pieces)
    first = next(pieces, None)
    if first is None:  # without text, no pager is started
        return
    if pager_of is not None and sys.stdout.isatty():
        with open_pager(pager_of) as stream:
            if stream is not None:
                with suppress(BrokenPipeError):  # the user has quit the pager
                    stream.writelines(piece.encode() for piece in chain([first], pieces))
                return
    try:
        for piece in chain([first], pieces):
            sys.stdout.write(piece)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough; the command still has its exit code
        discard(sys.stdout)
