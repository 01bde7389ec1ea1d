"""Find interviews without labels: paragraphs that ask, and paragraphs that answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from claimkit.documents.structure.block_drafts import BlockDraft, opens_quotation
from claimkit.documents.turns.people import People
from claimkit.documents.turns.turn_words import TurnWords
from claimkit.model import BlockKind, Speaker

_MIN_QUESTIONS = 3
_MAX_QUESTION_WORDS = 70
_MAX_HEAD = 12
_MIN_FIRST_PERSON = 0.4
_MAX_ABOUT = 0.3
_MIN_EMPHASISED = 0.5
_READ = frozenset((BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM))
_HEAD = _READ | {BlockKind.TITLE, BlockKind.BYLINE, BlockKind.DATELINE, BlockKind.FURNITURE}


class InterviewFinder:
    """Looks for an interview without labels in one document.

    Questions must come back, people must answer in the first person, and the text above the first
    question must say that this is an interview and with whom. An explainer with questions as
    headings has no "I"; a column that asks itself questions introduces nobody.

    Args:
        is_emphasised: whether a block is in bold type as a whole.
        excluded: the names of the document's authors.
    """

    def __init__(
        self,
        drafts: Sequence[BlockDraft],
        words: TurnWords,
        is_emphasised: Callable[[BlockDraft], bool],
        excluded: Sequence[str],
    ) -> None:
        self._drafts = drafts
        self._words = words
        self._is_emphasised = is_emphasised
        self._excluded = {name.casefold() for name in excluded}

    def mark(self) -> None:
        """Mark questions and answers; `speakers` gives them their names."""
        if any(draft.kind in (BlockKind.TURN, BlockKind.QUESTION) for draft in self._drafts):
            return
        questions = self._find_questions()
        if len(questions) < _MIN_QUESTIONS or not self._is_interview(questions):
            return
        asks, answers = (
            Speaker(min(labels)) for labels in (self._words.questions, self._words.answers)
        )
        asked = set(questions)
        for index in range(questions[0], len(self._drafts)):
            draft = self._drafts[index]
            if index in asked:
                draft.kind, draft.speaker = BlockKind.QUESTION, asks
            elif index > questions[-1] and self._words.is_closing(draft.text):
                break
            elif draft.kind is BlockKind.PARAGRAPH:
                draft.kind, draft.speaker = BlockKind.TURN, answers

    def _find_questions(self) -> list[int]:
        found = [
            index
            for index, draft in enumerate(self._drafts)
            if draft.kind in _READ
            and draft.text.rstrip().endswith("?")
            and len(draft.text.split()) <= _MAX_QUESTION_WORDS
            and not opens_quotation(draft.text)
        ]
        answered = [
            i for i, following in pairwise([*found, len(self._drafts)]) if following - i > 1
        ]
        bold = [i for i in answered if self._is_emphasised(self._drafts[i])]
        if len(bold) >= _MIN_EMPHASISED * len(answered) and bold:
            # Where questions are bold, "Many say it is too late." in bold is one, too.
            return [
                index
                for index, draft in enumerate(self._drafts)
                if index >= bold[0] and draft.kind in _READ and self._is_emphasised(draft)
            ]
        return answered

    def _is_interview(self, questions: Sequence[int]) -> bool:
        head = [draft for draft in self._drafts[: questions[0]] if draft.kind in _HEAD]
        text = "\n".join(draft.text for draft in head)
        if len(head) > _MAX_HEAD or self._words.interview.search(text) is None:
            return False
        people = People(self._words)
        people.read_prose(text, is_head=True)
        named = [person for person in people.people if person.name.casefold() not in self._excluded]
        if not named:
            return False
        answers = self._answers(questions)
        personal = sum(self._words.first_person.search(answer) is not None for answer in answers)
        surnames = "|".join(re.escape(person.name.split()[-1]) for person in named)
        about = sum(
            re.search(rf"(?<!\w)(?:{surnames})(?!\w)", answer) is not None for answer in answers
        )
        return personal >= _MIN_FIRST_PERSON * len(answers) and about <= _MAX_ABOUT * len(answers)

    def _answers(self, questions: Sequence[int]) -> list[str]:
        ends = [*questions[1:], len(self._drafts)]
        return [
            " ".join(draft.text for draft in self._drafts[first + 1 : last])
            for first, last in zip(questions, ends, strict=True)
        ]
