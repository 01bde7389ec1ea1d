"""Resolve mentions of documents to their issuers: "the statement", "the report"."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from claimkit.extraction.attribution.cue_sources import mention_tokens
from claimkit.extraction.sources.mentions.issued_documents import IssuedDocument, find_issuer
from claimkit.extraction.sources.mentions.mention import Mention
from claimkit.extraction.sources.mentions.resolved_mention import (
    MentionContext,
    Resolve,
    ResolvedMention,
)
from claimkit.extraction.sources.mentions.section import Section
from claimkit.extraction.sources.names.entity import Entity
from claimkit.extraction.sources.names.name import EntityKind

_ISSUE_REACH = 4  # sentences in which "the statement" still means the one that was issued
_SPEAKER_REACH = 2.0  # sentences


@dataclass(frozen=True, slots=True)
class DocumentNounResolver:
    """Resolves documents; ``resolve_mention`` is called for their issuers."""

    section: Section
    resolve_mention: Resolve

    def resolve(self, mention: Mention, context: MentionContext) -> ResolvedMention | None:
        """Return the issuer of a document; None if it is itself the source ("a new study")."""
        noun, vocabulary = mention.noun, self.section.vocabulary
        if noun not in vocabulary.documents:
            return None
        issued = find_issuer(mention.head, vocabulary)
        if issued is not None and issued.is_own:
            return self._resolve_issuer(issued, context)
        if not mention.is_definite or mention.is_plural or mention.modifiers():
            return None
        issued = self._last_issued(mention)
        if issued is None:
            is_known = self.section.is_described(noun)
            return None if is_known else self._resolve_speaker(noun, context)
        memory = self.section.memory
        if memory.last_token(lambda e: e.is_thing and noun in e.nouns) > issued.noun.i:
            return None  # another document was mentioned since then
        distance = context.sentence - self.section.sentence_of(issued.noun.i)
        if distance <= _ISSUE_REACH or noun not in vocabulary.spoken_documents:
            return self._resolve_issuer(issued, context)
        return self._resolve_speaker(noun, context) or self._resolve_issuer(issued, context)

    def _last_issued(self, mention: Mention) -> IssuedDocument | None:
        """Return the last document before a mention that has the same noun."""
        documents = self.section.issued_documents
        end = bisect_left(documents, mention.head.i, key=lambda issued: issued.noun.i)
        before = (documents[i] for i in range(end - 1, -1, -1))
        return next((d for d in before if d.noun.lemma_.lower() == mention.noun), None)

    def _resolve_speaker(self, noun: str, context: MentionContext) -> ResolvedMention | None:
        """Return the last speaker, if a noun may refer to their words."""
        memory, vocabulary = self.section.memory, self.section.vocabulary
        is_reported = noun in vocabulary.reported_documents
        if context.in_quotation or not (is_reported or noun in vocabulary.spoken_documents):
            return None

        def fits(entity: Entity) -> bool:
            is_speaker = entity in memory.credited and not entity.is_thing
            return is_speaker and (entity.is_outlet or not is_reported)

        found = memory.find(fits, context.sentence, _SPEAKER_REACH, context.excluded)
        return ResolvedMention.of(found[0]) if len(found) == 1 else None

    def _resolve_issuer(
        self, issued: IssuedDocument, context: MentionContext
    ) -> ResolvedMention | None:
        issuer = issued.issuer
        if issued.noun.i in mention_tokens(issuer):
            return None
        if issuer.dep_ == "compound":
            # "The Reuters report", but not "the Ukraine report".
            name = self.section.name_at.get(issuer.i)
            if name is None or name.kind is not EntityKind.BODY or name.end != issued.noun.i:
                return None
        mentions = self.section.mentions
        first = mentions.around(issuer)
        there = MentionContext(self.section.sentence_of(issuer.i), context.excluded)
        found = [self.resolve_mention(m, there) for m in (first, *mentions.partners(first))]
        if len(found) == 1:
            return found[0]
        names = tuple(name for source in found for name in source.names)
        return ResolvedMention(names, is_sure=all(source.is_sure for source in found))
