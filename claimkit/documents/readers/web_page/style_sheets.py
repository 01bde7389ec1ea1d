"""Find the classes and ids that the style sheets of a page hide."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimkit.documents.readers.web_page.tokens import TextToken
from claimkit.documents.readers.web_page.tree import Element

_BRACE = re.compile(r"[{}]")
_NONE = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_SIMPLE = re.compile(r"[a-z0-9]*([.#][A-Za-z_][\w-]{0,100})", re.IGNORECASE)
_MAX_LENGTH = 300_000


def find_hidden_names(root: Element, source: str) -> frozenset[str]:
    """Return the classes (".x") and ids ("#x") that style sheets of the page hide always.

    Rules for some screens only, such as those in ``@media``, and selectors of several parts
    are not counted.
    """
    found: set[str] = set()
    length = 0
    for element in root.iter_elements():
        if element.name != "style":
            continue
        for child in element.children:
            if isinstance(child, TextToken) and length < _MAX_LENGTH:
                text = source[child.start : min(child.end, child.start + _MAX_LENGTH)]
                length += len(text)
                found |= _read_sheet(text)
    return frozenset(found)


def is_named(element: Element, names: frozenset[str]) -> bool:
    """Return whether an element has one of the classes or ids."""
    if not names or not element.attributes:
        return False
    if f"#{element.get('id')}" in names:
        return True
    return any(f".{name}" in names for name in element.get("class").split())


def _read_sheet(text: str) -> set[str]:
    found = set()
    for selectors, declarations in _iter_rules(text):
        if _NONE.search(declarations):
            parts = (part.strip() for part in selectors.rpartition("*/")[2].split(","))
            found |= {match[1] for part in parts if (match := _SIMPLE.fullmatch(part))}
    return found


def _iter_rules(text: str) -> Iterator[tuple[str, str]]:
    """Yield the selectors and the declarations of each rule that is in no other block."""
    depth = start = opened = 0
    is_plain = True
    for match in _BRACE.finditer(text):
        if match[0] == "{":
            if depth == 0:
                opened, is_plain = match.end(), True
            is_plain &= depth == 0
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                if is_plain:
                    yield text[start : opened - 1], text[opened : match.start()]
                start = match.end()
