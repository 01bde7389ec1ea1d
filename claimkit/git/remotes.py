"""Ask remote repositories for commits."""

from __future__ import annotations

import os
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from claimkit.git.process import GitError, run

TIMEOUT_S = 60
_PROTOCOLS = "https:ssh:git:http:file"
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


def is_commit(revision: str) -> bool:
    """Return whether a revision is the full hash of a commit."""
    return _COMMIT.fullmatch(revision) is not None


def find_remote_commit(address: str, revision: str) -> str | None:
    """Return the commit that a tag or a branch of a remote repository names.

    A tag goes before a branch of the same name, as in git. None means that there is neither.

    Raises:
        GitError: if the repository cannot be reached, or does not answer in time.
    """
    names = [f"refs/tags/{revision}^{{}}", f"refs/tags/{revision}", f"refs/heads/{revision}"]
    names += [revision] if revision == "HEAD" or revision.startswith("refs/") else []
    variables = {"GIT_ALLOW_PROTOCOL": _PROTOCOLS}
    if "GIT_SSH_COMMAND" not in os.environ and "GIT_SSH" not in os.environ:
        variables["GIT_SSH_COMMAND"] = "ssh -o BatchMode=yes"
    # The configuration of the current repository must not lead to another address.
    with TemporaryDirectory() as folder:
        output = run(
            ("ls-remote", "--", address, *names),
            Path(folder),
            variables=variables,
            timeout_s=TIMEOUT_S,
        )
    commits = {}
    for line in output.decode(errors="replace").splitlines():
        commit, _, name = line.partition("\t")
        commits[name] = commit
    return next((commits[name] for name in names if name in commits), None)


def read_checkout(folder: Path) -> tuple[str, str]:
    """Return the address of a checkout's remote repository ``origin``, and its current commit.

    Raises:
        GitError: if it has none, or the commit is not on a branch of the remote repository.
    """
    commit = run(("rev-parse", "--verify", "HEAD"), folder).decode().strip()
    try:
        address = run(("remote", "get-url", "origin"), folder).decode(errors="replace").strip()
    except GitError as error:
        raise GitError(
            f"{folder}: this checkout has no remote repository named origin",
            hint="name the address of the repository instead",
        ) from error
    if not run(("branch", "--remotes", "--contains", commit), folder).strip():
        raise GitError(
            f"{folder}: its commit {commit[:12]} is on no branch of {address}",
            hint="push it first, or check out a commit that has been pushed",
        )
    return address, commit
