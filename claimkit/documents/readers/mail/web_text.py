"""Turn the text of a mail in HTML into lines, with ``>`` before those that it quotes."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser

from claimkit.lexicons.html import load_html

_SPACE = re.compile(r"[ \t\r\n\f]+")
_QUOTED = "blockquote"
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_PARAGRAPHS = frozenset("p blockquote h1 h2 h3 h4 h5 h6 ul ol table pre".split())
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0", re.I)
_MAX_LEVEL = 20


def text_of_html(source: str) -> str:
    """Return the text of a page without its layout, a line for each of its lines."""
    writer = _Writer()
    writer.feed(source)
    writer.close()
    return writer.text


class _Writer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[tuple[int, str]] = []
        self._words: list[str] = []
        self._level = 0
        self._hidden: list[str] = []  # the open elements within one whose content is dropped

    @property
    def text(self) -> str:
        self._end_line()
        return "\n".join(
            f"{'>' * level} {line}".lstrip() if line else "" for level, line in self._lines
        )

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._hidden:
            if tag not in _VOID:
                self._hidden.append(tag)
            return
        style = dict(attrs).get("style") or ""
        is_hidden = tag in _elements("hidden") or _HIDING_STYLE.search(style) is not None
        if is_hidden and tag not in _VOID:
            self._hidden.append(tag)
            return
        if tag in _elements("breaking") or tag in _PARAGRAPHS:
            self._end_line()
            if tag in _PARAGRAPHS:
                self._lines.append((self._level, ""))
        if tag == _QUOTED:
            self._level = min(_MAX_LEVEL, self._level + 1)
        elif tag in _elements("items"):
            self._end_line()
            self._words.append("• ")

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            if tag in self._hidden:
                while self._hidden.pop() != tag:
                    pass
            return
        if tag in _elements("breaking") or tag in _PARAGRAPHS or tag in _elements("items"):
            self._end_line()
        if tag == _QUOTED and self._level:
            self._level -= 1
        if tag in _PARAGRAPHS:
            self._lines.append((self._level, ""))

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._words.append(data)

    def _end_line(self) -> None:
        line = _SPACE.sub(" ", "".join(self._words)).strip()
        self._words.clear()
        if line:
            self._lines.append((self._level, line))


@cache
def _elements(effect: str) -> frozenset[str]:
    return frozenset(getattr(load_html(), effect))
