"""Find the ship that "her" means: "The Albion arrived. Her captain said"."""

from __future__ import annotations

from claimkit.extraction.sources.mentions.mention import Mention
from claimkit.extraction.sources.mentions.resolved_mention import MentionContext
from claimkit.extraction.sources.mentions.section import Section
from claimkit.extraction.sources.names.entity import Entity
from claimkit.extraction.sources.names.name import EntityKind

_REACH = 2  # sentences
_SUBJECTS = ("nsubj", "nsubjpass")


def find_ship(section: Section, mention: Mention, context: MentionContext) -> Entity | None:
    """Return the ship whose captain, crew or hull a mention calls hers.

    Counter-example: a woman was named since, or her husband is meant.
    """
    parts = section.vocabulary.lexicon.ship_parts
    if mention.head.tag_ != "PRP$" or mention.head.head.lower_ not in parts:
        return None
    ship = _last_ship(section, mention, context)
    if ship is None:
        return None
    token, entity = ship
    last_woman = section.memory.last_token(lambda one: one.likely_gender == "female")
    return entity if last_woman < token else None


def _last_ship(
    section: Section, mention: Mention, context: MentionContext
) -> tuple[int, Entity] | None:
    """Return the last ship that was a subject, with its token: "the Albion", "the steamer"."""
    doc, ships = mention.doc, section.vocabulary.lexicon.ships
    for i in range(mention.start - 1, -1, -1):
        if section.sentence_of(i) < context.sentence - _REACH:
            return None
        token, name = doc[i], section.name_at.get(i)
        if token.dep_ not in _SUBJECTS or i in context.excluded:
            continue
        if name is None and token.lower_ in ships:
            return i, section.describe(section.mentions.around(token))
        if name is None or name.kind not in (EntityKind.UNKNOWN, EntityKind.BODY):
            continue
        is_ship = name.start > 0 and doc[name.start - 1].lower_ in ships
        if is_ship or (name.has_article and len(name.words) == 1):
            entity = section.pick_entity(name, context.sentence)
            return None if entity is None else (i, entity)
    return None
