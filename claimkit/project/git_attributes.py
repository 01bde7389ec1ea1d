"""Read and write claimkit's lines in git's attribute files; other lines are left unchanged."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from claimkit.errors import ClaimkitError
from claimkit.ledger.safe_files import MAX_BYTES
from claimkit.project.output_files import open_output_file
from claimkit.regular_files import read_regular_file

_BEGIN = b"# >>> claimkit git enable; `claimkit git disable` takes these lines out >>>\n"
_BEGIN_WITHOUT_END_BEFORE = _BEGIN.replace(b";", b" (the line above had no end);")
_END = b"# <<< claimkit <<<\n"
_BLOCK = re.compile(
    rb"(?:\n(?P<glued>%b)|^%b)(?P<lines>(?:.*\n)*?)%b"
    % tuple(map(re.escape, (_BEGIN_WITHOUT_END_BEFORE, _BEGIN, _END))),
    re.MULTILINE,
)
_GLOB = re.compile(r"([\\*?\[\]])")
_NEEDS_QUOTES = re.compile(r"""[\s"\x00-\x1f]|\A[#!]""")
_ATTRIBUTES = "diff=claimkit merge=claimkit"


def attribute_pattern(folder: str, files: str) -> str:
    r"""Return the pattern for files of a folder, relative to the attributes file.

    >>> attribute_pattern("my [old] ledger", "**/*.yaml")
    '"/my \\\\[old\\\\] ledger/**/*.yaml"'
    """
    escaped = _GLOB.sub(r"\\\1", folder)
    pattern = f"/{files}" if folder == "." else f"/{escaped}/{files}"
    if _NEEDS_QUOTES.search(pattern):
        pattern = '"' + pattern.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return pattern


def attribute_line(folder: str) -> str:
    """Return the line for the ledger files below a folder.

    >>> attribute_line("ledger")
    '/ledger/**/*.yaml diff=claimkit merge=claimkit'
    """
    return f"{attribute_pattern(folder, '**/*.yaml')} {_ATTRIBUTES}"


ANY_LEDGER_LINE = f"**/ledger/**/*.yaml {_ATTRIBUTES}"
"""The line for the ledgers of all repositories, which have to be in a folder named ledger."""


def read_lines(path: Path) -> list[str]:
    """Return claimkit's lines in a file; an empty list if the file does not exist."""
    match = _BLOCK.search(_read(path))
    return os.fsdecode(match["lines"]).splitlines() if match else []


def write_lines(path: Path, lines: Sequence[str]) -> bool:
    """Replace claimkit's lines in a file, or add them at its end; return whether it changed.

    Without lines, the block is removed. The file is removed as well if it has no other lines.

    Raises:
        ClaimkitError: if the file cannot be read or written.
    """
    before = _read(path)
    match = _BLOCK.search(before)
    text = b"".join(os.fsencode(f"{line}\n") for line in lines)
    if not lines:
        after = before[: match.start()] + before[match.end() :] if match else before
    elif match:
        after = before[: match.start("lines")] + text + before[match.end("lines") :]
    elif before and not before.endswith(b"\n"):
        after = b"".join((before, b"\n", _BEGIN_WITHOUT_END_BEFORE, text, _END))
    else:
        after = b"".join((before, _BEGIN, text, _END))
    if after == before:
        return False
    _write(path, after)
    return True


def _read(path: Path) -> bytes:
    try:
        return read_regular_file(path, MAX_BYTES)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise ClaimkitError(f"{path}: can't be read: {error.strerror}") from error


def _write(path: Path, data: bytes) -> None:
    try:
        if not data and not path.is_symlink():
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ClaimkitError(f"{path}: can't be written: {error.strerror}") from error
    with open_output_file(path) as write:
        write(data)
