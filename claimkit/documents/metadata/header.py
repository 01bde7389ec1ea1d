"""Find title, authors, outlet, dates and issuer among a document's blocks, and mark those blocks.

The first lines are read as parts (`header_parts`) and judged in view of one another
(`header_lines`); `titles` chooses the title among the rest. `datelines` has the place, date and
agency before the first sentence, `signatures` the last lines, `statements` the issuer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, cached_property

from claimkit.documents.metadata.candidates import FoundMetadata, Origin
from claimkit.documents.metadata.datelines import find_dateline_day, find_places, read_dateline
from claimkit.documents.metadata.header_lines import (
    STRONG,
    HeaderLine,
    HeaderRole,
    read_line,
    read_lines,
)
from claimkit.documents.metadata.header_notes import HeaderNotes
from claimkit.documents.metadata.header_words import load_header_words
from claimkit.documents.metadata.kickers import kicker_length, title_end
from claimkit.documents.metadata.message_headers import (
    MessageHeader,
    read_message_headers,
    without_address,
)
from claimkit.documents.metadata.printed_dates import find_date
from claimkit.documents.metadata.signatures import read_signature
from claimkit.documents.metadata.statements import (
    StatementFinder,
    complete_addressee,
    find_addressee,
)
from claimkit.documents.metadata.titles import TitleChooser, is_title_case
from claimkit.documents.structure.block_drafts import BlockDraft, is_finished, opens_quotation
from claimkit.documents.subjects import prefix_length
from claimkit.lexicons.headers import load_headers
from claimkit.lexicons.layout import load_layout
from claimkit.lexicons.word_patterns import any_of
from claimkit.model import BlockKind, Speaker

_HEAD_BLOCKS = 24
_BLOCKS_BELOW = 6
_PROSE_WORDS = 20
_MIN_SENTENCE_WORDS = 10
_MIN_CUT_SENTENCE_WORDS = 8
_ENDING = 3
_MAX_ENTRY_DATE = 60
_MIN_ENTRIES = 3
_MAX_NOTICE_WORDS = 12
_CLOCK_TIME = re.compile(r"\d:\d\d")
_HEAD_KINDS = frozenset(
    (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.TITLE, BlockKind.BYLINE, BlockKind.DATELINE)
)
_STRONG_SIGNS = "|·•–—"
_PASSED_OVER = frozenset((BlockKind.CAPTION, BlockKind.PULL_QUOTE, BlockKind.FURNITURE))
_KINDS = {
    HeaderRole.CREDIT: BlockKind.BYLINE,
    HeaderRole.DATE: BlockKind.DATELINE,
    HeaderRole.PLACE_DATE: BlockKind.DATELINE,
    HeaderRole.SALUTATION: BlockKind.BYLINE,
    HeaderRole.BREADCRUMB: BlockKind.FURNITURE,
    HeaderRole.KICKER: BlockKind.FURNITURE,
    HeaderRole.LETTERHEAD: BlockKind.FURNITURE,
    HeaderRole.NOISE: BlockKind.FURNITURE,
    HeaderRole.HANDLE: BlockKind.FURNITURE,
}


def find_metadata(
    drafts: list[BlockDraft],
    title: str | None,
    source_offset: Callable[[int], int],
    language: str,
) -> FoundMetadata:
    """Mark title, bylines and date lines, and cut datelines off their paragraphs.

    ``title`` is the title if it is known from elsewhere. ``source_offset`` maps an offset of the
    blocks' text to the source text. Bylines, date lines, signatures and the author's biography
    below them stay readable, but no claim is taken from them.
    """
    finder = _HeaderFinder(drafts, source_offset, language)
    finder.read(title)
    return finder.found


class _HeaderFinder:
    def __init__(
        self, drafts: list[BlockDraft], source_offset: Callable[[int], int], language: str
    ) -> None:
        self._drafts = drafts
        self._notes = HeaderNotes(drafts, source_offset, language)
        self._language = language
        self._words = load_header_words(language)
        self._has_leading_date = False
        self._is_release = False
        self._title: BlockDraft | None = None
        self._bodies: list[str] = []

    @property
    def found(self) -> FoundMetadata:
        return self._notes.found

    def read(self, title: str | None) -> None:
        """Read the header, the datelines and the end of the document."""
        start = self._read_message_headers()
        if not start and self._drafts:
            self._read_leading_date(self._drafts[0])
        head, end = self._find_head(start)
        ending = [draft.text for draft in self._drafts[-_ENDING:]]
        lines = read_lines([draft.text for draft in head], self._language, ending)
        if self._title is None:
            end -= self._find_title(head, lines, title, self._drafts[end:])
        letterhead = [
            line for draft, line in zip(head, lines, strict=True) if draft is not self._title
        ]
        below = self._drafts[end:]
        self._mark_head(head, lines)
        self._read_below(below[:_BLOCKS_BELOW], head, ending)
        self._read_end(below, letterhead)

    # The header

    def _find_head(self, start: int) -> tuple[list[BlockDraft], int]:
        """Return the blocks above the first paragraph of prose, and where that is.

        Captions among them are passed over. Other kinds of blocks end the header.
        """
        head: list[BlockDraft] = []
        end = start
        for index, draft in enumerate(self._drafts[start : start + _HEAD_BLOCKS], start):
            if self._is_lonely_item(index):
                end += 1
                continue
            if draft.kind is BlockKind.PULL_QUOTE and self._is_strong(draft):
                draft.kind = BlockKind.PARAGRAPH  # a byline that the end of the text repeats
            if draft.kind not in _PASSED_OVER:
                is_sign = draft.is_marked and draft.kind is not BlockKind.HEADING
                if draft.kind not in _HEAD_KINDS or (is_sign and not draft.is_typed):
                    break
                is_headline = not head and self._is_above_byline(index)
                if not draft.first or (self._is_prose(draft) and not is_headline):
                    break
                head.append(draft)
            end += 1
        return head, end

    def _is_above_byline(self, index: int) -> bool:
        """Return whether a line of a headline's length stands above a byline or a date line."""
        draft, following = self._drafts[index], self._drafts[index + 1 : index + 2]
        is_short = len(draft.text.split()) < _PROSE_WORDS and not opens_quotation(draft.text)
        return is_short and any(map(self._is_strong, following))

    def _is_lonely_item(self, index: int) -> bool:
        """Return whether a block is a short list item without others: a notice of the page."""
        kinds = [draft.kind for draft in self._drafts[max(0, index - 1) : index + 2]]
        is_item = self._drafts[index].kind is BlockKind.LIST_ITEM
        words = self._drafts[index].text.split()
        return is_item and kinds.count(BlockKind.LIST_ITEM) == 1 and len(words) <= _MAX_NOTICE_WORDS

    def _is_strong(self, draft: BlockDraft) -> bool:
        return read_line(draft.text, self._language).role in STRONG

    def _is_prose(self, draft: BlockDraft) -> bool:
        if draft.kind is not BlockKind.PARAGRAPH:
            return False
        text = draft.text
        if read_line(text, self._language).role is not HeaderRole.OTHER:
            return False
        words = len(text.split())
        if words >= _PROSE_WORDS and (is_finished(text) or words >= 2 * _PROSE_WORDS):
            return True
        if (is_finished(text) or words >= _MIN_CUT_SENTENCE_WORDS) and self._read_dateline_of(
            draft
        ):
            return True
        if is_title_case(text.split()):
            return False
        return words >= _MIN_SENTENCE_WORDS and is_finished(text) and text[-1] not in "?:"

    def _read_leading_date(self, draft: BlockDraft) -> None:
        """Cut "date 2025-04-26" off the title that follows on the same line."""
        match = _leading_date(self._language).match(draft.first)
        date = find_date(draft.first, match.end(), self._language) if match else None
        if not match or not date or date.start != match.end() or is_finished(draft.last):
            return
        if not draft.first[date.end :].strip():
            return
        self._has_leading_date = True
        self._notes.add_date(date, draft, Origin.DATE_LINE)
        draft.trim_start(date.end)

    def _find_title(
        self,
        head: list[BlockDraft],
        lines: list[HeaderLine],
        title: str | None,
        below: Sequence[BlockDraft],
    ) -> int:
        """Find and read the title; return how many blocks it took in besides its own."""
        if self._has_leading_date:
            self._read_title(self._drafts[0])
            return 0
        chooser = TitleChooser(head, lines, self._language, title)
        captions = [draft for draft in self._drafts if draft.kind is BlockKind.CAPTION]
        index = chooser.choose([*below[:_HEAD_BLOCKS], *captions[:1]])
        if index is None:
            return 0
        draft = head[index]
        if chooser.is_series(index):
            following = head.pop(index + 1)
            del lines[index + 1]
            self._drafts[:] = [other for other in self._drafts if other is not following]
            self._read_title(draft, following)
            draft.absorb(following)
            return 1
        self._read_title(draft)
        return 0

    def _read_title(self, draft: BlockDraft, following: BlockDraft | None = None) -> None:
        """Read the title, and cut off the timestamp after it."""
        self._title = draft
        draft.kind = BlockKind.TITLE
        if following is None and len(draft.parts) == 1:
            draft.trim_end(title_end(draft.first, self._language))
            kicker = kicker_length(draft.first, self._language)
            if kicker:
                draft.trim_start(kicker)
        text = draft.first
        date = find_date(text, language=self._language)
        while date and date.end < len(text):
            date = find_date(text, date.end, self._language)
        has_time = date and _CLOCK_TIME.search(date.text)
        if date and date.start and len(draft.parts) == 1 and has_time:
            self._notes.add_date(date, draft, Origin.TIMESTAMP)
            draft.trim_end(date.start)
        elif date and date.start and text[: date.start].rstrip()[-1:] in _STRONG_SIGNS:
            self._notes.add_date(date, draft, Origin.DATELINE)
        elif date and self._words.is_kicker(" ".join(text.split()[:1])):
            # "Minutes of the meeting of 3 May 2018"
            self._notes.add_date(date, draft, Origin.DATELINE)
        title = draft.text if following is None else f"{draft.text} {following.text}"
        title = " ".join(title.split()).rstrip(" |-–—,")
        self._notes.add("title", title, draft, Origin.BYLINE)

    def _mark_head(self, head: Sequence[BlockDraft], lines: Sequence[HeaderLine]) -> None:
        """Give the lines of the header their kinds, and note what they say."""
        is_above = self._title is not None and self._title in head
        salutations = [line for line in lines if line.role is HeaderRole.SALUTATION]
        is_above = is_above or (self._title is None and bool(salutations))
        anchor: BlockDraft | None = None
        for draft, line in zip(head, lines, strict=True):
            if draft is self._title or line.role is HeaderRole.SALUTATION:
                is_above = False
            if draft is self._title:
                continue
            if line.role is HeaderRole.CREDIT:
                anchor = anchor or draft
            if is_above or line.role is not HeaderRole.OUTLET:
                self._notes.add_line(draft, line, anchor)
            kind = _KINDS.get(line.role)
            if line.role is HeaderRole.DATE and self._has_entries and not line.is_labelled:
                kind = None  # the time of a post
            if (
                line.role is HeaderRole.NOISE
                and not is_above
                and not any(map(str.isalpha, self._words.time.sub("", line.text)))
            ):
                kind = None  # the time of an entry in a live blog
            if is_above and kind is None:
                kind = self._kind_above_title(line)
            if kind is not None and not draft.is_typed:
                draft.kind = kind

    def _kind_above_title(self, line: HeaderLine) -> BlockKind | None:
        """Return the kind of a line above the title: a letterhead or an address is furniture."""
        if line.text[:1].isdigit() and self._words.has_name_shape(line.text.split(None, 1)[-1]):
            return BlockKind.FURNITURE
        is_head = line.role in (HeaderRole.ORGANISATION, HeaderRole.OUTLET, HeaderRole.LABELLED)
        has_shape = self._words.has_name_shape(line.text) and not is_finished(line.text)
        return BlockKind.FURNITURE if is_head or has_shape else None

    # Below the header

    def _read_below(
        self, drafts: Sequence[BlockDraft], head: Sequence[BlockDraft], ending: Sequence[str]
    ) -> None:
        """Read datelines and the bylines that stand below the first paragraph."""
        texts = [draft.text for draft in (*head, *drafts)]
        lines = read_lines(texts, self._language, ending)[len(head) :]
        prose = 0
        for draft, line in zip(drafts, lines, strict=True):
            if draft.kind is not BlockKind.PARAGRAPH or not draft.first:
                continue
            if prose < 2 and self._cut_dateline(draft):
                prose += 1
                continue
            if line.role in STRONG and (line.is_labelled or not self._has_entries):
                self._notes.add_line(draft, line, draft)
                draft.kind = _KINDS[line.role]
            prose += self._is_prose(draft)
            if prose > 1:
                return

    @cached_property
    def _has_entries(self) -> bool:
        """Whether dates come back, because the document consists of dated posts or entries."""
        dates = 0
        for draft in self._drafts:
            if draft.length <= _MAX_ENTRY_DATE and draft.kind in _HEAD_KINDS:
                line = read_line(draft.text, self._language)
                dates += line.role is HeaderRole.DATE and not line.is_labelled
        return dates >= _MIN_ENTRIES

    def _read_dateline_of(self, draft: BlockDraft) -> object | None:
        return read_dateline(
            draft.first, self._language, find_places(self._notes.text, self._language)
        )

    def _cut_dateline(self, draft: BlockDraft) -> bool:
        """Cut a dateline off its paragraph; one that stands alone becomes a block of its own."""
        is_place = find_places(self._notes.text, self._language)
        dateline = read_dateline(draft.first, self._language, is_place)
        if not dateline:
            return False
        if dateline.outlet:
            self._notes.add("outlet", dateline.outlet, draft, Origin.DATELINE)
            wires = {wire.casefold() for wire in load_headers(self._language).press_wires}
            self._is_release |= dateline.outlet.casefold() in wires
        if dateline.date:
            self._notes.add_date(dateline.date, draft, Origin.DATELINE)
        draft.dateline = find_dateline_day(draft.first[: dateline.length], self._language)
        if dateline.length < len(draft.first):
            draft.trim_start(dateline.length)
        else:
            draft.kind = BlockKind.DATELINE
        return True

    # The end

    def _read_end(self, below: Sequence[BlockDraft], letterhead: Sequence[HeaderLine]) -> None:
        salutation = self._find_salutation(below, letterhead)
        author = self._notes.found.value_of("author")
        signature = read_signature(
            below, self._language, is_letter=salutation is not None, author=author
        )
        first = signature.first
        for name in signature.names:
            if first is not None:
                self._notes.add("author", name, first, Origin.SIGNATURE)
        for draft, line in signature.credits:
            self._notes.add_signature(draft, line)
            draft.kind = _KINDS.get(line.role, BlockKind.BYLINE)
        issuer = StatementFinder(
            letterhead,
            self._drafts,
            self._language,
            title=self._title.text if self._title else "",
            signed=[*self._bodies, *reversed(signature.bodies)],
            is_release=self._is_release,
        ).find()
        if issuer is not None:
            self._notes.add("issuer", issuer, self._drafts[0], Origin.BYLINE)
        for draft in signature.blocks:
            draft.kind = BlockKind.BYLINE
        for draft in signature.furniture:
            draft.kind = BlockKind.FURNITURE
        addressee = find_addressee(salutation, self._words) if salutation else None
        if addressee is None:
            return
        above = [*([self._title.text] if self._title else []), *(line.text for line in letterhead)]
        speaker = Speaker(complete_addressee(addressee, above, self._words))
        for draft in below:
            if draft.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
                draft.addressee = speaker

    def _find_salutation(
        self, below: Sequence[BlockDraft], head: Sequence[HeaderLine]
    ) -> HeaderLine | None:
        """Return the salutation of a letter."""
        found: HeaderLine | None = None
        lines = [line for line in head if line.role is HeaderRole.SALUTATION]
        if lines:
            found = lines[-1]
        for draft in () if found else below[:_BLOCKS_BELOW]:
            line = read_line(draft.text, self._language)
            if line.role is HeaderRole.SALUTATION and draft.kind is BlockKind.PARAGRAPH:
                draft.kind, found = BlockKind.BYLINE, line
                break
        return found

    # Messages

    def _read_message_headers(self) -> int:
        """Read the headers of a message; return how many blocks they take."""
        texts = [draft.text for draft in self._drafts[:_HEAD_BLOCKS]]
        start, headers = read_message_headers(texts, self._language)
        for draft in self._drafts[:start]:
            draft.kind = BlockKind.FURNITURE
        for draft, header in zip(self._drafts[start:], headers, strict=False):
            draft.kind = BlockKind.BYLINE
            if header.field == "title" and header.value:
                draft.label = draft.first[: header.start].strip(" :")
                draft.trim_start(header.start)
                draft.trim_start(prefix_length(draft.first, self._language))
                self._read_title(draft)
            elif header.field == "author":
                self._read_sender(draft, header)
            elif header.field == "date":
                date = find_date(draft.first, header.start, self._language)
                if date:
                    self._notes.add_date(date, draft, Origin.DATE_LINE)
        return start + len(headers)

    def _read_sender(self, draft: BlockDraft, header: MessageHeader) -> None:
        sender = without_address(header.value)
        names = self._words.read_names(sender.split(",")[0]) or self._words.read_names(sender)
        pieces = [piece.strip() for piece in sender.split(",")]
        bodies = [piece for piece in pieces if self._words.is_organisation(piece)]
        if bodies:
            self._bodies.extend(reversed(bodies))
        elif self._words.is_outlet(sender):
            self._notes.add("outlet", sender, draft, Origin.BYLINE)
        else:
            for name in names:
                self._notes.add("author", name, draft, Origin.BYLINE)


@cache
def _leading_date(language: str) -> re.Pattern[str]:
    labels = any_of(load_layout(language).leading_date_labels)
    return re.compile(rf"(?:{labels}\b:?\s*)?(?=\d{{4}}-\d{{2}}-\d{{2}})", re.IGNORECASE)
