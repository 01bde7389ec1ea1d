"""Say what an element of a page is for, by its name, its attributes and its class names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from functools import cache, lru_cache
from itertools import pairwise

from claimkit.documents.readers.web_page.tokens import TextToken
from claimkit.documents.readers.web_page.tree import Element
from claimkit.lexicons.html import PageNames, load_html

HEADINGS = frozenset(load_html().headings)
BLOCK = frozenset(load_html().breaking + load_html().headings + load_html().items) - {"br"}
_HIDDEN = frozenset(load_html().hidden + load_html().unread) | {"head"}
_HIDDEN_STYLE = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE
)
_FURNITURE_ROLES = frozenset(
    "navigation banner contentinfo complementary search dialog alertdialog alert menu menubar "
    "toolbar".split()
)
_NAME_WORD = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]*")
_SMALL = HEADINGS | {"p", "span", "a", "b"}
_RESPONSIVE = re.compile(r"[a-z0-9]:[a-z-]")  # "hidden md:block" shows on larger screens
_PIECE = re.compile(r"[^\W\d_]+")
_MIN_INNER = 4
_MAX_NAMES = 300
_MAX_IN_MARK = 8
_NOTE_MARK = re.compile(r"\s*\[?\s*(?:\d{1,3}|[a-z]|[*†‡])\s*\]?\s*")
_BRACKETED = re.compile(r"\s*\[[^\]]{1,12}\]\s*")


class Purpose(Enum):
    """What an element is for, as far as its own tag tells."""

    FURNITURE = auto()
    LABEL = auto()
    COMMENTS = auto()
    BYLINE = auto()
    DATE = auto()
    LEAD = auto()
    PULL_QUOTE = auto()
    CAPTION = auto()
    PICTURE = auto()
    BODY = auto()


def is_hidden(element: Element) -> bool:
    """Return whether no reader sees an element: no browser shows it, or it is no text."""
    if element.name in _HIDDEN:
        return element.name != "dialog" or "open" not in element.attributes
    attributes = element.attributes
    if not attributes:
        return False
    if attributes.get("hidden", "until-found") != "until-found":
        return True
    if attributes.get("aria-hidden", "").lower() == "true":
        return True
    return bool(_HIDDEN_STYLE.search(attributes.get("style", "")))


def is_note_mark(element: Element, source: str) -> bool:
    """Return whether an element is the mark of a footnote: a number that is a link, or "[1]".

    The exponent of a unit ("m²") has no link and no brackets.
    """
    if element.name != "sup":
        return False
    words = ""
    has_link = False
    for count, inner in enumerate(element.iter_elements()):
        if count > _MAX_IN_MARK:
            return False
        has_link |= inner.name == "a"
        for child in inner.children:
            if isinstance(child, TextToken):
                words += source[child.start : child.end]
        if len(words) > 40:
            return False
    return bool(_BRACKETED.fullmatch(words) or (has_link and _NOTE_MARK.fullmatch(words)))


def find_purpose(element: Element) -> Purpose | None:
    """Return what an element is for; None if its tag does not tell."""
    if not element.attributes:
        return _purpose_of_name(element)
    if not _set("hidden").isdisjoint(element.get("class").split()) and not _RESPONSIVE.search(
        element.get("class")
    ):
        return Purpose.FURNITURE
    names = f"{element.get('class')} {element.get('id')}"
    attributes = element.attributes
    role = attributes.get("role", "").lower()
    if role in _FURNITURE_ROLES:
        return Purpose.FURNITURE
    prop = attributes.get("itemprop", "").lower()
    if "articlebody" in prop:
        return Purpose.BODY
    if "comment" in prop or attributes.get("itemtype", "").endswith("/Comment"):
        return Purpose.COMMENTS
    if "author" in prop.split() or attributes.get("rel", "").lower() == "author":
        return Purpose.BYLINE
    if prop.startswith("date"):
        return Purpose.DATE
    is_part = element.name not in ("li", "article")
    found = _purpose_of_names(names[:_MAX_NAMES], is_small=element.name in _SMALL, is_part=is_part)
    return found or _purpose_of_name(element)


def is_comment_item(element: Element) -> bool:
    """Return whether the names of an element say that it is one comment."""
    if element.get("itemtype").endswith("/Comment"):
        return True
    return not _set("comment").isdisjoint(_PIECE.findall(element.get("class").lower()))


def _purpose_of_name(element: Element) -> Purpose | None:
    name = element.name
    if name in ("aside", "footer", "menu", "form"):
        inside = element.parent
        if name == "footer" and inside is not None and inside.name == "blockquote":
            return None
        return Purpose.FURNITURE
    if name == "time":
        return Purpose.DATE
    if name == "figure":
        return Purpose.PICTURE
    return Purpose.CAPTION if name == "figcaption" else None


@cache
def _names() -> PageNames:
    return load_html().names


@lru_cache(maxsize=8192)
def _purpose_of_names(names: str, *, is_small: bool, is_part: bool) -> Purpose | None:
    """Return what class names say.

    ``is_small`` marks elements that hold one paragraph at most, ``is_part`` those that are no
    comment of their own.
    """
    known = _names()
    words = list(_iter_words(names))
    if not words:
        return None
    single = frozenset(words)
    phrases = frozenset(map(" ".join, pairwise(words)))
    if single & _set("pull_quotes") or phrases & _set("pull_quote_phrases"):
        return Purpose.PULL_QUOTE
    if single & _set("comments"):
        # "comment-author"; but "comment byuser comment-author-ann" is the whole comment of Ann
        if is_part and single & _set("byline"):
            return Purpose.BYLINE
        return Purpose.DATE if is_part and single & _set("date") else Purpose.COMMENTS
    if phrases & _set("furniture_phrases"):
        return Purpose.FURNITURE
    if single & _set("furniture") and not phrases & _set("body_phrases"):
        return Purpose.FURNITURE
    if single & _set("labels"):
        return Purpose.LABEL
    if single & _set("captions"):
        return Purpose.CAPTION
    if single & _set("byline"):
        return Purpose.BYLINE
    if single & _set("date"):
        return Purpose.DATE
    if single & _set("lead"):
        return Purpose.LEAD
    if single & _set("pictures"):
        return Purpose.PICTURE
    if phrases & _set("body_phrases") or (
        not is_small and known.body and words[-1] in _set("body")
    ):
        return Purpose.BODY
    return None


def _iter_words(names: str) -> Iterator[str]:
    """Yield the words of names: of "topAd site-nav" top, ad, topad, site and nav.

    Short words are not looked for inside others, since many sites have names without a meaning.
    """
    for piece in _PIECE.findall(names):
        inner = [word.lower() for word in _NAME_WORD.findall(piece)]
        if len(inner) > 1:
            yield from (word for word in inner if len(word) >= _MIN_INNER)
        yield piece.lower()


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(getattr(_names(), name))
