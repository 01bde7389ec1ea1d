"""Collect what the head of a page says about it: titles, names of authors, dates, addresses."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from claimkit.documents.readers.web_page.linked_data import LinkedArticle, read_linked_data
from claimkit.documents.readers.web_page.tokens import TextToken
from claimkit.documents.readers.web_page.tree import Element

TITLE_SEPARATOR = re.compile(r"\s+[|·•–—:»«-]{1,2}\s+|\s*[|»]\s*|:\s+")
"""What stands between the title of a page and the name of its site."""

_MAX_VALUES = 2_000


@dataclass(slots=True)
class PageHead:
    """What a page says about itself. ``values`` are those of its ``meta`` elements, by name."""

    values: dict[str, list[str]] = field(default_factory=dict)
    title: str = ""
    canonical: str = ""
    linked: LinkedArticle | None = None

    def first(self, *names: str) -> str:
        """Return the first value of the first name that has one."""
        return next((value for name in names for value in self.values.get(name, ())), "")

    @property
    def titles(self) -> list[str]:
        """The titles of the page, the best first."""
        linked = self.linked.title if self.linked else ""
        named = self.first(
            "og:title", "twitter:title", "dc.title", "citation_title", "parsely-title"
        )
        found = [title for title in (linked, named, self.title) if title]
        return found + [part for title in found for part in _without_ends(title)]


def _without_ends(title: str) -> Iterator[str]:
    """Yield a title without what may be the name of its site at its end or its start.

    >>> list(_without_ends("Mill burns down | Valley Echo"))
    ['Mill burns down']
    """
    separators = list(TITLE_SEPARATOR.finditer(title))
    for match in dict.fromkeys((*separators[:1], *separators[-1:])):
        before, after = title[: match.start()], title[match.end() :]
        yield max(before, after, key=len)


def read_head(root: Element, source: str) -> PageHead:
    """Return what a page says about itself, wherever on the page it stands."""
    head = PageHead()
    scripts: list[str] = []
    count = 0
    for element in root.iter_elements():
        if element.name == "meta" and count < _MAX_VALUES:
            count += 1
            name = element.get("property") or element.get("name") or element.get("itemprop")
            content = " ".join(element.get("content").split())
            if name and content:
                head.values.setdefault(name.lower(), []).append(content)
        elif element.name == "title" and not head.title and not _is_in_drawing(element):
            head.title = html.unescape(" ".join(_content(element, source).split()))
        elif element.name == "link" and element.get("rel").lower() == "canonical":
            head.canonical = head.canonical or element.get("href").strip()
        elif element.name == "script" and "ld+json" in element.get("type").lower():
            scripts.append(_content(element, source))
    head.linked = read_linked_data(scripts)
    return head


def _is_in_drawing(element: Element) -> bool:
    return any(outer.name == "svg" for outer in element.iter_ancestors())


def _content(element: Element, source: str) -> str:
    return "".join(
        source[child.start : child.end]
        for child in element.children
        if isinstance(child, TextToken)
    )
