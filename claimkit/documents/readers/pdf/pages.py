"""Read a PDF file page by page with pypdfium2.

The only module that knows the library. It is imported when a PDF is read.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from claimkit.documents.readers.pdf.words import Box, Glyph, Style
from claimkit.errors import DocumentError

MAX_PAGES = 2_000
_MAX_PAGE_CHARACTERS = 100_000
_MAX_OBJECTS = 20_000
_MAX_DEPTH = 3
_INVISIBLE = 3
_BOLD_WEIGHT = 600
_BOLD_FONT = re.compile(r"bold|black|heavy|semib|demi|(?:^|[-_,])bd", re.IGNORECASE)
_ITALIC_FONT = re.compile(r"ital|obli|slanted", re.IGNORECASE)
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_QUARTER = math.pi / 2


@dataclass(slots=True)
class PageGlyphs:
    """The characters of a page; ``unreadable`` counts those without a meaning in Unicode."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    unreadable: int = 0

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
            DocumentError: if it needs a password, is damaged, or has no pages or too many.
        """
        try:
            self._document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise _explain(error, name) from error
        self.page_count = len(self._document)
        if self.page_count and self.page_count <= MAX_PAGES:
            return
        self._document.close()
        if not self.page_count:
            raise DocumentError(
                f"{name}: the PDF has no pages", hint="export it again, or leave it out"
            )
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


def _explain(error: Exception, name: str) -> DocumentError:
    if "password" in str(error).casefold():
        return DocumentError(
            f"{name}: the PDF can only be opened with a password",
            hint="save a copy without a password and read that",
        )
    return DocumentError(
        f"{name}: this is not a PDF that can be read; it may be damaged or cut off",
        hint="download or export it again",
    )


def _read_page(page: Any, number: int) -> PageGlyphs:
    frame = _Frame(page)
    found = PageGlyphs(number, frame.width, frame.height)
    found.images = _find_images(page, frame)
    text_page = page.get_textpage()
    try:
        raw = list(_iter_characters(text_page, found))
    finally:
        text_page.close()
    turn = _main_turn(raw, frame)
    if turn:
        frame.turn(turn)
        found.width, found.height = frame.width, frame.height
        found.images = _find_images(page, frame)
    for text, left, bottom, right, top, x, y, angle, style, source in raw:
        box = frame.box(left, bottom, right, top)
        baseline = frame.point(x, y)[1]
        tilt = (angle - frame.angle + math.pi) % (2 * math.pi) - math.pi
        is_outside = (
            box.right < -1
            or box.left > frame.width + 1
            or (baseline < -1 or baseline > frame.height + 1)
        )
        if not is_outside:
            found.glyphs.append(Glyph(text, box.left, box.right, baseline, tilt, style, source))
    return found


class _Frame:
    """Maps points of the file to points of the page as shown, from its upper left corner."""

    def __init__(self, page: Any) -> None:
        left, bottom, right, top = page.get_bbox()
        self._left, self._bottom = min(left, right), min(bottom, top)
        self._wide, self._high = abs(right - left), abs(top - bottom)
        self._quarters = 0
        self.width, self.height = self._wide, self._high
        self.turn(int(page.get_rotation()) // 90)

    @property
    def angle(self) -> float:
        """The angle by which the page is turned clockwise."""
        return self._quarters * _QUARTER

    def turn(self, quarters: int) -> None:
        """Turn the page clockwise by a number of right angles."""
        self._quarters = (self._quarters + quarters) % 4
        is_turned = self._quarters % 2
        self.width = self._high if is_turned else self._wide
        self.height = self._wide if is_turned else self._high

    def point(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self._left, y - self._bottom
        if self._quarters == 0:
            return x, self._high - y
        if self._quarters == 1:
            return y, x
        if self._quarters == 2:
            return self._wide - x, y
        return self._high - y, self._wide - x

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        ax, ay = self.point(left, bottom)
        bx, by = self.point(right, top)
        return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


_Raw = tuple[str, float, float, float, float, float, float, float, Style, int]


def _iter_characters(text_page: Any, found: PageGlyphs) -> Iterator[_Raw]:
    """Yield the characters of a page with box, origin, angle and style, in the file's order."""
    handle = text_page.raw
    count = min(text_page.count_chars(), _MAX_PAGE_CHARACTERS)
    rect, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    rect_ref, x_ref, y_ref = ctypes.byref(rect), ctypes.byref(x), ctypes.byref(y)
    looks: dict[int, tuple[Style, float]] = {}
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(handle, index)
        is_generated = pdfium.FPDFText_IsGenerated(handle, index)
        if is_generated and code not in (2, 0xFFFE, 0x2D):
            yield " ", 0, 0, 0, 0, 0, 0, 0, _NO_STYLE, 0
            continue
        source = ctypes.cast(pdfium.FPDFText_GetTextObject(handle, index), ctypes.c_void_p).value
        key = source or 0
        if key not in looks:
            looks[key] = _read_look(handle, index, key)
        style, angle = looks[key]
        if _is_unreadable(code):
            found.unreadable += 1
            continue
        pdfium.FPDFText_GetLooseCharBox(handle, index, rect_ref)
        pdfium.FPDFText_GetCharOrigin(handle, index, x_ref, y_ref)
        yield (
            chr(code),
            rect.left,
            rect.bottom,
            rect.right,
            rect.top,
            x.value,
            y.value,
            angle,
            style,
            key,
        )


_NO_STYLE = Style(0.0)


def _is_unreadable(code: int) -> bool:
    if code in (2, 9, 10, 13, 0xFFFE):
        return False
    return code < 32 or 0x7F <= code < 0xA0 or 0xE000 <= code < 0xF900 or code in (0xFFFD, 0xFFFF)


def _read_look(handle: Any, index: int, source: int) -> tuple[Style, float]:
    """Return the style and the angle of a character, which its text object shares."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(handle, index, matrix)
    scale = math.hypot(matrix.c, matrix.d) or 1.0
    size = pdfium.FPDFText_GetFontSize(handle, index) * scale
    font = _font_name(handle, index)
    weight = pdfium.FPDFText_GetFontWeight(handle, index)
    mode = (
        pdfium.FPDFTextObj_GetTextRenderMode(ctypes.cast(source, pdfium.FPDF_PAGEOBJECT))
        if source
        else 0
    )
    style = Style(
        round(size, 2),
        font,
        weight >= _BOLD_WEIGHT or _BOLD_FONT.search(font) is not None,
        _ITALIC_FONT.search(font) is not None,
        mode == _INVISIBLE,
    )
    return style, math.atan2(matrix.b, matrix.a)


def _font_name(handle: Any, index: int) -> str:
    buffer = ctypes.create_string_buffer(200)
    flags = ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(handle, index, buffer, 200, ctypes.byref(flags))
    if not 0 < length <= 200:
        return ""
    name = buffer.raw[: length - 1].decode("utf-8", "replace")
    return _SUBSET.sub("", name)


def _main_turn(raw: list[_Raw], frame: _Frame) -> int:
    """Return by how many right angles the page must be turned for most of its text to be level."""
    turns: Counter[int] = Counter()
    for item in raw:
        if item[9] and not item[0].isspace():
            turns[round((item[7] - frame.angle) / _QUARTER) % 4] += 1
    if not turns:
        return 0
    turn, count = turns.most_common(1)[0]
    return turn if count >= 0.7 * sum(turns.values()) else 0


def _find_images(page: Any, frame: _Frame) -> list[Box]:
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
