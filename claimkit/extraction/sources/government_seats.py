"""Find the government that the name of a place means."""

from __future__ import annotations

from collections.abc import Container

from claimkit.extraction.sources.mentions.resolved_mention import ResolvedMention
from claimkit.extraction.sources.names.name import EntityKind
from claimkit.extraction.sources.vocabulary import SourceVocabulary


def find_government(
    source: ResolvedMention, named: Container[str], vocabulary: SourceVocabulary
) -> str | None:
    """Return the state whose government is meant by a place that is the source.

    Example: "Seoul", "the Kremlin". Counter-example: "Seoul residents", "Paris Hilton".

    Args:
        named: the names in the text, in lower case. If another bearer of the place's name is as
            well known, the place counts only if its state is one of them.
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
