"""Cut a page into passages: the paragraphs, headings, items and rows that a reader sees.

Text is collected as a browser lays it out: white space collapses, hidden elements and soft hyphens
are left out, and tags inside a word do not cut it. Each run of characters keeps its place in the
page.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from claimkit.documents.readers.markup import INVISIBLE
from claimkit.documents.readers.web_page.elements import (
    BLOCK,
    HEADINGS,
    Purpose,
    find_purpose,
    is_hidden,
    is_note_mark,
)
from claimkit.documents.readers.web_page.tokens import TextToken
from claimkit.documents.readers.web_page.tree import Element

_SPECIAL = re.compile(
    rf"(?P<space>[ \t\n\r\f\v]+)|(?P<hidden>[{INVISIBLE}]+)"
    r"|(?P<entity>&(?:#\d{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};?))"
)
_INVISIBLE_RUN = re.compile(rf"[{INVISIBLE}]+")


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of a passage; they stand for ``source_length`` characters from ``start`` on.

    ``start`` is None if the page does not have them.
    """

    text: str
    start: int | None
    source_length: int


class Form(Enum):
    """The form of a passage, by the element that it is in."""

    PARAGRAPH = auto()
    HEADING = auto()
    LIST_ITEM = auto()
    QUOTATION = auto()
    SIGNATURE = auto()  # who said the quotation before it
    CAPTION = auto()
    TABLE_ROW = auto()


@dataclass(slots=True, eq=False)
class Passage:
    """A stretch of text that stands for itself. ``element`` is the innermost block that has it.

    A line break of the page is a line feed. ``link_length`` counts the characters in links,
    ``about_length`` those in parts that give the author or a date.
    """

    element: Element
    form: Form
    runs: list[Run] = field(default_factory=list)
    link_length: int = 0
    about_length: int = 0
    _text: str | None = None

    def __len__(self) -> int:
        return len(self.text)

    @property
    def start(self) -> int:
        """The place of the passage on the page."""
        return next((run.start for run in self.runs if run.start is not None), self.element.start)

    @property
    def text(self) -> str:
        if self._text is None:
            self._text = "".join(run.text for run in self.runs)
        return self._text

    @property
    def link_share(self) -> float:
        """The share of the characters that are in links."""
        return self.link_length / max(1, len(self.text))


class TooMuchTextError(ValueError):
    """A page has more text than an article can have with all that is around it."""


def find_passages(root: Element, source: str, max_characters: int) -> list[Passage]:
    """Return the passages of a part of a page in their order, without those that are empty.

    Raises:
        TooMuchTextError: if they have more than ``max_characters``.
    """
    walker = _Walker(source, max_characters)
    walker.walk(root)
    return walker.passages


class _Walker:
    def __init__(self, source: str, max_characters: int) -> None:
        self._left = max_characters
        self.passages: list[Passage] = []
        self._source = source
        self._runs: list[Run] = []
        self._space: tuple[int, int] | None = None
        self._link_length = 0
        self._links = 0
        self._about_length = 0
        self._about = 0
        self._preformatted = 0
        self._blocks: list[Element] = []
        self._rows: list[Element] = []

    def walk(self, root: Element) -> None:
        self._blocks.append(root)
        waiting: list[tuple[Element | TextToken, bool]] = [(root, False)]
        while waiting:
            node, is_end = waiting.pop()
            if isinstance(node, TextToken):
                if not node.is_raw:
                    self._add_text(node)
            elif is_end:
                self._leave(node)
            elif not is_hidden(node) and not is_note_mark(node, self._source):
                self._enter(node)
                waiting.append((node, True))
                waiting.extend((child, False) for child in reversed(node.children))
        self._flush()

    def _enter(self, element: Element) -> None:
        name = element.name
        if name == "br":
            self._break_line()
        elif name in ("td", "th") and self._rows:
            self._add_separator()
        elif name in BLOCK and not self._is_in_row(element):
            self._flush()
            self._blocks.append(element)
            if name == "tr" and is_data_row(element):
                self._rows.append(element)
        elif name in BLOCK:
            self._hold_space(element.start, element.start)
        elif name == "q":
            self._write("“")
        elif name == "cite" and signs_quotation(element, self._source):
            self._flush()
            self._blocks.append(element)
        self._links += name == "a"
        self._about += _is_about(element)
        self._preformatted += name == "pre"

    def _leave(self, element: Element) -> None:
        name = element.name
        if self._rows and self._rows[-1] is element:
            self._flush()
            self._rows.pop()
        if self._blocks[-1] is element:
            self._flush()
            self._blocks.pop()
        elif name in BLOCK and name != "br":
            self._hold_space(element.end, element.end)
        elif name == "q":
            self._write("”")
        self._links -= name == "a"
        self._about -= _is_about(element)
        self._preformatted -= name == "pre"

    def _is_in_row(self, element: Element) -> bool:
        return bool(self._rows) and element.name not in ("table", "tr")

    def _add_separator(self) -> None:
        if self._runs:
            self._space = None
            self._runs.append(Run(" | ", None, 0))

    def _break_line(self) -> None:
        self._space = None
        if self._rows:
            self._hold_space(0, 0)
        elif self._runs:
            self._runs.append(Run("\n", None, 0))

    def _add_text(self, token: TextToken) -> None:
        source = self._source
        position = token.start
        for match in _SPECIAL.finditer(source, token.start, token.end):
            self._keep(position, match.start())
            position = match.end()
            if match["space"]:
                if self._preformatted and "\n" in match[0]:
                    for _ in range(min(2, match[0].count("\n"))):
                        self._break_line()
                else:
                    self._hold_space(match.start(), position)
            elif match["entity"]:
                self._add_entity(match)
        self._keep(position, token.end)

    def _add_entity(self, match: re.Match[str]) -> None:
        words = html.unescape(match[0])
        if words == match[0]:
            self._keep(match.start(), match.end())
            return
        words = _INVISIBLE_RUN.sub("", words)
        if words.isspace():
            self._hold_space(match.start(), match.end())
        elif words:
            self._add_run(Run(words, match.start(), match.end() - match.start()))

    def _keep(self, start: int, end: int) -> None:
        if start < end:
            self._add_run(Run(self._source[start:end], start, end - start))

    def _write(self, words: str) -> None:
        self._add_run(Run(words, None, 0))

    def _hold_space(self, start: int, end: int) -> None:
        """Note white space, which counts only between two words of a passage."""
        if self._runs and self._runs[-1].text[-1] not in "\n ":
            if self._space is None or self._space[0] == self._space[1]:
                self._space = (start, end)

    def _add_run(self, run: Run) -> None:
        if self._space is not None:
            start, end = self._space
            self._runs.append(Run(" ", start if end > start else None, end - start))
            self._space = None
        self._runs.append(run)
        if self._links:
            self._link_length += len(run.text)
        if self._about:
            self._about_length += len(run.text)

    def _flush(self) -> None:
        self._left -= sum(len(run.text) for run in self._runs)
        if self._left < 0:
            raise TooMuchTextError
        while self._runs and not self._runs[-1].text.strip():
            self._runs.pop()
        if self._runs:
            block = self._blocks[-1]
            form = find_form(block)
            self.passages.append(
                Passage(block, form, self._runs, self._link_length, self._about_length)
            )
        self._runs = []
        self._about_length = 0
        self._space = None
        self._link_length = 0


def _is_about(element: Element) -> bool:
    """Return whether a part of a paragraph gives the author or a date, as its names say."""
    return element.name not in BLOCK and find_purpose(element) in (Purpose.BYLINE, Purpose.DATE)


def find_form(block: Element) -> Form:
    """Return the form of a passage by the blocks around it, the innermost first."""
    for element in block.iter_ancestors():
        name = element.name
        if name in HEADINGS:
            return Form.HEADING
        if name in ("figcaption", "caption"):
            return Form.SIGNATURE if _is_below_quotation(element) else Form.CAPTION
        if name == "tr" and is_data_row(element):
            return Form.TABLE_ROW
        if name == "blockquote":
            is_signature = any(
                inner.name in ("footer", "cite", "figcaption") for inner in _between(block, element)
            )
            return Form.SIGNATURE if is_signature else Form.QUOTATION
        if name == "li":
            return Form.LIST_ITEM if _is_plain_item(element) else Form.PARAGRAPH
        if name in ("article", "main", "section", "body", "table"):
            break
    return Form.PARAGRAPH


def signs_quotation(cite: Element, source: str) -> bool:
    """Return whether an element is the last one in a quotation, so that it says who is quoted.

    The title of a work in the words that are quoted stands between them.
    """
    element = cite
    while element.parent is not None and element.name != "blockquote":
        for sibling in reversed(element.parent.children):
            if sibling is element:
                break
            if isinstance(sibling, Element) or source[sibling.start : sibling.end].strip():
                return False
        element = element.parent
    return element.name == "blockquote"


def _is_below_quotation(caption: Element) -> bool:
    """Return whether a caption says who is quoted beside it: its figure is a quotation."""
    figure = caption.parent
    return figure is not None and any(
        isinstance(child, Element) and child.name == "blockquote" for child in figure.children
    )


def _between(inner: Element, outer: Element) -> Iterator[Element]:
    for element in inner.iter_ancestors():
        if element is outer:
            return
        yield element


def _is_plain_item(item: Element) -> bool:
    """Return whether an item of a list holds one paragraph, and perhaps lists below it."""
    blocks = [
        child
        for child in item.children
        if isinstance(child, Element)
        and child.name in BLOCK
        and child.name not in ("ul", "ol", "br")
    ]
    return len(blocks) <= 1 and not any(
        inner.name in HEADINGS or inner.name in ("article", "section", "table", "figure")
        for block in blocks
        for inner in block.iter_elements()
    )


def is_data_row(row: Element) -> bool:
    """Return whether a row is one of a table of data, not one that lays out the page."""
    cells = [
        child for child in row.children if isinstance(child, Element) and child.name in ("td", "th")
    ]
    if len(cells) < 2:
        return False
    if any(cell.name == "th" for cell in cells):
        return True
    return not any(
        inner.name in ("p", "div", "table", "h1", "h2", "h3", "ul", "article", "form", "script")
        for cell in cells
        for inner in cell.iter_elements()
    )
