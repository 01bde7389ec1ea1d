"""Find speeches and statements of one person, which have no labels but a title that names them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimkit.documents.structure.block_drafts import BlockDraft
from claimkit.documents.turns.people import People
from claimkit.documents.turns.turn_words import TurnWords
from claimkit.model import BlockKind, Speaker

_MIN_FIRST_PERSON = 0.3
_MAX_TITLE_BLOCKS = 4
_TITLES = frozenset((BlockKind.TITLE, BlockKind.HEADING))
_SPOKEN = frozenset((BlockKind.TURN, BlockKind.QUESTION))


def mark_speech(drafts: Sequence[BlockDraft], words: TurnWords) -> None:
    """Mark the paragraphs below a title such as "Remarks by Minister Ana Beck" as hers.

    They must be in the first person and not about the speaker. Counter-examples: "Mayor welcomes
    remarks by Ana Beck" above a report, a statement by a body.
    """
    if any(draft.kind in _SPOKEN for draft in drafts):
        return
    heads = [draft for draft in drafts[:_MAX_TITLE_BLOCKS] if draft.kind in _TITLES]
    speaker = next(filter(None, (_read_title(draft.text, words) for draft in heads)), None)
    if speaker is None:
        return
    first = next(i for i, draft in enumerate(drafts) if draft.kind in _TITLES)
    body = [draft for draft in drafts[first:] if draft.kind is BlockKind.PARAGRAPH]
    surname = re.compile(rf"(?<!\w){re.escape(speaker.name.split()[-1])}(?!\w)")
    personal = sum(words.first_person.search(draft.text) is not None for draft in body)
    if personal < _MIN_FIRST_PERSON * len(body) or any(surname.search(d.text) for d in body):
        return
    for draft in body:
        if words.is_closing(draft.text):
            return
        draft.kind, draft.speaker = BlockKind.TURN, speaker


def _read_title(text: str, words: TurnWords) -> Speaker | None:
    """Return the one person whom a title names behind "remarks by" or "statement of"."""
    match = words.speech_by.search(text)
    if match is None or match.start() > 0:
        return None
    people = People(words)
    people.read_prose(text[match.end() :])
    if len(people.people) != 1:
        return None
    person = people.people[0]
    return Speaker(person.name, person.role)
