"""Cut off stage directions: "(laughs)", "(Applause)", "[crosstalk]". Nobody says them."""

from __future__ import annotations

import re

from claimkit.documents.structure.block_drafts import BlockDraft, BlockPart
from claimkit.documents.turns.turn_words import TurnWords

_BRACKET = re.compile(
    r"[(\[]\s?(?P<words>[^()\[\]\n]{2,120}?)[\s.!…,]*[)\]]|\*(?P<starred>[a-z ]{3,30})\*"
)
_MAX_WORDS = 4
_MAX_WORDS_IN_TRANSCRIPT = 9
_TIME = re.compile(r"\W*\d{1,2}:\d{2}(?::\d{2})?\W*")


def cut_stage_directions(draft: BlockDraft, words: TurnWords, *, is_transcript: bool) -> None:
    """Cut the stage directions out of a block. Outside transcripts they must be short and plain.

    Example: "I slept. (laughs) They woke me." Counter-example: "the lock (built in 1971)".
    """
    if not any(mark in part.text for part in draft.parts for mark in "(["):
        return
    parts: list[BlockPart] = []
    for part in draft.parts:
        position, joiner = 0, part.joiner
        for match in _BRACKET.finditer(part.text):
            if not is_stage_direction(match["words"] or "", words, is_transcript=is_transcript):
                continue
            joiner = _keep(parts, part, position, match.start(), joiner)
            position = match.end()
        if position or joiner is not part.joiner:
            _keep(parts, part, position, len(part.text), joiner)
        else:
            parts.append(part)
    if parts:
        parts[0].joiner = ""
    draft.parts[:] = parts or [BlockPart(draft.parts[0].start, draft.parts[0].start, "", "")]


def is_stage_direction(text: str, words: TurnWords, *, is_transcript: bool) -> bool:
    """Return whether the words in a bracket say what happens while somebody speaks."""
    count = len(text.split())
    text = _TIME.sub(" ", text).strip()
    if not text:
        return is_transcript
    if count > (_MAX_WORDS_IN_TRANSCRIPT if is_transcript else _MAX_WORDS):
        return False
    match = words.stage.search(text)
    if match is None:
        return False
    return is_transcript or len(match[0]) * 2 >= len(text)


def is_bracketed_line(text: str) -> bool:
    """Return whether a paragraph stands in brackets as a whole."""
    return text[:1] + text.rstrip(". ")[-1:] in ("()", "[]") and text.count(text[0]) == 1


def _keep(parts: list[BlockPart], part: BlockPart, start: int, end: int, joiner: str) -> str:
    """Add the part's characters ``[start, end)`` without white space; return the next joiner."""
    text = part.text[start:end]
    kept = text.strip()
    if not kept:
        return joiner
    first = part.start + start + len(text) - len(text.lstrip())
    if parts and kept[0] in ",.;:!?":
        joiner = ""
    parts.append(BlockPart(first, first + len(kept), kept, joiner))
    return " "
