"""Assemble the reading text from the blocks, each on its own line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimkit.documents.structure.block_drafts import BlockDraft
from claimkit.documents.tracked_text import TextBuilder, TrackedText
from claimkit.model import Block, Span

_ODD_SPACE = re.compile(r"(?: \s|[^\S ])\s*")


def assemble(
    origin: TrackedText, drafts: Sequence[BlockDraft]
) -> tuple[TrackedText, tuple[Block, ...]]:
    """Return the reading text and its blocks. Parts of ``drafts`` are stretches of ``origin``."""
    builder = TextBuilder(origin)
    blocks: list[Block] = []
    for draft in drafts:
        parts = [part for part in draft.parts if part.text]
        if not parts:
            continue
        if blocks:
            builder.insert("\n\n")
        start = builder.length
        for index, part in enumerate(parts):
            if index:
                builder.insert(part.joiner)
            _keep(builder, origin.text, part.start, part.end)
        blocks.append(
            Block(
                draft.kind,
                Span(start, builder.length),
                draft.speaker,
                draft.addressee,
                draft.said,
                draft.label,
                draft.dateline,
            )
        )
    return builder.build(), tuple(blocks)


def _keep(builder: TextBuilder, text: str, start: int, end: int) -> None:
    """Keep a stretch with single spaces. A parser would read other white space as tokens."""
    for match in _ODD_SPACE.finditer(text, start, end):
        if match[0][0] == " ":
            builder.keep(start, match.start() + 1)
        else:
            builder.keep(start, match.start())
            builder.insert(" ")
        start = match.end()
    builder.keep(start, end)
