"""Find who is quoted in a block quotation, by the signature in it or below it."""

from __future__ import annotations

from collections.abc import Sequence

from claimkit.documents.structure.block_drafts import BlockDraft
from claimkit.documents.structure.signatures import (
    plain_speaker,
    read_body_signature,
    read_plain_signature,
    read_post_signature,
    read_signature,
    split_signature,
)
from claimkit.lexicons.typography import load_typography
from claimkit.model import BlockKind, Speaker

_LABELS = frozenset((BlockKind.PARAGRAPH, BlockKind.HEADING))
_SIGNING = frozenset((BlockKind.PARAGRAPH, BlockKind.BLOCK_QUOTATION, BlockKind.LIST_ITEM))


def sign_quotations(drafts: Sequence[BlockDraft], language: str) -> list[BlockDraft]:
    """Return the blocks with the signatures of block quotations cut off.

    A signature counts for all paragraphs of its quotation. A quotation in marks inside a plain
    paragraph keeps its signature, which is text there.
    """
    kept: list[BlockDraft] = []
    for draft in drafts:
        speaker = _sign_plainly(kept[-1], draft) if kept else None
        if speaker is not None:
            kept[-1].kind, kept[-1].speaker = (
                BlockKind.BLOCK_QUOTATION,
                plain_speaker(speaker, language),
            )
            continue
        signer = _read_signer(draft)
        run = _open_run(kept) if signer is not None else []
        if signer is not None and run:
            _sign(run, plain_speaker(signer, language))
            continue
        kept.append(draft)
        if draft.kind is BlockKind.BLOCK_QUOTATION and draft.speaker is None:
            speaker = _cut_signature(draft)
            if speaker is not None:
                _sign(_open_run(kept), plain_speaker(speaker, language))
    return kept


def _read_signer(draft: BlockDraft) -> Speaker | None:
    """Return who signs with a block of its own below a block quotation."""
    if draft.kind not in _SIGNING or draft.is_typed:
        return None
    return read_signature(draft.text) or read_body_signature(draft.text)


def _sign_plainly(before: BlockDraft, draft: BlockDraft) -> Speaker | None:
    """Return who signs a paragraph in the line below it.

    A quotation in marks has "Jane Doe, minister" below it, a post "— Jane Doe (@jane)".
    """
    if before.kind is not BlockKind.PARAGRAPH or draft.kind not in _LABELS or draft.is_typed:
        return None
    writer = read_post_signature(draft.text)
    if writer is not None:
        return writer
    text = before.text
    signs = load_typography()
    if text[:1] not in signs.opening_marks or text[-1:] not in signs.closing_marks:
        return None
    inner = text[1:-1]
    if any(mark in inner for mark in '“”„«»"') or before.is_open_quotation:
        return None
    return read_plain_signature(draft.text)


def _open_run(kept: Sequence[BlockDraft]) -> list[BlockDraft]:
    """Return the block quotations without a speaker at the end of the blocks so far."""
    run: list[BlockDraft] = []
    for draft in reversed(kept):
        if draft.kind is not BlockKind.BLOCK_QUOTATION or draft.speaker is not None:
            break
        run.append(draft)
    return run


def _sign(run: Sequence[BlockDraft], speaker: Speaker) -> None:
    for draft in run:
        draft.speaker = speaker


def _cut_signature(draft: BlockDraft) -> Speaker | None:
    """Cut the signature off a block quotation, from its last line or behind its last sentence."""
    if len(draft.parts) > 1:
        speaker = read_signature(draft.last)
        if speaker is not None:
            draft.parts.pop()
            return speaker
    found = split_signature(draft.last)
    if found is None:
        return None
    draft.trim_last(found[0])
    return found[1]
