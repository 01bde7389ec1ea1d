"""Load a lexicon that ships with the package and hold it to its schema."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta

from claimkit import yamlio
from claimkit.errors import LexiconError, SchemaError


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of every lexicon entry: immutable, unknown keys refused.

    Subclasses say ``frozen`` again for the type checker.
    """


class Header(Entry, frozen=True):
    """What each lexicon file says of itself."""

    id: str
    language: str
    version: int
    licence: str
    provenance: str


Word = Annotated[str, Meta(min_length=1, pattern=r"^[^A-Z]+$")]


class Words(tuple[str, ...]):
    """Words without capitals; in the file a list, or one string if each is a single word."""


LexiconT = TypeVar("LexiconT", bound=Header)


@cache
def load_lexicon(name: str, schema: type[LexiconT]) -> LexiconT:
    """Load ``lexicons/<name>.yaml`` once a process.

    Raises:
        LexiconError: with file, line and column of the first fault.
    """
    file = Path(__file__).parent / f"{name}.yaml"
    try:
        return parse_lexicon(file.read_text("utf-8"), f"claimkit/lexicons/{file.name}", schema)
    except SchemaError as error:
        raise LexiconError(
            error.message.split(": ", 1)[1], path=error.path, line=error.line, column=error.column
        ) from error


def parse_lexicon(text: str, path: str, schema: type[LexiconT]) -> LexiconT:
    """Hold the text of a lexicon to its schema.

    Raises:
        SchemaError: with line and column of the first fault.
    """
    return yamlio.load_struct(text, path, schema, _split_words)


def _split_words(_kind: type, value: object) -> Words:
    """Make `Words` of what the file has; at least one."""
    words = value.split() if isinstance(value, str) else value
    try:
        return Words(msgspec.convert(words, Annotated[tuple[Word, ...], Meta(min_length=1)]))
    except msgspec.ValidationError as error:
        # Without the place inside of the words: msgspec adds that of the words to a ValueError.
        raise ValueError(str(error).partition(" - at ")[0]) from error
