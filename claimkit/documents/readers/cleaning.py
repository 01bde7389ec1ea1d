"""Source text to reading text, blocks and evidence: what readers of text formats share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claimkit.documents.metadata.candidates import DateEvidence, Evidence, choose
from claimkit.documents.metadata.front_matter import find_front_matter
from claimkit.documents.metadata.header import find_metadata
from claimkit.documents.readers.markup import strip_markup
from claimkit.documents.structure.block_drafts import Draft, is_finished, opens_quotation
from claimkit.documents.structure.grouping import group_lines, join_interrupted
from claimkit.documents.structure.lines import split_lines
from claimkit.documents.structure.pull_quotes import mark_pull_quotes
from claimkit.documents.structure.reader_comments import mark_reader_comments
from claimkit.documents.tracked_text import TextBuilder, TrackedText
from claimkit.lexicons.layout import load_layout
from claimkit.model import Block, BlockKind, Finding, OffsetMap, Span

_MAX_HEADING = 100
_MAX_HEADING_WORDS = 14
_MAX_HEADINGS_IN_A_ROW = 2
_ODD_SPACE = re.compile(r"(?: \s|[^\S ])\s*")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of a document's source text."""

    text: str
    blocks: tuple[Block, ...]
    offsets: OffsetMap
    evidence: tuple[Evidence, ...] = ()
    dates: tuple[DateEvidence, ...] = ()
    findings: tuple[Finding, ...] = ()


def clean_plain_text(source: str, path: str, title: str | None) -> Reading:
    """Read plain text, in which scrapers may have left Markdown and HTML."""
    return _clean(source, path, title, soft_breaks=False)


def clean_markdown(source: str, path: str, title: str | None) -> Reading:
    """Read Markdown: a single line break doesn't end a paragraph."""
    return _clean(source, path, title, soft_breaks=True)


def _clean(source: str, path: str, title: str | None, *, soft_breaks: bool) -> Reading:
    start, head = find_front_matter(source, path)
    evidence = [item for item in head if isinstance(item, Evidence)]
    text = strip_markup(source, start)
    drafts = group_lines(split_lines(text.text), text.text, soft_breaks=soft_breaks)
    mark_pull_quotes(drafts)
    drafts = join_interrupted(drafts)
    mark_reader_comments(drafts)
    offsets = OffsetMap(text.segments)

    def source_offset(offset: int) -> int:
        spans = offsets.source_spans(Span(offset, offset + 1))
        return spans[0].start if spans else 0

    metadata = find_metadata(drafts, title or choose(evidence, "title"), source_offset)
    drafts = [draft for draft in drafts if draft.text.strip()]
    _mark_headings(drafts)
    built, blocks = _assemble(text, drafts)
    return Reading(
        built.text,
        blocks,
        OffsetMap(built.segments),
        tuple(evidence + metadata.evidence),
        tuple([item for item in head if isinstance(item, DateEvidence)] + metadata.dates),
        tuple(item for item in head if isinstance(item, Finding)),
    )


def _mark_headings(drafts: Sequence[Draft]) -> None:
    """Mark short lines without final punctuation, and lead-ins of lists, as headings.

    A line ending in a colon before a quotation introduces its speaker and stays a paragraph.
    Many such lines in a row are a list without signs.
    """
    shaped = [
        index
        for index, draft in enumerate(drafts[:-1])
        if draft.kind is BlockKind.PARAGRAPH and _has_heading_shape(draft, drafts[index + 1])
    ]
    runs: list[list[int]] = []
    for index in shaped:
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    for run in runs:
        if len(run) <= _MAX_HEADINGS_IN_A_ROW:
            for index in run:
                drafts[index].kind = BlockKind.HEADING


def _has_heading_shape(draft: Draft, following: Draft) -> bool:
    text = draft.text
    if len(text) > _MAX_HEADING or len(text.split()) > _MAX_HEADING_WORDS:
        return False
    if text[0].islower() or draft.is_open_quotation or draft.is_marked:
        return False
    if text.endswith(":"):
        return following.kind is BlockKind.LIST_ITEM or not _introduces_speech(text, following)
    return not is_finished(text) and not text.endswith(",") and not opens_quotation(text)


def _introduces_speech(text: str, following: Draft) -> bool:
    last_word = text.rstrip(": ").rsplit(None, 1)[-1].casefold()
    return (
        opens_quotation(following.first)
        or following.is_marked
        or last_word in load_layout().lead_in_words
    )


def _assemble(
    origin: TrackedText, drafts: Sequence[Draft]
) -> tuple[TrackedText, tuple[Block, ...]]:
    """Write the blocks one below the other, each on a line of its own."""
    builder = TextBuilder(origin)
    blocks: list[Block] = []
    for draft in drafts:
        pieces = [piece for piece in draft.pieces if piece.text]
        if not pieces:
            continue
        if blocks:
            builder.insert("\n\n")
        start = builder.length
        for index, piece in enumerate(pieces):
            if index:
                builder.insert(piece.joiner)
            _keep(builder, origin.text, piece.start, piece.end)
        blocks.append(Block(draft.kind, Span(start, builder.length)))
    return builder.build(), tuple(blocks)


def _keep(builder: TextBuilder, text: str, start: int, end: int) -> None:
    """Keep a stretch with single spaces: other white space would be tokens to a parser."""
    for match in _ODD_SPACE.finditer(text, start, end):
        if match[0][0] == " ":
            builder.keep(start, match.start() + 1)
        else:
            builder.keep(start, match.start())
            builder.insert(" ")
        start = match.end()
    builder.keep(start, end)
