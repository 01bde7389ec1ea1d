"""Cut a text into lines and mark the lines that are layout."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from claimkit.documents.structure.scripts import ForeignScript
from claimkit.lexicons.layout import load_layout
from claimkit.lexicons.typography import load_typography
from claimkit.lexicons.word_patterns import any_of


class LineRole(Enum):
    """The role of a line. Only `TEXT` and `TABLE` lines become part of a block."""

    TEXT = auto()
    TABLE = auto()
    COMMENT_HEADING = auto()
    NOISE = auto()  # signs that a scan left inside a sentence
    WIDGET = auto()  # button, notice, decoration, code
    PAGE_BREAK = auto()  # a bare page number; a sentence may continue after it
    MASTHEAD = auto()  # an address, or a line in another script; a sentence may continue after it


@dataclass(slots=True)
class Line:
    """A line without the white space around it; ``[start, end)`` of the text.

    ``blanks`` is the number of blank lines before it. ``stands_alone`` is set if it is a block of
    its own whatever its width: a byline, a signature.
    """

    start: int
    end: int
    text: str
    indent: int
    role: LineRole = LineRole.TEXT
    follows_blank: bool = False
    heading_level: int = 0
    blanks: int = 0
    stands_alone: bool = False


_MAX_WIDGET = 250
_MAX_WIDGET_LINE = 80
_MAX_ADDRESS = 160
_MAX_UNDERLINED = 120
_MAX_ADDRESS_WORDS = 4
_MAX_ADDRESS_WORDS_IN_SENTENCE = 2
_MIN_CONTACT_DIGITS = 5
_MASTHEAD_WORDS = 6
_FINAL_MARKS = ".?!…:;"
_WORD = re.compile(r"[^\W_]")
_THREE_LETTERS = re.compile(r"[A-Za-z]{3}")
_LOST_MARK = re.compile(r"[.,!?]?[\"'“”„«»‘’]+[.,!?]?")
_MAX_NOISE = 12
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\w+\S*", re.IGNORECASE)
_HANDLES = re.compile(r"(?:[@#]\w+[\s,|]*)+")
_FENCE = re.compile(r"(?:```|~~~)[^`]*")
_UNDERLINE = re.compile(r"={3,}|-{3,}")
_TABLE_RULE = re.compile(r"\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)+\|?")
_ATX_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_NOT_LETTERS = re.compile(r"[\W\d_]+")


def split_lines(text: str, language: str) -> list[Line]:
    """Return the lines that are not blank, each with its role."""
    lines = _cut_lines(text)
    _mark_code(lines)
    _mark_tables(lines)
    classifier = _LineClassifier(_load_line_words(language), ForeignScript(text))
    for index, line in enumerate(lines):
        if line.role is LineRole.TEXT:
            line.role = classifier.classify(line, lines[index - 1] if index else None)
    _mark_masthead(lines)
    return [line for line in lines if line.role is not LineRole.NOISE]


def _cut_lines(text: str) -> list[Line]:
    lines: list[Line] = []
    start = 0
    blanks = 1
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            indent = len(raw) - len(raw.lstrip())
            first = start + indent
            line = Line(first, first + len(stripped), stripped, indent, blanks=blanks)
            line.follows_blank = blanks > 0
            lines.append(line)
        blanks = 0 if stripped else blanks + 1
        start += len(raw) + 1
    return lines


def _mark_code(lines: list[Line]) -> None:
    """Mark fenced code as widgets. A fence that is never closed is marked alone."""
    opened: int | None = None
    for index, line in enumerate(lines):
        if line.text[0] in "`~" and _FENCE.fullmatch(line.text):
            line.role = LineRole.WIDGET
            if opened is None:
                opened = index
            else:
                for inner in lines[opened:index]:
                    inner.role = LineRole.WIDGET
                opened = None


def _mark_tables(lines: list[Line]) -> None:
    """Mark the rows of Markdown tables, and the rule below the header row as a widget."""
    in_table = False
    for index, line in enumerate(lines):
        if "|" not in line.text or line.role is not LineRole.TEXT:
            in_table = False
        elif _TABLE_RULE.fullmatch(line.text):
            line.role = LineRole.WIDGET
            in_table = True
            if index and "|" in lines[index - 1].text:
                lines[index - 1].role = LineRole.TABLE
        elif in_table or _is_row(line.text):
            line.role = LineRole.TABLE


def _is_row(text: str) -> bool:
    return text[0] == text[-1] == "|" and _WORD.search(text) is not None


class _LineWords:
    """The words that identify widgets, page numbers and contacts in a language."""

    def __init__(self, language: str) -> None:
        lexicon = load_layout(language)
        self.widget_lines = frozenset(lexicon.widget_lines)
        self.comment_headings = frozenset(lexicon.comment_headings)
        self.contact_labels = frozenset(lexicon.contact_labels)
        self.widget_opening = re.compile(
            rf"\W*?{any_of(lexicon.widget_openings)}(?!\w)", re.IGNORECASE
        )
        self.reactions = _compile_reactions(lexicon.counted_reactions, lexicon.stamp_words)
        edge = r"[\s\-–—|\[\]().·•*_]*"
        joiner = rf"\s*(?:{any_of(lexicon.page_joiners)}|/)\s*"
        self.page_number = re.compile(
            rf"{edge}(?:{any_of(lexicon.page_labels)}\s*\d{{1,5}}(?:{joiner}\d{{1,5}})?"
            rf"|\d{{1,3}}(?:{joiner}\d{{1,3}})?){edge}",
            re.IGNORECASE,
        )


def _compile_reactions(words: Iterable[str], stamps: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of "312 Retweets  41 Likes", "🔁 70 ❤️ 512" and "👁 12.4K edited 08:14"."""
    number = r"\d{1,3}(?:[.,]?\d{1,3}){0,3}\s?[KkMm]?(?![\w.,])"
    counted = rf"[^\w\s]{{0,3}}\s?{number}\s{any_of(words)}(?!\w)[\s|·•,]*"
    signed = rf"[^\w\x00-\x7f\s£€–—•·“”«»‘’…]{{1,3}}\s?{number}[\s|·•]*"
    stamp = rf"(?:{any_of(stamps)}|\d{{1,2}}:\d{{2}})\s*"
    return re.compile(
        rf"(?:{counted}){{1,8}}|(?:{signed}){{2,8}}(?:{stamp}){{0,3}}|{signed}(?:{stamp}){{1,3}}",
        re.IGNORECASE,
    )


@cache
def _load_line_words(language: str) -> _LineWords:
    return _LineWords(language)


class _LineClassifier:
    def __init__(self, words: _LineWords, foreign: ForeignScript) -> None:
        self._words = words
        self._foreign = foreign

    def classify(self, line: Line, previous: Line | None) -> LineRole:
        """Return the role of a line; remove the signs of a heading."""
        text = line.text
        if not _WORD.search(text):
            return _classify_signs(line, previous)
        if self._foreign.has(text):
            return LineRole.MASTHEAD
        role = self._find_layout_role(text) if len(text) <= _MAX_WIDGET else None
        if role is None and text[0] == "#":
            _strip_heading_marks(line)
        return role or LineRole.TEXT

    def _find_layout_role(self, text: str) -> LineRole | None:
        """Return the role of a line that is layout; None if it may be text."""
        if self._words.page_number.fullmatch(text):
            return LineRole.PAGE_BREAK
        if len(text) <= _MAX_ADDRESS and (_is_address(text) or self._is_contact(text)):
            return LineRole.MASTHEAD
        if len(text) <= _MAX_WIDGET_LINE:
            words = " ".join(_NOT_LETTERS.sub(" ", text.casefold()).split())
            if words in self._words.comment_headings and text[-1] not in ".!":
                return LineRole.COMMENT_HEADING
            if words in self._words.widget_lines or self._words.reactions.fullmatch(text):
                return LineRole.WIDGET
        return LineRole.WIDGET if self._words.widget_opening.match(text) else None

    def _is_contact(self, text: str) -> bool:
        """Return whether a line is a label such as "Tel." and a number."""
        label, _, rest = text.partition(" ")
        return (
            label.rstrip(".:").casefold() in self._words.contact_labels
            and not _THREE_LETTERS.search(rest)
            and sum(map(str.isdigit, rest)) >= _MIN_CONTACT_DIGITS
        )


def _classify_signs(line: Line, previous: Line | None) -> LineRole:
    """Return the role of a line without letters and digits."""
    if previous and _is_underline(line, previous):
        previous.heading_level = 1 if line.text[0] == "=" else 2
        return LineRole.WIDGET
    if _LOST_MARK.fullmatch(line.text):
        return LineRole.TEXT
    is_cut = previous and previous.role is LineRole.TEXT and previous.text[-1] not in _FINAL_MARKS
    is_rule = len(line.text) > 1 and len(set(line.text)) == 1
    if is_cut and not line.follows_blank and not is_rule and len(line.text) <= _MAX_NOISE:
        return LineRole.NOISE
    return LineRole.WIDGET


def _is_underline(line: Line, previous: Line) -> bool:
    """Return whether a line underlines the one before it, which is then a heading."""
    return (
        not line.follows_blank
        and previous.role is LineRole.TEXT
        and previous.follows_blank
        and len(previous.text) <= _MAX_UNDERLINED
        and previous.text[0] not in load_typography().bullets  # a list's last item
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
    """Return whether a line is an e-mail or web address with at most a few words."""
    if ("@" in text or "#" in text) and _HANDLES.fullmatch(text):
        return True
    words, count = _ADDRESS.subn(" ", text)
    if not count:
        return False
    others = [word for word in words.split() if _WORD.search(word)]
    is_sentence = text[-1] in _FINAL_MARKS
    return len(others) <= (_MAX_ADDRESS_WORDS_IN_SENTENCE if is_sentence else _MAX_ADDRESS_WORDS)


def _mark_masthead(lines: list[Line]) -> None:
    """Mark short labels in one group of lines with an address."""
    for group in iter_groups(lines):
        if any(line.role is LineRole.MASTHEAD for line in group) and all(
            line.role is not LineRole.TEXT or _is_label(line) for line in group
        ):
            for line in group:
                line.role = LineRole.MASTHEAD


def _is_label(line: Line) -> bool:
    return (
        len(line.text.split()) <= _MASTHEAD_WORDS
        and line.text[-1] not in _FINAL_MARKS
        and not line.heading_level
    )


def iter_groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines between blank ones."""
    group: list[Line] = []
    for line in lines:
        if line.follows_blank and group:
            yield group
            group = []
        group.append(line)
    if group:
        yield group
