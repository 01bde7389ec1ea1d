"""Tell which names of a document belong to one person or body."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc

from claimkit.extraction.sources.name import EntityKind, Name
from claimkit.extraction.sources.vocabulary import Words, plain
from claimkit.lexicons.sources import Gender

_BEHIND_HEAD = frozenset("of for at in to from on with by and".split())
_SMALL = frozenset(("of", "the", "and", "for", "in", "on", "'s", "’s", "'", "’", "-"))
_ROLE_WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")
_MAX_EXPANSION_TOKENS = 14
_MIN_ACRONYM = 3


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody or something that may be credited; ``name`` is the fullest form seen.

    ``role_words`` are in lower case; ``nouns`` are the words that may point back to it.
    ``members`` are the names behind a group of several, ``forms`` other full names seen.
    """

    name: str
    words: tuple[str, ...]
    kind: EntityKind
    gender: Gender | None = None
    role: str | None = None
    role_words: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    is_outlet: bool = False
    is_plural: bool = False
    members: tuple[str, ...] = ()
    member_kinds: frozenset[EntityKind] = frozenset()
    has_article: bool = False  # in front of its name
    is_anonymous: bool = False
    # How often names that can mean nobody else stand in the text.
    times_named: int = 0
    # How often a pronoun of a gender was taken to mean it: a hint, where nothing says more.
    pointed_to: Counter[Gender] = field(default_factory=Counter)
    # Other full names that the text gives it.
    forms: set[str] = field(default_factory=set)

    @property
    def is_thing(self) -> bool:
        """Tell whether it is a document, or what only a noun names: "the footage"."""
        is_noun = self.kind is EntityKind.UNKNOWN and not self.words
        return is_noun or self.kind is EntityKind.DOCUMENT

    @property
    def likely_gender(self) -> Gender | None:
        """What the text says of its gender, or else what most pronouns made of it."""
        if self.gender or not self.pointed_to:
            return self.gender
        (first, most), *rest = self.pointed_to.most_common()
        return first if not rest or most > rest[0][1] else None

    @property
    def names(self) -> tuple[str, ...]:
        return self.members or (self.name,)

    def add_role(self, role: str, words: Words) -> None:
        """Note one more role; the first one seen is shown."""
        self.role = self.role or role
        low = [plain(w) for w in _ROLE_WORD.findall(role)]
        self.role_words.update(low)
        end = next((i for i, word in enumerate(low) if word in _BEHIND_HEAD), len(low))
        self.nouns.update(low[max(end - 1, 0) : end])
        while low:
            # "Prime minister" is not "minister", and no attorney general is a general.
            size = next((n for n in (3, 2) if " ".join(low[:n]) in words.roles), 1)
            phrase = " ".join(low[:size])
            if size > 1:
                self.nouns -= set(low[:size])
            self.nouns |= words.roles.get(phrase, frozenset())
            low = low[size:]


class Registry:
    """The entities behind the names of one stretch of a document."""

    def __init__(self, doc: Doc, names: Iterable[Name], words: Words) -> None:
        self._words = words
        self._persons_by_word: dict[str, list[Entity]] = {}
        self._bodies: list[Entity] = []
        self._by_text: dict[str, Entity] = {}
        self._candidates: dict[int, list[Entity]] = {}
        names = list(names)
        self._read_acronyms(doc, names)
        # The fullest names first, so that shorter ones find them. What people call each other
        # in quotations comes behind what the text calls them ("Honest Ann Lee").
        # "Mr. Roe" comes before "President Roe", who else would be the Ann Roe of the text.
        # Headings come last and teach nothing: their capitals make names of anything.
        for name in sorted(names, key=_order):
            found = self._candidates[name.start] = self._place(name)
            if len(found) == 1 and _is_full_form(name):
                found[0].forms.add(name.text)

    @property
    def texts(self) -> Container[str]:
        """The names that stand in the text, in lower case."""
        return self._by_text

    def candidates(self, name: Name) -> list[Entity]:
        """Return the entities that a name of this registry may stand for; never empty."""
        return self._candidates[name.start]

    def _place(self, name: Name) -> list[Entity]:
        if name.kind in (EntityKind.BODY, EntityKind.PLACE):
            known = self._by_text.get(" ".join(name.words))
            if known is None and name.kind is EntityKind.PLACE:
                # "London" in a text about the writer Jack London
                person = self.find_person(name.words[-1]) if name.is_subject else None
                known = person
            if known is not None:
                return [known]
            if name.kind is EntityKind.BODY:
                return self._place_body(name)
        else:
            found = self._namesakes(name) or self._without_epithet(name)
            for entity in found if len(found) == 1 else ():
                self._learn(entity, name)
                if _is_by_surname(entity, name):
                    entity.kind = EntityKind.PERSON
            if found:
                return found
            known = self._by_text.get(" ".join(name.words))
            if known is not None:
                return [known]
        return [self._add(name)]

    def _without_epithet(self, name: Name) -> list[Entity]:
        """Find the person behind a longer name in a quotation: "Honest Ann Lee"."""
        if not name.in_quotation or len(name.words) < 3:
            return []
        known = self._by_text.get(" ".join(name.words[1:]))
        return [] if known is None else [known]

    def _namesakes(self, name: Name) -> list[Entity]:
        known = self._persons_by_word.get(name.words[-1], [])
        found = [entity for entity in known if _is_same_person(entity, name)]
        if len(name.words) == 1:
            if self._words.is_people(name.words[0]):
                return []
            # A surname before a first name, a person before a "Roe Gallery".
            word = name.words[0]
            found = [e for e in found if word == e.words[-1] or word in e.words[1:]] or found
            found = [entity for entity in found if entity.kind is EntityKind.PERSON] or found
        if name.role and len(found) > 1:
            # "President Roe" is not the singer Ann Roe.
            found = [entity for entity in found if entity.role is None] or found
        return found

    def find_by_role(self, noun: str) -> Entity | None:
        """Return the one person whom the text calls by a noun: "minister"."""
        everybody = {id(e): e for known in self._persons_by_word.values() for e in known}
        found = [e for e in everybody.values() if noun in e.nouns and e.kind is EntityKind.PERSON]
        return found[0] if len(found) == 1 else None

    def find_person(self, word: str) -> Entity | None:
        """Return the one person whose surname is ``word`` (in lower case)."""
        known = self._persons_by_word.get(word, [])
        found = [e for e in known if e.words[-1] == word and e.kind is EntityKind.PERSON]
        return found[0] if len(found) == 1 else None

    def _place_body(self, name: Name) -> list[Entity]:
        own = set(name.words)
        if len(own) == 1:
            spelt_out = self._spelt_out(name.words[0])
            if spelt_out is not None:
                self._by_text[name.words[0]] = spelt_out
                return [spelt_out]
        else:
            wider = [
                e for e in self._bodies if own <= set(e.words) and _shares_noun(e, own, self._words)
            ]
            # Of bodies that contain each other, the fullest name came first.
            distinct = [
                e
                for e in wider
                if not any(o is not e and set(e.words) <= set(o.words) for o in wider)
            ]
            if distinct:
                return distinct
        return [self._add(name)]

    def _spelt_out(self, acronym: str) -> Entity | None:
        """Return the one body whose words begin with the letters of an acronym."""
        if len(acronym) < _MIN_ACRONYM:
            return None
        found = [e for e in self._bodies if "".join(w[:1] for w in e.words) == acronym]
        return found[0] if len(found) == 1 else None

    def _add(self, name: Name) -> Entity:
        entity = Entity(
            name.text,
            name.words,
            name.kind,
            is_outlet=name.is_outlet,
            has_article=name.has_article,
        )
        if name.in_heading:
            self._learn(entity, name)
            return entity
        self._by_text[" ".join(name.words)] = entity
        if name.kind is EntityKind.BODY:
            self._bodies.append(entity)
            entity.nouns.update(w for w in name.words if w in self._words.bodies)
            if name.noun in self._words.named_bodies or (
                name.words[-1] in {*self._words.company_suffixes, *self._words.trade_words}
            ):
                # "Nordex" for "the drugmaker Nordex Pharma", "Acme" for "Acme Corp".
                self._persons_by_word.setdefault(name.words[0], []).append(entity)
        elif name.kind is not EntityKind.PLACE:
            for word in {name.words[0], name.words[-1], _surname(name.words, self._words)}:
                self._persons_by_word.setdefault(word, []).append(entity)
        self._learn(entity, name)
        return entity

    def _learn(self, entity: Entity, name: Name) -> None:
        if entity.kind is EntityKind.UNKNOWN:
            entity.kind = name.kind
        entity.gender = entity.gender or name.gender
        entity.times_named += 1
        if name.noun:
            entity.nouns.add(name.noun)
        if name.role:
            entity.add_role(name.role, self._words)

    def _read_acronyms(self, doc: Doc, names: list[Name]) -> None:
        """Join "Harbour Safety Board (HSB)": the short form stands for the long one."""
        for name in names:
            i = name.start
            if name.end - i != 1 or not 0 < i < len(doc) - 1:
                continue
            if doc[i - 1].text != "(" or doc[i + 1].text != ")":
                continue
            start = _expansion_start(doc, i)
            if start is None:
                continue
            text = " ".join(doc[start : i - 1].text.split())
            low = tuple(
                plain(doc[k].text) for k in range(start, i - 1) if doc[k].lower_ not in _SMALL
            )
            if text.lower() in self._words.places:
                continue
            entity = Entity(text, low, EntityKind.BODY, is_outlet=name.is_outlet)
            entity.is_outlet |= {"news", "agency"} <= set(low)
            entity.nouns.update(w for w in low if w in self._words.bodies)
            name.kind = EntityKind.BODY
            self._bodies.append(entity)
            self._by_text[name.words[0]] = self._by_text[" ".join(low)] = entity


def _is_full_form(name: Name) -> bool:
    """Say if a form names somebody outside its document, too: no surname, no part of a name."""
    if name.in_heading or name.in_quotation:
        return False
    if name.kind is EntityKind.BODY:
        return name.text.isupper() and len(name.text) >= _MIN_ACRONYM
    return name.kind is EntityKind.PERSON and len(name.words) > 1


def _order(name: Name) -> tuple[bool, bool, int, bool, int]:
    """Say in which order names are looked at."""
    size = len(name.words)
    return name.in_heading, name.in_quotation, -size, name.gender is None, name.start


def _expansion_start(doc: Doc, acronym: int) -> int | None:
    """Return where the words begin whose initials make up the acronym behind them."""
    letters = [c for c in doc[acronym].text if c.isalpha()]
    if len(letters) < 2 or not doc[acronym].text[:1].isupper():
        return None
    i = acronym - 2
    while letters and i >= 0 and acronym - i < _MAX_EXPANSION_TOKENS:
        token = doc[i]
        if token.lower_ not in _SMALL:
            if token.text[:1].lower() != letters.pop().lower():
                return None
            if not letters:
                return i
        if token.is_sent_start:
            return None
        i -= 1
    return None


def _surname(words: tuple[str, ...], lexicon: Words) -> str:
    while len(words) > 2 and words[-1] in lexicon.suffixes:
        words = words[:-1]
    return words[-1]


def _is_same_person(entity: Entity, name: Name) -> bool:
    """Compare a fuller name with an equal or shorter one."""
    if entity.gender and name.gender and entity.gender != name.gender:
        return False
    long, short = entity.words, name.words
    if len(short) == 1:
        if short[0] in long[1:]:
            return True
        # "Kim" for a Kim Jong-un, but also "Angela" for an Angela Roth.
        return short[0] == long[0]
    if short == long[-len(short) :] or short == long[: len(short)]:
        return True
    return short[0] == long[0] and short[-1] == long[-1]


def _is_by_surname(entity: Entity, name: Name) -> bool:
    """Tell whether a name of two or three words is taken up by its last one, as people's are:
    "Sunniva Brekke … Brekke"."""
    if entity.kind is not EntityKind.UNKNOWN or name.has_article or not name.is_subject:
        return False
    return len(name.words) == 1 < len(entity.words) <= 3 and name.words[0] == entity.words[-1]


def _shares_noun(entity: Entity, words: set[str], lexicon: Words) -> bool:
    nouns = words & lexicon.bodies
    return not nouns or bool(nouns & entity.nouns)
