"""Read lines that are nothing but a name and a date, and datelines of news agencies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from claimkit.documents.metadata.printed_dates import PrintedDate, find_date
from claimkit.lexicons.layout import load_layout

_MAX_LINE = 200
_SEPARATOR = re.compile(r"\s*[|•·;()–—]\s*|,\s+|\s+-\s+|:\s+")
_NAME_WORD = re.compile(r"(?:[A-ZÀ-ÖØ-Þ][\w'’.-]*|[A-Z]\.)")
_MAX_NAME_WORDS = 5
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
    """A line about the document; any part may be missing, but not all."""

    author: str | None
    outlet: str | None
    date: PrintedDate | None
    is_labelled: bool


@dataclass(frozen=True, slots=True)
class Dateline:
    """Place, date and agency before the first sentence, ``length`` characters with the dash."""

    length: int
    outlet: str | None
    date: PrintedDate | None


def read_meta_line(text: str) -> MetaLine | None:
    """Read a byline, a date line or a signature; None if the line says anything else.

    Matches "By Jane Doe, 3 May 2025" and "Jane Doe 3.5.2025", not "By Friday all was calm".
    A bare name is no byline: it may be a heading.
    """
    if len(text) > _MAX_LINE:
        return None
    date = find_date(text)
    rest = text
    while found := find_date(rest):
        rest = f"{rest[: found.start]} | {rest[found.end :]}"
    is_labelled = False
    author: str | None = None
    outlet: str | None = None
    for part in _SEPARATOR.split(rest):
        words, label = _strip_labels(part.strip(" \t\xa0.,:*-–—_"))
        is_labelled |= label
        if not words:
            continue
        if _is_outlet(words):
            outlet = outlet or words
        elif author is None and _is_name(words):
            author = _plain_case(words)
        elif words.casefold() not in load_layout().byline_noise:
            return None
    if date is None and not (is_labelled and (author or outlet)):
        return None
    return MetaLine(author, outlet, date, is_labelled)


@cache
def _label_pattern() -> re.Pattern[str]:
    lexicon = load_layout()
    labels = sorted(lexicon.date_labels + lexicon.byline_labels, key=len, reverse=True)
    noise = sorted(lexicon.byline_noise, key=len, reverse=True)
    return re.compile(
        rf"(?P<label>{'|'.join(map(re.escape, labels))})(?:\s*:\s*|\s+|$)"
        rf"|\d*\s*(?:{'|'.join(map(re.escape, noise))})(?:\s+|$)",
        re.IGNORECASE,
    )


def _strip_labels(part: str) -> tuple[str, bool]:
    label = False
    while match := _label_pattern().match(part):
        label |= bool(match["label"])
        part = part[match.end() :]
    return part, label


@cache
def _outlet_words() -> frozenset[str]:
    return frozenset(load_layout().outlet_words)


def _is_outlet(words: str) -> bool:
    return len(words) <= 60 and words[0].isupper() and not _outlet_words().isdisjoint(words.split())


def _is_name(words: str) -> bool:
    return all(_is_person(person) for person in re.split(r",?\s+(?:and|&)\s+", words))


def _is_person(words: str) -> bool:
    parts = words.split()
    particles = load_layout().name_particles
    if not 2 <= len(parts) <= _MAX_NAME_WORDS:
        return False
    names = [part for part in parts if part not in particles]
    return len(names) >= 2 and all(_NAME_WORD.fullmatch(part) for part in names)


def _plain_case(name: str) -> str:
    return name.title() if name.isupper() else name


def read_dateline(text: str) -> Dateline | None:
    """Read "KYIV, May 3 (Reuters) - " and its kin at the start of a text.

    An agency and a dash, or a place in capitals, a dash and a new sentence must be there:
    "NATO said", "NATO — which was asked — said" and "(Reuters) reported" are prose.
    """
    match = _DATELINE.match(f"{text[:160]} ")
    if not match:
        return None
    agency = match["round"] or match["slash"]
    place = match["place"] or ""
    if not agency and (len(place) < 3 or not place.split(",")[0].isupper()):
        return None
    outlet = agency if agency and not find_date(agency) else None
    length = min(match.end(), len(text))
    return Dateline(length, outlet, find_date(match["date"]) if match["date"] else None)
