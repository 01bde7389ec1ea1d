"""Leave out the blocks that are in another language than that of the model.

Their words would be read as names and their verbs as nothing, so claims of them would be half
sentences. A foreign quotation inside a sentence stays, because its block is not in its language.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from claimkit.documents.structure.block_drafts import BlockDraft
from claimkit.documents.structure.spoken_languages import (
    UNKNOWN,
    find_other_language,
    has_own_words,
)
from claimkit.model import ABOUT_THE_DOCUMENT, BlockKind

_WHOLE = 0.7  # of the characters that can be judged; as many make it the document's language


def mark_other_languages(drafts: Sequence[BlockDraft], language: str) -> tuple[str, int] | None:
    """Mark blocks in another language as furniture.

    Short blocks that cannot be judged go with their neighbours, if those on both sides are in
    another language, and with the document, if it is in one.

    Returns:
        The finding's message, and where in the text the first of these blocks begins; None if
        there are none.
    """
    judged = [_judge(draft, language) for draft in drafts]
    if not any(judged):
        return None
    owns = [
        not other and has_own_words(d.text, language)
        for d, other in zip(drafts, judged, strict=True)
    ]
    marked = _spread(judged, owns)
    whole = _is_whole(drafts, judged, owns)
    if whole:
        marked = [not own for own in owns]
    names = Counter(name for name in judged if name)
    first: int | None = None
    count = 0
    for draft, is_other in zip(drafts, marked, strict=True):
        if is_other and draft.kind not in ABOUT_THE_DOCUMENT and draft.kind is not BlockKind.TITLE:
            draft.kind = BlockKind.FURNITURE
            first = draft.parts[0].start if first is None else first
            count += 1
    if first is None:
        return None
    return _describe(names, count, is_whole=whole), first


def _judge(draft: BlockDraft, language: str) -> str | None:
    if draft.kind in ABOUT_THE_DOCUMENT:
        return None
    return find_other_language(draft.text, language)


def _spread(judged: Sequence[str | None], owns: Sequence[bool]) -> list[bool]:
    """Return which blocks are in another language, with short ones between two of them."""
    marked = [bool(name) for name in judged]
    before: int | None = None
    for index, name in enumerate(judged):
        if owns[index]:
            before = None
        elif name:
            if before is not None:
                marked[before:index] = [True] * (index - before)
            before = index
    return marked


def _is_whole(
    drafts: Sequence[BlockDraft], judged: Sequence[str | None], owns: Sequence[bool]
) -> bool:
    other = sum(draft.length for draft, name in zip(drafts, judged, strict=True) if name)
    own = sum(draft.length for draft, is_own in zip(drafts, owns, strict=True) if is_own)
    return other >= _WHOLE * (other + own)


def _describe(names: Counter[str], count: int, *, is_whole: bool) -> str:
    found = [name for name, _ in names.most_common() if name != UNKNOWN] or [UNKNOWN]
    language = " and ".join(found) if len(found) < 3 else "several languages"
    if is_whole:
        return f"the document is in {language}; no claims are taken from it"
    if count == 1:
        return f"this part is in {language}; no claims are taken from it"
    return f"{count:,} parts are in {language}, the first one here; no claims are taken from them"
