"""Clean text that may hold Markdown and HTML, for all text formats."""

from __future__ import annotations

from claimkit.documents.metadata.candidates import FoundMetadata, choose
from claimkit.documents.metadata.front_matter import read_front_matter
from claimkit.documents.metadata.header import find_metadata
from claimkit.documents.readers.clean_text import CleanText
from claimkit.documents.readers.markup import strip_markup
from claimkit.documents.structure.assembly import assemble
from claimkit.documents.structure.block_drafts import BlockDraft
from claimkit.documents.structure.grouping import group_lines
from claimkit.documents.structure.headings import mark_headings
from claimkit.documents.structure.interruptions import join_interrupted
from claimkit.documents.structure.lines import split_lines
from claimkit.documents.structure.pull_quotes import mark_pull_quotes
from claimkit.documents.structure.reader_comments import mark_reader_comments
from claimkit.documents.tracked_text import TrackedText
from claimkit.model import OffsetMap, Span


def clean_text(
    source: str, name: str, *, title: str | None, language: str, soft_breaks: bool
) -> CleanText:
    """Return a text without markup and layout, in blocks.

    Args:
        source: the decoded text of the file.
        name: the document's name in findings.
        title: the title, if it is known from elsewhere.
        soft_breaks: whether a single line break never ends a paragraph (Markdown).
    """
    front = read_front_matter(source, name, language)
    text = strip_markup(source, front.end)
    drafts = _find_blocks(text, language, soft_breaks=soft_breaks)
    title = title or choose(front.metadata.candidates, "title")
    header = _find_header(drafts, OffsetMap(text.segments), title, language)
    drafts = [draft for draft in drafts if draft.text.strip()]
    mark_headings(drafts, language)
    assembled, blocks = assemble(text, drafts)
    return CleanText(
        source,
        assembled.text,
        blocks,
        OffsetMap(assembled.segments),
        front.metadata.joined(header),
    )


def _find_blocks(text: TrackedText, language: str, *, soft_breaks: bool) -> list[BlockDraft]:
    lines = split_lines(text.text, language)
    drafts = group_lines(lines, text.text, soft_breaks=soft_breaks)
    mark_pull_quotes(drafts)
    drafts = join_interrupted(drafts, language)
    mark_reader_comments(drafts, language)
    return drafts


def _find_header(
    drafts: list[BlockDraft], offsets: OffsetMap, title: str | None, language: str
) -> FoundMetadata:
    def source_offset(offset: int) -> int:
        spans = offsets.source_spans(Span(offset, offset + 1))
        return spans[0].start if spans else 0

    return find_metadata(drafts, title, source_offset, language)
