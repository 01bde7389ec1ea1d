"""Recognise lists of references, timetables, price lists and poems by the shape of their lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from claimkit.documents.structure.block_drafts import BlockDraft
from claimkit.documents.structure.spoken_languages import is_function_word
from claimkit.lexicons.genres import load_genres
from claimkit.lexicons.word_patterns import any_of

_MIN_REFERENCES = 3
_REFERENCE_OPENING = re.compile(
    r"(?:\[?\d{1,3}[\].)]\s+|[•*-]\s+)?"
    r"(?:[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)?,? (?:[A-ZÀ-Þ]\.?[ -]?){1,3}[,.;:&( ]"
    r"|[A-ZÀ-Þ][\w'’-]+, [A-ZÀ-Þ][\w'’-]+[,.;]| ?[A-ZÀ-Þ]\. [A-ZÀ-Þ][\w'’-]+,)"
)
_REFERENCE_YEAR = re.compile(r"\(?(?:1[89]|20)\d\d[a-z]?\)?[.,;:)]|[(,] ?(?:1[89]|20)\d\d\b")
_REFERENCE_SIGN = re.compile(
    r"https?://|\b[a-z]{1,4}\. ?\d|\b\d+ ?\(\d+\)|[,:] ?\d+[-–]\d+\b", re.IGNORECASE
)
_MIN_ROWS = 5
_MAX_ROW_WORDS = 8
_TIMES = re.compile(r"\b\d{1,2}[:.]\d\d\b(?:.*?\b\d{1,2}[:.]\d\d\b)+")
_PRICE_END = re.compile(
    r"(?:[£$€¥]\s?\d[\d,.]*|\b\d+[.,]\d\d ?(?:[£$€]|[A-Z]{3})?)(?:\s*/\s*\w+)?$"
)
_ROW_WORD = re.compile(r"[^\W\d_]{2,}")
_MIN_VERSES = 8
_MAX_VERSE = 60
_MIN_CAPITALS, _MIN_LINKS, _MIN_RHYMES = 0.8, 0.35, 0.35
_VERSE_END = ".!?…"
_LETTERS = re.compile(r"[^\W\d_]+")


@cache
def _reference_words(language: str) -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(load_genres(language).reference_words)}\b", re.IGNORECASE)


def find_references(drafts: Sequence[BlockDraft], language: str) -> list[int]:
    """Return the blocks that are entries of a list of references, if there are several.

    Counter-example: "Lee, Ann (2019) told us that …" alone is a sentence.
    """
    found = [index for index, draft in enumerate(drafts) if is_reference(draft.text, language)]
    return found if len(found) >= _MIN_REFERENCES else []


def is_reference(text: str, language: str) -> bool:
    """Return whether a text has the parts of an entry: names with initials, a year, a place."""
    return (
        len(text) < 600
        and _REFERENCE_OPENING.match(text) is not None
        and _REFERENCE_YEAR.search(text) is not None
        and (
            _REFERENCE_SIGN.search(text) is not None
            or _reference_words(language).search(text) is not None
        )
    )


def find_rows(drafts: Sequence[BlockDraft]) -> list[int]:
    """Return the blocks that are rows of a timetable or a price list, in runs of several."""
    found: list[int] = []
    run: list[int] = []
    rows = 0
    for index, draft in enumerate(drafts):
        lines = [part.text for part in draft.parts]
        if lines and all(map(_is_row, lines)):
            run.append(index)
            rows += len(lines)
            continue
        if rows >= _MIN_ROWS:
            found += run
        run, rows = [], 0
    return found + run if rows >= _MIN_ROWS else found


def _is_row(line: str) -> bool:
    if len(line) > 160 or len(_ROW_WORD.findall(line)) > _MAX_ROW_WORDS or line[-1] in '.!?…”"':
        return False
    return _TIMES.search(line) is not None or _PRICE_END.search(line) is not None


def is_poem(drafts: Sequence[BlockDraft], language: str) -> bool:
    """Return whether most lines are verses: short, with a capital each, and rhymed.

    Counter-example: lists of names and headlines do not begin with "And" and "To".
    """
    stanzas = [[part.text for part in draft.parts] for draft in drafts if draft.parts]
    lines = [line for stanza in stanzas for line in stanza]
    verses = [line for line in lines if len(line) <= _MAX_VERSE]
    if len(verses) < _MIN_VERSES or len(verses) < _MIN_CAPITALS * len(lines):
        return False
    capitals = sum(line.lstrip("\"'“‘—– ")[:1].isupper() for line in verses)
    runs_on = sum(line.rstrip("\"'”’")[-1:] not in _VERSE_END for line in verses)
    if capitals < _MIN_CAPITALS * len(verses) or 2 * runs_on < len(verses):
        return False
    firsts = [next(iter(_LETTERS.findall(line.lower())), "") for line in verses]
    links = sum(is_function_word(word, language) for word in firsts)
    return links >= _MIN_LINKS * len(verses) and _share_of_rhymes(verses) >= _MIN_RHYMES


def _share_of_rhymes(lines: Sequence[str]) -> float:
    """Return the share of lines whose last word rhymes with that of one of the next three."""
    ends = [next(iter(_LETTERS.findall(line.lower())[-1:]), "") for line in lines]
    rhymed = set()
    for index, end in enumerate(ends):
        for other in range(index + 1, min(index + 4, len(ends))):
            if _is_rhyme(end, ends[other]):
                rhymed |= {index, other}
    return len(rhymed) / len(lines)


def _is_rhyme(one: str, other: str) -> bool:
    """Return whether two words end in the same letters, as rhymes that are spelled alike do."""
    if not (one and other) or one == other:
        return False
    count = 2 if min(len(one), len(other)) <= 3 else 3
    return one[-count:] == other[-count:]
