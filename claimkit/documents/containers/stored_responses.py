"""Read HTTP responses as web archives store them."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

_MAX_HEAD = 1_000_000
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?\s+(\d{3})\b")
_CHUNK = re.compile(rb"\s*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\n]{0,1000})?\r?\n")
_BLANK_LINE = re.compile(rb"\r?\n[ \t]*\r?\n")


class BadResponseError(ValueError):
    """A stored response that cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class StoredResponse:
    """A response with its body as the server meant it, without compression and chunks."""

    status: int
    media_type: str | None
    body: bytes


def read_response(block: bytes, max_bytes: int) -> StoredResponse:
    """Read a response. Some archives have undone compression and chunks, and kept the headers.

    Raises:
        BadResponseError: if the block is no response, or its body is too large or coded unknown.
    """
    match = _STATUS.match(block)
    end = _BLANK_LINE.search(block, 0, _MAX_HEAD)
    if match is None:
        raise BadResponseError("it holds no HTTP response")
    head, body = (block[: end.start()], block[end.end() :]) if end else (block, b"")
    headers = _read_headers(head)
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _join_chunks(body)
    for coding in reversed(headers.get("content-encoding", "").lower().split(",")):
        body = _decompress(body, coding.strip(), max_bytes)
    return StoredResponse(int(match[1]), headers.get("content-type"), body)


def _read_headers(head: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    name = ""
    for line in head.decode("latin-1").splitlines()[1:]:
        if line[:1] in (" ", "\t") and name:
            found[name] += " " + line.strip()
            continue
        name, _, value = line.partition(":")
        name = name.strip().lower()
        found.setdefault(name, value.strip())
    return found


def _join_chunks(body: bytes) -> bytes:
    """Return the content of chunks; a body that has none as it is, a cut one as far as it goes."""
    pieces: list[bytes] = []
    position = 0
    while match := _CHUNK.match(body, position):
        size = int(match[1], 16)
        if size == 0:
            break
        pieces.append(body[match.end() : match.end() + size])
        position = match.end() + size
    return b"".join(pieces) if pieces else body


def _decompress(body: bytes, coding: str, max_bytes: int) -> bytes:
    if coding in ("", "identity") or not body:
        return body
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise BadResponseError(
            f"it is compressed with {coding[:40]!r}, which claimkit doesn't read"
        )
    is_gzip = body[:2] == b"\x1f\x8b"
    if coding != "deflate" and not is_gzip:
        return body  # decompressed by the archive
    for bits in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
        try:
            data = zlib.decompressobj(bits).decompress(body, max_bytes + 1)
            break
        except zlib.error:
            if is_gzip:
                raise BadResponseError("its compression is damaged") from None
    else:
        return body
    if not data:
        raise BadResponseError("its compression is damaged")
    if len(data) > max_bytes:
        raise BadResponseError(f"it is too large (over {max_bytes:,} bytes)")
    return data
