"""Collect the metadata that the lines of a header and of a signature give."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from claimkit.documents.metadata.candidates import (
    DateCandidate,
    FoundMetadata,
    MetadataCandidate,
    Origin,
)
from claimkit.documents.metadata.header_lines import STRONG, HeaderLine, HeaderRole
from claimkit.documents.metadata.header_parts import DATE_LABELS, PartKind
from claimkit.documents.metadata.header_words import load_header_words, plain_case
from claimkit.documents.metadata.printed_dates import PrintedDate
from claimkit.documents.structure.block_drafts import BlockDraft

_EDGES = " .,:"


class HeaderNotes:
    """The metadata of a document as far as it is found, each value with its place.

    Args:
        source_offset: maps an offset of the blocks' text to the source text.
    """

    def __init__(
        self, drafts: Sequence[BlockDraft], source_offset: Callable[[int], int], language: str
    ) -> None:
        self._drafts = drafts
        self._source_offset = source_offset
        self._words = load_header_words(language)
        self.found = FoundMetadata()

    @cached_property
    def text(self) -> str:
        """The text of all blocks, which shows how names are written."""
        return "\n".join(draft.text for draft in self._drafts)

    def add_line(self, draft: BlockDraft, line: HeaderLine, anchor: BlockDraft | None) -> None:
        """Add the metadata of a line of the header.

        Authors on several lines have the place of ``anchor``, so that they count together.
        """
        if line.role in STRONG or line.role is HeaderRole.KICKER:
            self._add_dates(draft, line)
        if line.role is HeaderRole.PLACE_DATE:
            return
        if line.role is HeaderRole.CREDIT:
            for name in line.names:
                self.add("author", name, anchor or draft, Origin.BYLINE)
        if line.role in (*STRONG, HeaderRole.OUTLET, HeaderRole.KICKER):
            for part in line.of(PartKind.OUTLET):
                name = plain_case(part.text.strip(_EDGES), self._words.small_words, self.text)
                self.add("outlet", name, draft, Origin.BYLINE)

    def add_signature(self, draft: BlockDraft, line: HeaderLine) -> None:
        """Add the metadata of a credit or a date at the end of the document."""
        for name in () if line.role is HeaderRole.PLACE_DATE else line.names:
            self.add("author", name, draft, Origin.SIGNATURE)
        for part in line.of(PartKind.OUTLET):
            self.add("outlet", part.text.strip(_EDGES), draft, Origin.SIGNATURE)
        for part in line.parts:
            if part.date is not None:
                self.add_date(part.date, draft, Origin.SIGNATURE)

    def add(self, name: str, value: str, draft: BlockDraft, origin: Origin) -> None:
        """Add a value of a field, found in a block."""
        offset = self._source_offset(draft.parts[0].start)
        self.found.candidates.append(MetadataCandidate(name, value, origin, offset))

    def add_date(self, date: PrintedDate, draft: BlockDraft, origin: Origin) -> None:
        """Add a date that may be the document's, found in the first part of a block."""
        offset = self._source_offset(draft.parts[0].start + date.start)
        self.found.dates.append(DateCandidate(date, origin, offset))

    def _add_dates(self, draft: BlockDraft, line: HeaderLine) -> None:
        """Add the dates of a line; a date of publication comes before one of a change."""
        label: PartKind | None = None
        for part in line.parts:
            if part.kind in DATE_LABELS:
                label = part.kind
            elif part.date is not None:
                origin = Origin.TIMESTAMP
                if label is PartKind.UPDATED:
                    origin = Origin.UPDATED
                elif label is PartKind.PUBLISHED:
                    origin = Origin.DATE_LINE
                self.add_date(part.date, draft, origin)
                label = None
