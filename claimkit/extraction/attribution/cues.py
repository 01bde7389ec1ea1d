"""Find the cues of a document: the words that may signal an attribution."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from spacy.matcher import Matcher
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from claimkit.lexicons.attribution import (
    CountLexicon,
    Cue,
    CueLexicon,
    Frame,
    FrameLexicon,
    PartOfSpeech,
    frame_weight,
)
from claimkit.lexicons.extension import load_extended
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.loader import load_lexicon

_POS: dict[str, PartOfSpeech] = {"VERB": "verb", "NOUN": "noun", "ADJ": "adjective"}


_COMPANIONS = frozenset(("prt", "advmod", "acomp", "ccomp", "oprd", "amod"))


class CueHit(NamedTuple):
    """A token that may be a cue, and its entry in the lexicon.

    ``companion`` is the entry's particle or other second word: "point *out*", "make *clear*".
    """

    token: Token
    entry: Cue
    companion: Token | None = None


class CueTable:
    """The cues, frames and counts of the lexicons, ready to look up."""

    def __init__(
        self,
        cues: Iterable[Cue],
        frames: Iterable[Frame],
        counts: Mapping[str, Mapping[str, tuple[int, int]]],
    ) -> None:
        # By part of speech, lemma, and particle or "".
        self._cues: dict[tuple[PartOfSpeech, str, str], Cue] = {}
        self._weights: dict[tuple[str, str], float] = {}
        implied = {frame.id: frame.implied_by for frame in frames if frame.implied_by}
        for cue in cues:
            for lemma in (cue.lemma, *cue.variants):
                self._cues[cue.pos, lemma, cue.particle or ""] = cue
            for frame in cue.frames:
                hits, seen = counts.get(cue.id, {}).get(frame, (0, 0))
                self._weights[cue.id, frame] = frame_weight(hits, seen)
            for frame, other in implied.items():
                weight = self._weights.get((cue.id, other))
                if weight is not None:
                    self._weights.setdefault((cue.id, frame), weight)
        self._with_particle = frozenset(lemma for _, lemma, particle in self._cues if particle)
        ordered = tuple(frames)
        self.frames: dict[PartOfSpeech, tuple[Frame, ...]] = {
            pos: tuple(frame for frame in ordered if frame.pos == pos) for pos in _POS.values()
        }

    @classmethod
    @cache
    def load(cls, lexicons: Lexicons) -> CueTable:
        """Return the cues of a language, loaded once a process."""
        return cls(
            load_extended("cues", CueLexicon, lexicons).entries,
            load_lexicon("frames", FrameLexicon, lexicons.language).entries,
            load_lexicon("counts", CountLexicon, lexicons.language).counts,
        )

    def weight(self, cue: Cue, frame: str) -> float | None:
        """Return the share of attributions of a cue's frame; None if the cue doesn't list it."""
        return self._weights.get((cue.id, frame))

    def find(self, token: Token) -> Cue | None:
        """Return the cue that a token is by its part of speech, lemma and particle."""
        pos = _POS.get(token.pos_)
        return None if pos is None else self._look_up(pos, token)

    def _look_up(self, pos: PartOfSpeech, token: Token) -> Cue | None:
        lemma = token.lemma_.lower()
        if lemma in self._with_particle:
            for word in _iter_companions(token):
                if (pos, lemma, word.lower_) in self._cues:
                    return self._cues[pos, lemma, word.lower_]
        return self._cues.get((pos, lemma, ""))

    def find_lemma(self, pos: PartOfSpeech, lemma: str) -> Cue | None:
        """Return the cue of a lemma, without a particle."""
        return self._cues.get((pos, lemma, ""))

    def find_verb_form(self, token: Token) -> Cue | None:
        """Return the verb that a word is a form of, even where the tagger took it for a noun."""
        if token.pos_ == "VERB":
            return self.find(token)
        if token.pos_ == "NOUN":
            return self._look_up("verb", token)
        return None

    def matcher(self, vocab: Vocab) -> Matcher:
        """Return a matcher for every token that may be a cue, by lemma and part of speech."""
        matcher = Matcher(vocab)
        for coarse, pos in _POS.items():
            lemmas = [lemma for (of, lemma, _) in self._cues if of == pos]
            if lemmas:
                matcher.add(pos, [[{"POS": coarse, "LEMMA": {"IN": lemmas}}]])
        return matcher


def _iter_companions(token: Token) -> Iterator[Token]:
    """Yield the words that may make a cue together with ``token``.

    They are its particle, and the next word ("made *clear*", "shot *back*"), also behind a
    pronoun ("made it *clear*").
    """
    doc = token.doc
    for child in token.children:
        if child.dep_ == "prt":
            yield child
    following = token.i + 1
    if following < len(doc) and doc[following].pos_ == "PRON":
        following += 1
    if following < len(doc) and doc[following].dep_ in _COMPANIONS:
        yield doc[following]


def _find_companion(token: Token, entry: Cue) -> Token | None:
    if entry.particle is None:
        return None
    return next((word for word in _iter_companions(token) if word.lower_ == entry.particle), None)


def _is_mistagged_verb(token: Token) -> bool:
    """Return whether a sentence's verb has the tag of a noun: "…, records show".

    The same happens in "Records seen by the Courier *show* that …", where it keeps its subject.
    """
    if any(child.dep_ == "nsubj" and child.tag_ in ("NNS", "NNPS") for child in token.children):
        return any(c.dep_ == "ccomp" and c.i > token.i for c in token.children)
    subject = token.nbor(-1) if token.i else token
    return (
        token.dep_ == "ROOT"
        and subject.head == token
        and subject.dep_ == "compound"
        and subject.tag_ in ("NNS", "NNPS")
        and any(child.dep_ in ("ccomp", "dep", "parataxis") for child in token.children)
    )


def find_cues(doc: Doc, table: CueTable, matcher: Matcher) -> list[CueHit]:
    """Return the possible cues in document order."""
    hits = []
    for _, start, _ in sorted(matcher(doc), key=lambda match: match[1]):
        entry = table.find(doc[start])
        if entry is not None:
            hits.append(CueHit(doc[start], entry, _find_companion(doc[start], entry)))
    for sent in doc.sents:
        if sent.root.pos_ == "NOUN" and _is_mistagged_verb(sent.root):
            entry = table.find_verb_form(sent.root)
            if entry is not None:
                hits.append(CueHit(sent.root, entry))
    return sorted(hits, key=lambda hit: hit.token.i)
