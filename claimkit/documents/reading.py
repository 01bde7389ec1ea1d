"""Files and strings to documents."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from claimkit.documents.metadata.candidates import (
    DateEvidence,
    Evidence,
    Origin,
    choose,
    judge_date,
)
from claimkit.documents.metadata.front_matter import find_sidecar, read_sidecar
from claimkit.documents.metadata.printed_dates import parse_date
from claimkit.documents.readers.cleaning import Reading, clean_markdown, clean_plain_text
from claimkit.documents.readers.decoding import decode
from claimkit.errors import DocumentError
from claimkit.model import Document, Finding

Reader = Callable[[str, str, str | None], Reading]
"""Turns decoded source text, the document's name and its known title into a `Reading`."""

READERS: Mapping[str, Reader] = MappingProxyType({".txt": clean_plain_text, ".md": clean_markdown})

MAX_CHARACTERS = 1_000_000
_MAX_BYTES = 16_000_000  # 1,000,000 characters in any encoding, with markup around them
_SPLIT_HINT = "split it into several documents; claimkit reads up to 1,000,000 characters each"


def read_document(
    path: Path,
    *,
    name: str | None = None,
    published: str | None = None,
    author: str | None = None,
) -> Document:
    """Read a file, with the sidecar beside it if there is one.

    Args:
        name: what the ledger calls the document; the path itself by default.
        published: the date of publication, which overrides all evidence.
        author: the author, who overrides all evidence.

    Raises:
        DocumentError: if the file is not there, not text, empty, or too large.
        SchemaError: if the sidecar is at fault.
    """
    name = path.as_posix() if name is None else name
    reader = READERS.get(path.suffix.lower())
    data = _read_bytes(path, name)
    if reader is None:
        raise DocumentError(
            f"{name}: claimkit doesn't read {path.suffix or 'files without a suffix'}",
            hint=f"save its text with one of these suffixes: {', '.join(READERS)}",
        )
    sidecar = find_sidecar(path)
    given = read_sidecar(sidecar).evidence() if sidecar else []
    return _make_document(
        decode(data, name),
        name,
        hashlib.sha256(data).hexdigest(),
        given + _options(name, published=published, author=author),
        reader,
    )


def document_from_text(
    text: str,
    *,
    name: str,
    title: str | None = None,
    author: str | None = None,
    published: str | None = None,
    url: str | None = None,
) -> Document:
    """Read a string as plain text; offsets are those of ``text``, whatever stands in it.

    ``published`` may carry a time of day, of which nothing is kept.

    Raises:
        DocumentError: if the text is empty or too large, or ``published`` is no date.
    """
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    given = _options(name, title=title, author=author, published=published, url=url)
    return _make_document(text, name, digest, given, clean_plain_text)


def _options(name: str, **values: str | None) -> list[Evidence]:
    given = []
    for field, value in values.items():
        if value is None or not value.strip():
            continue
        if field == "published":
            date = parse_date(value)
            if date is None or date.value is None:
                raise DocumentError(
                    f"{name}: the date of publication {value!r} is not a date of the calendar",
                    hint="write a day, a month or a year, such as 2025-04-26",
                )
            value = date.value
        given.append(Evidence(field, value.strip(), Origin.OPTION))
    return given


def _read_bytes(path: Path, name: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > _MAX_BYTES:
            raise DocumentError(f"{name}: the file is too large ({size:,} bytes)", hint=_SPLIT_HINT)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentError(
            f"{name}: there is no such file", hint="check the path, or leave it out"
        ) from error
    except IsADirectoryError as error:
        raise DocumentError(
            f"{name}: this is a folder that can't be listed", hint="check its permissions"
        ) from error
    except OSError as error:
        raise DocumentError(
            f"{name}: can't be read: {error.strerror or error}", hint="check its permissions"
        ) from error


def _make_document(
    source: str, name: str, digest: str, given: list[Evidence], reader: Reader
) -> Document:
    if not source.strip():
        raise DocumentError(
            f"{name}: the document is empty", hint="put its text into it, or leave it out"
        )
    if len(source) > _MAX_BYTES:
        raise DocumentError(
            f"{name}: the document is too large ({len(source):,} characters)", hint=_SPLIT_HINT
        )
    reading = reader(source, name, choose(given, "title"))
    if not reading.blocks:
        raise DocumentError(
            f"{name}: the document holds no text, only layout",
            hint="check that its text was saved with it, or leave it out",
        )
    if len(reading.text) > MAX_CHARACTERS:
        raise DocumentError(
            f"{name}: the document is too large ({len(reading.text):,} characters of text)",
            hint=_SPLIT_HINT,
        )
    evidence = given + list(reading.evidence)
    findings = list(reading.findings)
    for item in _iter_judged(reading.dates, source, name):
        (findings if isinstance(item, Finding) else evidence).append(item)  # type: ignore[arg-type]
    return Document(
        path=name,
        text=reading.text,
        blocks=reading.blocks,
        offsets=reading.offsets,
        sha256=digest,
        title=choose(evidence, "title"),
        author=choose(evidence, "author"),
        outlet=choose(evidence, "outlet"),
        published=choose(evidence, "published"),
        url=choose(evidence, "url"),
        findings=tuple(findings),
    )


def _iter_judged(
    dates: tuple[DateEvidence, ...], source: str, name: str
) -> list[Evidence | Finding]:
    return [judge_date(date, source, name) for date in dates]
