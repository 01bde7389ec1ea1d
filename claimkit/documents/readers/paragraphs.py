"""Build the blocks of a format that has paragraphs, but no text of its own.

The paragraphs become lines of a source text, with blank lines between them. They are cut and
grouped as the lines of a text file are, so that the same article gives the same blocks. What the
format itself says about a paragraph is kept.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from claimkit.documents.readers.text_formats import draft_blocks
from claimkit.documents.structure.block_drafts import BlockDraft
from claimkit.documents.tracked_text import TrackedText
from claimkit.model import BlockKind, Place, PlaceMap, Speaker

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ud800-\udfff]"
)
_SPACES = re.compile(r"[^\S\n]+")
_LINE_BREAK = re.compile(r" ?\n ?")


@dataclass(frozen=True, slots=True)
class _Typed:
    """A paragraph whose kind or speaker the format says: ``[start, end)`` of the source text."""

    start: int
    end: int
    kind: BlockKind | None
    speaker: Speaker | None
    said: str | None


class ParagraphBuilder:
    """Collects the paragraphs of a file in reading order. Use one builder a document."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._typed: list[_Typed] = []
        self._starts: list[int] = []
        self._places: list[Place] = []
        self.length = 0

    def add(
        self,
        text: str,
        place: Place | None = None,
        *,
        kind: BlockKind | None = None,
        speaker: Speaker | None = None,
        said: str | None = None,
    ) -> None:
        """Add a paragraph, which may have line breaks unless its kind is known.

        Args:
            kind: what the format itself says the paragraph is.
        """
        text = clean_paragraph(text)
        if kind is not None:
            text = text.replace("\n", " ")
        if not text:
            return
        start = self._open(place)
        self._write(text)
        if kind is not None or speaker is not None or said is not None:
            self._typed.append(_Typed(start, self.length, kind, speaker, said))

    def add_table(
        self, rows: Sequence[tuple[Sequence[str], Place | None]], *, has_header: bool
    ) -> None:
        """Add a table, whose rows are cells and a place, in the form that Markdown has for it."""
        kept = [
            ([" ".join(clean_paragraph(cell).split()).replace("|", "¦") for cell in cells], place)
            for cells, place in rows
        ]
        kept = [(cells, place) for cells, place in kept if any(cells)]
        for index, (cells, place) in enumerate(kept):
            if index:
                self._write("\n")
                self._note(place)
            else:
                self._open(place)
            self._write(f"| {' | '.join(cells)} |")
            if index == 0 and has_header and len(kept) > 1:
                self._write("\n|" + "---|" * len(cells))

    def build(self, language: str) -> tuple[TrackedText, list[BlockDraft], PlaceMap | None]:
        """Return the source text, the blocks as stretches of it, and the map to their places."""
        source = "".join(self._pieces)
        drafts = draft_blocks(source, language)
        starts = [typed.start for typed in self._typed]
        for draft in drafts:
            index = bisect_right(starts, draft.parts[0].start) - 1
            if index >= 0 and draft.parts[0].start < self._typed[index].end:
                _mark(draft, self._typed[index])
        places = PlaceMap(self._starts, self._places) if self._places else None
        return TrackedText.of(source), drafts, places

    def _open(self, place: Place | None) -> int:
        if self._pieces:
            self._write("\n\n")
        self._note(place)
        return self.length

    def _note(self, place: Place | None) -> None:
        if place is not None:
            self._starts.append(self.length if self._starts else 0)
            self._places.append(place)

    def _write(self, text: str) -> None:
        self._pieces.append(text)
        self.length += len(text)


def clean_paragraph(text: str) -> str:
    """Return the text of a paragraph without invisible characters, with single spaces."""
    if not text.isascii() or not text.isprintable():
        text = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _LINE_BREAK.sub("\n", _SPACES.sub(" ", text)).strip()


def _mark(draft: BlockDraft, typed: _Typed) -> None:
    draft.speaker, draft.said = typed.speaker, typed.said
    if typed.kind is not None:
        draft.kind, draft.is_typed = typed.kind, True
