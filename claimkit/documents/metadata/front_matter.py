"""Read YAML front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from msgspec import structs

from claimkit import yamlio
from claimkit.documents.metadata.candidates import (
    DateCandidate,
    FoundMetadata,
    MetadataCandidate,
    Origin,
)
from claimkit.documents.metadata.header_words import load_header_words
from claimkit.documents.metadata.printed_dates import parse_date
from claimkit.errors import SchemaError
from claimkit.faults import FRONT_MATTER
from claimkit.lexicons.layout import load_layout

_MAX_LENGTH = 20_000
_OPENING = re.compile(r"\s*---[ \t]*\r?\n(?=[A-Za-z_][\w-]*[ \t]*:)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The values in front matter; ``end`` is where the text begins, 0 without front matter."""

    end: int = 0
    metadata: FoundMetadata = field(default_factory=FoundMetadata)


def read_front_matter(source: str, path: str, language: str) -> FrontMatter:
    """Read the front matter at the start of a text.

    A leading ``---`` without keys below it is decoration. Front matter that is not valid YAML
    gives a finding, and the text below it is read.
    """
    opening = _OPENING.match(source)
    closing = _CLOSING.search(source, opening.end(), _MAX_LENGTH) if opening else None
    if not opening or not closing:
        return FrontMatter()
    first_line = source.count("\n", 0, opening.end())
    try:
        node = yamlio.compose(source[opening.end() : closing.start()], path)
        values = yamlio.construct(node, path) if node else {}
    except SchemaError as error:
        finding = FRONT_MATTER.finding(
            f"the front matter is passed over: {error.reason}",
            path,
            first_line + error.line,
            error.column,
            hint="correct its YAML",
        )
        return FrontMatter(closing.end(), FoundMetadata(findings=[finding]))
    if not isinstance(values, dict):
        return FrontMatter()
    lowered = {str(key).casefold(): value for key, value in values.items()}
    found = FoundMetadata()
    for candidate in _iter_candidates(lowered, source, opening.end(), language):
        if isinstance(candidate, DateCandidate):
            found.dates.append(candidate)
        else:
            found.candidates.append(candidate)
    return FrontMatter(closing.end(), found)


def _iter_candidates(
    values: dict[str, Any], source: str, start: int, language: str
) -> Iterator[MetadataCandidate | DateCandidate]:
    """Yield a value for each field, from the first of its keys that has a value."""
    for name, keys in structs.asdict(load_layout(language).front_matter_keys).items():
        for key in keys:
            text = _as_text(values.get(key))
            if not text:
                continue
            offset = _find_value(source, start, key)
            if name == "author":
                for author in _as_names(values[key], language):
                    yield MetadataCandidate(name, author, Origin.FRONT_MATTER, offset)
                break
            if name != "published":
                yield MetadataCandidate(name, text, Origin.FRONT_MATTER, offset)
                break
            date = parse_date(text, language)
            if date:
                yield DateCandidate(date, Origin.FRONT_MATTER, offset)
                break


def _find_value(source: str, start: int, key: str) -> int:
    """Return the start of a key's value; ``start`` if it cannot be found."""
    pattern = re.compile(rf"^{re.escape(key)}[ \t]*:\s*['\"]?", re.IGNORECASE | re.MULTILINE)
    match = pattern.search(source, start)
    return match.end() if match else start


def _as_names(value: Any, language: str) -> list[str]:
    """Return the names in a value; a list has several, and so has "Jane Doe and Ana Beck"."""
    values = value if isinstance(value, list) else [value]
    words = load_header_words(language)
    found: list[str] = []
    for text in filter(None, map(_as_text, values)):
        found.extend(words.read_names(text) or [text])
    return found


def _as_text(value: Any) -> str:
    """Return a value as one line; the items of a list, or the names in its mappings, joined."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_as_text, value)))
    if isinstance(value, dict):
        return _as_text(value.get("name"))
    return "" if value is None or isinstance(value, bool) else " ".join(str(value).split())
