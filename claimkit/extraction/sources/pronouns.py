"""Whom "he", "they", "it", "who" and "I" mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Token

from claimkit.extraction.sources.entities import Entity, Registry
from claimkit.extraction.sources.memory import Memory, Place
from claimkit.extraction.sources.mention import Mention, noun_phrase
from claimkit.extraction.sources.name import EntityKind, Name
from claimkit.extraction.sources.situation import Resolution, Resolve, Situation
from claimkit.extraction.sources.vocabulary import Words, plain

_PRONOUN_REACH = 8.0  # sentences; a column may go on about one person for long
_NEAR_REACH = 2.75
_QUOTED_REACH = 1.5
_GROUP_REACH = 3.0
# What it costs that nothing shows the gender, or that pronouns so far showed the other one.
_NO_GENDER = 0.25
_WRONG_GENDER = 2.0
_TALKED_ABOUT = 1.0
# And what it costs that a name may be a company's as well.
_ANY_NAME = 0.5
_MAX_NAME = 3  # words
_THINGS = (EntityKind.BODY, EntityKind.PLACE, EntityKind.DOCUMENT)
_SUBJECTS = ("nsubj", "nsubjpass")
# A line of an interview: "Roe: We will go on", "Q: Why?".
_LABEL = re.compile(r"^[A-Z][^\n:]{0,30}:[ \t]", re.MULTILINE)
_MIN_LABELS = 3
_AUTHOR = "the author"

Fits = Callable[[Entity], bool]


@dataclass(frozen=True)
class PronounResolver:
    """Finds what a pronoun of one stretch of text points to, by what was noted so far.

    ``resolve`` is asked for a noun phrase; ``author`` is the stretch's, None where it has none
    to speak of (a reader's comment), empty where it is not known. ``text`` is the doc's.
    """

    doc: Doc
    text: str
    memory: Memory
    registry: Registry
    name_at: Mapping[int, Name]
    words: Words
    resolve: Resolve
    author: str | None = None

    def find(self, mention: Mention, kind: str, situation: Situation) -> Resolution:
        """Say whom a pronoun means; equals are not guessed between."""
        if kind == "relative":
            return self._find_relative(mention, situation)
        if kind == "speaker":
            return self._find_speaker(mention, situation)
        found: list[Entity] = []
        if kind in ("male", "female"):
            found = self._find_person(kind, mention, situation)
        elif kind in ("plural", "thing") and not situation.in_quotation:
            found = self._find_group(kind, mention, situation)
        if len(found) != 1:
            return Resolution((mention.text,), is_sure=False)
        return Resolution(found[0].names, found[0])

    # He and she

    def _find_person(self, gender: str, mention: Mention, situation: Situation) -> list[Entity]:
        # Whoever says "she" is not meant.
        excluded = situation.speaker.entity if situation.speaker else self._label(mention)

        def fits(entity: Entity) -> bool:
            if entity is excluded or entity.is_plural or entity.gender not in (None, gender):
                return False
            if entity.kind is EntityKind.PERSON:
                return True
            if entity.kind is not EntityKind.UNKNOWN or entity.is_thing:
                return False
            return entity in self.memory.credited or self._is_like_person(entity)

        found = self._nearest_person(fits, gender, mention, situation)
        if len(found) != 1 and not situation.in_quotation:
            found = self._in_own_clause(fits, mention, situation) or found
        if len(found) == 1:
            found[0].kind = EntityKind.PERSON
            found[0].pointed_to["male" if gender == "male" else "female"] += 1
        return found

    def _is_like_person(self, entity: Entity) -> bool:
        """Tell whether a name that does something may be a person's: "Sunniva Brekke left"."""
        is_full = 1 < len(entity.words) <= _MAX_NAME and not entity.has_article
        return is_full and entity in self.memory.active

    def _nearest_person(
        self, fits: Fits, gender: str, mention: Mention, situation: Situation
    ) -> list[Entity]:
        def weigh(entity: Entity, place: Place) -> float:
            likely = entity.likely_gender
            doubt = 0.0 if likely == gender else _NO_GENDER if likely is None else _WRONG_GENDER
            if entity.kind is EntityKind.UNKNOWN:
                doubt += _ANY_NAME
            if place is Place.CONTENT and not situation.is_credited:
                # Somebody talked about goes on doing things, though not speaking.
                return _TALKED_ABOUT + doubt
            return place.value + doubt

        is_owner = mention.head.tag_ == "PRP$"
        bound = self._owner(fits, mention) if is_owner else self._asked(fits, mention)
        if bound:
            return bound
        sentence, without = situation.sentence, situation.without
        reach = _QUOTED_REACH if situation.in_quotation else _NEAR_REACH
        found = self.memory.find(fits, sentence, reach, without, weigh=weigh)
        if len(found) > 1:
            found = self._subject_above(found.__contains__, mention) or found
        if not found and not situation.in_quotation:
            # From afar, whoever was talked about since may be meant as well.
            margin = Place.CONTENT.value
            found = self.memory.find(fits, sentence, _PRONOUN_REACH, without, margin, weigh)
            if len(found) > 1:
                found = [entity for entity in found if entity.gender == gender]
        return found

    def _subject_above(self, fits: Fits, mention: Mention) -> list[Entity]:
        """Find the subject of the nearest clause that holds the pronoun: "Roe held a meeting at
        which he said"."""
        for verb in mention.head.ancestors:
            for subject in _before(verb, _SUBJECTS, mention):
                found = self._noted(subject, fits)
                if found:
                    return found
        return []

    def _owner(self, fits: Fits, mention: Mention) -> list[Entity]:
        """Find whose it is within the clause: the subject's ("Roe sold her house"), or the
        object's where it is what for ("Roe praised Doe for her work")."""
        under = {token.lower_ for token in mention.head.ancestors if token.dep_ == "prep"}
        is_reason = not under.isdisjoint(self.words.lexicon.reason_prepositions)
        for verb in mention.head.ancestors:
            subjects = _before(verb, _SUBJECTS, mention)
            if subjects:
                objects = _before(verb, ("dobj",), mention)
                order = [*objects, *subjects] if is_reason else [*subjects, *objects]
                return next(filter(None, (self._noted(token, fits) for token in order)), [])
        return []

    def _noted(self, token: Token, fits: Fits) -> list[Entity]:
        return [entity for _, entity in self.memory.seen_at({token.i}) if fits(entity)][:1]

    def _asked(self, fits: Fits, mention: Mention) -> list[Entity]:
        """Find the subject behind "Asked if he would go, Roe said"."""
        for verb in mention.head.ancestors:
            if verb.tag_ == "VBN" and verb.dep_ == "advcl" and verb.i < mention.start:
                return self._subject_behind(verb, fits)
        return []

    def _subject_behind(self, verb: Token, fits: Fits) -> list[Entity]:
        for child in verb.head.children:
            if child.dep_ in _SUBJECTS and verb.i < child.i and child.i in self.name_at:
                found = self.registry.candidates(self.name_at[child.i])
                return [entity for entity in found if fits(entity)]
        return []

    def _in_own_clause(self, fits: Fits, mention: Mention, situation: Situation) -> list[Entity]:
        """Find who is the subject of what is told ("Roe was ill, she said"), or of the main
        clause behind ("When she came, Roe said")."""
        told = [
            entity
            for token, entity in self.memory.seen_at(situation.without)
            if fits(entity) and self.doc[token].dep_ in _SUBJECTS
        ]
        if told and mention.start > max(situation.without):
            return told[-1:] if len(set(told)) == 1 else []
        verb = mention.head.head
        while verb.dep_ in ("aux", "xcomp", "conj", "ccomp") and verb.head != verb:
            verb = verb.head
        if verb.dep_ != "advcl" or verb.head.i < verb.i:
            return []
        return self._subject_behind(verb, fits)

    # They and it

    def _find_group(self, kind: str, mention: Mention, situation: Situation) -> list[Entity]:
        def fits(entity: Entity) -> bool:
            is_single_name = entity.kind is EntityKind.UNKNOWN and entity in self.memory.credited
            if kind == "plural":
                is_body = entity.kind is EntityKind.BODY and entity in self.memory.active
                return entity.is_plural or bool(entity.members) or is_body or is_single_name
            if entity.is_plural or entity.members or entity.kind is EntityKind.PERSON:
                return False
            return is_single_name or entity.kind in _THINGS

        def is_subject(entity: Entity) -> bool:
            # "The officer said they …": nothing shows a gender, not even a name.
            is_unnamed = entity.kind is EntityKind.PERSON and not (entity.words or entity.gender)
            return fits(entity) or (kind == "plural" and is_unnamed)

        above = self._subject_above(is_subject, mention)
        if above and (kind == "thing" or above[0].kind is not EntityKind.UNKNOWN):
            return above
        found = self.memory.find(fits, situation.sentence, _GROUP_REACH, situation.without)
        # A and B, who are one as well, are not meant for themselves.
        together = {name for entity in found for name in entity.members}
        found = [entity for entity in found if entity.name not in together]
        if len(found) > 1:
            found = self._subject_above(found.__contains__, mention) or found
        if kind == "plural" and any(entity.kind is EntityKind.UNKNOWN for entity in found):
            # It may be a person; but then nobody before it is meant for certain.
            return [entity for entity in found if entity.is_plural]
        return found

    # Who and which

    def _find_relative(self, mention: Mention, situation: Situation) -> Resolution:
        verb = mention.head.head
        while verb.dep_ in ("conj", "xcomp", "ccomp") and verb.head != verb:
            verb = verb.head
        if verb.dep_ == "relcl" and verb.head.i < mention.start:
            return self.resolve(noun_phrase(verb.head, self.name_at), situation)
        return Resolution((mention.text,), is_sure=False)

    # I and we

    def _find_speaker(self, mention: Mention, situation: Situation) -> Resolution:
        if situation.speaker is not None:
            return situation.speaker
        if situation.in_quotation:
            return Resolution((mention.text,), is_sure=False)
        label = self._label(mention)
        if label is not None:
            return Resolution(label.names, label)
        if self.author is None or self._is_interview:
            return Resolution((mention.text,), is_sure=False)
        # "We" may be more than the author, but has no other voice than the author's.
        own = self.words.lexicon.self_words
        return Resolution((self.author or _AUTHOR,), is_sure=mention.noun in own)

    @cached_property
    def _is_interview(self) -> bool:
        """Tell whether lines begin with who speaks, so that "I" may be anybody."""
        return len(_LABEL.findall(self.text)) >= _MIN_LABELS

    def _label(self, mention: Mention) -> Entity | None:
        """Return the person a line of an interview begins with: "Roe: We will go on"."""
        colon = self._colon(mention.head)
        if colon is None or colon > mention.start:
            return None
        name = self.name_at.get(colon - 1)
        if name is None:
            return self.registry.find_person(plain(self.doc[colon - 1].text))
        candidates = self.registry.candidates(name)
        entity = candidates[0] if len(candidates) == 1 else None
        return entity if entity is not None and entity.kind is EntityKind.PERSON else None

    def _colon(self, token: Token) -> int | None:
        """Return the colon behind the first words of a token's line."""
        doc = self.doc
        line = self.text.rfind("\n", 0, token.idx) + 1
        first = token.i
        while first > 0 and doc[first - 1].idx >= line:
            first -= 1
        ahead = range(first + 1, min(first + 5, len(doc)))
        return next((i for i in ahead if doc[i].text == ":"), None)


def _before(verb: Token, relations: Container[str], mention: Mention) -> list[Token]:
    """Return the verb's dependents of some relations that end before a mention."""
    return [c for c in verb.children if c.dep_ in relations and c.i < mention.start]
