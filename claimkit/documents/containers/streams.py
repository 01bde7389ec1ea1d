"""Open files with many documents, which may be compressed, and name what is wrong with them."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from claimkit.documents.file_signatures import find_signature
from claimkit.documents.formats import ARCHIVE, Format
from claimkit.errors import DocumentError

_HEAD = 4096
_MAX_GROWTH = 200  # text shrinks to a third or a tenth, a trap for readers to a thousandth
_MIN_SUSPECT = 16_000_000
_BUFFER = 65_536
_CHUNK = 16_000_000
MAX_SKIPPED = 1_000_000_000
"""The longest stretch of a file without a document that is skipped."""


class Stream(Protocol):
    """What is read of a file, compressed or not."""

    def read(self, size: int = ..., /) -> bytes: ...

    def readline(self, size: int = ..., /) -> bytes: ...

    def peek(self, size: int, /) -> bytes: ...


@contextmanager
def open_stream(path: Path, form: Format) -> Iterator[Stream]:
    """Open a file for reading from its start, uncompressed if its name ends in ``.gz``.

    Raises:
        DocumentError: if it cannot be read, now or while the caller reads it, or if it is of
            another format than ``form``.
    """
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise DocumentError(
                f"{path}: this is neither a file nor a folder", hint="save the corpus in a file"
            )
        with path.open("rb") as file:
            _refuse_other_format(file.peek(_HEAD)[:_HEAD], path, form)
            if path.name.lower().endswith(".gz"):
                limit = max(_MIN_SUSPECT, _MAX_GROWTH * path.stat().st_size)
                with gzip.GzipFile(fileobj=file) as inner:
                    yield io.BufferedReader(_Limited(inner, limit, path), _BUFFER)
            else:
                yield file
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise DocumentError(
            f"{path}: the compressed file is damaged or was cut off", hint="get the file again"
        ) from error
    except OSError as error:
        raise DocumentError(
            f"{path}: can't be read: {error.strerror or error}",
            hint="check the path and its permissions",
        ) from error


def skip_line(file: Stream, path: Path) -> None:
    """Skip the rest of a line that is too long to read.

    Raises:
        DocumentError: if the line goes on for too long, as in a file of null characters.
    """
    skipped = 0
    while (line := file.readline(_CHUNK)) and not line.endswith(b"\n"):
        skipped += len(line)
        if skipped > MAX_SKIPPED:
            raise DocumentError(
                f"{path}: a line of the file has more than {MAX_SKIPPED:,} bytes",
                hint="get the file again, or correct the line",
            )


class _Limited(io.RawIOBase):
    """What a compressed file unpacks to, up to a limit."""

    def __init__(self, inner: gzip.GzipFile, limit: int, path: Path) -> None:
        self._inner = inner
        self._left = limit
        self._path = path

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = self._inner.read1(len(buffer))  # what comes before damage is not lost
        buffer[: len(piece)] = piece
        self._left -= len(piece)
        if self._left < 0:
            raise DocumentError(
                f"{self._path}: the file unpacks to more than {_MAX_GROWTH} times its size",
                hint="if you trust it, unpack it and name the unpacked file",
            )
        return len(piece)


def _refuse_other_format(head: bytes, path: Path, form: Format) -> None:
    found = find_signature(head)
    is_compressed = found is ARCHIVE and path.name.lower().endswith(".gz")
    if found is None or found is form or is_compressed:
        return
    raise DocumentError(
        f"{path}: this is {found.name}, although its name says that it is {form.name}",
        hint="give the file the suffix of the format that it has",
    )
