"""Build the tree of a page, with the tolerance that browsers have for missing and wrong tags."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from claimkit.documents.readers.web_page.tokens import EndTag, StartTag, TextToken, iter_tokens

MAX_DEPTH = 400
"""Deeper elements become siblings, as in browsers."""

MAX_ELEMENTS = 250_000
"""The largest number of elements of a page; the longest article has some thousands."""

_VOID = frozenset(
    "area base basefont bgsound br col command embed frame hr image img input keygen link meta "
    "param source track wbr".split()
)
_CLOSES_PARAGRAPH = frozenset(
    "address article aside blockquote center details dialog dir div dl dd dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre section "
    "summary table ul".split()
)
_CLOSED_BY = {
    "li": (("li",), ("ul", "ol", "menu", "dir")),
    "dt": (("dt", "dd"), ("dl",)),
    "dd": (("dt", "dd"), ("dl",)),
    "option": (("option",), ("select", "datalist")),
    "tr": (("td", "th", "tr", "caption", "colgroup"), ("table",)),
    "td": (("td", "th", "caption"), ("table",)),
    "th": (("td", "th", "caption"), ("table",)),
    "thead": (("td", "th", "tr", "thead", "tbody", "tfoot", "caption", "colgroup"), ("table",)),
    "tbody": (("td", "th", "tr", "thead", "tbody", "tfoot", "caption", "colgroup"), ("table",)),
    "tfoot": (("td", "th", "tr", "thead", "tbody", "tfoot", "caption", "colgroup"), ("table",)),
    "body": (("head",), ()),
}
"""Elements whose start closes others, up to an element that limits the search."""

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LIMITS = frozenset(("table", "template", "td", "th", "caption", "html", "object", "marquee"))
_PARAGRAPH_LIMITS = _LIMITS | {"button"}
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s "
    "samp small span strike strong sub sup time tt u var".split()
)
"""Elements whose closing tag never closes an element outside of them that is a block."""


@dataclass(slots=True, eq=False)
class Element:
    """An element of a page; ``start`` is the place of its tag, ``end`` that of its end."""

    name: str
    attributes: Mapping[str, str]
    start: int
    parent: Element | None = None
    children: list[Element | TextToken] = field(default_factory=list)
    depth: int = 0
    end: int = 0

    def iter_ancestors(self) -> Iterator[Element]:
        """Yield the element itself and what it is in, from inside to outside."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent

    def iter_elements(self) -> Iterator[Element]:
        """Yield the element and all elements in it in the order of the page."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(
                child for child in reversed(element.children) if isinstance(child, Element)
            )

    def get(self, name: str) -> str:
        """Return an attribute; an empty text if the element does not have it."""
        return self.attributes.get(name, "")


class TooManyElementsError(ValueError):
    """A page has so many elements that it is no page for people."""


def build_tree(source: str) -> Element:
    """Return the root of the tree of a page. Any text gives a tree.

    Raises:
        TooManyElementsError: if the page has more than `MAX_ELEMENTS`.
    """
    builder = _TreeBuilder()
    count = 0
    for token in iter_tokens(source):
        if isinstance(token, TextToken):
            builder.add_text(token)
        elif isinstance(token, StartTag):
            count += 1
            if count > MAX_ELEMENTS:
                raise TooManyElementsError
            builder.open(token)
        else:
            builder.close(token)
    builder.finish(len(source))
    return builder.root


class _TreeBuilder:
    def __init__(self) -> None:
        self.root = Element("", {}, 0)
        self._open = [self.root]
        self._places: dict[str, list[int]] = {}
        self._too_deep: list[str] = []

    def add_text(self, token: TextToken) -> None:
        self._open[-1].children.append(token)

    def open(self, tag: StartTag) -> None:
        name = tag.name
        if name in ("html", "body") and self._places.get(name):
            return
        if name in _CLOSES_PARAGRAPH:
            self._close_within(("p",), _PARAGRAPH_LIMITS, tag.start)
        if name in _HEADINGS and self._open[-1].name in _HEADINGS:
            self._pop_to(len(self._open) - 1, tag.start)
        if name in _CLOSED_BY:
            closed, limits = _CLOSED_BY[name]
            self._close_within(closed, limits, tag.start)
        if name == "a":
            self._close_within(("a",), _LIMITS | _CLOSES_PARAGRAPH, tag.start)
        parent = self._open[-1]
        element = Element(name, tag.attributes, tag.start, parent, depth=parent.depth + 1)
        element.end = tag.end
        parent.children.append(element)
        is_empty = name in _VOID or (tag.is_closed and name in ("script", "iframe", "svg", "path"))
        if is_empty:
            return
        if len(self._open) >= MAX_DEPTH:
            self._too_deep.append(name)
            return
        self._places.setdefault(name, []).append(len(self._open))
        self._open.append(element)

    def close(self, tag: EndTag) -> None:
        if self._too_deep and tag.name in self._too_deep[-8:]:
            while self._too_deep.pop() != tag.name:
                pass
            return
        names = tuple(_HEADINGS) if tag.name in _HEADINGS else (tag.name,)
        limits: frozenset[str] = frozenset()
        if tag.name not in _LIMITS:
            limits = _LIMITS | _CLOSES_PARAGRAPH if tag.name in _INLINE else _LIMITS
        if tag.name in ("body", "html"):
            return  # text after it belongs to the page all the same
        self._close_within(names, limits - frozenset(names), tag.start)

    def finish(self, end: int) -> None:
        self._too_deep.clear()
        self._pop_to(0, end)

    def _close_within(
        self, names: tuple[str, ...], limits: frozenset[str] | tuple[str, ...], end: int
    ) -> None:
        """Close the outermost of the elements ``names`` inside the innermost of ``limits``."""
        places = self._places
        open_places = [places[name][-1] for name in names if places.get(name)]
        if not open_places:
            return
        if open_places == [len(self._open) - 1]:  # the usual case
            self._pop_to(open_places[0], end)
            return
        limit = max((places[name][-1] for name in limits if places.get(name)), default=0)
        inside = [place for place in open_places if place > limit]
        if inside:
            self._pop_to(min(inside), end)

    def _pop_to(self, place: int, end: int) -> None:
        while len(self._open) > max(place, 1):
            element = self._open.pop()
            element.end = max(element.end, end)
            self._places[element.name].pop()
        if place == 0:
            self.root.end = end
