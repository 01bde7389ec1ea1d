"""Turn the text of a mail in HTML into lines, with ``>`` before those that it quotes.

Mails have no article to find: all that is shown is their text. Their tables are layout.
"""

from __future__ import annotations

import html
import re
from functools import cache

from claimkit.documents.readers.web_page.tokens import EndTag, StartTag, TextToken, iter_tokens
from claimkit.lexicons.html import load_html

_SPACE = re.compile(r"[ \t\r\n\f]+")
_QUOTED = "blockquote"
_PARAGRAPHS = frozenset("p blockquote h1 h2 h3 h4 h5 h6 ul ol table pre".split())
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_HIDING_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![\d.])", re.IGNORECASE
)
_MAX_LEVEL = 20


def text_of_html(source: str) -> str:
    """Return the text of a page without its layout, a line for each of its lines."""
    writer = _Writer()
    for token in iter_tokens(source):
        if isinstance(token, StartTag):
            writer.open(token)
        elif isinstance(token, EndTag):
            writer.close(token.name)
        elif isinstance(token, TextToken) and not token.is_raw:
            writer.write(source[token.start : token.end])
    return writer.text


class _Writer:
    def __init__(self) -> None:
        self._lines: list[tuple[int, str]] = []
        self._words: list[str] = []
        self._level = 0
        self._hidden = 0  # the depth within elements of the name whose content is dropped
        self._hiding = ""

    @property
    def text(self) -> str:
        self._end_line()
        lines = (f"{'>' * level} {line}".lstrip() if line else "" for level, line in self._lines)
        return "\n".join(lines)

    def open(self, tag: StartTag) -> None:
        if self._hidden:
            self._hidden += tag.name == self._hiding and not tag.is_closed
            return
        if tag.name not in _VOID and not tag.is_closed and _is_hidden(tag):
            self._hidden, self._hiding = 1, tag.name
            return
        self._break(tag.name)
        if tag.name == _QUOTED:
            self._level = min(_MAX_LEVEL, self._level + 1)
        elif tag.name in _elements("items"):
            self._words.append("• ")

    def close(self, name: str) -> None:
        if self._hidden:
            self._hidden -= name == self._hiding
            return
        self._break(name)
        if name == _QUOTED and self._level:
            self._level -= 1

    def write(self, text: str) -> None:
        if not self._hidden:
            self._words.append(html.unescape(text) if "&" in text else text)

    def _break(self, name: str) -> None:
        """End the line at a tag that is not within a line, and the paragraph at some of them."""
        if name in _PARAGRAPHS or name in _elements("breaking") or name in _elements("items"):
            self._end_line()
        if name in _PARAGRAPHS and self._lines and self._lines[-1][1]:
            self._lines.append((self._level, ""))

    def _end_line(self) -> None:
        line = _SPACE.sub(" ", "".join(self._words)).strip()
        self._words.clear()
        if line:
            self._lines.append((self._level, line))


def _is_hidden(tag: StartTag) -> bool:
    style = tag.attributes.get("style", "")
    return tag.name in _elements("hidden") or _HIDING_STYLE.search(style) is not None


@cache
def _elements(effect: str) -> frozenset[str]:
    return frozenset(getattr(load_html(), effect))
