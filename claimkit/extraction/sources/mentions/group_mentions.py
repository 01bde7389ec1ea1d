"""Resolve mentions of several people who were named one by one: "the two", "one of them"."""

from __future__ import annotations

from dataclasses import dataclass

from claimkit.extraction.sources.mentions.entity_conditions import has_size
from claimkit.extraction.sources.mentions.mention import Mention
from claimkit.extraction.sources.mentions.resolved_mention import (
    MentionContext,
    Resolve,
    ResolvedMention,
)
from claimkit.extraction.sources.mentions.section import Section
from claimkit.extraction.sources.names.entity import Entity
from claimkit.extraction.sources.names.name import EntityKind

_GROUP_REACH = 3.0  # sentences


@dataclass(frozen=True, slots=True)
class GroupResolver:
    """Resolves groups; ``resolve_mention`` is called for the "them" of "one of them"."""

    section: Section
    resolve_mention: Resolve

    def resolve_number(self, mention: Mention, context: MentionContext) -> ResolvedMention | None:
        """Return the group that "both" means; None for another word."""
        vocabulary = self.section.vocabulary
        is_number = mention.noun in vocabulary.lexicon.sizes
        if mention.noun not in vocabulary.pronouns or not is_number:
            return None
        found = self.find_group(mention, context)
        if len(found) == 1:
            return ResolvedMention.of(found[0])
        return ResolvedMention((mention.text,), is_sure=False)

    def resolve_part(self, mention: Mention, context: MentionContext) -> ResolvedMention | None:
        """Resolve "one of them" to "one of the officials"."""
        doc, vocabulary = mention.doc, self.section.vocabulary
        if mention.end - mention.start <= 2:
            return None
        if doc[mention.end - 2].lower_ not in vocabulary.function_words.genitives:
            return None
        pronoun = doc[mention.end - 1]
        if vocabulary.pronouns.get(pronoun.lower_) not in ("plural", "speaker"):
            return None
        everyone = self.resolve_mention(self.section.mentions.at(pronoun), context)
        part = self.section.describe(mention)
        if not everyone.is_sure:
            return ResolvedMention(part.names, part, is_sure=False)
        without_pronoun = Mention(
            doc, mention.start, mention.end - 1, mention.head, mention.vocabulary
        )
        whole = vocabulary.join(everyone.names)
        part = self.section.describe(mention, f"{without_pronoun.natural_text()} {whole}")
        return ResolvedMention.of(part)

    def find_group(self, mention: Mention, context: MentionContext) -> list[Entity]:
        """Find the people who were named together, or else the last speakers: "the two"."""
        asked = has_size(mention)
        if asked is None:
            return []
        size, fits = asked
        memory, sentence = self.section.memory, context.sentence
        found = memory.find(fits, sentence, _GROUP_REACH, context.excluded)
        roles = self.section.vocabulary.roles
        noun, is_number = mention.lemma, mention.head.pos_ != "NOUN"
        if found or not (is_number or (mention.is_plural and noun in roles)):
            return found  # "the couple" are not two who spoke
        speakers = memory.spoke_since(sentence - _GROUP_REACH)
        are_persons = all(entity.kind is EntityKind.PERSON for entity in speakers)
        if len(speakers) != size or not are_persons:
            return []
        if not is_number and any(
            noun not in entity.nouns and entity.nouns & roles.keys() for entity in speakers
        ):
            return []  # "the two ministers" do not include an analyst
        return [self.section.group([entity.name for entity in speakers], speakers)]
