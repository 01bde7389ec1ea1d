"""Schema of the name lexicon: which spellings mean one source in the whole ledger."""

from __future__ import annotations

from claimkit.lexicons.loader import LexiconEntry, LexiconHeader
from claimkit.model import SourceKind


class Sound(LexiconEntry, frozen=True):
    """Two ways to print one sound; ``example`` is one name in both spellings."""

    printed: str
    read: str
    example: tuple[str, str]


class NamePair(LexiconEntry, frozen=True):
    """Two similar names of different sources, which must not be joined."""

    kind: SourceKind
    names: tuple[str, str]


class NameLexicon(LexiconHeader, frozen=True):
    """The whole file.

    Names of one list in ``same`` mean one source. What begins with a word of ``local_leads``
    means somebody only inside its document. ``apart`` are examples for tests.
    """

    same: tuple[tuple[str, ...], ...]
    definite_articles: tuple[str, ...]
    local_leads: tuple[str, ...]
    letters: dict[str, str]
    sounds: tuple[Sound, ...]
    apart: tuple[NamePair, ...]
