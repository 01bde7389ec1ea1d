"""Resolve any mention of a section, trying one kind of mention after another."""

from __future__ import annotations

from claimkit.extraction.sources.mentions.addresses import AddressResolver
from claimkit.extraction.sources.mentions.descriptions import DescriptionResolver
from claimkit.extraction.sources.mentions.document_nouns import DocumentNounResolver
from claimkit.extraction.sources.mentions.group_mentions import GroupResolver
from claimkit.extraction.sources.mentions.mention import Mention
from claimkit.extraction.sources.mentions.named_mentions import NamedMentionResolver
from claimkit.extraction.sources.mentions.pronouns import PronounResolver
from claimkit.extraction.sources.mentions.resolved_mention import MentionContext, ResolvedMention
from claimkit.extraction.sources.mentions.section import Section


class MentionResolver:
    """Resolves mentions by the earlier mentions of their section."""

    def __init__(self, section: Section) -> None:
        names = NamedMentionResolver(section)
        pronouns = PronounResolver(section, self.resolve)
        groups = GroupResolver(section, self.resolve)
        documents = DocumentNounResolver(section, self.resolve)
        resolve_address = AddressResolver(section).resolve
        self._descriptions = DescriptionResolver(section, groups, self.resolve)
        # In this order. Each returns None for mentions of another kind.
        self._kinds = (
            groups.resolve_number,
            pronouns.resolve,
            groups.resolve_part,
            resolve_address,
            names.resolve,
            names.resolve_surname,
            self._descriptions.resolve_nobody,
            self._descriptions.resolve_predicate,
            documents.resolve,
            self._descriptions.resolve_owned,
        )

    def resolve(self, mention: Mention, context: MentionContext) -> ResolvedMention:
        """Return the entity that a mention means, or its own words if none is found."""
        for resolve in self._kinds:
            found = resolve(mention, context)
            if found is not None:
                return found
        return self._descriptions.resolve(mention, context)
