"""Refuse texts that hold nothing or too much, before they are read for long."""

from __future__ import annotations

import re

from claimkit.documents.formats import MAX_CHARACTERS
from claimkit.errors import DocumentError, NoTextError

SPLIT_HINT = (
    f"split it into several documents; claimkit reads up to {MAX_CHARACTERS:,} characters each"
)
_MAX_COMPACT = MAX_CHARACTERS * 3 // 2  # of the text with its marks, which are not counted later
_TAG_OR_SPACE = re.compile(r"<[^<>]{1,1000}>|\s+")


def refuse_extremes(source: str, name: str) -> None:
    """Refuse a text that is empty, or too large without its tags and white space.

    Raises:
        DocumentError: if it is.
    """
    if not source.strip():
        raise empty_document(name)
    if len(source) <= _MAX_COMPACT:
        return
    count = len(_TAG_OR_SPACE.sub(" ", source))
    if count > _MAX_COMPACT:
        raise too_much_text(name, count)


def empty_document(name: str) -> NoTextError:
    """Return the exception for a document without any text."""
    return NoTextError(
        f"{name}: the document is empty", hint="put its text into it, or leave it out"
    )


def too_much_text(name: str, count: int) -> DocumentError:
    """Return the exception for a document with too many characters."""
    return DocumentError(
        f"{name}: the document is too large ({count:,} characters of text)", hint=SPLIT_HINT
    )
