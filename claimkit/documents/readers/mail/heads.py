"""Read the fields of a mail's head: who sent it, when, about what."""

from __future__ import annotations

from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from claimkit.documents.messages.correspondents import read_name
from claimkit.documents.metadata.candidates import MetadataCandidate, Origin
from claimkit.documents.readers.decoding import decode
from claimkit.documents.subjects import prefix_length
from claimkit.errors import DocumentError

_MAX_FIELD = 2_000


def read_field(message: Message, name: str) -> str:
    """Return a field of the head without its encoding and line breaks; empty if there is none."""
    try:
        # On one line: the space between an encoded word and a plain one on the next line counts.
        raw = " ".join(str(message.get(name, ""))[:_MAX_FIELD].split())
    except (ValueError, TypeError, UnicodeError):
        return ""
    try:
        words = "".join(_decode_word(text, charset) for text, charset in decode_header(raw))
    except (ValueError, LookupError, UnicodeError):  # no such encoded words
        words = raw
    return " ".join(words.split())


def _decode_word(text: bytes | str, charset: str | None) -> str:
    if isinstance(text, str):
        # Bytes that are not ASCII and stand in the head as they are.
        return _decode_bytes(text.encode("utf-8", "surrogateescape"), None)
    return _decode_bytes(text, charset)


def _decode_bytes(data: bytes, charset: str | None) -> str:
    if charset:
        try:
            return data.decode(charset)
        except (LookupError, UnicodeError):
            pass
    try:
        return decode(data, "")
    except DocumentError:
        return data.decode("latin-1")


def read_metadata(message: Message, language: str) -> list[MetadataCandidate]:
    """Return author, day and title of a mail. The day is that of the sender's clock."""
    found = [("author", name) for name in read_senders(message, language)]
    day = read_day(message)
    if day:
        found.append(("published", day))
    subject = read_field(message, "Subject")
    title = subject[prefix_length(subject, language) :].strip()
    if title:
        found.append(("title", title))
    return [MetadataCandidate(field, value, Origin.FRONT_MATTER) for field, value in found]


def read_senders(message: Message, language: str) -> list[str]:
    """Return the names of those who sent a mail."""
    try:
        addresses = getaddresses([read_field(message, "From")])
    except (RecursionError, ValueError, IndexError):  # thousands of brackets, for example
        return []
    names = (read_name(name, language) for name, _ in addresses if name)
    return [name for name in names if name]


def read_day(message: Message) -> str | None:
    """Return the day on which a mail was sent, by the clock of its sender."""
    try:
        return parsedate_to_datetime(read_field(message, "Date")).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
