"""What a document tells of a source, for the ledger's list of sources."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from claimkit.extraction.sources.matching import described_kind
from claimkit.extraction.sources.mention import Mention
from claimkit.extraction.sources.name import EntityKind
from claimkit.extraction.sources.situation import Resolution
from claimkit.extraction.sources.vocabulary import Words, plain
from claimkit.model import Credit, SourceKind

_KINDS = {
    EntityKind.PERSON: SourceKind.PERSON,
    EntityKind.BODY: SourceKind.ORGANISATION,
    # A place is credited for those who govern it.
    EntityKind.PLACE: SourceKind.GOVERNMENT,
    EntityKind.GROUP: SourceKind.GROUP,
    EntityKind.DOCUMENT: SourceKind.DOCUMENT,
}


def iter_credits(mention: Mention, resolution: Resolution, words: Words) -> Iterator[Credit]:
    """Yield a credit for each name that a mention stands for; none for a pronoun."""
    entity = resolution.entity
    for name in resolution.names:
        if plain(name) in words.pronouns or _is_bare(plain(name), words):
            continue
        if entity is None:
            kind = described_kind(mention, words)
            yield Credit(name, _kind(_described_kind(kind, {mention.noun}, words), name))
        elif entity.members:
            yield Credit(name, _kind(EntityKind.UNKNOWN, name))
        elif entity.is_anonymous:
            yield Credit(name, SourceKind.ANONYMOUS)
        else:
            is_named = bool(entity.words)
            kind = entity.kind if is_named else _described_kind(entity.kind, entity.nouns, words)
            forms = tuple(sorted(entity.forms - {name}))
            yield Credit(name, _kind(kind, name), entity.role, forms)


def _is_bare(name: str, words: Words) -> bool:
    """Say if a noun is all there is of a name, as in a headline: "Ministry denies deal"."""
    return name in words.bodies or name in words.roles or name in words.documents


def _described_kind(kind: EntityKind, nouns: Collection[str], words: Words) -> EntityKind:
    """Name the kind of what only a noun names: papers by their noun, else a group of people."""
    if not words.documents.isdisjoint(nouns):
        return EntityKind.DOCUMENT
    return EntityKind.GROUP if kind in (EntityKind.DOCUMENT, EntityKind.UNKNOWN) else kind


def _kind(kind: EntityKind, name: str) -> SourceKind:
    """Name a kind; of a name that may be anything, two words and more are a person's."""
    known = _KINDS.get(kind)
    if known is not None:
        return known
    return SourceKind.PERSON if len(name.split()) > 1 else SourceKind.ORGANISATION
