"""Resolve mentions without a name: "the president", "his lawyer", "two officials"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Token

from claimkit.extraction.sources.mentions.entity_conditions import (
    body_cost,
    has_description,
    is_known_body,
    may_be_bare_noun,
    may_be_body,
)
from claimkit.extraction.sources.mentions.group_mentions import GroupResolver
from claimkit.extraction.sources.mentions.memory import EntityCondition, Prominence
from claimkit.extraction.sources.mentions.mention import Mention
from claimkit.extraction.sources.mentions.resolved_mention import (
    MentionContext,
    Resolve,
    ResolvedMention,
)
from claimkit.extraction.sources.mentions.section import Section
from claimkit.extraction.sources.names.entity import Entity
from claimkit.extraction.sources.names.name import EntityKind

# Sentences.
_SPEAKER_REACH = 3.0
_BODY_REACH = 12.5
_BODY_MARGIN = 3.0
# Relations from a word up to the head of its noun phrase.
_NOUN_LINKS = ("pobj", "prep", "poss", "compound")
_ANY_REACH = 10_000.0


@dataclass(frozen=True, slots=True)
class DescriptionResolver:
    """Resolves descriptions; ``resolve_mention`` is called for owners and subjects."""

    section: Section
    groups: GroupResolver
    resolve_mention: Resolve

    def resolve_nobody(self, mention: Mention, _context: MentionContext) -> ResolvedMention | None:
        """Return the words of "no minister" and "every minister", which refer to no entity."""
        if mention.first_word not in self.section.vocabulary.lexicon.universal:
            return None
        return ResolvedMention((mention.natural_text(),))

    def resolve_predicate(
        self, mention: Mention, context: MentionContext
    ) -> ResolvedMention | None:
        """Return the subject of a predicate: "Roe is the senator who …" means Roe."""
        subject = _subject_of_predicate(mention)
        if subject is None:
            return None
        return self.resolve_mention(self.section.mentions.around(subject), context)

    def resolve_owned(self, mention: Mention, context: MentionContext) -> ResolvedMention | None:
        """Return a description with its owner's name: "his lawyer" becomes "Jane Roe's lawyer"."""
        first = mention.doc[mention.start]
        if first.tag_ != "PRP$" or mention.end - mention.start == 1:
            return None
        # Somebody's client answers a claim, not the owner.
        of_owner = replace(context, is_answer=False, is_reply=False)
        owner = self.resolve_mention(self.section.mentions.at(first), of_owner)
        if not owner.is_sure or len(owner.names) != 1:
            return ResolvedMention((mention.natural_text(),), is_sure=False)
        thing = Mention(
            mention.doc, mention.start + 1, mention.end, mention.head, mention.vocabulary
        )
        name = self._possessive(owner, thing.text)
        entity = self.section.describe(mention, name)
        entity.is_owned = True
        return ResolvedMention((name,), entity)

    def _possessive(self, owner: ResolvedMention, thing: str) -> str:
        """Return the name of a thing or person with its owner."""
        vocabulary = self.section.vocabulary
        wording = vocabulary.lexicon.wording
        entity, name = owner.entity, owner.names[0]
        if entity is not None:
            article, _, rest = name.partition(" ")
            if article in vocabulary.function_words.indefinite_articles:
                name = wording.definite.format(noun=rest)
            starts = vocabulary.function_words.phrase_starts
            is_phrase = any(word in starts for word in name.split(" ")[1:-1])
            if not entity.words and is_phrase:
                return wording.of_phrase.format(thing=thing, owner=name)
            if entity.is_plural and name.endswith(vocabulary.lexicon.plural_ending):
                return wording.plural_possessive.format(owner=name, thing=thing)
        return wording.possessive.format(owner=name, thing=thing)

    def resolve(self, mention: Mention, context: MentionContext) -> ResolvedMention:
        """Return the entity that a description means, or one that only the description names."""
        modifiers = mention.modifiers()
        is_single = not mention.is_indefinite and not mention.is_plural
        if self._means_issuer(mention):
            issuer = self.section.issuing_body
            return ResolvedMention.of(issuer) if issuer else ResolvedMention((mention.text,))
        if mention.is_definite or (is_single and modifiers):
            found = self._find(mention, context)
            if len(found) == 1:
                return ResolvedMention.of(found[0])
            if found:
                return ResolvedMention((mention.natural_text(),), is_sure=False)
        if context.in_heading and is_single and not modifiers:
            ahead = self.section.entities.find_by_role(mention.noun)
            if ahead is not None:
                return ResolvedMention.of(ahead)
        entity = self.section.describe(mention)
        # "The minister" says too little if it points back to nobody; "the police" says enough.
        is_bare = mention.is_definite and not modifiers
        is_vague = is_bare and entity.kind not in (EntityKind.BODY, EntityKind.GROUP)
        return ResolvedMention(entity.names, entity, is_sure=not is_vague)

    def _means_issuer(self, mention: Mention) -> bool:
        """Return whether "the company" is the one whose release the text is.

        Counter-example: "the union" in a release of Acme Ltd, "the French company".
        """
        issuer, vocabulary = self.section.issuing_body, self.section.vocabulary
        if issuer is None or mention.is_plural or not mention.is_definite or mention.modifiers():
            return False
        noun, known = mention.noun, issuer.nouns.union(issuer.words) & vocabulary.bodies
        if noun in vocabulary.roles or noun not in vocabulary.bodies:
            return False
        if noun in known:
            return True
        similar = vocabulary.named_bodies.get(noun, frozenset())
        special = known - vocabulary.vague_bodies
        return noun in vocabulary.vague_bodies and (not special or bool(special & similar))

    def _find(self, mention: Mention, context: MentionContext) -> list[Entity]:
        """Find the entities that fit a description, from the surest condition to the weakest."""
        memory, vocabulary = self.section.memory, self.section.vocabulary
        sentence, excluded = context.sentence, context.excluded
        fits = has_description(mention)
        if mention.is_definite and not mention.is_plural and self._is_vague(mention):
            # "The company" is the nearest one, whether or not the text has called it a company.
            near = self._find_body(may_be_body(mention.noun, memory, vocabulary), mention, context)
            if near:
                return near
        found = memory.find(fits, sentence, _ANY_REACH, excluded)
        found = found or self.groups.find_group(mention, context)
        if found or mention.is_plural or not mention.is_definite:
            return found
        if mention.modifiers():
            # "President Roe will come, the president said": better than nobody.
            return memory.find(fits, sentence, _ANY_REACH)
        may_be = may_be_bare_noun(mention.noun, memory, vocabulary)
        if may_be is None:
            ending = self.section.entities.find_by_last_word(mention.noun)
            return memory.find(ending.__contains__, sentence, _ANY_REACH, excluded)
        if mention.noun in vocabulary.roles:
            return self._find_speaker(may_be, mention, context)
        return self._find_body(may_be, mention, context)

    def _is_vague(self, mention: Mention) -> bool:
        return mention.noun in self.section.vocabulary.vague_bodies and not mention.modifiers()

    def _find_body(
        self, may_be: EntityCondition, mention: Mention, context: MentionContext
    ) -> list[Entity]:
        """Find the body that a bare noun means: "the company".

        A name that may be a person's counts only if the text names no such body. The subject of
        the mention's own content comes first. Not handled: "Aune said the company was ready",
        where nothing shows whether Aune is a firm.
        """
        memory, vocabulary = self.section.memory, self.section.vocabulary
        noun, sentence = mention.noun, context.sentence

        def fits(entity: Entity) -> bool:
            return may_be(entity) and entity not in context.answered

        def is_sure(entity: Entity) -> bool:
            return is_known_body(entity) and fits(entity)

        own = [entity for entity in self._content_subjects(context) if is_sure(entity)]
        if len(own) == 1:
            return own
        weigh = body_cost(noun, memory, vocabulary)
        margin = Prominence.NESTED.value
        near = memory.find(fits, sentence, _SPEAKER_REACH, context.excluded, margin, weigh)
        known = [entity for entity in near if is_known_body(entity)]
        if known or noun not in vocabulary.named_bodies:
            return known or near
        # "The company" of a long text, if there is only one, or one that is far nearer.
        for condition in (is_sure, fits):
            far = memory.find(
                condition, sentence, _BODY_REACH, context.excluded, _BODY_MARGIN, weigh
            )
            if far or near:
                return far or near
        return []

    def _content_subjects(self, context: MentionContext) -> list[Entity]:
        """Return whom the subject of the mention's own content names.

        Example: "Sales of the airline fell, according to the company."
        """
        doc, found = self.section.parsed.doc, dict[Entity, None]()
        for token, entity in self.section.memory.seen_at(context.excluded):
            above = doc[token]
            while above.dep_ in _NOUN_LINKS:
                above = above.head
            if above.dep_ in ("nsubj", "nsubjpass"):
                found[entity] = None
        return list(found)

    def _find_speaker(
        self, may_be: EntityCondition, mention: Mention, context: MentionContext
    ) -> list[Entity]:
        """Find the last speaker whom the text never called by an office: "the minister said".

        It is nobody who spoke of the minister, and nobody whom the minister answers.
        """
        memory, noun = self.section.memory, mention.noun

        def fits(entity: Entity) -> bool:
            is_other = memory.is_barred(noun, entity) or entity in context.answered
            return may_be(entity) and not is_other

        return memory.find(fits, context.sentence, _SPEAKER_REACH, context.excluded)


def _subject_of_predicate(mention: Mention) -> Token | None:
    """Return the subject of which the mention is the predicate.

    Counter-example: "It was the minister who …", "There is a plan that …".
    """
    head = mention.head
    while head.dep_ == "conj" and head.head.pos_ == "NOUN":
        head = head.head
    verb = head.head
    copulas = mention.vocabulary.function_words.copulas
    if head.dep_ != "attr" or head.pos_ != "NOUN" or verb.lemma_ not in copulas:
        return None
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if subject is None or subject.pos_ not in ("PROPN", "NOUN"):
        return None
    return subject if subject.i < verb.i else None
