"""Find reader comments that a scraper left at the end of an article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from claimkit.documents.structure.block_drafts import BlockDraft, is_finished, starts_lower
from claimkit.lexicons.layout import load_layout
from claimkit.model import BlockKind

_MIN_ARTICLE_PARAGRAPHS = 2
_MIN_PLAIN = 0.8
_MIN_RUN = 2
_CLEAR = 2  # signs that a clear comment has
_ALONE = 4  # signs that a single comment needs
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SAMPLE_CHARACTERS = 2000
_SIGNATURE_WORDS = 5


def mark_reader_comments(drafts: Sequence[BlockDraft], language: str) -> None:
    """Mark the comments below the article if several signs show that there are any.

    Signs are a lower-case start, no capitals at all, no final punctuation, and words and
    punctuation of chat. Article text that is mistaken for comments costs claims, so a run of at
    least two comments must reach to the end of a document whose text before it is well-formed.
    """
    finder = _CommentFinder(drafts, _load_chat_words(language))
    start = finder.find_below_heading()
    if start is None:
        start = finder.find_run()
    if start is None:
        return
    for draft in drafts[start:]:
        if draft.kind is not BlockKind.FURNITURE:
            draft.kind = BlockKind.READER_COMMENT


class _ChatWords:
    """The words, spellings and punctuation of chat in a language."""

    def __init__(self, language: str) -> None:
        lexicon = load_layout(language)
        self._words = frozenset(lexicon.chatty_words)
        self._patterns = tuple(re.compile(pattern) for pattern in lexicon.chatty_patterns)

    def count(self, text: str) -> int:
        """Count the kinds of chat punctuation and chat spelling in a text."""
        signs = sum(pattern.search(text) is not None for pattern in self._patterns)
        words = {word.casefold().replace("’", "'") for word in _WORD.findall(text)}
        return signs + (not words.isdisjoint(self._words))


@cache
def _load_chat_words(language: str) -> _ChatWords:
    return _ChatWords(language)


class _CommentFinder:
    def __init__(self, drafts: Sequence[BlockDraft], chat: _ChatWords) -> None:
        self._drafts = drafts
        self._chat = chat

    def find_below_heading(self) -> int | None:
        """Return the index of the first comment below a heading such as "Leave a reply".

        A link with these words may stand inside an article. So the blocks below must look like
        comments, or be no more than the blocks above.
        """
        drafts = self._drafts
        for index in range(len(drafts) - 1, 0, -1):
            if drafts[index].after_comment_heading:
                below = drafts[index:]
                alike = sum(self._count_signs(d) > 0 or _is_signature(d) for d in below)
                is_tail = alike * 3 >= len(below) or len(below) <= index
                return index if is_tail and self._is_article(index) else None
        return None

    def find_run(self) -> int | None:
        """Return the index of the first comment in a run that reaches the end of the document.

        At least half of the run are clear comments, and its average is that of a clear comment. A
        single lower-case line, or several without a word or sign of chat, may be a list.
        """
        start: int | None = None
        clear = total = 0
        is_chat = False
        for index in range(len(self._drafts) - 1, 0, -1):
            draft = self._drafts[index]
            if draft.kind not in (BlockKind.PARAGRAPH, BlockKind.FURNITURE):
                break
            length = len(self._drafts) - index
            score = self._count_signs(draft)
            total += score
            is_chat = is_chat or self._chat.count(draft.text[:_SAMPLE_CHARACTERS]) > 0
            if score >= _CLEAR:
                clear += 1
                is_enough = clear >= _MIN_RUN or score >= _ALONE
                if is_enough and is_chat and clear * 2 >= length and total >= _CLEAR * length:
                    start = index
            elif length > 3 * (clear + 1):
                break
        return start if start is not None and self._is_article(start) else None

    def _is_article(self, end: int) -> bool:
        """Return whether nearly all paragraphs of the first ``end`` blocks are well-formed."""
        scores = [
            self._count_signs(draft)
            for draft in self._drafts[:end]
            if draft.kind is BlockKind.PARAGRAPH and is_finished(draft.last)
        ]
        plain = sum(score < _CLEAR for score in scores)
        return plain >= _MIN_ARTICLE_PARAGRAPHS and plain >= _MIN_PLAIN * len(scores)

    def _count_signs(self, draft: BlockDraft) -> int:
        """Count the signs of a comment in one block."""
        if draft.kind is not BlockKind.PARAGRAPH:
            return 0
        text = draft.text[:_SAMPLE_CHARACTERS]
        signs = self._chat.count(text)
        if starts_lower(text):
            signs += 1 + (not is_finished(draft.last) or text.endswith("…"))
            if text == text.lower() and text.count(" ") > 2:
                signs += 2
        return signs


def _is_signature(draft: BlockDraft) -> bool:
    """Return whether a line gives the name or date of a comment: "Ann B. says:", a date alone."""
    if draft.kind is BlockKind.FURNITURE:
        return True
    return draft.text.rstrip().endswith(":") and len(draft.text.split()) <= _SIGNATURE_WORDS
