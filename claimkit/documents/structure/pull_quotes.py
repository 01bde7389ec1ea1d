"""Find pull quotes, which are paragraphs set apart that repeat words of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimkit.documents.structure.block_drafts import BlockDraft, is_finished
from claimkit.model import BlockKind

_MIN_WORDS, _MAX_WORDS = 6, 60
_MIN_EXTRA_WORDS = 5
_MIN_REPEATED = 0.75
_MIN_REPEATED_SENTENCE = 0.95  # a full sentence may report the same thing in other words
_MAX_OWNERS = 8  # words repeated in more paragraphs belong to the page's layout
_WORD = re.compile(r"[^\W_]+")
_POSSIBLE = frozenset((BlockKind.PARAGRAPH, BlockKind.BLOCK_QUOTATION))
_Triple = tuple[str, str, str]


def mark_pull_quotes(drafts: Sequence[BlockDraft]) -> None:
    """Mark paragraphs that repeat, nearly word for word, a part of another, longer block.

    Three quarters of a pull quote's runs of three words stand in that block, or nearly all of
    them if the pull quote ends like a sentence. Block quotations that repeat nothing stay
    paragraphs: they hold claims of their own.
    """
    words = [_WORD.findall(draft.text.casefold()) for draft in drafts]
    triples = [frozenset(zip(run, run[1:], run[2:], strict=False)) for run in words]
    candidates = {
        index
        for index, draft in enumerate(drafts)
        if draft.kind in _POSSIBLE and _MIN_WORDS <= len(words[index]) <= _MAX_WORDS
    }
    owners = _find_owners(triples, candidates)
    owned = frozenset(owners)
    repeated = frozenset(triple for triple, found in owners.items() if len(found) > 1)
    for index in range(len(drafts)):
        hits: dict[int, int] = {}
        for triple in triples[index] & (repeated if index in candidates else owned):
            for owner in owners[triple]:
                hits[owner] = hits.get(owner, 0) + 1
        for owner, count in hits.items():
            is_set_off = drafts[owner].kind is BlockKind.BLOCK_QUOTATION
            extra = 1 if is_set_off else _MIN_EXTRA_WORDS
            is_longer = len(words[index]) >= len(words[owner]) + extra
            share = _min_share(drafts[owner])
            if is_longer and count >= share * len(triples[owner]):
                drafts[owner].kind = BlockKind.PULL_QUOTE


def _find_owners(
    triples: Sequence[frozenset[_Triple]], candidates: set[int]
) -> dict[_Triple, list[int]]:
    """Return, for each run of three words, the possible pull quotes that contain it."""
    owners: dict[_Triple, list[int]] = {}
    for index in sorted(candidates):
        for triple in triples[index]:
            owners.setdefault(triple, []).append(index)
    return {triple: found for triple, found in owners.items() if len(found) <= _MAX_OWNERS}


def _min_share(draft: BlockDraft) -> float:
    return _MIN_REPEATED_SENTENCE if is_finished(draft.last) else _MIN_REPEATED
