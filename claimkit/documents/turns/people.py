"""Collect the people that a document names, with their roles, and find whom a label means."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from claimkit.documents.structure.block_drafts import is_finished
from claimkit.documents.turns.turn_words import TurnWords, folded

_LISTED = re.compile(
    r"^[•*\s-]*(?P<name>[^\n,:–—]{3,60}?)\s*(?:,\s|\s(?:--?|[–—])\s)(?P<role>[^\n]{2,120})$",
    re.MULTILINE,
)
_ROLE_BEFORE = re.compile(r"(?:[\w'’-]+[.,;:]?[ ]){1,4}$")
_ROLE_IN_BRACKETS = re.compile(r"\s\(([^()\n]{3,40})\)")
_MAX_ROLE_WORDS = 4
_MAX_PEOPLE = 300  # of a document
_MIN_ROLE_NOUN = 4
_MAX_ACRONYM = 4
_MAX_LISTED_WORDS = 12
_VOWEL = re.compile("[AEIOUY]", re.IGNORECASE)
_OFFICE = re.compile(
    r"^(?P<role>[A-Z][\w-]+(?: [\w-]+){0,2}): (?P<names>[^\n:]{3,400})$", re.MULTILINE
)
_ROLE_BEHIND = re.compile(r",\s([^,.;:()\n]{3,60})(?:[,.;)]|$)")
_WORD = re.compile(r"[\w'’-]+")


@dataclass(slots=True)
class Person:
    """Somebody whom the document names; ``named_in_head`` counts names before the first turn."""

    name: str
    role: str | None = None
    named_in_head: int = 0

    @property
    def words(self) -> list[str]:
        return self.name.casefold().split()


class People:
    """The people of one document, in the order in which they are named."""

    def __init__(self, words: TurnWords) -> None:
        self._words = words
        self.people: list[Person] = []

    # -- reading --------------------------------------------------------------------------------

    def read_list(self, text: str) -> None:
        """Read lines such as "Ana Beck - Chief Executive Officer"."""
        for match in _LISTED.finditer(text):
            name, role = self.strip_title(match["name"].strip()), match["role"].strip()
            is_role = not is_finished(role) and len(role.split()) <= _MAX_LISTED_WORDS
            if is_role and not role[0].isdigit() and self._words.full_name.fullmatch(name):
                self.add(name, role)
        for match in _OFFICE.finditer(text):  # "Moderator: Ana Beck"
            office = folded(match["role"])
            if self._words.is_generic(office):
                self._read_names(match["names"], match["role"])
            elif office in self._words.participant_headings:
                self._read_names(match["names"], None)

    def _read_names(self, text: str, office: str | None) -> None:
        """Read names with their roles: "Ana Beck, Port Union; Ben Ola", "Ana Beck and Ben Ola"."""
        last: Person | None = None
        for entry in text.split(";") if ";" in text else [text]:
            for piece in self._words.listing.split(entry):
                name = self.strip_title(piece.strip(" .,"))
                if self._words.full_name.fullmatch(name) and (last is None or ";" not in text):
                    last = self.add(name, office)
                elif last is not None and last.role in (None, office) and name:
                    last.role = name
            last = None if ";" in text else last

    def read_prose(self, text: str, *, is_head: bool = False) -> None:
        """Read full names with the role before or behind them: "the biologist Nora Eklund"."""
        if text.isupper():
            return  # a heading, in which all words look like names
        for match in self._words.full_name.finditer(text):
            words = match["name"].split()
            role, parts = self._split_titles(words)
            first = next((i for i, part in enumerate(parts) if self._is_first_name(part)), None)
            if role is None and first:
                parts = parts[first:]  # "Yesterday Ana Beck": a capital at the start of a sentence
            if len(parts) < 2:
                continue
            start = match.end() - len(" ".join(parts))
            before = None if role else self._role_before(text, start)
            behind = self._role_behind(text, match.end())
            has_title = len(parts) < len(words) and not first
            is_initial = len(parts[0]) == 2 and parts[0][1] == "."
            if first is None and not (role or before or behind or has_title or is_initial):
                continue
            role = role or before or behind
            self.add(" ".join(parts), role).named_in_head += is_head

    def _split_titles(self, parts: list[str]) -> tuple[str | None, list[str]]:
        """Return the office in front of a name, without titles of respect, and the name."""
        titles: list[str] = []
        while len(parts) > 1 and not self._is_first_name(parts[0]):
            pair = len(parts) > 2 and self._is_title(" ".join(parts[:2]))
            if not pair and not self._is_title(parts[0]):
                break
            titles += parts[: 1 + pair]
            parts = parts[1 + pair :]
        office = " ".join(titles)
        is_office = folded(office) in self._words.roles or (
            len(titles) > 1 and folded(office) in self._words.honorifics
        )
        return (office if is_office else None), parts

    def _is_title(self, words: str) -> bool:
        low = folded(words)
        return low in self._words.honorifics or low in self._words.roles

    def _is_first_name(self, word: str) -> bool:
        return folded(word) in self._words.first_names

    def add(self, name: str, role: str | None = None) -> Person:
        """Return the person with this name, who is added if new; the fuller name stays."""
        if name.isupper():
            name = plain_case(name, (), self._words.particles)
        known = self.find(name)
        if known is None or (len(known.words) > 1 and not _is_part(name, known)):
            known = Person(name, role)
            if len(self.people) < _MAX_PEOPLE:
                self.people.append(known)
        if len(name.split()) > len(known.words) or (known.name.isupper() and not name.isupper()):
            known.name = name
        known.role = known.role or role
        return known

    def _role_behind(self, text: str, end: int) -> str | None:
        """Return the role in apposition: "Ana Beck, our chief executive, …"."""
        inner = _ROLE_IN_BRACKETS.match(text, end)
        if inner and self._words.is_generic(folded(inner[1])):
            return inner[1]
        match = _ROLE_BEHIND.match(text, end)
        if match is None:
            return None
        words = match[1].split()
        if folded(words[0]) in self._words.small or self._words.first_person.fullmatch(words[0]):
            words.pop(0)
        head = next(
            (i for i, word in enumerate(words) if folded(word) in self._words.small), len(words)
        )
        is_role = 0 < head <= _MAX_ROLE_WORDS and self._is_role_noun(words[head - 1])
        return " ".join(words) if is_role and len(words) <= 2 * _MAX_ROLE_WORDS else None

    def _role_before(self, text: str, start: int) -> str | None:
        """Return the role before a name: "press officer" in "Press officer Sarah Quinn".

        It reaches to the article before it, or to the start of the sentence.
        """
        match = _ROLE_BEFORE.search(text[max(0, start - 80) : start])
        if match is None:
            return None
        before = match[0].split()
        if before[-1][-1] in ".,;:" or not self._is_role_noun(before[-1]):
            return None
        size = 1
        while size < min(len(before), _MAX_ROLE_WORDS):
            word = before[-size - 1]
            if folded(word) in self._words.small or word[-1] in ".,;:":
                break
            size += 1
        is_open = size == len(before) and len(match[0]) < start and match.start() > 0
        if size > 1 and is_open:
            size = 1
        role = " ".join(before[-size:])
        is_name = any(word[0].isupper() for word in before[-size + 1 :]) if size > 1 else False
        return role if is_name or role[1:2].isupper() else role[0].lower() + role[1:]

    def _is_role_noun(self, word: str) -> bool:
        low = folded(word)
        if low in self._words.roles:
            return True
        return low.endswith(self._words.person_endings) and len(low) > _MIN_ROLE_NOUN

    # -- finding --------------------------------------------------------------------------------

    def strip_title(self, name: str) -> str:
        """Return a name without the titles before it: "Beck" for "MR. BECK"."""
        return self.split_title(name)[1]

    def split_title(self, name: str) -> tuple[str | None, str]:
        """Return the office before a name and the name: "PRIME MINISTER" and "BRANDT".

        Titles of respect are left out.
        """
        parts, office = name.split(), None
        for size in (2, 1, 1):
            title = " ".join(parts[:size])
            low = title.casefold().rstrip(".")
            if len(parts) > size and self._is_small(parts[size]):
                break  # "SECRETARY FOR WORKS" is an office, and nobody's name
            if len(parts) > size and (low in self._words.honorifics or low in self._words.roles):
                office = title if low in self._words.roles else office
                parts = parts[size:]
        return office, " ".join(parts)

    def _is_small(self, word: str) -> bool:
        low = word.casefold()
        return low in self._words.small and low not in self._words.particles

    def find(self, name: str) -> Person | None:
        """Return the one person whom a name means: by all words, surname or first name."""
        words = self.strip_title(name).casefold().split()
        if not words:
            return None
        exact = [person for person in self.people if person.words == words]
        if exact:
            return exact[0]
        for fits in (_is_surname, _is_inside, _is_first_name, _is_login, _is_initials):
            found = [person for person in self.people if fits(words, person.words)]
            if len(found) == 1:
                return found[0]
            if found:
                return None
        return None

    def find_role(self, role: str) -> Person | None:
        """Return the one person with a role: "the president" is President Ana Beck."""
        wanted = [word for word in folded(role).split() if word not in self._words.small]
        found = [
            person
            for person in self.people
            if person.role and set(wanted) <= set(folded(person.role).split())
        ]
        return found[0] if len(found) == 1 else None


def _is_surname(words: list[str], full: list[str]) -> bool:
    return len(full) > len(words) and full[-len(words) :] == words


def _is_inside(words: list[str], full: list[str]) -> bool:
    """Return whether all words are in a full name, initials counting for names."""
    if len(words) < 2 or words[-1] != full[-1]:
        return False
    return all(
        any(
            one == word
            or (word.endswith(".") and one.startswith(word[:-1]))
            or (one.endswith(".") and word.startswith(one[:-1]))
            for one in full
        )
        for word in words
    )


def _is_first_name(words: list[str], full: list[str]) -> bool:
    return len(full) > 1 and words == full[:1]


def _is_login(words: list[str], full: list[str]) -> bool:
    """Return whether a login is made of a name: "u/ana_beck" of Ana Beck."""
    login = re.sub(r"^@|^/?u/|[^\w]|_", "", words[0])
    return len(words) == 1 and len(full) > 1 and login == "".join(full)


def _is_initials(words: list[str], full: list[str]) -> bool:
    """Return whether a label has the initials of a name: "AB" of Ana Beck."""
    letters = words[0].replace(".", "")
    return len(words) == 1 and len(full) > 1 and letters == "".join(word[0] for word in full)


def _is_part(name: str, person: Person) -> bool:
    words = name.casefold().split()
    return (
        _is_surname(words, person.words)
        or _is_surname(person.words, words)
        or words == person.words
        or _is_inside(words, person.words)
        or _is_inside(person.words, words)
        or words == person.words[:1]
    )


def plain_case(name: str, texts: Iterable[str], particles: Collection[str]) -> str:
    """Return a name in capitals as it is written elsewhere: "McCormack" for "McCORMACK".

    >>> plain_case("VAN DER BERG", [], {"van", "der"}), plain_case("O'NEIL", [], ())
    ('Van der Berg', "O'Neil")
    >>> plain_case("McCORMACK", [], ()), plain_case("KSN HOST", ["The KSN host left."], ())
    ('McCormack', 'KSN host')
    """
    letters = [c for c in name if c.isalpha()]
    if sum(map(str.isupper, letters)) < 2 or sum(map(str.islower, letters)) > 2:
        return name
    pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    for text in texts:
        match = pattern.search(text)
        if match and any(map(str.islower, match[0])):
            return match[0]
    words = name.split()
    return " ".join(
        _plain_word(word, particles, is_first=number == 0) for number, word in enumerate(words)
    )


def _plain_word(word: str, particles: Collection[str], *, is_first: bool) -> str:
    low = word.lower()
    if len(word) <= _MAX_ACRONYM and not _VOWEL.search(word):
        return word
    if low in particles and not is_first:
        return low
    if len(word) > 3 and word.upper().startswith("MC"):
        return "Mc" + low[2:].capitalize()
    return re.sub(r"(?<![\w])\w|(?<=[a-z]['’])\w(?=\w\w)|(?<=-)\w", lambda m: m[0].upper(), low)
