"""Schema of the lexicon ``names.yaml``."""

from __future__ import annotations

from claimkit.lexicons.loader import LexiconEntry, LexiconHeader
from claimkit.model import SourceKind


class Sound(LexiconEntry, frozen=True):
    """Two ways to print one sound; the ``example`` is a name in both."""

    printed: str
    read: str
    example: tuple[str, str]


class NamePair(LexiconEntry, frozen=True):
    """Two names of different sources that are spelled alike."""

    kind: SourceKind
    names: tuple[str, str]


class NameLexicon(LexiconHeader, frozen=True):
    same: tuple[tuple[str, ...], ...]
    definite_articles: tuple[str, ...]
    local_leads: tuple[str, ...]
    letters: dict[str, str]
    sounds: tuple[Sound, ...]
    apart: tuple[NamePair, ...]
