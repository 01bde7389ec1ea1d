"""Find title, byline, dates and signature among a document's blocks, and mark those blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from claimkit.documents.metadata.bylines import MetaLine, read_dateline, read_meta_line
from claimkit.documents.metadata.candidates import (
    DateCandidate,
    FoundMetadata,
    MetadataCandidate,
    Origin,
)
from claimkit.documents.metadata.printed_dates import PrintedDate, find_date
from claimkit.documents.structure.block_drafts import BlockDraft, is_finished
from claimkit.lexicons.layout import load_layout
from claimkit.lexicons.typography import load_typography
from claimkit.lexicons.word_patterns import any_of
from claimkit.model import BlockKind

_HEAD_BLOCKS = 10
_TAIL_BLOCKS = 4
_PROSE_WORDS = 20
_MAX_TITLE_WORDS = 25
_MAX_TITLE = 200
_MAX_BIOGRAPHY = 600
_LONG_WORD = 5
_MIN_LONG_WORDS = 3
_MIN_CAPITALS = 0.9
_CLOCK_TIME = re.compile(r"\d:\d\d")


def find_metadata(
    drafts: Sequence[BlockDraft],
    title: str | None,
    source_offset: Callable[[int], int],
    language: str,
) -> FoundMetadata:
    """Mark title, byline and signature blocks, and cut datelines off their paragraphs.

    ``title`` is the title if it is known from elsewhere. ``source_offset`` maps an offset of the
    blocks' text to the source text. Bylines, signatures and the author's biography below them
    become furniture: they stay readable, but no claim is taken from them.
    """
    finder = _HeaderFinder(drafts, source_offset, language)
    finder.read_head(title)
    finder.read_tail()
    return finder.found


class _HeaderFinder:
    def __init__(
        self, drafts: Sequence[BlockDraft], source_offset: Callable[[int], int], language: str
    ) -> None:
        self._drafts = drafts
        self._source_offset = source_offset
        self._language = language
        self._has_leading_date = False
        self.found = FoundMetadata()

    def read_head(self, title: str | None) -> None:
        """Read the blocks down to the second paragraph of prose."""
        has_title = False
        paragraphs = prose = 0
        for index, draft in enumerate(self._drafts[:_HEAD_BLOCKS]):
            if index == 0:
                self._read_leading_date(draft)
            if not draft.first or draft.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING):
                continue
            if draft.kind is BlockKind.PARAGRAPH and self._read_dateline(draft):
                paragraphs += 1
                continue
            meta = read_meta_line(draft.text, self._language)
            if meta:
                self._add_line(meta, draft, Origin.BYLINE if meta.author else Origin.TIMESTAMP)
                draft.kind = BlockKind.FURNITURE
            elif not has_title and not prose and self._is_title(index, title, paragraphs):
                has_title = True
                self._read_title(draft)
            elif draft.kind is BlockKind.PARAGRAPH:
                paragraphs += 1
                prose += len(draft.text.split()) >= _PROSE_WORDS
                if prose > 1:
                    return

    def read_tail(self) -> None:
        """Read the signature among the last blocks of the article, and the biography."""
        body = [
            draft
            for draft in self._drafts
            if draft.kind not in (BlockKind.READER_COMMENT, BlockKind.TITLE) and draft.first
        ]
        author = next((c.value for c in self.found.candidates if c.field == "author"), None)
        for draft in body[1:][-_TAIL_BLOCKS:]:
            if draft.kind is not BlockKind.PARAGRAPH:
                continue
            meta = read_meta_line(draft.text, self._language)
            if meta and (meta.author or meta.is_labelled):
                self._add_line(meta, draft, Origin.SIGNATURE)
                author = author or meta.author
                draft.kind = BlockKind.FURNITURE
            elif author and _is_biography(draft, author):
                draft.kind = BlockKind.FURNITURE

    def _read_leading_date(self, draft: BlockDraft) -> None:
        """Cut "date 2025-04-26" off the title that follows on the same line."""
        match = _leading_date(self._language).match(draft.first)
        date = find_date(draft.first, match.end(), self._language) if match else None
        if not match or not date or date.start != match.end() or is_finished(draft.last):
            return
        self._has_leading_date = True
        self._add_date(date, draft, Origin.DATE_LINE)
        draft.trim_start(date.end)

    def _is_title(self, index: int, title: str | None, paragraphs: int) -> bool:
        """Return whether a block is the title, by its sign, the known title, or its shape.

        A line is a title by its shape only if no text comes before it and no heading with
        a sign of its own right after it.
        """
        draft = self._drafts[index]
        if draft.kind is BlockKind.HEADING:
            return True
        text = draft.text
        if len(text) > _MAX_TITLE or draft.is_marked:
            return False
        if title is not None and _letters(text) == _letters(title):
            return True
        if index == 0 and self._has_leading_date:
            return True
        below = self._drafts[index + 1 : index + _HEAD_BLOCKS]
        if paragraphs or any(draft.kind is BlockKind.HEADING for draft in below[:2]):
            return False
        return self._has_title_shape(text, below)

    def _has_title_shape(self, text: str, below: Sequence[BlockDraft]) -> bool:
        words = text.split()
        if len(words) > _MAX_TITLE_WORDS or text[0].islower() or text[-1] in ":;,":
            return False
        if words[-1] in load_layout(self._language).open_ended_words:
            return False
        if is_finished(text):
            is_shorter = any(len(draft.text) > len(text) for draft in below)
            return is_shorter and _is_title_case(words)
        return any(is_finished(draft.last) for draft in below)

    def _read_title(self, draft: BlockDraft) -> None:
        """Read the title, and cut off the timestamp after it."""
        draft.kind = BlockKind.TITLE
        text = draft.first
        date = find_date(text, language=self._language)
        while date and date.end < len(text):
            date = find_date(text, date.end, self._language)
        has_time = date and _CLOCK_TIME.search(date.text)
        if date and date.start and len(draft.parts) == 1 and has_time:
            self._add_date(date, draft, Origin.TIMESTAMP)
            draft.trim_end(date.start)
        title = " ".join(draft.text.split()).rstrip(" |-–—,")
        self._add("title", title, draft, Origin.BYLINE)

    def _read_dateline(self, draft: BlockDraft) -> bool:
        """Cut a dateline off its paragraph; one that stands alone becomes furniture."""
        dateline = read_dateline(draft.first, self._language)
        if not dateline:
            return False
        if dateline.outlet:
            self._add("outlet", dateline.outlet, draft, Origin.TIMESTAMP)
        if dateline.date:
            offset = self._source_offset(draft.parts[0].start)
            self.found.dates.append(DateCandidate(dateline.date, Origin.TIMESTAMP, offset))
        if dateline.length < len(draft.first):
            draft.trim_start(dateline.length)
        else:
            draft.kind = BlockKind.FURNITURE
        return True

    def _add_line(self, meta: MetaLine, draft: BlockDraft, origin: Origin) -> None:
        for name, value in (("author", meta.author), ("outlet", meta.outlet)):
            if value:
                self._add(name, value, draft, origin)
        if meta.date:
            self._add_date(meta.date, draft, origin)

    def _add(self, name: str, value: str, draft: BlockDraft, origin: Origin) -> None:
        offset = self._source_offset(draft.parts[0].start)
        self.found.candidates.append(MetadataCandidate(name, value, origin, offset))

    def _add_date(self, date: PrintedDate, draft: BlockDraft, origin: Origin) -> None:
        offset = self._source_offset(draft.parts[0].start + date.start)
        self.found.dates.append(DateCandidate(date, origin, offset))


@cache
def _leading_date(language: str) -> re.Pattern[str]:
    labels = any_of(load_layout(language).leading_date_labels)
    return re.compile(rf"(?:{labels}\b:?\s*)?(?=\d{{4}}-\d{{2}}-\d{{2}})", re.IGNORECASE)


def _is_biography(draft: BlockDraft, author: str) -> bool:
    return draft.length <= _MAX_BIOGRAPHY and draft.first.startswith(author)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _is_title_case(words: Sequence[str]) -> bool:
    """Return whether nearly all long words have a capital, as in headlines."""
    signs = load_typography()
    edges = signs.closing_marks + signs.opening_marks + "("
    long_words = [word.lstrip(edges) for word in words if len(word) >= _LONG_WORD]
    capitals = sum(word[:1].isupper() for word in long_words)
    is_enough = len(long_words) >= _MIN_LONG_WORDS
    return is_enough and capitals >= _MIN_CAPITALS * len(long_words)
