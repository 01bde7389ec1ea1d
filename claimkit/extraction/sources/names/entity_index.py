"""Decide which names of a section belong to one entity, and find entities by name or role."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from spacy.tokens import Doc

from claimkit.extraction.sources.names.acronyms import MIN_ACRONYM, find_expansion, has_no_initial
from claimkit.extraction.sources.names.entity import Entity
from claimkit.extraction.sources.names.name import EntityKind, Name, may_be_full_name
from claimkit.extraction.sources.vocabulary import SourceVocabulary, normalize_word

_TWO_SURNAMES = 3  # words of a name with a first name and two surnames


class EntityIndex:
    """The entities that the names in one section of a document mean.

    Args:
        speakers: people whom the layout names as speakers, with the fullest name of each.
    """

    def __init__(
        self,
        doc: Doc,
        names: Sequence[Name],
        vocabulary: SourceVocabulary,
        speakers: Iterable[Entity] = (),
    ) -> None:
        self._vocabulary = vocabulary
        # Persons, and other entities that may be called by one word of their name.
        self._by_word: dict[str, list[Entity]] = {}
        self._bodies: list[Entity] = []
        self._by_text: dict[str, Entity] = {}
        self._candidates: dict[int, list[Entity]] = {}
        for speaker in speakers:
            self._add_speaker(speaker)
        self._add_acronyms(doc, names)
        for name in sorted(names, key=_order):
            found = self._candidates[name.start] = self._match(name)
            if len(found) == 1 and _is_full_form(name):
                found[0].forms.add(name.text)
        for entity in self._by_text.values():
            if entity.kind is not EntityKind.UNKNOWN or len(entity.words) != 1:
                continue
            entity.gender = entity.gender or vocabulary.first_names.get(entity.words[0])
            if entity.is_firm and entity.gender is None:
                entity.kind = EntityKind.BODY

    @property
    def texts(self) -> Container[str]:
        """The names in the text, in lower case."""
        return self._by_text

    def candidates(self, name: Name) -> list[Entity]:
        """Return the entities that a name of this index may mean; never empty."""
        return self._candidates[name.start]

    def main_candidate(self, name: Name) -> Entity | None:
        """Return the only one of several namesakes whom a heading names in full."""
        found = [entity for entity in self._candidates[name.start] if entity.in_heading]
        return found[0] if len(found) == 1 else None

    def only_candidate(self, name: Name) -> Entity | None:
        """Return the entity that a name means; None if it may mean several."""
        candidates = self._candidates[name.start]
        return candidates[0] if len(candidates) == 1 else None

    def find_by_text(self, text: str) -> Entity | None:
        """Return the entity with a name, without regard to case, articles and "Ltd"."""
        vocabulary = self._vocabulary
        ignored = vocabulary.articles.union(vocabulary.lexicon.company_suffixes)

        def core(words: Iterable[str]) -> list[str]:
            return [word for word in words if word not in ignored]

        wanted = core(normalize_word(word) for word in text.split())
        return next((e for e in self._by_text.values() if wanted and core(e.words) == wanted), None)

    def find_by_last_word(self, noun: str) -> list[Entity]:
        """Return the bodies and places whose names end in a noun: "the Royal Herbarium"."""
        found = {
            id(e): e
            for e in self._by_text.values()
            if len(e.words) > 1
            and e.words[-1] == noun
            and (e.has_article or e.kind in (EntityKind.BODY, EntityKind.PLACE))
        }
        return list(found.values())

    def find_by_role(self, noun: str) -> Entity | None:
        """Return the only person whom the text calls by a noun: "minister"."""
        everybody = {id(e): e for known in self._by_word.values() for e in known}
        found = [e for e in everybody.values() if noun in e.nouns and e.kind is EntityKind.PERSON]
        return found[0] if len(found) == 1 else None

    def find_person(self, surname: str) -> Entity | None:
        """Return the only person with a surname (in lower case)."""
        known = self._by_word.get(surname, [])
        found = [e for e in known if e.words[-1] == surname and e.kind is EntityKind.PERSON]
        return found[0] if len(found) == 1 else None

    # Match a name with the entities known so far

    def _match(self, name: Name) -> list[Entity]:
        if name.kind in (EntityKind.BODY, EntityKind.PLACE):
            found = self._match_body_or_place(name)
        else:
            found = self._match_person(name)
        return found or [self._add(name)]

    def _match_body_or_place(self, name: Name) -> list[Entity]:
        known = self._by_text.get(" ".join(name.words))
        if known is None and name.kind is EntityKind.PLACE and name.is_subject:
            # "London" in a text about the writer Jack London
            known = self.find_person(name.words[-1])
        if known is not None:
            return [known]
        return self._match_body(name) if name.kind is EntityKind.BODY else []

    def _match_body(self, name: Name) -> list[Entity]:
        own = set(name.words)
        if len(own) == 1:
            spelt_out = self._spelt_out(name.words[0])
            if spelt_out is None:
                return []
            self._by_text[name.words[0]] = spelt_out
            return [spelt_out]
        wider = [e for e in self._bodies if own <= set(e.words) and self._shares_noun(e, own)]
        # Of bodies whose names contain each other, the fullest name came first.
        return [
            e for e in wider if not any(o is not e and set(e.words) <= set(o.words) for o in wider)
        ]

    def _shares_noun(self, entity: Entity, words: set[str]) -> bool:
        nouns = words & self._vocabulary.bodies
        return not nouns or bool(nouns & entity.nouns)

    def _spelt_out(self, acronym: str) -> Entity | None:
        """Return the only body whose words begin with the letters of an acronym."""
        if len(acronym) < MIN_ACRONYM:
            return None
        found = [e for e in self._bodies if "".join(w[:1] for w in e.words) == acronym]
        return found[0] if len(found) == 1 else None

    def _match_person(self, name: Name) -> list[Entity]:
        found = self._namesakes(name) or self._without_epithet(name)
        if len(found) == 1:
            self._learn(found[0], name)
            if _is_by_surname(found[0], name):
                found[0].kind = EntityKind.PERSON
        if found:
            return found
        known = self._by_text.get(" ".join(name.words))
        return [] if known is None else [known]

    def _namesakes(self, name: Name) -> list[Entity]:
        known = self._by_word.get(name.words[-1], [])
        suffixes = self._vocabulary.lexicon.suffixes
        found = [entity for entity in known if _is_same_person(entity, name, suffixes)]
        if len(name.words) == 1:
            word = name.words[0]
            if self._vocabulary.is_people(word):
                return []
            # The last name before a first one or the first of two surnames, a person before a "Roe
            # Gallery".
            last = [e for e in found if word == e.words[-1]]
            found = last or [e for e in found if word in e.words[1:]] or found
            found = [entity for entity in found if _may_be_called(entity, word)] or found
        if name.role and len(found) > 1:
            # "President Roe" is not the singer Ann Roe.
            found = [entity for entity in found if entity.role is None] or found
        return found

    def _without_epithet(self, name: Name) -> list[Entity]:
        """Find the person whom a longer name in a quotation means: "Honest Ann Lee"."""
        if not name.in_quotation or len(name.words) < 3:
            return []
        known = self._by_text.get(" ".join(name.words[1:]))
        return [] if known is None else [known]

    # Add entities

    def _add(self, name: Name) -> Entity:
        entity = Entity(
            name.text,
            name.words,
            name.kind,
            is_outlet=name.is_outlet,
            has_article=name.has_article,
        )
        if not name.in_heading:
            self._by_text[" ".join(name.words)] = entity
            if name.kind is EntityKind.BODY:
                self._bodies.append(entity)
                entity.nouns.update(w for w in name.words if w in self._vocabulary.bodies)
            for word in self._short_forms(name):
                self._by_word.setdefault(word, []).append(entity)
        self._learn(entity, name)
        return entity

    def _add_speaker(self, speaker: Entity) -> None:
        self._by_text.setdefault(" ".join(speaker.words), speaker)
        for word in {speaker.words[0], speaker.words[-1]}:
            self._by_word.setdefault(word, []).append(speaker)

    def _short_forms(self, name: Name) -> Iterable[str]:
        """Return the words that may be used for the whole name later in the text."""
        lexicon = self._vocabulary.lexicon
        if name.kind is EntityKind.PLACE:
            return ()
        if name.kind is EntityKind.BODY:
            # "Nordex" for "the drugmaker Nordex Pharma", "Acme" for "Acme Corp".
            is_company = name.noun in self._vocabulary.named_bodies or (
                name.words[-1] in {*lexicon.company_suffixes, *lexicon.trade_words}
            )
            return name.words[:1] if is_company else ()
        words = _without_suffix(name.words, lexicon.suffixes)
        # "Ortiz" for Gabriela Ortiz Lara
        surnames = words[1:-1] if len(words) == _TWO_SURNAMES else ()
        longer = (word for word in surnames if len(word) > 2 and word not in lexicon.particles)
        return {name.words[0], name.words[-1], words[-1], *longer}

    def _learn(self, entity: Entity, name: Name) -> None:
        if entity.kind is EntityKind.UNKNOWN:
            entity.kind = name.kind
        entity.gender = entity.gender or name.gender
        entity.times_named += 1
        entity.in_heading |= name.in_heading
        entity.is_firm |= name.is_firm
        if name.noun:
            entity.nouns.add(name.noun)
        if name.role:
            entity.add_role(name.role, self._vocabulary)

    def _add_acronyms(self, doc: Doc, names: Iterable[Name]) -> None:
        """Add a body with a short and a long form: "Harbour Safety Board (HSB)"."""
        for name in names:
            tokens = find_expansion(doc, name, self._vocabulary)
            if tokens is None:
                continue
            span = doc[slice(*tokens)]
            text = " ".join(span.text.split())
            if text.lower() in self._vocabulary.places:
                continue
            words = tuple(
                normalize_word(token.text)
                for token in span
                if not has_no_initial(token.lower_, self._vocabulary)
            )
            entity = Entity(text, words, EntityKind.BODY, is_outlet=name.is_outlet)
            entity.is_outlet |= self._vocabulary.has_newsroom_pair(words)
            entity.nouns.update(word for word in words if word in self._vocabulary.bodies)
            name.kind = EntityKind.BODY
            self._bodies.append(entity)
            self._by_text[name.words[0]] = self._by_text[" ".join(words)] = entity


def _order(name: Name) -> tuple[bool, bool, int, bool, int]:
    """Return the sort key of a name: names that identify their bearer best come first.

    Full names come before short ones, which may abbreviate them. Names in quotations follow
    those of the text itself: people call each other names ("Honest Ann Lee"). "Mr. Roe" comes
    before "President Roe", who would otherwise be taken for the Ann Roe of the text. Headings
    come last, because any word may have a capital there.
    """
    size = len(name.words)
    return name.in_heading, name.in_quotation, -size, name.gender is None, name.start


def _is_full_form(name: Name) -> bool:
    """Return whether a name identifies its bearer outside its document, too."""
    if name.in_heading or name.in_quotation:
        return False
    if name.kind is EntityKind.BODY:
        return name.text.isupper() and len(name.text) >= MIN_ACRONYM
    return name.kind is EntityKind.PERSON and len(name.words) > 1


def _without_suffix(words: tuple[str, ...], suffixes: Container[str]) -> tuple[str, ...]:
    """Return the words of a name without "Jr." at its end."""
    while len(words) > 2 and words[-1] in suffixes:
        words = words[:-1]
    return words


def _is_same_person(entity: Entity, name: Name, suffixes: Container[str]) -> bool:
    """Return whether an equal or shorter name may belong to an entity."""
    if entity.gender and name.gender and entity.gender != name.gender:
        return False
    long, short = _without_suffix(entity.words, suffixes), name.words
    if entity.words == short:
        return True
    if len(short) == 1:
        if short[0] in long[1:]:
            return True
        # "Kim" for a Kim Jong-un, but also "Angela" for an Angela Roth.
        return short[0] == long[0]
    if short == long[-len(short) :] or short == long[: len(short)]:
        return True
    return short[0] == long[0] and short[-1] == long[-1]


def _may_be_called(entity: Entity, word: str) -> bool:
    """Return whether an entity is a person, or by its form a person of this surname."""
    if entity.kind is EntityKind.PERSON:
        return True
    is_full = may_be_full_name(entity.words) and not entity.has_article
    return entity.kind is EntityKind.UNKNOWN and is_full and entity.words[-1] == word


def _is_by_surname(entity: Entity, name: Name) -> bool:
    """Return whether the last word of a longer name may be used alone, as with people:
    "Sunniva Brekke … Brekke"."""
    if entity.kind is not EntityKind.UNKNOWN or name.has_article or not name.is_subject:
        return False
    is_single = len(name.words) == 1 and may_be_full_name(entity.words)
    return is_single and name.words[0] == entity.words[-1]
