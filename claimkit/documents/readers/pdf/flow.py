"""Join the pieces of all pages into paragraphs, and say what each paragraph is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claimkit.documents.readers.pdf.lines import TextLine
from claimkit.documents.readers.pdf.paragraphs import BodyStyle, Piece
from claimkit.documents.readers.pdf.words import Box
from claimkit.documents.structure.block_drafts import is_finished, opens_quotation, starts_lower
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.sentences import load_sentences
from claimkit.model import BlockKind

_HEADING_SIZE = 1.12
_TITLE_SIZE = 1.2
_SMALL = 0.93
_MAX_HEADING_LINES = 4
_MAX_HEADING = 160
_MAX_CAPTION_WORDS, _MAX_CAPTION_LINES = 50, 7
_MIN_CAPTION_WORDS = 5
_IMAGE_GAP = 3.0
_MIN_TITLE_WORDS = 3
_MAX_TITLE = 300
_INITIAL = re.compile(r"[A-Z]\.")
_MAX_MASTHEAD_WORDS = 4


@dataclass(slots=True)
class Passage:
    """A block of the document: lines in reading order, perhaps from several pages."""

    kind: BlockKind
    lines: list[TextLine]
    is_typed: bool = False


@dataclass(slots=True)
class PageFlow:
    """The pieces of a page in reading order, with what stands outside the running text."""

    number: int
    height: float
    pieces: list[Piece]
    images: list[Box]
    notes: list[list[TextLine]]
    """Footnotes; the first item goes on with the last note of the page before."""


class FlowReader:
    """Reads the pages of a document one after the other.

    A paragraph may go on after a picture, a note or the end of a page. What interrupts it comes
    after it.
    """

    def __init__(self, body: BodyStyle, language: str, *, has_indents: bool) -> None:
        self._body = body
        self._titles = {title.text for title in load_sentences(Lexicons(language)).titles}
        self._has_indents = has_indents
        self._passages: list[Passage] = []
        self._open: Piece | None = None
        self._current: Passage | None = None
        self._waiting: list[Passage] = []
        self._notes: list[Passage] = []
        self._has_body = False
        self._title: Piece | None = None
        self._is_above_title = False

    def read(self, pages: Iterable[PageFlow]) -> list[Passage]:
        for index, page in enumerate(pages):
            if index == 0:
                self._title = _find_title(page.pieces, self._body)
                self._is_above_title = self._title is not None  # where a letterhead stands
            for piece in page.pieces:
                self._add(piece, page)
            self._add_notes(page.notes)
        self._close()
        return self._passages

    def _add(self, piece: Piece, page: PageFlow) -> None:
        if not any(map(str.isalnum, piece.text)):
            return
        kind, is_typed = self._judge(piece, page)
        if self._current and kind is BlockKind.PARAGRAPH and self._goes_on(piece):
            self._current.lines += piece.lines
            self._open = piece
            return
        passage = Passage(kind, list(piece.lines), is_typed)
        is_aside = kind in (BlockKind.CAPTION, BlockKind.TABLE, BlockKind.FURNITURE)
        if is_aside and self._open is not None and self._is_unfinished():
            self._waiting.append(passage)
            return
        if self._looks_like_aside(piece) and self._is_unfinished():
            self._waiting.append(passage)
            return
        self._close()
        if kind is BlockKind.PARAGRAPH:
            self._current, self._open = passage, piece
            self._has_body |= self._is_body(piece)
        else:
            self._passages.append(passage)

    def _add_notes(self, notes: Sequence[list[TextLine]]) -> None:
        for index, lines in enumerate(notes):
            if not lines:
                continue
            if index == 0 and self._notes:
                self._notes[-1].lines += lines
            else:
                self._notes.append(Passage(BlockKind.FOOTNOTE, list(lines), is_typed=True))

    def _close(self) -> None:
        """End the open paragraph, and put what interrupted it after it."""
        if self._current is not None:
            self._passages.append(self._current)
        self._passages += self._waiting
        self._passages += self._notes
        self._waiting, self._notes = [], []
        self._current = self._open = None

    def _is_unfinished(self) -> bool:
        return (
            self._open is not None
            and self._open.is_full
            and self._is_body(self._open)
            and not self._is_finished(self._open.last.text)
        )

    def _is_finished(self, text: str) -> bool:
        """Return whether a sentence ends, and not a title or initial: "Mr.", "J."."""
        word = text.rsplit(None, 1)[-1] if text else ""
        is_short = word in self._titles or _INITIAL.fullmatch(word) is not None
        return is_finished(text) and not is_short

    def _looks_like_aside(self, piece: Piece) -> bool:
        """Return whether a piece in another size stands in the middle of a paragraph."""
        return abs(piece.size - self._body.size) > 0.1 * self._body.size

    def _is_body(self, piece: Piece) -> bool:
        return abs(piece.size - self._body.size) <= 0.06 * self._body.size

    def _goes_on(self, piece: Piece) -> bool:
        """Return whether a piece goes on with the paragraph that is open."""
        before = self._open
        if before is None or not before.has_style_of(piece) or piece.opens:
            return False
        text = before.last.text
        is_beside = (
            before.last.page == piece.first.page
            and abs(before.last.baseline - piece.first.baseline) < 0.5 * piece.size
        )
        is_below = (
            before.last.page == piece.first.page
            and before.last.baseline < piece.first.baseline
            and before.column[0] < piece.column[1]
            and piece.column[0] < before.column[1]
            and not self._waiting
        )
        if is_below or is_beside:
            return False
        if not self._is_finished(text):
            return before.is_full or starts_lower(piece.first.text)
        return before.is_full and self._has_indents and len(before.lines) > 1

    def _judge(self, piece: Piece, page: PageFlow) -> tuple[BlockKind, bool]:
        """Return the kind of a piece, and whether its looks alone say so."""
        if piece is self._title:
            self._is_above_title = False
            return BlockKind.TITLE, True
        if piece.first.is_table_row:
            return BlockKind.TABLE, True
        text = piece.text
        words = len(text.split())
        is_first_page_head = page.number == 1 and not self._has_body
        is_large = piece.size >= _HEADING_SIZE * self._body.size
        is_bold = piece.is_bold and not self._body.is_bold
        is_short = len(piece.lines) <= _MAX_HEADING_LINES and len(text) <= _MAX_HEADING
        is_heading = (not is_finished(text) or text[-1] in "?!:") and not opens_quotation(text)
        if (is_large or is_bold) and is_short and is_heading and not is_first_page_head:
            return BlockKind.HEADING, True
        is_small = piece.size <= _SMALL * self._body.size
        if is_small and words >= _MIN_CAPTION_WORDS and words <= _MAX_CAPTION_WORDS:
            is_near = any(_is_near(piece, box) for box in page.images)
            if len(piece.lines) <= _MAX_CAPTION_LINES and (
                is_near or (words >= 8 and not self._is_above_title)
            ):
                return BlockKind.CAPTION, True
        return BlockKind.PARAGRAPH, False


def _find_title(pieces: Sequence[Piece], body: BodyStyle) -> Piece | None:
    """Return the largest print on the first page that is not the name of the paper.

    Such a name is short, stands above everything else in large print, and is followed by a
    longer headline.
    """
    large = [
        piece
        for piece in pieces
        if piece.size >= _TITLE_SIZE * body.size and len(piece.text) <= _MAX_TITLE
    ]
    if len(large) > 1 and _is_masthead(large[0], large[1:]):
        large = large[1:]
    titles = [piece for piece in large if len(piece.text.split()) >= _MIN_TITLE_WORDS]
    return max(titles or large, key=lambda piece: piece.size, default=None)


def _is_masthead(first: Piece, others: Sequence[Piece]) -> bool:
    words = len(first.text.split())
    return words <= _MAX_MASTHEAD_WORDS and any(
        len(other.text.split()) > max(words, _MAX_MASTHEAD_WORDS - 1) for other in others
    )


def _is_near(piece: Piece, box: Box) -> bool:
    """Return whether a piece stands right above, below or beside a picture."""
    reach = _IMAGE_GAP * piece.size
    top, bottom = piece.first.box.top, piece.last.box.bottom
    left, right = piece.column[0], max(line.box.right for line in piece.lines)
    overlaps_width = min(right, box.right) > max(left, box.left)
    overlaps_height = min(bottom, box.bottom) > max(top, box.top)
    is_level = overlaps_height and (
        0 <= left - box.right <= reach or 0 <= box.left - right <= reach
    )
    is_stacked = overlaps_width and (
        -reach / 2 <= top - box.bottom <= reach or -reach / 2 <= box.top - bottom <= reach
    )
    return is_level or is_stacked
