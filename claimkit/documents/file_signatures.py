"""Find the format of a file by its bytes.

Binary formats begin with a signature. Formats that are text have openings that no other text
has: a document type, the head of a mail, the first cue of subtitles. `identify` weighs them
against the file's name.
"""

from __future__ import annotations

import codecs
import re
import zipfile
from collections.abc import Callable

from claimkit.documents import formats
from claimkit.documents.formats import Format, find_by_media_type, find_by_name
from claimkit.documents.zip_archives import ZIP_ERRORS, open_archive
from claimkit.errors import DocumentError

_HEAD = 4096
_PDF_WITHIN = 1024  # readers of PDF accept some bytes before its signature

_SIGNATURES: tuple[tuple[bytes, Format], ...] = (
    (b"{\\rtf", formats.RICH_TEXT),
    (b"PAR1", formats.PARQUET),
    (b"WARC/1.", formats.WARC),
    (b"\x89PNG\r\n\x1a\n", formats.IMAGE),
    (b"\xff\xd8\xff", formats.IMAGE),
    (b"GIF87a", formats.IMAGE),
    (b"GIF89a", formats.IMAGE),
    (b"II*\x00", formats.IMAGE),
    (b"MM\x00*", formats.IMAGE),
    (b"BM", formats.IMAGE),
    (b"ID3", formats.RECORDING),
    (b"OggS", formats.RECORDING),
    (b"fLaC", formats.RECORDING),
    (b"\x1aE\xdf\xa3", formats.RECORDING),
    (b"BZh", formats.ARCHIVE),
    (b"\xfd7zXZ\x00", formats.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", formats.ARCHIVE),
    (b"Rar!\x1a\x07", formats.ARCHIVE),
)
_RIFF = {b"WEBP": formats.IMAGE, b"WAVE": formats.RECORDING, b"AVI ": formats.RECORDING}
_ZIP, _OLE, _GZIP = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x1f\x8b"

_ZIP_MEMBERS = (
    ("word/document.xml", formats.DOCX),
    ("xl/workbook.xml", formats.SPREADSHEET),
    ("xl/workbook.bin", formats.SPREADSHEET),
    ("ppt/presentation.xml", formats.SLIDES),
    ("Index/Document.iwa", formats.PAGES),
)
_OLE_STREAMS = (
    ("EncryptedPackage", formats.ENCRYPTED_OFFICE),
    ("WordDocument", formats.WORD_97),
    ("Workbook", formats.SPREADSHEET),
    ("PowerPoint Document", formats.SLIDES),
    ("__properties_version1.0", formats.OUTLOOK),
)
_MACRO_TYPES = re.compile(
    rb"application/vnd\.(?:ms-word\.(?:document|template)\.macroEnabled"
    rb"|openxmlformats-officedocument\.wordprocessingml\.template)"
)

_WIDE = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HTML_OPENING = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    r"<(?:!doctype\s+html\b|html[\s>]|head>|body[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_WEBVTT_OPENING = re.compile(r"WEBVTT(?=[ \t\r\n]|$)")
_SUBRIP_OPENING = re.compile(
    r"\s*\d{1,6}[ \t]*\r?\n\d{1,3}:\d\d:\d\d[,.]\d{1,3}[ \t]*-->[ \t]*\d{1,3}:\d\d:\d\d[,.]\d{1,3}"
)
_MAILBOX_OPENING = re.compile(r"From \S+ .{0,40}\d\d:\d\d(?::\d\d)? .{0,20}\r?\n[A-Za-z-]+:")
_HEADER_LINE = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]*\S?")
_FOLDED = re.compile(r"[ \t]+\S")
# Fields that programs write into mails, and people who copy a mail do not.
_MAIL_FIELDS = frozenset(
    "mime-version message-id received return-path content-type content-transfer-encoding "
    "delivered-to dkim-signature x-mailer user-agent".split()
)


def identify(data: bytes, name: str, media_type: str | None = None) -> Format | None:
    """Return the format of a document's bytes; None if nothing tells it.

    Args:
        data: all of the file's bytes.
        name: the file's name or path, whose suffix decides where the bytes leave it open.
        media_type: what the sender of the file says it is, such as a web server. It counts more
            than the name.

    Raises:
        DocumentError: if the name says a format whose signature the bytes lack.
    """
    said = (find_by_media_type(media_type) if media_type else None) or find_by_name(name)
    found = find_signature(data)
    if found is None:
        if data and said is not None and said.is_signed and said.module is not None:
            raise DocumentError(
                f"{name}: this is not {said.name}, although its name says so",
                hint="give the file the suffix of the format that it has, such as .txt",
            )
        return said
    if found is formats.ARCHIVE and said is not None and said.is_container:
        return said  # it is compressed
    return found


def find_signature(data: bytes) -> Format | None:
    """Return the format that bytes have for certain; None if they may be any text or unknown."""
    head = data[:_HEAD]
    if head.startswith(_ZIP):
        return _find_in_zip(data)
    if head.startswith(_OLE):
        return _find_in_ole(data)
    if head.startswith(_GZIP):
        return formats.ARCHIVE
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        return formats.IMAGE if head[8:11] in (b"hei", b"mif", b"avi") else formats.RECORDING
    for signature, form in _SIGNATURES:
        if head.startswith(signature) and (len(signature) > 3 or _has_nulls(head)):
            return form
    if _is_pdf(head):
        return formats.PDF
    return _find_text_format(head)


def _has_nulls(head: bytes) -> bool:
    return b"\0" in head


def _is_pdf(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n\f\0")[:8]
    if re.match(rb"%PDF-\d\.", start):
        return True
    # Some bytes of another program before the signature, but not a text that mentions it.
    match = re.search(rb"(?:^|[\r\n])%PDF-\d\.\d\s", head[:_PDF_WITHIN])
    return match is not None and bool(re.search(rb"\d+ \d+ obj\b|[\x80-\xff]{4}", head))


def _find_in_zip(data: bytes) -> Format:
    try:
        with open_archive(data) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                declared = archive.read("mimetype").decode("ascii", "replace").strip()
                return find_by_media_type(declared) or formats.ARCHIVE
            form = next((form for member, form in _ZIP_MEMBERS if member in names), None)
            if form is formats.DOCX and _declares_macros(archive):
                return formats.MACRO_DOCX
            return form or formats.ARCHIVE
    except ZIP_ERRORS:
        # Without its end the archive has no list of its members; their names stand before each.
        known = (form for member, form in _ZIP_MEMBERS if member.encode() in data)
        is_office = b"[Content_Types].xml" in data[:_HEAD] or b"word/" in data[:_HEAD]
        return next(known, formats.DOCX if is_office else formats.ARCHIVE)


def _declares_macros(archive: zipfile.ZipFile) -> bool:
    try:
        with archive.open("[Content_Types].xml") as file:
            return _MACRO_TYPES.search(file.read(1_000_000)) is not None
    except ZIP_ERRORS:
        return False


def _find_in_ole(data: bytes) -> Format:
    """Return the format of a file of old Office programs; its streams are named in UTF-16."""
    for name, form in _OLE_STREAMS:
        if name.encode("utf-16-le") in data:
            return form
    return formats.WORD_97


def _find_text_format(head: bytes) -> Format | None:
    text = _decode_head(head)
    tests: tuple[tuple[Callable[[str], object], Format], ...] = (
        (_WEBVTT_OPENING.match, formats.WEBVTT),
        (_SUBRIP_OPENING.match, formats.SUBRIP),
        (_HTML_OPENING.match, formats.HTML),
        (_MAILBOX_OPENING.match, formats.MBOX),
        (_is_mail, formats.MAIL),
    )
    return next((form for test, form in tests if test(text)), None)


def _decode_head(head: bytes) -> str:
    for mark, encoding in _WIDE:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def _is_mail(text: str) -> bool:
    """Return whether a text begins with the head of a mail as programs send it."""
    fields: set[str] = set()
    for line in text.splitlines():
        match = _HEADER_LINE.match(line)
        if match:
            fields.add(match[1].lower())
        elif not (fields and _FOLDED.match(line)):
            break
    return "from" in fields and bool(fields & _MAIL_FIELDS)
