"""Load a lexicon that ships with the package and hold it to its schema."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TypeVar

from pydantic import BaseModel, ConfigDict

from claimkit import yamlio
from claimkit.errors import LexiconError, SchemaError


class Entry(BaseModel):
    """Base of every lexicon entry: immutable, unknown keys refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Header(Entry):
    """What each lexicon file says of itself."""

    id: str
    language: str
    version: int
    licence: str
    provenance: str


LexiconT = TypeVar("LexiconT", bound=Header)


@cache
def load_lexicon(name: str, schema: type[LexiconT]) -> LexiconT:
    """Load ``lexicons/<name>.yaml`` once a process.

    Raises:
        LexiconError: with file, line and column of the first fault.
    """
    path = f"{name}.yaml"
    text = resources.files(__package__).joinpath(path).read_text(encoding="utf-8")
    try:
        return yamlio.load(text, f"claimkit/lexicons/{path}", schema)
    except SchemaError as error:
        raise LexiconError(
            error.message.split(": ", 1)[1], path=error.path, line=error.line, column=error.column
        ) from error
