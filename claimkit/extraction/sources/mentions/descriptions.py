"""Resolve mentions without a name: "the president", "his lawyer", "two officials"."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from claimkit.extraction.sources.mentions.entity_conditions import has_description, may_be_bare_noun
from claimkit.extraction.sources.mentions.group_mentions import GroupResolver
from claimkit.extraction.sources.mentions.memory import Prominence
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
_BODY_REACH = 12.0
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
        owner = self.resolve_mention(self.section.mentions.at(first), context)
        if not owner.is_sure or len(owner.names) != 1:
            return ResolvedMention((mention.natural_text(),), is_sure=False)
        thing = Mention(
            mention.doc, mention.start + 1, mention.end, mention.head, mention.vocabulary
        )
        name = self._possessive(owner, thing.text)
        return ResolvedMention((name,), self.section.describe(mention, name))

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

    def _find(self, mention: Mention, context: MentionContext) -> list[Entity]:
        """Find the entities that fit a description, from the surest condition to the weakest."""
        memory, vocabulary = self.section.memory, self.section.vocabulary
        sentence, excluded = context.sentence, context.excluded
        fits = has_description(mention)
        found = memory.find(fits, sentence, _ANY_REACH, excluded)
        found = found or self.groups.find_group(mention, context)
        if found or mention.is_plural or not mention.is_definite:
            return found
        if mention.modifiers():
            # "President Roe will come, the president said": better than nobody.
            return memory.find(fits, sentence, _ANY_REACH)
        may_be = may_be_bare_noun(mention.noun, memory, vocabulary)
        if may_be is None:
            return []
        if mention.noun in vocabulary.roles:
            return memory.find(may_be, sentence, _SPEAKER_REACH, excluded)
        margin = Prominence.NESTED.value
        found = memory.find(may_be, sentence, _SPEAKER_REACH, excluded, margin)
        if found or mention.noun not in vocabulary.named_bodies:
            return found
        # "The company" of a long text, if there is only one.
        return memory.find(may_be, sentence, _BODY_REACH, excluded, _BODY_REACH)


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
