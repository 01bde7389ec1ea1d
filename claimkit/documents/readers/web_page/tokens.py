"""Cut HTML into tags and texts, each with its place in the source.

Each character is looked at a bounded number of times, so the time is linear in the length of the
page, whatever it holds. Declarations are skipped: no entity that a page defines is ever expanded.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_MARK = re.compile(
    r"<(?:(?P<open>[A-Za-z][^\s/>]{0,100})|/(?P<close>[A-Za-z][^\s/>]{0,100})"
    r"|(?P<comment>!--)|(?P<cdata>!\[CDATA\[)|(?P<other>[!?/]))"
)
_ATTRIBUTE = re.compile(
    r"[\s/]*(?:(?P<end>>)|(?P<name>[^\s/>][^\s/>=]*)"
    r"(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s>\"'][^\s>]*))?)?)"
)
_SUBSET = re.compile(r"!doctype[^>\[]{0,1000}\[", re.IGNORECASE)
_SUBSET_END = re.compile(r"\]\s*>")
_RAW = frozenset(
    "script style title textarea xmp iframe noembed noframes noscript plaintext".split()
)
"""Elements whose content has no tags; that of ``noscript`` is for browsers without scripts."""

_PAGE_TAG = re.compile(
    r"</?(?:head|body|header|div|p|h[1-6]|article|main|section|table|ul|meta|link)\b", re.IGNORECASE
)
_KEPT = frozenset(
    "aria-hidden charset class content data-testid datetime href hidden http-equiv id itemprop "
    "itemscope itemtype name open property rel role style type".split()
)
_MAX_VALUE = 20_000


@dataclass(frozen=True, slots=True)
class StartTag:
    """An opening tag; ``attributes`` are those that claimkit uses, decoded."""

    name: str
    attributes: Mapping[str, str]
    start: int
    end: int
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class EndTag:
    """A closing tag."""

    name: str
    start: int


@dataclass(frozen=True, slots=True)
class TextToken:
    """A stretch of text, or with ``is_raw`` the content of a script or a style sheet."""

    start: int
    end: int
    is_raw: bool = False


Token = StartTag | EndTag | TextToken


def iter_tokens(source: str) -> Iterator[Token]:
    """Yield the tags and texts of a page in their order. Any text is accepted."""
    return _Tokenizer(source).iter_tokens()


class _Tokenizer:
    def __init__(self, source: str) -> None:
        self._source = source
        self._never_closed: set[str] = set()

    def iter_tokens(self) -> Iterator[Token]:
        source = self._source
        position = text_start = 0
        while match := _MARK.search(source, position):
            start = match.start()
            if text_start < start:
                yield TextToken(text_start, start)
            if match["open"]:
                tag = self._read_tag(match)
                yield tag
                position = tag.end
                if tag.name in _RAW and not tag.is_closed:
                    end = self._find_raw_end(tag.name, position)
                    if position < end:
                        yield TextToken(position, end, tag.name not in ("title", "textarea"))
                    yield EndTag(tag.name, end)
                    position = end
            elif match["close"]:
                yield EndTag(match["close"].lower(), start)
                position = self._find(">", match.end())
            elif match["cdata"]:
                end = self._find("]]>", match.end())
                if match.end() < end - 3:
                    yield TextToken(match.end(), end - 3)
                position = end
            else:
                position = self._skip(match)
            text_start = position
        if text_start < len(source):
            yield TextToken(text_start, len(source))

    def _read_tag(self, opening: re.Match[str]) -> StartTag:
        attributes: dict[str, str] = {}
        position = opening.end()
        source = self._source
        is_closed = False
        while match := _ATTRIBUTE.match(source, position):
            position = match.end()
            if match["end"]:
                is_closed = source[position - 2] == "/"
                break
            name = match["name"][:100].lower()
            if name in _KEPT and name not in attributes:
                group = match.lastgroup
                value = match[group] if group and group != "name" else ""
                value = value[:_MAX_VALUE]
                attributes[name] = html.unescape(value) if "&" in value else value
        return StartTag(opening["open"].lower(), attributes, opening.start(), position, is_closed)

    def _find_raw_end(self, name: str, start: int) -> int:
        """Return the end of the content of a raw element, which may never be closed."""
        if name not in self._never_closed:
            match = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(self._source, start)
            if match:
                return match.start()
            self._never_closed.add(name)
        match = _PAGE_TAG.search(self._source, start)
        return match.start() if match else len(self._source)

    def _skip(self, match: re.Match[str]) -> int:
        """Return the end of a comment, a declaration or an instruction."""
        source, start = self._source, match.start() + 1
        if match["comment"]:
            if source.startswith((">", "->"), start + 3):
                return source.index(">", start) + 1
            return self._find("-->", start + 3)
        subset = _SUBSET.match(source, start)
        if subset and "doctype" not in self._never_closed:
            end = _SUBSET_END.search(source, subset.end())
            if end:
                return end.end()
            self._never_closed.add("doctype")
        return self._find(">", start)

    def _find(self, words: str, start: int) -> int:
        """Return the end of ``words``; where they are missing, the sign before is skipped alone."""
        if words not in self._never_closed:
            found = self._source.find(words, start)
            if found >= 0:
                return found + len(words)
            self._never_closed.add(words)
        return start
