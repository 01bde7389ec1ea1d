"""Write data to a file or to standard output."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from claimkit.project.output_files import WriteBytes, open_output_file

WriteText = Callable[[str], None]


@contextmanager
def open_output(path: Path | None) -> Iterator[WriteText]:
    """Provide a function that writes text in UTF-8 to a file, or to standard output if None.

    Raises:
        ClaimkitError: if the file cannot be written.
    """
    with open_binary_output(path) as write:
        yield lambda text: write(text.encode())


@contextmanager
def open_binary_output(path: Path | None) -> Iterator[WriteBytes]:
    """Provide a function that writes bytes to a file, or to standard output if None.

    Raises:
        ClaimkitError: if the file cannot be written.
    """
    if path is not None:
        with open_output_file(path) as write:
            yield write
        return
    stream = sys.stdout.buffer
    yield lambda data: _write(stream, data)
    stream.flush()


def _write(stream: IO[bytes], data: bytes) -> None:
    stream.write(data)
