"""Decide what the lines of a header are: byline, date line, letterhead, breadcrumb, something else.

A line that has a label or a date shows by itself what it is, even if a word of it is unknown. A
name, a role or an outlet alone on a line does not: it counts only beside lines that do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache

from claimkit.documents.metadata.header_parts import (
    DATE_LABELS,
    LABELS,
    MAX_LINE,
    Part,
    PartKind,
    read_parts,
)
from claimkit.documents.metadata.header_words import HeaderWords, load_header_words, plain_words
from claimkit.documents.structure.block_drafts import is_finished

_MAX_UNKNOWN_WORDS = 8
_MAX_UNLABELLED_WORDS = 4
_MAX_LABELLED_WORDS = 8
_MAX_SENTENCE = 120
_MAX_CRUMB_WORDS = 5
_MAX_KICKER_WORDS = 4
_MAX_LETTERHEAD_WORDS = 8
_MAX_SALUTATION_WORDS = 12
_NEAR = 2
_STRONG_SIGNS = ("|", "•", "·", "[", "]", "(", ")")


class HeaderRole(Enum):
    BREADCRUMB = auto()
    KICKER = auto()
    LETTERHEAD = auto()
    CREDIT = auto()
    DATE = auto()
    PLACE_DATE = auto()
    SALUTATION = auto()
    CLOSING = auto()
    END = auto()
    NOISE = auto()
    HANDLE = auto()  # an address or an account
    # Weak roles: what such a line is depends on its neighbours.
    NAMES = auto()
    ROLE = auto()
    OUTLET = auto()
    ORGANISATION = auto()
    LABELLED = auto()
    OTHER = auto()


STRONG = frozenset((HeaderRole.CREDIT, HeaderRole.DATE, HeaderRole.PLACE_DATE))
"""Lines about the document whatever stands beside them."""

_FURNITURE = frozenset((HeaderRole.BREADCRUMB, HeaderRole.KICKER, HeaderRole.LETTERHEAD))
SEPARATE = STRONG | _FURNITURE | {HeaderRole.SALUTATION, HeaderRole.CLOSING, HeaderRole.END}
"""Lines that are never joined with the line before or after them."""

_NO_CAPTION = frozenset(
    (HeaderRole.LETTERHEAD, HeaderRole.BREADCRUMB, HeaderRole.DATE, HeaderRole.PLACE_DATE)
)
_ABOUT_PEOPLE = frozenset(
    (PartKind.NAMES, PartKind.ROLE, PartKind.PLACE, PartKind.OUTLET, PartKind.NOISE, PartKind.DAY)
)
_PLACES = frozenset((PartKind.PLACE, PartKind.NAMES))


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """A line of a header with its parts; ``role`` is what it is as far as it shows by itself."""

    text: str
    role: HeaderRole
    parts: tuple[Part, ...] = field(default=(), compare=False)

    @property
    def is_labelled(self) -> bool:
        """Whether a label says what the line is about."""
        return any(part.kind in LABELS for part in self.parts)

    def of(self, kind: PartKind) -> list[Part]:
        """Return the parts of a kind."""
        return [part for part in self.parts if part.kind is kind]

    @property
    def names(self) -> tuple[str, ...]:
        """All names of people, in order; what follows an outlet and a comma is its place."""
        found: list[str] = []
        for index, part in enumerate(self.parts):
            is_place = (
                index > 0
                and part.before.strip() == ","
                and self.parts[index - 1].kind in (PartKind.OUTLET, PartKind.ORGANISATION)
            )
            if part.kind is PartKind.NAMES and not is_place:
                found.extend(part.names)
        return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1024)
def read_line(text: str, language: str) -> HeaderLine:
    """Return what a line is by itself.

    >>> read_line("Published: 3 March 2024 | Rating: half true", "en").role.name
    'DATE'
    >>> read_line("By Friday all was calm", "en").role.name
    'OTHER'
    """
    text = " ".join(text.split(" ")).strip()
    # Most lines are long sentences. They are no header, and reading their parts takes long.
    if not text or len(text) > (_MAX_SENTENCE if is_finished(text) else MAX_LINE):
        return HeaderLine(text, HeaderRole.OTHER)
    words = load_header_words(language)
    if text.casefold() in words.lexicon.end_lines:
        return HeaderLine(text, HeaderRole.END)
    if _is_salutation(text, words):
        return HeaderLine(text, HeaderRole.SALUTATION)
    if text.casefold().strip(" ,.:–—-") in words.closings:
        return HeaderLine(text, HeaderRole.CLOSING)
    if _is_breadcrumb(text, words):
        return HeaderLine(text, HeaderRole.BREADCRUMB)
    parts = read_parts(text, language)
    return HeaderLine(text, _find_role(text, parts, words), parts)


def _find_role(text: str, parts: Sequence[Part], words: HeaderWords) -> HeaderRole:
    kinds = [part.kind for part in parts]
    if PartKind.DATE in kinds:
        return _find_date_role(text, parts, words)
    known = set(kinds)
    if not known:
        return HeaderRole.HANDLE
    if "@" in text and known <= {*_PLACES, PartKind.OUTLET, PartKind.ORGANISATION, PartKind.NOISE}:
        return HeaderRole.CREDIT if PartKind.NAMES in known else HeaderRole.HANDLE
    if known <= {PartKind.NOISE, PartKind.DAY}:
        return HeaderRole.NOISE
    if known & {PartKind.STATEMENT, PartKind.KICKER} and _is_letterhead(parts, words):
        return HeaderRole.LETTERHEAD if PartKind.STATEMENT in known else HeaderRole.KICKER
    first = kinds[0] if kinds else PartKind.UNKNOWN
    if first in DATE_LABELS and known <= {first, PartKind.NOISE, PartKind.DAY}:
        return HeaderRole.DATE
    if first in (PartKind.AUTHOR, PartKind.ISSUER, PartKind.OTHER_CREDIT):
        return HeaderRole.CREDIT if _is_credit(text, parts) else HeaderRole.OTHER
    if first is PartKind.OTHER_LABEL:
        is_short = len(text.split()) <= _MAX_LABELLED_WORDS and not is_finished(text)
        return HeaderRole.LABELLED if is_short else HeaderRole.OTHER
    leads = first is PartKind.NAMES or kinds[:2] == [PartKind.ROLE, PartKind.NAMES]
    if PartKind.NAMES in known and known <= _ABOUT_PEOPLE and leads:
        if any(part.kind is PartKind.NOISE and not has_letters(part.text) for part in parts):
            return HeaderRole.OTHER  # the years of a life
        has_day = PartKind.DAY in known and text.split(",")[0].isupper()
        return HeaderRole.PLACE_DATE if has_day else HeaderRole.NAMES
    if first is PartKind.PLACE and known == {PartKind.PLACE, PartKind.DAY}:
        return HeaderRole.PLACE_DATE
    for kind, role in (
        (PartKind.ROLE, HeaderRole.ROLE),
        (PartKind.OUTLET, HeaderRole.OUTLET),
        (PartKind.ORGANISATION, HeaderRole.ORGANISATION),
    ):
        if first is kind and known <= {kind, PartKind.NOISE, *_PLACES}:
            return role
    return HeaderRole.OTHER


def _find_date_role(text: str, parts: Sequence[Part], words: HeaderWords) -> HeaderRole:
    """Return what a line with a date is: other text if it is a sentence about that day."""
    unknown = [part for part in parts if part.kind is PartKind.UNKNOWN]
    count = sum(part.words for part in unknown)
    labelled = any(part.kind in LABELS for part in parts)
    if is_finished(text) and count >= 2:
        return HeaderRole.OTHER
    for index, part in enumerate(parts):
        if part.kind is not PartKind.UNKNOWN:
            continue
        before = index and parts[index - 1].kind is PartKind.DATE and not part.before.strip()
        behind = index + 1 < len(parts) and not parts[index + 1].before.strip()
        touches = before or (behind and parts[index + 1].kind is PartKind.DATE)
        is_strong = any(sign in part.before for sign in _STRONG_SIGNS)
        if touches and not is_strong:
            return HeaderRole.OTHER
    if count > (_MAX_UNKNOWN_WORDS if labelled else _MAX_UNLABELLED_WORDS):
        return HeaderRole.OTHER
    if _belongs_to_label(parts):
        return HeaderRole.LABELLED
    if not labelled and unknown and not all(_is_set_off(part) for part in unknown):
        return HeaderRole.OTHER
    titled = any(words.has_title(part.text) for part in parts)
    if _is_place_and_date(parts) and not titled:
        return HeaderRole.PLACE_DATE
    if any(part.kind is PartKind.AUTHOR for part in parts) or _has_author(parts):
        return HeaderRole.CREDIT
    return HeaderRole.DATE


def _belongs_to_label(parts: Sequence[Part]) -> bool:
    """Return whether a date is only part of what another label introduces: "Sources: …"."""
    kinds = [part.kind for part in parts]
    date = kinds.index(PartKind.DATE)
    return kinds[0] is PartKind.OTHER_LABEL and not set(kinds[:date]) & DATE_LABELS


def _is_set_off(part: Part) -> bool:
    """Return whether an unknown part is a short one between separators, with a capital."""
    return part.text[:1].isupper() and not part.text.isspace() and part.words <= 3


def _is_place_and_date(parts: Sequence[Part]) -> bool:
    """Return whether a line is a place, a comma and a date, or the other way round."""
    kept = [part for part in parts if part.kind not in (PartKind.NOISE, PartKind.DAY)]
    dates = [index for index, part in enumerate(kept) if part.kind is PartKind.DATE]
    places = [part for part in kept if part.kind is not PartKind.DATE]
    if len(dates) != 1 or not 1 <= len(places) <= 3:
        return False
    if not all(part.kind in _PLACES and len(part.names) <= 1 for part in places):
        return False
    if dates[0] == len(kept) - 1:
        sign = kept[-1].before.strip()
        return (
            sign.startswith((",", "("))
            or (sign[:1] in ("–", "—", "-") and places[-1].kind is PartKind.PLACE)
            or (not sign and places[-1].kind is PartKind.PLACE)
        )
    return dates[0] == 0 and kept[1].before.strip().startswith(",")


def _has_author(parts: Sequence[Part]) -> bool:
    """Return whether the names in a date line are those of people, and not of a programme."""
    kinds = {part.kind for part in parts}
    return PartKind.NAMES in kinds and kinds.isdisjoint((PartKind.KICKER, PartKind.STATEMENT))


def _is_credit(text: str, parts: Sequence[Part]) -> bool:
    """Return whether a line with the label of an author names somebody and says nothing else."""
    unknown = [part for part in parts if part.kind is PartKind.UNKNOWN]
    named = {PartKind.NAMES, PartKind.OUTLET, PartKind.ORGANISATION}
    if len(parts) > 1 and parts[1].kind not in named | {
        PartKind.NOISE,
        PartKind.ROLE,
        PartKind.PLACE,
    }:
        return False
    kinds = {part.kind for part in parts}
    if not kinds & named:
        return PartKind.NOISE in kinds
    count = sum(part.words for part in unknown)
    return count == 0 or (count <= _MAX_UNLABELLED_WORDS and not is_finished(text))


def _is_letterhead(parts: Sequence[Part], words: HeaderWords) -> bool:
    """Return whether a line has the kind of document, and at most names beside it."""
    others = [
        p for p in parts if p.kind not in (PartKind.STATEMENT, PartKind.KICKER, PartKind.NOISE)
    ]
    if not others:
        return True
    if sum(part.words for part in others) > _MAX_LETTERHEAD_WORDS:
        return False
    if any(part.kind is PartKind.STATEMENT for part in parts):
        return all(words.has_name_shape(part.text) for part in others)
    return all(
        part.kind in (PartKind.OUTLET, PartKind.ORGANISATION, PartKind.PLACE)
        or (part.text.isupper() and part.words <= _MAX_KICKER_WORDS and ":" not in part.before)
        for part in others
    )


def _is_breadcrumb(text: str, words: HeaderWords) -> bool:
    """Return whether a line is the way to a page: "Home > News > Courts"."""
    starts = words.lexicon.breadcrumb_starts
    for sign in words.lexicon.breadcrumb_signs:
        if sign not in text:
            continue
        crumbs = [crumb.strip() for crumb in text.split(sign)]
        if crumbs and not crumbs[0]:
            crumbs = crumbs[1:]
        if len(crumbs) < 2 or f" {sign} " not in f" {text} ":
            continue
        if any(not crumb or len(crumb.split()) > _MAX_CRUMB_WORDS for crumb in crumbs[:-1]):
            continue
        first = plain_words(crumbs[0])
        is_known = first in starts or (first in words.kickers and sign not in ("|", "·"))
        is_clear = sign in (">", "»", "›", "→", "::") and len(crumbs) > 2
        if is_known or is_clear:
            return True
    return False


def _is_salutation(text: str, words: HeaderWords) -> bool:
    if text[-1] not in ",:;–—-!" or len(text.split()) > _MAX_SALUTATION_WORDS:
        return False
    return words.salutation.match(text) is not None


def is_no_caption(text: str, language: str) -> bool:
    """Return whether a line is a letterhead, a breadcrumb, a byline or a date line by itself."""
    line = read_line(text, language)
    return line.role in _NO_CAPTION or (
        line.role is HeaderRole.CREDIT and bool(line.of(PartKind.AUTHOR))
    )


def read_lines(texts: Sequence[str], language: str, ending: Sequence[str] = ()) -> list[HeaderLine]:
    """Return what the lines of a header are, in view of one another.

    Args:
        ending: the last paragraphs of the document, which may say who its author is.
    """
    words = load_header_words(language)
    lines = [read_line(text, language) for text in texts]
    roles = [line.role for line in lines]
    for index, line in enumerate(lines):
        if (line.role is HeaderRole.NAMES and _is_byline(index, lines, ending, words)) or (
            line.role is HeaderRole.PLACE_DATE and line.names and _is_described(line, ending)
        ):
            roles[index] = HeaderRole.CREDIT
        elif line.role is HeaderRole.OTHER and _has_title(lines[:index]) and _sets_off_date(line):
            roles[index] = HeaderRole.DATE
    for index in range(len(lines)):
        beside = {roles[i] for i in (index - 1, index + 1) if 0 <= i < len(lines)}
        if (
            roles[index] in (HeaderRole.ROLE, HeaderRole.OUTLET) and HeaderRole.CREDIT in beside
        ) or (roles[index] is HeaderRole.OUTLET and beside & STRONG):
            roles[index] = HeaderRole.CREDIT
        elif roles[index] is HeaderRole.LABELLED and beside & (STRONG | {HeaderRole.LETTERHEAD}):
            roles[index] = HeaderRole.NOISE
    return [
        HeaderLine(line.text, role, line.parts) for line, role in zip(lines, roles, strict=True)
    ]


def _is_byline(
    index: int, lines: Sequence[HeaderLine], ending: Sequence[str], words: HeaderWords
) -> bool:
    """Return whether names alone on a line are those of the authors, and no heading.

    A title stands above them, and a date, a writer's role or an outlet beside them; or an account
    stands below them; or the end of the document says who they are.
    """
    line, beside = lines[index], lines[max(0, index - 1) : index + 2]
    if _is_described(line, ending, words if not _has_title(lines[:index]) else None):
        return True
    if any(one.role is HeaderRole.HANDLE for one in lines[index + 1 : index + 2]):
        return True
    if not _has_title(lines[:index]) or (index and lines[index - 1].text.endswith(":")):
        return False
    roles = [part.text for one in beside for part in one.of(PartKind.ROLE)]
    if any(map(words.is_writer, roles)) or any(one.role is HeaderRole.OUTLET for one in beside):
        return True
    if words.is_ordinary(line.names[0]):
        return False
    if line.of(PartKind.ROLE):
        if any(one.text.endswith(".") and one.role is HeaderRole.OTHER for one in lines[:index]):
            return False
        return sum(one.role is HeaderRole.NAMES for one in lines) == 1
    near = lines[max(0, index - _NEAR) : index + _NEAR + 1]
    return any(one.role in (HeaderRole.DATE, HeaderRole.PLACE_DATE) for one in near)


def _has_title(lines: Sequence[HeaderLine]) -> bool:
    return any(line.role is HeaderRole.OTHER for line in lines)


def _sets_off_date(line: HeaderLine) -> bool:
    """Return whether a sign such as "|" or "·" sets a date apart from a few other words."""
    dates = line.of(PartKind.DATE)
    words = sum(part.words for part in line.of(PartKind.UNKNOWN))
    return (
        len(dates) == 1
        and words <= _MAX_UNKNOWN_WORDS
        and not is_finished(line.text)
        and any(sign in dates[0].before for sign in _STRONG_SIGNS)
    )


def _is_described(
    line: HeaderLine, ending: Sequence[str], words: HeaderWords | None = None
) -> bool:
    """Return whether the end of the document says who the person of a line is.

    With ``words`` it must do so with a verb: "Jane Doe is a nurse".
    """
    name = line.names[0]
    if words is not None:
        verbs = words.lexicon.biography_verbs
        return any(text.startswith(f"{name} {verb} ") for text in ending for verb in verbs)
    return any(text.startswith((f"{name} ", f"{name},")) and text != line.text for text in ending)


def has_letters(text: str) -> bool:
    """Return whether a text has letters."""
    return any(map(str.isalpha, text))
