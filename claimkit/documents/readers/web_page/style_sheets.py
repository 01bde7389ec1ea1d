"""Find the classes and ids that the style sheets of a page hide."""

from __future__ import annotations

import re

from claimkit.documents.readers.web_page.tokens import TextToken
from claimkit.documents.readers.web_page.tree import Element

_RULE = re.compile(r"([^{}]{0,2000})\{([^{}]{0,5000})\}")
_AT_BLOCK = re.compile(
    r"@[a-z-]+[^{};]{0,500}\{(?:[^{}]{0,5000}\{[^{}]{0,5000}\}){0,500}[^{}]{0,500}\}"
)
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
    for rule in _RULE.finditer(_AT_BLOCK.sub(" ", text)):
        if _NONE.search(rule[2]):
            selectors = (selector.strip() for selector in rule[1].rpartition("*/")[2].split(","))
            found |= {match[1] for s in selectors if (match := _SIMPLE.fullmatch(s))}
    return found
