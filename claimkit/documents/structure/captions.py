"""Find the captions of pictures, and cut off their labels and credits."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from claimkit.documents.structure.block_drafts import BlockDraft
from claimkit.lexicons.document_parts import load_document_parts
from claimkit.lexicons.word_patterns import any_of
from claimkit.model import BlockKind

_MAX_CAPTION = 600
_MAX_CREDIT_WORDS = 10
_NAME = r"[A-ZÀ-ÖØ-Þ][\w.'’-]*(?:\s+(?:[a-z]{2,3}\s+)?[A-ZÀ-ÖØ-Þ][\w.'’-]*){0,4}"
_READ = frozenset((BlockKind.PARAGRAPH, BlockKind.HEADING))
_TAIL = re.compile(rf"\s+(?:/|[|–—])\s+(?:{_NAME})(?:\s*/\s*(?:{_NAME}))*\.?$")
_SENTENCE_END = r"(?:(?<=[.!?…])|(?<=[.!?…][\"'”’)]))"


def mark_captions(
    drafts: Sequence[BlockDraft], language: str, is_header: Callable[[str], bool]
) -> None:
    """Mark captions, and keep of them what the picture shows.

    A caption begins with a label ("Photo: the bridge on Friday"), or ends with a credit ("… on
    Friday. Photo: Ann Roe/XYN", "… on Friday. (Ann Roe/XYN)"). A paragraph about a photo is
    none: "The photo, by Ann Roe, shows the bridge." Nor is one without its own line.
    ``is_header`` returns whether a text is a letterhead or a date line.
    """
    words = _load_caption_words(language)
    for draft in drafts:
        is_possible = draft.kind in _READ and not draft.is_typed and draft.length <= _MAX_CAPTION
        if (is_possible and not is_header(draft.text)) or draft.kind is BlockKind.CAPTION:
            _read(draft, words)


def _read(draft: BlockDraft, words: _CaptionWords) -> None:
    label = words.label.match(draft.first)
    if label and (label["colon"] or draft.kind is BlockKind.CAPTION):
        draft.kind = BlockKind.CAPTION
        draft.label = label["label"]
        if len(draft.first) > label.end():
            draft.trim_start(label.end())
    credit = words.credit.search(draft.last)
    if credit is None and draft.kind is BlockKind.CAPTION:
        tail = _TAIL.search(draft.last)
        if tail:
            draft.trim_last(tail.start())
    if credit is None or len(credit[0].split()) > _MAX_CREDIT_WORDS:
        return
    is_whole = len(draft.parts) == 1 and not credit.start()
    if is_whole and draft.kind is not BlockKind.CAPTION and not credit["label"]:
        return
    draft.kind = BlockKind.CAPTION
    draft.label = draft.label or credit["label"]
    if not is_whole:
        draft.trim_last(credit.start())


class _CaptionWords:
    """The patterns of labels and credits in a language."""

    def __init__(self, language: str) -> None:
        lexicon = load_document_parts(language)
        labels = any_of(lexicon.caption_labels)
        credit_words = any_of(lexicon.credit_labels)
        by = any_of(lexicon.credit_prepositions)
        agencies = any_of(lexicon.picture_agencies)
        name = rf"(?:{_NAME})"
        agency = rf"(?:{agencies}|{name})"
        pair = rf"{name}\s*(?:/|\b{by}\b)\s*{agency}"
        self.label = re.compile(
            rf"[\[(]?(?P<label>{labels}(?:\s+\d{{1,3}})?)(?P<colon>\s*[:：]|\s+[|–—]\s)?\s*",
            re.IGNORECASE,
        )
        self.credit = re.compile(
            rf"(?:^|{_SENTENCE_END}\s+|\s+[|–—]\s+)[\[(]?\s*(?:"
            rf"(?P<label>(?i:{credit_words}))(?:\s+(?i:{by})\s+|\s*[:：/|]\s*){agency}"
            rf"(?:\s*(?:/|,|\||\b{by}\b)\s*{agency})*|{pair}(?:\s*/\s*{agency})*"
            rf")\s*[\])]?\.?$"
        )


@cache
def _load_caption_words(language: str) -> _CaptionWords:
    return _CaptionWords(language)
