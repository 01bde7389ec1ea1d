"""Represent a proper name in a text, and the kinds of its bearers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from claimkit.lexicons.sources import Gender

_MAX_PERSON_WORDS = 3


class EntityKind(StrEnum):
    PERSON = "person"
    BODY = "body"
    PLACE = "place"
    GROUP = "group"
    DOCUMENT = "document"
    UNKNOWN = "unknown"


@dataclass(slots=True)
class Name:
    """A proper name in tokens ``[start, end)``, without titles; ``words`` are in lower case.

    ``role`` is the title or apposition beside it, as printed. ``head`` is the token by which the
    name depends on the rest of its sentence.
    """

    start: int
    end: int
    head: int
    text: str
    words: tuple[str, ...]
    kind: EntityKind
    gender: Gender | None = None
    role: str | None = None
    is_outlet: bool = False
    has_article: bool = False
    in_heading: bool = False
    in_quotation: bool = False
    is_subject: bool = False
    # The first token of a title before the name.
    role_start: int | None = None
    # The first token of an office that begins before the nouns with capitals around the name.
    office_start: int | None = None
    # The end of letters after the name ("Ada Falk QC"); 0 without.
    letters_end: int = 0
    # What kind of body it is: "Havn, the dockers' union".
    noun: str | None = None
    # Whether the words beside it show a firm: "Norvik shares".
    is_firm: bool = False


def may_be_full_name(words: Sequence[str]) -> bool:
    """Return whether words may be a first name and a surname."""
    return 1 < len(words) <= _MAX_PERSON_WORDS
