"""Schema of the sources lexicon: what tells persons, bodies, places and documents apart."""

from __future__ import annotations

from typing import Literal

from claimkit.lexicons.languages import DEFAULT_LANGUAGE
from claimkit.lexicons.loader import Entry, Header, Word, Words, load_lexicon

Gender = Literal["male", "female"]


class Gendered(Entry, frozen=True):
    male: Words
    female: Words


class Honorifics(Gendered, frozen=True):
    either: Words


class Role(Entry, frozen=True):
    """Words for people of one office or trade; ``also`` may point back to each of them,
    ``generic`` words to anybody of the gender."""

    words: Words
    also: Words = Words()
    gender: Gender | None = None
    generic: bool = False


class Organisation(Entry, frozen=True):
    """Nouns for bodies; ``generic`` ones may point back to any body, ``named`` ones to a body
    whose name leaves them out ("the company" for "Acme")."""

    words: Words
    generic: bool = False
    named: bool = False
    outlet: bool = False


class DocumentNoun(Entry, frozen=True):
    """Nouns for what somebody issues; ``spoken`` ones may stand for the last speaker,
    ``reported`` ones for the last speaker that is a newsroom."""

    words: Words
    spoken: bool = False
    reported: bool = False


class Pronouns(Gendered, frozen=True):
    plural: Words
    thing: Words
    speaker: Words
    relative: Words
    vague: Words


class Anonymity(Entry, frozen=True):
    """What shows that a name is held back: ``modifiers`` before people ("unnamed officials"),
    ``nouns`` for people without a name, ``phrases`` in the sentence. ``counts`` single people
    out ("two officials"); ``voices`` speak for others, who have a name."""

    modifiers: Words
    nouns: Words
    phrases: Words
    counts: Words
    voices: Words


class Sources(Header, frozen=True):
    """Everything in lower case, abbreviations without a full stop behind them."""

    honorifics: Honorifics
    roles: tuple[Role, ...]
    person_endings: Words
    organisations: tuple[Organisation, ...]
    outlets: Words
    documents: tuple[DocumentNoun, ...]
    issuing_verbs: Words
    relaying_verbs: Words
    channels: Words
    addressing_verbs: Words
    conversations: Words
    citing: Words
    pronouns: Pronouns
    self_words: Words
    reason_prepositions: Words
    share_links: Words
    definite: Words
    focus: Words
    sizes: dict[Word, int]
    plain_modifiers: Words
    plain_compounds: Words
    epithets: Words
    demonyms: Words
    calendar: Words
    particles: Words
    suffixes: Words
    company_suffixes: Words
    powers: Words
    trade_words: Words
    foreign_articles: Words
    newsroom_names: Words
    first_names: Gendered
    anonymity: Anonymity

    def __post_init__(self) -> None:
        both = set(self.first_names.male) & set(self.first_names.female)
        if both:
            raise ValueError(f"first names of both genders: {', '.join(sorted(both))}")


def load_sources(language: str = DEFAULT_LANGUAGE) -> Sources:
    """Load the sources lexicon of a language."""
    return load_lexicon("sources", Sources, language)
