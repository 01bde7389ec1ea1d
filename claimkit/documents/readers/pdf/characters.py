"""Read the characters of a page: their places, angles and looks.

Like `pages`, this module calls the library, and is imported when a PDF is read.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from claimkit.documents.readers.pdf.words import Box, Glyph, Style

MAX_PAGE_CHARACTERS = 200_000
"""What a page has beyond this is not read."""
_INVISIBLE = 3
_FORCE_BOLD, _ITALIC = 1 << 18, 1 << 6  # flags of a font descriptor
_MAX_FONT_NAME = 200
_BOLD_FONT = re.compile(r"bold|black|heavy|semib|demi|(?:^|[-_,])bd|^[a-z]{2}bx\d", re.IGNORECASE)
_ITALIC_FONT = re.compile(r"ital|obli|slanted|^[a-z]{2}(?:ti|sl)\d", re.IGNORECASE)
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_QUARTER = math.pi / 2
_MAIN_TURN = 0.7
_MARGIN = 1.0
_NO_STYLE = Style(0.0)
_HYPHEN_CODES = frozenset((0x02, 0x2D, 0xFFFE))


class Characters(NamedTuple):
    """The characters of a page as it is shown.

    ``total`` is their number in the file, of which ``unreadable`` have no meaning in Unicode.
    """

    glyphs: list[Glyph]
    unreadable: int
    total: int


class Frame:
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

    @property
    def is_upright(self) -> bool:
        """Whether the page is shown as it is in the file."""
        return self._quarters == 0

    @property
    def origin(self) -> tuple[float, float]:
        """The left and the upper edge of the page in the file."""
        return self._left, self._bottom + self._high

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


class _Raw(NamedTuple):
    """A character as it is in the file; ``source`` is its text object, 0 for an added space."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    x: float
    y: float
    source: int


_SPACE = _Raw(" ", 0, 0, 0, 0, 0, 0, 0)


class _Look(NamedTuple):
    style: Style
    angle: float


def read_characters(text_page: Any, frame: Frame) -> Characters:
    """Return the characters on a page, and turn the frame so that most of its text is level."""
    looks: dict[int, _Look] = {0: _Look(_NO_STYLE, 0.0)}
    raw = list(_iter_raw(text_page, looks))
    readable = [item for item in raw if item.text]
    frame.turn(_main_turn(readable, looks, frame))
    glyphs = list(_place(readable, looks, frame))
    return Characters(glyphs, len(raw) - len(readable), len(raw))


def _iter_raw(text_page: Any, looks: dict[int, _Look]) -> Iterator[_Raw]:
    """Yield the characters in the file's order; those without a meaning have no text.

    ``looks`` gets the look of each text object.
    """
    handle = text_page.raw
    count = min(text_page.count_chars(), MAX_PAGE_CHARACTERS)
    rect, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    rect_ref, x_ref, y_ref = ctypes.byref(rect), ctypes.byref(x), ctypes.byref(y)
    read_code, read_box = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    read_origin, read_object = pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetTextObject
    is_added, cast, pointer = pdfium.FPDFText_IsGenerated, ctypes.cast, ctypes.c_void_p
    for index in range(count):
        code = read_code(handle, index)
        if code not in _HYPHEN_CODES and is_added(handle, index):
            yield _SPACE
            continue
        source = cast(read_object(handle, index), pointer).value or 0
        if source not in looks:
            looks[source] = _read_look(handle, index, source)
        read_box(handle, index, rect_ref)
        read_origin(handle, index, x_ref, y_ref)
        yield _Raw(
            "" if _is_unreadable(code) else chr(code),
            rect.left,
            rect.bottom,
            rect.right,
            rect.top,
            x.value,
            y.value,
            source,
        )


def _place(raw: list[_Raw], looks: Mapping[int, _Look], frame: Frame) -> Iterator[Glyph]:
    """Yield the characters within the page, with their places on it."""
    tilts = {
        source: (look.angle - frame.angle + math.pi) % (2 * math.pi) - math.pi
        for source, look in looks.items()
    }
    shift, height = frame.origin
    for text, left, bottom, right, top, x, y, source in raw:
        if frame.is_upright:
            left, right, level = left - shift, right - shift, height - y
        else:
            box = frame.box(left, bottom, right, top)
            left, right, level = box.left, box.right, frame.point(x, y)[1]
        if source and not (
            right >= -_MARGIN
            and left <= frame.width + _MARGIN
            and -_MARGIN <= level <= frame.height + _MARGIN
        ):
            continue
        yield Glyph(text, left, right, level, tilts[source], looks[source].style, source)


def _main_turn(raw: list[_Raw], looks: Mapping[int, _Look], frame: Frame) -> int:
    """Return by how many right angles the page must be turned for most of its text to be level."""
    sources = Counter(item.source for item in raw if item.source and not item.text.isspace())
    turns: Counter[int] = Counter()
    for source, count in sources.items():
        turns[round((looks[source].angle - frame.angle) / _QUARTER) % 4] += count
    if not turns:
        return 0
    turn, count = turns.most_common(1)[0]
    return turn if count >= _MAIN_TURN * sum(turns.values()) else 0


def _is_unreadable(code: int) -> bool:
    if code in (2, 9, 10, 13, 0xFFFE):
        return False
    return code < 32 or 0x7F <= code < 0xA0 or 0xE000 <= code < 0xF900 or code in (0xFFFD, 0xFFFF)


def _read_look(handle: Any, index: int, source: int) -> _Look:
    """Return the style and the angle of a character, which its text object shares."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(handle, index, matrix)
    scale = math.hypot(matrix.c, matrix.d) or 1.0
    size = pdfium.FPDFText_GetFontSize(handle, index) * scale
    font, flags = _read_font(handle, index)
    item = ctypes.cast(source, pdfium.FPDF_PAGEOBJECT)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(item) if source else 0
    style = Style(
        round(size, 2),
        font,
        _BOLD_FONT.search(font) is not None or bool(flags & _FORCE_BOLD),
        _ITALIC_FONT.search(font) is not None or bool(flags & _ITALIC),
        mode == _INVISIBLE,
    )
    return _Look(style, math.atan2(matrix.b, matrix.a))


def _read_font(handle: Any, index: int) -> tuple[str, int]:
    """Return the name and the flags of a font. The library only guesses its weight."""
    buffer = ctypes.create_string_buffer(_MAX_FONT_NAME)
    flags = ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(handle, index, buffer, _MAX_FONT_NAME, ctypes.byref(flags))
    if not 0 < length <= _MAX_FONT_NAME:
        return "", max(flags.value, 0)
    name = buffer.raw[: length - 1].decode("utf-8", "replace")
    return _SUBSET.sub("", name), max(flags.value, 0)
