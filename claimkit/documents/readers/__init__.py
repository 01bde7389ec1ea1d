"""Read the bytes of a document: each format has a module.

A reader module has a function ``read`` as `Reader` describes it. `claimkit.documents.formats` has
the table of formats, which says what each module reads and which library it needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from claimkit.documents.clean_text import CleanText


class Reader(Protocol):
    """Turns the bytes of a document into clean text.

    ``name`` is the document's name in messages, ``title`` its title if it is known from
    elsewhere, ``language`` the language of its text. Readers of formats whose encoding the sender
    may name have another argument, ``charset``.

    Raises:
        DocumentError: if the bytes are not of the reader's format.
    """

    def __call__(
        self, data: bytes, name: str, *, title: str | None, language: str, **more: str
    ) -> CleanText: ...
