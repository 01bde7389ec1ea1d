"""Load the lexicons that ship with the package, and check them against their schemas."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta

from claimkit.errors import LexiconError, SchemaError
from claimkit.lexicons.languages import DEFAULT_LANGUAGE, find_lexicon


class LexiconEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The base class of lexicon entries: immutable, with unknown keys refused.

    Subclasses say ``frozen`` again for the type checker.
    """


class LexiconHeader(LexiconEntry, frozen=True):
    """The keys that every lexicon file begins with; ``language`` is the name of its folder."""

    id: str
    language: str
    version: int
    licence: str
    provenance: str


Word = Annotated[str, Meta(min_length=1, pattern=r"^[^A-Z]+$")]


class WordList(tuple[str, ...]):
    """Words in lower case. In the file they are a list, or one string of single words."""


LexiconT = TypeVar("LexiconT", bound=LexiconHeader)


def load_lexicon(name: str, schema: type[LexiconT], language: str = DEFAULT_LANGUAGE) -> LexiconT:
    """Load ``lexicons/<language>/<name>.yaml``, else ``lexicons/common/<name>.yaml``.

    Each file is loaded once per process.

    Raises:
        LexiconError: if the language has no lexicons, or the file is missing or does not fit its
            schema; with the file, line and column of the first fault.
    """
    lexicon: LexiconT = _load(name, schema, language)
    return lexicon


@cache
def _load(name: str, schema: type[LexiconT], language: str) -> LexiconT:
    # In two steps, so that languages share one copy of a common file.
    lexicon: LexiconT = _load_file(find_lexicon(name, language), schema)
    return lexicon


@cache
def _load_file(file: Path, schema: type[LexiconT]) -> LexiconT:
    folder = file.parent.name
    path = f"claimkit/lexicons/{folder}/{file.name}"
    try:
        text = file.read_text("utf-8")
        lexicon = parse_lexicon(text, path, schema)
    except FileNotFoundError as error:
        raise LexiconError(
            "there is no such lexicon",
            path=path,
            hint=f"add it, with the keys of claimkit/lexicons/{DEFAULT_LANGUAGE}/{file.name}",
        ) from error
    except SchemaError as error:
        raise LexiconError.of(error) from error
    if lexicon.language != folder:
        line = 1 + text[: text.find("language:")].count("\n")
        raise LexiconError(
            f"the language is {lexicon.language!r}, but the folder is {folder!r}",
            path=path,
            line=line,
        )
    return lexicon


def parse_lexicon(text: str, path: str, schema: type[LexiconT]) -> LexiconT:
    """Parse the text of a lexicon and check it against its schema.

    Raises:
        SchemaError: with line and column of the first fault.
    """
    # PyYAML loads slowly, and many commands import lexicons without reading one.
    from claimkit import yamlio

    return yamlio.load_struct(text, path, schema, _split_words)


def _split_words(_kind: type, value: object) -> WordList:
    """Return the words of a `WordList` in the file; there must be at least one."""
    words = value.split() if isinstance(value, str) else value
    try:
        return WordList(msgspec.convert(words, Annotated[tuple[Word, ...], Meta(min_length=1)]))
    except msgspec.ValidationError as error:
        # The message names no path: msgspec adds the path of the list to a ValueError.
        message = str(error).partition(" - at ")[0]
        if "regex" in message:
            message = "words are written in lower case"
        raise ValueError(message) from error
