"""Find surnames and initials that may be short for the one full name of the ledger.

Such names are never joined without a person: the Lindqvist of one document need not be the Mara
Lindqvist of another. A person accepts an offer, or refuses it; a refused name becomes an entry
that this person has chosen, so it is not offered again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from claimkit.ledger.sources.entry_order import sorted_entries
from claimkit.ledger.sources.spellings import fold_name
from claimkit.lexicons.sources import load_source_lexicon
from claimkit.model import Claim, LedgerFile, SourceEntry, SourceKind

_MAX_SHORT_WORDS = 4


@dataclass(frozen=True, slots=True)
class Credited:
    """An entry with the number of its claims and the documents that they are in, sorted."""

    entry: SourceEntry
    claims: int
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JoinOffer:
    """A short name, and the only source of the ledger whose full name ends like it."""

    short: Credited
    full: Credited


def find_join_offers(
    entries: Iterable[SourceEntry], files: Iterable[LedgerFile]
) -> list[JoinOffer]:
    """Return the short names that have one full name in the ledger, by the short name.

    Example: "Lindqvist" and "M. Lindqvist" for Mara Lindqvist. None is offered if two people have
    the surname, if one document has both names, if a person has decided about the short name, or
    if it may be that of a body ("Lindqvist" beside "Lindqvist Group").
    """
    entries = sorted_entries(entries)
    claims = _claims_by_source(files)
    offers = []
    for entry in entries:
        if not _may_be_short(entry, entries) or entry.name not in claims:
            continue
        short = _words(entry.name)
        full = [
            other
            for other in entries
            if other is not entry
            and other.kind is SourceKind.PERSON
            and any(is_short_for(short, _words(name)) for name in other.names)
        ]
        if len(full) != 1:
            continue
        offer = JoinOffer(_credit(entry, claims), _credit(full[0], claims))
        if set(offer.short.documents).isdisjoint(offer.full.documents):
            offers.append(offer)
    return offers


def is_short_for(short: list[str], full: list[str]) -> bool:
    """Return whether words are the surname of a full name, alone or after initials.

    >>> is_short_for(["lindqvist"], ["mara", "lindqvist"])
    True
    >>> is_short_for(["m", "lindqvist"], ["mara", "lindqvist"])
    True
    >>> is_short_for(["mara"], ["mara", "lindqvist"])
    False
    """
    words, suffixes, particles = list(full), *_name_words()
    while len(words) > 1 and words[-1] in suffixes:
        words.pop()
    initials = [word for word in short[:-1] if len(word) == 1]
    surname = short[len(initials) :]
    if len(surname) + 1 > len(words) or surname != words[-len(surname) :]:
        return False
    if any(word not in particles for word in surname[:-1]):
        return False
    given = words[: -len(surname)]
    return len(given[0]) > 1 and all(a == b[0] for a, b in zip(initials, given, strict=False))


def _words(name: str) -> list[str]:
    """Return the words of a name without accents and case; "M.K." are two, "Sato-Lind" is one.

    >>> _words("M.K. Sato-Lind")
    ['m', 'k', 'satolind']
    """
    parts = name.replace(".", ". ").split()
    return [word for part in parts if (word := fold_name(part).replace(" ", ""))]


@cache
def _name_words() -> tuple[frozenset[str], frozenset[str]]:
    lexicon = load_source_lexicon()
    return frozenset(lexicon.suffixes), frozenset(lexicon.particles)


def _may_be_short(entry: SourceEntry, entries: Iterable[SourceEntry]) -> bool:
    words = _words(entry.name)
    if entry.is_chosen or entry.aliases or not 1 <= len(words) <= _MAX_SHORT_WORDS:
        return False
    if entry.kind not in (SourceKind.PERSON, SourceKind.ORGANISATION):
        return False
    if not any(word[0].isupper() for word in entry.name.split()):
        return False
    return not any(
        other is not entry
        and other.kind is not SourceKind.PERSON
        and words[-1] in _words(other.name)
        for other in entries
    )


def _claims_by_source(files: Iterable[LedgerFile]) -> dict[str, list[tuple[str, Claim]]]:
    found: dict[str, list[tuple[str, Claim]]] = {}
    for file in files:
        for claim in file.claims:
            for name in claim.source:
                found.setdefault(name, []).append((file.path, claim))
    return found


def _credit(entry: SourceEntry, claims: Mapping[str, list[tuple[str, Claim]]]) -> Credited:
    own = claims.get(entry.name, [])
    return Credited(entry, len(own), tuple(sorted({path for path, _ in own})))
