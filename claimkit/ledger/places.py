"""Where the ledger's files are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath

from claimkit.errors import DocumentError


def ledger_path(ledger_dir: Path, document_path: str, documents: str = "") -> Path:
    """Return where the ledger file of a document belongs; always inside ``ledger_dir``.

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
    path = PurePosixPath(document_path)
    is_unsafe = ".." in path.parts or "\\" in document_path or "\0" in document_path
    if is_unsafe or not path.parts or path.is_absolute() or PureWindowsPath(path).drive:
        raise DocumentError(
            f"{document_path!r} has no place in the ledger: not a path below the project's folder",
            hint="copy the document into the project, or run claimkit in the document's folder",
        )
    root = PurePosixPath(documents)
    if path != root and path.is_relative_to(root):
        path = path.relative_to(root)
    return ledger_dir.joinpath(*path.parts[:-1], f"{path.name}.yaml")


def iter_ledger_paths(ledger_dir: Path) -> Iterator[Path]:
    """Yield the ledger files of documents, sorted; not what is about the ledger as a whole."""
    for path in sorted(ledger_dir.rglob("*.yaml")):
        is_hidden = any(part.startswith(".") for part in path.relative_to(ledger_dir).parts)
        if path.is_file() and not is_hidden and not path.name.startswith("_"):
            yield path
