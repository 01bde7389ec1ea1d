"""Find the files of the ledger, and decide which files of its folder are ledger files.

The ledger file of a document has the document's own path below the ledger's folder, with `SUFFIX`
added. Files whose name begins with an underscore are about the ledger as a whole; hidden files
and the files of hidden folders do not belong to the ledger.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

from claimkit.errors import DocumentError

SUFFIX = ".yaml"
"""What the name of a ledger file adds to the name of its document."""

PROVENANCE_NAME = "_extractor.yaml"
SOURCES_NAME = "_sources.yaml"

LEDGER_SCHEMA = "_ledger.schema.json"
SOURCES_SCHEMA = "_sources.schema.json"
PROVENANCE_SCHEMA = "_extractor.schema.json"
SCHEMAS = (PROVENANCE_SCHEMA, LEDGER_SCHEMA, SOURCES_SCHEMA)


def ledger_path(ledger_dir: Path, document_path: str, documents: str = "") -> Path:
    """Return the path of a document's ledger file, which is always inside ``ledger_dir``.

    Args:
        document_path: as in the ledger, relative with forward slashes.
        documents: the documents' root in the same terms; it is dropped from the path of a
            document below it. A document elsewhere keeps its whole path.

    >>> ledger_path(Path("ledger"), "seeds/a/b.txt", "seeds").as_posix()
    'ledger/a/b.txt.yaml'
    >>> ledger_path(Path("ledger"), "other/b.txt", "seeds").as_posix()
    'ledger/other/b.txt.yaml'

    Raises:
        DocumentError: if the path is absolute or leaves its folder by ``..``.
    """
    place = ledger_folder(ledger_dir, document_path, documents)
    return place.with_name(f"{place.name}{SUFFIX}")


def ledger_folder(ledger_dir: Path, documents_path: str, documents: str = "") -> Path:
    """Return the folder of the ledger that belongs to a folder of documents.

    Arguments and exceptions are those of `ledger_path`.

    >>> ledger_folder(Path("ledger"), "seeds/a", "seeds").as_posix()
    'ledger/a'
    """
    path = PurePosixPath(documents_path)
    is_unsafe = ".." in path.parts or "\\" in documents_path or "\0" in documents_path
    if is_unsafe or not path.parts or path.is_absolute() or PureWindowsPath(path).drive:
        raise DocumentError(
            f"{documents_path!r} has no place in the ledger: not a path below the project's folder",
            hint="copy the document into the project, or run claimkit in the document's folder",
        )
    root = PurePosixPath(documents)
    if path != root and path.is_relative_to(root):
        path = path.relative_to(root)
    return ledger_dir.joinpath(*path.parts)


def document_paths(ledger_dir: Path, file: Path, documents: str) -> tuple[str, str]:
    """Return the two document paths for which `ledger_path` returns a ledger file's path.

    The first is below the documents' root, the second is not.

    >>> document_paths(Path("ledger"), Path("ledger/a/b.txt.yaml"), "seeds")
    ('seeds/a/b.txt', 'a/b.txt')
    """
    name = file.relative_to(ledger_dir).as_posix().removesuffix(SUFFIX)
    return f"{documents}/{name}", name


def is_ledger_file(path: PurePath | str, ledger_dir: PurePath | str = ".") -> bool:
    """Return whether a path is that of a document's ledger file.

    The file itself is not read, so the function also works for files that only exist in a commit.

    Args:
        path: absolute, or relative to the same folder as ``ledger_dir``.

    >>> [is_ledger_file(f"ledger/{name}", "ledger") for name in ("a/b.txt.yaml", "b.txt.yaml")]
    [True, True]
    >>> [is_ledger_file(name, "ledger") for name in ("ledger/.a/b.txt.yaml", "b.txt.yaml")]
    [False, False]
    """
    place = PurePath(path)
    if not place.is_relative_to(ledger_dir) or not place.name.endswith(SUFFIX):
        return False
    parts = place.relative_to(ledger_dir).parts
    return not (is_about_whole_ledger(place.name) or any(part.startswith(".") for part in parts))


def is_about_whole_ledger(name: str) -> bool:
    """Return whether the name of a ledger's file is that of a file about the whole ledger."""
    return name.startswith("_")


def iter_ledger_paths(ledger_dir: Path) -> Iterator[Path]:
    """Yield the ledger files of documents, sorted."""
    for path in sorted(ledger_dir.rglob(f"*{SUFFIX}")):
        if path.is_file() and is_ledger_file(path, ledger_dir):
            yield path


def find_link(ledger_dir: Path, path: Path) -> Path | None:
    """Return the first symbolic link on a path below the ledger's folder; None if there is none."""
    place = ledger_dir
    for part in path.relative_to(ledger_dir).parts:
        place = place / part
        if os.path.islink(place):  # noqa: PTH114 (pathlib raises where a name is too long)
            return place
    return None
