"""Read gold files: documents with all their claims. The head of ``gold.yaml`` explains the form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

_WORD = re.compile(r"\w+")
_MARKUP = re.compile(r"</?u>|\\\*|\*\*|^#+ ", re.MULTILINE)
_INTERRUPTION, _ELLIPSIS = " // ", " ... "

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """An annotated claim. ``contents`` are the words of each right content, the best first.

    ``speakers`` are accepted names; any source is right if there are none. ``kinds`` and ``said``
    are accepted values, or None if they are not annotated.
    """

    id: str
    is_required: bool
    is_author: bool
    contents: tuple[Words, ...]
    speakers: tuple[str, ...] = ()
    kinds: tuple[str, ...] | None = None
    said: tuple[str | None, ...] | None = None
    numbers: tuple[tuple[float | None, float | None, str], ...] = ()
    is_negated: bool = False
    via: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A document's claims, its metadata, and the stretches that must yield no claim."""

    name: str
    claims: tuple[GoldClaim, ...]
    meta: dict[str, str | None]
    barren: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    documents: tuple[GoldDocument, ...]
    never: tuple[str, ...]


def words_of(text: str) -> Words:
    """Return the words of a text in lower case.

    >>> words_of("It **fell** 6.5 %")
    ('it', 'fell', '6', '5')
    """
    return tuple(word.lower() for word in _WORD.findall(_MARKUP.sub(" ", text)))


def read_gold(path: Path, texts: Path) -> Gold:
    """Return the gold of a file; ``texts`` is the folder of its documents."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    never = tuple(data.pop("never", ()))
    data.pop("aliases", None)
    documents = [
        _document(name, record, (texts / name).read_text(encoding="utf-8"))
        for name, record in data.items()
    ]
    return Gold(tuple(documents), never)


def _document(name: str, record: dict[str, Any], text: str) -> GoldDocument:
    meta = {key: None if value is None else str(value) for key, value in record["meta"].items()}
    return GoldDocument(
        name=name,
        claims=tuple(_claim(claim, text) for claim in record["claims"]),
        meta=meta,
        barren=tuple(words_of(stretch) for stretch in record.get("none", ())),
    )


def _claim(record: dict[str, Any], text: str) -> GoldClaim:
    patterns = [record["content"], *record.get("alt", ())]
    kinds = record.get("kinds") or ([record["kind"]] if "kind" in record else None)
    said = record.get("said")
    listed = said if isinstance(said, list) else [said]
    return GoldClaim(
        id=record["id"],
        is_required=record["req"],
        is_author=record.get("author", False),
        contents=tuple(words_of(expand(text, pattern)) for pattern in patterns),
        speakers=tuple(record.get("speaker", ())),
        kinds=None if kinds is None else tuple(kinds),
        said=tuple(v and str(v) for v in listed) if "said" in record else None,
        numbers=tuple((low, high, unit) for low, high, unit in record.get("numbers", ())),
        is_negated=record.get("negated", False),
        via=tuple(record.get("via", ())),
    )


def expand(text: str, pattern: str) -> str:
    """Return the content that a pattern of the gold file stands for.

    >>> expand("One two three four.", "One ... three // four")
    'One two three four'
    """
    parts = []
    for part in pattern.split(_INTERRUPTION):
        first, ellipsis, last = part.partition(_ELLIPSIS)
        if not ellipsis:
            parts.append(part)
            continue
        start = text.index(first)
        parts.append(text[start : text.index(last, start) + len(last)])
    return " ".join(parts)
