"""A repository: its commits, and what differs between two states of its files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from claimkit.git.process import GitError, run
from claimkit.git.settings import find_config

_LINK_MODE = "120000"
_SHALLOW_HINT = (
    "this clone is shallow, it lacks older commits; get them with `git fetch --unshallow` "
    "(in CI: a fetch depth of 0)"
)


class Local(Enum):
    """What a commit can be compared with besides another commit."""

    INDEX = "the index"
    WORK_TREE = "the working tree"


Side = str | Local
"""One side of a comparison: a commit's full id, the index or the working tree."""


@dataclass(frozen=True, slots=True)
class FileVersion:
    """A file as it stands on one side; ``blob`` is None in the working tree."""

    path: str
    blob: str | None
    is_link: bool = False


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that is not the same on both sides; one of them is None where it is not there.

    ``path`` is relative to the repository's root, with forward slashes.
    """

    path: str
    before: FileVersion | None
    after: FileVersion | None


@dataclass(frozen=True, slots=True)
class Author:
    """Who made a commit, by git's word."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository with a working tree.

    ``root`` is the top of the working tree; ``folder`` is where the user is, somewhere below,
    and what paths of the user's are relative to.
    """

    root: Path
    folder: Path
    is_shallow: bool

    def run(self, *arguments: str, stdin: bytes = b"") -> bytes:
        """Return what a git command prints.

        Raises:
            GitError: if it fails.
        """
        return run(arguments, self.folder, stdin)

    def has_commits(self) -> bool:
        return self.find_commit("HEAD") is not None

    def resolve(self, revision: str) -> str:
        """Return the full id of the commit that a revision names.

        Raises:
            GitError: if there is none.
        """
        commit = self.find_commit(revision)
        if commit is not None:
            return commit
        if not self.has_commits():
            raise GitError(
                f"there is no revision {revision!r}: this branch has no commits yet",
                hint="commit first; `claimkit diff --staged` shows what would be committed",
            )
        raise GitError(
            f"there is no revision {revision!r}",
            hint=_SHALLOW_HINT
            if self.is_shallow
            else "check its name with `git branch --all` and `git tag`; a branch of a remote "
            "repository must have been fetched",
        )

    def find_commit(self, revision: str) -> str | None:
        """Return the full id of the commit that a revision names; None if there is none."""
        arguments = ("rev-parse", "--verify", "--quiet", "--end-of-options")
        try:
            return self.run(*arguments, f"{revision}^{{commit}}").decode().strip()
        except (GitError, ValueError):
            return None

    def merge_base(self, one: str, other: str) -> str:
        """Return the newest commit that both commits have come from.

        Raises:
            GitError: if there is none, or it lies beyond what a shallow clone has.
        """
        try:
            return self.run("merge-base", one, other).decode().strip()
        except GitError as error:
            raise GitError(
                f"{one[:12]} and {other[:12]} have no commit in common"
                + (" that is here" if self.is_shallow else ""),
                hint=_SHALLOW_HINT
                if self.is_shallow
                else "compare them directly, with two dots instead of three",
            ) from error

    def day_of(self, commit: str) -> str:
        """Return the day on which a commit was made, where it was made: ``2025-04-26``."""
        return self.run("log", "-1", "--format=%cs", commit).decode().strip()

    def changed_files(
        self, before: Side, after: Side, paths: Sequence[str] = ()
    ) -> list[FileChange]:
        """Return the files that differ, sorted by path; untracked files count as new.

        Renames are not followed: a moved file is one that went and one that came. Of a file
        with an unsolved merge, the working tree's version is the one compared.

        Args:
            paths: pathspecs as git takes them, relative to ``folder``; all files if empty.
        """
        arguments = ["diff", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff"]
        arguments += ["--no-textconv", "--no-relative", "--ignore-submodules"]
        match before, after:
            case Local.INDEX, Local.WORK_TREE:
                pass
            case str(), Local.INDEX:
                arguments += ["--cached", before]
            case str(), Local.WORK_TREE:
                arguments.append(before)
            case str(), str():
                arguments += [before, after]
            case _:
                raise ValueError(f"git doesn't compare {before} with {after}")
        changes = {
            change.path: change for change in _iter_raw(self.run(*arguments, "--", *paths), after)
        }
        if after is Local.WORK_TREE:
            for path in self.untracked_files(paths):
                version = self._file_version(path)
                changes[path] = FileChange(path, None, version)
        return [changes[path] for path in sorted(changes)]

    def staged_files(self, paths: Sequence[str] = ()) -> list[FileChange]:
        """Return how the index differs from the last commit; from nothing if there is none."""
        if self.has_commits():
            return self.changed_files(self.resolve("HEAD"), Local.INDEX, paths)
        listing = self.run("ls-files", "-z", "--stage", "--full-name", "--", *paths)
        changes = []
        for line in filter(None, listing.split(b"\0")):
            meta, _, name = line.partition(b"\t")
            mode, blob, _ = meta.decode().split(" ")
            path = os.fsdecode(name)
            version = FileVersion(path, blob, is_link=mode == _LINK_MODE)
            changes.append(FileChange(path, None, version))
        return sorted(changes, key=lambda change: change.path)

    def untracked_files(self, paths: Sequence[str] = ()) -> list[str]:
        """Return files that are neither in the index nor ignored, relative to the root."""
        listing = self.run(
            "ls-files", "-z", "--others", "--exclude-standard", "--full-name", "--", *paths
        )
        return sorted(os.fsdecode(name) for name in listing.split(b"\0") if name)

    def renamed_files(self) -> dict[str, str]:
        """Return the new path of each file that was moved since the last commit, with its old
        path; both relative to the root. Git decides what is a move, edits included."""
        if not self.has_commits():
            return {}
        fields = self.run(
            "diff", "--name-status", "-z", "-M", "--diff-filter=R", "--no-relative", "HEAD"
        ).split(b"\0")
        renames = {}
        for index in range(0, len(fields) - 2, 3):
            old, new = map(os.fsdecode, fields[index + 1 : index + 3])
            renames[new] = old
        return renames

    def read_versions(self, versions: Iterable[FileVersion]) -> dict[FileVersion, bytes]:
        """Return the contents of files; those in the working tree are read from there.

        Raises:
            GitError: if a blob is missing, or a file is no longer there or is a link.
        """
        versions = list(dict.fromkeys(versions))
        blobs = self.read_blobs({version.blob for version in versions if version.blob})
        contents = {}
        for version in versions:
            if version.is_link:
                raise GitError(
                    f"{version.path}: this is a symbolic link",
                    hint="put the file itself in its place",
                )
            contents[version] = (
                self._read_file(version.path) if version.blob is None else blobs[version.blob]
            )
        return contents

    def read_blobs(self, blobs: Iterable[str]) -> dict[str, bytes]:
        """Return the contents of blobs by id.

        Raises:
            GitError: if one is missing.
        """
        wanted = sorted(blobs)
        if not wanted:
            return {}
        output = self.run("cat-file", "--batch", stdin="".join(f"{b}\n" for b in wanted).encode())
        contents = {}
        position = 0
        for blob in wanted:
            end = output.index(b"\n", position)
            header = output[position:end].decode().split(" ")
            if header[-1] == "missing":
                raise GitError(
                    f"the object {blob} is missing", hint="fetch it, or check with `git fsck`"
                )
            size = int(header[2])
            contents[blob] = output[end + 1 : end + 1 + size]
            position = end + size + 2
        return contents

    def find_file(self, commit: str, path: str) -> FileVersion | None:
        """Return a file of a commit; None if the commit has no such file.

        Args:
            path: relative to the root, with forward slashes.
        """
        listing = self.run("ls-tree", "-z", "--full-tree", commit, "--", path)
        for line in filter(None, listing.split(b"\0")):
            meta, _, name = line.partition(b"\t")
            mode, kind, blob = meta.decode().split(" ")
            if kind == "blob" and os.fsdecode(name) == path:
                return FileVersion(path, blob, is_link=mode == _LINK_MODE)
        return None

    def history(self, commit: str, path: str) -> list[tuple[Author, FileVersion | None]]:
        """Return the commits after ``commit``, oldest first, that changed a file.

        Each has its author and the file as it left it; None where it took the file away. Merge
        commits are left out: what they bring is in the commits that they join.

        Args:
            path: relative to the root, with forward slashes.
        """
        output = self.run(
            "log", "-z", "--reverse", "--no-merges", "--format=%x01%an%x02%ae%x01", "--raw",
            "--no-abbrev", "--no-renames", "--no-ext-diff", f"{commit}..HEAD", "--",
            f":(top,literal){path}",
        )  # fmt: skip
        history: list[tuple[Author, FileVersion | None]] = []
        author = Author("", "")
        for field in output.split(b"\0"):
            text = field
            if text.startswith(b"\x01"):
                head, _, text = text[1:].partition(b"\x01")
                name, _, email = head.partition(b"\x02")
                author = Author(name.decode(errors="replace"), email.decode(errors="replace"))
            parts = text.strip(b"\n").decode(errors="replace").split(" ")
            if parts[0].startswith(":"):
                _, mode, _, blob, _ = parts
                is_gone = not blob.strip("0")
                version = FileVersion(path, blob, is_link=mode == _LINK_MODE)
                history.append((author, None if is_gone else version))
        return history

    def relative(self, path: Path) -> str | None:
        """Return a path as git's listings have it; None if it is not in the working tree."""
        for candidate in (Path(os.path.abspath(path)), Path(os.path.realpath(path))):  # noqa: PTH100
            if candidate.is_relative_to(self.root):
                return candidate.relative_to(self.root).as_posix()
        return None

    def private_path(self, name: str) -> Path:
        """Return where a file of git's own is, ``info/attributes`` for one; in a second working
        tree too. It need not be there."""
        output = self.run("rev-parse", "--git-path", name)
        return self.folder / os.fsdecode(output.rstrip(b"\n"))

    def attributes(self, path: str, names: Sequence[str]) -> list[str]:
        """Return what git's attribute files say of a path, which need not be there.

        Args:
            path: relative to the root, with forward slashes.
        """
        output = self.run("check-attr", "-z", *names, "--", str(self.root / path))
        return [field.decode(errors="replace") for field in output.split(b"\0")[2::3]]

    def user(self) -> Author | None:
        """Return the person that git would name as the author of a commit; None if not set."""
        name, email = self.config("user.name"), self.config("user.email")
        return Author(name or "", email or "") if name or email else None

    def config(self, key: str) -> str | None:
        return find_config(key, self.folder)

    def _file_version(self, path: str) -> FileVersion:
        return FileVersion(path, None, is_link=(self.root / path).is_symlink())

    def _read_file(self, path: str) -> bytes:
        try:
            return (self.root / path).read_bytes()
        except OSError as error:
            raise GitError(f"{path}: can't be read: {error.strerror}") from error


def find_repository(folder: Path) -> Repository:
    """Find the repository whose working tree a folder is in.

    Raises:
        GitError: if there is none, or git is not installed.
    """
    output = run(("rev-parse", "--is-shallow-repository", "--show-toplevel"), folder)
    is_shallow, _, root = output.decode(errors="surrogateescape").rstrip("\n").partition("\n")
    return Repository(Path(root), folder, is_shallow == "true")


def _iter_raw(output: bytes, after: Side) -> Iterator[FileChange]:
    """Read what ``git diff --raw -z`` prints: metadata and path in turn."""
    fields = output.split(b"\0")
    for meta, name in zip(fields[::2], fields[1::2], strict=False):
        old_mode, new_mode, old_blob, new_blob, status = meta.decode().lstrip(":").split(" ")
        path = os.fsdecode(name)
        before: FileVersion | None = FileVersion(path, old_blob, is_link=old_mode == _LINK_MODE)
        # In the working tree a file has no id yet, unless git knows it from the index.
        blob = None if after is Local.WORK_TREE else new_blob
        now: FileVersion | None = FileVersion(path, blob, is_link=new_mode == _LINK_MODE)
        if status[0] == "U" and after is not Local.WORK_TREE:
            raise GitError(
                f"{path}: its merge is not solved", hint="solve it, and `git add` the file"
            )
        if old_blob.strip("0") == "":
            before = None
        if status[0] == "D" or new_mode == "000000":
            now = None
        if before is not None or now is not None:
            yield FileChange(path, before, now)
