"""Find the reader for a document by its suffix; each format has a module.

A reader module has a function ``read(data, name, *, title, language)`` that returns a `CleanText`.
To add a format, add a module and a line to the table here. Readers are imported when a document
needs them, so that a format may use a large library.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from claimkit.documents.clean_text import CleanText

_MODULES: Mapping[str, str] = MappingProxyType(
    {
        ".txt": "plain_text",
        ".md": "markdown",
    }
)

SUFFIXES = tuple(_MODULES)
"""The suffixes of the files that claimkit reads, in lower case."""


class Reader(Protocol):
    """Turns the bytes of a document into clean text.

    ``name`` is the document's name in messages, ``title`` its title if it is known from
    elsewhere, ``language`` the language of its text.

    Raises:
        DocumentError: if the bytes are not of the reader's format.
    """

    def __call__(
        self, data: bytes, name: str, *, title: str | None, language: str
    ) -> CleanText: ...


def find_reader(path: Path) -> Reader | None:
    """Return the reader for a file; None if claimkit does not read its format."""
    module = _MODULES.get(path.suffix.lower())
    if module is None:
        return None
    reader: Reader = import_module(f"{__name__}.{module}").read
    return reader
