"""Find the cues of a document: the words that may signal an attribution."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from spacy.matcher import Matcher
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from claimkit.lexicons.attribution import Cue, Frame, PartOfSpeech

_POS: dict[str, PartOfSpeech] = {"VERB": "verb", "NOUN": "noun", "ADJ": "adjective"}


class CueHit(NamedTuple):
    token: Token
    entry: Cue


class CueLexicon:
    """The cues and frames of the lexicon, ready to match."""

    def __init__(self, cues: Iterable[Cue], frames: Iterable[Frame]) -> None:
        self.cues = {(cue.pos, cue.lemma): cue for cue in cues}
        ordered = tuple(frames)
        self.frames: dict[PartOfSpeech, tuple[Frame, ...]] = {
            pos: tuple(frame for frame in ordered if frame.pos == pos)
            for pos in ("verb", "noun", "adjective")
        }

    def find(self, doc: Doc) -> list[CueHit]:
        hits = []
        for token in doc:
            pos = _POS.get(token.pos_)
            if pos is None:
                continue
            entry = self.cues.get((pos, token.lemma_.lower()))
            if entry is not None:
                hits.append(CueHit(token, entry))
        return hits
