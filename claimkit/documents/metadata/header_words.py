"""Tell what the pieces of a header line are: labels, names, outlets, offices, roles, noise."""

from __future__ import annotations

import re
from functools import cache

from claimkit.lexicons.calendar import load_calendar
from claimkit.lexicons.headers import load_headers
from claimkit.lexicons.layout import load_layout
from claimkit.lexicons.word_patterns import any_of
from claimkit.lexicons.words import load_words

MAX_NAME_WORDS = 5
_MAX_NAME = 60
_MAX_ROLE_WORDS = 9
_MAX_PLAIN_ROLE_WORDS = 5
_MAX_ORGANISATION_WORDS = 9
_MAX_PLACE_WORDS = 4
_MAX_OUTLET_WORDS = 7
_EDGES = " \t\xa0.,:;*-–—_\"'“”‘’()[]#!"
_NAME_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_CAMEL = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"[\d.,/:()–—-]*\d[\d.,/:()–—-]*[a-zA-Z]{0,2}")
_SPACE = re.compile(r"\s+")
_MAX_SERIES_WORDS = 4
_NOTE_MARK = re.compile(r"(?<=[^\W\d_])[\d,*†‡§¹²³⁴-⁹]+$")
_ROMAN = re.compile(r"[IVXLC]+\.?")
_ZONE = r"(?:Z|UTC|GMT|[A-Z]{1,4}T|(?:[A-Z]\.){2,3})(?:[+-]\d{1,2})?"


class HeaderWords:
    """The words of one language's headers, prepared for matching."""

    def __init__(self, language: str) -> None:
        lexicon = load_headers(language)
        calendar = load_calendar(language)
        self.lexicon = lexicon
        self.noise = frozenset(lexicon.noise)
        self.kickers = frozenset(lexicon.kickers)
        self.title_kickers = frozenset(lexicon.title_kickers)
        self.section_heads = frozenset(lexicon.section_heads)
        self.statement_kinds = frozenset(lexicon.statement_kinds)
        self.report_kinds = frozenset(lexicon.report_kinds)
        self.closings = frozenset(lexicon.closings)
        self.salutation = re.compile(rf"{any_of(lexicon.salutations)}\b", re.IGNORECASE)
        self.small_words = frozenset(lexicon.small_words)
        self.months = frozenset(
            form.casefold() for month in calendar.months for form in month.forms
        )
        self.weekdays = frozenset(
            form.casefold() for day in calendar.weekdays for form in day.forms
        )
        self._outlet_words = frozenset(lexicon.outlet_words)
        self._organisation_words = frozenset(lexicon.organisation_words)
        self._organisation_links = frozenset(lexicon.organisation_links)
        self._role_words = frozenset(lexicon.role_words)
        self._series_names = frozenset(lexicon.series_names)
        self._writer_words = frozenset(lexicon.writer_words)
        self._series_words = frozenset(lexicon.series_words)
        self._issue_words = frozenset(lexicon.issue_words)
        self._particles = frozenset(lexicon.name_particles)
        self._titles = frozenset(lexicon.name_titles)
        self._suffixes = frozenset(lexicon.name_suffixes)
        self._joiner = re.compile(rf",?\s+{any_of(lexicon.name_joiners)}\s+|,\s+|;\s+")
        self.leading_joiner = re.compile(rf"{any_of(lexicon.name_joiners)}\s+(?=[^\W\d_a-z])")
        self._language = language
        self._tail = re.compile(
            rf"\s+(?:(?P<place>{any_of(lexicon.place_joiners)})"
            rf"|(?P<outlet>{any_of(lexicon.outlet_joiners)}))\s+(?P<rest>\S.*)$",
            re.IGNORECASE,
        )
        self._noise = re.compile(
            rf"(?:\d[\d.,]*\s*)?{any_of(lexicon.noise)}(?=\W|$)", re.IGNORECASE
        )
        self._compile_times(language)

    def _compile_times(self, language: str) -> None:
        layout, calendar = load_layout(language), load_calendar(language)
        half_days = layout.dates.half_days
        halves = "|".join(r"\.?\s?".join(map(re.escape, half)) for half in half_days) or "(?!)"
        leads = any_of(layout.dates.time_leads)
        self.time = re.compile(
            rf"(?:{leads}\s+)?(?:\d{{1,2}}[:.h]\d{{2}}(?::\d{{2}})?(?:\s*(?:{halves})\b\.?)?"
            rf"|\d{{1,2}}\s*(?:{halves})\b\.?)"
            rf"(?:\s*{_ZONE}(?![\w.]))?",
            re.IGNORECASE,
        )
        self.trailing_time = re.compile(rf"\s+(?:{self.time.pattern})$", re.IGNORECASE)
        month = any_of(form for item in calendar.months for form in item.forms)
        ordinal = f"(?:{any_of(layout.dates.ordinal_endings)})?"
        self.day = re.compile(
            rf"(?:{month}\.?\s+\d{{1,2}}{ordinal}|\d{{1,2}}{ordinal}\s+{month}\.?)", re.IGNORECASE
        )

    def is_noise(self, text: str) -> bool:
        """Return whether a piece says nothing about the document: times, counts, page numbers."""
        rest = text.casefold().strip(_EDGES)
        if not rest or rest in self.noise or self._is_issue_number(text):
            return True
        rest = self.time.sub(" ", text).strip(_EDGES)
        while match := self._noise.match(rest):
            rest = rest[match.end() :].strip(_EDGES)
        return not rest or _NUMBER.fullmatch(rest) is not None

    def is_weekday(self, text: str) -> bool:
        """Return whether a piece is a weekday, or a day without its year: "Friday night"."""
        words = text.casefold().strip(_EDGES).split()
        if not words or len(words) > 3:
            return False
        return words[0].rstrip(".") in self.weekdays or bool(self.day.fullmatch(text.strip(_EDGES)))

    def _is_issue_number(self, text: str) -> bool:
        words = text.casefold().strip(_EDGES).split()
        first = words[0] if words else ""
        if first.rstrip(".") not in self._issue_words and first not in self._issue_words:
            return False
        others = [word for word in words if word.rstrip(".") not in self._issue_words]
        return all(any(map(str.isdigit, w)) or _ROMAN.fullmatch(w.upper()) for w in others)

    def is_series(self, text: str) -> bool:
        """Return whether a line numbers a report of a series: "Situation Report No. 4"."""
        words = [word.strip(_EDGES) for word in text.casefold().split()]
        words = [word for word in words if word]
        named = [word for word in words if word.rstrip(".") not in self._issue_words]
        numbers = [word for word in named if any(map(str.isdigit, word))]
        phrase = " ".join(word for word in named if word not in numbers)
        return (
            bool(numbers)
            and (phrase in self._series_words or phrase.rsplit(" ", 1)[-1] in self._series_words)
            and len(words) <= 6
        )

    def is_kicker(self, text: str) -> bool:
        """Return whether a piece only says what kind of text follows, or in which section."""
        plain = plain_words(text)
        return plain in self.kickers or self.is_statement_kind(text) or plain in self.report_kinds

    def is_series_name(self, text: str) -> bool:
        """Return whether a short line is the name of a column: "The Saturday Profile"."""
        words = plain_words(text).split()
        return (
            1 < len(words) <= _MAX_SERIES_WORDS
            and words[-1] in self._series_names
            and self.has_name_shape(text)
        )

    def read_role_and_name(self, text: str) -> int | None:
        """Return where the name begins in a text such as "Dock correspondent Ewan Sharp"."""
        for match in _SPACE.finditer(text):
            role, name = text[: match.start()], text[match.end() :]
            words = role.casefold().split()
            is_role = len(words) <= _MAX_SERIES_WORDS and words[-1] in self._writer_words
            if is_role and self.is_person(name):
                return match.end()
        return None

    def is_statement_kind(self, text: str) -> bool:
        return plain_words(text) in self.statement_kinds

    def is_outlet(self, name: str) -> bool:
        """Return whether a name is that of a newspaper, station or agency."""
        if len(name) > _MAX_NAME or not name[:1].isupper():
            return False
        words = name.strip(_EDGES).split()
        if len(words) > _MAX_OUTLET_WORDS:
            return False
        plain = {word.strip(_EDGES) for word in (*words[:3], *words[-1:])}
        plain |= {word.capitalize() for word in plain if word.isupper() and len(word) > 3}
        return not self._outlet_words.isdisjoint(plain) and self.has_name_shape(name)

    def is_organisation(self, name: str) -> bool:
        """Return whether a name is that of an office: "Ministry of Ports", "Castor University".

        The noun that says so is its last word, or the one before "of", "for" and the like, so that
        "Ministry Confirms Second Convoy" is none.
        """
        words = [word.strip(_EDGES) for word in name.split()]
        words = [word for word in words if word]
        if not 1 < len(words) <= _MAX_ORGANISATION_WORDS or not self.has_name_shape(name):
            return False
        lowered = [word.casefold() for word in words]
        links = [index for index, word in enumerate(lowered) if word in self._organisation_links]
        head = next((lowered[index - 1] for index in links if index), lowered[-1])
        return head in self._organisation_words

    def has_name_shape(self, text: str) -> bool:
        """Return whether all words but small ones begin with a capital."""
        words = [word.strip(_EDGES) for word in text.split()]
        words = [word for word in words if word]
        return (
            bool(words)
            and all(
                word[0].isupper() or word[0].isdigit() or word in self.small_words for word in words
            )
            and words[0][0].isupper()
        )

    def is_place_shape(self, text: str) -> bool:
        """Return whether a piece may be the name of a place."""
        words = text.strip(_EDGES).split()
        if not 0 < len(words) <= _MAX_PLACE_WORDS or any(map(str.isdigit, text)):
            return False
        if any(word.casefold().strip(_EDGES) in self.months for word in words if len(word) > 3):
            return False
        return words[0][0].isupper() and all(
            word[0].isupper() or word in self._particles or word in self.small_words
            for word in words
        )

    def is_role(self, text: str) -> bool:
        """Return whether a piece is somebody's role: "science editor", "Head of Communications"."""
        return not self._role_words.isdisjoint(self._find_heads(text))

    def is_writer(self, text: str) -> bool:
        """Return whether a piece is the role of somebody who writes: "science editor"."""
        return not self._writer_words.isdisjoint(self._find_heads(text))

    def _find_heads(self, text: str) -> list[str]:
        """Return the words of a short text that may say what all of it is."""
        words = [word.strip(_EDGES) for word in text.casefold().split()]
        words = [word for word in words if word]
        if not 0 < len(words) <= _MAX_ROLE_WORDS:
            return []
        link = next((i for i, word in enumerate(words) if i and word in self.small_words), None)
        if link is not None:
            return [words[link - 1]]
        return [words[-1]] if len(words) <= _MAX_PLAIN_ROLE_WORDS else []

    def split_names(self, text: str) -> list[str]:
        """Return the pieces of a text between the words and signs that join names."""
        return [piece.strip() for piece in self._joiner.split(text)]

    def read_names(self, text: str) -> tuple[str, ...]:
        """Return the names of the people that a piece consists of; empty if it is anything else."""
        names = [name.strip(" \t\xa0,;:*_") for name in self._joiner.split(text)]
        names = [_NOTE_MARK.sub("", name) for name in names]
        if names and all(self.is_person(name) for name in names):
            return tuple(self._plain_name(name) for name in names)
        return ()

    def split_tail(self, text: str) -> tuple[str, str | None]:
        """Return a byline without its place, and the outlet if there is one instead.

        Example: "Li Hua in Vell", "Jane Doe for the Tollen Post".
        """
        match = self._tail.search(text)
        if not match:
            return text, None
        rest = match["rest"].strip(_EDGES)
        words = rest.split()
        if words and words[0].casefold() in self.small_words:
            rest = rest.split(None, 1)[1] if len(words) > 1 else rest
        if not rest[:1].isupper() or not self.has_name_shape(rest):
            return text, None
        is_outlet = match["outlet"] is not None or self.is_outlet(rest)
        return text[: match.start()], rest if is_outlet else None

    def is_person(self, name: str) -> bool:
        """Return whether a text has the shape of one person's full name."""
        if name.casefold().startswith(self.lexicon.place_openings):
            return False
        words = name.split()
        words = [word for word in words if word not in self._titles]
        if {word.casefold() for word in words} & (self.small_words - self._particles):
            return False
        while len(words) > 1 and words[-1].strip(",") in self._suffixes:
            words.pop()
        if not 2 <= len(words) <= MAX_NAME_WORDS or len(name) > _MAX_NAME:
            return False
        names = [word for word in words if word.casefold() not in self._particles]
        if words[-1].casefold() in self._particles and not words[-1][0].isupper():
            return False
        if any(word.casefold().strip(_EDGES) in self.weekdays for word in names):
            return False
        return len(names) >= 2 and all(
            word[0].isupper() and _NAME_WORD.fullmatch(word) for word in names
        )

    def is_ordinary(self, name: str) -> bool:
        """Return whether a name consists of ordinary words, as the heading "Key Figures" does."""
        known = load_words(self._language)
        words = [word.strip(_EDGES) for word in name.split()]
        return all(
            word.casefold() in known and word.capitalize() not in known for word in words if word
        )

    def has_title(self, text: str) -> bool:
        """Return whether a text begins with a title such as "Dr.", so that it is a person."""
        return text.split(None, 1)[0] in self._titles if text.split() else False

    def _plain_name(self, name: str) -> str:
        if not name.isupper():
            return name
        words = name.split()
        return " ".join(
            word.lower()
            if word.casefold() in self._particles and index
            else _CAMEL.sub(lambda match: match[0].capitalize(), word)
            for index, word in enumerate(words)
        )


@cache
def load_header_words(language: str) -> HeaderWords:
    """Return the prepared words of a language."""
    return HeaderWords(language)


def plain_words(text: str) -> str:
    """Return the words of a text in lower case, with single spaces and without signs.

    >>> plain_words("FACT-CHECK:"), plain_words("Q&A")
    ('fact check', 'q a')
    """
    return " ".join(re.sub(r"[^\w'’]+|_", " ", text.casefold()).split())


def plain_case(name: str, small_words: frozenset[str], text: str = "") -> str:
    """Return a name in capitals as it is written elsewhere in ``text``, or else in title case."""
    if not name.isupper():
        return name
    match = re.search(re.escape(name), text, re.IGNORECASE) if text else None
    while match and match[0].isupper():
        match = re.compile(re.escape(name), re.IGNORECASE).search(text, match.end())
    if match:
        return match[0]
    words = name.split()
    return " ".join(
        word.lower() if index and word.casefold() in small_words else word.capitalize()
        for index, word in enumerate(words)
    )
