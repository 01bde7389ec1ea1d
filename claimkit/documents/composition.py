"""Compose a document's clean text from the blocks that its reader found.

Every format comes through here, so that an article gives the same blocks whatever file it is in.
`PASSES` is the list of steps. Each looks at all blocks, because what a block is often shows only
from others of its kind: a label that comes back, a column of times, a line on each page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from claimkit.documents.broken_quotations import find_broken_quotations
from claimkit.documents.clean_text import CleanText
from claimkit.documents.genres.marking import mark_not_news
from claimkit.documents.metadata.candidates import FoundMetadata, choose, choose_all
from claimkit.documents.metadata.entry_times import date_entries
from claimkit.documents.metadata.header import find_metadata
from claimkit.documents.metadata.header_lines import is_no_caption
from claimkit.documents.metadata.kickers import without_kicker
from claimkit.documents.source_places import place_of
from claimkit.documents.structure.assembly import assemble
from claimkit.documents.structure.block_drafts import BlockDraft
from claimkit.documents.structure.captions import mark_captions
from claimkit.documents.structure.contents_pages import mark_contents
from claimkit.documents.structure.headings import mark_headings
from claimkit.documents.structure.interruptions import join_interrupted
from claimkit.documents.structure.key_figures import join_figures
from claimkit.documents.structure.notes import cut_page_marks, mark_notes
from claimkit.documents.structure.numbering import take_numbers
from claimkit.documents.structure.other_languages import mark_other_languages
from claimkit.documents.structure.pull_quotes import mark_pull_quotes
from claimkit.documents.structure.quotation_blocks import sign_quotations
from claimkit.documents.structure.reader_comments import mark_reader_comments
from claimkit.documents.structure.recurring_labels import take_recurring_labels
from claimkit.documents.structure.section_labels import take_section_labels
from claimkit.documents.structure.table_sources import credit_rows
from claimkit.documents.structure.tables import read_typed_rows
from claimkit.documents.tracked_text import TrackedText
from claimkit.documents.turns.naming import name_speakers
from claimkit.documents.turns.transcripts import mark_turns
from claimkit.faults import NOT_NEWS, OPEN_QUOTATION, OTHER_LANGUAGE, Fault
from claimkit.model import OffsetMap, PlaceMap, Span

_MARKUP_REACH = 60


@dataclass(slots=True)
class PassContext:
    """What the passes know besides the blocks, and what they find out.

    ``name`` is the document's name in findings, ``title`` its title if it is known from
    elsewhere. ``text`` holds the blocks, ``source`` the file's text with its markup. ``given`` is
    the metadata of the format. Passes add metadata and findings to ``found``.
    """

    name: str
    language: str
    title: str | None
    offsets: OffsetMap
    text: str = ""
    source: str = ""
    given: FoundMetadata = field(default_factory=FoundMetadata)
    found: FoundMetadata = field(default_factory=FoundMetadata)

    def report(self, fault: Fault, message: str, offset: int, *, hint: str | None = None) -> None:
        """Add a finding about the place of a character of the blocks' text."""
        line, column = place_of(self.source, self.source_offset(offset))
        self.found.findings.append(fault.finding(message, self.name, line, column, hint=hint))

    def source_offset(self, offset: int) -> int:
        """Return the place in the source text of a character of the blocks' text."""
        spans = self.offsets.source_spans(Span(offset, offset + 1))
        return spans[0].start if spans else 0

    def markup_before(self, offset: int) -> str:
        """Return a few characters of the source text before a character of the blocks' text."""
        start = self.source_offset(offset)
        return self.source[max(0, start - _MARKUP_REACH) : start]


Pass = Callable[[list[BlockDraft], PassContext], list[BlockDraft]]
"""Returns the blocks in order; it may change them, join them and leave some out."""


def compose(
    source: str,
    text: TrackedText,
    drafts: Iterable[BlockDraft],
    *,
    name: str,
    language: str,
    title: str | None = None,
    found: FoundMetadata | None = None,
    places: PlaceMap | None = None,
) -> CleanText:
    """Return the reading text of a document, with its blocks and metadata.

    Args:
        source: the decoded text of the file, or the text that the reader took from it.
        text: the text of the blocks, with its map to ``source``.
        drafts: the blocks as the reader found them, in order; their parts are stretches of
            ``text``. Those with ``is_typed`` keep their kind.
        found: the metadata that the format itself has.
    """
    found = found or FoundMetadata()
    title = title or found.value_of("title")
    found = _without_kicker(found, language)
    offsets = OffsetMap(text.segments)
    context = PassContext(name, language, title, offsets, text.text, source, found)
    blocks = list(drafts)
    for run in PASSES:
        blocks = run(blocks, context)
    assembled, final = assemble(text, blocks)
    return CleanText(
        source,
        assembled.text,
        final,
        OffsetMap(assembled.segments),
        found.joined(context.found),
        places,
    )


def _without_kicker(found: FoundMetadata, language: str) -> FoundMetadata:
    """Return the metadata of a format with its title as the document itself would give it."""
    candidates = [
        replace(item, value=without_kicker(item.value, language)) if item.field == "title" else item
        for item in found.candidates
    ]
    return FoundMetadata(candidates, found.dates, found.findings)


def _mark_turns(drafts: list[BlockDraft], context: PassContext) -> list[BlockDraft]:
    return mark_turns(drafts, context.language, context.text)


def _mark_pull_quotes(drafts: list[BlockDraft], _: PassContext) -> list[BlockDraft]:
    mark_pull_quotes(drafts)
    return drafts


def _join_interrupted(drafts: list[BlockDraft], context: PassContext) -> list[BlockDraft]:
    return join_interrupted(drafts, context.language)


def _mark_reader_comments(drafts: list[BlockDraft], context: PassContext) -> list[BlockDraft]:
    mark_reader_comments(drafts, context.language)
    return drafts


def _mark_reports(drafts: list[BlockDraft], context: PassContext) -> list[BlockDraft]:
    mark_contents(drafts, context.language)
    return join_figures(drafts)


def _mark_notes(drafts: list[BlockDraft], context: PassContext) -> list[BlockDraft]:
    cut_page_marks(drafts, context.language)
    mark_notes(drafts, context.language)
    take_numbers(drafts)
    return drafts


def _sign_quotations(drafts: list[BlockDraft], context: PassContext) -> list[BlockDraft]:
    return sign_quotations(drafts, context.language)


def _credit_rows(drafts: list[BlockDraft], context: PassContext) -> list[BlockDraft]:
    read_typed_rows(drafts)
    credit_rows(drafts, context.language)
    return drafts


def _date_entries(drafts: list[BlockDraft], context: PassContext) -> list[BlockDraft]:
    return date_entries(drafts, context.language)


def _mark_captions(drafts: list[BlockDraft], context: PassContext) -> list[BlockDraft]:
    def is_header(text: str) -> bool:
        return is_no_caption(text, context.language)

    mark_captions(drafts, context.language, is_header)
    return drafts


def _take_labels(drafts: list[BlockDraft], context: PassContext) -> list[BlockDraft]:
    take_section_labels(drafts, context.language)
    take_recurring_labels(drafts, context.language)
    return drafts


def _read_header(drafts: list[BlockDraft], context: PassContext) -> list[BlockDraft]:
    found = find_metadata(drafts, context.title, context.source_offset, context.language)
    context.found = context.found.joined(found)
    return [draft for draft in drafts if draft.text.strip()]


def _mark_headings(drafts: list[BlockDraft], context: PassContext) -> list[BlockDraft]:
    mark_headings(drafts, context.language)
    return drafts


def _name_speakers(drafts: list[BlockDraft], context: PassContext) -> list[BlockDraft]:
    metadata = context.given.joined(context.found)
    name_speakers(
        drafts,
        context.language,
        authors=choose_all(metadata.candidates, "author"),
        outlet=choose(metadata.candidates, "outlet"),
        markup_before=context.markup_before,
    )
    return drafts


def _report_quotations(drafts: list[BlockDraft], context: PassContext) -> list[BlockDraft]:
    broken = find_broken_quotations(drafts)
    if broken:
        message, offset = broken[0]
        others = len(broken) - 1
        more = f", and {others:,} more such places below" if others else ""
        context.report(OPEN_QUOTATION, message + more, offset)
    return drafts


def _mark_not_news(drafts: list[BlockDraft], context: PassContext) -> list[BlockDraft]:
    message = mark_not_news(drafts, context.source, context.language)
    if message:
        context.report(NOT_NEWS, message, drafts[0].parts[0].start)
    return drafts


def _mark_other_languages(drafts: list[BlockDraft], context: PassContext) -> list[BlockDraft]:
    found = mark_other_languages(drafts, context.language)
    if found:
        context.report(OTHER_LANGUAGE, *found)
    return drafts


PASSES: tuple[Pass, ...] = (
    _mark_reports,
    _mark_notes,
    _sign_quotations,
    _credit_rows,
    _mark_captions,
    _mark_turns,
    _mark_pull_quotes,
    _join_interrupted,
    _mark_reader_comments,
    _read_header,
    _date_entries,
    _take_labels,
    _mark_headings,
    _name_speakers,
    _mark_not_news,
    _mark_other_languages,
    _report_quotations,
)
"""The passes in the order in which they run."""
