"""Remove HTML, Markdown and invisible characters from a text.

The text is read once from left to right. Each sign is looked at once and looks ahead a bounded
distance, so the time is linear in the length of the text. Scrapers leave Markdown in plain text
too, so both formats are cleaned in the same way. Anything that is not clearly markup stays.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cache

from claimkit.documents.tracked_text import TextBuilder, TrackedText
from claimkit.lexicons.html import load_html

_SOFT_HYPHEN = "\xad"
_LINE_END = re.compile(r"[ \t\r]*\n")
_LINE_BREAKS = "\x0b\x0c\u2028\u2029"
_SPACES = "\x85"  # of mainframes a line break, but in files of today a space that was garbled
INVISIBLE = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
)
_SPECIAL = re.compile(rf"[<&\\*_`\[\]\r{_LINE_BREAKS}{_SPACES}{INVISIBLE}]|!(?=\[)|~~")
_INVISIBLE_RUN = re.compile(rf"[{INVISIBLE}]+")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_ESCAPE = re.compile(r"\\[!-/:-@\[-`{-~]")
_TARGET = r"\((?:[^()\s]|\([^()\s]{0,300}\)){0,2000}(?:\s+[\"'][^\"'\n]{0,300}[\"'])?\s?\)"
_IMAGE = re.compile(rf"!\[[^\[\]\n]{{0,1000}}\]{_TARGET}")
_LINK_END = re.compile(rf"\]{_TARGET}")
_FOOTNOTE_MARK = re.compile(r"(?<=[^\s\[])\[\d{1,3}\](?!\()|\[\^[^\[\]\s]{1,30}\]")
_EMPHASIS = re.compile(r"(?<!\*)\*{1,3}(?!\*)|(?<!_)_{1,3}(?!_)|(?<!~)~~(?!~)")
_CODE = re.compile(r"(?<![`\w])`(?=[^\s`])[^`\n]{1,200}(?<=[^\s`])`(?![`\w])")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]*(?:[-:][A-Za-z0-9]+)?)"
    r"(?:\s+[\w:@.-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>]+))*\s*(?P<empty>/?)>"
)
_DECLARATION = re.compile(r"<[!?](?:doctype|xml|\[endif|\[if)[^<>]{0,500}>", re.IGNORECASE)
_AUTOLINK = re.compile(
    r"<((?:https?://|www\.|mailto:)[^<>\s]{1,1000}|[^<>\s@]{1,100}@[^<>\s]{1,200})>"
)
_MAX_LINK_TEXT = 2000
_HIDDEN_WITHOUT_ATTRIBUTES = re.compile(r"<(?P<name>[A-Za-z]+)\b[^<>]{0,2000}>")


@cache
def _element_effects() -> dict[str, str | None]:
    """Map each element to the text that replaces its opening tag; None hides its content."""
    elements = load_html()
    effects: dict[str, str | None] = dict.fromkeys(elements.hidden)
    effects.update(dict.fromkeys(elements.inline, ""))
    effects.update(dict.fromkeys(elements.breaking, "\n\n"))
    # Markdown's signs, so that later steps meet one kind of heading and list item.
    effects.update(dict.fromkeys(elements.headings, "\n\n# "))
    effects.update(dict.fromkeys(elements.items, "\n\n• "))
    return effects


@dataclass(frozen=True, slots=True, order=True)
class _TextEdit:
    """Delete ``[start, end)`` and write ``words`` there, as its translation or as a separator."""

    start: int
    end: int
    words: str = ""
    is_translation: bool = False


def strip_markup(source: str, start: int = 0) -> TrackedText:
    """Return the text from ``start`` on without markup. HTML's blocks become blank lines.

    Headings and list items of HTML get Markdown's signs, which have no source.
    """
    origin = TrackedText.of(source)
    edits = _MarkupScanner(source).scan(start)
    if not edits and not start:
        return origin
    builder = TextBuilder(origin)
    position = start
    for edit in sorted(edits):
        builder.keep(position, edit.start)
        if edit.is_translation:
            builder.replace(edit.start, edit.end, edit.words)
        elif edit.words:
            builder.insert(edit.words)
        position = edit.end
    builder.keep(position, len(source))
    return builder.build()


class _MarkupScanner:
    """Finds the edits. Each method handles the sign at ``start`` and returns where to go on."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._edits: list[_TextEdit] = []
        self._emphasis: dict[str, int] = {}
        self._brackets: list[int] = []
        self._never_closed: set[str] = set()

    def scan(self, position: int) -> list[_TextEdit]:
        handlers = {
            "<": self._angle,
            "&": self._entity,
            "\\": self._escape,
            "*": self._mark,
            "_": self._mark,
            "~": self._mark,
            "`": self._code,
            "!": self._image,
            "[": self._bracket,
            "]": self._bracket_end,
        }
        for match in _SPECIAL.finditer(self._text, position):
            start = match.start()
            if start >= position:
                position = handlers.get(self._text[start], self._control)(start)
        return self._edits

    def _cut(self, start: int, end: int, words: str = "") -> int:
        self._edits.append(_TextEdit(start, end, words))
        return end

    def _control(self, start: int) -> int:
        sign = self._text[start]
        if sign == "\r":
            is_pair = self._text.startswith("\n", start + 1)
            return self._cut(start, start + 1, "" if is_pair else "\n")
        if sign == _SOFT_HYPHEN and _LINE_END.match(self._text, start + 1):
            self._edits.append(_TextEdit(start, start + 1, "-", is_translation=True))
            return start + 1
        if sign in _SPACES:
            return self._cut(start, start + 1, " ")
        return self._cut(start, start + 1, "\n" if sign in _LINE_BREAKS else "")

    def _entity(self, start: int) -> int:
        match = _ENTITY.match(self._text, start)
        if not match:
            return start + 1
        words = html.unescape(match[0])
        if words == match[0]:
            return start + 1
        words = _INVISIBLE_RUN.sub("", words)
        if not words:
            return self._cut(start, match.end())
        self._edits.append(_TextEdit(start, match.end(), words, is_translation=True))
        return match.end()

    def _escape(self, start: int) -> int:
        if not _ESCAPE.match(self._text, start):
            return start + 1
        self._cut(start, start + 1)
        return start + 2

    def _mark(self, start: int) -> int:
        match = _EMPHASIS.match(self._text, start)
        if not match:
            return start + 1
        end = match.end()
        before = self._text[start - 1 : start]
        after = self._text[end : end + 1]
        # Inside a word a mark is a censored letter or a file name: f*ck, snake_case.
        is_closing = bool(before.strip()) and (
            not after.isalnum() or (match[0][0] == "*" and len(match[0]) > 1)
        )
        if is_closing and match[0] in self._emphasis:
            opened = self._emphasis.pop(match[0])
            if not _BLANK_LINE.search(self._text, opened, start):
                self._cut(opened, opened + len(match[0]))
                return self._cut(start, end)
        if after.strip() and not before.isalnum():
            self._emphasis[match[0]] = start
        return end

    def _code(self, start: int) -> int:
        match = _CODE.match(self._text, start)
        if not match:
            return start + 1
        self._cut(start, start + 1)
        return self._cut(match.end() - 1, match.end())

    def _image(self, start: int) -> int:
        match = _IMAGE.match(self._text, start)
        return self._cut(start, match.end()) if match else start + 1

    def _bracket(self, start: int) -> int:
        match = _FOOTNOTE_MARK.match(self._text, start)
        if match and not self._opens_footnote(start, match.end()):
            return self._cut(start, match.end())
        self._brackets.append(start)
        return start + 1

    def _opens_footnote(self, start: int, end: int) -> bool:
        """Return whether the mark begins a footnote's own line: "[^1]: See the report."."""
        return self._text.startswith(":", end) and self._text[start - 1 : start] in ("", "\n")

    def _bracket_end(self, start: int) -> int:
        opened = self._brackets.pop() if self._brackets else None
        match = _LINK_END.match(self._text, start)
        if opened is None or match is None or start - opened > _MAX_LINK_TEXT:
            return start + 1
        if not _BLANK_LINE.search(self._text, opened, start):
            self._cut(opened, opened + 1)
            return self._cut(start, match.end())
        return start + 1

    def _angle(self, start: int) -> int:
        text = self._text
        if text.startswith("<!--", start):
            return self._cut_to(start, start + 4, "-->", "")
        match = _TAG.match(text, start)
        if match is None:
            return self._unusual_angle(start)
        name = match["name"].lower()
        effects = _element_effects()
        if name not in effects:
            # Prose has no </x>, <x/> or <x y=…>, whatever x is; <name> may be a placeholder.
            is_tag = match["close"] or match["empty"] or "=" in match[0] or ":" in name
            return self._cut(start, match.end()) if is_tag else start + 1
        words = effects[name]
        if words is None:
            if match["close"] or match["empty"]:
                return self._cut(start, match.end())
            return self._cut_to(start, match.end(), f"</{name}>", "\n\n")
        return self._cut(start, match.end(), "\n\n" if match["close"] and words else words)

    def _unusual_angle(self, start: int) -> int:
        match = _AUTOLINK.match(self._text, start)
        if match:
            self._cut(start, start + 1)
            return self._cut(match.end() - 1, match.end())
        match = _DECLARATION.match(self._text, start)
        if match:
            return self._cut(start, match.end())
        match = _HIDDEN_WITHOUT_ATTRIBUTES.match(self._text, start)
        if match:  # <script async src=…>: an attribute without a value
            name = match["name"].lower()
            if _element_effects().get(name, "") is None:
                return self._cut_to(start, match.end(), f"</{name}>", "\n\n")
        return start + 1

    def _cut_to(self, start: int, end: int, closing: str, words: str) -> int:
        """Cut up to ``closing``, or only ``[start, end)`` if the text has no ``closing``."""
        if closing not in self._never_closed:
            match = re.compile(re.escape(closing), re.IGNORECASE).search(self._text, end)
            if match:
                return self._cut(start, match.end(), words)
            self._never_closed.add(closing)
        return self._cut(start, end, words)
