"""Print articles as PDF pages, in the layouts that newspapers, agencies and authorities use.

The layouts are made here line by line, because a reader has to cope with what programs do to a
text: columns, justified lines, hyphens at line ends, running heads, notes and captions.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

A4 = (595.0, 842.0)
_VOWELS = "aeiouy"
_MAX_NOTES = 5  # on a page


@dataclass(frozen=True)
class Note:
    """A footnote; its mark stands in the text as ``{1}``."""

    mark: str
    text: str


@dataclass(frozen=True)
class Article:
    """What is printed. Paragraphs that begin with ``# `` are headings, with ``* `` list items."""

    title: str
    paragraphs: Sequence[str]
    byline: str = ""
    date_line: str = ""
    caption: str = ""
    notes: Sequence[Note] = ()


@dataclass(frozen=True)
class Layout:
    """How it is printed. Lengths are in points."""

    columns: int = 1
    page: tuple[float, float] = A4
    margin: float = 60.0
    gutter: float = 18.0
    font: str = "Times-Roman"
    size: float = 10.5
    leading: float = 1.2
    indent: float = 12.0
    space: float = 0.0
    is_justified: bool = False
    is_hyphenated: bool = False
    hyphen: str = "-"
    head: str = ""
    foot: str = ""
    first_foot: str = ""
    left_head: str = ""
    title_size: float = 22.0
    has_picture: bool = False
    has_line_numbers: bool = False
    has_drop_cap: bool = False
    watermark: str = ""
    is_shuffled: bool = False
    has_spaces: bool = True
    """Whether spaces are written as characters; without them only the gaps tell the words apart."""


@dataclass
class _Line:
    words: list[str]
    font: str
    size: float
    indent: float = 0.0
    is_last: bool = False
    before: float = 0.0
    notes: list[str] = field(default_factory=list)


def bold_of(font: str) -> str:
    return {"Times-Roman": "Times-Bold"}.get(font, f"{font}-Bold")


def split_word(word: str) -> Iterator[tuple[str, str]]:
    """Yield the places where a word may be cut, from the last one, by a rough rule.

    >>> list(split_word("ministry"))
    [('minis', 'try'), ('min', 'istry')]
    """
    match = re.fullmatch(r"([“‘(]*)([A-Za-z]{6,})(\W*)", word)
    if not match:
        return
    lead, letters, tail = match.groups()
    for place in range(len(letters) - 3, 1, -1):
        before, after = letters[place - 1].lower(), letters[place].lower()
        has_vowels = any(c in _VOWELS for c in letters[:place].lower()) and any(
            c in _VOWELS for c in letters[place:].lower()
        )
        may_end = before not in _VOWELS or place > 2
        if has_vowels and may_end and after not in _VOWELS:
            yield lead + letters[:place], letters[place:] + tail


class PdfPrinter:
    """Sets an article line by line and prints it."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._bytes = io.BytesIO()
        self._canvas = Canvas(self._bytes, pagesize=layout.page, invariant=True)
        self._page = 1
        self._later: list[tuple[str, float, float, str, float]] = []
        self._y = layout.page[1] - layout.margin
        width = layout.page[0] - 2 * layout.margin - (layout.columns - 1) * layout.gutter
        self._width = width / layout.columns
        self._column = 0
        self._top = self._y
        self._line_number = 0
        self._notes: list[Note] = []

    def print_article(self, article: Article) -> bytes:
        layout = self._layout
        self._print_head()
        self._print_title(article)
        self._top = self._y
        notes = {note.mark: note for note in article.notes}
        is_first = True
        for paragraph in article.paragraphs:
            lines = self._set(paragraph, is_first=is_first)
            for line in lines:
                self._place(line, notes)
            is_first = paragraph.startswith("# ")
        self._finish_page()
        del layout
        self._canvas.save()
        return self._bytes.getvalue()

    def _print_title(self, article: Article) -> None:
        layout = self._layout
        full = layout.page[0] - 2 * layout.margin
        x = layout.margin
        for line in self._break(
            article.title.split(), bold_of(layout.font), layout.title_size, full
        ):
            self._y -= layout.title_size * 1.15
            self._write(" ".join(line), x, self._y, bold_of(layout.font), layout.title_size)
        self._y -= 8
        for text in (article.byline, article.date_line):
            if text:
                self._y -= layout.size * 1.3
                self._write(text, x, self._y, layout.font, layout.size - 1)
        if layout.has_picture:
            self._y -= 110
            self._canvas.setFillGray(0.8)
            self._canvas.rect(x, self._y, full, 100, fill=1, stroke=0)
            self._canvas.setFillGray(0)
        if article.caption:
            for line in self._break(article.caption.split(), layout.font, layout.size * 0.8, full):
                self._y -= layout.size
                self._write(" ".join(line), x, self._y, layout.font, layout.size * 0.8)
        self._y -= layout.size * 1.2

    def _set(self, paragraph: str, *, is_first: bool) -> list[_Line]:
        layout = self._layout
        font, size, indent, before = layout.font, layout.size, layout.indent, layout.space
        if paragraph.startswith("# "):
            paragraph, font, indent = paragraph[2:], bold_of(font), 0.0
            size, before = size * 1.1, size * 0.9
        elif is_first:
            indent = 0.0
        words = paragraph.split()
        lines: list[_Line] = []
        width = self._width
        while words:
            room = width - (indent if not lines else 0.0)
            taken, words = self._take(words, font, size, room)
            lines.append(_Line(taken, font, size, indent if not lines else 0.0, not words))
        lines[0].before = before
        return lines

    def _take(
        self, words: list[str], font: str, size: float, room: float
    ) -> tuple[list[str], list[str]]:
        """Take the words that fit on a line, the last one perhaps cut."""
        layout = self._layout
        taken: list[str] = []
        for index, word in enumerate(words):
            if self._measure([*taken, word], font, size) <= room or not taken:
                taken.append(word)
                continue
            if layout.is_hyphenated:
                for first, rest in split_word(word):
                    piece = f"{first}{layout.hyphen}"
                    if self._measure([*taken, piece], font, size) <= room:
                        return [*taken, piece], [rest, *words[index + 1 :]]
                if "-" in word[1:-1]:
                    first, _, rest = word.partition("-")
                    if self._measure([*taken, f"{first}-"], font, size) <= room:
                        return [*taken, f"{first}-"], [rest, *words[index + 1 :]]
            return taken, words[index:]
        return taken, []

    def _break(self, words: list[str], font: str, size: float, room: float) -> Iterator[list[str]]:
        line: list[str] = []
        for word in words:
            if line and self._measure([*line, word], font, size) > room:
                yield line
                line = []
            line.append(word)
        if line:
            yield line

    @staticmethod
    def _measure(words: list[str], font: str, size: float) -> float:
        plain = re.sub(r"\{[^}]*\}", "", " ".join(words))
        return float(stringWidth(plain, font, size))

    def _place(self, line: _Line, notes: dict[str, Note]) -> None:
        layout = self._layout
        marks = [mark for word in line.words for mark in re.findall(r"\{([^}]*)\}", word)]
        fresh = [notes[mark] for mark in marks if mark in notes]
        bottom = layout.margin + (_MAX_NOTES * layout.size if notes else 0)
        if self._y - line.before - line.size * layout.leading < bottom:
            self._next_column()
        elif self._y < self._top:
            self._y -= line.before
        self._notes += fresh
        self._y -= line.size * layout.leading
        x = layout.margin + self._column * (self._width + layout.gutter)
        if layout.has_line_numbers:
            self._line_number += 1
            self._write(str(self._line_number), x - 22, self._y, layout.font, layout.size * 0.8)
        self._write_line(line, x + line.indent)

    def _write_line(self, line: _Line, x: float) -> None:
        layout = self._layout
        room = self._width - line.indent
        gap = float(stringWidth(" ", line.font, line.size))
        if layout.is_justified and not line.is_last and len(line.words) > 1:
            gap += (room - self._measure(line.words, line.font, line.size)) / (len(line.words) - 1)
        elif layout.has_spaces and not any("{" in word for word in line.words):
            self._write(" ".join(line.words), x, self._y, line.font, line.size)
            return
        for word in line.words:
            for part in re.split(r"(\{[^}]*\})", word):
                if part.startswith("{"):
                    self._write(part[1:-1], x, self._y + 3.5, line.font, line.size * 0.6)
                    x += float(stringWidth(part[1:-1], line.font, line.size * 0.6))
                elif part:
                    self._write(part, x, self._y, line.font, line.size)
                    x += float(stringWidth(part, line.font, line.size))
            x += gap

    def _next_column(self) -> None:
        self._column += 1
        if self._column >= self._layout.columns:
            self._finish_page()
            self._page += 1
            self._column = 0
            self._print_head()
            self._top = self._layout.page[1] - self._layout.margin
        self._y = self._top

    def _print_head(self) -> None:
        layout = self._layout
        y = layout.page[1] - layout.margin * 0.6
        head = layout.left_head if layout.left_head and self._page % 2 == 0 else layout.head
        if head and self._page > 1:
            self._write(head.replace("#", str(self._page)), layout.margin, y, layout.font, 8)
        foot = layout.first_foot if layout.first_foot and self._page == 1 else layout.foot
        if foot:
            self._write(
                foot.replace("#", str(self._page)), layout.page[0] / 2 - 20, 28, layout.font, 8
            )
        if layout.watermark:
            self._canvas.saveState()
            self._canvas.translate(layout.page[0] / 2, layout.page[1] / 2)
            self._canvas.rotate(45)
            self._canvas.setFont("Helvetica-Bold", 60)
            self._canvas.setFillGray(0.9)
            self._canvas.drawCentredString(0, 0, layout.watermark)
            self._canvas.restoreState()

    def _finish_page(self) -> None:
        layout = self._layout
        y = layout.margin - 4 + layout.size * (len(self._notes) - 1)
        size = layout.size * 0.78
        for note in self._notes:
            self._write(note.mark, layout.margin, y + 3, layout.font, size * 0.65)
            self._write(note.text, layout.margin + 6, y, layout.font, size)
            y -= layout.size
        self._notes = []
        later = self._later
        if layout.is_shuffled:
            later = later[1::2] + later[::2]
        for text, x, height, font, point in later:
            self._canvas.setFont(font, point)
            self._canvas.drawString(x, height, text)
        self._later = []
        self._canvas.showPage()

    def _write(self, text: str, x: float, y: float, font: str, size: float) -> None:
        self._later.append((text, x, y, font, size))


def print_pdf(article: Article, layout: Layout) -> bytes:
    """Return the PDF file of an article."""
    return PdfPrinter(layout).print_article(article)
