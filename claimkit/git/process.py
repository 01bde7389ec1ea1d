"""Run git as a process and turn its errors into exceptions."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from claimkit.errors import ClaimkitError

_FOREIGN_VARIABLES = ("GIT_EXTERNAL_DIFF", "GIT_DIFF_OPTS", "GIT_LITERAL_PATHSPECS")


class GitError(ClaimkitError):
    """Git is missing or a git command failed."""


def run(arguments: Sequence[str], folder: Path, stdin: bytes = b"") -> bytes:
    """Return the output of a git command.

    Raises:
        GitError: if it fails.
    """
    done = start(["git", *arguments], folder, stdin)
    if done.returncode == 0:
        return done.stdout
    line = first_line(done.stderr)
    if "not a git repository" in line:
        raise GitError(
            f"{folder}: this is not in a git repository",
            hint="run claimkit inside one, make one with `git init`, or compare two files or "
            "folders by name",
        )
    if "must be run in a work tree" in line:
        raise GitError(f"{folder}: this repository has no working tree", hint="use a clone of it")
    raise GitError(line or f"git {arguments[0]} failed ({done.returncode})")


def start(command: Sequence[str], folder: Path, stdin: bytes) -> subprocess.CompletedProcess[bytes]:
    """Run a command of git and return its result, also if it fails.

    Raises:
        GitError: if the command cannot be started.
    """
    environment = {
        name: value for name, value in os.environ.items() if name not in _FOREIGN_VARIABLES
    }
    # English messages can be recognised. Without optional locks, reading never rewrites the index.
    environment |= {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    try:
        return subprocess.run(
            command, cwd=folder, env=environment, input=stdin, capture_output=True, check=False
        )
    except FileNotFoundError as error:
        if not folder.is_dir():
            raise GitError(f"{folder}: there is no such folder") from error
        raise GitError(
            "git is not installed, or not on the PATH",
            hint="install git, or compare two files or folders by name",
        ) from error
    except OSError as error:
        raise GitError(f"git can't be started: {error.strerror}") from error


def first_line(stderr: bytes) -> str:
    """Return the first line of git's error output, or an empty string."""
    lines = stderr.decode(errors="replace").strip().splitlines()
    return lines[0].removeprefix("fatal: ").removeprefix("error: ") if lines else ""
