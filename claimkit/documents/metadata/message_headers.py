"""Read the headers of a message that a text begins with: From, To, Date, Subject."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from claimkit.documents.metadata.header_words import HeaderWords, load_header_words
from claimkit.lexicons.headers import load_headers
from claimkit.lexicons.word_patterns import any_of

_MIN_HEADERS = 2
_MAX_LINES_ABOVE = 3
_SENDER, _ADDRESSEE, _SUBJECT, _DATE, _OTHER = "author", "addressee", "title", "date", "other"
_ADDRESS = re.compile(r"\s*(?:<[^<>\s]*>|\(?\S+@\S+\.\w+\)?)\s*")


@dataclass(frozen=True, slots=True)
class MessageHeader:
    """A header of a message; ``field`` is one of those of `MessageLabels`.

    ``start`` is the place of its value in the line.
    """

    field: str
    value: str
    start: int


def read_message_headers(texts: Sequence[str], language: str) -> tuple[int, list[MessageHeader]]:
    """Return the headers that the first lines are, or none unless there are several kinds.

    The number is that of the line at which they begin: a line such as "Forwarded message" may
    stand above them.
    "Date: 3 May 2017" above a press release is not the header of a message.
    """
    words = load_header_words(language)
    start = 0
    while start < min(_MAX_LINES_ABOVE, len(texts)) and _may_stand_above(texts[start], words):
        start += 1
    found: list[MessageHeader] = []
    for text in texts[start:]:
        header = _read_header(text, language)
        if header is None:
            break
        found.append(header)
    kinds = {header.field for header in found}
    is_message = _SENDER in kinds or _ADDRESSEE in kinds
    return (start, found) if is_message and len(kinds) >= _MIN_HEADERS else (0, [])


def _may_stand_above(text: str, words: HeaderWords) -> bool:
    """Return whether a line may stand above the headers: "Memorandum", a letterhead."""
    return words.is_kicker(text) or (":" not in text and words.is_organisation(text))


def _read_header(text: str, language: str) -> MessageHeader | None:
    match = _header_pattern(language).match(text)
    if not match:
        return None
    label = match["label"].casefold()
    fields = load_headers(language).message_labels
    for field in (_SENDER, _ADDRESSEE, _DATE, _SUBJECT, _OTHER):
        if label in getattr(fields, field):
            return MessageHeader(field, match["value"].strip(), match.start("value"))
    return None


@cache
def _header_pattern(language: str) -> re.Pattern[str]:
    fields = load_headers(language).message_labels
    labels = fields.author + fields.addressee + fields.date + fields.title + fields.other
    return re.compile(rf"(?P<label>{any_of(labels)})\s*:\s*(?P<value>.*)$", re.IGNORECASE)


def without_address(value: str) -> str:
    """Return a correspondent without the e-mail address.

    >>> without_address('"Ana Beck" <ana@beck.example>')
    'Ana Beck'
    """
    return _ADDRESS.sub(" ", value).strip(" \t\"'<>,;")
