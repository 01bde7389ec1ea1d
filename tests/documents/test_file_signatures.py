"""A file is what its bytes say, whatever its name says."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from claimkit.documents import formats
from claimkit.documents.file_signatures import find_signature, identify
from claimkit.documents.formats import Format
from claimkit.documents.reading import document_from_bytes, read_document
from claimkit.errors import DocumentError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
MAIL = b"Received: from a.example\r\n by b.example\r\nFrom: Ana <ana@a.example>\r\n\r\nHello."


def zipped(*names: str, **contents: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "")
        for name, content in contents.items():
            archive.writestr({"types": "[Content_Types].xml"}.get(name, name), content)
    return file.getvalue()


WORD = zipped("[Content_Types].xml", "word/document.xml")
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", formats.PDF),
        (b"\xef\xbb\xbf\n%PDF-1.4\n", formats.PDF),
        (b"HTTP/1.1 200\r\n\r\n%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", formats.PDF),
        (WORD, formats.DOCX),
        (WORD[:90], formats.DOCX),
        (zipped("word/document.xml", types=MACROS), formats.MACRO_DOCX),
        (zipped("xl/workbook.xml"), formats.SPREADSHEET),
        (zipped("ppt/presentation.xml"), formats.SLIDES),
        (zipped(mimetype="application/vnd.oasis.opendocument.text"), formats.OPEN_DOCUMENT),
        (zipped(mimetype="application/epub+zip"), formats.EPUB),
        (zipped("notes.txt"), formats.ARCHIVE),
        (b"PK\x03\x04", formats.ARCHIVE),
        (OLE + "EncryptedPackage".encode("utf-16-le"), formats.ENCRYPTED_OFFICE),
        (OLE + "WordDocument".encode("utf-16-le"), formats.WORD_97),
        (OLE + "__properties_version1.0".encode("utf-16-le"), formats.OUTLOOK),
        (b"{\\rtf1\\ansi Hello.}", formats.RICH_TEXT),
        (b"PAR1\x15\x04", formats.PARQUET),
        (b"WARC/1.0\r\nWARC-Type: response\r\n", formats.WARC),
        (gzip.compress(b"text", mtime=0), formats.ARCHIVE),
        (b"\x89PNG\r\n\x1a\n\x00\x00", formats.IMAGE),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", formats.IMAGE),
        (b"\x00\x00\x00\x18ftypheic", formats.IMAGE),
        (b"\x00\x00\x00\x18ftypmp42", formats.RECORDING),
        (b"ID3\x03\x00\x00", formats.RECORDING),
        (b"<!DOCTYPE html>\n<html><body><p>It burned.", formats.HTML),
        (b"\xef\xbb\xbf  <!-- saved --> <HTML lang=en>", formats.HTML),
        (b"<?xml version='1.0'?>\n<html xmlns='http://www.w3.org/1999/xhtml'>", formats.HTML),
        ("\ufeff<!doctype html><p>It".encode("utf-16-le"), formats.HTML),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nHello.", formats.WEBVTT),
        (b"\xef\xbb\xbf1\r\n00:00:01,000 --> 00:00:02,500\r\nHello.", formats.SUBRIP),
        (MAIL, formats.MAIL),
        (b"From: a@b.example\nMIME-Version: 1.0\n\nHello.", formats.MAIL),
        (b"From ana@a.example Mon Mar  4 10:00:00 2024\nFrom: Ana\n\nHi.", formats.MBOX),
    ],
)
def test_signatures(data: bytes, form: Format) -> None:
    assert find_signature(data) is form


@pytest.mark.parametrize(
    "text",
    [
        "A file begins with %PDF-1.7 if it is a PDF.",
        "BM, the mayor, said the mill burned.",
        "ID3 is a kind of tag.",
        "PAR is short for participation.",
        "<p>The mill burned.</p>",
        "The tag <html> opens a page.",
        "<head of state> said it.",
        "WEBVTTs are subtitles.",
        "1\nThe first chapter\n00:00:01 --> later",
        "From Monday to Friday the hall is shut.\nFrom: Ana",
        "From: the mayor\nTo: the council\n\nDear all,",
        "Message: it burned\nReceived: nothing",
        "From: Ana Beck\nDate: 4 March 2024\nSubject: Mill\n\nMessage-ID: none",
        "",
    ],
)
def test_other_text_has_no_signature(text: str) -> None:
    assert find_signature(text.encode()) is None


@pytest.mark.parametrize(
    ("data", "name", "media_type", "form"),
    [
        (WORD, "report.pdf", None, formats.DOCX),
        (b"%PDF-1.7\n", "report.txt", None, formats.PDF),
        (b"%PDF-1.7\n", "", "text/html", formats.PDF),
        (b"<!doctype html>", "report.txt", None, formats.HTML),
        (b"<p>It burned.", "", "text/html", formats.HTML),
        (b"It burned.", "page.html", "text/plain", formats.TEXT),
        (b"It burned.", "page.html", "application/octet-stream", formats.HTML),
        (b"It burned.", "note.doc", None, formats.WORD_97),
        (gzip.compress(b"{}", mtime=0), "a.jsonl.gz", None, formats.JSON_LINES),
        (b"It burned.", "note.log", None, None),
        (MAIL, "note", None, formats.MAIL),
    ],
)
def test_bytes_count_more_than_media_type_and_name(
    data: bytes, name: str, media_type: str | None, form: Format | None
) -> None:
    assert identify(data, name, media_type) is form


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"{\\rtf1 It burned.}", "note.txt", "this is rich text, which claimkit doesn't read"),
        (zipped("xl/workbook.xml"), "note.md", "this is a spreadsheet, which"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "note.docx", "with a password"),
        (b"PAR1" + bytes(30), "note.txt", "this is a Parquet table"),
        (b"\x89PNG\r\n\x1a\n\x00", "note.md", "this is a picture"),
        (b"Text.", "note.rst", "claimkit doesn't read \\.rst"),
        (b"Text.", "note", "claimkit doesn't read files without a suffix"),
        (b"", "note.png", "is empty"),
    ],
)
def test_refusals(tmp_path: Path, data: bytes, name: str, words: str) -> None:
    (tmp_path / name).write_bytes(data)

    with pytest.raises(DocumentError, match=words) as caught:
        read_document(tmp_path / name, name=f"a/{name}")

    assert caught.value.message.startswith(f"a/{name}: ")
    assert caught.value.hint


def test_bytes_without_a_name_are_text() -> None:
    document = document_from_bytes(b"It burned.", name="-", title="Mill", retrieved="2025-05-04")

    assert (document.text, document.title, document.retrieved) == (
        "It burned.",
        "Mill",
        "2025-05-04",
    )
    with pytest.raises(DocumentError, match=r"the date of retrieval '31\.04\.2025' is not"):
        document_from_bytes(b"It burned.", name="-", retrieved="31.04.2025")
