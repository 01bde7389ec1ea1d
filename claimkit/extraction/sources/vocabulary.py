"""Arrange the lexicons of sources and governments for look-up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import get_args

from claimkit.lexicons.governments import GovernmentLexicon, State, load_government_lexicon
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.sources import (
    FunctionWords,
    Gender,
    GenderedWords,
    PronounKind,
    Pronouns,
    RoleWords,
    SourceLexicon,
    load_source_lexicon,
)
from claimkit.lexicons.typography import load_typography


@dataclass(frozen=True)
class SourceVocabulary:
    """The words of one language by their type; all keys are in lower case.

    Lists that need no arranging are read from ``lexicon``.
    """

    lexicon: SourceLexicon
    function_words: FunctionWords
    hyphens: frozenset[str]
    # Signs before a name in a list or a signature: "-Jane Roe".
    leading_marks: str
    articles: frozenset[str]
    # Words that end the head of a role: "head | of the bank".
    phrase_links: frozenset[str]
    # Words that never distinguish two bearers of a noun.
    fillers: frozenset[str]
    # Words that may stand inside the name of a body.
    inside_bodies: frozenset[str]
    # Words that do not count when names of bodies are compared.
    ignored_in_bodies: frozenset[str]
    # Words that have no letter in an acronym.
    ignored_in_acronyms: frozenset[str]
    honorifics: dict[str, Gender | None]
    # Role word -> every word that may point back to its bearer, itself included.
    roles: dict[str, frozenset[str]]
    role_gender: dict[str, Gender]
    # Words for anybody of a gender: "the woman".
    generic_people: frozenset[str]
    person_endings: tuple[str, ...]
    bodies: frozenset[str]
    generic_bodies: frozenset[str]
    # Noun that names often leave out ("the company" for "Acme") -> nouns of such bodies.
    named_bodies: dict[str, frozenset[str]]
    # Nouns that fit any body of their kind: "the company" for a bank.
    vague_bodies: frozenset[str]
    # Noun of a newsroom -> those that may name the same one.
    outlet_nouns: dict[str, frozenset[str]]
    outlets: frozenset[str]
    newsroom_pairs: tuple[frozenset[str], ...]
    documents: frozenset[str]
    spoken_documents: frozenset[str]
    reported_documents: frozenset[str]
    places: frozenset[str]
    # None for names of either gender, and those that are other words, too.
    first_names: dict[str, Gender | None]
    pronouns: dict[str, PronounKind]
    definite: frozenset[str]
    indefinite: frozenset[str]
    # Words before a role that are not a part of it.
    role_determiners: frozenset[str]
    demonyms: frozenset[str]
    calendar: frozenset[str]
    month_surnames: frozenset[str]
    post_nominals: frozenset[str]
    land_titles: frozenset[str]
    states: frozenset[str]
    # Seat -> the state whose government it means.
    governments: dict[str, str]
    # The same for seats that count only where the text names the state.
    shared_seats: dict[str, State]

    def is_people(self, word: str) -> bool:
        """Return whether a word names many of a kind: "democrats", "danes"."""
        singular = word.removesuffix(self.lexicon.plural_ending)
        return singular != word and (singular in self.demonyms or singular in self.roles)

    def has_newsroom_pair(self, words: Iterable[str]) -> bool:
        """Return whether words make a body a newsroom together: "Yonhap News Agency"."""
        found = set(words)
        return any(pair <= found for pair in self.newsroom_pairs)

    def join(self, names: Iterable[str]) -> str:
        """Return one name for several who speak or act together."""
        return self.lexicon.wording.together.join(names)


@cache
def load_source_vocabulary(lexicons: Lexicons) -> SourceVocabulary:
    """Return the vocabulary of a language, which is arranged once per process."""
    lexicon = load_source_lexicon(lexicons)
    governments = load_government_lexicon(lexicons)
    typography = load_typography()
    words = lexicon.function_words
    definite, conjunctions = frozenset(words.definite_articles), frozenset(words.conjunctions)
    articles = definite.union(words.indefinite_articles)
    marks = frozenset(words.possessive_marks)
    bodies = lexicon.organisations
    return SourceVocabulary(
        lexicon=lexicon,
        function_words=words,
        hyphens=frozenset(typography.hyphens),
        leading_marks=" " + "".join(typography.list_marks),
        articles=articles,
        phrase_links=conjunctions.union(words.prepositions),
        fillers=articles.union(conjunctions, marks, words.prepositions, _plain_words(lexicon)),
        inside_bodies=definite | conjunctions | marks,
        ignored_in_bodies=articles.union(conjunctions, marks, words.body_prepositions),
        ignored_in_acronyms=definite.union(conjunctions, marks, words.name_prepositions),
        honorifics=dict.fromkeys(lexicon.honorifics.either) | _by_gender(lexicon.honorifics),
        roles=_words_by_role(lexicon.roles),
        role_gender={w: r.gender for r in lexicon.roles if r.gender for w in r.words},
        generic_people=frozenset(w for r in lexicon.roles if r.generic for w in r.words),
        person_endings=lexicon.person_endings,
        bodies=frozenset(w for body in bodies for w in body.words),
        generic_bodies=frozenset(w for body in bodies if body.generic for w in body.words),
        named_bodies={w: frozenset(b.words) for b in bodies if b.named for w in b.words},
        vague_bodies=frozenset(w for body in bodies for w in body.vague),
        outlet_nouns={w: frozenset(b.words) for b in bodies if b.outlet for w in b.words},
        outlets=frozenset(lexicon.outlets),
        newsroom_pairs=tuple(map(frozenset, lexicon.newsroom_pairs)),
        documents=frozenset(w for d in lexicon.documents for w in d.words),
        spoken_documents=frozenset(w for d in lexicon.documents if d.spoken for w in d.words),
        reported_documents=frozenset(w for d in lexicon.documents if d.reported for w in d.words),
        places=frozenset((*_place_names(governments), *lexicon.powers, *lexicon.regions)),
        first_names=dict.fromkeys(lexicon.first_names.either) | _by_gender(lexicon.first_names),
        pronouns=_by_kind(lexicon.pronouns),
        definite=frozenset(lexicon.definite),
        indefinite=frozenset((*words.indefinite_articles, *lexicon.indefinite)),
        role_determiners=articles.union(lexicon.role_determiners),
        demonyms=frozenset(lexicon.demonyms),
        calendar=frozenset(lexicon.calendar),
        month_surnames=frozenset(lexicon.month_surnames),
        post_nominals=frozenset(lexicon.post_nominals),
        land_titles=frozenset(lexicon.land_titles),
        states=frozenset(name for state in governments.states for name in state.names),
        governments={seat: s.state for s in governments.states for seat in s.seats},
        shared_seats={seat: s for s in governments.states for seat in s.shared},
    )


def _plain_words(lexicon: SourceLexicon) -> tuple[str, ...]:
    """Return determiners and modifiers that do not distinguish two bearers of a noun."""
    return *lexicon.definite, *lexicon.indefinite, *lexicon.plain_modifiers


def _by_gender(words: GenderedWords) -> dict[str, Gender]:
    male: dict[str, Gender] = dict.fromkeys(words.male, "male")
    return male | dict.fromkeys(words.female, "female")


def _by_kind(pronouns: Pronouns) -> dict[str, PronounKind]:
    kinds: tuple[PronounKind, ...] = get_args(PronounKind)
    return {word: kind for kind in kinds for word in getattr(pronouns, kind)}


def _place_names(governments: GovernmentLexicon) -> Iterator[str]:
    for state in governments.states:
        yield from (*state.names, *state.seats)


def _words_by_role(roles: tuple[RoleWords, ...]) -> dict[str, frozenset[str]]:
    """Join the words that may point back to a word with several roles ("marshal")."""
    found: dict[str, frozenset[str]] = {}
    for role in roles:
        for word in role.words:
            found[word] = found.get(word, frozenset((word,))) | frozenset(role.also)
    return found


def normalize_word(word: str) -> str:
    """Return a word as the lexicon writes it.

    >>> normalize_word("Gen."), normalize_word("U.S."), normalize_word("Mr")
    ('gen', 'u.s.', 'mr')
    """
    low = word.lower().lstrip(".").replace("’", "'")
    return low[:-1] if low.endswith(".") and low.count(".") == 1 else low
