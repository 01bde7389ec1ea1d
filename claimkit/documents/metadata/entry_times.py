"""Find the entries of a live blog, and when the words of each were said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from claimkit.documents.metadata.printed_dates import find_date
from claimkit.documents.structure.block_drafts import BlockDraft, is_finished
from claimkit.edtf import is_day
from claimkit.lexicons.document_parts import load_document_parts
from claimkit.lexicons.word_patterns import any_of
from claimkit.model import Block, BlockKind

_OPENING_MARKS = "\"“„«‘'(["
_MIN_ENTRIES = 3
_MIN_POSTS = 2
_MAX_HEADLINE_WORDS = 20
_MIN_ORDERED = 0.8
_MIN_TOLD = 0.5
_MIDNIGHT = 360  # minutes between two entries around midnight, at least
_MAX_DATE_LINE = 60
_TIME_LABEL = re.compile(r"[^\d]{0,16}\d{1,2}[:.h]\d{2}(?![\d.])")
_READ = frozenset(
    (
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.LIST_ITEM,
        BlockKind.TITLE,
        BlockKind.BYLINE,
        BlockKind.DATELINE,
    )
)

_LISTED = frozenset((BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM))
_DATED = _READ | {BlockKind.BLOCK_QUOTATION, BlockKind.TABLE, BlockKind.CAPTION}


@dataclass(slots=True)
class _Entry:
    """A block that begins with a time; its text begins at ``rest``."""

    minutes: int
    printed: str
    rest: int
    day: str | None


def date_entries(drafts: Sequence[BlockDraft], language: str) -> list[BlockDraft]:
    """Return the blocks with the times of a live blog's entries cut off, and dated.

    At least three blocks begin with a time, the times run forwards or backwards, and most entries
    are whole sentences. The text up to the next time is one entry, which was written on the day
    that its time or a line above it has, else on the day of publication (see `fill_days`). The
    first line of an entry is its headline if it is short. Times with a full stop ("21:20. Mol
    calls his boss.") tell what happened on another day. Counter-examples: a paragraph with a
    time in it, a time that is the subject of a sentence, an agenda.
    """
    entries = {
        place: entry
        for place, draft in enumerate(drafts)
        if draft.kind in _READ and (entry := _read_entry(draft, language)) is not None
    }
    if _date_posts(drafts, entries, language):
        return list(drafts)
    listed = _find_key_events(drafts, entries)
    entries = {p: one for p, one in entries.items() if p not in listed and p + 1 not in listed}
    if len(entries) < _MIN_ENTRIES or not _is_ordered(list(entries.values())):
        return list(drafts)
    if _count_told(drafts, entries) < _MIN_TOLD * len(entries):
        return list(drafts)
    for place in listed:
        drafts[place].kind = BlockKind.FURNITURE
    return _Dating(drafts, entries, language).run()


def fill_days(blocks: Iterable[Block], published: str | None) -> tuple[Block, ...]:
    """Return the blocks with the day of publication for entries of which only the time is known."""
    if published is None or not is_day(published):
        return tuple(blocks)
    return tuple(
        replace(block, said=published)
        if block.said is None
        and block.kind in _DATED
        and block.label
        and _TIME_LABEL.match(block.label)
        else block
        for block in blocks
    )


class _Dating:
    """Dates the entries of one document."""

    def __init__(
        self, drafts: Sequence[BlockDraft], entries: dict[int, _Entry], language: str
    ) -> None:
        self._drafts, self._entries, self._language = drafts, entries, language
        self._day: str | None = None
        self._is_known = True

    def run(self) -> list[BlockDraft]:
        kept: list[BlockDraft] = []
        open_entry: _Entry | None = None
        is_headline = False
        for place, draft in enumerate(self._drafts):
            entry = self._entries.get(place)
            if entry is None:
                self._read_day(draft, open_entry)
            else:
                self._pass_midnight(open_entry, entry, place)
                open_entry, is_headline = entry, True
                if entry.rest >= len(draft.text):
                    continue
                draft.trim_start(entry.rest)
            if open_entry is not None and draft.kind in _DATED:
                if is_headline and draft.kind in _READ:
                    self._shape(draft, place)
                is_headline = False
                if draft.said is None:
                    draft.said = open_entry.day or (self._day if self._is_known else None)
                if self._is_known or draft.said:
                    draft.label = draft.label or open_entry.printed
            kept.append(draft)
        return kept

    def _read_day(self, draft: BlockDraft, open_entry: _Entry | None) -> None:
        """Read a line between entries that has hardly more than a date."""
        if open_entry is None or draft.length > _MAX_DATE_LINE or is_finished(draft.text):
            return
        date = find_date(draft.text, language=self._language)
        if date is not None and date.value is not None and is_day(date.value):
            self._day, self._is_known = date.value, True

    def _pass_midnight(self, before: _Entry | None, entry: _Entry, place: int) -> None:
        """Forget the day if the times pass midnight without a line that has the new one."""
        if before is not None and abs(entry.minutes - before.minutes) >= _MIDNIGHT:
            lines = self._drafts[max(0, place - 1) : place]
            has_day = any(find_date(line.text, language=self._language) for line in lines)
            self._is_known = has_day and self._is_known

    def _shape(self, draft: BlockDraft, place: int) -> None:
        """Make the first line of an entry a heading if it is its headline, else a paragraph."""
        has_body = place + 1 < len(self._drafts) and place + 1 not in self._entries
        is_short = len(draft.text.split()) <= _MAX_HEADLINE_WORDS and not is_finished(draft.text)
        if draft.kind is not BlockKind.TITLE:
            draft.kind = BlockKind.HEADING if has_body and is_short else BlockKind.PARAGRAPH


def _date_posts(drafts: Sequence[BlockDraft], entries: Mapping[int, _Entry], language: str) -> bool:
    """Date posts that have their time and day below them: "9:12 AM · Mar 4, 2021".

    The last block is such a line then, since a time above an entry is followed by it.
    """
    read = [place for place, draft in enumerate(drafts) if draft.kind in _READ]
    if len(entries) < _MIN_POSTS or read[-1] not in entries or read[0] in entries:
        return False
    days = {place: _stamped_day(drafts[place], one, language) for place, one in entries.items()}
    if not all(days.values()):
        return False
    start = 0
    for place, day in days.items():
        for draft in drafts[start:place]:
            if draft.kind in _LISTED:
                draft.said = draft.said or day
        drafts[place].kind = BlockKind.FURNITURE
        start = place + 1
    return True


def _stamped_day(draft: BlockDraft, entry: _Entry, language: str) -> str | None:
    """Return the day of a line that has hardly more than a time and a day."""
    rest = draft.text[entry.rest :]
    if not rest or len(rest) > _MAX_DATE_LINE or is_finished(rest):
        return None if rest else entry.day
    date = find_date(rest, language=language)
    return date.value if date is not None and date.value and is_day(date.value) else None


def _find_key_events(drafts: Sequence[BlockDraft], entries: Mapping[int, _Entry]) -> set[int]:
    """Return the places of the list at the top that repeats the headlines of entries below."""
    last: dict[str, int] = {}
    for place, entry in entries.items():
        is_alone = entry.rest >= len(drafts[place].text)
        headline = drafts[place + 1 : place + 2] if is_alone else [drafts[place]]
        for one in headline:
            words = one.text[0 if is_alone else entry.rest :].casefold()
            if len(words.split()) <= _MAX_HEADLINE_WORDS:
                last[words] = place + is_alone
    found: set[int] = set()
    for place, draft in enumerate(drafts):
        rest = entries[place].rest if place in entries else 0
        if draft.kind in _LISTED and last.get(draft.text[rest:].casefold(), place) > place:
            found.add(place)
    return {p for p in found if p - 1 in found or p + 1 in found or _is_apart(p, found, entries)}


def _is_apart(place: int, found: set[int], entries: Mapping[int, _Entry]) -> bool:
    """Return whether only the line of a time stands between an item and another one."""
    return any(p in found and (p + place) // 2 in entries for p in (place - 2, place + 2))


def _count_told(drafts: Sequence[BlockDraft], entries: Mapping[int, _Entry]) -> int:
    """Count the entries that have a whole sentence."""
    told, is_told = 0, True
    for place, draft in enumerate(drafts):
        is_told = is_told and place not in entries
        if not is_told and is_finished(draft.text) and " " in draft.text:
            told, is_told = told + 1, True
    return told


def _read_entry(draft: BlockDraft, language: str) -> _Entry | None:
    match = _entry_time(language).match(draft.first)
    if match is None:
        return None
    hours, minutes = int(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or "").replace(".", "").casefold()
    if half and hours <= 12:
        hours = hours % 12 + (12 if half.startswith(_second_half(language)) else 0)
    if hours > 23 or minutes > 59:
        return None
    rest = match.end()
    opening = draft.first[rest:].lstrip(_OPENING_MARKS)
    if rest < len(draft.first) and not match["end"] and not opening[:1].isupper():
        return None  # "14:05 was the time of the first call"
    date = find_date(match["date"], language=language) if match["date"] else None
    day = date.value if date is not None and date.value is not None else None
    return _Entry(hours * 60 + minutes, _printed(match), rest, day)


def _printed(match: re.Match[str]) -> str:
    """Return the time as it is printed. A full stop stays: such times tell a story."""
    return match["printed"].strip() + ("." if match["end"] == "." else "")


def _is_ordered(entries: Sequence[_Entry]) -> bool:
    """Return whether times run forwards or backwards; they may pass midnight."""
    steps = []
    for before, after in pairwise(entries):
        step = after.minutes - before.minutes
        if before.day and after.day and before.day != after.day:
            step = 1 if after.day > before.day else -1
        steps.append(step)
    forwards = sum(step >= 0 or step <= -_MIDNIGHT for step in steps)
    backwards = sum(step <= 0 or step >= _MIDNIGHT for step in steps)
    is_moving = len({(entry.day, entry.minutes) for entry in entries}) > 1
    return is_moving and max(forwards, backwards) >= _MIN_ORDERED * len(steps)


@cache
def _second_half(language: str) -> str:
    return load_document_parts(language).second_half_of_day


@cache
def _entry_time(language: str) -> re.Pattern[str]:
    r"""Return the pattern of a time, maybe with a date before it, that opens an entry.

    Matches "14:05", "[19.08.2024 21:14]", "9.40am BST:", "14h05 –" and "Posted at 14:05".
    """
    parts = load_document_parts(language)
    half = any_of(parts.halves_of_day)
    zone = any_of(parts.time_zones)
    lead = any_of(parts.entry_leads)
    clock = (
        r"(?<!\d)(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?::\d{2})?"
        rf"(?:\s?(?P<half>{half})(?!\w))?"
    )
    return re.compile(
        rf"(?P<printed>[\[(]?(?:{lead}\s+)?(?P<date>(?=[^:]{{0,24}}\d)[^\s:][^\n:\[\]]{{4,20}}?,?\s+)?{clock}"
        rf"(?:\s?(?:{zone}))?[\])]?)(?![\d%:.,]?\d)(?P<end>\s*[–—:|•·-]\s*|\.(?=\s)|\s*$)?\s*",
        re.IGNORECASE,
    )
