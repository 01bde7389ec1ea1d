"""Name the speakers of a document after its header has been read."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from claimkit.documents.structure.block_drafts import BlockDraft
from claimkit.documents.turns.interviews import InterviewFinder
from claimkit.documents.turns.speakers import SpeakerNaming
from claimkit.documents.turns.speeches import mark_speech
from claimkit.documents.turns.turn_words import load_turn_words

_EMPHASIS = re.compile(
    r"(?:(?:^|\n)[^\S\n]*(?:\*\*|__)|<(?:b|strong)\b[^<>]*>)[^\S\n]*$", re.IGNORECASE
)


def name_speakers(
    drafts: Sequence[BlockDraft],
    language: str,
    *,
    authors: Sequence[str],
    outlet: str | None,
    markup_before: Callable[[int], str],
) -> None:
    """Find interviews and speeches without labels, and give all speakers their full names.

    Args:
        authors: the authors of the document.
        markup_before: returns the source text before a character of the blocks' text.
    """
    words = load_turn_words(language)

    def is_emphasised(draft: BlockDraft) -> bool:
        return _EMPHASIS.search(markup_before(draft.parts[0].start)) is not None

    InterviewFinder(drafts, words, is_emphasised, authors).mark()
    mark_speech(drafts, words)
    SpeakerNaming(drafts, words, authors, outlet).run()
