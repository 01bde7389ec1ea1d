"""Write files without loss, in a folder that is locked against other runs.

Text is written to a temporary file, which then replaces the old file. If a run is killed, either
the old or the new file is left. A lock on the folder keeps two runs from updating the same file.
On platforms and file systems without such locks, two simultaneous runs still leave whole files,
but the changes of the first run are lost.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path

from claimkit.errors import LedgerError
from claimkit.ledger.places import find_link
from claimkit.regular_files import UnsuitableFileError, read_regular_file

MAX_BYTES = 64_000_000
"""The largest size of a file that claimkit replaces."""

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


def differs(path: Path, text: str) -> bool:
    """Return whether a file is missing or has another text."""
    try:
        return read_regular_file(path, MAX_BYTES) != text.encode()
    except FileNotFoundError:
        return True
    except UnsuitableFileError as error:
        raise LedgerError(f"can't be written: {error.strerror}", path=str(path)) from error


def refuse_links(ledger_dir: Path, path: Path) -> None:
    """Refuse a file if a part of its path below the ledger's folder is a symbolic link.

    Writing through a link could change any file, and everyone who can commit to the repository
    can add a link.

    Raises:
        LedgerError: if there is one.
    """
    link = find_link(ledger_dir, path)
    if link is not None:
        raise LedgerError(
            "a symbolic link, which the ledger must not hold",
            path=str(link),
            hint="replace it with the file or folder that it points to, or remove it",
        )


_HELD: ContextVar[frozenset[str]] = ContextVar("held locks", default=frozenset())
_NOTICE: ContextVar[Callable[[Path], None] | None] = ContextVar("notice", default=None)
_PATIENCE_S = 1.0
_PAUSE_S = 0.02


def notify_of_waiting(notice: Callable[[Path], None]) -> None:
    """Set the function that is called with a folder when its lock is not free for a while."""
    _NOTICE.set(notice)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Lock a folder against other runs. This creates no lock file that could be left behind.

    Every command reads, changes and writes files of a ledger under one lock. A function that locks
    can call another one that does. The lock of a process that was killed is free.

    Raises:
        LedgerError: if the folder cannot be made.
    """
    key = os.path.realpath(folder)
    if key in _HELD.get():
        yield
        return
    with _as_ledger_error(folder):
        folder.mkdir(parents=True, exist_ok=True)
        handle = None if fcntl is None else os.open(folder, os.O_RDONLY)
    token = _HELD.set(_HELD.get() | {key})
    try:
        if handle is not None:
            _wait_for_lock(handle, folder)
        yield
    finally:
        _HELD.reset(token)
        if handle is not None:
            os.close(handle)


def _wait_for_lock(handle: int, folder: Path) -> None:
    """Take a lock; say so if another run keeps it for long."""
    end = time.monotonic() + _PATIENCE_S
    with suppress(OSError):  # a file system without locks
        while time.monotonic() < end:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(_PAUSE_S)
            else:
                return
        notice = _NOTICE.get()
        if notice is not None:
            notice(folder)
        fcntl.flock(handle, fcntl.LOCK_EX)


def write_text(path: Path, text: str) -> bool:
    """Replace a file's text atomically if it differs; return whether it did.

    The name of the temporary file is fixed, so the next run removes a file that a killed run left.
    A link at its place, which a repository could bring, is not followed.
    """
    temporary = path.with_name(f".{path.name}.tmp")
    with _as_ledger_error(path):
        if not differs(path, text):
            temporary.unlink(missing_ok=True)
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            temporary.unlink(missing_ok=True)
            with temporary.open("xb") as file:
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())
            if path.exists():
                temporary.chmod(stat.S_IMODE(path.stat().st_mode))
            temporary.replace(path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)
    return True


def remove(ledger_dir: Path, path: Path) -> None:
    """Remove a file, and the folders below the ledger's folder that become empty.

    Raises:
        LedgerError: if it can't be removed.
    """
    with _as_ledger_error(path):
        path.unlink(missing_ok=True)
        _sync_folder(path.parent)
    for folder in path.parents:
        if folder == ledger_dir:
            break
        try:
            folder.rmdir()
        except OSError:  # not empty
            break


def _sync_folder(folder: Path) -> None:
    """Make sure that a new name survives a power cut, on platforms that can open folders."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _as_ledger_error(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise LedgerError(f"can't be written: {error.strerror}", path=str(path)) from error
