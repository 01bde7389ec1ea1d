"""Follow one file through the commits of a repository, also where it was renamed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

from claimkit.git.repository import FileVersion, Repository

_HEAD = "%x01%H%x02%P%x02%an%x02%as%x02%s"
_LINK_MODE = "120000"


@dataclass(frozen=True, slots=True)
class FileStep:
    """A commit that changed a file, with the file before and after it.

    ``before`` is None if the commit created the file, ``after`` if it deleted it. The two paths
    differ if it renamed the file. ``on`` is the day of the author, such as ``2025-04-26``.
    """

    commit: str
    author: str
    on: str
    subject: str
    before: FileVersion | None
    after: FileVersion | None
    has_parents: bool


def iter_file_steps(repository: Repository, path: str) -> Iterator[FileStep]:
    """Yield the commits that changed a file, the newest first.

    Merge commits are left out, since the commits that they join hold the changes.

    Args:
        path: relative to the repository's root, with forward slashes.

    Raises:
        GitError: if git fails.
    """
    output = repository.run(
        "log", "--follow", "-z", f"--format={_HEAD}", "--raw", "--no-abbrev", "-M", "--no-color",
        "--no-merges", "--no-ext-diff", "--no-show-signature", "--encoding=UTF-8", "HEAD", "--",
        f":(top,literal){path}",
    )  # fmt: skip
    head: list[str] = []
    fields = iter(output.split(b"\0"))
    for field in fields:
        if field.startswith(b"\x01"):
            head = field[1:].decode(errors="replace").split("\x02")
            continue
        parts = field.strip(b"\n").decode(errors="replace").split(" ")
        if not parts[0].startswith(":") or len(head) < 5:
            continue
        old_mode, new_mode, old_blob, new_blob, status = parts
        before = after = os.fsdecode(next(fields))
        if status[0] in "RC":
            after = os.fsdecode(next(fields))
        commit, parents, author, day, *subject = head
        yield FileStep(
            commit,
            author,
            day,
            "\x02".join(subject),
            _version(before, old_blob, old_mode.lstrip(":")),
            _version(after, new_blob, new_mode),
            bool(parents),
        )


def _version(path: str, blob: str, mode: str) -> FileVersion | None:
    is_there = bool(blob.strip("0"))
    return FileVersion(path, blob, is_link=mode == _LINK_MODE) if is_there else None
