"""Read web archives (WARC), compressed or not: each page that they store is a document.

A damaged record costs only itself: reading goes on at the next one.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from claimkit.documents.containers.stored_responses import BadResponseError, read_response
from claimkit.documents.containers.streams import MAX_SKIPPED
from claimkit.documents.file_signatures import identify
from claimkit.documents.formats import TEXT, find_by_media_type
from claimkit.documents.reading import document_from_bytes
from claimkit.errors import DocumentError, NoTextError
from claimkit.faults import UNREAD_RECORD
from claimkit.model import Document, Finding

_MAX_RECORD_BYTES = 50_000_000
_MAX_LINE_BYTES = 65_536
_MAX_HEADERS = 200
_CHUNK = 65_536
_GZIP = b"\x1f\x8b\x08"
_VERSION = re.compile(rb"WARC/\d+\.\d+\s*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PAGES = frozenset(("response", "resource", "conversion"))
_NOT_PAGES = re.compile(r"/(?:robots|ads|security|humans)\.txt$", re.IGNORECASE)
_FIX = "archive the page anew, if it matters"


def iter_documents(path: Path, *, language: str) -> Iterator[Document | Finding]:
    """Yield the pages of an archive in its order, with one in memory at a time.

    ``Document.path`` and ``url`` are the address of the page, ``retrieved`` is the day on which it
    was stored. Answers that are no pages, such as pictures, scripts and errors, are skipped. A
    page that cannot be read gives a finding; pages without text give one together.

    Raises:
        DocumentError: if the file itself cannot be read.
    """
    reader = _ArchiveReader(path, language)
    try:
        with path.open("rb") as file:
            is_compressed = file.read(3) == _GZIP
            file.seek(0)
            stream = io.BufferedReader(_Members(file)) if is_compressed else file
            yield from reader.iter_documents(stream)
    except OSError as error:
        raise DocumentError(
            f"{path}: can't be read: {error.strerror or error}",
            hint="check the path and its permissions",
        ) from error


@dataclass(slots=True)
class _Record:
    """A record; ``block`` is None if it was too large or cut off, and ``fault`` says so."""

    number: int
    headers: dict[str, str]
    block: bytes | None
    fault: str | None = None
    is_damaged: bool = False

    @property
    def address(self) -> str:
        return self.headers.get("warc-target-uri", "").strip("<> ")


@dataclass(slots=True)
class _ArchiveReader:
    path: Path
    language: str
    seen: set[str] = field(default_factory=set)
    without_text: list[str] = field(default_factory=list)

    def iter_documents(self, stream: BinaryIO | io.BufferedReader) -> Iterator[Document | Finding]:
        count = 0
        for record in _iter_records(stream):
            count += not record.is_damaged
            if record.headers.get("warc-type", "").lower() in _PAGES:
                found = self._read(record)
                if found is not None:
                    yield found
            elif record.fault and not record.headers:
                yield self._fault(record, record.fault)
        if not count:
            raise DocumentError(
                f"{self.path}: there is no record of a web archive in it",
                hint="check that the file was downloaded whole",
            )
        if self.without_text:
            pages = "1 page" if len(self.without_text) == 1 else f"{len(self.without_text):,} pages"
            message = f"{pages} without text are skipped, the first is {self.without_text[0]}"
            yield UNREAD_RECORD.finding(message, self.path.as_posix(), hint=_FIX)

    def _read(self, record: _Record) -> Document | Finding | None:
        """Return the page of a record, a finding about it, or None if it is no page."""
        if record.block is None:
            return self._fault(record, record.fault or "it cannot be read")
        media_type = record.headers.get("content-type")
        body = record.block
        if (media_type or "").lower().startswith("application/http") or body[:5] == b"HTTP/":
            try:
                response = read_response(body, _MAX_RECORD_BYTES)
            except BadResponseError as error:
                return self._fault(record, str(error))
            if response.status != 200:
                return None
            media_type, body = response.media_type, response.body
        if not body.strip() or not self._is_page(body, record.address, media_type):
            return None
        return self._make_document(record, body, media_type)

    def _is_page(self, body: bytes, address: str, media_type: str | None) -> bool:
        said = find_by_media_type(media_type or "")
        try:
            form = identify(body, urlsplit(address).path, media_type)
        except (DocumentError, ValueError):
            return False
        if form is None or not form.is_document or _NOT_PAGES.search(address):
            return False
        # A script or style sheet may have the suffix of a page.
        return said is form or media_type is None or form is not TEXT

    def _make_document(
        self, record: _Record, body: bytes, media_type: str | None
    ) -> Document | Finding | None:
        day = _DAY.match(record.headers.get("warc-date", ""))
        name = self._name(record)
        try:
            return document_from_bytes(
                body,
                name=name,
                file_name=urlsplit(record.address).path,
                media_type=media_type,
                url=record.address if record.address.startswith(("http:", "https:")) else None,
                retrieved=day[0] if day else None,
                language=self.language,
            )
        except NoTextError:
            self.without_text.append(name)
            return None
        except DocumentError as error:
            return self._fault(record, error.message.removeprefix(f"{name}: "), error.hint)

    def _name(self, record: _Record) -> str:
        """Return a name of its own for each page; an address may be stored several times."""
        name = record.address or f"{self.path.name}, record {record.number}"
        if name in self.seen:
            name = f"{name} ({record.headers.get('warc-date') or record.number})"
        if name in self.seen:
            name = f"{name}, record {record.number}"
        self.seen.add(name)
        return name

    def _fault(self, record: _Record, message: str, hint: str | None = None) -> Finding:
        where = f" ({record.address[:500]})" if record.address else ""
        return UNREAD_RECORD.finding(
            f"record {record.number:,}{where}: {message}", self.path.as_posix(), hint=hint or _FIX
        )


def _iter_records(stream: BinaryIO | io.BufferedReader) -> Iterator[_Record]:
    """Yield the records of an archive; what stands between them is skipped."""
    number = skipped = 0
    is_damaged = False
    while True:
        try:
            line = stream.readline(_MAX_LINE_BYTES)
            if not line:
                return
            if not _VERSION.fullmatch(line):
                skipped += len(line)
                if skipped <= MAX_SKIPPED:
                    continue
                fault = f"more than {MAX_SKIPPED:,} bytes are no record; the rest is not read"
                yield _Record(number + 1, {}, None, fault, is_damaged=True)
                return
            number += 1
            skipped = 0
            is_damaged = False
            record = _read_record(stream, number)
        except _DamageError:
            if not is_damaged:
                number += 1
                yield _Record(number, {}, None, "its compression is damaged", is_damaged=True)
            is_damaged = True
            continue
        yield record


def _read_record(stream: BinaryIO | io.BufferedReader, number: int) -> _Record:
    headers = _read_headers(stream)
    length = headers.get("content-length", "")
    if not length.isascii() or not length.isdigit() or len(length) > 15:
        return _Record(number, {}, None, "it does not say how long it is")
    size = int(length)
    if size > _MAX_RECORD_BYTES:
        _skip(stream, size)
        return _Record(number, headers, None, f"it is too large ({size:,} bytes)")
    block = stream.read(size)
    if len(block) < size:
        return _Record(number, headers, None, "the archive ends within it")
    return _Record(number, headers, block)


def _read_headers(stream: BinaryIO | io.BufferedReader) -> dict[str, str]:
    headers: dict[str, str] = {}
    name = ""
    for _ in range(_MAX_HEADERS):
        line = stream.readline(_MAX_LINE_BYTES)
        if not line.strip():
            break
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if text[:1] in " \t" and name:
            headers[name] += " " + text.strip()
            continue
        name, _, value = text.partition(":")
        name = name.strip().lower()
        headers[name] = value.strip()
    return headers


def _skip(stream: BinaryIO | io.BufferedReader, size: int) -> None:
    if stream.seekable():
        stream.seek(size, io.SEEK_CUR)
        return
    while size > 0 and (piece := stream.read(min(size, _CHUNK))):
        size -= len(piece)


class _DamageError(Exception):
    """A member cannot be decompressed."""


class _Members(io.RawIOBase):
    """The content of the gzip members of a file, one after the other.

    Each record has a member of its own. A damaged one raises a `_DamageError`; reading may then go
    on, at the next place where a member begins.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._waiting = b""
        self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._is_new = True

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while True:
            if not self._waiting:
                self._waiting = self._file.read(_CHUNK)
                if not self._waiting:
                    return 0
            if self._is_new and not self._find_member():
                continue
            try:
                piece = self._member.decompress(self._waiting, len(buffer))
            except zlib.error as error:
                self._waiting = self._waiting[1:]
                self._is_new = True
                raise _DamageError from error
            self._waiting = self._member.unconsumed_tail
            if self._member.eof:
                self._waiting = self._member.unused_data
                self._is_new = True
            if piece:
                buffer[: len(piece)] = piece
                return len(piece)

    def _find_member(self) -> bool:
        """Skip to the start of the next member; return whether there is one in what was read."""
        place = self._waiting.find(_GZIP)
        if place < 0:
            more = self._file.read(_CHUNK)
            self._waiting = self._waiting[-2:] + more if more else b""
            return False
        self._waiting = self._waiting[place:]
        self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._is_new = False
        return True
