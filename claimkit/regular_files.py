"""Read regular files only, up to a size, so that no path can make a read endless.

A ledger, a configuration or a link in a repository may name a device, a pipe or a huge file. Such
a file is refused before it is opened. `document_path` also refuses paths that lead out of the
project.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path, PurePosixPath, PureWindowsPath

_SAFE_OPENING = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a pipe that took the place of the file does not block
)

_SHELL_PIPES = ("/dev/fd/", "/proc/self/fd/")


class UnsuitableFileError(OSError):
    """A path that must not be read: no regular file, too large, or out of the project."""

    def __init__(self, reason: str) -> None:
        super().__init__(None, reason)
        self.reason = reason


class TooLargeError(UnsuitableFileError):
    """A file with more bytes than are read."""

    def __init__(self, max_bytes: int) -> None:
        super().__init__(f"the file is larger than {max_bytes:,} bytes")


def read_regular_file(path: Path, max_bytes: int) -> bytes:
    """Return the bytes of a regular file; links are followed.

    Raises:
        UnsuitableFileError: if it is no regular file or has more bytes.
        OSError: if it cannot be read.
    """
    try:
        _refuse_unsuitable(path.stat(), max_bytes)
        handle = os.open(path, _SAFE_OPENING)
    except ValueError as error:  # a null character, or a character that no file name can have
        raise UnsuitableFileError("this cannot be the path of a file") from error
    with os.fdopen(handle, "rb") as file:
        _refuse_unsuitable(os.fstat(handle), max_bytes)  # it may be another file by now
        data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise TooLargeError(max_bytes)
    return data


def read_operand(path: Path, max_bytes: int) -> bytes:
    """Return the bytes of a file that the user names on the command line.

    The null device is an empty file. The pipe that a shell makes of ``<(…)`` is read, too.

    Raises:
        UnsuitableFileError: if it is another device or pipe, or has more bytes.
        OSError: if it cannot be read.
    """
    if str(path) == os.devnull:
        return b""
    if not is_shell_pipe(path):
        return read_regular_file(path, max_bytes)
    with path.open("rb") as file:
        data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise TooLargeError(max_bytes)
    return data


def is_shell_pipe(path: Path) -> bool:
    """Return whether a path is how a shell names a pipe that it has opened for the command."""
    name = path.as_posix()
    if not (name.startswith(_SHELL_PIPES) or name == "/dev/stdin"):
        return False
    try:
        return stat.S_ISFIFO(path.stat().st_mode)
    except OSError:
        return False


def document_path(root: Path, name: str) -> Path:
    """Return the real path of a document from its path in a ledger; nothing is opened.

    Raises:
        UnsuitableFileError: if the path or a link on it leads out of the project, or the path
            cannot be one of a ledger.
    """
    parts = PurePosixPath(name)
    if not name or "\0" in name or parts.is_absolute() or ".." in parts.parts:
        raise UnsuitableFileError("this is not a path below the project's folder")
    if PureWindowsPath(name).drive or name.startswith("\\"):
        raise UnsuitableFileError("this is not a path below the project's folder")
    try:
        real = Path(os.path.realpath(root / name))
        top = os.path.realpath(root)
    except (OSError, ValueError) as error:
        raise UnsuitableFileError("this cannot be the path of a file") from error
    if not real.is_relative_to(top):
        raise UnsuitableFileError("this path leads out of the project")
    return real


def _refuse_unsuitable(status: os.stat_result, max_bytes: int) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(status.st_mode):
        raise UnsuitableFileError("this is neither a file nor a folder")
    if status.st_size > max_bytes:
        raise TooLargeError(max_bytes)
