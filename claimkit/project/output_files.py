"""Write files outside the ledger. The old file stays until the new one is complete."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, cast

from claimkit.errors import ClaimkitError

WriteBytes = Callable[[bytes], None]


@contextmanager
def open_output_file(path: Path) -> Iterator[WriteBytes]:
    """Provide a function that writes bytes to a file.

    The file takes its place when the block ends without an exception; until then, and after an
    exception, the old file stays. A link stays a link, and the file's mode stays. A file that is
    not a regular file, such as a pipe or /dev/null, is written to directly.

    Raises:
        ClaimkitError: if the file cannot be written.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        with _open(target, path) as file:
            yield lambda data: _write(file, data, path)
        return
    temporary = target.with_name(f".{target.name}.tmp")
    try:
        # A link at this place, which a repository could bring, is not followed.
        with _report_failure(path):
            temporary.unlink(missing_ok=True)
        with _open(temporary, path, "xb") as file:
            yield lambda data: _write(file, data, path)
            with _report_failure(path):
                file.flush()
                os.fsync(file.fileno())
        with _report_failure(path):
            if target.exists():
                shutil.copymode(target, temporary)
            temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def _open(target: Path, path: Path, mode: str = "wb") -> IO[bytes]:
    with _report_failure(path):
        return cast("IO[bytes]", target.open(mode))


def _write(file: IO[bytes], data: bytes, path: Path) -> None:
    with _report_failure(path):
        file.write(data)


@contextmanager
def _report_failure(path: Path) -> Iterator[None]:
    """Turn an `OSError` into an exception whose message names the file."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ClaimkitError(
            f"{path}: can't be written: {error.strerror or error}",
            hint="check that its folder exists, that you may write to it and that it has room",
        ) from error
