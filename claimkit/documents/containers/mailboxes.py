"""Read mailboxes in the mbox format, with one mail after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from claimkit.documents.containers.streams import MAX_SKIPPED, Stream, open_stream
from claimkit.documents.formats import MAX_MAIL_BYTES, MBOX
from claimkit.documents.reading import document_from_bytes
from claimkit.errors import DocumentError
from claimkit.faults import CORPUS_LINE
from claimkit.model import Document, Finding

_OPENING = re.compile(rb"From \S.{0,200}\d\d:\d\d")
_QUOTED_OPENING = re.compile(rb"^>(?=>*From )", re.MULTILINE)
_MESSAGE_ID = re.compile(rb"^message-id:\s*<([^<>\s]{1,250})>", re.IGNORECASE | re.MULTILINE)
_MAX_LINE = 1_000_000
_HEAD = 65_536


def iter_documents(path: Path, *, language: str) -> Iterator[Document | Finding]:
    """Yield the mails of a mailbox in its order, with one in memory at a time.

    ``Document.path`` is the id of the message, or the mailbox with the mail's number.

    Raises:
        DocumentError: if the file itself cannot be read.
    """
    with open_stream(path, MBOX) as file:
        for number, (line, data) in enumerate(_iter_mails(file, path), start=1):
            if len(data) > MAX_MAIL_BYTES:
                yield _fault(path, line, f"mail {number} is too large", "leave it out")
                continue
            found = _MESSAGE_ID.search(data, 0, _HEAD)
            name = found[1].decode("utf-8", "replace") if found else f"{path.name}#{number}"
            try:
                yield document_from_bytes(
                    _QUOTED_OPENING.sub(b"", data),
                    name=name,
                    media_type="message/rfc822",
                    language=language,
                )
            except DocumentError as error:
                yield _fault(path, line, error.message, error.hint)


def _iter_mails(file: Stream, path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the number of the line and the bytes of each mail; too large ones are cut."""
    pieces: list[bytes] = []
    size = start = number = count = 0
    is_after_blank = True
    while line := file.readline(_MAX_LINE):
        number += 1
        if is_after_blank and _OPENING.match(line):
            if pieces:
                yield start, b"".join(pieces)
                count += 1
            pieces, size, start = [], 0, number
        else:
            if size <= MAX_MAIL_BYTES:
                pieces.append(line)
            size += len(line)
            if size > MAX_SKIPPED:
                raise DocumentError(
                    f"{path}: mail {count + 1} has more than {MAX_SKIPPED:,} bytes",
                    hint="check that this is a mailbox, or leave the mail out",
                )
        is_after_blank = not line.strip()
    if pieces:
        yield start, b"".join(pieces)


def _fault(path: Path, line: int, message: str, hint: str | None) -> Finding:
    return CORPUS_LINE.finding(message, path.as_posix(), line, 1, hint=hint)
