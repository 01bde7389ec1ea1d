"""Decide from where CI and hooks get claimkit: always an exact state, never a name on an index."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from claimkit.errors import ClaimkitError
from claimkit.git.process import GitError
from claimkit.git.remotes import find_remote_commit, is_commit, read_checkout
from claimkit.regular_files import read_regular_file
from claimkit.version import VERSION

_MAX_WHEEL = 500_000_000
_GITHUB = re.compile(
    r"(?:(?:git\+)?(?:https://|ssh://git@|git@)github\.com[/:])?"
    r"(?P<name>[\w-][\w.-]*/[\w-][\w.-]*?)(?:\.git)?/?(?:@(?P<revision>[^@]+))?"
)
_ADDRESS = re.compile(
    r"(?:git\+)?(?P<address>(?:https?|ssh|git|file)://(?:[^/@]*@)?[^/@]*/[^@]+|git@[^:@/]+:[^@]+)"
    r"(?:@(?P<revision>[^@]+))?"
)
_WHEEL = re.compile(r"(?P<place>[^#]+\.whl)(?:#(?P<hash>.*))?")
_FORBIDDEN = re.compile(r"[\s\"'\\$`\x00-\x1f\x7f]")
_PASSWORD = re.compile(r"://[^/@]*:[^/@]*@|https?://[^/@]+@")

NOT_ON_AN_INDEX = (
    "claimkit is on no package index, and a package with its name there is not claimkit"
)
_FORMS = (
    "name OWNER/REPOSITORY on GitHub, the address of a git repository, the folder of a checkout, "
    "or a wheel"
)


@dataclass(frozen=True, slots=True)
class ClaimkitSource:
    """The place from which CI and hooks get claimkit; all are None if it is not known.

    ``requirement`` is what pip installs. ``action`` is the action on GitHub. ``repository`` and
    ``commit`` are for the hooks. ``label`` is the name of the commit, for people. ``wheel_hash``
    belongs to a wheel in the repository, whose path is then the requirement.
    """

    requirement: str | None = None
    action: str | None = None
    repository: str | None = None
    commit: str | None = None
    label: str | None = None
    wheel_hash: str | None = None


def read_source(text: str | None, top: Path) -> ClaimkitSource:
    """Return the source that a user has named.

    Revisions become full hashes of commits, because a tag or a branch can be moved. For this the
    remote repository is asked, unless the user names a full hash.

    Args:
        top: the root of the user's repository. A wheel must be below it, so that CI has it.

    Raises:
        ClaimkitError: if the source is not one of the known forms, or not exact.
    """
    if text is None:
        return ClaimkitSource()
    if _FORBIDDEN.search(text):
        raise ClaimkitError(
            f"{text!r}: no blanks, quotation marks, backslashes or dollar signs in --from"
        )
    if _PASSWORD.search(text):
        raise ClaimkitError(
            "--from: the address has a user name or a password, and everybody who reads the "
            "repository would see it",
            hint="leave it out; CI has settings for secrets",
        )
    wheel = _WHEEL.fullmatch(text)
    if wheel is not None:
        if "://" in text:
            return _read_wheel_address(wheel["place"], wheel["hash"])
        return _read_wheel_file(Path(wheel["place"]), wheel["hash"], top)
    if text.startswith((".", "/", "~")):
        return _read_checkout(Path(text).expanduser())
    github, address = _GITHUB.fullmatch(text), _ADDRESS.fullmatch(text)
    if github is not None:
        return _read_repository(f"https://github.com/{github['name']}", github["revision"])
    if address is not None:
        return _read_repository(address["address"], address["revision"])
    raise ClaimkitError(f"--from {text}: {NOT_ON_AN_INDEX}", hint=_FORMS)


def _read_repository(address: str, revision: str | None) -> ClaimkitSource:
    if revision is not None and is_commit(revision):
        return _at_commit(address, revision, None)
    name = revision or f"v{VERSION}"
    exact = f"--from {address.removeprefix('https://github.com/')}@HASH"
    if re.fullmatch(r"[0-9a-f]{7,39}", name):
        raise ClaimkitError(
            f"{address}: {name} is the beginning of a commit hash, and another commit can have "
            "the same one",
            hint=f"name all 40 digits: {exact}; `git rev-parse {name}` in a clone prints them",
        )
    try:
        commit = find_remote_commit(address, name)
    except GitError as error:
        raise ClaimkitError(
            f"{address}: can't be asked which commit {name} is: {error.message}",
            hint=f"name the commit with all 40 digits of its hash: {exact}; "
            f"`git rev-parse {name}` in a clone prints it",
        ) from error
    if commit is None:
        lacks = f"has no tag or branch {name}"
        if revision is None:
            lacks += ", which would be this version of claimkit"
        raise ClaimkitError(
            f"{address}: the repository {lacks}",
            hint=f"name a tag, a branch or a commit: {exact.replace('HASH', 'REVISION')}",
        )
    return _at_commit(address, commit, name)


def _at_commit(address: str, commit: str, label: str | None) -> ClaimkitSource:
    github = _GITHUB.fullmatch(address)
    if github is not None and "github.com" in address:
        address = f"https://github.com/{github['name']}"
        action = f"{github['name']}@{commit}"
    else:
        action = None
    if address.startswith("git@"):
        host, _, path = address.partition(":")
        requirement = f"git+ssh://{host}/{path}@{commit}"
    else:
        requirement = f"git+{address}@{commit}"
    return ClaimkitSource(requirement, action, address, commit, label)


def _read_checkout(folder: Path) -> ClaimkitSource:
    if not (folder / "claimkit" / "version.py").is_file():
        raise ClaimkitError(f"--from {folder}: this is not a checkout of claimkit", hint=_FORMS)
    address, commit = read_checkout(folder)
    if _PASSWORD.search(address):
        raise ClaimkitError(
            f"{folder}: the address of its origin has a user name or a password",
            hint="name the address without it, and the commit: "
            f"--from https://HOST/REPOSITORY@{commit}",
        )
    if _ADDRESS.fullmatch(address) is None:
        raise ClaimkitError(
            f"{folder}: its origin {address} is a path on this machine, which CI cannot read",
            hint=f"name the address of the repository and the commit: --from ADDRESS@{commit}",
        )
    return _at_commit(address, commit, None)


def _read_wheel_address(address: str, hash_text: str | None) -> ClaimkitSource:
    if not re.fullmatch(r"sha256=[0-9a-f]{64}", hash_text or ""):
        raise ClaimkitError(
            f"--from {address}: the file at this address can be replaced by another one",
            hint=f"add its hash: --from {address}#sha256=…; `pip hash FILE` prints it",
        )
    return ClaimkitSource(f"{address}#{hash_text}")


def _read_wheel_file(path: Path, hash_text: str | None, top: Path) -> ClaimkitSource:
    place = Path(os.path.abspath(path))  # noqa: PTH100 (links stay)
    if not place.is_relative_to(top):
        raise ClaimkitError(
            f"--from {path}: CI cannot read a wheel outside the repository {top}",
            hint="copy it into the repository and commit it, or name its address",
        )
    try:
        found = hashlib.sha256(read_regular_file(place, _MAX_WHEEL)).hexdigest()
    except OSError as error:
        raise ClaimkitError(f"--from {path}: can't be read: {error.strerror}") from error
    if hash_text not in (None, f"sha256={found}"):
        raise ClaimkitError(f"--from {path}: its hash is sha256={found}, not {hash_text}")
    return ClaimkitSource(place.relative_to(top).as_posix(), wheel_hash=found)
