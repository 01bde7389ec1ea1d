"""Decode the bytes of a document: UTF-8, UTF-16, UTF-32, or an older encoding of one byte a letter.

A file that is UTF-8 but for some bytes stays UTF-8: only these bytes are read as Windows-1252.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from claimkit.documents.source_places import place_of
from claimkit.errors import DocumentError
from claimkit.faults import ENCODING
from claimkit.model import Finding

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (
        codecs.BOM_UTF32_LE,
        "utf-32-le",
    ),  # its mark begins with the mark of UTF-16, so it must come first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE_BYTES = 65_536
_MAX_CONTROL_SHARE = 0.1
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_NOT_ASCII = re.compile(
    rb"(?P<good>(?:[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]"
    rb"|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})+)"
    # A character that was cut, as at the end of a download.
    rb"|(?P<cut>[\xe1-\xef][\x80-\xbf]|[\xf1-\xf3][\x80-\xbf]{1,2})(?![\x80-\xff])"
    rb"|(?P<odd>[\x80-\xff])"
)
_USUAL = re.compile("[\u00a0-\u024f\u2000-\u22ff]")
_LOST = "\ufffd"
_ENCODING_HINT = "save the document in UTF-8"


@dataclass(frozen=True, slots=True)
class DecodedText:
    """The text of a file, without a byte order mark, and the findings about its encoding."""

    text: str
    findings: tuple[Finding, ...] = ()


def decode(data: bytes, name: str) -> str:
    """Return the text of a document, without a byte order mark.

    Raises:
        DocumentError: if ``data`` is binary, or in an encoding that claimkit does not read.
    """
    return decode_document(data, name).text


def decode_document(data: bytes, name: str) -> DecodedText:
    """Return the text of a document with findings about bytes whose meaning was guessed.

    Raises:
        DocumentError: if ``data`` is binary, or in an encoding that claimkit does not read.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            data = data[len(mark) :]
            return _decode_utf8(data, name) if encoding == "utf-8" else _wide(data, encoding, name)
    wide_encoding = _guess_wide_encoding(data)
    if wide_encoding:
        return _wide(data, wide_encoding, name)
    if _is_binary(data):
        raise DocumentError(
            f"{name}: this is not a text file (it holds binary data)",
            hint="save the document's text as .txt or .md in UTF-8 and read that",
        )
    return _decode_utf8(data, name)


def _decode_utf8(data: bytes, name: str) -> DecodedText:
    try:
        return DecodedText(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _decode_mixed(data, name) if _is_mostly_utf8(data) else _single_bytes(data, name)


def _is_mostly_utf8(data: bytes) -> bool:
    """Return whether a file is UTF-8 in spite of some bytes.

    An older encoding forms a character of UTF-8 by accident only, such as "Ü”" at the end of a
    word in capital letters, and then mostly one of another script.
    """
    good, odd = 0.0, 0
    for match in _NOT_ASCII.finditer(data):
        if match.lastgroup == "good":
            text = match[0].decode("utf-8")
            usual = len(_USUAL.findall(text))
            good += usual + (len(text) - usual) / 2
        else:
            odd += 1
    return good >= odd


def _decode_mixed(data: bytes, name: str) -> DecodedText:
    """Read the bytes that are not UTF-8 as Windows-1252, and a cut character as lost."""
    pieces: list[str] = []
    odd: list[tuple[int, str]] = []
    read_to = length = 0
    for match in _NOT_ASCII.finditer(data):
        if match.lastgroup == "good":
            continue
        before = data[read_to : match.start()].decode("utf-8")
        words = _LOST if match.lastgroup == "cut" else match[0].decode("cp1252", "replace")
        pieces += (before, words)
        odd.append((length + len(before), words))
        length += len(before) + len(words)
        read_to = match.end()
    pieces.append(data[read_to:].decode("utf-8"))
    text = "".join(pieces)
    return DecodedText(text, (_mixed_finding(text, odd, name),))


def _mixed_finding(text: str, odd: list[tuple[int, str]], name: str) -> Finding:
    offset, words = odd[0]
    line, column = place_of(text, offset)
    if words == _LOST:
        message = "part of a character is missing here"
    else:
        message = f"this is not UTF-8 as the rest of the file is; it is read as {words!r}"
    if len(odd) > 1:
        lines = {text.count("\n", 0, place) for place, _ in odd[:1000]}
        message += f", and {len(odd) - 1:,} more such places"
        message += " in this line" if len(lines) == 1 else " below"
    return ENCODING.finding(message, name, line, column, hint=_ENCODING_HINT)


def _single_bytes(data: bytes, name: str) -> DecodedText:
    """Decode a text of an older encoding, in which each letter is one byte."""
    from claimkit.documents.readers.single_bytes import judge_encoding  # few files need it

    judged = judge_encoding(data)
    if judged is None:
        start = next(match.start() for match in re.finditer(rb"[\x81\x8d\x8f\x90\x9d]", data))
        raise DocumentError(
            f"{name}: the text is not UTF-8, UTF-16 or Windows-1252 (byte {start})",
            hint=_ENCODING_HINT,
        )
    text = data.decode(judged.codec, "replace")
    if judged.is_usual:
        return DecodedText(text)
    first = next(index for index, character in enumerate(text) if not character.isascii())
    finding = ENCODING.finding(
        f"the file is not UTF-8; it is read as {judged.name}, so this is {text[first]!r}",
        name,
        *place_of(text, first),
        hint=_ENCODING_HINT,
    )
    return DecodedText(text, (finding,))


def _wide(data: bytes, encoding: str, name: str) -> DecodedText:
    try:
        return DecodedText(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"{name}: the text is not {encoding} (byte {error.start})", hint=_ENCODING_HINT
        ) from error


def _guess_wide_encoding(data: bytes) -> str | None:
    """Return the wide encoding of Western text that has no byte order mark."""
    sample = data[:_SAMPLE_BYTES]
    quarter = len(sample) // 4
    if quarter > 1 and not len(data) % 4:
        zeros = [sample[place::4].count(0) for place in range(4)]
        if min(zeros[1:]) > 0.9 * quarter and zeros[0] < 0.05 * quarter:
            return "utf-32-le"
        if min(zeros[:3]) > 0.9 * quarter and zeros[3] < 0.05 * quarter:
            return "utf-32-be"
    half = len(sample) // 2
    if half < 2 or len(data) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _is_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE_BYTES]
    controls = sum(1 for _ in _CONTROL.finditer(sample))
    return b"\x00" in sample or controls > _MAX_CONTROL_SHARE * len(sample)
