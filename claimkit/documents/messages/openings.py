"""Read the lines above a message that is quoted or forwarded: who wrote it, and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from claimkit.documents.messages.correspondents import has_address, read_name, without_addresses
from claimkit.documents.metadata.printed_dates import PrintedDate, find_date
from claimkit.documents.structure.block_drafts import is_finished
from claimkit.lexicons.mail import load_mail
from claimkit.lexicons.word_patterns import any_of
from claimkit.model import Speaker

_MAX_LINES = 4  # mail programs wrap long lines, also these
_MAX_OPENING = 400
_MAX_HEAD_LINES = 20
_RULE = re.compile(r"[-_=*]{10,}")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_HANDLE = re.compile(r"^@\w")
_CLOCK_AND_ZONE = re.compile(
    r"^[\s,]*(?:\d{1,2}[:.]\d\d(?:[:.]\d\d)?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*"
    r"\(?(?:(?:[A-Z]{2,5})?[+-]\d\d:?\d\d|[A-Z]{2,5}(?=[\s,)]))?\)?[\s,]*"
)


class _Field(Enum):
    """A field of the head of a message."""

    SENDER = auto()
    DAY = auto()
    SUBJECT = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Message:
    """A message that a mail quotes; ``said`` is its day in EDTF.

    ``level`` is the depth of the signs before its lines.
    """

    speaker: Speaker | None
    said: str | None
    level: int


@dataclass(frozen=True, slots=True)
class Opening:
    """The first lines of a quoted message, which are not its text.

    ``length`` is their number. ``is_certain`` if nothing but a mail program writes such lines,
    ``is_dated`` if they have the time, the year or an address, as those of mail programs do.
    """

    length: int
    name: str | None
    said: str | None
    is_certain: bool
    is_dated: bool = True


_INNER_END = re.compile(r"[^\W\d_]{4}[.!?][\"”’)]*\s+[^\W\d_a-z]|\d{4}[.!?]\s")
"""The end of a sentence: what follows it is a paragraph's own lead-in of a quotation."""


def read_quoting_line(texts: Sequence[str], language: str) -> Opening | None:
    """Read "On 5 May 2025, at 10:12, Ana Beck wrote:", which may be wrapped, at the start of lines.

    A line that goes on after the colon is no such line: "On Monday Ann wrote: We will not pay.",
    nor is one with a sentence before it: "It was built in 2017. Its head, Ann Roe, wrote:".
    """
    length = next((n for n, line in enumerate(texts[:_MAX_LINES], 1) if line.endswith(":")), 0)
    text = " ".join(texts[:length])
    if not length or not all(texts[:length]) or len(text) > _MAX_OPENING:
        return None
    lead = _quoting_lead(language)
    if any(is_finished(line) for line in texts[: length - 1]) or any(
        map(lead.match, texts[1:length])
    ):
        return None  # the first lines are text, and the opening begins below them
    match = _quoting_pattern(language).fullmatch(text)
    if not match or _INNER_END.search(match["before"]):
        return None
    date = find_date(text, language=language)
    before = match["before"]
    name = read_name(_without_date(before, language), language)
    has_own_signs = has_address(text) or any(sign.search(text) for sign in (_CLOCK, _YEAR, _HANDLE))
    if name is None and not has_own_signs:
        return None
    is_certain = has_address(text) or bool(_CLOCK.search(text) and date)
    return Opening(length, name, date.value if date else None, is_certain, has_own_signs)


def _without_date(text: str, language: str) -> str:
    """Return what stands after the date, the time and a lead such as "on"."""
    text = without_addresses(text)
    text = _quoting_lead(language).sub("", text, count=1)
    date: PrintedDate | None = find_date(text, language=language)
    if date is not None:
        rest = _CLOCK_AND_ZONE.sub(
            "", _quoting_lead(language).sub("", text[date.end :].strip(" ,"))
        )
        return rest if rest.strip(" ,") else text[: date.start]
    clock = _CLOCK.search(text)
    return _CLOCK_AND_ZONE.sub("", text[clock.start() :]) if clock else text


def read_head(texts: Sequence[str], language: str, *, is_mail: bool) -> Opening | None:
    """Read a separator, or the head of a message with its labels, or both, at the start of lines.

    Args:
        is_mail: whether the text is that of a mail for certain.
    """
    index = 0
    has_separator = is_separator(texts[0], language)
    has_rule = _RULE.fullmatch(texts[0]) is not None
    if has_separator or has_rule:
        index = _next_line(texts, 1)
    fields, end = _read_fields(texts, index, language)
    if _Field.SENDER not in fields:
        return Opening(index, None, None, is_certain=True) if has_separator else None
    is_whole = len(fields) > 2 or has_separator or has_rule or is_mail
    if not is_whole or len(fields) == 1:
        return None
    date = find_date(fields.get(_Field.DAY, ""), language=language)
    name = read_name(fields[_Field.SENDER], language)
    return Opening(end, name, date.value if date else None, is_certain=True)


def _read_fields(texts: Sequence[str], start: int, language: str) -> tuple[dict[_Field, str], int]:
    """Return the fields of a head by kind, and the index of the line after them."""
    fields: dict[_Field, str] = {}
    pattern = _field_pattern(language)
    end = start
    last: _Field | None = None
    for index in range(start, min(len(texts), start + _MAX_HEAD_LINES)):
        match = pattern.match(texts[index])
        if match:
            last = _field_kind(match["label"].casefold(), language)
            if not fields and last is _Field.OTHER:
                break
            fields.setdefault(last, match["value"])
            end = index + 1
        elif last is _Field.OTHER and texts[index] and has_address(texts[index]):
            end = index + 1  # a long list of addressees
        else:
            break
    return fields, end


def is_separator(text: str, language: str) -> bool:
    """Return whether a line stands above a forwarded message."""
    return _separator(language, is_closing=False).fullmatch(text) is not None


def is_closing_separator(text: str, language: str) -> bool:
    """Return whether a line stands below a forwarded message."""
    return _separator(language, is_closing=True).fullmatch(text) is not None


def is_program_line(text: str, language: str) -> bool:
    """Return whether a line was added by the sender's mail program."""
    return _program_line(language).match(text) is not None


def is_notice(text: str, language: str) -> bool:
    """Return whether a line begins a paragraph such as "You are receiving this because …"."""
    return _notice(language).match(text) is not None


def _next_line(texts: Sequence[str], start: int) -> int:
    while start < len(texts) and not texts[start]:
        start += 1
    return start


def _field_kind(label: str, language: str) -> _Field:
    words = load_mail(language)
    if label in words.from_labels:
        return _Field.SENDER
    if label in words.date_labels:
        return _Field.DAY
    return _Field.SUBJECT if label in words.title_labels else _Field.OTHER


@cache
def _quoting_pattern(language: str) -> re.Pattern[str]:
    words = load_mail(language)
    verb = any_of(words.quoting_verbs)
    return re.compile(
        rf"(?P<before>.{{2,}}?),?\s+{verb}\b(?P<after>[^.!?:]{{0,80}}):", re.IGNORECASE
    )


@cache
def _quoting_lead(language: str) -> re.Pattern[str]:
    return re.compile(rf"{any_of(load_mail(language).quoting_leads)}\s+", re.IGNORECASE)


@cache
def _field_pattern(language: str) -> re.Pattern[str]:
    words = load_mail(language)
    labels = words.from_labels + words.date_labels + words.title_labels + words.other_labels
    return re.compile(
        rf"[*_]*(?P<label>{any_of(labels)})[*_]*:[*_]*\s*(?P<value>.*)$", re.IGNORECASE
    )


@cache
def _separator(language: str, *, is_closing: bool) -> re.Pattern[str]:
    words = load_mail(language)
    chosen = any_of(words.closing_separators if is_closing else words.separators)
    edge = r"[-_=*#<>\s]{0,60}"
    return re.compile(
        rf"[-_=*#<>\s]{{2,60}}{chosen}(?:\s[^:]{{0,80}}?)?:?{edge}|{chosen}:", re.IGNORECASE
    )


@cache
def _notice(language: str) -> re.Pattern[str]:
    return re.compile(rf"\W*{any_of(load_mail(language).notices)}", re.IGNORECASE)


@cache
def _program_line(language: str) -> re.Pattern[str]:
    return re.compile(rf"{any_of(load_mail(language).program_lines)}\b", re.IGNORECASE)
