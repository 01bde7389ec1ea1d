"""Which entities a description may mean: "the president", "the Oslo-based company"."""

from __future__ import annotations

from collections.abc import Callable

from claimkit.extraction.sources.entities import Entity
from claimkit.extraction.sources.memory import Memory
from claimkit.extraction.sources.mention import Mention
from claimkit.extraction.sources.name import EntityKind
from claimkit.extraction.sources.vocabulary import Words, plain

Fits = Callable[[Entity], bool]


def describes(mention: Mention, words: Words) -> Fits:
    """Return the test for those with the noun and the modifiers of a description."""
    noun, is_plural = mention.noun, mention.is_plural
    modifiers = mention.modifiers(words)
    before = plain(mention.doc[mention.head.i - 1].text) if mention.head.i > mention.start else ""
    if f"{before} {noun}" in words.roles:
        noun, modifiers = f"{before} {noun}", modifiers - {before}
    nouns = {noun, plain(mention.head.lemma_) if is_plural else noun}
    nouns |= words.outlet_nouns.get(noun, frozenset())
    gender = words.role_gender.get(noun)

    def fits(entity: Entity) -> bool:
        if entity.is_plural != is_plural or not nouns & entity.nouns:
            return False
        if gender and entity.gender not in (None, gender):
            return False
        return modifiers <= entity.role_words.union(entity.words)

    return fits


def spoke_last(noun: str, memory: Memory, words: Words) -> Fits | None:
    """Return the test for those of whom a bare noun says nothing new: "the president" is the
    one who spoke last, if nothing is known against it.

    None where a name would hold the noun: "the ministry" is not "Acme".
    """
    gender = words.role_gender.get(noun)
    is_anybody = noun in words.anybody
    if noun in words.roles:

        def fits(entity: Entity) -> bool:
            if entity not in memory.credited or entity.kind is not EntityKind.PERSON:
                return False
            if is_anybody:
                is_unnamed = not entity.words and entity.gender is None
                return is_unnamed or entity.gender == gender
            return not entity.role_words and (not gender or entity.gender in (None, gender))

        return fits
    if noun in words.outlet_nouns:

        def fits_outlet(entity: Entity) -> bool:
            is_lone_name = entity.kind is EntityKind.UNKNOWN and len(entity.words) == 1
            is_bare_body = (
                entity.kind is EntityKind.BODY and bool(entity.words) and not entity.nouns
            )
            is_like_one = entity.is_outlet or is_lone_name or is_bare_body
            return entity in memory.active and is_like_one

        return fits_outlet
    is_generic = noun in words.generic_bodies
    if not is_generic and noun not in words.named_bodies:
        return None

    kin = words.named_bodies.get(noun, frozenset())

    def fits_body(entity: Entity) -> bool:
        if entity not in memory.active or entity.is_plural:
            return False
        if entity.kind is EntityKind.BODY:
            return is_generic or not entity.nouns or bool(entity.nouns & kin)
        return entity.kind is EntityKind.UNKNOWN and len(entity.words) == 1

    return fits_body


def of_size(mention: Mention, words: Words) -> tuple[int, Fits] | None:
    """Return how many are meant and the test for them: "the two", "the pair of ministers".

    None where the mention tells no number.
    """
    tokens = mention.doc[mention.start : mention.end]
    size = next((words.sizes[t.lower_] for t in tokens if t.lower_ in words.sizes), None)
    if size is None or mention.first not in {*words.definite, *words.sizes}:
        return None
    are_bodies = plain(mention.head.lemma_) in words.bodies

    def fits(entity: Entity) -> bool:
        wrong = {EntityKind.PERSON} if are_bodies else {EntityKind.BODY, EntityKind.PLACE}
        return len(entity.members) == size and not wrong & entity.member_kinds

    return size, fits


def described_kind(mention: Mention, words: Words) -> EntityKind:
    """Tell what a description without a name is."""
    if mention.is_plural or mention.head.pos_ == "NUM":
        return EntityKind.GROUP
    if mention.noun in words.bodies:
        return EntityKind.BODY
    if mention.noun in words.documents:
        return EntityKind.DOCUMENT
    if mention.noun in words.lexicon.anonymity.nouns:
        return EntityKind.PERSON
    if mention.noun in words.roles or mention.noun.endswith(words.person_endings):
        return EntityKind.PERSON
    return EntityKind.UNKNOWN
