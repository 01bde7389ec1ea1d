"""The registry of formats: which files claimkit reads, how it knows them, and what they need.

A format has suffixes, media types and, where its files have one, a signature, which
`documents.file_signatures` finds. A file is what its signature says, whatever its name says; if it
has none, the suffix or the media type decides. To add a format, add a row to `FORMATS`. Its
module is imported when a document needs it, so a format may use a large library. Such a library
is an optional extra of the package: `Format.require` says how to install a missing one.

A *reader* is a module of `documents.readers` with a function ``read(data, name, *, title,
language)`` that returns a `CleanText`. A *container* is a module of `documents.containers` with a
function ``iter_documents(path, *, language)`` that yields a `Document` or a `Finding` at a time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import MappingProxyType
from typing import Any

from claimkit.errors import DocumentError

MAX_CHARACTERS = 1_000_000
"""The longest reading text of a document."""
MAX_TEXT_BYTES = 16_000_000
"""The largest text file: 1,000,000 characters in any encoding, with markup around them."""
MAX_FILE_BYTES = 200_000_000
"""The largest file of any format. Most of such a file are pictures."""

MAX_MAIL_BYTES = 64_000_000

_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_READERS = "claimkit.documents.readers"
_CONTAINERS = "claimkit.documents.containers"
_COMPRESSED = (".gz",)


@dataclass(frozen=True, slots=True)
class Format:
    """A format of files.

    ``name`` completes "this is …". ``module`` is the module that reads it; None if claimkit knows
    the format and does not read it, and then ``advice`` says what to do. ``extra`` is the
    optional extra with the libraries that the module imports, ``libraries``. The files of a format
    that ``is_signed`` begin with its signature, so a file without it is not of the format. The
    reader of one that ``takes_charset`` has an argument for the encoding that the sender names.
    """

    name: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...] = ()
    module: str | None = None
    extra: str | None = None
    libraries: tuple[str, ...] = ()
    is_signed: bool = False
    takes_charset: bool = False
    max_bytes: int = MAX_TEXT_BYTES
    advice: str = "save its text in a format that claimkit reads"

    @property
    def is_container(self) -> bool:
        """Whether a file of the format holds many documents."""
        return self.module is not None and self.module.startswith(_CONTAINERS)

    @property
    def is_document(self) -> bool:
        """Whether claimkit reads a file of the format as one document."""
        return self.module is not None and not self.is_container

    @property
    def is_installed(self) -> bool:
        """Whether the libraries are there that the format needs."""
        return all(map(_is_importable, self.libraries))

    @property
    def command(self) -> str:
        """The command that installs what the format needs."""
        return f"pip install 'claimkit[{self.extra}]'"

    def require(self, name: str) -> Any:
        """Return the module that reads the format.

        Args:
            name: the document's name in the message.

        Raises:
            DocumentError: if claimkit does not read the format, or a library is missing.
        """
        if self.module is None:
            raise DocumentError(
                f"{name}: this is {self.name}, which claimkit doesn't read", hint=self.advice
            )
        if not self.is_installed:
            raise DocumentError(
                f"{name}: this is {self.name}, and what reads it is not installed",
                hint=f"run: {self.command}",
            )
        return import_module(self.module)


def _reader(name: str) -> str:
    return f"{_READERS}.{name}"


def _container(name: str) -> str:
    return f"{_CONTAINERS}.{name}"


_OFFICE = "application/vnd.openxmlformats-officedocument"
_SAVE_AS_DOCX = "save it as .docx or .txt"
_NO_TEXT = "if it shows text, type or copy that into a .txt file"

TEXT = Format("plain text", (".txt",), ("text/plain",), _reader("plain_text"))
MARKDOWN = Format("Markdown", (".md", ".markdown"), ("text/markdown",), _reader("markdown"))
HTML = Format(
    "a web page",
    (".html", ".htm", ".xhtml"),
    ("text/html", "application/xhtml+xml"),
    _reader("html"),
    takes_charset=True,
)
PDF = Format(
    "a PDF",
    (".pdf",),
    ("application/pdf",),
    _reader("pdf"),
    extra="pdf",
    libraries=("pypdfium2",),
    is_signed=True,
    max_bytes=MAX_FILE_BYTES,
)
DOCX = Format(
    "a Word document",
    (".docx",),
    (f"{_OFFICE}.wordprocessingml.document",),
    _reader("docx"),
    is_signed=True,
    max_bytes=MAX_FILE_BYTES,
)
MAIL = Format(
    "an e-mail", (".eml",), ("message/rfc822",), _reader("mail"), max_bytes=MAX_MAIL_BYTES
)
SUBRIP = Format("subtitles", (".srt",), ("application/x-subrip",), _reader("subtitles"))
WEBVTT = Format("WebVTT captions", (".vtt",), ("text/vtt",), _reader("subtitles"))
JSON_LINES = Format(
    "a corpus of JSON lines",
    (".jsonl",),
    ("application/jsonl", "application/x-ndjson"),
    _container("json_lines"),
)
CSV = Format(
    "a table",
    (".csv", ".tsv"),
    ("text/csv", "text/tab-separated-values"),
    _container("separated_values"),
)
PARQUET = Format(
    "a Parquet table",
    (".parquet",),
    ("application/vnd.apache.parquet",),
    _container("parquet"),
    extra="parquet",
    libraries=("pyarrow",),
    is_signed=True,
)
WARC = Format(
    "a web archive",
    (".warc",),
    ("application/warc",),
    _container("warc"),
    max_bytes=MAX_FILE_BYTES,
)
MBOX = Format("a mailbox", (".mbox",), ("application/mbox",), _container("mailboxes"))

FORMATS = (
    TEXT,
    MARKDOWN,
    HTML,
    PDF,
    DOCX,
    MAIL,
    SUBRIP,
    WEBVTT,
    JSON_LINES,
    CSV,
    PARQUET,
    WARC,
    MBOX,
)
"""The formats that claimkit reads."""

WORD_97 = Format(
    "a document of Word 97-2003",
    (".doc", ".dot"),
    ("application/msword",),
    is_signed=True,
    advice=_SAVE_AS_DOCX,
)
MACRO_DOCX = Format(
    "a Word document with macros or a template",
    (".docm", ".dotx", ".dotm"),
    is_signed=True,
    advice="save it as .docx, which holds no macros",
)
ENCRYPTED_OFFICE = Format(
    "an Office document with a password",
    (),
    is_signed=True,
    advice="open it with its password and save it without one",
)
RICH_TEXT = Format(
    "rich text", (".rtf",), ("application/rtf", "text/rtf"), is_signed=True, advice=_SAVE_AS_DOCX
)
OPEN_DOCUMENT = Format(
    "an OpenDocument text",
    (".odt", ".ott"),
    ("application/vnd.oasis.opendocument.text",),
    is_signed=True,
    advice=_SAVE_AS_DOCX,
)
SPREADSHEET = Format(
    "a spreadsheet",
    (".xlsx", ".xlsm", ".xls", ".ods"),
    (f"{_OFFICE}.spreadsheetml.sheet", "application/vnd.ms-excel"),
    is_signed=True,
    advice="save the sheet as .csv, with a column text",
)
SLIDES = Format(
    "a presentation",
    (".pptx", ".ppt", ".odp"),
    (f"{_OFFICE}.presentationml.presentation", "application/vnd.ms-powerpoint"),
    is_signed=True,
    advice="save it as .pdf or .txt",
)
EPUB = Format(
    "an e-book",
    (".epub",),
    ("application/epub+zip",),
    is_signed=True,
    advice="save its text as .txt",
)
OUTLOOK = Format(
    "an Outlook message",
    (".msg", ".pst", ".ost"),
    ("application/vnd.ms-outlook",),
    is_signed=True,
    advice="save it as .eml or .txt",
)
PAGES = Format("a Pages document", (".pages",), is_signed=True, advice=_SAVE_AS_DOCX)
SAVED_PAGE = Format(
    "a web page in one file",
    (".mht", ".mhtml"),
    ("multipart/related",),
    advice="save it as .html or .txt",
)
IMAGE = Format(
    "a picture",
    (".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".webp", ".heic", ".svg"),
    ("image/png", "image/jpeg", "image/gif", "image/tiff", "image/webp", "image/svg+xml"),
    is_signed=True,
    advice=_NO_TEXT,
)
RECORDING = Format(
    "a recording",
    (".mp3", ".m4a", ".wav", ".ogg", ".flac", ".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi"),
    ("audio/mpeg", "video/mp4"),
    is_signed=True,
    advice="save its subtitles as .srt or .vtt, or its transcript as .txt",
)
ARCHIVE = Format(
    "an archive",
    (".zip", ".tar", ".tgz", ".gz", ".bz2", ".xz", ".7z", ".rar"),
    ("application/zip", "application/gzip"),
    is_signed=True,
    advice="unpack it and name the files in it",
)

KNOWN_FORMATS = (
    WORD_97,
    MACRO_DOCX,
    ENCRYPTED_OFFICE,
    RICH_TEXT,
    OPEN_DOCUMENT,
    SPREADSHEET,
    SLIDES,
    EPUB,
    OUTLOOK,
    PAGES,
    SAVED_PAGE,
    IMAGE,
    RECORDING,
    ARCHIVE,
)
"""Formats that claimkit does not read, but names in its messages."""

READ_FORMATS = tuple(form for form in FORMATS if form.module is not None)
SUFFIXES = tuple(suffix for form in READ_FORMATS if form.is_document for suffix in form.suffixes)
"""The suffixes of the documents that claimkit reads, in lower case."""
CORPUS_SUFFIXES = tuple(
    suffix for form in READ_FORMATS if form.is_container for suffix in form.suffixes
)
"""The suffixes of the files with many documents that claimkit reads, in lower case."""


def find_by_name(name: str) -> Format | None:
    """Return the format that a file's name or path says; None if it says none.

    A compressed container has one suffix more.

    >>> [form.name for form in map(find_by_name, ("a/B.TXT", "b.jsonl.gz", "c.tar.gz")) if form]
    ['plain text', 'a corpus of JSON lines', 'an archive']
    >>> find_by_name("Makefile") is None
    True
    """
    name = name.replace("\\", "/").rpartition("/")[2].lower()
    plain = next((name.removesuffix(end) for end in _COMPRESSED if name.endswith(end)), name)
    if plain != name:
        inner = _by_suffix().get(_suffix_of(plain))
        if inner is not None and inner.is_container:
            return inner
    return _by_suffix().get(_suffix_of(name))


def find_by_media_type(media_type: str) -> Format | None:
    """Return the format of a media type, with or without parameters; None if it is unknown.

    >>> find_by_media_type("text/HTML; charset=utf-8") is HTML
    True
    """
    return _by_media_type().get(media_type.partition(";")[0].strip().lower())


def find_charset(media_type: str) -> str | None:
    """Return the encoding that a media type names, if it names one.

    >>> find_charset('text/html; Charset="ISO-8859-1"; x=y'), find_charset("text/html")
    ('ISO-8859-1', None)
    """
    match = _CHARSET.search(media_type)
    return match[1] if match else None


def _suffix_of(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return dot + ending if stem else ""


@cache
def _by_suffix() -> Mapping[str, Format]:
    forms = (*KNOWN_FORMATS, *FORMATS)
    return MappingProxyType({suffix: form for form in forms for suffix in form.suffixes})


@cache
def _by_media_type() -> Mapping[str, Format]:
    forms = (*KNOWN_FORMATS, *FORMATS)
    return MappingProxyType({media: form for form in forms for media in form.media_types})


@cache
def _is_importable(library: str) -> bool:
    try:
        return find_spec(library) is not None
    except (ImportError, ValueError):
        return False
