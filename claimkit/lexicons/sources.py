"""Schema of the sources lexicon: what tells persons, bodies, places and documents apart."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from claimkit.lexicons.loader import Entry, Header, load_lexicon

Gender = Literal["male", "female"]


def _split(value: object) -> object:
    """Let a list of single words be one string."""
    return tuple(value.split()) if isinstance(value, str) else value


Word = Annotated[str, Field(min_length=1, pattern=r"^[^A-Z]+$")]
Words = Annotated[tuple[Word, ...], BeforeValidator(_split), Field(min_length=1)]


class Gendered(Entry):
    male: Words
    female: Words


class Honorifics(Gendered):
    either: Words


class Role(Entry):
    """Words for people of one office or trade; ``also`` may point back to each of them,
    ``generic`` words to anybody of the gender."""

    words: Words
    also: Words | tuple[()] = ()
    gender: Gender | None = None
    generic: bool = False


class Organisation(Entry):
    """Nouns for bodies; ``generic`` ones may point back to any body, ``named`` ones to a body
    whose name leaves them out ("the company" for "Acme")."""

    words: Words
    generic: bool = False
    named: bool = False
    outlet: bool = False


class DocumentNoun(Entry):
    """Nouns for what somebody issues; ``spoken`` ones may stand for the last speaker,
    ``reported`` ones for the last speaker that is a newsroom."""

    words: Words
    spoken: bool = False
    reported: bool = False


class Pronouns(Gendered):
    plural: Words
    thing: Words
    speaker: Words
    relative: Words
    vague: Words


class Anonymity(Entry):
    """What shows that a name is held back: ``modifiers`` before people ("unnamed officials"),
    ``nouns`` for people without a name, ``phrases`` in the sentence. ``counts`` single people
    out ("two officials"); ``voices`` speak for others, who have a name."""

    modifiers: Words
    nouns: Words
    phrases: Words
    counts: Words
    voices: Words


class Sources(Header):
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

    @model_validator(mode="after")
    def _refuse_names_of_two_genders(self) -> Sources:
        both = set(self.first_names.male) & set(self.first_names.female)
        if both:
            raise ValueError(f"first names of both genders: {', '.join(sorted(both))}")
        return self


def load_sources() -> Sources:
    """Load the sources lexicon that ships with the package."""
    lexicon: Sources = load_lexicon("sources", Sources)
    return lexicon
