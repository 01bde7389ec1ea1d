"""Tell which areas of a page are furniture, comments, captions or about the article.

Names of classes are hints. An area that holds much of the prose of a page is not furniture,
whatever it is called: many sites name the whole page after one of its parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from claimkit.documents.readers.web_page.elements import Purpose, find_purpose
from claimkit.documents.readers.web_page.passages import Form, Passage
from claimkit.documents.readers.web_page.style_sheets import is_named
from claimkit.documents.readers.web_page.tree import Element
from claimkit.documents.structure.block_drafts import is_finished

_MIN_PROSE = 80
_MIN_FINISHED = 25
_MAX_LINKED = 0.4
_MAX_ABOUT = 200
_MIN_ABOUT = 0.5
_DASH = re.compile(r"\s*(?:[—–―]|--?)\s*(?=\w)")
_MIN_ARTICLE = 300
_SHARES = {
    Purpose.FURNITURE: 0.4,
    Purpose.LABEL: 0.1,
    Purpose.CAPTION: 0.1,
    Purpose.PICTURE: 0.1,
    Purpose.BYLINE: 0.2,
    Purpose.DATE: 0.2,
}
"""The largest share of a page's prose that an element of each purpose may hold."""
_SHARE_BELOW_TITLE = 0.7  # furniture without the title, on a page that has one


def is_prose(passage: Passage) -> bool:
    """Return whether a passage reads as running text and not as a label or a menu."""
    text = passage.text
    if passage.form is Form.HEADING or passage.link_share > _MAX_LINKED:
        return False
    return len(text) >= _MIN_PROSE or (len(text) >= _MIN_FINISHED and is_finished(text))


def is_signature(passage: Passage) -> bool:
    """Return whether a passage says who is quoted above it."""
    if passage.form is Form.SIGNATURE:
        return True
    return (
        passage.form is Form.QUOTATION
        and passage.element.name == "blockquote"
        and _DASH.match(passage.text) is not None
    )


def is_inside(passage: Passage, element: Element) -> bool:
    """Return whether a passage is in an element."""
    inner = passage.element
    return inner is element or element.start < inner.start < element.end or not element.name


def _is_form_box(element: Element) -> bool:
    """Return whether an element is a box that asks for something: a form with words around it."""
    return element.name in ("div", "section") and any(
        isinstance(child, Element) and child.name == "form" for child in element.children
    )


def sum_up(order: Sequence[Element], values: Iterable[tuple[Passage, float]]) -> dict[int, float]:
    """Return, by the identity of each element, the sum of the values of the passages in it."""
    sums: dict[int, float] = {}
    for passage, value in values:
        key = id(passage.element)
        sums[key] = sums.get(key, 0) + value
    for element in reversed(order):
        if element.parent is not None and id(element) in sums:
            key = id(element.parent)
            sums[key] = sums.get(key, 0) + sums[id(element)]
    return sums


class Areas:
    """The purposes of all elements of a page, with those of the elements around them.

    ``order`` are the elements in the order of the page. ``title`` is the heading of the page,
    ``hidden`` are the classes and ids that its style sheets hide.
    """

    def __init__(
        self,
        order: Sequence[Element],
        passages: Sequence[Passage],
        title: Passage | None,
        hidden: frozenset[str] = frozenset(),
    ) -> None:
        self._title = title
        self._prose = sum_up(order, ((p, len(p.text)) for p in passages if is_prose(p)))
        self._total = self._prose.get(id(order[0]), 0)
        self._purposes: dict[int, frozenset[Purpose]] = {}
        for element in order:
            around = self._purposes.get(id(element.parent), frozenset())
            own = find_purpose(element)
            if is_named(element, hidden) or (own is None and _is_form_box(element)):
                own = Purpose.FURNITURE
            if own is not None and own not in around and self._counts(element, own):
                around |= {own}
            self._purposes[id(element)] = around

    def purposes(self, element: Element) -> frozenset[Purpose]:
        """Return the purposes of an element and of those around it."""
        return self._purposes[id(element)]

    def is_comment(self, passage: Passage) -> bool:
        """Return whether a passage is among the comments of readers."""
        return Purpose.COMMENTS in self.purposes(passage.element)

    def iter_comments(self, passage: Passage) -> Iterator[Element]:
        """Yield the elements around a passage that are inside the area of comments."""
        for element in passage.element.iter_ancestors():
            if element.parent is None or Purpose.COMMENTS not in self.purposes(element.parent):
                break
            yield element

    def is_furniture(self, passage: Passage) -> bool:
        """Return whether a passage is no part of the article, nor of the comments on it."""
        found = self.purposes(passage.element)
        is_label = Purpose.LABEL in found and not is_prose(passage) and not is_signature(passage)
        return Purpose.FURNITURE in found or is_label

    def is_about(self, passage: Passage) -> bool:
        """Return whether a passage gives the author or the date of the article."""
        if len(passage.text) > _MAX_ABOUT or is_signature(passage):
            return False
        found = self.purposes(passage.element)
        if passage.about_length >= _MIN_ABOUT * len(passage.text):
            return True
        return Purpose.BYLINE in found or Purpose.DATE in found

    def is_caption(self, passage: Passage) -> bool:
        """Return whether a passage belongs to a picture."""
        found = self.purposes(passage.element)
        is_open = passage.form in (Form.PARAGRAPH, Form.LIST_ITEM, Form.CAPTION)
        return is_open and (Purpose.CAPTION in found or Purpose.PICTURE in found)

    def is_pull_quote(self, passage: Passage) -> bool:
        """Return whether the page sets a passage apart as a pull quote."""
        return Purpose.PULL_QUOTE in self.purposes(passage.element)

    def _counts(self, element: Element, purpose: Purpose) -> bool:
        """Return whether an element may have the purpose that its names say."""
        prose = self._prose.get(id(element), 0)
        if purpose in (Purpose.FURNITURE, Purpose.COMMENTS) and self._has_title(element):
            return False
        if purpose is Purpose.COMMENTS:
            return self._total - prose >= _MIN_ARTICLE or prose < self._total / 2
        share = _SHARES.get(purpose, 1.0)
        if purpose is Purpose.FURNITURE and self._title is not None:
            share = _SHARE_BELOW_TITLE
        return prose <= share * self._total

    def _has_title(self, element: Element) -> bool:
        return self._title is not None and is_inside(self._title, element)
