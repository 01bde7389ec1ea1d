"""Read corpora in JSON Lines, with one document on each line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claimkit.documents.containers.streams import Stream, open_stream, skip_line
from claimkit.documents.formats import JSON_LINES
from claimkit.documents.reading import document_from_text
from claimkit.errors import DocumentError
from claimkit.faults import CORPUS_LINE
from claimkit.model import Document, Finding

_MAX_LINE_BYTES = 16_000_000
_OPTIONAL = ("title", "author", "published", "url")


def iter_documents(path: Path, *, language: str) -> Iterator[Document | Finding]:
    """Yield the documents of a corpus in file order, with one in memory at a time.

    A line that is not a document gives an error finding with its number, and reading continues.
    ``Document.path`` is the line's ``id``, its source text the ``text``. The keys ``title``,
    ``author``, ``published`` and ``url`` are used too. Other keys and blank lines are ignored.

    Raises:
        DocumentError: if the file itself cannot be read.
    """
    with open_stream(path, JSON_LINES) as file:
        for number, line in enumerate(_iter_lines(file, path), start=1):
            if line is None:
                yield _fault(path, number, "the line is too long", "split the document")
            elif line.strip():
                yield _read_line(path, number, line, language)


def _iter_lines(file: Stream, path: Path) -> Iterator[bytes | None]:
    """Yield the lines; None for a line that is too long to hold in memory."""
    while line := file.readline(_MAX_LINE_BYTES):
        if len(line) < _MAX_LINE_BYTES or line.endswith(b"\n"):
            yield line
            continue
        skip_line(file, path)
        yield None


def _read_line(path: Path, number: int, line: bytes, language: str) -> Document | Finding:
    try:
        record = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
    except UnicodeDecodeError:
        return _fault(path, number, "the line is not UTF-8", "save the corpus in UTF-8")
    except RecursionError:
        return _fault(path, number, "the line is nested too deeply", "leave it out")
    except ValueError as error:
        return _fault(path, number, f"the line is not JSON: {error}", "correct it")
    fault = _find_fault(record)
    if fault:
        return _fault(path, number, fault, 'a line is {"id": …, "text": …} with strings')
    optional = {key: record.get(key) for key in _OPTIONAL}
    try:
        return document_from_text(
            record["text"], name=str(record["id"]), language=language, **optional
        )
    except DocumentError as error:
        return _fault(path, number, error.message, error.hint)


def _find_fault(record: Any) -> str | None:
    """Return the fault of a line's record, or None."""
    if not isinstance(record, dict):
        return "the line is not a JSON object"
    name = record.get("id")
    if isinstance(name, bool) or not isinstance(name, str | int) or name == "":
        return 'the line has no "id"'
    if not isinstance(record.get("text"), str):
        return 'the line has no "text"'
    for key in _OPTIONAL:
        value = record.get(key)
        if key == "author" and _is_list_of_names(value):
            continue
        if not isinstance(value, str | None):
            return f'"{key}" is not a string'
    return None


def _is_list_of_names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(name, str) for name in value)


def _fault(path: Path, number: int, message: str, hint: str | None) -> Finding:
    return CORPUS_LINE.finding(message, path.as_posix(), number, 1, hint=hint)
