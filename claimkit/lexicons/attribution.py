"""Schema of the attribution lexicons: dependency frames and the cues that take them."""

from __future__ import annotations

from typing import Literal

from claimkit.lexicons.loader import Entry, Header

PartOfSpeech = Literal["verb", "noun", "adjective"]


class TokenTest(Entry):
    """What a token must be. Each list that is given must hold the token's value;
    ``has`` must hold for one of its children."""

    dep: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    lower: tuple[str, ...] = ()
    has: TokenTest | None = None
    of: Literal["cue", "head"] = "cue"


class Frame(Entry):
    """Where a cue's content stands in the dependency tree.

    ``content`` is a child of the cue (of the cue's head with ``of: head``), of a
    preposition below the cue where ``prepositions`` are given, or the cue's head itself.
    ``theme`` is a second part that belongs to the content ("called *the move* a crime").
    """

    id: str
    pos: PartOfSpeech
    note: str
    cue: TokenTest | None = None
    theme: TokenTest | None = None
    content: TokenTest | Literal["head"]
    prepositions: tuple[str, ...] = ()


class FrameLexicon(Header):
    entries: tuple[Frame, ...]


class Cue(Entry):
    """A word that signals attribution.

    ``frames`` maps a frame's id (with its preposition: "prep about") to the share of such
    places that are attributions.
    """

    id: str
    lemma: str
    pos: PartOfSpeech
    stance: str
    frames: dict[str, float]
    quotation: float = 0.0
    matches: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()


class CueLexiconFile(Header):
    entries: tuple[Cue, ...]
