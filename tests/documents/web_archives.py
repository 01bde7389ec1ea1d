"""Write records of web archives."""

from __future__ import annotations

PAGE = """<!doctype html><title>Mill</title><h1>Mill burns down</h1>
<p>The mill burned down on Friday, the fire brigade said. Nobody was hurt.</p>"""


def record(
    block: bytes | str,
    *,
    kind: str = "response",
    address: str = "https://news.example.org/mill",
    media_type: str = "application/http; msgtype=response",
    more: str = "",
) -> bytes:
    data = block.encode() if isinstance(block, str) else block
    return (
        (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\n"
            f"WARC-Date: 2026-03-03T23:30:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n{more}"
            f"Content-Type: {media_type}\r\nContent-Length: {len(data)}\r\n\r\n"
        ).encode()
        + data
        + b"\r\n\r\n"
    )


def http(
    body: bytes | str = PAGE, *headers: str, status: str = "200 OK", media_type: str = "text/html"
) -> bytes:
    data = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {media_type}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + data


INFO = record("software: test", kind="warcinfo", media_type="application/warc-fields")
GOOD = record(http(), address="https://news.example.org/good")
