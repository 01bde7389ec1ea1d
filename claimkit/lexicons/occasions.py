"""Schema of the lexicon ``occasions.yaml``."""

from __future__ import annotations

import msgspec

from claimkit.lexicons.languages import DEFAULT_LANGUAGE
from claimkit.lexicons.loader import LexiconEntry, LexiconHeader, load_lexicon


class OccasionKind(LexiconEntry, frozen=True):
    """A kind of event or paper at which people say things; ``occasions.yaml`` explains the keys."""

    id: str
    nouns: tuple[str, ...]
    verbs: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    lasting: bool = False
    apart: bool = False
    event: bool = False
    fresh: bool = False
    is_paper: bool = msgspec.field(name="paper", default=False)


class OccasionLexicon(LexiconHeader, frozen=True):
    """The words in ``occasions.yaml``, as lemmas in lower case."""

    kinds: tuple[OccasionKind, ...] = ()
    heads: tuple[str, ...] = ()
    speaking_verbs: tuple[str, ...] = ()
    speech_verbs: tuple[str, ...] = ()
    attitudes: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()
    contests: tuple[str, ...] = ()
    after_prepositions: tuple[str, ...] = ()
    parting_phrases: tuple[str, ...] = ()
    named_listener: str = ""


def load_occasion_lexicon(language: str = DEFAULT_LANGUAGE) -> OccasionLexicon:
    """Load the words for occasions on which people speak."""
    return load_lexicon("occasions", OccasionLexicon, language)
