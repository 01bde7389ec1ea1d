"""Find readers' comments that a scraper glued to the end of an article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from claimkit.documents.structure.block_drafts import Draft, is_finished, starts_lower
from claimkit.lexicons.layout import load_layout
from claimkit.model import BlockKind

_MIN_ARTICLE_PARAGRAPHS = 2
_MIN_RUN = 2
_CLEAR = 2  # signs that make a comment
_ALONE = 4  # signs that a single comment needs
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SAMPLE_CHARACTERS = 2000
_SIGNATURE_WORDS = 5


def mark_reader_comments(drafts: Sequence[Draft]) -> None:
    """Mark the comments below the article, if several signs say that there are any.

    Signs: lower-case start, no capitals at all, no final punctuation, words and punctuation of
    chat. Taking article text for comments costs claims, so a run of at least two comments must
    reach to the end of a document whose text before it is well-formed.
    """
    start = _start_below_heading(drafts)
    if start is None:
        start = _start_of_run(drafts)
    if start is None:
        return
    for draft in drafts[start:]:
        if draft.kind is not BlockKind.BOILERPLATE:
            draft.kind = BlockKind.READER_COMMENT


def _is_article(drafts: Sequence[Draft]) -> bool:
    """Tell whether nearly all paragraphs are well-formed."""
    scores = [
        _count_signs(draft)
        for draft in drafts
        if draft.kind is BlockKind.PARAGRAPH and is_finished(draft.last)
    ]
    plain = sum(score < _CLEAR for score in scores)
    return plain >= _MIN_ARTICLE_PARAGRAPHS and plain >= 0.8 * len(scores)


def _start_below_heading(drafts: Sequence[Draft]) -> int | None:
    """Return where comments begin below a heading such as "Leave a reply".

    A link of that name may stand amid an article: what is below must look like comments or be
    no longer than what is above.
    """
    for index in range(len(drafts) - 1, 0, -1):
        if drafts[index].after_comment_heading:
            below = [_count_signs(draft) > 0 or _is_signature(draft) for draft in drafts[index:]]
            is_tail = sum(below) * 3 >= len(below) or len(below) <= index
            if is_tail and _is_article(drafts[:index]):
                return index
            return None
    return None


def _is_signature(draft: Draft) -> bool:
    """Tell whether a line says who comments or when: "Ann B. says:", a date alone."""
    if draft.kind is BlockKind.BOILERPLATE:
        return True
    return draft.text.rstrip().endswith(":") and len(draft.text.split()) <= _SIGNATURE_WORDS


def _start_of_run(drafts: Sequence[Draft]) -> int | None:
    """Return where a run of comments begins that reaches to the end.

    Half of the run are clear comments, and on average it has the signs of clear ones; a lone
    lower-case line, or several without a word or sign of chat, may be a list.
    """
    start: int | None = None
    clear = total = 0
    is_chat = False
    for index in range(len(drafts) - 1, 0, -1):
        if drafts[index].kind not in (BlockKind.PARAGRAPH, BlockKind.BOILERPLATE):
            break
        length = len(drafts) - index
        score = _count_signs(drafts[index])
        total += score
        is_chat = is_chat or _count_chat(drafts[index].text[:_SAMPLE_CHARACTERS]) > 0
        if score >= _CLEAR:
            clear += 1
            enough = clear >= _MIN_RUN or score >= _ALONE
            if enough and is_chat and clear * 2 >= length and total >= _CLEAR * length:
                start = index
        elif length > 3 * (clear + 1):
            break
    return start if start is not None and _is_article(drafts[:start]) else None


@cache
def _chatty_words() -> frozenset[str]:
    return frozenset(load_layout().chatty_words)


@cache
def _chatty_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in load_layout().chatty_patterns)


def _count_signs(draft: Draft) -> int:
    """Count the signs of a comment in one block."""
    if draft.kind is not BlockKind.PARAGRAPH:
        return 0
    text = draft.text[:_SAMPLE_CHARACTERS]
    signs = _count_chat(text)
    if starts_lower(text):
        signs += 1 + (not is_finished(draft.last) or text.endswith("…"))
        if text == text.lower() and text.count(" ") > 2:
            signs += 2
    return signs


def _count_chat(text: str) -> int:
    """Count the kinds of chat's punctuation and spelling in a text."""
    signs = sum(pattern.search(text) is not None for pattern in _chatty_patterns())
    words = {word.casefold().replace("’", "'") for word in _WORD.findall(text)}
    return signs + (not words.isdisjoint(_chatty_words()))
