"""Read a line of a header as a sequence of parts: labels, dates, names, outlets, roles, noise.

A part is a label ("Published:"), a date, the names of people, an outlet, an office, a role, noise
("4 min read") or something unknown. What the line is depends on all its parts, and on its
neighbours; see `claimkit.documents.metadata.header_lines`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cache, lru_cache

from claimkit.documents.metadata.header_words import HeaderWords, load_header_words
from claimkit.documents.metadata.printed_dates import PrintedDate, find_date
from claimkit.lexicons.headers import load_headers
from claimkit.lexicons.word_patterns import any_of

MAX_LINE = 240
_MAX_DATES = 6
_SEPARATOR = re.compile(
    r"\s*[|•·;()\[\]]\s*|\s*[—–]\s*|,\s+|,$|\s+-{1,2}\s+|:\s+|:$|\s+/\s+|\s{2,}|\t|\.\s{2,}"
)
_ADDRESS = re.compile(r"<?\S+@\S+\.\w+\S*>?|https?://\S+|www\.\S+|(?<!\w)@\w[\w.]*")
_ACRONYM = re.compile(r"[A-Z]{3,6}")
_STRIPPED = ' \t\xa0.,:*-–—_"“”'


class PartKind(Enum):
    DATE = auto()
    PUBLISHED = auto()  # labels, by what they introduce
    OTHER_DATE = auto()
    UPDATED = auto()
    AUTHOR = auto()
    ISSUER = auto()
    OTHER_CREDIT = auto()
    OTHER_LABEL = auto()
    NAMES = auto()
    OUTLET = auto()
    ORGANISATION = auto()
    ROLE = auto()
    PLACE = auto()
    DAY = auto()  # a weekday, or a day without its year
    NOISE = auto()
    KICKER = auto()
    STATEMENT = auto()  # "Press release"
    UNKNOWN = auto()


DATE_LABELS = frozenset((PartKind.PUBLISHED, PartKind.OTHER_DATE, PartKind.UPDATED))
_CREDITS = frozenset((PartKind.AUTHOR, PartKind.ISSUER, PartKind.OTHER_CREDIT))
LABELS = DATE_LABELS | _CREDITS | {PartKind.OTHER_LABEL}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a line; ``before`` is the separator between it and the part before it.

    A name that belongs to another label than the author's has kind `PartKind.NOISE`.
    """

    kind: PartKind
    text: str
    start: int
    before: str = ""
    date: PrintedDate | None = None
    names: tuple[str, ...] = ()

    @property
    def words(self) -> int:
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    start: int
    before: str
    after: str
    date: PrintedDate | None = None


@lru_cache(maxsize=1024)
def read_parts(text: str, language: str) -> tuple[Part, ...]:
    """Return the parts of a line, in order."""
    if len(text) > MAX_LINE:
        return (Part(PartKind.UNKNOWN, text, 0),)
    return _Reader(load_header_words(language), _load_labels(language)).read(text, language)


class _Labels:
    """The labels of a language as one pattern, and the kind of each."""

    def __init__(self, language: str) -> None:
        lexicon = load_headers(language)
        self.kinds: dict[str, PartKind] = {}
        for kind, words in (
            (PartKind.OTHER_LABEL, lexicon.other_labels),
            (PartKind.OTHER_CREDIT, lexicon.other_credits),
            (PartKind.ISSUER, lexicon.issuer_labels),
            (PartKind.UPDATED, lexicon.updated_labels),
            (PartKind.OTHER_DATE, lexicon.date_labels),
            (PartKind.PUBLISHED, lexicon.published_labels),
            (PartKind.AUTHOR, lexicon.author_labels),
        ):
            self.kinds.update(dict.fromkeys(words, kind))
        self._pattern = re.compile(rf"{any_of(self.kinds)}(?=[\s:]|$)", re.IGNORECASE)
        dates = [label for label, kind in self.kinds.items() if kind in DATE_LABELS]
        self._last = re.compile(rf"(?<=\s)({any_of(dates)})$", re.IGNORECASE)

    def match(self, text: str) -> tuple[PartKind, int] | None:
        found = self._pattern.match(text)
        return (self.kinds[found[0].casefold()], found.end()) if found else None

    def find_last(self, text: str) -> tuple[PartKind, int] | None:
        """Return the label of a date that ends a text, and where it begins."""
        found = self._last.search(text)
        return (self.kinds[found[1].casefold()], found.start(1)) if found else None


@cache
def _load_labels(language: str) -> _Labels:
    return _Labels(language)


class _Reader:
    def __init__(self, words: HeaderWords, labels: _Labels) -> None:
        self._words = words
        self._labels = labels
        self._label: PartKind | None = None

    def read(self, text: str, language: str) -> tuple[Part, ...]:
        parts: list[Part] = []
        pieces = list(_cut(text, language))
        for index, piece in enumerate(pieces):
            following = pieces[index + 1] if index + 1 < len(pieces) else None
            parts.extend(self._read_piece(piece, following))
        return tuple(parts)

    def _read_piece(self, piece: _Piece, following: _Piece | None) -> Iterator[Part]:
        if piece.date:
            self._label = None
            yield Part(PartKind.DATE, piece.text, piece.start, piece.before, date=piece.date)
            return
        if piece.before.strip() in ("|", "•", "·", ";", "(", "["):
            self._label = None
        rest, start, before = piece.text, piece.start, piece.before
        if " " in rest and rest.casefold() in self._words.noise:
            yield Part(PartKind.NOISE, rest, start, before)
            return
        joiner = self._words.leading_joiner.match(rest)
        if joiner:
            rest, start = rest[joiner.end() :], start + joiner.end()
        while label := self._find_label(rest, piece, following):
            kind, length = label
            yield Part(kind, rest[:length], start, before)
            self._label = kind
            cut = length + len(rest[length:]) - len(rest[length:].lstrip(" :"))
            rest, start, before = rest[cut:], start + cut, " "
            if kind is PartKind.AUTHOR and not rest:
                break
        if following is not None and following.date is not None:
            last = self._labels.find_last(rest)
            if last and self._words.is_organisation(rest[: last[1]].strip()):
                # "Office for Relief As of 12 May 2024", two lines that a PDF has joined
                office = Part(PartKind.UNKNOWN, rest[: last[1]].strip(), start, before)
                yield from self._read_value(office)
                rest, start, before = rest[last[1] :], start + last[1], " "
                yield Part(last[0], rest, start, before)
                return
        time = self._words.trailing_time.search(rest)
        value = rest[: time.start()] if time else rest
        if value.strip(_STRIPPED):
            yield from self._read_value(Part(PartKind.UNKNOWN, value, start, before))
        if time and value:
            yield Part(PartKind.NOISE, time[0].strip(), start + time.start(), " ")

    def _find_label(
        self, text: str, piece: _Piece, following: _Piece | None
    ) -> tuple[PartKind, int] | None:
        """Return the label that begins a piece, if what it needs comes after it.

        A label without a colon needs the date, the name or the outlet that it introduces.
        """
        found = self._labels.match(text)
        if found is None:
            return None
        kind, length = found
        rest = text[length:]
        has_colon = rest[:1] == ":" or (not rest and piece.after.lstrip()[:1] == ":")
        if has_colon or (kind is PartKind.PUBLISHED and not rest and piece.after.strip() == "|"):
            return found
        if kind is PartKind.AUTHOR and piece.after.lstrip()[:1] == ":":
            head, _ = self._words.split_tail(f"{text[:length]}{rest}")
            if len(head.rstrip()) <= length:  # "Reporting from Grell: Sif Mortensen"
                return kind, len(text)
        rest = rest.strip()
        next_is_date = following is not None and following.date is not None
        if kind in DATE_LABELS:
            is_time = bool(rest) and self._words.is_noise(rest)
            next_is_time = following is not None and self._words.is_noise(following.text)
            leads = is_time or (not rest and (next_is_date or next_is_time))
            return found if leads or (rest and self._find_label(rest, piece, following)) else None
        if kind is PartKind.OTHER_LABEL or not rest:
            return None
        if kind is PartKind.ISSUER:
            return found if self._words.is_organisation(rest) else None
        time = self._words.trailing_time.search(rest)
        rest = rest[: time.start()] if time else rest
        head, _ = self._words.split_tail(rest)
        is_name = self._words.read_names(head) or self._words.is_outlet(rest)
        return found if is_name or self._words.is_organisation(rest) else None

    def _read_value(self, part: Part) -> Iterator[Part]:
        """Yield what a piece without its labels is."""
        text = part.text.strip(_STRIPPED)
        words = self._words
        if self._label in (PartKind.OTHER_CREDIT, PartKind.OTHER_LABEL) or words.is_noise(text):
            yield replace(part, kind=PartKind.NOISE)
        elif words.is_weekday(text):
            yield replace(part, kind=PartKind.DAY)
        elif self._label is PartKind.ISSUER and words.has_name_shape(text):
            bodies = [piece for piece in words.split_names(text) if words.is_organisation(piece)]
            body = text if words.is_organisation(text) or not bodies else bodies[0]
            yield replace(part, kind=PartKind.ORGANISATION, text=body)
        elif words.is_statement_kind(text):
            yield replace(part, kind=PartKind.STATEMENT)
        elif words.is_kicker(text):
            yield replace(part, kind=PartKind.KICKER)
        elif self._label is PartKind.AUTHOR:
            yield from self._read_author(part, text)
        elif words.is_organisation(text) and not words.is_outlet(text):
            yield replace(part, kind=PartKind.ORGANISATION, text=text)
        elif (start := words.read_role_and_name(text)) is not None:
            yield replace(part, kind=PartKind.ROLE, text=text[:start].strip())
            names = words.read_names(text[start:])
            yield replace(part, kind=PartKind.NAMES, text=text[start:], names=names, before=" ")
        elif words.is_role(text) and not words.has_title(text):
            yield replace(part, kind=PartKind.ROLE)
        elif words.is_outlet(text) or (part.before.strip() == "(" and _ACRONYM.fullmatch(text)):
            yield replace(part, kind=PartKind.OUTLET, text=text)
        elif names := words.read_names(text):
            yield replace(part, kind=PartKind.NAMES, names=names)
        elif words.is_place_shape(text):
            yield replace(part, kind=PartKind.PLACE)
        else:
            yield part

    def _read_author(self, part: Part, text: str) -> Iterator[Part]:
        """Yield what follows the label of an author."""
        words = self._words
        head, outlet = words.split_tail(text)
        if words.is_outlet(text) and not (outlet and words.read_names(head)):
            yield replace(part, kind=PartKind.OUTLET, text=text)
        elif words.is_organisation(text) and not words.read_names(head):
            yield replace(part, kind=PartKind.ORGANISATION, text=text)
        elif names := words.read_names(head):
            if words.is_role(text) and part.before.startswith(","):
                yield replace(part, kind=PartKind.ROLE)
                return
            yield replace(part, kind=PartKind.NAMES, names=names)
            if outlet:
                yield replace(part, kind=PartKind.OUTLET, text=outlet, before=" ")
        elif words.is_role(text):
            yield replace(part, kind=PartKind.ROLE)
        elif words.is_place_shape(text):
            yield replace(part, kind=PartKind.PLACE)
        else:
            yield part


def _cut(text: str, language: str) -> Iterator[_Piece]:
    """Yield the dates of a line and the pieces between separators, without empty ones."""
    plain = _ADDRESS.sub(lambda match: " " * len(match[0]), text)
    position, before = 0, ""
    for date in _find_dates(plain, language):
        found = list(_cut_pieces(plain, position, date.start, before))
        yield from found
        before = "" if not found else found[-1].after
        if not found:
            before = plain[position : date.start] if position else ""
        yield _Piece(date.text, date.start, before, "", date)
        position, before = date.end, ""
    yield from _cut_pieces(plain, position, len(plain), before)


def _find_dates(text: str, language: str) -> Sequence[PrintedDate]:
    dates: list[PrintedDate] = []
    while len(dates) < _MAX_DATES:
        date = find_date(text, dates[-1].end if dates else 0, language)
        if date is None:
            return dates
        dates.append(date)
    return dates


def _cut_pieces(text: str, start: int, end: int, before: str) -> Iterator[_Piece]:
    bounds = [*_SEPARATOR.finditer(text, start, end)]
    position = start
    for match in [*bounds, None]:
        stop = match.start() if match else end
        after = match[0] if match else ""
        raw = text[position:stop]
        piece = raw.strip()
        if piece.strip(_STRIPPED):
            first = position + len(raw) - len(raw.lstrip())
            if not after and not match and stop < len(text) and raw != raw.rstrip():
                after = " "
            yield _Piece(piece, first, before or (" " if first > position else ""), after)
            before = ""
        if match:
            before = (before + after) if not piece else after
            position = match.end()
