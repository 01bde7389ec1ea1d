"""Read a file or a string as a document."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from claimkit.documents.clean_text import CleanText
from claimkit.documents.metadata.candidates import (
    MetadataCandidate,
    Origin,
    choose,
    choose_all,
    judge_date,
)
from claimkit.documents.metadata.printed_dates import parse_date
from claimkit.documents.metadata.sidecars import find_sidecar, read_sidecar
from claimkit.documents.readers import SUFFIXES, find_reader
from claimkit.documents.readers.plain_text import clean_plain_text
from claimkit.errors import DocumentError
from claimkit.lexicons.languages import DEFAULT_LANGUAGE
from claimkit.model import Document, Finding
from claimkit.regular_files import UnsuitableFileError, read_regular_file

MAX_CHARACTERS = 1_000_000
MAX_BYTES = 16_000_000
"""The largest size of a document: 1,000,000 characters in any encoding, with markup around them."""

_SPLIT_HINT = "split it into several documents; claimkit reads up to 1,000,000 characters each"


def read_document(
    path: Path,
    *,
    name: str | None = None,
    published: str | None = None,
    author: str | None = None,
    language: str = DEFAULT_LANGUAGE,
) -> Document:
    """Read a file, with the sidecar beside it if there is one.

    Args:
        name: the document's name in the ledger; the path by default.
        published: the date of publication, which overrides the document's own.
        author: the author, which overrides the document's own.
        language: the language of the text, whose lexicons are used.

    Raises:
        DocumentError: if the file is missing, not text, empty, or too large.
        SchemaError: if the sidecar is faulty.
    """
    name = path.as_posix() if name is None else name
    reader = find_reader(path)
    data = _read_bytes(path, name)
    if reader is None:
        raise DocumentError(
            f"{name}: claimkit doesn't read {path.suffix or 'files without a suffix'}",
            hint=f"save its text with one of these suffixes: {', '.join(SUFFIXES)}",
        )
    sidecar = find_sidecar(path)
    given = read_sidecar(sidecar).candidates() if sidecar else []
    given += _options(name, language, published=published, author=author)
    clean = reader(data, name, title=choose(given, "title"), language=language)
    return _make_document(clean, name, hashlib.sha256(data).hexdigest(), given)


def document_from_text(
    text: str,
    *,
    name: str,
    title: str | None = None,
    author: str | Sequence[str] | None = None,
    published: str | None = None,
    url: str | None = None,
    language: str = DEFAULT_LANGUAGE,
) -> Document:
    """Read a string as plain text. Offsets are those of ``text``.

    ``author`` may be several names. ``published`` may have a time of day, which is dropped.

    Raises:
        DocumentError: if the text is empty or too large, or ``published`` is not a date.
    """
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    given = _options(name, language, title=title, author=author, published=published, url=url)
    if len(text) > MAX_BYTES:
        raise DocumentError(
            f"{name}: the document is too large ({len(text):,} characters)", hint=_SPLIT_HINT
        )
    clean = clean_plain_text(text, name, title=choose(given, "title"), language=language)
    return _make_document(clean, name, digest, given)


def _options(
    name: str, language: str, **values: str | Sequence[str] | None
) -> list[MetadataCandidate]:
    """Return the metadata that the caller gave."""
    given = []
    pairs = [
        (field, value)
        for field, given_value in values.items()
        for value in ([given_value] if isinstance(given_value, str) else given_value or ())
    ]
    for field, value in pairs:
        if not value.strip():
            continue
        if field == "published":
            date = parse_date(value, language)
            if date is None or date.value is None:
                raise DocumentError(
                    f"{name}: the date of publication {value!r} is not a date of the calendar",
                    hint="write a day, a month or a year, such as 2025-04-26",
                )
            value = date.value
        given.append(MetadataCandidate(field, value.strip(), Origin.OPTION))
    return given


def _read_bytes(path: Path, name: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise DocumentError(f"{name}: the file is too large ({size:,} bytes)", hint=_SPLIT_HINT)
        return read_regular_file(path, MAX_BYTES)
    except FileNotFoundError as error:
        raise DocumentError(
            f"{name}: there is no such file", hint="check the path, or leave it out"
        ) from error
    except IsADirectoryError as error:
        raise DocumentError(
            f"{name}: this is a folder that can't be listed", hint="check its permissions"
        ) from error
    except UnsuitableFileError as error:
        raise DocumentError(
            f"{name}: {error.reason}", hint="save the document's text in a file"
        ) from error
    except ValueError as error:  # a null character
        raise DocumentError(f"{name!r}: this cannot be the path of a file") from error
    except OSError as error:
        raise DocumentError(
            f"{name}: can't be read: {error.strerror or error}", hint="check its permissions"
        ) from error


def _make_document(
    clean: CleanText, name: str, digest: str, given: list[MetadataCandidate]
) -> Document:
    """Make a document of a text and the best values of its metadata.

    Raises:
        DocumentError: if the text is empty or too large.
    """
    _require_text(clean, name)
    candidates = given + clean.metadata.candidates
    findings = list(clean.metadata.findings)
    for date in clean.metadata.dates:
        judged = judge_date(date, clean.source, name)
        if isinstance(judged, Finding):
            findings.append(judged)
        else:
            candidates.append(judged)
    return Document(
        path=name,
        text=clean.text,
        blocks=clean.blocks,
        offsets=clean.offsets,
        sha256=digest,
        title=choose(candidates, "title"),
        author=choose_all(candidates, "author"),
        outlet=choose(candidates, "outlet"),
        issuer=choose(candidates, "issuer"),
        published=choose(candidates, "published"),
        url=choose(candidates, "url"),
        retrieved=choose(candidates, "retrieved"),
        places=clean.places,
        findings=tuple(findings),
    )


def _require_text(clean: CleanText, name: str) -> None:
    if not clean.source.strip():
        raise DocumentError(
            f"{name}: the document is empty", hint="put its text into it, or leave it out"
        )
    if not clean.blocks:
        raise DocumentError(
            f"{name}: the document holds no text, only layout",
            hint="check that its text was saved with it, or leave it out",
        )
    if len(clean.text) > MAX_CHARACTERS:
        raise DocumentError(
            f"{name}: the document is too large ({len(clean.text):,} characters of text)",
            hint=_SPLIT_HINT,
        )
