"""Read a repository: its commits, its files, and the changes between two states of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from claimkit.git.process import GitError, run
from claimkit.git.settings import find_config
from claimkit.regular_files import read_regular_file

_LINK_MODE = "120000"
_MAX_BYTES = 64_000_000
_SHALLOW_HINT = (
    "this clone is shallow and lacks older commits; fetch them with `git fetch --unshallow` "
    "(in CI: a fetch depth of 0)"
)


class Local(Enum):
    """A state of the files that is not a commit."""

    INDEX = "the index"
    WORK_TREE = "the working tree"


Side = str | Local
"""One side of a comparison: the full id of a commit, the index or the working tree."""


@dataclass(frozen=True, slots=True)
class FileVersion:
    """A file on one side of a comparison; ``blob`` is None in the working tree."""

    path: str
    blob: str | None
    is_link: bool = False


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that differs between two sides; a side without the file is None.

    ``path`` is relative to the repository's root, with forward slashes.
    """

    path: str
    before: FileVersion | None
    after: FileVersion | None


@dataclass(frozen=True, slots=True)
class Author:
    """The author of a commit as git records it."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class TreeFile:
    """A file in a commit or in the index; a special one is a symbolic link or a submodule."""

    path: str
    blob: str
    size: int
    is_special: bool


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository with a working tree.

    ``root`` is the top of the working tree. ``folder`` is the user's current folder below it;
    the paths that users type are relative to it.
    """

    root: Path
    folder: Path
    is_shallow: bool

    def run(self, *arguments: str, stdin: bytes = b"") -> bytes:
        """Return the output of a git command.

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
        """Return the full id of the commit that a revision names, or None."""
        arguments = ("rev-parse", "--verify", "--quiet", "--end-of-options")
        try:
            return self.run(*arguments, f"{revision}^{{commit}}").decode().strip()
        except (GitError, ValueError):
            return None

    def merge_base(self, one: str, other: str) -> str:
        """Return the newest common ancestor of two commits.

        Raises:
            GitError: if there is none, or a shallow clone does not have it.
        """
        try:
            return self.run("merge-base", one, other).decode().strip()
        except GitError as error:
            raise GitError(
                f"{one[:12]} and {other[:12]} have no common ancestor"
                + (" in this clone" if self.is_shallow else ""),
                hint=_SHALLOW_HINT
                if self.is_shallow
                else "compare them directly, with two dots instead of three",
            ) from error

    def day_of(self, commit: str) -> str:
        """Return the day of a commit in its own time zone, such as ``2025-04-26``."""
        return self.run("log", "-1", "--format=%cs", commit).decode().strip()

    def changed_files(
        self, before: Side, after: Side, paths: Sequence[str] = ()
    ) -> list[FileChange]:
        """Return the files that differ, sorted by path; untracked files count as new.

        Renames are not followed: a moved file is one deleted and one new file. If a file has an
        unresolved merge, its version in the working tree is compared.

        Args:
            paths: git pathspecs relative to ``folder``; all files if empty.
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
                raise ValueError(f"git cannot compare {before} with {after}")
        changes = {
            change.path: change for change in _iter_raw(self.run(*arguments, "--", *paths), after)
        }
        if after is Local.WORK_TREE:
            for path in self.untracked_files(paths):
                version = self._file_version(path)
                changes[path] = FileChange(path, None, version)
        return [changes[path] for path in sorted(changes)]

    def staged_files(self, paths: Sequence[str] = ()) -> list[FileChange]:
        """Return the files that differ between the last commit, if any, and the index."""
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
        """Return the paths of files that are neither in the index nor ignored."""
        listing = self.run(
            "ls-files", "-z", "--others", "--exclude-standard", "--full-name", "--", *paths
        )
        return sorted(os.fsdecode(name) for name in listing.split(b"\0") if name)

    def read_tree(self, commit: str, index: Path) -> None:
        """Write an index file that has the files of a commit."""
        run(("read-tree", commit), self.root, variables=_index_variables(index))

    def indexed_files(self, index: Path | None = None) -> list[str]:
        """Return the paths of all files of an index, relative to the root.

        Args:
            index: the file of the index; that of the repository by default.
        """
        variables = _index_variables(index)
        listing = run(("ls-files", "-z", "--cached"), self.root, variables=variables)
        return [os.fsdecode(name) for name in listing.split(b"\0") if name]

    def write_indexed(self, paths: Iterable[str], folder: Path, index: Path | None = None) -> None:
        """Write files of an index below a folder, as a checkout would write them.

        Args:
            paths: relative to the root.
            index: as in `indexed_files`.

        Raises:
            GitError: if a file is not in the index, or cannot be written.
        """
        names = b"".join(os.fsencode(path) + b"\0" for path in paths)
        if names:
            arguments = ("checkout-index", "-z", "--stdin", f"--prefix={folder}{os.sep}")
            run(arguments, self.root, names, variables=_index_variables(index))

    def renamed_files(self) -> dict[str, str]:
        """Return the old path of each file that was moved since the last commit, by its new path.

        Both paths are relative to the root. Git decides what a move is; a moved file may have
        been edited.
        """
        if not self.has_commits():
            return {}
        fields = self.run(
            "diff",
            "--name-status",
            "-z",
            "-M",
            "--diff-filter=R",
            "--no-relative",
            "--no-ext-diff",
            "--no-textconv",
            "--ignore-submodules",
            "HEAD",
        ).split(b"\0")
        renames = {}
        for index in range(0, len(fields) - 2, 3):
            old, new = map(os.fsdecode, fields[index + 1 : index + 3])
            renames[new] = old
        return renames

    def read_versions(self, versions: Iterable[FileVersion]) -> dict[FileVersion, bytes]:
        """Return the contents of files, from the working tree or from git's objects.

        Raises:
            GitError: if a blob or a file is missing, or a file is a symbolic link.
        """
        versions = list(dict.fromkeys(versions))
        blobs = self.read_blobs({version.blob for version in versions if version.blob})
        contents = {}
        for version in versions:
            if version.is_link:
                raise GitError(
                    f"{version.path}: this is a symbolic link",
                    hint="replace it with the file itself",
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
        """Return a file of a commit, or None if the commit does not have it.

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

    def tree_files(self, commit: str, folder: str) -> list[TreeFile]:
        """Return the files below a folder of a commit, or the one file of this path.

        Args:
            folder: relative to the root, with forward slashes.
        """
        listing = self.run("ls-tree", "-r", "-l", "-z", "--full-tree", commit, "--", folder)
        files = []
        for line in filter(None, listing.split(b"\0")):
            meta, _, name = line.partition(b"\t")
            mode, _, blob, size = meta.decode().split()
            is_special = not mode.startswith("100")
            files.append(
                TreeFile(os.fsdecode(name), blob, int(size) if size != "-" else 0, is_special)
            )
        return files

    def history(self, commit: str, path: str) -> list[tuple[Author, FileVersion | None]]:
        """Return the commits after ``commit`` that changed a file, oldest first.

        Each has its author and the version of the file after it, or None if it deleted the file.
        Merge commits are left out, since the commits that they join hold the changes.

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
        """Return a path relative to the root, or None if it is outside the working tree."""
        for candidate in (Path(os.path.abspath(path)), Path(os.path.realpath(path))):  # noqa: PTH100
            if candidate.is_relative_to(self.root):
                return candidate.relative_to(self.root).as_posix()
        return None

    def private_path(self, name: str) -> Path:
        """Return the path of one of git's own files, such as ``info/attributes``.

        It is correct in additional working trees, too. The file need not exist.
        """
        output = self.run("rev-parse", "--git-path", name)
        return self.folder / os.fsdecode(output.rstrip(b"\n"))

    def attributes(self, path: str, names: Sequence[str]) -> list[str]:
        """Return the values of git attributes for a path, which need not exist.

        Args:
            path: relative to the root, with forward slashes.
        """
        output = self.run("check-attr", "-z", *names, "--", str(self.root / path))
        return [field.decode(errors="replace") for field in output.split(b"\0")[2::3]]

    def user(self) -> Author | None:
        """Return the person whom git would name as the author of a commit, or None if not set."""
        name, email = self.config("user.name"), self.config("user.email")
        return Author(name or "", email or "") if name or email else None

    def config(self, key: str) -> str | None:
        return find_config(key, self.folder)

    def _file_version(self, path: str) -> FileVersion:
        return FileVersion(path, None, is_link=(self.root / path).is_symlink())

    def _read_file(self, path: str) -> bytes:
        try:
            return read_regular_file(self.root / path, _MAX_BYTES)
        except OSError as error:
            raise GitError(f"{path}: can't be read: {error.strerror}") from error


def _index_variables(index: Path | None) -> dict[str, str]:
    return {} if index is None else {"GIT_INDEX_FILE": str(index)}


def find_repository(folder: Path) -> Repository:
    """Return the repository whose working tree contains a folder.

    Raises:
        GitError: if there is none, or git is not installed.
    """
    output = run(("rev-parse", "--is-shallow-repository", "--show-toplevel"), folder)
    is_shallow, _, root = output.decode(errors="surrogateescape").rstrip("\n").partition("\n")
    return Repository(Path(root), folder, is_shallow == "true")


def _iter_raw(output: bytes, after: Side) -> Iterator[FileChange]:
    """Parse the output of ``git diff --raw -z``: metadata and path in turn."""
    fields = output.split(b"\0")
    for meta, name in zip(fields[::2], fields[1::2], strict=False):
        old_mode, new_mode, old_blob, new_blob, status = meta.decode().lstrip(":").split(" ")
        path = os.fsdecode(name)
        before: FileVersion | None = FileVersion(path, old_blob, is_link=old_mode == _LINK_MODE)
        # A file in the working tree has no blob id yet.
        blob = None if after is Local.WORK_TREE else new_blob
        now: FileVersion | None = FileVersion(path, blob, is_link=new_mode == _LINK_MODE)
        if status[0] == "U" and after is not Local.WORK_TREE:
            raise GitError(
                f"{path}: its merge conflict is not resolved",
                hint="resolve it and `git add` the file",
            )
        if old_blob.strip("0") == "":
            before = None
        if status[0] == "D" or new_mode == "000000":
            now = None
        if before is not None or now is not None:
            yield FileChange(path, before, now)
