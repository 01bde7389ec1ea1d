"""Read and write git's configuration, and use its settings for colour and pager."""

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
    """Return a value of git's configuration, or None if it is not set.

    Args:
        scope: ``local``, ``global`` or ``system``; all of them by default.
        is_path: expand a leading ``~``.
    """
    arguments = ["config", *([f"--{scope}"] if scope else [])]
    arguments += [*(["--type=path"] if is_path else []), "--get", key]
    try:
        return run(arguments, folder).decode(errors="replace").rstrip("\n")
    except GitError:
        return None


def set_config(settings: Mapping[str, str], folder: Path, *, scope: str) -> None:
    """Write values to git's ``local`` or ``global`` configuration.

    Raises:
        GitError: if git cannot write them.
    """
    for key, value in settings.items():
        run(("config", f"--{scope}", "--replace-all", key, value), folder)


def remove_config_section(section: str, folder: Path, *, scope: str) -> bool:
    """Remove a section such as ``diff.claimkit``; return whether it existed."""
    try:
        run(("config", f"--{scope}", "--remove-section", section), folder)
    except GitError:
        return False
    return True


def wants_colour(key: str, folder: Path, is_terminal: bool) -> bool:
    """Return whether a setting such as ``color.diff`` asks for colour."""
    try:
        answer = run(("config", "--get-colorbool", key, str(is_terminal).lower()), folder)
    except GitError:
        return is_terminal
    return answer.strip() == b"true"


@contextmanager
def open_pager(folder: Path) -> Iterator[IO[bytes] | None]:
    """Provide the input of the pager that git would use, or None if there is no pager."""
    try:
        pager = run(("var", "GIT_PAGER"), folder).decode(errors="surrogateescape").strip()
    except GitError:
        pager = os.environ.get("PAGER", "less")
    if pager in ("", "cat"):
        yield None
        return
    environment = {"LESS": "FRX", "LV": "-c"} | dict(os.environ)
    try:
        # The setting is the user's own command line. Git runs it through the shell, too.
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
