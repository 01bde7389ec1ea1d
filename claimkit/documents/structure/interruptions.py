"""Join paragraphs that a page number, an address, a footnote or a pull quote cut in two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from claimkit.documents.structure.block_drafts import BlockDraft, is_finished, starts_lower
from claimkit.documents.structure.hyphenation import Hyphenation
from claimkit.lexicons.layout import load_layout
from claimkit.model import BlockKind

_QUOTATION_MARK = re.compile(r"[\"“”„«»]")
_CLOSING_MARKS = "”»"
_INTERRUPTING = frozenset(
    (BlockKind.PULL_QUOTE, BlockKind.CAPTION, BlockKind.FOOTNOTE, BlockKind.FURNITURE)
)
_MAX_INTERRUPTION = 12


def join_interrupted(drafts: Sequence[BlockDraft], language: str) -> list[BlockDraft]:
    """Return the blocks with the halves of interrupted paragraphs joined.

    A pull quote inside a sentence is dropped: it repeats the text. A caption, a footnote or
    furniture stands behind the paragraph then.
    """
    hyphenation = Hyphenation("", language)
    joined: list[BlockDraft] = []
    before: BlockDraft | None = None
    index = 0
    while index < len(drafts):
        end = _end_of_interruption(drafts, index)
        if before and index < end < len(drafts):
            if _goes_on(before, drafts[end], language, is_cut=True):
                _absorb(before, drafts[end], hyphenation)
                kept = (one for one in drafts[index:end] if one.kind is not BlockKind.PULL_QUOTE)
                joined += kept
                index = end + 1
                continue
        draft = drafts[index]
        if joined and _goes_on(joined[-1], draft, language, is_cut=draft.after_page_break):
            _absorb(joined[-1], draft, hyphenation)
        else:
            joined.append(draft)
            before = before if draft.kind in _INTERRUPTING else draft
        index += 1
    return joined


def _end_of_interruption(drafts: Sequence[BlockDraft], start: int) -> int:
    """Return the index after the blocks from ``start`` on that may stand inside a paragraph."""
    end = start
    while end < min(len(drafts), start + _MAX_INTERRUPTION) and drafts[end].kind in _INTERRUPTING:
        end += 1
    return end


def _absorb(before: BlockDraft, after: BlockDraft, hyphenation: Hyphenation) -> None:
    join = hyphenation.join(before.last, after.first)
    if join.drops_hyphen:
        before.drop_last_character()
    before.absorb(after, join.joiner)


def _goes_on(before: BlockDraft, after: BlockDraft, language: str, *, is_cut: bool) -> bool:
    """Return whether a sentence or quotation of ``before`` continues in ``after``.

    ``is_cut`` says that something was dropped between the two.
    """
    if before.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
        return False
    if after.kind is not BlockKind.PARAGRAPH or after.is_marked or after.after_comment_heading:
        return False
    if is_cut and before.is_open_quotation and _closes_quotation(after):
        return True
    if is_finished(before.last):
        return False
    last_word = before.last.rsplit(None, 1)[-1].casefold()
    is_open_ended = last_word.endswith(",") or last_word in _open_ended_words(language)
    if starts_lower(after.first):
        return is_cut or is_open_ended
    return is_cut and is_open_ended


def _closes_quotation(draft: BlockDraft) -> bool:
    """Return whether the first quotation mark of a block is a closing one."""
    match = _QUOTATION_MARK.search(draft.first)
    if not match:
        return False
    if match[0] != '"':
        return match[0] in _CLOSING_MARKS
    return match.start() > 0 and not draft.first[match.start() - 1].isspace()


@cache
def _open_ended_words(language: str) -> frozenset[str]:
    return frozenset(load_layout(language).open_ended_words)
