"""Write to standard streams that may be closed, full, or no longer read."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import click


def open_missing_streams() -> None:
    """Open the null device in place of stdout and stderr if the caller has closed them."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            stream = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (it stays open)
            setattr(sys, name, stream)


def has_keyboard() -> bool:
    """Return whether a person can answer: standard input is open and a terminal."""
    return sys.stdin is not None and sys.stdin.isatty()


def write_message(text: str, *, has_colour: bool | None = None) -> None:
    """Write a line to stderr; a message that cannot be written changes nothing else.

    Args:
        has_colour: as ``color`` of `click.echo`.
    """
    try:
        click.echo(text, err=True, color=has_colour)
    except OSError:
        discard(sys.stderr)


def write_output(text: str, *, nl: bool = True) -> None:
    """Write text to standard output, for commands that must go on if nobody reads it any more.

    Args:
        nl: whether to end with a line feed.

    Raises:
        OSError: if it cannot be written for another reason.
    """
    try:
        click.echo(text, nl=nl)
    except BrokenPipeError:
        discard(sys.stdout)


def flush_output() -> None:
    """Write what is left in the buffer of standard output.

    Raises:
        OSError: if it cannot be written.
    """
    if not sys.stdout.closed:
        sys.stdout.flush()


def discard(stream: IO[Any]) -> None:
    """Let a standard stream lose what is written to it from now on.

    Otherwise Python would write the rest of its buffer at exit, fail, and change the exit code.
    """
    with suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)
