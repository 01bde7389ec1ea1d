"""Run git as a process and turn its errors into exceptions."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from claimkit.errors import ClaimkitError

_FOREIGN_VARIABLES = ("GIT_EXTERNAL_DIFF", "GIT_DIFF_OPTS", "GIT_LITERAL_PATHSPECS")
_SAFE_SETTINGS = {
    # A repository's own configuration may name programs. None of these is needed for reading.
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "log.showSignature": "false",
    "protocol.ext.allow": "never",
    # A folder in a working tree that looks like a repository would bring its own configuration.
    "safe.bareRepository": "explicit",
}


class GitError(ClaimkitError):
    """Git is missing or a git command failed."""


def run(
    arguments: Sequence[str],
    folder: Path,
    stdin: bytes = b"",
    *,
    variables: Mapping[str, str] | None = None,
    timeout_s: float | None = None,
) -> bytes:
    """Return the output of a git command.

    Args:
        variables: more environment variables for git.
        timeout_s: stop the command after this time; None waits without a limit.

    Raises:
        GitError: if it fails.
    """
    done = start(["git", *arguments], folder, stdin, variables=variables, timeout_s=timeout_s)
    if done.returncode == 0:
        return done.stdout
    line = first_line(done.stderr)
    if "not a git repository" in line:
        raise GitError(
            f"{folder}: this is not in a git repository",
            hint="run claimkit inside one, make one with `git init`, or compare two files or "
            "folders by name",
        )
    if "detected dubious ownership" in line:
        raise GitError(
            f"{folder}: git does not trust this repository, because it belongs to another user",
            hint="if you trust it, run `git config --global --add safe.directory FOLDER`, with "
            "the folder that has the .git",
        )
    if "must be run in a work tree" in line or "cannot use bare repository" in line:
        raise GitError(f"{folder}: this repository has no working tree", hint="use a clone of it")
    raise GitError(line or f"git {arguments[0]} failed ({done.returncode})")


def start(
    command: Sequence[str],
    folder: Path,
    stdin: bytes,
    *,
    variables: Mapping[str, str] | None = None,
    timeout_s: float | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run a command of git and return its result, also if it fails.

    Raises:
        GitError: if the command cannot be started, or takes longer than it may.
    """
    environment = {
        name: value for name, value in os.environ.items() if name not in _FOREIGN_VARIABLES
    }
    # English messages can be recognised. Without optional locks, reading never rewrites the index.
    environment |= {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    environment |= variables or {}
    program, *arguments = command
    settings = [part for pair in _SAFE_SETTINGS.items() for part in ("-c", "=".join(pair))]
    try:
        return subprocess.run(
            [program, *settings, *arguments],
            cwd=folder,
            env=environment,
            input=stdin,
            capture_output=True,
            timeout=timeout_s,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise GitError(f"git {arguments[0]} took longer than {timeout_s:.0f} seconds") from error
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
