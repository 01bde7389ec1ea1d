"""Build the source text of a format that has no text of its own, with its blocks and places."""

from __future__ import annotations

from collections.abc import Iterable

from claimkit.documents.structure.block_drafts import BlockDraft, BlockPart
from claimkit.documents.tracked_text import TrackedText
from claimkit.model import BlockKind, Place, PlaceMap

_BLANK_LINE = "\n\n"


class SourceBuilder:
    """Collects the blocks of a file in reading order.

    The source text that it builds has the blocks one below the other, with a blank line between
    them, and the parts of a block with their joiners. Use one builder a document.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._drafts: list[BlockDraft] = []
        self._starts: list[int] = []
        self._places: list[Place] = []

    def add(
        self,
        kind: BlockKind,
        parts: Iterable[tuple[str, Place | None]],
        *,
        is_typed: bool = False,
        joiner: str = " ",
    ) -> BlockDraft | None:
        """Add a block of parts, such as the lines of a paragraph; return it, or None if empty.

        Args:
            parts: each part's text and its place in the file; empty ones are left out. A part that
                is to join the one before it without a space belongs in the same text.
            is_typed: whether the format itself says what kind of block it is.
            joiner: the text between two parts.
        """
        draft = BlockDraft(kind, [], is_typed=is_typed)
        for text, place in parts:
            words = text.strip()
            if not words:
                continue
            if draft.parts:
                self._write(joiner)
            elif self._drafts:
                self._write(_BLANK_LINE)
            if place is not None:
                self._starts.append(self._length)
                self._places.append(place)
            start = self._length
            self._write(words)
            draft.append(BlockPart(start, self._length, words, joiner if draft.parts else ""))
        if not draft.parts:
            return None
        self._drafts.append(draft)
        return draft

    def add_running(
        self,
        kind: BlockKind,
        lines: Iterable[tuple[str, Place | None, str]],
        *,
        is_typed: bool = False,
    ) -> BlockDraft | None:
        """Add a block whose lines run on, so that it has one part; return it, or None if empty.

        Args:
            lines: each line's text, its place in the file, and what stands between it and the line
                before: a space, or nothing inside a word.
        """
        start = self._length
        text = ""
        for words, place, joiner in lines:
            if not words:
                continue
            if not text and self._drafts:
                self._write(_BLANK_LINE)
                start = self._length
            added = f"{joiner if text else ''}{words}"
            if place is not None:
                self._starts.append(self._length + len(added) - len(words))
                self._places.append(place)
            self._write(added)
            text += added
        if not text:
            return None
        draft = BlockDraft(kind, [], is_typed=is_typed)
        draft.append(BlockPart(start, self._length, text, ""))
        self._drafts.append(draft)
        return draft

    def build(self) -> tuple[TrackedText, list[BlockDraft], PlaceMap | None]:
        """Return the source text, the blocks as stretches of it, and the map to their places."""
        places = PlaceMap(self._starts, self._places) if self._places else None
        return TrackedText.of("".join(self._pieces)), self._drafts, places

    def _write(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)
