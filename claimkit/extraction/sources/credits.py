"""Collect facts about a source from a document, for the ledger's list of sources."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from claimkit.extraction.sources.mentions.entity_conditions import described_kind
from claimkit.extraction.sources.mentions.mention import Mention
from claimkit.extraction.sources.mentions.resolved_mention import ResolvedMention
from claimkit.extraction.sources.names.name import EntityKind
from claimkit.extraction.sources.vocabulary import SourceVocabulary, normalize_word
from claimkit.model import Credit, SourceKind

_KINDS = {
    EntityKind.PERSON: SourceKind.PERSON,
    EntityKind.BODY: SourceKind.ORGANISATION,
    # A place that is credited stands for its government.
    EntityKind.PLACE: SourceKind.GOVERNMENT,
    EntityKind.GROUP: SourceKind.GROUP,
    EntityKind.DOCUMENT: SourceKind.DOCUMENT,
}


def iter_credits(mention: Mention, source: ResolvedMention) -> Iterator[Credit]:
    """Yield a credit for each name that a mention means, but none for a pronoun."""
    vocabulary, entity = mention.vocabulary, source.entity
    for name in source.names:
        low = normalize_word(name)
        if low in vocabulary.pronouns or _is_bare_noun(low, vocabulary):
            continue
        if entity is None:
            kind = _kind_by_noun(described_kind(mention), {mention.noun}, vocabulary)
            yield Credit(name, _source_kind(kind, name))
        elif entity.members:
            yield Credit(name, _source_kind(EntityKind.UNKNOWN, name))
        elif entity.is_anonymous:
            yield Credit(name, SourceKind.ANONYMOUS)
        else:
            kind = entity.kind
            if not entity.words:
                kind = _kind_by_noun(kind, entity.nouns, vocabulary)
            forms = tuple(sorted(entity.forms - {name}))
            yield Credit(name, _source_kind(kind, name), entity.role, forms)


def _is_bare_noun(name: str, vocabulary: SourceVocabulary) -> bool:
    """Return whether a name is only a noun, as in a headline: "Ministry denies deal"."""
    nouns = (vocabulary.bodies, vocabulary.roles, vocabulary.documents)
    return any(name in words for words in nouns)


def _kind_by_noun(
    kind: EntityKind, nouns: Collection[str], vocabulary: SourceVocabulary
) -> EntityKind:
    """Return the kind of a nameless source: a document by its noun, else a group of people."""
    if not vocabulary.documents.isdisjoint(nouns):
        return EntityKind.DOCUMENT
    return EntityKind.GROUP if kind in (EntityKind.DOCUMENT, EntityKind.UNKNOWN) else kind


def _source_kind(kind: EntityKind, name: str) -> SourceKind:
    """Return the kind for the ledger; a name of unknown kind is a person's if it has two words."""
    known = _KINDS.get(kind)
    if known is not None:
        return known
    return SourceKind.PERSON if len(name.split()) > 1 else SourceKind.ORGANISATION
