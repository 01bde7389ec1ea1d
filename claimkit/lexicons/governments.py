"""Schema of the government lexicon: states, and the places used as names of their governments."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from claimkit.lexicons.extension import load_extended
from claimkit.lexicons.lexicon_set import BUILT_IN, Lexicons
from claimkit.lexicons.loader import LexiconEntry, LexiconHeader, Word


class State(LexiconEntry, frozen=True):
    """A state under its name in the ledger; the other words for it are in lower case."""

    state: Annotated[str, Meta(min_length=1)]
    aliases: tuple[Word, ...] = ()
    seats: tuple[Word, ...] = ()
    shared: tuple[Word, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return self.state.lower(), *self.aliases


class Region(LexiconEntry, frozen=True):
    """States, with one sentence whose source is a government and one whose source is not."""

    region: str
    match: str
    no_match: str
    states: Annotated[tuple[State, ...], Meta(min_length=1)]


class GovernmentLexicon(LexiconHeader, frozen=True):
    groups: tuple[Region, ...]

    @property
    def states(self) -> tuple[State, ...]:
        return tuple(state for group in self.groups for state in group.states)

    def __post_init__(self) -> None:
        seats = [seat for state in self.states for seat in (*state.seats, *state.shared)]
        twice = {seat for seat in seats if seats.count(seat) > 1}
        if twice:
            raise ValueError(f"seats of several governments: {', '.join(sorted(twice))}")


def load_government_lexicon(lexicons: Lexicons = BUILT_IN) -> GovernmentLexicon:
    """Load the government lexicon of a language."""
    return load_extended("governments", GovernmentLexicon, lexicons)
