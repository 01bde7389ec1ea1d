"""Find the source of a table's rows: in the table, in its caption, or below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from claimkit.documents.structure.block_drafts import BlockDraft
from claimkit.lexicons.document_parts import load_document_parts
from claimkit.lexicons.word_patterns import any_of
from claimkit.model import BlockKind, Speaker

_MAX_SOURCE_WORDS = 16
_NEAR = 2
_MIN_CELLS = 2
_CAPTIONS = frozenset(
    (BlockKind.PARAGRAPH, BlockKind.CAPTION, BlockKind.HEADING, BlockKind.FOOTNOTE)
)
_ROWS = frozenset((BlockKind.TABLE, BlockKind.FURNITURE))
_YEAR = re.compile(r"[,(]?\s*\(?\d{4}\)?$")


def credit_rows(drafts: Sequence[BlockDraft], language: str) -> None:
    """Credit the rows of a table to the source that a line right above or below it names.

    The line says "Source: Ministry of Health", alone, at the end of a caption or in brackets. It
    is a caption then. Rows without a source are nobody's claims.
    """
    label = _source_label(language)
    end = 0
    while end < len(drafts):
        start = next((i for i in range(end, len(drafts)) if _is_row(drafts[i])), len(drafts))
        end = start
        while end < len(drafts) and drafts[end].kind in _ROWS:
            end += 1
        if start == end:
            return
        if _credit_by_column(drafts[start - 1] if start else None, drafts[start:end], language):
            continue
        near = [*drafts[end : end + _NEAR], *reversed(drafts[max(0, start - _NEAR) : start])]
        for draft in near:
            speaker = _read_source(draft, label)
            if speaker is not None:
                for row in drafts[start:end]:
                    if _is_row(row) and row.speaker is None:
                        row.speaker = speaker
                break


def _credit_by_column(header: BlockDraft | None, rows: Sequence[BlockDraft], language: str) -> bool:
    """Credit each row to its cell below a header such as "Source"; return whether there is one."""
    if header is None or header.kind is not BlockKind.FURNITURE or len(header.parts) < _MIN_CELLS:
        return False
    labels = frozenset(load_document_parts(language).source_columns)
    names = [part.text.strip(" :").casefold() for part in header.parts]
    column = next((n for n, name in enumerate(names) if name in labels), None)
    if column is None:
        return False
    for row in rows:
        if len(row.parts) == len(header.parts) and row.speaker is None:
            cell = row.parts.pop(column)
            row.parts[0].joiner = ""
            row.speaker = Speaker(" ".join(cell.text.split()))
    return True


def _is_row(draft: BlockDraft) -> bool:
    return draft.kind is BlockKind.TABLE


def _read_source(draft: BlockDraft, label: re.Pattern[str]) -> Speaker | None:
    """Return the source that a caption names, and take it for a caption."""
    if draft.kind not in _CAPTIONS:
        return None
    match = label.search(draft.last)
    if match is None:
        return None
    name = _YEAR.sub("", draft.last[match.end() :].strip(" ).;*_")).strip(" ,(")
    if not name or len(name.split()) > _MAX_SOURCE_WORDS:
        return None
    if len(draft.parts) == 1 and not draft.last[: match.start()].strip(" (["):
        draft.trim_start(match.end())
        draft.label = match["label"]
    draft.kind = BlockKind.CAPTION
    return Speaker(name)


@cache
def _source_label(language: str) -> re.Pattern[str]:
    labels = any_of(load_document_parts(language).table_source_labels)
    return re.compile(rf"(?:^|[.(\[|–—-]\s*)(?P<label>{labels})\s*[:：]\s*", re.IGNORECASE)
