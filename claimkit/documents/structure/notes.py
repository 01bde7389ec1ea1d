"""Find footnotes, and cut their marks off the words that they are glued to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from claimkit.documents.structure.block_drafts import BlockDraft, is_finished
from claimkit.lexicons.document_parts import load_document_parts
from claimkit.lexicons.word_patterns import any_of
from claimkit.lexicons.words import load_words
from claimkit.model import BlockKind

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED = "¹²³⁰⁴-⁹"
_END = r"(?=[\s.,;:!?”\"’')\]]|$)"
_MARKS = re.compile(
    rf"(?P<raised>(?<=[^\s\d({_RAISED}])[{_RAISED}]{{1,3}}(?:[,⁻–\s]+[{_RAISED}]{{1,3}})*)"
    r"|(?P<quoted>(?:(?<=[.!?,;:][”\"’])|(?<=[”\"’][.!?,;:])|(?<=[^\W\d_][”\"]))"
    rf"\d{{1,3}}(?:[,–-]\d{{1,3}})*){_END}"
    rf"|(?P<stop>(?<=[^\W\d_][.!?])\d{{1,3}}(?:[,–-]\d{{1,3}})*)(?=\s+[\"“‘(\[]*[^\W\d_a-z]|\s*$)"
    rf"|(?P<figure>(?:(?<=\d{{4}}[.,])|(?<=\d{{4}}[-–/]\d\d[.,])|(?<=%[.,]))\d{{1,3}})(?=\s+[\"“‘(\[]*[^\W\d_]|\s*$)"
    rf"|(?P<after>(?:(?<=[^\W\d_][.,;:!?)\]])|(?<=[)\]][.,;:]))\d{{1,3}}){_END}"
    rf"|(?P<glued>(?<=[^\W\d_]{{3}})\d{{1,2}}){_END}"
    rf"|(?P<bracket>(?<=[^\s\[])\s\[(?:\d{{1,3}}|\*{{1,3}})\]){_END}"
    rf"|(?P<sign>(?<=[\w.,;:!?”\"’)\]])(?:\*{{1,3}}|[†‡§]{{1,2}}|\[\*{{1,3}}\])){_END}"
)
_MARK_START = re.compile(rf"[\d{_RAISED}*†‡§\[]|\s(?=\[)")
_NOTE = re.compile(
    rf"(?:(?P<raised>[{_RAISED}]{{1,3}})|\[\^?(?P<bracket>\w{{1,12}}|\*{{1,3}})\][:.]?"
    r"|(?P<number>\d{1,3})[.)]?(?=\s)|(?P<sign>\*{1,3}|[†‡§]{1,2}))\s*(?=\S)"
)
_WORD_BEFORE = re.compile(r"[^\W\d_]+$")
_NUMBER = re.compile(r"\d+")
_DETAIL = re.compile(r"\d|,|https?:")
_MAX_NOTE = 1500
_MAX_REFERENCE = 250
_LATE = 0.6
_MIN_WORD, _MAX_WORD = 3, 40
_MAX_UNIT = 2  # letters of km², mc²
_READ = frozenset(
    (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.BLOCK_QUOTATION, BlockKind.TURN)
)


@dataclass(slots=True)
class _Mark:
    """A possible mark of a note in the text; ``is_sure`` if nothing else can be meant."""

    draft: BlockDraft
    place: int
    part: int
    start: int
    end: int
    name: str
    is_sure: bool

    @property
    def number(self) -> int | None:
        return int(self.name) if self.name.isdigit() else None


@dataclass(slots=True)
class _Note:
    """A block that may be a footnote; its text begins at ``rest``."""

    draft: BlockDraft
    place: int
    name: str
    rest: int
    is_sure: bool


def mark_notes(drafts: Sequence[BlockDraft], language: str) -> None:
    """Mark footnotes, and cut the marks of notes off the text.

    A number after a full stop, a quotation mark or a word is the mark of a note if a note has that
    number, or if it counts up with the marks around it. Right behind a quotation or a finished
    sentence it needs no other evidence. Counter-examples: "No.3", "km²", "COVID19", "In 2024.
    The", a numbered list.
    """
    notes = list(_find_notes(drafts, language))
    marks = list(_find_marks(drafts, language))
    first = {mark.name: mark.place for mark in reversed(marks)}
    kept = [note for note in notes if note.is_sure or first.get(note.name, note.place) < note.place]
    names = {note.name for note in kept}
    counted = _counting(marks)
    in_notes = {id(note.draft) for note in kept}
    for index in reversed(range(len(marks))):
        mark = marks[index]
        if mark.is_sure or index in counted or mark.name in names:
            if id(mark.draft) not in in_notes or mark.start:
                mark.draft.cut(mark.part, mark.start, mark.end)
    for note in kept:
        note.draft.kind = BlockKind.FOOTNOTE
        note.draft.label = note.name
        if note.rest:
            note.draft.trim_start(note.rest)


def _find_notes(drafts: Sequence[BlockDraft], language: str) -> Iterator[_Note]:
    """Yield the blocks that begin with a number or a sign, as notes do."""
    headings = frozenset(load_document_parts(language).note_headings)
    below_heading = False
    for place, draft in enumerate(drafts):
        words = draft.text.strip(" :.").casefold()
        if words in headings:
            below_heading = True
            continue
        if draft.kind is BlockKind.HEADING:
            below_heading = False
        if draft.is_typed or draft.kind not in _READ or draft.length > _MAX_NOTE:
            continue
        if draft.kind is BlockKind.LIST_ITEM:
            name = draft.sign.strip(" .)([]").translate(_SUPERSCRIPTS)
            is_note = below_heading or name[:1] == "*" or (name.isdigit() and _is_told(draft, 0))
            if name and is_note:
                yield _Note(draft, place, name, 0, below_heading)
            continue
        match = _NOTE.match(draft.first)
        if match:
            printed = match["raised"] or match["bracket"] or match["number"] or match["sign"]
            name = printed.translate(_SUPERSCRIPTS)
            if match["number"] and not below_heading and not _is_told(draft, match.end()):
                continue
            is_sure = bool(match["raised"]) or match[0].startswith("[^") or below_heading
            is_sure |= bool(match["bracket"]) and _is_reference(draft, place, len(drafts))
            yield _Note(draft, place, name, match.end(), is_sure)


def _is_reference(draft: BlockDraft, place: int, count: int) -> bool:
    """Return whether a block with a number in brackets is a short reference near the end."""
    is_late = place >= _LATE * count
    return is_late and draft.length <= _MAX_REFERENCE and bool(_DETAIL.search(draft.text[4:]))


def _is_told(draft: BlockDraft, rest: int) -> bool:
    """Return whether a numbered line says more than a heading: "2 Findings" does not."""
    text = draft.text[rest:]
    return is_finished(text) or _DETAIL.search(text) is not None


def _find_marks(drafts: Sequence[BlockDraft], language: str) -> Iterator[_Mark]:
    for place, draft in enumerate(drafts):
        if draft.kind not in _READ:
            continue
        for index, part in enumerate(draft.parts):
            for match in _iter_matches(part.text):
                is_sure = _judge(match, language)
                if is_sure is None:
                    continue
                printed = match[0].strip(" []").translate(_SUPERSCRIPTS)
                number = _NUMBER.match(printed)
                name = number[0] if number else printed
                yield _Mark(draft, place, index, match.start(), match.end(), name, is_sure)


def _iter_matches(text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of `_MARKS`, which is only tried where one can begin."""
    end = 0
    for start in _MARK_START.finditer(text):
        match = _MARKS.match(text, start.start()) if start.start() >= end else None
        if match:
            end = match.end()
            yield match


def _judge(match: re.Match[str], language: str) -> bool | None:
    """Return whether a match is the mark of a note for sure; None if it is none."""
    stops = match["stop"] is not None or match["after"] is not None
    end = match.start() - stops
    found = _WORD_BEFORE.search(match.string, max(0, end - _MAX_WORD), end)
    word = found[0] if found else ""
    if match["raised"]:
        return None if 1 <= len(word) <= _MAX_UNIT else True
    if match["glued"]:
        return False if _is_word(word, language) else None
    if stops and word.casefold() in _abbreviations(language):
        return None
    return bool(match["quoted"]) or (bool(match["stop"]) and _is_word(word, language))


def _counting(marks: Sequence[_Mark]) -> set[int]:
    """Return the indices of marks whose number comes right after or before another mark's."""
    numbered = [(index, mark.number) for index, mark in enumerate(marks) if mark.number]
    found: set[int] = set()
    for (index, number), (following, next_number) in pairwise(numbered):
        if number is not None and next_number == number + 1:
            found.update((index, following))
    return found


def _is_word(text: str, language: str) -> bool:
    """Return whether a text is an ordinary word, to which no number belongs: no "COVID", "No"."""
    if len(text) < _MIN_WORD or text.isupper():
        return False
    return text.casefold() in load_words(language)


@cache
def _abbreviations(language: str) -> frozenset[str]:
    """Return the words in lower case that a number belongs to: "No.3", "Art.5"."""
    return frozenset(load_document_parts(language).numbered_abbreviations)


def cut_page_marks(drafts: Sequence[BlockDraft], language: str) -> None:
    """Cut "Page 3 of 9" out of sentences that it stands in the middle of."""
    pattern = _page_mark(language)
    references = frozenset(load_document_parts(language).page_references)
    for draft in drafts:
        if draft.kind not in _READ:
            continue
        for index in reversed(range(len(draft.parts))):
            for match in reversed(list(pattern.finditer(draft.parts[index].text))):
                if match["word"].casefold() not in references:
                    draft.cut(index, match.start("page"), match.end("page"))


@cache
def _page_mark(language: str) -> re.Pattern[str]:
    """Return the pattern of a page number that does not depend on a word before it.

    The label has a capital, since "on page 3 of 9" belongs to its sentence.
    """
    lexicon = load_document_parts(language)
    labels = any_of(word.capitalize() for word in lexicon.inline_page_labels)
    return re.compile(
        rf"(?:(?<!\w)(?P<word>[^\W\d_]{{1,30}})[.,;:”\"’)]*\s+)(?P<page>[|–—-]?\s*{labels}\s\d{{1,4}}\s"
        rf"(?:{any_of(lexicon.inline_page_joiners)})\s\d{{1,4}}\s*[|–—-]?)(?=\s+[^\W\d_]|\s*$)"
    )
