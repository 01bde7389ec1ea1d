"""Open zip archives of strangers, and read their members within limits."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

_END = b"PK\x05\x06"
_MAX_COMMENT = 65_536
_MAX_DIRECTORY = 4_000_000  # bytes; some ten thousand members
_CHUNK = 65_536

ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    RuntimeError,  # a member with a password
    NotImplementedError,  # a compression of another program
    ValueError,
    EOFError,
    KeyError,  # a member that is missing
)
"""What reading an archive may raise if it is damaged or odd."""


def open_archive(data: bytes) -> zipfile.ZipFile:
    """Open an archive whose list of members fits into memory.

    Raises:
        zipfile.BadZipFile: if it is no archive, cut off, or has too many members.
    """
    end = data.rfind(_END, max(0, len(data) - _MAX_COMMENT - 22))
    if end < 0:
        raise zipfile.BadZipFile("the end of the archive is missing")
    if int.from_bytes(data[end + 12 : end + 16], "little") > _MAX_DIRECTORY:
        raise zipfile.BadZipFile("the archive has too many members")
    return zipfile.ZipFile(io.BytesIO(data))


def iter_member(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Yield the content of a member in pieces, which the caller may stop reading."""
    with archive.open(name) as file:
        while piece := file.read(_CHUNK):
            yield piece
