"""Read containers, files that hold many documents; each format has a module.

A container module has a function ``iter_documents`` as `ContainerReader` describes it.
`claimkit.documents.formats` has the table of formats.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from claimkit.documents.formats import Format, find_by_name
from claimkit.lexicons.languages import DEFAULT_LANGUAGE
from claimkit.model import Document, Finding


class ContainerReader(Protocol):
    """Yields the documents of a file in file order, with one in memory at a time.

    A part that is not a document gives an error finding, and reading continues.

    Raises:
        DocumentError: if the file itself cannot be read.
    """

    def __call__(self, path: Path, *, language: str) -> Iterator[Document | Finding]: ...


def is_corpus(path: Path) -> bool:
    """Return whether a path names a file that holds many documents; False for a folder."""
    return _find_format(path) is not None and not path.is_dir()


def iter_corpus(path: Path, *, language: str = DEFAULT_LANGUAGE) -> Iterator[Document | Finding]:
    """Yield the documents of a corpus in file order, with one in memory at a time.

    Raises:
        DocumentError: if the file itself cannot be read, or what reads it is not installed.
        ValueError: if no corpus format has the file's suffix.
    """
    form = _find_format(path)
    if form is None:
        raise ValueError(f"{path} is not a corpus")
    reader: ContainerReader = form.require(str(path)).iter_documents
    return reader(path, language=language)


def _find_format(path: Path) -> Format | None:
    form = find_by_name(path.name)
    return form if form is not None and form.is_container else None
