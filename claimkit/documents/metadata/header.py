"""Find title, byline, date and signature among a document's blocks, and mark those blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from claimkit.documents.metadata.bylines import MetaLine, read_dateline, read_meta_line
from claimkit.documents.metadata.candidates import DateEvidence, Evidence, Origin
from claimkit.documents.metadata.printed_dates import PrintedDate, find_date
from claimkit.documents.structure.block_drafts import Draft, is_finished
from claimkit.lexicons.layout import load_layout
from claimkit.model import BlockKind

_HEAD_BLOCKS = 10
_TAIL_BLOCKS = 4
_PROSE_WORDS = 20
_MAX_TITLE_WORDS = 25
_MAX_TITLE = 200
_MAX_BIOGRAPHY = 600
_LEADING_DATE = re.compile(r"(?:date\b:?\s*)?(?=\d{4}-\d{2}-\d{2})", re.IGNORECASE)
_TITLE_ENDS = "\"'”’»)]"


@dataclass(slots=True)
class Metadata:
    """What the blocks say about the document."""

    evidence: list[Evidence] = field(default_factory=list)
    dates: list[DateEvidence] = field(default_factory=list)


def find_metadata(
    drafts: Sequence[Draft], title: str | None, source_offset: Callable[[int], int]
) -> Metadata:
    """Mark title, byline and signature blocks and take datelines off their paragraphs.

    ``title`` is the title as known from elsewhere, ``source_offset`` maps an offset of the
    blocks' text to the source text. Bylines, signatures and the author's biography below them
    become boilerplate: they stay readable, but claim nothing.
    """
    finder = _Finder(drafts, source_offset)
    finder.read_head(title)
    finder.read_tail()
    return finder.found


class _Finder:
    def __init__(self, drafts: Sequence[Draft], source_offset: Callable[[int], int]) -> None:
        self._drafts = drafts
        self._source_offset = source_offset
        self._has_leading_date = False
        self.found = Metadata()

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
            meta = read_meta_line(draft.text)
            if meta:
                self._add(meta, draft, Origin.BYLINE if meta.author else Origin.TIMESTAMP)
                draft.kind = BlockKind.BOILERPLATE
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
        author = next((e.value for e in self.found.evidence if e.field == "author"), None)
        for draft in body[1:][-_TAIL_BLOCKS:]:
            if draft.kind is not BlockKind.PARAGRAPH:
                continue
            meta = read_meta_line(draft.text)
            if meta and (meta.author or meta.is_labelled):
                self._add(meta, draft, Origin.SIGNATURE)
                author = author or meta.author
                draft.kind = BlockKind.BOILERPLATE
            elif author and self._is_biography(draft, author):
                draft.kind = BlockKind.BOILERPLATE

    def _read_leading_date(self, draft: Draft) -> None:
        """Take "date 2025-04-26" off the title that follows on the same line."""
        match = _LEADING_DATE.match(draft.first)
        date = find_date(draft.first, match.end()) if match else None
        if not match or not date or date.start != match.end() or is_finished(draft.last):
            return
        self._has_leading_date = True
        self._add_date(date, draft, Origin.DATE_LINE)
        draft.trim_start(date.end)

    def _is_title(self, index: int, title: str | None, paragraphs: int) -> bool:
        """Tell a title by its sign, the title known from elsewhere, or its shape.

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
        words = text.split()
        below = self._drafts[index + 1 : index + _HEAD_BLOCKS]
        if paragraphs or any(draft.kind is BlockKind.HEADING for draft in below[:2]):
            return False
        if len(words) > _MAX_TITLE_WORDS or text[0].islower() or text[-1] in ":;,":
            return False
        if words[-1] in load_layout().open_ended_words:
            return False
        if is_finished(text):
            longer = any(len(draft.text) > len(text) for draft in below)
            return longer and _is_title_case(words)
        return any(is_finished(draft.last) for draft in below)

    def _read_title(self, draft: Draft) -> None:
        draft.kind = BlockKind.TITLE
        text = draft.first
        date = find_date(text)
        while date and date.end < len(text):
            date = find_date(text, date.end)
        has_time = date and re.search(r"\d:\d\d", date.text)
        if date and date.start and len(draft.pieces) == 1 and has_time:
            self._add_date(date, draft, Origin.TIMESTAMP)
            draft.trim_end(date.start)
        offset = self._source_offset(draft.pieces[0].start)
        title = " ".join(draft.text.split()).rstrip(" |-–—,")
        self.found.evidence.append(Evidence("title", title, Origin.BYLINE, offset))

    def _read_dateline(self, draft: Draft) -> bool:
        """Take a dateline off its paragraph; one that stands alone becomes boilerplate."""
        dateline = read_dateline(draft.first)
        if not dateline:
            return False
        offset = self._source_offset(draft.pieces[0].start)
        if dateline.outlet:
            self.found.evidence.append(
                Evidence("outlet", dateline.outlet, Origin.TIMESTAMP, offset)
            )
        if dateline.date:
            self.found.dates.append(DateEvidence(dateline.date, Origin.TIMESTAMP, offset))
        if dateline.length < len(draft.first):
            draft.trim_start(dateline.length)
        else:
            draft.kind = BlockKind.BOILERPLATE
        return True

    def _is_biography(self, draft: Draft, author: str) -> bool:
        return draft.length <= _MAX_BIOGRAPHY and draft.first.startswith(author)

    def _add(self, meta: MetaLine, draft: Draft, origin: Origin) -> None:
        offset = self._source_offset(draft.pieces[0].start)
        for name, value in (("author", meta.author), ("outlet", meta.outlet)):
            if value:
                self.found.evidence.append(Evidence(name, value, origin, offset))
        if meta.date:
            self._add_date(meta.date, draft, origin)

    def _add_date(self, date: PrintedDate, draft: Draft, origin: Origin) -> None:
        offset = self._source_offset(draft.pieces[0].start + date.start)
        self.found.dates.append(DateEvidence(date, origin, offset))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _is_title_case(words: Sequence[str]) -> bool:
    """Tell whether nearly all long words have a capital, as headlines have."""
    long_words = [word.lstrip(_TITLE_ENDS + "“‘«(") for word in words if len(word) > 4]
    capitals = sum(word[:1].isupper() for word in long_words)
    return len(long_words) >= 3 and capitals >= 0.9 * len(long_words)
