"""Choose the text of a mail among its parts, and decode it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message

from claimkit.documents.readers.decoding import decode
from claimkit.documents.readers.mail.heads import read_day, read_field
from claimkit.documents.readers.mail.web_text import text_of_html
from claimkit.errors import DocumentError

_MAX_DEPTH = 30
_MAX_PARTS = 2_000
_MIN_SHARE = 0.5
_WESTERN = ("us-ascii", "ascii", "iso-8859-1", "iso8859-1", "latin-1", "latin1", "windows-1252")
_WIDE = ("utf-16", "utf-32", "utf_16", "utf_32", "ucs-2", "ucs-4", "iso-10646-ucs")
_ENCRYPTED = (
    "multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime",
    "application/pgp-encrypted",
)  # fmt: skip
_READ_MULTIPARTS = ("multipart/alternative", "multipart/related", "multipart/signed")
_UNNAMED = ("application/pgp-signature", "application/pkcs7-signature",
            "application/x-pkcs7-signature", "text/calendar", "message/delivery-status",
            "text/rfc822-headers")  # fmt: skip


@dataclass(slots=True)
class MailText:
    """The text of a mail. ``attachments`` are the names of what is not read."""

    pieces: list[str] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)
    is_encrypted: bool = False

    @property
    def text(self) -> str:
        return "\n\n".join(piece.strip("\n") for piece in self.pieces if piece.strip())


def read_text(message: Message, name: str) -> MailText:
    """Return the text of a mail, which has it in one part, in several or in several versions.

    Raises:
        DocumentError: if it has no text, or too many parts.
    """
    found = MailText()
    _read_part(message, found, name, 0)
    return found


def _read_part(part: Message, found: MailText, name: str, depth: int) -> None:
    kind = part.get_content_type()
    if depth > _MAX_DEPTH or len(found.attachments) + len(found.pieces) > _MAX_PARTS:
        raise DocumentError(f"{name}: the mail has too many parts", hint="save its text as .txt")
    children = _children(part)
    if kind in _ENCRYPTED:
        found.is_encrypted = True
    elif kind == "message/rfc822":
        for child in children[:1]:
            found.pieces.append(_head_of(child))
            _read_part(child, found, name, depth + 1)
    elif kind == "multipart/alternative":
        _read_alternative(children, found, name, depth)
    elif children:
        chosen = children[:1] if kind in _READ_MULTIPARTS else children
        for child in chosen:
            _read_part(child, found, name, depth + 1)
        found.attachments += (
            label for child in children[len(chosen) :] if (label := _label(child, kind))
        )
    elif kind in ("text/plain", "text/html") and not _is_attachment(part):
        text = _decode(part, name)
        found.pieces.append(text_of_html(text) if kind == "text/html" else text)
    elif label := _label(part, ""):
        found.attachments.append(label)


def _children(part: Message) -> list[Message]:
    # Of a text, `get_payload` would decode it with whatever codec the mail names.
    payload = part.get_payload() if part.is_multipart() else []
    children = payload if isinstance(payload, list) else []
    return [child for child in children if isinstance(child, Message)]


def _read_alternative(children: list[Message], found: MailText, name: str, depth: int) -> None:
    """Read one of several versions: the plain one, unless it lacks much of the other one."""
    versions: list[tuple[str, MailText]] = []
    for child in children:
        version = MailText()
        _read_part(child, version, name, depth + 1)
        versions.append((child.get_content_type(), version))
    texts = [(kind, version) for kind, version in versions if version.text.strip()]
    if not texts:
        return
    best = next((version for kind, version in texts if kind == "text/plain"), texts[-1][1])
    longest = max((version for _, version in texts), key=_count_words)
    if _count_words(best) < _MIN_SHARE * _count_words(longest):
        best = longest
    found.pieces += best.pieces
    found.attachments += best.attachments


def _count_words(version: MailText) -> int:
    return len(version.text.split())


def _is_attachment(part: Message) -> bool:
    return part.get_content_disposition() == "attachment"


def _label(part: Message, parent: str) -> str | None:
    """Return the name of an attachment; None for what no reader would miss."""
    kind = part.get_content_type()
    if kind in _UNNAMED or (parent == "multipart/related" and kind.startswith("image/")):
        return None
    try:
        name = part.get_filename()
    except (ValueError, TypeError, UnicodeError, LookupError):
        name = None
    return " ".join(name.split())[:200] if name else kind


def _head_of(message: Message) -> str:
    """Return the head of a mail that was forwarded as a whole, as it stands in forwarded texts."""
    fields = (("From", read_field(message, "From")), ("Date", read_day(message) or ""),
              ("Subject", read_field(message, "Subject")))  # fmt: skip
    lines = [f"{name}: {value}" for name, value in fields]
    return "\n".join(["-----Original Message-----", *lines])


def _decode(part: Message, name: str) -> str:
    """Return the text of a part, in whatever encoding it says or really is."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        charset = part.get_content_charset() or ""
    except (ValueError, TypeError, UnicodeError, LookupError):
        charset = ""
    text = _try(data, "utf-8") if charset in _WESTERN else None  # it often says less than it has
    is_wrong = charset.startswith(_WIDE) and b"\0" not in data  # its line breaks would have one
    if text is None and charset and not is_wrong:
        text = _try(data, charset)
    if text is None:
        text = decode(data, name) if data else ""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _join_flowed(text, part) if part.get_param("format") == "flowed" else text


def _try(data: bytes, charset: str) -> str | None:
    try:
        return data.decode(charset)
    except (UnicodeError, LookupError, ValueError):
        return None


def _join_flowed(text: str, part: Message) -> str:
    """Join the lines that a mail program has broken: those that end in a space."""
    is_space_dropped = str(part.get_param("delsp", "no")).lower() == "yes"
    return "\n".join(_iter_flowed(text, is_space_dropped=is_space_dropped))


def _iter_flowed(text: str, *, is_space_dropped: bool) -> Iterator[str]:
    waiting: list[str] = []
    waiting_signs = ""
    for line in text.split("\n"):
        signs = re.match(r">*", line)
        quoted = signs[0] if signs else ""
        words = line[len(quoted) :].removeprefix(" ")
        if waiting and (quoted != waiting_signs or words == "-- "):
            yield f"{waiting_signs} {''.join(waiting)}".lstrip(" ")
            waiting = []
        waiting_signs = quoted
        is_soft = words.endswith(" ") and words != "-- "
        waiting.append(words[:-1] if is_soft and is_space_dropped else words)
        if not is_soft:
            yield f"{waiting_signs} {''.join(waiting)}".lstrip(" ")
            waiting = []
    if waiting:
        yield f"{waiting_signs} {''.join(waiting)}".lstrip(" ")
