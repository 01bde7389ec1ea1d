"""Read containers, files that hold many documents; each format has a module.

A container module has a function ``iter_documents(path, *, language)`` that yields a `Document` or
a `Finding` at a time. To add a format, add a module and a line to the table here. The modules are
imported when a file needs them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from claimkit.lexicons.languages import DEFAULT_LANGUAGE
from claimkit.model import Document, Finding

_MODULES: Mapping[str, str] = MappingProxyType({".jsonl": "json_lines"})


class ContainerReader(Protocol):
    """Yields the documents of a file in file order, with one in memory at a time.

    A part that is not a document gives an error finding, and reading continues.

    Raises:
        DocumentError: if the file itself cannot be read.
    """

    def __call__(self, path: Path, *, language: str) -> Iterator[Document | Finding]: ...


def is_corpus(path: Path) -> bool:
    """Return whether a path names a file that holds many documents; False for a folder."""
    return _find_suffix(path) is not None and not path.is_dir()


def iter_corpus(path: Path, *, language: str = DEFAULT_LANGUAGE) -> Iterator[Document | Finding]:
    """Yield the documents of a corpus in file order, with one in memory at a time.

    Raises:
        DocumentError: if the file itself cannot be read.
        ValueError: if no corpus format has the file's suffix.
    """
    suffix = _find_suffix(path)
    if suffix is None:
        raise ValueError(f"{path} is not a corpus")
    reader: ContainerReader = import_module(f"{__name__}.{_MODULES[suffix]}").iter_documents
    return reader(path, language=language)


def _find_suffix(path: Path) -> str | None:
    name = path.name.lower()
    return next((suffix for suffix in _MODULES if name.endswith(suffix)), None)
