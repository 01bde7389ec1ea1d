"""Provide conditions for entities that a description may mean, such as "the president"."""

from __future__ import annotations

from collections.abc import Callable

from claimkit.extraction.sources.mentions.memory import EntityCondition, Memory, Prominence
from claimkit.extraction.sources.mentions.mention import Mention
from claimkit.extraction.sources.names.entity import Entity
from claimkit.extraction.sources.names.name import EntityKind
from claimkit.extraction.sources.vocabulary import SourceVocabulary, normalize_word

# Costs, in sentences.
_ANY_NAME = 0.5
_OTHER_NOUN = 1.0
_NO_NOUN = 0.25
_PASSIVE = 0.25


def has_description(mention: Mention) -> EntityCondition:
    """Return the condition for entities with the noun and the modifiers of a description."""
    vocabulary = mention.vocabulary
    noun, is_plural = mention.noun, mention.is_plural
    modifiers = mention.modifiers()
    before = mention.doc[mention.head.i - 1].text if mention.head.i > mention.start else ""
    before = normalize_word(before)
    if f"{before} {noun}" in vocabulary.roles:
        noun, modifiers = f"{before} {noun}", modifiers - {before}
    nouns = {noun, mention.lemma if is_plural else noun}
    nouns |= vocabulary.outlet_nouns.get(noun, frozenset())
    gender = vocabulary.role_gender.get(noun)

    def fits(entity: Entity) -> bool:
        if entity.is_plural != is_plural or not nouns & entity.nouns:
            return False
        if gender and entity.gender not in (None, gender):
            return False
        return modifiers <= entity.role_words.union(entity.words)

    return fits


def may_be_bare_noun(
    noun: str, memory: Memory, vocabulary: SourceVocabulary
) -> EntityCondition | None:
    """Return the condition for entities that a bare noun may mean by itself.

    "The president" may be the last speaker, even if the text never called them president.
    None where the noun would be a part of the name: "the ministry" is not "Acme".
    """
    if noun in vocabulary.roles:
        is_known = noun in vocabulary.lexicon.known_offices or noun in vocabulary.generic_people
        return _may_be_person(noun, memory, vocabulary) if is_known else None
    if noun in vocabulary.outlet_nouns:
        return _may_be_outlet(memory)
    if noun in vocabulary.generic_bodies or noun in vocabulary.named_bodies:
        return may_be_body(noun, memory, vocabulary)
    return None


def _may_be_person(noun: str, memory: Memory, vocabulary: SourceVocabulary) -> EntityCondition:
    gender = vocabulary.role_gender.get(noun)
    is_generic = noun in vocabulary.generic_people

    def fits(entity: Entity) -> bool:
        if entity not in memory.credited or entity.kind is not EntityKind.PERSON:
            return False
        if is_generic:
            is_unnamed = not entity.words and entity.gender is None
            return is_unnamed or entity.gender == gender
        return not entity.role_words and (not gender or entity.gender in (None, gender))

    return fits


def _may_be_outlet(memory: Memory) -> EntityCondition:
    def fits(entity: Entity) -> bool:
        is_lone_name = entity.kind is EntityKind.UNKNOWN and len(entity.words) == 1
        is_bare_body = entity.kind is EntityKind.BODY and bool(entity.words) and not entity.nouns
        return entity in memory.active and (entity.is_outlet or is_lone_name or is_bare_body)

    return fits


def may_be_body(noun: str, memory: Memory, vocabulary: SourceVocabulary) -> EntityCondition:
    """Return the condition for bodies that a bare noun may mean: "the company"."""
    is_generic = noun in vocabulary.generic_bodies
    similar = vocabulary.named_bodies.get(noun, frozenset())
    is_outlet = noun in vocabulary.outlet_nouns
    # A name says nothing else where it is a firm's, but names of unions and schools say so.
    is_firm = not vocabulary.vague_bodies.isdisjoint(similar)

    def fits(entity: Entity) -> bool:
        if entity.is_plural or entity.members:
            return False
        if entity.kind is EntityKind.BODY:
            if entity not in memory.active and (is_generic or entity.is_outlet > is_outlet):
                return False
            return is_generic or bool(entity.nouns & similar) or (is_firm and not entity.nouns)
        may_be_name = is_firm or is_generic
        return may_be_name and is_lone_name(entity) and entity in memory.active

    return fits


def is_lone_name(entity: Entity) -> bool:
    """Return whether an entity may be a body or a person: one word, and no pronoun for people."""
    is_single = entity.kind is EntityKind.UNKNOWN and len(entity.words) == 1
    return is_single and entity.gender is None and not entity.pointed_to


def is_known_body(entity: Entity) -> bool:
    """Return whether the text or the name shows what an entity is: not "Norvik", not "NATO"."""
    is_acronym = len(entity.words) == 1 and not entity.nouns and not entity.is_firm
    return entity.kind is EntityKind.BODY and not is_acronym


def body_cost(
    noun: str, memory: Memory, vocabulary: SourceVocabulary
) -> Callable[[Entity, Prominence], float]:
    """Return how far from a bare noun such as "the bank" a body is, besides the distance.

    An insurer is far from "the bank", a firm that only an apposition names from any noun, and a
    name that may as well be a person's from all.
    """

    def weigh(entity: Entity, prominence: Prominence) -> float:
        if noun not in vocabulary.named_bodies:
            return prominence.value
        cost = min(prominence.value, Prominence.OTHER.value)
        if not is_known_body(entity):
            return cost + _ANY_NAME
        if noun in entity.nouns:
            return cost
        cost += _NO_NOUN if entity in memory.active else _NO_NOUN + _PASSIVE
        special = entity.nouns - vocabulary.vague_bodies
        if noun not in vocabulary.vague_bodies and special and noun not in special:
            cost += _OTHER_NOUN
        return cost

    return weigh


def has_size(mention: Mention) -> tuple[int, EntityCondition] | None:
    """Return the number of people meant and the condition for their group: "the two ministers".

    None where the mention contains no number.
    """
    vocabulary = mention.vocabulary
    sizes = vocabulary.lexicon.sizes
    words = [token.lower_ for token in mention.doc[mention.start : mention.end]]
    size = next((sizes[word] for word in words if word in sizes), None)
    if size is None or not (mention.is_definite or mention.first_word in sizes):
        return None
    are_bodies = mention.lemma in vocabulary.bodies
    wrong = {EntityKind.PERSON} if are_bodies else {EntityKind.BODY, EntityKind.PLACE}

    def fits(entity: Entity) -> bool:
        return len(entity.members) == size and not wrong & entity.member_kinds

    return size, fits


def described_kind(mention: Mention) -> EntityKind:
    """Return the kind of an entity that is known only by a description."""
    vocabulary = mention.vocabulary
    if mention.is_plural or mention.head.pos_ == "NUM":
        return EntityKind.GROUP
    if mention.noun in vocabulary.bodies or mention.noun in vocabulary.lexicon.territories:
        return EntityKind.BODY
    if mention.noun in vocabulary.documents:
        return EntityKind.DOCUMENT
    is_anonymous = mention.noun in vocabulary.lexicon.anonymity.nouns
    is_role = mention.noun in vocabulary.roles
    if is_anonymous or is_role or mention.noun.endswith(vocabulary.person_endings):
        return EntityKind.PERSON
    return EntityKind.UNKNOWN
