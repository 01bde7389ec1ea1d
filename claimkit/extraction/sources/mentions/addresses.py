"""Resolve how people in a debate call each other: "the hon. Gentleman", "the Minister"."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from claimkit.extraction.sources.mentions.mention import Mention
from claimkit.extraction.sources.mentions.resolved_mention import MentionContext, ResolvedMention
from claimkit.extraction.sources.mentions.section import Section
from claimkit.extraction.sources.names.entity import Entity
from claimkit.lexicons.transcripts import load_transcripts

_REACH = 12  # turns


@dataclass(frozen=True, slots=True)
class AddressResolver:
    """Resolves forms of address within the turns of one section."""

    section: Section

    def resolve(self, mention: Mention, context: MentionContext) -> ResolvedMention | None:
        """Return the earlier speaker whom a form of address means; None for other mentions.

        "The hon. Gentleman" is the one who spoke before, "the Minister" the last one who has
        such an office. Counter-example: "a minister", "the Minister for Ports, Mr. Roe".
        """
        token = mention.head.i
        if context.in_quotation or self.section.speaker_at(token) is None:
            return None
        words = load_transcripts(self.section.parsed.lexicons.language)
        if mention.noun in words.address_nouns and not mention.is_plural:
            last = next(self.section.earlier_speakers(token), None)
            return ResolvedMention.of(last) if last is not None else None
        if mention.noun not in words.address_offices or not mention.is_definite:
            return None
        if mention.is_plural or mention.modifiers() or token in self.section.name_at:
            return None
        offices = frozenset(words.address_offices)
        earlier = islice(self.section.earlier_speakers(token), _REACH)
        holder = next((one for one in earlier if _holds(one, mention.noun, offices)), None)
        return ResolvedMention.of(holder) if holder is not None else None


def _holds(speaker: Entity, noun: str, offices: frozenset[str]) -> bool:
    return noun in speaker.nouns or not offices.isdisjoint(speaker.role_words)
