"""Read bylines, date lines and signatures, and the datelines of news agencies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from claimkit.documents.metadata.printed_dates import PrintedDate, find_date
from claimkit.lexicons.layout import load_layout
from claimkit.lexicons.word_patterns import any_of

_MAX_LINE = 200
_SEPARATOR = re.compile(r"\s*[|•·;()–—]\s*|,\s+|\s+-\s+|:\s+")
_NAME_WORD = re.compile(r"(?:[A-ZÀ-ÖØ-Þ][\w'’.-]*|[A-Z]\.)")
_MAX_NAME_WORDS = 5
_MAX_OUTLET = 60
_DATELINE = re.compile(
    r"(?P<place>(?:[A-Z][A-Z.'’-]+(?:[\s/-][A-Z][A-Z.'’-]+){0,3}|[A-Z][a-z]+\.)"
    r"(?:,\s[A-Z][\w.]+(?:\s[A-Z][\w.]+)?)?)?"
    r"(?:,?\s+(?P<date>[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,?\s\d{4})?|\d{1,2}\s[A-Z][a-z]{2,8}"
    r"(?:\s\d{4})?)\.?)?"
    r"(?:,?\s*\((?P<round>[A-Z][\w\s.&/-]{1,30})\)\s*(?:[—–_]|--?)"
    r"|,?\s*/(?P<slash>[A-Z][\w\s.&-]{1,30})/\.?\s*(?:[—–_]|--?)?"
    r"|\s+(?:[—–_]|--?)(?=\s+[^a-z]))\s*"
)


@dataclass(frozen=True, slots=True)
class MetaLine:
    """A line about the document. Any of its parts may be missing, but not all."""

    author: str | None
    outlet: str | None
    date: PrintedDate | None
    is_labelled: bool


@dataclass(frozen=True, slots=True)
class Dateline:
    """Place, date and agency before the first sentence; ``length`` includes the dash."""

    length: int
    outlet: str | None
    date: PrintedDate | None


def read_meta_line(text: str, language: str) -> MetaLine | None:
    """Read a byline, a date line or a signature; return None if the line says anything else.

    Matches "By Jane Doe, 3 May 2025" and "Jane Doe 3.5.2025", not "By Friday all was calm".
    A bare name is not a byline: it may be a heading.
    """
    if len(text) > _MAX_LINE:
        return None
    words = _load_byline_words(language)
    is_labelled = False
    author: str | None = None
    outlet: str | None = None
    for part in _SEPARATOR.split(_without_dates(text, language)):
        name, has_label = words.strip_labels(part.strip(" \t\xa0.,:*-–—_"))
        is_labelled |= has_label
        if not name:
            continue
        if words.is_outlet(name):
            outlet = outlet or name
        elif author is None and words.is_name(name):
            author = _plain_case(name)
        elif name.casefold() not in words.noise:
            return None
    date = find_date(text, language=language)
    if date is None and not (is_labelled and (author or outlet)):
        return None
    return MetaLine(author, outlet, date, is_labelled)


def _without_dates(text: str, language: str) -> str:
    while date := find_date(text, language=language):
        text = f"{text[: date.start]} | {text[date.end :]}"
    return text


class _BylineWords:
    """The words that identify the parts of a byline."""

    def __init__(self, language: str) -> None:
        lexicon = load_layout(language)
        self.noise = frozenset(lexicon.byline_noise)
        self._outlet_words = frozenset(lexicon.outlet_words)
        self._particles = frozenset(lexicon.name_particles)
        self._joiner = re.compile(rf",?\s+{any_of(lexicon.name_joiners)}\s+")
        self._label = re.compile(
            rf"(?P<label>{any_of(lexicon.date_labels + lexicon.byline_labels)})(?:\s*:\s*|\s+|$)"
            rf"|\d*\s*{any_of(lexicon.byline_noise)}(?:\s+|$)",
            re.IGNORECASE,
        )

    def strip_labels(self, part: str) -> tuple[str, bool]:
        """Return a part without the labels before it, and whether there were any."""
        has_label = False
        while match := self._label.match(part):
            has_label |= bool(match["label"])
            part = part[match.end() :]
        return part, has_label

    def is_outlet(self, name: str) -> bool:
        """Return whether a name belongs to an outlet or an office."""
        has_word = not self._outlet_words.isdisjoint(name.split())
        return len(name) <= _MAX_OUTLET and name[0].isupper() and has_word

    def is_name(self, name: str) -> bool:
        """Return whether a text is the name of one person or the names of several."""
        return all(map(self._is_person, self._joiner.split(name)))

    def _is_person(self, name: str) -> bool:
        parts = name.split()
        if not 2 <= len(parts) <= _MAX_NAME_WORDS:
            return False
        names = [part for part in parts if part not in self._particles]
        return len(names) >= 2 and all(map(_NAME_WORD.fullmatch, names))


@cache
def _load_byline_words(language: str) -> _BylineWords:
    return _BylineWords(language)


def _plain_case(name: str) -> str:
    return name.title() if name.isupper() else name


def read_dateline(text: str, language: str) -> Dateline | None:
    """Read a dateline such as "KYIV, May 3 (Reuters) - " at the start of a text.

    There must be an agency and a dash, or a place in capitals, a dash and a new sentence:
    "NATO said", "NATO — which was asked — said" and "(Reuters) reported" are prose.
    """
    match = _DATELINE.match(f"{text[:160]} ")
    if not match:
        return None
    agency = match["round"] or match["slash"]
    place = match["place"] or ""
    if not agency and (len(place) < 3 or not place.split(",")[0].isupper()):
        return None
    outlet = agency if agency and not find_date(agency, language=language) else None
    date = find_date(match["date"], language=language) if match["date"] else None
    return Dateline(min(match.end(), len(text)), outlet, date)
