"""Read the JSON-LD of a page: what it says about its article to search engines."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

_MAX_LENGTH = 2_000_000
_MAX_NODES = 5_000
_ARTICLES = ("article", "posting", "report", "webpage", "creativework", "claimreview")
"""Endings of the types that an article has, the best first."""


@dataclass(frozen=True, slots=True)
class LinkedArticle:
    """What JSON-LD says about an article; each value may be missing."""

    title: str = ""
    authors: tuple[str, ...] = ()
    outlet: str = ""
    published: str = ""
    url: str = ""


def read_linked_data(scripts: Sequence[str]) -> LinkedArticle | None:
    """Return what the scripts of a page say about its article; None if they say nothing.

    The text of the article, which some pages have there once more, is not read.
    """
    nodes = [node for script in scripts for node in _parse(script)]
    by_id = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 2}
    best: tuple[int, dict[str, Any]] | None = None
    for node in nodes:
        rank = _rank(node)
        if rank is not None and (best is None or rank < best[0]):
            best = rank, node
    if best is None:
        return None
    article = best[1]
    return LinkedArticle(
        title=_text(article.get("headline")) or (_text(article.get("name")) if best[0] else ""),
        authors=tuple(_names(article.get("author"), by_id)),
        outlet=next(_names(article.get("publisher"), by_id), ""),
        published=_text(article.get("datePublished")),
        url=_address(article),
    )


def _parse(script: str) -> Iterator[dict[str, Any]]:
    """Yield the objects of a script, those that stand in others as well."""
    if len(script) > _MAX_LENGTH:
        return
    start, end = script.find("{"), script.rfind("}")
    first = script.find("[")
    if 0 <= first < start:
        start, end = first, script.rfind("]")
    try:
        waiting = deque([json.loads(script[start : end + 1], strict=False)])
    except (ValueError, RecursionError):
        return
    count = 0
    while waiting and count < _MAX_NODES:
        value = waiting.popleft()
        count += 1
        if isinstance(value, list):
            waiting.extendleft(reversed(value))
        elif isinstance(value, dict):
            yield value
            waiting.extend(
                inner
                for key, inner in value.items()
                if key
                in ("@graph", "mainEntity", "mainEntityOfPage", "author", "publisher", "hasPart")
                and isinstance(inner, dict | list)
            )


def _rank(node: dict[str, Any]) -> int | None:
    types = node.get("@type")
    names = [
        name.lower()
        for name in (types if isinstance(types, list) else [types])
        if isinstance(name, str)
    ]
    for rank, ending in enumerate(_ARTICLES):
        if any(name.endswith(ending) for name in names):
            has_article = any(key in node for key in ("headline", "datePublished", "author"))
            return rank if has_article else None
    return None


def _names(value: Any, by_id: dict[str, dict[str, Any]]) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            if "name" not in item:
                item = by_id.get(str(item.get("@id")), item)
            names = item.get("name")
            for name in names if isinstance(names, list) else [names]:
                if _text(name):
                    yield _text(name)
        elif _text(item):
            yield _text(item)


def _address(article: dict[str, Any]) -> str:
    for key in ("url", "mainEntityOfPage", "@id"):
        value = article.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if _text(value).startswith(("http://", "https://")):
            return _text(value)
    return ""


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
