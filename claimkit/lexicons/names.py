"""Schema of the name lexicon: spellings that mean the same source in the whole ledger."""

from __future__ import annotations

from claimkit.lexicons.loader import LexiconEntry, LexiconHeader
from claimkit.model import SourceKind


class Sound(LexiconEntry, frozen=True):
    """Two spellings of one sound; ``example`` is one name in both spellings."""

    printed: str
    read: str
    example: tuple[str, str]


class NamePair(LexiconEntry, frozen=True):
    """Two similar names of different sources, which must not be joined."""

    kind: SourceKind
    names: tuple[str, str]


class NameLexicon(LexiconHeader, frozen=True):
    """The whole file.

    The names in one list of ``same`` mean one source. A source that begins with a word of
    ``local_leads`` is known only inside its document. ``apart`` are examples for tests.
    """

    same: tuple[tuple[str, ...], ...]
    definite_articles: tuple[str, ...]
    local_leads: tuple[str, ...]
    letters: dict[str, str]
    sounds: tuple[Sound, ...]
    apart: tuple[NamePair, ...]
