"""Find the government that a place stands for."""

from __future__ import annotations

from collections.abc import Container

from claimkit.extraction.sources.mentions.resolved_mention import ResolvedMention
from claimkit.extraction.sources.names.name import EntityKind
from claimkit.extraction.sources.vocabulary import SourceVocabulary


def find_government(
    source: ResolvedMention, named: Container[str], vocabulary: SourceVocabulary
) -> str | None:
    """Return the state for whose government a place stands that is itself the source.

    Example: "Seoul", "the Kremlin". Counter-example: "Seoul residents", "Paris Hilton".

    Args:
        named: the names in the text, in lower case. A place that is as well known by another
            bearer of its name counts only where its state is one of them.
    """
    entity, name = source.entity, source.names[0]
    if entity is None or entity.members or entity.kind is EntityKind.PERSON:
        return None
    if not name[:1].isupper():
        return None
    # The tagger takes some places for common nouns, so the entity's own words are no help.
    low = name.lower().replace("’", "'")
    shared = vocabulary.shared_seats.get(low)
    if shared is not None and any(state in named for state in shared.names):
        return shared.state
    return vocabulary.governments.get(low)
