"""Tell by their words what documents are that report nothing: programs' documentation, licences.

The words are counted over the whole document, so a news story that mentions some stays one. A
document in which people say things is never judged by its other words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from claimkit.documents.genres.code_lines import is_code
from claimkit.documents.structure.block_drafts import BlockDraft
from claimkit.lexicons.genres import load_genres

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_MIN_WORDS = 40
_MAX_REPORTS = 8.0  # of a thousand words
_MIN_LEGAL, _MIN_LEGAL_KINDS = 25.0, 6
_MIN_SOFTWARE, _MIN_SOFTWARE_KINDS = 40.0, 8
_MIN_TECHNICAL = 12.0  # of a thousand, before words are freed of the marks behind them
_HEADING_WORDS = 6
_CODE_SHARE = 0.4  # of a document's characters
_SOME_CODE = 0.05
_FENCE = re.compile(r"^[ \t]{0,3}(?:```|~~~)|^\.\. code|::[ \t]*\n[ \t]*\n[ \t]+\S", re.MULTILINE)
_BADGE = re.compile(r"\[!\[|\.\. image:: https?://|shields\.io|badge", re.IGNORECASE)
_MIN_POINTS = 3

SOURCE_CODE = "source code, a configuration or a log"
SOFTWARE = "the documentation of a program"
LEGAL = "a licence, a contract or a law"


@dataclass(frozen=True)
class _GenreWords:
    reports: frozenset[str]
    headings: frozenset[str]
    software: frozenset[str]
    legal: frozenset[str]

    @cached_property
    def technical(self) -> frozenset[str]:
        """The words of licences and of programs' documentation."""
        return self.legal | self.software


@cache
def _words(language: str) -> _GenreWords:
    lexicon = load_genres(language)
    return _GenreWords(
        frozenset(lexicon.report_words),
        frozenset(lexicon.software_headings),
        frozenset(lexicon.software_words),
        frozenset(lexicon.legal_words),
    )


def find_genre(
    drafts: Sequence[BlockDraft], code: Sequence[int], source: str, language: str
) -> str | None:
    """Return what a whole document is that reports nothing; None if it may report something.

    Args:
        code: for each block, the number of characters in lines of code.
        source: the file's text with its markup, which may hold code that is no block.
    """
    length = sum(draft.length for draft in drafts)
    share = sum(code) / length if length else 0.0
    lines = sum(len(draft.parts) for draft in drafts)
    if share >= _CODE_SHARE and lines >= _MIN_POINTS:
        return SOURCE_CODE
    words = _words(language)
    if not _may_be_technical(drafts, words):
        return None
    counts = Counter(word for d in drafts for word in _WORD.findall(d.text.lower()))
    total = counts.total()
    if total < _MIN_WORDS or _rate(counts, words.reports, total) > _MAX_REPORTS:
        return None
    if (
        _rate(counts, words.legal, total) >= _MIN_LEGAL
        and len(words.legal & counts.keys()) >= _MIN_LEGAL_KINDS
    ):
        return LEGAL
    if _software_points(drafts, share, source, words) < _MIN_POINTS:
        return None
    is_technical = (
        _rate(counts, words.software, total) >= _MIN_SOFTWARE
        and len(words.software & counts.keys()) >= _MIN_SOFTWARE_KINDS
    )
    return SOFTWARE if is_technical else None


def _may_be_technical(drafts: Sequence[BlockDraft], words: _GenreWords) -> bool:
    """Return whether words of licences and programs are frequent enough for a closer look."""
    tokens = [token for draft in drafts for token in draft.text.lower().split()]
    found = sum(token in words.technical for token in tokens)
    return 1000 * found >= _MIN_TECHNICAL * len(tokens)


def _rate(counts: Counter[str], words: frozenset[str], total: int) -> float:
    """Return how many of a thousand words are among some words."""
    return 1000 * sum(counts[word] for word in words & counts.keys()) / total


def _software_points(
    drafts: Sequence[BlockDraft], share: float, source: str, words: _GenreWords
) -> int:
    """Return how many signs of the documentation of a program a document has."""
    headings = {
        word
        for draft in drafts
        if draft.length < 60 and len(found := _WORD.findall(draft.text.lower())) <= _HEADING_WORDS
        for word in found
        if word in words.headings
    }
    points = min(2, len(headings))
    points += share >= _SOME_CODE
    points += _BADGE.search(source) is not None
    points += _FENCE.search(source) is not None
    points += any(is_code(line) for line in source.split("\n") if line.startswith("    "))
    return points
