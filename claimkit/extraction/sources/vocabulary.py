"""The sources lexicon, arranged for look-up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from claimkit.lexicons.governments import Governments, State, load_governments
from claimkit.lexicons.sources import Gender, RoleWords, Sources, load_sources


@dataclass(frozen=True)
class Words:
    """Word sets of the lexicon; all keys are in lower case."""

    lexicon: Sources
    honorifics: dict[str, Gender | None]
    # Role word -> every word that may point back to its bearer, itself included.
    roles: dict[str, frozenset[str]]
    role_gender: dict[str, Gender]
    # Words for anybody of a gender: "the woman".
    anybody: frozenset[str]
    person_endings: tuple[str, ...]
    bodies: frozenset[str]
    generic_bodies: frozenset[str]
    # Noun that names often leave out ("the company" for "Acme") -> nouns of such bodies.
    named_bodies: dict[str, frozenset[str]]
    # Noun of a newsroom -> those that may name the same one.
    outlet_nouns: dict[str, frozenset[str]]
    outlets: frozenset[str]
    documents: frozenset[str]
    spoken_documents: frozenset[str]
    reported_documents: frozenset[str]
    places: frozenset[str]
    first_names: dict[str, Gender]
    pronouns: dict[str, str]
    definite: frozenset[str]
    # Word for several -> how many: "pair".
    sizes: dict[str, int]
    plain_modifiers: frozenset[str]
    plain_compounds: frozenset[str]
    epithets: frozenset[str]
    demonyms: frozenset[str]
    calendar: frozenset[str]
    particles: frozenset[str]
    suffixes: frozenset[str]
    company_suffixes: frozenset[str]
    trade_words: frozenset[str]
    foreign_articles: frozenset[str]
    newsroom_names: frozenset[str]
    states: frozenset[str]
    issuing: frozenset[str]
    relaying: frozenset[str]
    channels: frozenset[str]
    addressing: frozenset[str]
    conversations: frozenset[str]
    citing: frozenset[str]
    # Seat -> the state whose government it stands for; a shared one only where the text names
    # the state by one of the words.
    governments: dict[str, str]
    shared_seats: dict[str, State]

    def is_people(self, word: str) -> bool:
        """Tell whether a word names many of a kind: "democrats", "danes"."""
        singular = word.removesuffix("s")
        return singular != word and (singular in self.demonyms or singular in self.roles)


@cache
def load_words() -> Words:
    """Arrange the lexicon that ships with the package; once a process."""
    lexicon = load_sources()
    honorifics: dict[str, Gender | None] = dict.fromkeys(lexicon.honorifics.either)
    honorifics |= dict.fromkeys(lexicon.honorifics.male, "male")
    honorifics |= dict.fromkeys(lexicon.honorifics.female, "female")
    names: dict[str, Gender] = dict.fromkeys(lexicon.first_names.male, "male")
    names |= dict.fromkeys(lexicon.first_names.female, "female")
    bodies = lexicon.organisations
    return Words(
        lexicon=lexicon,
        honorifics=honorifics,
        roles=_roles(lexicon.roles),
        role_gender={w: r.gender for r in lexicon.roles if r.gender for w in r.words},
        anybody=frozenset(w for r in lexicon.roles if r.generic for w in r.words),
        person_endings=lexicon.person_endings,
        bodies=frozenset(w for body in bodies for w in body.words),
        generic_bodies=frozenset(w for body in bodies if body.generic for w in body.words),
        named_bodies={w: frozenset(b.words) for b in bodies if b.named for w in b.words},
        outlet_nouns={w: frozenset(b.words) for b in bodies if b.outlet for w in b.words},
        outlets=frozenset(lexicon.outlets),
        documents=frozenset(w for d in lexicon.documents for w in d.words),
        spoken_documents=frozenset(w for d in lexicon.documents if d.spoken for w in d.words),
        reported_documents=frozenset(w for d in lexicon.documents if d.reported for w in d.words),
        places=frozenset((*_places(load_governments()), *lexicon.powers)),
        first_names=names,
        pronouns={
            word: kind
            for kind in lexicon.pronouns.__struct_fields__
            for word in getattr(lexicon.pronouns, kind)
        },
        definite=frozenset(lexicon.definite),
        sizes=lexicon.sizes,
        plain_modifiers=frozenset(lexicon.plain_modifiers),
        plain_compounds=frozenset(lexicon.plain_compounds),
        demonyms=frozenset(lexicon.demonyms),
        epithets=frozenset(lexicon.epithets),
        calendar=frozenset(lexicon.calendar),
        particles=frozenset(lexicon.particles),
        company_suffixes=frozenset(lexicon.company_suffixes),
        suffixes=frozenset(lexicon.suffixes),
        foreign_articles=frozenset(lexicon.foreign_articles),
        newsroom_names=frozenset(lexicon.newsroom_names),
        trade_words=frozenset(lexicon.trade_words),
        states=frozenset(name for s in load_governments().states for name in s.names),
        issuing=frozenset(lexicon.issuing_verbs),
        relaying=frozenset(lexicon.relaying_verbs),
        channels=frozenset(lexicon.channels),
        addressing=frozenset(lexicon.addressing_verbs),
        conversations=frozenset(lexicon.conversations),
        citing=frozenset(lexicon.citing),
        governments={w: s.state for s in load_governments().states for w in s.seats},
        shared_seats={w: s for s in load_governments().states for w in s.shared},
    )


def _places(governments: Governments) -> Iterator[str]:
    for state in governments.states:
        yield from (*state.names, *state.seats)


def _roles(roles: tuple[RoleWords, ...]) -> dict[str, frozenset[str]]:
    """Words of several roles ("marshal") may be pointed back to by the words of each."""
    found: dict[str, frozenset[str]] = {}
    for role in roles:
        for word in role.words:
            found[word] = found.get(word, frozenset((word,))) | frozenset(role.also)
    return found


def plain(word: str) -> str:
    """Return a word as the lexicon writes it.

    >>> plain("Gen."), plain("U.S."), plain("Mr")
    ('gen', 'u.s.', 'mr')
    """
    low = word.lower().lstrip(".").replace("’", "'")
    return low[:-1] if low.endswith(".") and low.count(".") == 1 else low
