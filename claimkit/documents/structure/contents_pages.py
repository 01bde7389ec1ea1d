"""Find tables of contents, whose lines end in page numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimkit.documents.structure.block_drafts import BlockDraft, is_finished
from claimkit.lexicons.document_parts import load_document_parts
from claimkit.model import BlockKind

_LEADERS = re.compile(r"\s*(?:\.{4,}|…{2,}|(?:\s?[.·_]\s?){4,})\s*(?:\d{1,4}|[ivxlc]{1,6})$")
_PAGE = re.compile(r"\s(\d{1,4})$")
_MIN_LINES = 2
_MAX_LINE = 160
_MAX_LINES = 300


def mark_contents(drafts: Sequence[BlockDraft], language: str) -> None:
    """Mark the lines of a table of contents, and its heading, as furniture.

    Its lines have dots up to a page number, or stand below the heading "Contents" and end in
    numbers that do not fall.
    """
    headings = frozenset(load_document_parts(language).contents_headings)
    leaders = [
        draft
        for draft in drafts
        if draft.length <= _MAX_LINE and _LEADERS.search(draft.text, max(0, draft.length - 120))
    ]
    found = {id(draft) for draft in leaders} if len(leaders) >= _MIN_LINES else set()
    for draft in leaders if found else ():
        draft.kind = BlockKind.FURNITURE
    for place, draft in enumerate(drafts):
        if draft.text.strip(" :").casefold() not in headings:
            continue
        below = _numbered(drafts[place + 1 : place + _MAX_LINES])
        for line in below:
            line.kind = BlockKind.FURNITURE
        following = drafts[place + 1 : place + 2]
        if below or any(id(one) in found for one in following):
            draft.kind = BlockKind.FURNITURE


def _numbered(drafts: Sequence[BlockDraft]) -> list[BlockDraft]:
    """Return the first blocks that end in numbers which do not fall, at least two."""
    found: list[BlockDraft] = []
    last = 0
    for draft in drafts:
        match = _PAGE.search(draft.text) if draft.length <= _MAX_LINE else None
        if match is None or int(match[1]) < last or is_finished(draft.text):
            break
        last = int(match[1])
        found.append(draft)
    return found if len(found) >= _MIN_LINES else []
