"""Represent blocks while they are built from lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from claimkit.documents.structure.lines import Line
from claimkit.lexicons.typography import load_typography
from claimkit.model import BlockKind, Speaker

_PAIRED_MARKS = '"“”„«»'
_FINAL_PUNCTUATION = re.compile(r"[.?!…:;。]$")
_FIRST_LETTER = re.compile(r"[^\W_]")


@dataclass(slots=True)
class BlockPart:
    """A stretch of the text. ``joiner`` is written between it and the part before it."""

    start: int
    end: int
    text: str
    joiner: str = " "


@dataclass(slots=True)
class BlockDraft:
    """A block that may still grow, shrink or change its kind.

    ``after_page_break`` and ``after_comment_heading`` are set if such lines were dropped before
    this block. ``is_marked`` is set if a heading, list item or block quotation has its own sign,
    ``is_typed`` if the file's format says what kind of block it is. ``sign`` is the bullet, number
    or letter that was cut off a list item. The other fields are those of `claimkit.model.Block`.
    """

    kind: BlockKind
    parts: list[BlockPart]
    after_page_break: bool = False
    is_marked: bool = False
    is_typed: bool = False
    after_comment_heading: bool = False
    speaker: Speaker | None = None
    addressee: Speaker | None = None
    said: str | None = None
    label: str | None = None
    dateline: str | None = None
    sign: str = ""
    _balance: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, kind: BlockKind, line: Line, *, after_page_break: bool = False) -> BlockDraft:
        draft = cls(kind, [], after_page_break=after_page_break)
        draft.append(BlockPart(line.start, line.end, line.text, ""))
        return draft

    def append(self, part: BlockPart) -> None:
        self.parts.append(part)
        for mark in _PAIRED_MARKS:
            count = part.text.count(mark)
            if count:
                self._balance[mark] = self._balance.get(mark, 0) + count

    def absorb(self, other: BlockDraft, joiner: str = " ") -> None:
        """Add the parts of ``other`` after this block's own."""
        other.parts[0].joiner = joiner
        for part in other.parts:
            self.append(part)

    @property
    def text(self) -> str:
        if len(self.parts) == 1:
            return self.parts[0].text
        first = self.parts[0].text
        return first + "".join(part.joiner + part.text for part in self.parts[1:])

    @property
    def first(self) -> str:
        return self.parts[0].text

    @property
    def last(self) -> str:
        return self.parts[-1].text

    @property
    def length(self) -> int:
        return sum(len(part.text) for part in self.parts)

    @property
    def is_open_quotation(self) -> bool:
        """Whether the block opens a quotation and does not close it."""
        get = self._balance.get
        return (
            get('"', 0) % 2 == 1
            or get("“", 0) + get("„", 0) > get("”", 0) + (get("“", 0) if get("„", 0) else 0)
            or get("«", 0) > get("»", 0)
        )

    def trim_start(self, length: int) -> None:
        """Drop the first characters, which must all be in the first part, and white space."""
        part = self.parts[0]
        rest = part.text[length:].lstrip()
        part.start, part.text = part.end - len(rest), rest
        if not rest and len(self.parts) > 1:
            self.parts.pop(0)
            self.parts[0].joiner = ""

    def cut(self, index: int, start: int, end: int) -> None:
        """Take ``[start, end)`` out of a part. A space remains where there was one at its edge."""
        part = self.parts[index]
        before, after = part.text[:start], part.text[end:]
        has_space = before[-1:].isspace() or after[:1].isspace() or part.text[start].isspace()
        left, right = before.rstrip(), after.lstrip()
        is_inside = bool(left and right)
        parts = []
        if left:
            parts.append(BlockPart(part.start, part.start + len(left), left, part.joiner))
        if right:
            joiner = (" " if has_space else "") if is_inside else part.joiner
            parts.append(BlockPart(part.end - len(right), part.end, right, joiner))
        if parts or len(self.parts) > 1:
            self.parts[index : index + 1] = parts
        else:
            part.text, part.end = "", part.start

    def trim_last(self, length: int) -> None:
        """Keep the first ``length`` characters of the last part, without trailing space."""
        part = self.parts[-1]
        part.text = part.text[:length].rstrip()
        part.end = part.start + len(part.text)
        if not part.text and len(self.parts) > 1:
            self.parts.pop()

    def drop_last_character(self) -> None:
        """Drop the hyphen that ends the block."""
        part = self.parts[-1]
        part.text, part.end = part.text[:-1], part.end - 1

    def trim_end(self, length: int) -> None:
        """Keep the first ``length`` characters of a block of one part, without trailing space."""
        part = self.parts[0]
        part.text = part.text[:length].rstrip()
        part.end = part.start + len(part.text)


def is_finished(text: str) -> bool:
    """Return whether a text ends as a sentence or lead-in does.

    >>> is_finished('He said: "We will go."'), is_finished("the end of the")
    (True, False)
    """
    return _FINAL_PUNCTUATION.search(text.rstrip(load_typography().closing_marks)[-1:]) is not None


def starts_lower(text: str) -> bool:
    """Return whether the first letter or digit is a lower-case letter."""
    match = _FIRST_LETTER.search(text, 0, 40)
    return match is not None and match[0].islower()


def ends_with_mark(text: str) -> bool:
    """Return whether a text ends with a quotation mark or bracket that closes."""
    return text[-1:] in load_typography().closing_marks


def opens_quotation(text: str) -> bool:
    """Return whether a text begins with a quotation mark."""
    return text[:1] in load_typography().opening_marks
