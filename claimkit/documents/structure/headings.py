"""Find headings without a sign of their own, by their shape."""

from __future__ import annotations

from collections.abc import Sequence

from claimkit.documents.structure.block_drafts import BlockDraft, is_finished, opens_quotation
from claimkit.lexicons.layout import load_layout
from claimkit.model import BlockKind

_MAX_HEADING = 100
_MAX_HEADING_WORDS = 14
_MAX_NUMBERED_WORDS = 8
_MAX_HEADINGS_IN_A_ROW = 2


def mark_headings(drafts: Sequence[BlockDraft], language: str) -> None:
    """Mark short lines without final punctuation, and lead-ins of lists, as headings.

    A line that ends in a colon before a quotation introduces its speaker and stays a paragraph.
    Many such lines in a row are a list without signs.
    """
    for index, draft in enumerate(drafts[:-1]):
        if draft.sign[:1].isdigit() and _is_numbered_heading(drafts, index):
            draft.kind = BlockKind.HEADING
    shaped = [
        index
        for index, draft in enumerate(drafts[:-1])
        if draft.kind is BlockKind.PARAGRAPH
        and not draft.label
        and _has_heading_shape(draft, drafts[index + 1], language)
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


def _is_numbered_heading(drafts: Sequence[BlockDraft], index: int) -> bool:
    """Return whether an item stands alone among paragraphs: "2. Kitchens" over a section."""
    draft = drafts[index]
    if draft.kind is not BlockKind.LIST_ITEM or draft.is_typed or is_finished(draft.text):
        return False
    near = [*drafts[max(0, index - 1) : index], drafts[index + 1]]
    is_short = len(draft.text.split()) <= _MAX_NUMBERED_WORDS and draft.text[0].isupper()
    is_ended = draft.text[-1] not in ",;"
    return is_short and is_ended and not any(one.sign[:1].isdigit() for one in near)


def _has_heading_shape(draft: BlockDraft, following: BlockDraft, language: str) -> bool:
    text = draft.text
    if len(text) > _MAX_HEADING or len(text.split()) > _MAX_HEADING_WORDS:
        return False
    if text[0].islower() or draft.is_open_quotation or draft.is_marked:
        return False
    if text.endswith(":"):
        is_list = following.kind is BlockKind.LIST_ITEM
        return is_list or not _introduces_speech(text, following, language)
    return not is_finished(text) and not text.endswith(",") and not opens_quotation(text)


def _introduces_speech(text: str, following: BlockDraft, language: str) -> bool:
    last_word = text.rstrip(": ").rsplit(None, 1)[-1].casefold()
    return (
        opens_quotation(following.first)
        or following.is_marked
        or last_word in load_layout(language).lead_in_words
    )
