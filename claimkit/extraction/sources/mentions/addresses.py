"""Resolve how people in a debate call each other: "the hon. Gentleman", "the Minister"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from claimkit.extraction.sources.mentions.mention import Mention
from claimkit.extraction.sources.mentions.resolved_mention import MentionContext, ResolvedMention
from claimkit.extraction.sources.mentions.section import Section
from claimkit.extraction.sources.names.entity import Entity
from claimkit.lexicons.transcripts import load_transcripts

_PIECES = re.compile(r"\s*[,;()—–]\s*")
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
        if mention.noun in words.member_nouns and not mention.is_plural:
            return self._find_member(mention, frozenset(words.member_links))
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

    def _find_member(self, mention: Mention, links: frozenset[str]) -> ResolvedMention | None:
        """Return the one speaker whose label names the constituency of "the Member for Hylla"."""
        doc, end = mention.doc, mention.end
        link = mention.head.i + 1
        if link >= end or doc[link].lower_ not in links:
            return None
        place = doc[link + 1 : end].text.casefold()
        found = [one for one in self.section.speakers if place and _is_for(one, place)]
        return ResolvedMention.of(found[0]) if len(found) == 1 else None


def _is_for(speaker: Entity, place: str) -> bool:
    """Return whether the role of a speaker begins with a place: "Upper Hylla (Green)"."""
    pieces = _PIECES.split((speaker.role or "").casefold())
    return place in pieces


def _holds(speaker: Entity, noun: str, offices: frozenset[str]) -> bool:
    return noun in speaker.nouns or not offices.isdisjoint(speaker.role_words)
