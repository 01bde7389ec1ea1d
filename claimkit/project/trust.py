"""Decide whether ``check --base`` may load the model and the lexicons that a change names.

A pull request may come from anybody. What it adds is data to judge, but a model and own lexicons
decide what extraction does. They are loaded only as the base branch has them: the same setting, and
for a folder of the repository the same files. The files are compared by their hashes.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from claimkit.checks.context import UntrustedSetting
from claimkit.errors import ClaimkitError
from claimkit.git.repository import TreeFile
from claimkit.parsing.models import is_folder
from claimkit.project.base_state import BaseState
from claimkit.project.configuration import CONFIGURATION, Configuration, parse_configuration
from claimkit.project.project_folder import ProjectFolder

_LFS_POINTER = re.compile(
    rb"\Aversion https://git-lfs[^\n]*\noid sha256:([0-9a-f]{64})\nsize \d+\n"
)
_MAX_POINTER = 200


def read_base_configuration(base: BaseState) -> Configuration:
    """Return the settings of the base branch; the defaults if it has none, or faulty ones."""
    git = base.repository
    file = git.repository.find_file(base.tip, git.git_path(CONFIGURATION))
    if file is None or file.blob is None or file.is_link:
        return Configuration()
    data = git.repository.read_blobs([file.blob])[file.blob]
    try:
        return parse_configuration(data.decode("utf-8-sig"), CONFIGURATION)
    except (ClaimkitError, UnicodeDecodeError):
        return Configuration()


def find_untrusted(
    project: ProjectFolder, base: BaseState, *, has_model: bool
) -> tuple[UntrustedSetting, ...]:
    """Return the settings that name a model or lexicons that the base branch does not have.

    Args:
        has_model: whether the caller names the model, so that the setting is not used.
    """
    before = read_base_configuration(base)
    found = []
    for key in ("lexicons",) if has_model else ("model", "lexicons"):
        value = getattr(project.configuration, key)
        if value is None:
            continue
        reason = None
        if value != getattr(before, key):
            reason = f"{value!r} is not what the base branch has there"
        elif key == "lexicons" or is_folder(value, project.root):
            file = _find_changed_file(project, base, value)
            reason = file and f"{file} differs from the base branch"
        if reason is not None:
            found.append(UntrustedSetting(key, reason, *_find_position(project, key)))
    return tuple(found)


def _find_position(project: ProjectFolder, key: str) -> tuple[int, int]:
    from claimkit import yamlio

    text = (project.root / CONFIGURATION).read_text(encoding="utf-8-sig")
    return yamlio.find_position(text, CONFIGURATION, (key,))


def _find_changed_file(project: ProjectFolder, base: BaseState, folder: str) -> str | None:
    """Return a file of a folder that differs from the base; None if none does.

    Files that git ignores come from this machine, not from the change. A folder outside of the
    repository does, too.
    """
    repository = base.repository.repository
    path = Path(os.path.normpath(project.root / folder))
    name = repository.relative(path)
    if name is None:
        return None
    real = os.path.join(os.path.realpath(repository.root), name)  # noqa: PTH118
    if {os.path.realpath(path), os.path.realpath(project.root / folder)} != {real}:
        return f"{folder}, which is or goes through a symbolic link,"
    before = {file.path: file for file in repository.tree_files(base.tip, name)}
    files = (*repository.indexed_files(), *repository.untracked_files([f":(top,literal){name}"]))
    now = {file for file in files if file.startswith(f"{name}/")}
    for changed in sorted(before.keys() | now):
        file = before.get(changed)
        if file is None or not _is_same(base, repository.root / changed, file):
            return base.repository.find_project_path(changed) or changed
    return None


def _is_same(base: BaseState, path: Path, file: TreeFile) -> bool:
    """Return whether a file of the working tree has the bytes of a file of the base."""
    try:
        if file.is_special or not stat.S_ISREG(path.lstat().st_mode):
            return False
        data = path.read_bytes()
    except OSError:
        return False
    if file.blob in _iter_ids(data, file.blob):
        return True
    if file.size > _MAX_POINTER:
        return False
    pointer = base.repository.repository.read_blobs([file.blob])[file.blob]
    found = _LFS_POINTER.match(pointer)
    return found is not None and hashlib.sha256(data).hexdigest().encode() == found[1]


def _iter_ids(data: bytes, like: str) -> Iterator[str]:
    """Yield the ids that git gives to a file, as it is and with the line endings of Unix."""
    for version in (data, data.replace(b"\r\n", b"\n")):
        method = hashlib.sha1 if len(like) == 40 else hashlib.sha256
        yield method(b"blob %d\0" % len(version) + version).hexdigest()
