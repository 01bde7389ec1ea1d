"""Decide the kind of a source about which documents disagree, whatever their order."""

from __future__ import annotations

from collections.abc import Iterable

from claimkit.ledger.sources.grouping import usual_key
from claimkit.model import SourceKind

_ORDER = (
    SourceKind.GOVERNMENT,
    SourceKind.ORGANISATION,
    SourceKind.PERSON,
    SourceKind.DOCUMENT,
    SourceKind.GROUP,
    SourceKind.ANONYMOUS,
)


def assumed_kind(name: str) -> SourceKind:
    """Return the kind that extraction gives a name about which a document says nothing."""
    is_full = len(usual_key(name).split()) > 1
    return SourceKind.PERSON if is_full else SourceKind.ORGANISATION


def strongest_kind(name: str, kinds: Iterable[SourceKind]) -> SourceKind:
    """Return the kind of a name for which documents give several kinds.

    A kind that the text supports goes before the one that is assumed where nothing is known.
    """
    assumed = assumed_kind(name)
    return min(kinds, key=lambda kind: (kind is assumed, _ORDER.index(kind)))
