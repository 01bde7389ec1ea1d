"""Go through a section in order: resolve its sources, and record its other mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from claimkit.extraction.sources.mentions.memory import Prominence
from claimkit.extraction.sources.mentions.mention import Mention
from claimkit.extraction.sources.mentions.mention_resolver import MentionResolver
from claimkit.extraction.sources.mentions.resolved_mention import MentionContext, ResolvedMention
from claimkit.extraction.sources.mentions.section import Section
from claimkit.extraction.sources.names.entity import Entity
from claimkit.extraction.sources.names.name import EntityKind, Name


class SectionReader:
    """Records the mentions of a section, in document order."""

    def __init__(self, section: Section) -> None:
        self.section = section
        self._doc = section.parsed.doc
        self._resolver = MentionResolver(section)

    def resolve(self, mention: Mention, context: MentionContext) -> ResolvedMention:
        return self._resolver.resolve(mention, context)

    def resolve_token(self, token: Token) -> tuple[Mention, ResolvedMention]:
        """Return the noun phrase around a token, and the entity that it means."""
        mention = self.section.mentions.around(token)
        context = MentionContext(self.section.sentence_of(token.i))
        return mention, self.resolve(mention, context)

    def credit(
        self,
        mentions: Sequence[Mention],
        sources: Sequence[ResolvedMention],
        prominence: Prominence,
    ) -> None:
        """Record the sources of one attribution, several as a group."""
        if self.section.vocabulary.pronouns.get(mentions[0].noun) == "speaker":
            return  # somebody who says "I" is not meant by a later "she"
        token = mentions[-1].head.i
        entities = [source.entity for source in sources if source.entity is not None]
        if len(sources) == 1:
            for entity in entities:
                self.section.note(entity, token, prominence)
            return
        for entity in entities:
            self.section.note(entity, token, Prominence.OTHER)
        names = [name for source in sources for name in source.names]
        self.section.note(self.section.group(names, entities), token, Prominence.SOURCE)

    def see_name(self, name: Name, prominence: Prominence) -> None:
        """Record a name in the text."""
        section = self.section
        entity = section.pick_entity(name, section.sentence_of(name.head))
        is_only_one = section.entities.only_candidate(name) is not None
        if entity is None or (name.in_heading and not is_only_one):
            return
        self._mark_plural(entity, name)
        if is_only_one:
            section.memory.count(entity)
        section.note(entity, name.head, prominence)
        if prominence in (Prominence.SUBJECT, Prominence.EMBEDDED):
            self._see_group(self._doc[name.head])

    def _mark_plural(self, entity: Entity, name: Name) -> None:
        """Mark people who are named by nation, party or family: "the Danes", "Democrats"."""
        if entity.kind is not EntityKind.UNKNOWN or self._doc[name.head].tag_ != "NNPS":
            return
        is_people = self.section.vocabulary.is_people(name.words[-1])
        if is_people or (name.has_article and len(name.words) == 1):
            entity.is_plural = True

    def _see_group(self, last: Token) -> None:
        """Record several subjects as a group, at the last of them: "Roe and Doe met"."""
        if last.dep_ != "conj":
            return
        tokens = sorted((last, *last.conjuncts), key=lambda token: token.i)
        memory = self.section.memory
        entities = [entity for t in tokens for _, entity in memory.seen_at({t.i})]
        if tokens[-1] == last and len(entities) == len(tokens):
            group = self.section.group([entity.name for entity in entities], entities)
            self.section.note(group, last.i, Prominence.SUBJECT)

    def see_noun(self, token: Token, prominence: Prominence) -> None:
        """Record the entity that a common noun mentions: "the council met"."""
        mention = self.section.mentions.around(token)
        is_target = prominence is Prominence.CONTENT and token.dep_ in ("dobj", "pobj")
        is_person = mention.noun in self.section.vocabulary.roles and not mention.has_owner
        if is_target and is_person and mention.head == token:
            # In "accused the mayor of haste", the parser may join the last words.
            mention = replace(mention, end=token.i + 1)
        self._see(mention, token, prominence, only_named=is_target and is_person)

    def see_pronoun(self, token: Token, prominence: Prominence) -> None:
        """Record the entity that a pronoun mentions: "She laughed"."""
        self._see(self.section.mentions.at(token), token, prominence)

    def _see(
        self, mention: Mention, token: Token, prominence: Prominence, *, only_named: bool = False
    ) -> None:
        context = MentionContext(self.section.sentence_of(token.i), is_credited=False)
        entity = self.resolve(mention, context).entity
        if entity is not None and (entity.words or not only_named):
            self.section.note(entity, token.i, prominence)
