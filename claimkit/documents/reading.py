"""Read a file or a string as a document."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from claimkit.documents.clean_text import CleanText
from claimkit.documents.file_signatures import identify
from claimkit.documents.formats import (
    MAX_CHARACTERS,
    MAX_TEXT_BYTES,
    SUFFIXES,
    TEXT,
    Format,
    find_by_name,
    find_charset,
)
from claimkit.documents.garbled import find_garbled
from claimkit.documents.metadata.candidates import (
    MetadataCandidate,
    Origin,
    choose,
    choose_all,
    judge_date,
)
from claimkit.documents.metadata.entry_times import fill_days
from claimkit.documents.metadata.printed_dates import parse_date
from claimkit.documents.metadata.sidecars import Sidecar, find_sidecar, read_sidecar
from claimkit.documents.readers import Reader
from claimkit.documents.readers.plain_text import clean_plain_text
from claimkit.documents.text_limits import SPLIT_HINT, empty_document, too_much_text
from claimkit.errors import DocumentError, NoTextError
from claimkit.lexicons.languages import DEFAULT_LANGUAGE
from claimkit.model import Document, Finding, Location, Span
from claimkit.regular_files import UnsuitableFileError, read_regular_file

_DATES = {"published": "of publication", "retrieved": "of retrieval"}


@dataclass(frozen=True, slots=True)
class SourcedDocument:
    """A document with its source text, which its offsets count in."""

    document: Document
    source: str

    def locate(self, span: Span) -> Location | None:
        """Return the lines of the file, or the place in it, that a span of the text comes from.

        The result is None if the span has no source.
        """
        document, text = self.document, self.source
        pieces = document.offsets.source_spans(span)
        if not pieces:
            return None
        place = document.find_place(span)
        if place is not None:
            return Location(document.path, place=place)
        start, end = pieces[0].start, pieces[-1].end
        return Location(
            document.path,
            text.count("\n", 0, start) + 1,
            start - text.rfind("\n", 0, start),
            text.count("\n", 0, max(start, end - 1)) + 1,
        )


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
    return read_with_source(
        path, name=name, published=published, author=author, language=language
    ).document


def read_with_source(
    path: Path,
    *,
    name: str,
    published: str | None = None,
    author: str | None = None,
    language: str = DEFAULT_LANGUAGE,
) -> SourcedDocument:
    """Read a file as `read_document` does, and keep its source text.

    Raises:
        DocumentError: if the file is missing, not text, empty, or too large.
        SchemaError: if the sidecar is faulty.
    """
    data = _read_bytes(path, name)
    form = _identify(data, name, path.name)
    sidecar = find_sidecar(path)
    described = read_sidecar(sidecar) if sidecar else Sidecar()
    given = described.candidates()
    given += _options(name, language, published=published, author=author)
    return _read(data, form, name, given, language, described.media_type)


def document_from_bytes(
    data: bytes,
    *,
    name: str,
    file_name: str = "",
    media_type: str | None = None,
    title: str | None = None,
    author: str | Sequence[str] | None = None,
    published: str | None = None,
    url: str | None = None,
    retrieved: str | None = None,
    language: str = DEFAULT_LANGUAGE,
) -> Document:
    """Read bytes as what they are: a web page, a PDF, a mail, or else plain text.

    Args:
        name: the document's name in the ledger and in messages.
        file_name: a file's name whose suffix may say the format.
        media_type: what the sender of the bytes says they are.

    Raises:
        DocumentError: if the bytes are not a document, empty or too large, what reads them is not
            installed, or ``published`` is not a date.
    """
    given = _options(
        name,
        language,
        title=title,
        author=author,
        published=published,
        url=url,
        retrieved=retrieved,
    )
    form = _identify(data, name, file_name, media_type, default=TEXT)
    return _read(data, form, name, given, language, media_type).document


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
    if len(text) > MAX_TEXT_BYTES:
        raise DocumentError(
            f"{name}: the document is too large ({len(text):,} characters)", hint=SPLIT_HINT
        )
    clean = clean_plain_text(text, name, title=choose(given, "title"), language=language)
    return _make_document(clean, name, digest, given)


def _identify(
    data: bytes,
    name: str,
    file_name: str,
    media_type: str | None = None,
    default: Format | None = None,
) -> Format:
    """Return the format of a document's bytes.

    Raises:
        DocumentError: if claimkit reads no such format as a document.
    """
    try:
        form = identify(data, file_name, media_type) or default
    except DocumentError as error:
        message = error.message.removeprefix(f"{file_name}: ")
        raise DocumentError(f"{name}: {message}", hint=error.hint) from error
    if form is None:
        raise DocumentError(
            f"{name}: claimkit doesn't read {Path(file_name).suffix or 'files without a suffix'}",
            hint=f"save its text with one of these suffixes: {', '.join(SUFFIXES)}",
        )
    if form.is_container:
        raise DocumentError(
            f"{name}: this is {form.name}, which may hold many documents",
            hint=f"name it with the suffix {form.suffixes[0]} and use --format jsonl",
        )
    if len(data) > form.max_bytes:
        raise _too_large(name, len(data))
    return form


def _read(
    data: bytes,
    form: Format,
    name: str,
    given: list[MetadataCandidate],
    language: str,
    media_type: str | None,
) -> SourcedDocument:
    if not data:
        raise empty_document(name)
    reader: Reader = form.require(name).read
    charset = find_charset(media_type) if media_type and form.takes_charset else None
    more = {"charset": charset} if charset else {}
    try:
        clean = reader(data, name, title=choose(given, "title"), language=language, **more)
    except RecursionError as error:
        raise DocumentError(
            f"{name}: the document's parts are nested too deeply", hint="save its text as .txt"
        ) from error
    except MemoryError as error:
        raise DocumentError(
            f"{name}: there is too little memory to read the document", hint=SPLIT_HINT
        ) from error
    document = _make_document(clean, name, hashlib.sha256(data).hexdigest(), given)
    return SourcedDocument(document, clean.source)


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
        if field in ("published", "retrieved"):
            date = parse_date(value, language)
            if date is None or date.value is None:
                raise DocumentError(
                    f"{name}: the date {_DATES[field]} {value!r} is not a date of the calendar",
                    hint="write a day, a month or a year, such as 2025-04-26",
                )
            value = date.value
        given.append(MetadataCandidate(field, value.strip(), Origin.OPTION))
    return given


def _read_bytes(path: Path, name: str) -> bytes:
    try:
        size = path.stat().st_size
        form = find_by_name(path.name)
        max_bytes = MAX_TEXT_BYTES if form is None else form.max_bytes
        if size > max_bytes:
            raise _too_large(name, size)
        return read_regular_file(path, max_bytes)
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
    garbled = find_garbled(clean.source, name)
    if garbled:
        findings.append(garbled)
    for date in clean.metadata.dates:
        judged = judge_date(date, clean.source, name)
        if isinstance(judged, Finding):
            findings.append(judged)
        else:
            candidates.append(judged)
    published = choose(candidates, "published")
    return Document(
        path=name,
        text=clean.text,
        blocks=fill_days(clean.blocks, published),
        offsets=clean.offsets,
        sha256=digest,
        title=choose(candidates, "title"),
        author=choose_all(candidates, "author"),
        outlet=choose(candidates, "outlet"),
        issuer=choose(candidates, "issuer"),
        published=published,
        url=choose(candidates, "url"),
        retrieved=choose(candidates, "retrieved"),
        places=clean.places,
        findings=tuple(_placed(finding, clean) for finding in findings),
    )


def _placed(finding: Finding, clean: CleanText) -> Finding:
    """Return a finding with the place in a file that is no text, instead of a line."""
    if clean.places is None or finding.line is None:
        return finding
    start = 0
    for _ in range(finding.line - 1):
        start = clean.source.find("\n", start) + 1
    offset = start + max(0, (finding.column or 1) - 1)
    place = next(iter(clean.places.find(Span(offset, offset + 1))), None)
    return replace(finding, line=None, column=None, place=place)


def _require_text(clean: CleanText, name: str) -> None:
    if not clean.source.strip():
        raise empty_document(name)
    if not clean.blocks:
        raise NoTextError(
            f"{name}: the document holds no text, only layout",
            hint="check that its text was saved with it, or leave it out",
        )
    if len(clean.text) > MAX_CHARACTERS:
        raise too_much_text(name, len(clean.text))


def _too_large(name: str, size: int) -> DocumentError:
    return DocumentError(f"{name}: the file is too large ({size:,} bytes)", hint=SPLIT_HINT)
