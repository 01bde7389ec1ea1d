"""Cut a text into lines and drop those that are layout and not text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from claimkit.lexicons.layout import load_layout


class Role(Enum):
    """What a line is to the reader of the text."""

    TEXT = auto()
    TABLE = auto()
    COMMENT_HEADING = auto()
    WIDGET = auto()  # button, notice, decoration, code: dropped
    PAGE_BREAK = auto()  # bare page number: dropped, and a sentence may go on behind it
    MASTHEAD = auto()  # address line or line in another script: as a page number


@dataclass(slots=True)
class Line:
    """A line without the white space around it; ``[start, end)`` of the text."""

    start: int
    end: int
    text: str
    indent: int
    role: Role = Role.TEXT
    follows_blank: bool = False
    heading_level: int = 0


_MAX_WIDGET = 250
_MAX_WIDGET_LINE = 80
_MAX_ADDRESS = 160
_MAX_UNDERLINED = 120
_WORD = re.compile(r"[^\W_]")
_QUOTATION_MARK = re.compile(r"[\"'“”„«»‘’]")
_PAGE_NUMBER = re.compile(
    r"[\s\-–—|\[\]().·•*_]*(?:(?:page|pg\.?|p\.)\s*\d{1,5}(?:\s*(?:of|/)\s*\d{1,5})?"
    r"|\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?)[\s\-–—|\[\]().·•*_]*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\w+\S*", re.IGNORECASE)
_HANDLES = re.compile(r"(?:[@#]\w+[\s,|]*)+")
_FENCE = re.compile(r"(?:```|~~~)[^`]*")
_UNDERLINE = re.compile(r"={3,}|-{3,}")
_TABLE_RULE = re.compile(r"\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)+\|?")
_ATX_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_MASTHEAD_WORDS = 6
_FINAL_MARKS = ".?!…:;"


def split_lines(text: str) -> list[Line]:
    """Return the lines that aren't blank, each with its role."""
    lines = _cut_lines(text)
    _mark_code(lines)
    _mark_tables(lines)
    is_foreign = _foreign_test(text)
    for index, line in enumerate(lines):
        if line.role is Role.TEXT:
            previous = lines[index - 1] if index else None
            line.role = _classify(line, previous, is_foreign)
    _mark_masthead(lines)
    return lines


def _cut_lines(text: str) -> list[Line]:
    lines: list[Line] = []
    start = 0
    blank = True
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            indent = len(raw) - len(raw.lstrip())
            first = start + indent
            lines.append(Line(first, first + len(stripped), stripped, indent, follows_blank=blank))
        blank = not stripped
        start += len(raw) + 1
    return lines


class _ForeignTest:
    """Tells lines in another script than the document's main one."""

    def __init__(self, main_letters: re.Pattern[str]) -> None:
        self._main_letters = main_letters
        self._is_latin = main_letters.match("a") is not None

    def __call__(self, line: str) -> bool:
        if self._is_latin and not self._has_others("".join(_NOT_ASCII.findall(line))):
            return False
        letters = len(_NOT_LETTERS.sub("", line))
        others = letters - sum(map(len, self._main_letters.findall(line)))
        return others > 1 and others * 2 > letters

    def _has_others(self, text: str) -> bool:
        return any(map(str.isalpha, self._main_letters.sub("", text)))


@cache
def _script_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(f"[{ranges}]+") for ranges in load_layout().scripts.values())


def _foreign_test(text: str) -> _ForeignTest | None:
    if text.isascii():
        return None
    best, most = _script_patterns()[0], 0
    for pattern in _script_patterns():
        count = sum(map(len, pattern.findall(text)))
        if count > most:
            best, most = pattern, count
        if count * 2 > len(text):
            break
    return _ForeignTest(best)


def _mark_code(lines: list[Line]) -> None:
    """Drop fenced code; a fence that is never closed is dropped alone."""
    opened: int | None = None
    for index, line in enumerate(lines):
        if line.text[0] in "`~" and _FENCE.fullmatch(line.text):
            line.role = Role.WIDGET
            if opened is None:
                opened = index
            else:
                for inner in lines[opened:index]:
                    inner.role = Role.WIDGET
                opened = None


def _mark_tables(lines: list[Line]) -> None:
    """Mark the rows of Markdown tables; the rule below the header row is dropped."""
    in_table = False
    for index, line in enumerate(lines):
        if "|" not in line.text or line.role is not Role.TEXT:
            in_table = False
        elif _TABLE_RULE.fullmatch(line.text):
            line.role = Role.WIDGET
            in_table = True
            if index and "|" in lines[index - 1].text:
                lines[index - 1].role = Role.TABLE
        elif in_table or (line.text[0] == "|" and line.text[-1] == "|"):
            line.role = Role.TABLE


def _classify(line: Line, previous: Line | None, is_foreign: _ForeignTest | None) -> Role:
    text = line.text
    if not _WORD.search(text):
        if _is_underline_of(line, previous) and previous:
            previous.heading_level = 1 if text[0] == "=" else 2
            return Role.WIDGET
        return Role.TEXT if _QUOTATION_MARK.search(text) else Role.WIDGET
    if is_foreign and is_foreign(text):
        return Role.MASTHEAD
    if len(text) <= _MAX_WIDGET:
        if _PAGE_NUMBER.fullmatch(text):
            return Role.PAGE_BREAK
        if _is_address(text):
            return Role.MASTHEAD
        role = _widget_role(text)
        if role:
            return role
    if text[0] == "#":
        _strip_heading_marks(line)
    return Role.TEXT


def _is_underline_of(line: Line, previous: Line | None) -> bool:
    return (
        not line.follows_blank
        and previous is not None
        and previous.role is Role.TEXT
        and previous.follows_blank
        and len(previous.text) <= _MAX_UNDERLINED
        and previous.text[0] not in load_layout().bullets  # a list's last item
        and _UNDERLINE.fullmatch(line.text) is not None
    )


def _strip_heading_marks(line: Line) -> None:
    match = _ATX_HEADING.match(line.text)
    if match:
        line.heading_level = len(match[1])
        line.text = line.text[match.end() :].rstrip("#").rstrip()
        line.start += match.end()
        line.end = line.start + len(line.text)


def _is_address(text: str) -> bool:
    """Tell a line that is an e-mail or web address with a few words at most, or a contact."""
    if len(text) > _MAX_ADDRESS:
        return False
    if "@" in text or "#" in text:
        if _HANDLES.fullmatch(text):
            return True
    words, count = _ADDRESS.subn(" ", text)
    if count:
        others = [word for word in words.split() if _WORD.search(word)]
        return len(others) <= (2 if text[-1] in _FINAL_MARKS else 4)
    label, _, rest = text.partition(" ")
    return (
        label.rstrip(".:").casefold() in load_layout().contact_labels
        and not re.search(r"[A-Za-z]{3}", rest)
        and sum(map(str.isdigit, rest)) > 4
    )


@cache
def _widget_lines() -> frozenset[str]:
    return frozenset(load_layout().widget_lines)


@cache
def _widget_openings() -> re.Pattern[str]:
    openings = "|".join(re.escape(opening) for opening in load_layout().widget_openings)
    return re.compile(rf"\W*?(?:{openings})(?!\w)", re.IGNORECASE)


@cache
def _comment_headings() -> frozenset[str]:
    return frozenset(load_layout().comment_headings)


def _widget_role(text: str) -> Role | None:
    if len(text) <= _MAX_WIDGET_LINE:
        words = " ".join(_NOT_LETTERS.sub(" ", text.casefold()).split())
        if words in _comment_headings() and text[-1] not in ".!":
            return Role.COMMENT_HEADING
        if words in _widget_lines():
            return Role.WIDGET
    return Role.WIDGET if _widget_openings().match(text) else None


def _mark_masthead(lines: list[Line]) -> None:
    """Drop short labels that stand in one group of lines with an address."""
    for group in _iter_groups(lines):
        if any(line.role is Role.MASTHEAD for line in group) and all(
            line.role is not Role.TEXT or _is_label(line) for line in group
        ):
            for line in group:
                line.role = Role.MASTHEAD


def _is_label(line: Line) -> bool:
    return (
        len(line.text.split()) <= _MASTHEAD_WORDS
        and line.text[-1] not in _FINAL_MARKS
        and not line.heading_level
    )


def _iter_groups(lines: list[Line]) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if line.follows_blank and group:
            yield group
            group = []
        group.append(line)
    if group:
        yield group
