"""Decode the bytes of a page: by its byte order mark, its sender, its own word, or its bytes."""

from __future__ import annotations

import codecs
import re

from claimkit.documents.readers.decoding import DecodedText, decode_document
from claimkit.documents.source_places import place_of
from claimkit.errors import DocumentError
from claimkit.faults import ENCODING
from claimkit.model import Finding

_DECLARED = re.compile(
    rb"<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})"
    rb"|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{1,40})",
    re.IGNORECASE,
)
_PRESCAN = 4096
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_MAX_NULLS = 0.01
_LOST = "\ufffd"
_AS_BROWSERS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
"""Encodings that browsers read as a larger one, by the names that Python gives them."""

_UNMARKED = frozenset(("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7"))
"""Encodings that the bytes themselves show, whatever the page says."""

_HINT = "save the page anew as it was sent, or look at the names in it"


def decode_page(data: bytes, name: str, sent_as: str | None = None) -> DecodedText:
    """Return the text of a page, with findings if what it says of its encoding is wrong.

    Args:
        name: the document's name in findings.
        sent_as: the encoding that the sender of the page named.

    Raises:
        DocumentError: if the bytes are no text.
    """
    declared = sent_as or _find_declared(data)
    codec = _find_codec(declared)
    if data.startswith(_MARKS) or codec is None or codec in _UNMARKED:
        return _by_bytes(data, name, declared, is_known=codec is not None)
    if not data.isascii() and _is_utf8(data):  # other encodings are hardly ever so by accident
        message = f"the page says that it is in {declared}, but it is in UTF-8 and read as that"
        return DecodedText(data.decode("utf-8"), (_finding(message, name),))
    text = data.decode(codec, "replace")
    lost = text.find(_LOST)
    if lost < 0:
        return DecodedText(text)
    message = f"the page says that it is in {declared}, but this character is not"
    return DecodedText(text, (_finding(message, name, *place_of(text, lost)),))


def _by_bytes(data: bytes, name: str, declared: str | None, *, is_known: bool) -> DecodedText:
    """Decode a page by its bytes, as a text that says nothing of its encoding."""
    if 0 < data.count(0) <= _MAX_NULLS * len(data):
        data = data.replace(b"\0", b" ")  # as browsers do
    try:
        decoded = decode_document(data, name)
    except DocumentError:
        if b"\0" in data:
            raise
        decoded = DecodedText(data.decode("cp1252", "replace"))
    if decoded.findings or not declared or data.isascii():
        return decoded
    if not is_known:
        message = f"the page says that it is in {declared!r}, which is no known encoding"
    elif not data.startswith(_MARKS) and not _is_utf8(data) and b"\0" not in data:
        message = f"the page says that it is in {declared}, but it is not; read as Windows-1252"
    else:
        return decoded
    return DecodedText(decoded.text, (_finding(message, name),))


def _find_declared(data: bytes) -> str | None:
    """Return the encoding that a page names at its start."""
    match = _DECLARED.search(data, 0, _PRESCAN)
    name = (match[1] or match[2]) if match else None
    return name.decode("ascii") if name else None


def _find_codec(name: str | None) -> str | None:
    """Return the name that Python has for an encoding of texts; None if it has none."""
    try:
        found = codecs.lookup(name.strip()).name if name else None
        if found is None:
            return None
        "a".encode(found)  # raises LookupError for base64 and others that are no encoding of texts
    except (LookupError, ValueError):
        return None
    return _AS_BROWSERS.get(found, found)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _finding(
    message: str, name: str, line: int | None = None, column: int | None = None
) -> Finding:
    return ENCODING.finding(message, name, line, column, hint=_HINT)
