"""Blocks in the making: lines put together, with what the text around them says."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from claimkit.documents.structure.lines import Line
from claimkit.model import BlockKind

CLOSING_MARKS = "\"'”’»)]"
_FINAL_PUNCTUATION = re.compile(r"[.?!…:;。]$")
_OPENING_MARKS = "\"“„«‘'"
_FIRST_LETTER = re.compile(r"[^\W_]")


@dataclass(slots=True)
class Piece:
    """A stretch of the text; ``joiner`` stands between it and the piece before."""

    start: int
    end: int
    text: str
    joiner: str = " "


@dataclass(slots=True)
class Draft:
    """A block that may still grow, shrink or change its kind.

    ``after_page_break`` says that a page number or address was dropped before this block.
    """

    kind: BlockKind
    pieces: list[Piece]
    after_page_break: bool = False
    is_marked: bool = False  # heading, list item or block quotation by its own sign
    after_comment_heading: bool = False
    _balance: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, kind: BlockKind, line: Line, *, after_page_break: bool = False) -> Draft:
        draft = cls(kind, [], after_page_break=after_page_break)
        draft.append(Piece(line.start, line.end, line.text, ""))
        return draft

    def append(self, piece: Piece) -> None:
        self.pieces.append(piece)
        for mark in '"“”„«»':
            count = piece.text.count(mark)
            if count:
                self._balance[mark] = self._balance.get(mark, 0) + count

    def absorb(self, other: Draft, joiner: str = " ") -> None:
        """Let the pieces of ``other`` follow this block's own."""
        other.pieces[0].joiner = joiner
        for piece in other.pieces:
            self.append(piece)

    @property
    def text(self) -> str:
        if len(self.pieces) == 1:
            return self.pieces[0].text
        first = self.pieces[0].text
        return first + "".join(piece.joiner + piece.text for piece in self.pieces[1:])

    @property
    def first(self) -> str:
        return self.pieces[0].text

    @property
    def last(self) -> str:
        return self.pieces[-1].text

    @property
    def length(self) -> int:
        return sum(len(piece.text) for piece in self.pieces)

    @property
    def is_open_quotation(self) -> bool:
        """Whether a quotation mark of the block still waits for its partner."""
        get = self._balance.get
        return (
            get('"', 0) % 2 == 1
            or get("“", 0) + get("„", 0) > get("”", 0) + (get("“", 0) if get("„", 0) else 0)
            or get("«", 0) > get("»", 0)
        )

    def trim_start(self, length: int) -> None:
        """Drop the first characters, all of them in the first piece, and white space."""
        piece = self.pieces[0]
        rest = piece.text[length:].lstrip()
        piece.start, piece.text = piece.end - len(rest), rest

    def trim_end(self, length: int) -> None:
        """Keep the first ``length`` characters of a block of one piece, less white space."""
        piece = self.pieces[0]
        piece.text = piece.text[:length].rstrip()
        piece.end = piece.start + len(piece.text)


def is_finished(text: str) -> bool:
    """Tell whether a text ends as a sentence or lead-in does.

    >>> is_finished('He said: "We will go."'), is_finished("the end of the")
    (True, False)
    """
    return _FINAL_PUNCTUATION.search(text.rstrip(CLOSING_MARKS)[-1:]) is not None


def starts_lower(text: str) -> bool:
    """Tell whether the first letter or digit is a lower-case letter."""
    match = _FIRST_LETTER.search(text, 0, 40)
    return match is not None and match[0].islower()


def opens_quotation(text: str) -> bool:
    return text[:1] in _OPENING_MARKS
