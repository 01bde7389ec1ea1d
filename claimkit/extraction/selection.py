"""Choose among drafts that say the same thing."""

from __future__ import annotations

from claimkit.extraction.drafts import Draft
from claimkit.extraction.speech import Passage

_SAME = 0.8


def select(passage: Passage, drafts: list[Draft]) -> list[Draft]:
    """Drop empty drafts and the weaker of two with the same content; sort by position."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (-d.weight, d.anchor)):
        words = _words(passage, draft)
        if not words:
            continue
        if any(_is_same(words, _words(passage, other)) for other in kept):
            continue
        kept.append(draft)
    return sorted(kept, key=lambda d: (d.anchor, min(d.content)))


def _words(passage: Passage, draft: Draft) -> set[int]:
    doc = passage.doc
    return {i for i in draft.content if not (doc[i].is_punct or doc[i].is_space)}


def _is_same(words: set[int], others: set[int]) -> bool:
    common = len(words & others)
    return bool(common) and common / len(words | others) >= _SAME
