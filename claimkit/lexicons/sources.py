"""Schema of the source lexicon: words that distinguish persons, bodies, places and documents."""

from __future__ import annotations

from string import Formatter
from typing import Literal

from msgspec import field

from claimkit.lexicons.extension import load_extended
from claimkit.lexicons.lexicon_set import BUILT_IN, Lexicons
from claimkit.lexicons.loader import LexiconEntry, LexiconHeader, Word, WordList

Gender = Literal["male", "female"]
PronounKind = Literal["male", "female", "plural", "thing", "speaker", "relative", "vague"]


class GenderedWords(LexiconEntry, frozen=True):
    male: WordList = WordList()
    female: WordList = WordList()


class NameWords(GenderedWords, frozen=True):
    either: WordList = WordList()


class RoleWords(LexiconEntry, frozen=True, kw_only=True):
    """Words for people of one office or trade.

    A later mention may call each of these people by a word of ``also``. A ``generic`` word may
    mean anybody of the gender.
    """

    words: WordList
    also: WordList = WordList()
    gender: Gender | None = None
    generic: bool = False


class OrganisationNouns(LexiconEntry, frozen=True):
    """Nouns for bodies.

    A ``generic`` noun may point back to any body. A ``named`` noun may point back to a body
    whose name does not contain it ("the company" for "Acme"). An ``outlet`` is a newsroom.
    The words of ``vague`` fit every body of the entry.
    """

    words: WordList
    vague: WordList = WordList()
    generic: bool = False
    named: bool = False
    outlet: bool = False


class DocumentNouns(LexiconEntry, frozen=True):
    """Nouns for documents that somebody issues.

    A ``spoken`` noun may refer to the last speaker, a ``reported`` noun to the last newsroom
    that spoke.
    """

    words: WordList
    spoken: bool = False
    reported: bool = False


class Pronouns(GenderedWords, frozen=True):
    plural: WordList = WordList()
    thing: WordList = WordList()
    speaker: WordList = WordList()
    relative: WordList = WordList()
    vague: WordList = WordList()


class FunctionWords(LexiconEntry, frozen=True):
    """Function words by their type; the lexicon explains each list.

    A language leaves out what it does not have, such as articles.
    """

    definite_articles: WordList = WordList()
    indefinite_articles: WordList = WordList()
    possessive_marks: WordList = WordList()
    conjunctions: WordList = WordList()
    alternatives: WordList = WordList()
    prepositions: WordList = WordList()
    genitives: WordList = WordList()
    name_prepositions: WordList = WordList()
    body_prepositions: WordList = WordList()
    agent_prepositions: WordList = WordList()
    sender_prepositions: WordList = WordList()
    container_prepositions: WordList = WordList()
    conversation_prepositions: WordList = WordList()
    phrase_starts: WordList = WordList()
    relative_conjunctions: WordList = WordList()
    pointing_words: WordList = WordList()
    copulas: WordList = WordList()


class SourceWording(LexiconEntry, frozen=True):
    """Templates for names that are composed of words of a document."""

    author: str
    together: str
    definite: str
    possessive: str
    plural_possessive: str
    of_phrase: str

    def __post_init__(self) -> None:
        _check_template("definite", self.definite, {"noun"})
        for name in ("possessive", "plural_possessive", "of_phrase"):
            _check_template(name, getattr(self, name), {"owner", "thing"})


class Anonymity(LexiconEntry, frozen=True):
    """Words that show that a text withholds a name.

    ``modifiers`` stand before people ("unnamed officials"), ``nouns`` mean people without a
    name, ``phrases`` stand anywhere in the sentence. ``counts`` single people out ("two
    officials"). ``voices`` speak for others, who have a name.
    """

    modifiers: WordList = WordList()
    nouns: WordList = WordList()
    phrases: WordList = WordList()
    counts: WordList = WordList()
    voices: WordList = WordList()


class SourceLexicon(LexiconHeader, frozen=True, kw_only=True):
    """The whole file. Words are in lower case, abbreviations without their full stop."""

    honorifics: NameWords = NameWords()
    roles: tuple[RoleWords, ...] = ()
    known_offices: WordList = WordList()
    person_endings: WordList = WordList()
    organisations: tuple[OrganisationNouns, ...] = ()
    territories: WordList = WordList()
    ships: WordList = WordList()
    ship_parts: WordList = WordList()
    firm_parts: WordList = WordList()
    outlets: WordList = WordList()
    documents: tuple[DocumentNouns, ...] = ()
    issuing_verbs: WordList = WordList()
    relaying_verbs: WordList = WordList()
    channels: WordList = WordList()
    addressing_verbs: WordList = WordList()
    questioning_verbs: WordList = WordList()
    asking_verbs: WordList = WordList()
    charges: WordList = WordList()
    conversations: WordList = WordList()
    citing: WordList = WordList()
    function_words: FunctionWords = FunctionWords()
    indefinite: WordList = WordList()
    universal: WordList = WordList()
    correlatives: WordList = WordList()
    role_determiners: WordList = WordList()
    plural_nouns: WordList = WordList()
    plural_ending: str = ""
    wording: SourceWording
    pronouns: Pronouns = Pronouns()
    self_words: WordList = WordList()
    addressing_words: WordList = WordList()
    reason_prepositions: WordList = WordList()
    share_links: WordList = WordList()
    definite: WordList = WordList()
    focus: WordList = WordList()
    sizes: dict[Word, int] = field(default_factory=dict)
    plain_modifiers: WordList = WordList()
    plain_compounds: WordList = WordList()
    epithets: WordList = WordList()
    age_words: WordList = WordList()
    opening_verbs: WordList = WordList()
    demonyms: WordList = WordList()
    calendar: WordList = WordList()
    particles: WordList = WordList()
    month_surnames: WordList = WordList()
    suffixes: WordList = WordList()
    post_nominals: tuple[str, ...] = ()
    land_titles: WordList = WordList()
    firm_partners: WordList = WordList()
    paired_names: WordList = WordList()
    company_suffixes: WordList = WordList()
    powers: WordList = WordList()
    regions: WordList = WordList()
    trade_words: WordList = WordList()
    newsroom_pairs: tuple[WordList, ...] = ()
    newsroom_modifiers: WordList = WordList()
    foreign_articles: WordList = WordList()
    newsroom_names: WordList = WordList()
    newsroom_nouns: WordList = WordList()
    interviews: WordList = WordList()
    air_prepositions: WordList = WordList()
    first_names: NameWords = NameWords()
    anonymity: Anonymity = Anonymity()

    def __post_init__(self) -> None:
        names = self.first_names
        both = set(names.male) & set(names.female)
        if both:
            raise ValueError(f"first names of both genders: {', '.join(sorted(both))}")


def _check_template(name: str, template: str, fields: set[str]) -> None:
    """Raise ValueError unless a template has exactly these fields, without any formatting."""
    parts = list(Formatter().parse(template))
    found = {field for _, field, _, _ in parts if field is not None}
    if found != fields or any(spec or conversion for _, _, spec, conversion in parts):
        wanted = " and ".join(f"{{{field}}}" for field in sorted(fields))
        raise ValueError(f"{name} needs {wanted} and nothing else in braces")


def load_source_lexicon(lexicons: Lexicons = BUILT_IN) -> SourceLexicon:
    """Load the source lexicon of a language."""
    return load_extended("sources", SourceLexicon, lexicons)
