"""Find the claims of blocks whose source the layout names: signed quotations, rows of tables."""

from __future__ import annotations

from collections.abc import Sequence

from claimkit.lexicons.typography import load_typography
from claimkit.model import Attribution, Block, BlockKind, Confidence, Kind, Span, Speaker
from claimkit.parsing.parsed_document import ParsedDocument

QUOTATION_RULE = "block-quotation"
ROW_RULE = "table-row"
_MAX_REPORTED = 0.5
_MIN_WORDS = 4


def find_block_claims(
    parsed: ParsedDocument, attributions: Sequence[Attribution]
) -> list[Attribution]:
    """Return a claim for each block quotation with a signature and each row with a source.

    A quotation most of which others report within it is theirs, and gives no claim.

    Example: a block quotation with "— Jane Doe" below it; a table with "Source: Ministry of
    Health". Counter-example: a table that names no source.
    """
    found: list[Attribution] = []
    for block in parsed.blocks:
        if block.speaker is None:
            continue
        if block.kind is BlockKind.BLOCK_QUOTATION:
            if not _is_reported(parsed, block, attributions):
                words = _without_marks(parsed.text, block.span)
                found.append(_attribute(block, words, block.speaker, QUOTATION_RULE))
        elif block.kind is BlockKind.TABLE and _says_something(block.span.of(parsed.text)):
            found.append(_attribute(block, block.span, block.speaker, ROW_RULE))
    return found


def _says_something(row: str) -> bool:
    """Return whether a row has a number or several words."""
    return any(map(str.isdigit, row)) or len(row.split()) >= _MIN_WORDS


def _is_reported(parsed: ParsedDocument, block: Block, attributions: Sequence[Attribution]) -> bool:
    """Return whether most of a block is the content of attributions."""
    contents = [span for one in attributions for span in one.content if span.overlaps(block.span)]
    first, last = parsed.token_range(block.span)
    words = {i for i in range(first, last) if parsed.doc[i].is_alpha}
    return len(words & parsed.cover(contents)) > _MAX_REPORTED * len(words)


def _attribute(block: Block, words: Span, speaker: Speaker, rule: str) -> Attribution:
    return Attribution(
        source=(),
        cue=(),
        content=(words,),
        evidence=block.span,
        kind=Kind.DIRECT if rule == QUOTATION_RULE else Kind.INDIRECT,
        stance="asserts",
        rule=rule,
        confidence=Confidence.HIGH,
        speaker=speaker,
    )


def _without_marks(text: str, span: Span) -> Span:
    """Return a block without the quotation marks around it."""
    signs = load_typography()
    start, end = span.start, span.end
    while start < end and text[start] in signs.opening_marks:
        start += 1
    while end > start and text[end - 1] in signs.closing_marks.replace(")", ""):
        end -= 1
    return Span(start, end) if start < end else span
