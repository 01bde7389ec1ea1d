"""Settings of git's, among them the colours and the pager that it would take."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from claimkit.git.process import GitError, run


def find_config(
    key: str, folder: Path, *, scope: str | None = None, is_path: bool = False
) -> str | None:
    """Return a setting of git's; None if it is not set.

    Args:
        scope: ``local``, ``global`` or ``system``; all of them by default.
        is_path: write a ``~`` at its beginning out.
    """
    arguments = ["config", *([f"--{scope}"] if scope else [])]
    arguments += [*(["--type=path"] if is_path else []), "--get", key]
    try:
        return run(arguments, folder).decode(errors="replace").rstrip("\n")
    except GitError:
        return None


def set_config(settings: Mapping[str, str], folder: Path, *, scope: str) -> None:
    """Write settings of git's, ``local`` or ``global``.

    Raises:
        GitError: if git can't write them.
    """
    for key, value in settings.items():
        run(("config", f"--{scope}", "--replace-all", key, value), folder)


def remove_config_section(section: str, folder: Path, *, scope: str) -> bool:
    """Remove a section such as ``diff.claimkit``; return whether it was there."""
    try:
        run(("config", f"--{scope}", "--remove-section", section), folder)
    except GitError:
        return False
    return True


def wants_colour(key: str, folder: Path, is_terminal: bool) -> bool:
    """Tell whether git's settings, such as ``color.diff``, ask for colour."""
    try:
        answer = run(("config", "--get-colorbool", key, str(is_terminal).lower()), folder)
    except GitError:
        return is_terminal
    return answer.strip() == b"true"


@contextmanager
def open_pager(folder: Path) -> Iterator[IO[bytes] | None]:
    """Give the input of the pager that git would take; None where there is to be none."""
    try:
        pager = run(("var", "GIT_PAGER"), folder).decode(errors="surrogateescape").strip()
    except GitError:
        pager = os.environ.get("PAGER", "less")
    if pager in ("", "cat"):
        yield None
        return
    environment = {"LESS": "FRX", "LV": "-c"} | dict(os.environ)
    try:
        # Through the shell, as git does: the setting is a command line of the user's own.
        process = subprocess.Popen(  # noqa: S602
            pager,
            shell=True,
            stdin=subprocess.PIPE,
            env=environment,
            cwd=folder,
        )
    except OSError:
        yield None
        return
    try:
        yield process.stdin
    finally:
        if process.stdin is not None:
            with suppress(BrokenPipeError):
                process.stdin.close()
        process.wait()
