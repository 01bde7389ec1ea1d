"""Read a PDF file page by page with pypdfium2.

The only module that knows the library. It is imported when a PDF is read.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from claimkit.documents.readers.pdf.characters import Frame, read_characters
from claimkit.documents.readers.pdf.words import Box, Glyph
from claimkit.errors import DocumentError

MAX_PAGES = 2_000
_MAX_OBJECTS = 20_000
_NO_PAGES = re.compile(rb"/Count\s+0\b")
_MAX_DEPTH = 3
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_DICTIONARY = 500
_MAX_LOOKED_AT = 500_000_000
_MAX_STREAM = 100_000_000
_PIECE = 4_096
_MAX_PIECE = 1_000_000
_SUSPECT = 50
"""How many times its size a stream must unpack to for more of it to be looked at."""


@dataclass(slots=True)
class PageGlyphs:
    """The characters of a page.

    ``count`` is the number of characters in the file, of which ``unreadable`` have no meaning in
    Unicode; some are outside the page.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    unreadable: int = 0
    count: int = 0

    @property
    def is_scanned(self) -> bool:
        """Whether a picture fills the page."""
        area = self.width * self.height
        return any(box.width * box.height > 0.5 * area for box in self.images)


class PdfFile:
    """An open PDF file; close it after use."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open a file.

        Raises:
            DocumentError: if it needs a password, is damaged, has no pages or too many, or
                unpacks to too much.
        """
        _refuse_bombs(data, name)
        try:
            self._document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise _explain(error, data, name) from error
        self.page_count = len(self._document)
        if self.page_count and self.page_count <= MAX_PAGES:
            return
        self._document.close()
        if not self.page_count:
            raise _no_pages(name)
        raise DocumentError(
            f"{name}: the PDF has {self.page_count:,} pages; claimkit reads up to {MAX_PAGES:,}",
            hint="split it into several documents",
        )

    def information(self) -> dict[str, str]:
        """Return what the file says about itself: title, author, dates."""
        try:
            found = self._document.get_metadata_dict(skip_empty=True)
        except (pypdfium2.PdfiumError, UnicodeDecodeError):
            return {}
        return {key: value.replace("\0", "").strip() for key, value in found.items()}

    def iter_pages(self) -> Iterator[PageGlyphs | int]:
        """Yield each page, with one in memory at a time; the number of one that is damaged."""
        for index in range(self.page_count):
            try:
                page = self._document[index]
            except pypdfium2.PdfiumError:
                yield index + 1
                continue
            try:
                yield _read_page(page, index + 1)
            except pypdfium2.PdfiumError:
                yield index + 1
            finally:
                page.close()

    def close(self) -> None:
        self._document.close()


def _explain(error: pypdfium2.PdfiumError, data: bytes, name: str) -> DocumentError:
    """Return what is wrong with a file that the library does not open.

    For a file without pages the library gives the code of an earlier error, or none.
    """
    if error.err_code == pdfium.FPDF_ERR_PASSWORD and b"/Encrypt" in data:
        return DocumentError(
            f"{name}: the PDF can only be opened with a password",
            hint="save a copy without a password and read that",
        )
    if error.err_code == pdfium.FPDF_ERR_SECURITY:
        return DocumentError(
            f"{name}: the PDF is protected in a way that claimkit doesn't know",
            hint="print it into a new PDF and read that",
        )
    if _NO_PAGES.search(data):
        return _no_pages(name)
    return DocumentError(
        f"{name}: this is not a PDF that can be read; it may be damaged or cut off",
        hint="download or export it again",
    )


def _no_pages(name: str) -> DocumentError:
    return DocumentError(f"{name}: the PDF has no pages", hint="export it again, or leave it out")


def _read_page(page: Any, number: int) -> PageGlyphs:
    frame = Frame(page)
    text_page = page.get_textpage()
    try:
        read = read_characters(text_page, frame)
    finally:
        text_page.close()
    images = _find_images(page, frame)
    return PageGlyphs(
        number, frame.width, frame.height, read.glyphs, images, read.unreadable, read.total
    )


def _find_images(page: Any, frame: Frame) -> list[Box]:
    boxes: list[Box] = []
    try:
        objects = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=_MAX_DEPTH)
        for number, item in enumerate(objects):
            if number > _MAX_OBJECTS:
                break
            box = frame.box(*item.get_bounds())
            if box.width > 20 and box.height > 20:
                boxes.append(box)
    except (pypdfium2.PdfiumError, RecursionError):
        return boxes
    return boxes


def _refuse_bombs(data: bytes, name: str) -> None:
    """Refuse a file with a stream that unpacks to far more than any page needs.

    The library would unpack it at once, and end the process if there is too little memory.
    """
    total = 0
    for match in _STREAM.finditer(data):
        if b"/Fl" not in data[max(0, match.start() - _DICTIONARY) : match.start()]:
            continue
        if total > _MAX_LOOKED_AT:
            return
        unpacked = 0
        inflate = zlib.decompressobj()
        for place in range(match.end(), len(data), _PIECE):
            waiting = data[place : place + _PIECE]
            try:
                while waiting and not inflate.eof and unpacked <= _MAX_STREAM:
                    unpacked += len(inflate.decompress(waiting, _MAX_PIECE))
                    waiting = inflate.unconsumed_tail
            except zlib.error:
                break
            if unpacked > _MAX_STREAM:
                raise DocumentError(
                    f"{name}: the PDF unpacks to more than {_MAX_STREAM:,} bytes",
                    hint="if you trust it, print it into a new PDF and read that",
                )
            read = place + _PIECE - match.end()
            if inflate.eof or unpacked < _SUSPECT * read:
                break
        total += unpacked
