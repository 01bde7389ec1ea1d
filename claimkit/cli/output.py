"""Data to a file or to stdout."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from claimkit.errors import ClaimkitError

Write = Callable[[str], None]


@contextmanager
def open_output(path: Path | None) -> Iterator[Write]:
    """Give a function that writes text, in UTF-8, to a file or (None) to stdout.

    The file takes its place when the block ends well; until then, and after any trouble, what
    was there before is there. What is no regular file (a pipe, /dev/null) is written directly.

    Raises:
        ClaimkitError: if the file can't be written.
    """
    with open_binary_output(path) as write:
        yield lambda text: write(text.encode())


@contextmanager
def open_binary_output(path: Path | None) -> Iterator[Callable[[bytes], None]]:
    """Do as `open_output`, for bytes. A link stays a link, and a file's mode what it was."""
    if path is None:
        stream = sys.stdout.buffer
        yield lambda data: _write(stream, data)
        stream.flush()
        return
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        with _open(target, path) as file:
            yield lambda data: _write(file, data, path)
        return
    temporary = target.with_name(f".{target.name}.tmp")
    try:
        with _open(temporary, path) as file:
            yield lambda data: _write(file, data, path)
            with _trouble_is_named(path):
                file.flush()
                os.fsync(file.fileno())
        with _trouble_is_named(path):
            if target.exists():
                shutil.copymode(target, temporary)
            temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def _open(target: Path, path: Path) -> IO[bytes]:
    with _trouble_is_named(path):
        return target.open("wb")


def _write(stream: IO[bytes], data: bytes, path: Path | None = None) -> None:
    if path is None:
        stream.write(data)
    else:
        with _trouble_is_named(path):
            stream.write(data)


@contextmanager
def _trouble_is_named(path: Path) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ClaimkitError(
            f"{path}: can't be written: {error.strerror or error}",
            hint="check that its folder is there, is yours to write and has room",
        ) from error
