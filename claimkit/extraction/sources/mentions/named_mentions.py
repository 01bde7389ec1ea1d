"""Resolve mentions with a name: "Ms Roe", "the dockers' union, Havn"."""

from __future__ import annotations

from dataclasses import dataclass

from claimkit.extraction.sources.mentions.mention import Mention
from claimkit.extraction.sources.mentions.resolved_mention import MentionContext, ResolvedMention
from claimkit.extraction.sources.mentions.section import Section
from claimkit.extraction.sources.names.entity import Entity
from claimkit.extraction.sources.names.name import EntityKind, Name
from claimkit.extraction.sources.vocabulary import normalize_word


@dataclass(frozen=True, slots=True)
class NamedMentionResolver:
    section: Section

    def resolve(self, mention: Mention, context: MentionContext) -> ResolvedMention | None:
        """Return the bearer of the name in a mention; None if it contains no name."""
        name = self._find_name(mention)
        if name is None:
            return None
        entity = self.section.pick_entity(name, context.sentence)
        if entity is None:
            return ResolvedMention((name.text,), is_sure=False)
        if context.is_credited and self.section.entities.only_candidate(name) is not None:
            self.section.memory.count(entity)
        if entity.kind is EntityKind.UNKNOWN and len(entity.words) > 1 and not mention.is_plural:
            entity.kind = EntityKind.BODY if name.has_article else EntityKind.PERSON
        return self._choose_words(mention, name, entity)

    def _choose_words(self, mention: Mention, name: Name, entity: Entity) -> ResolvedMention:
        """Return the entity under its name, or under the words of the mention."""
        is_unknown = entity.kind is EntityKind.UNKNOWN
        # "Plenty of companies": the words after a single word may carry the meaning.
        is_extended_word = is_unknown and len(name.words) == 1 and mention.end > name.end
        if entity.kind is EntityKind.PLACE or is_extended_word:
            return ResolvedMention((mention.natural_text(),), entity)
        is_surname = len(name.words) < len(entity.words) and name.words[-1] == entity.words[-1]
        if is_unknown and mention.is_plural and not is_surname:
            entity.is_plural = True
            return ResolvedMention((mention.natural_text(),), entity)
        return ResolvedMention.of(entity)

    def resolve_surname(self, mention: Mention, _context: MentionContext) -> ResolvedMention | None:
        """Return the person whose surname a mention is, even if the tagger found no name in it."""
        vocabulary = self.section.vocabulary
        is_titled = mention.modifiers() <= {*vocabulary.roles, *vocabulary.honorifics}
        if not mention.head.is_title or not is_titled:
            return None
        person = self.section.entities.find_person(mention.noun)
        return None if person is None else ResolvedMention.of(person)

    def _find_name(self, mention: Mention) -> Name | None:
        """Return the name in a mention or in the apposition to it."""
        name = self.section.name_at.get(mention.head.i)
        if name is not None:
            is_noun = len(name.words) == 1 and name.words[0] in self.section.vocabulary.bodies
            return None if is_noun and name.has_article else name
        return (
            self._find_name_at_end(mention)
            or self._find_apposition(mention)
            or self._find_missed_apposition(mention)
        )

    def _find_name_at_end(self, mention: Mention) -> Name | None:
        """Find a name in "the ministry spokesman Jane Roe", whose head is the noun before it."""
        name = self.section.name_at.get(mention.end - 1)
        if name is None or name.end != mention.end or name.start <= mention.head.i:
            return None
        vocabulary = self.section.vocabulary
        is_body = name.kind is EntityKind.BODY
        if mention.noun not in (vocabulary.bodies if is_body else vocabulary.roles):
            return None
        is_adjacent = name.start == mention.head.i + 1
        has_role = bool(name.role) and name.kind is EntityKind.PERSON
        return name if is_adjacent or has_role else None

    def _find_apposition(self, mention: Mention) -> Name | None:
        if mention.is_plural:
            return None
        quoted = self.section.parsed.quoted_tokens
        for child in mention.head.children:
            if child.i in quoted and mention.head.i not in quoted:
                continue  # a title: 'a paper, "Lamps and Moths"'
            if child.dep_ == "appos" and child.i in self.section.name_at:
                name = self.section.name_at[child.i]
                if name.kind is not EntityKind.PLACE:
                    return name
        return None

    def _find_missed_apposition(self, mention: Mention) -> Name | None:
        """Find the apposition that the parser missed: "the chief of the staff of the army,
        Jane Roe", "the dockers' union, Havn, said"."""
        doc, vocabulary = mention.doc, self.section.vocabulary
        start = mention.end + 1
        while start < len(doc) and normalize_word(doc[start].text) in vocabulary.honorifics:
            start += 1
        name = self.section.name_at.get(start)
        if name is None or name.start != start or doc[mention.end].text != ",":
            return None
        is_person = name.kind in (EntityKind.PERSON, EntityKind.UNKNOWN)
        if mention.noun in vocabulary.roles and is_person and mention.has_owner:
            return name  # "its founder, Mr. Doe"
        if mention.noun in vocabulary.roles and name.role:
            return name if mention.text.endswith(name.role) else None
        is_body = mention.noun in vocabulary.bodies and not mention.is_plural
        is_closed = mention.doc[name.end : name.end + 1].text == ","
        is_person = name.kind in (EntityKind.PERSON, EntityKind.PLACE)
        return name if is_body and is_closed and not is_person else None
