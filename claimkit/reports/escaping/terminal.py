"""Escape text for a terminal, and for a log that a CI system reads line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator

# GitHub's runner takes a line that begins with two colons for a command, and `##[` anywhere in it;
# Azure's takes `##vso[`. A piece of text may begin a line, so its first colon is escaped.
_COMMAND = re.compile(r"^\s*:(?=:)|##(?=\[|vso\[)", re.MULTILINE)


def printable(text: str) -> str:
    r"""Return a text with control characters and broken Unicode as escapes.

    This prevents documents and ledgers from controlling the terminal, or the CI system that reads
    the log.

    >>> printable("a\x1b[2Jb"), printable("::error::x")
    ('a\\x1b[2Jb', '\\x3a:error::x')
    """
    return "".join(_escaped(escape_commands(text)))


def printable_lines(text: str) -> str:
    """Return a text as `printable` does, but keep line feeds."""
    return "\n".join(map(printable, text.split("\n")))


def escape_commands(text: str) -> str:
    """Return a text in which no line is a command for a CI system.

    `printable` does this as well. But where printable words are folded into the lines of a table,
    a line can begin anywhere in them.
    """
    return _COMMAND.sub(_escape_last, text)


def _escaped(text: str) -> Iterator[str]:
    for character in text:
        if character.isprintable():
            yield character
        else:
            yield character.encode("unicode_escape").decode("ascii")


def _escape_last(match: re.Match[str]) -> str:
    return f"{match[0][:-1]}\\x{ord(match[0][-1]):02x}"
