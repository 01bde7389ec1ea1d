"""Decode the bytes of a document: UTF-8, UTF-16 or Windows-1252."""

from __future__ import annotations

import codecs
import re

from claimkit.errors import DocumentError

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


def decode(data: bytes, name: str) -> str:
    """Return the text of a document, without a byte order mark.

    Raises:
        DocumentError: if ``data`` is binary, or in an encoding that claimkit does not read.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], encoding, name)
    wide_encoding = _guess_wide_encoding(data)
    if wide_encoding:
        return _decode_as(data, wide_encoding, name)
    if _is_binary(data):
        raise DocumentError(
            f"{name}: this is not a text file (it holds binary data)",
            hint="save the document's text as .txt or .md in UTF-8 and read that",
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_as(data, "cp1252", name)


def _decode_as(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        tried = encoding if encoding.startswith("utf") else "UTF-8, UTF-16 or Windows-1252"
        raise DocumentError(
            f"{name}: the text is not {tried} (byte {error.start})",
            hint="save the document in UTF-8",
        ) from error


def _guess_wide_encoding(data: bytes) -> str | None:
    """Return the UTF-16 byte order of Western text that has no byte order mark."""
    sample = data[:_SAMPLE_BYTES]
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
