"""Schema of the sources lexicon: what tells persons, bodies, places and documents apart."""

from __future__ import annotations

from typing import Literal

from claimkit.lexicons.languages import DEFAULT_LANGUAGE
from claimkit.lexicons.loader import LexiconEntry, LexiconHeader, Word, WordList, load_lexicon

Gender = Literal["male", "female"]


class Gendered(LexiconEntry, frozen=True):
    male: WordList
    female: WordList


class Honorifics(Gendered, frozen=True):
    either: WordList


class RoleWords(LexiconEntry, frozen=True):
    """Words for people of one office or trade; ``also`` may point back to each of them,
    ``generic`` words to anybody of the gender."""

    words: WordList
    also: WordList = WordList()
    gender: Gender | None = None
    generic: bool = False


class Organisation(LexiconEntry, frozen=True):
    """Nouns for bodies; ``generic`` ones may point back to any body, ``named`` ones to a body
    whose name leaves them out ("the company" for "Acme")."""

    words: WordList
    generic: bool = False
    named: bool = False
    outlet: bool = False


class DocumentNoun(LexiconEntry, frozen=True):
    """Nouns for what somebody issues; ``spoken`` ones may stand for the last speaker,
    ``reported`` ones for the last speaker that is a newsroom."""

    words: WordList
    spoken: bool = False
    reported: bool = False


class Pronouns(Gendered, frozen=True):
    plural: WordList
    thing: WordList
    speaker: WordList
    relative: WordList
    vague: WordList


class Anonymity(LexiconEntry, frozen=True):
    """What shows that a name is held back: ``modifiers`` before people ("unnamed officials"),
    ``nouns`` for people without a name, ``phrases`` in the sentence. ``counts`` single people
    out ("two officials"); ``voices`` speak for others, who have a name."""

    modifiers: WordList
    nouns: WordList
    phrases: WordList
    counts: WordList
    voices: WordList


class Sources(LexiconHeader, frozen=True):
    """Everything in lower case, abbreviations without a full stop behind them."""

    honorifics: Honorifics
    roles: tuple[RoleWords, ...]
    person_endings: WordList
    organisations: tuple[Organisation, ...]
    outlets: WordList
    documents: tuple[DocumentNoun, ...]
    issuing_verbs: WordList
    relaying_verbs: WordList
    channels: WordList
    addressing_verbs: WordList
    conversations: WordList
    citing: WordList
    pronouns: Pronouns
    self_words: WordList
    reason_prepositions: WordList
    share_links: WordList
    definite: WordList
    focus: WordList
    sizes: dict[Word, int]
    plain_modifiers: WordList
    plain_compounds: WordList
    epithets: WordList
    demonyms: WordList
    calendar: WordList
    particles: WordList
    suffixes: WordList
    company_suffixes: WordList
    powers: WordList
    trade_words: WordList
    foreign_articles: WordList
    newsroom_names: WordList
    first_names: Gendered
    anonymity: Anonymity

    def __post_init__(self) -> None:
        both = set(self.first_names.male) & set(self.first_names.female)
        if both:
            raise ValueError(f"first names of both genders: {', '.join(sorted(both))}")


def load_sources(language: str = DEFAULT_LANGUAGE) -> Sources:
    """Load the sources lexicon of a language."""
    return load_lexicon("sources", Sources, language)
