"""Model when and where something was said: statements, dated acts and the occasions they make.

An *occasion* is a day on which a source speaks, or an event of that day at which several people
do. It begins with a statement or an act whose own words tell the day. It goes on while the
conditions of `said` hold, and ends where the text reaches a later day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from claimkit.edtf import is_day
from claimkit.extraction.datings.dating_finder import DatingIndex
from claimkit.extraction.datings.occasion_words import OccasionWords
from claimkit.extraction.datings.own_dates import PRESENT, SUBJECTS
from claimkit.extraction.datings.tense import Tense, depends_on_main_verb, find_tense
from claimkit.model import Attribution, Span

_PARTICIPLES = ("VBG", "VBN")
_JOINED = ("advcl", "conj")
_LISTENERS = ("dobj", "dative", "iobj")
_MAX_STEPS = 4
_PHRASE_TOKENS = 5
_OBJECTS = ("dobj", "dative", "iobj", "pobj")


@dataclass(frozen=True, slots=True)
class Occasion:
    """A day on which somebody speaks, as the text has told it at ``place``.

    ``source`` has the names of the source; an act has the words of its ``subject`` instead.
    ``kinds`` are the kinds of event or paper that its words name, ``nouns`` their words.
    ``is_told`` is whether its own words tell the day.
    """

    place: Span
    day: str
    source: tuple[str, ...] = ()
    subject: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    content: tuple[Span, ...] = ()
    is_told: bool = True


class Statement:
    """An attribution as an utterance: how its cue reads, and where its words put it.

    Args:
        names: the resolved names of its source.
        is_person: whether its source is a person with a name.
    """

    def __init__(
        self,
        doc: Doc,
        words: OccasionWords,
        attribution: Attribution,
        names: tuple[str, ...],
        *,
        is_person: bool,
    ) -> None:
        self.attribution = attribution
        self.names = names
        self.is_person = is_person
        self._words = words
        cue = attribution.cue
        self.cue = _tokens(doc, Span(cue[0].start, cue[-1].end)) if cue else None
        self.mention = _tokens(doc, attribution.source[0]) if attribution.source else None
        self.nouns, self.kinds, self.is_new_event = self._find_setting()

    @property
    def evidence(self) -> Span:
        return self.attribution.evidence

    @cached_property
    def is_past(self) -> bool:
        """Whether the cue is about the past and no other time: "said", "adding".

        Not "says", "has said", "had said", "later said".
        """
        if self.cue is None or self.cue.root.tag_ in PRESENT:
            return False
        if self.cue.root.pos_ in ("NOUN", "ADJ"):
            return False
        return self.attribution.stance not in self._words.attitudes and not self.is_parted

    @cached_property
    def is_parted(self) -> bool:
        """Whether the cue puts it at another time: "has said", "had said", "later said"."""
        if self.cue is None:
            return False
        root, words = self.cue.root, self._words
        verb = _finite_verb(root)
        if verb.tag_ in PRESENT and verb.i != root.i:
            return True
        verbs = {root, verb, _first_of(root)}
        auxiliaries = [c for v in verbs for c in v.children if c.dep_ in ("aux", "auxpass")]
        if any(a.tag_ in PRESENT or a.lower_ in words.past_auxiliaries for a in auxiliaries):
            return True
        if self._has_parting_phrase():
            return True
        near = [*root.children, *(c for a in self.cue for c in a.lefts)]
        return any(token.lower_ in words.parting_adverbs for token in near)

    @cached_property
    def is_before(self) -> bool:
        """Whether the cue is a noun or puts it before what else is told: "had said", "earlier"."""
        if self.cue is None:
            return False
        root, words = self.cue.root, self._words
        if root.pos_ in ("NOUN", "ADJ"):
            return True
        joined = root.head if root.dep_ == "conj" else root
        verbs = (root, joined, _finite_verb(root), *self.cue)
        near = {token.lower_ for verb in verbs for token in verb.lefts}
        near.update(token.lower_ for token in self.mention or ())
        return not near.isdisjoint(words.past_auxiliaries | words.parting_adverbs)

    @cached_property
    def is_plain(self) -> bool:
        """Whether the cue is a verb in the simple past."""
        return self.is_past and self.cue is not None and self.cue.root.tag_ == "VBD"

    @property
    def is_speech(self) -> bool:
        """Whether the cue is a plain verb of speaking: no praise, no refusal, no reaction."""
        if self.cue is None or self.cue.root.pos_ != "VERB":
            return False
        return self.cue.root.lemma_ in self._words.speaking_verbs

    @property
    def is_apart(self) -> bool:
        """Whether it was said in an interview, a message or a book, or to a named listener."""
        return any(self._words.kinds[kind].apart for kind in self.kinds)

    @property
    def has_listener(self) -> bool:
        """Whether the cue names whom it was said to: "told the news service"."""
        listeners = (c for c in self.cue.root.children if c.dep_ in _LISTENERS) if self.cue else ()
        return any(not self._is_in_parts(noun) for noun in listeners)

    def _is_in_parts(self, noun: Token) -> bool:
        """Return whether a word is in the content or the source: '"…," said *Karin Velmar*'."""
        parts = (*self.attribution.content, *self.attribution.source)
        return any(part.start <= noun.idx < part.end for part in parts)

    @property
    def follows_contest(self) -> bool:
        """Whether it was said "after the match" or another contest that is known by now."""
        if self.cue is None:
            return False
        return any(
            noun.lemma_.lower() in self._words.contests
            and any("Def" in c.morph.get("Definite", []) for c in noun.lefts)
            for preposition in self.cue.root.children
            if preposition.lower_ in self._words.after_prepositions
            for noun in preposition.children
        )

    def _has_parting_phrase(self) -> bool:
        """Return whether words beside the cue mean another time: "said at the time"."""
        if self.cue is None:
            return False
        doc, content = self.cue.doc, self.attribution.content
        after = doc[self.cue.end : self.cue.end + _PHRASE_TOKENS]
        if any(s.start <= token.idx < s.end for token in after[:1] for s in content):
            return False
        words = " ".join(token.lower_ for token in after)
        return any(words.startswith(phrase) for phrase in self._words.parting_phrases)

    def _find_setting(self) -> tuple[frozenset[str], frozenset[str], bool]:
        """Return the nouns that say where or to whom it was said, their kinds, and their newness.

        An event is new with an indefinite article: "at a rally".

        A named listener who is no known place, as in "told the Echo", makes it an interview.
        """
        nouns: set[str] = set()
        kinds: set[str] = set()
        if self.cue is None:
            return frozenset(), frozenset(), False
        is_new = False
        root = self.cue.root
        own = self._words.verbs.get(root.lemma_)
        if own is not None:
            kinds.add(own)
        for noun in self._iter_complements(root):
            found = self._words.kinds_of(noun)
            kinds |= found
            if found:
                is_new |= any("Ind" in c.morph.get("Definite", []) for c in noun.lefts)
                nouns.add(noun.lemma_.lower())
            elif noun.pos_ == "PROPN" and noun.dep_ in ("dobj", "dative"):
                kinds.add(self._words.named_listener)
        return frozenset(nouns), frozenset(kinds), is_new

    def _iter_complements(self, root: Token) -> Iterator[Token]:
        """Yield the nouns that depend on the cue, outside the content and the source."""
        for child in root.children:
            if child.dep_ in _OBJECTS:
                nouns = [child, *(c for c in child.children if c.dep_ == "conj")]
            elif child.dep_ == "prep" and child.lower_ not in self._words.prepositions:
                continue  # "said after the meeting"
            elif child.dep_ in ("prep", "agent", "advcl"):
                nouns = [c for c in child.children if c.dep_ in _OBJECTS]
                nouns += [
                    c
                    for prep in child.children
                    if child.dep_ == "advcl" and prep.dep_ == "prep"
                    for c in prep.children
                ]
            else:
                continue
            for noun in nouns:
                if not self._is_in_parts(noun):
                    yield noun


def iter_acts(
    doc: Doc, words: OccasionWords, datings: DatingIndex, contents: Sequence[Span]
) -> Iterator[Occasion]:
    """Yield the dated acts in the past that are outside contents, or at the end of one."""
    inside = {dating.span for content in contents for dating in datings.within(content)}
    ending = {content.end for content in contents}
    for dating in datings:
        place = dating.span
        span = _tokens(doc, place) if place is not None else None
        if span is None or place is None or dating.value is None:
            continue
        if not is_day(dating.value) or not depends_on_main_verb(span):
            continue
        if place in inside and place.end not in ending:
            continue
        if find_tense(doc, place.start, place.end) is Tense.FUTURE:
            continue
        verb = span.root.sent.root
        yield Occasion(
            place,
            dating.value,
            subject=_subject_words(verb, span, words),
            kinds=_kinds_at(verb, words),
        )


def _subject_words(verb: Token, date: DocSpan, words: OccasionWords) -> frozenset[str]:
    """Return the words of a verb's subject, in lower case.

    "She was dismissed on Friday" is no act of hers, "she was questioned" is. Without a subject,
    it is what stands between a date and the verb: in "On Friday Falk came", the parser may take
    both for one name.
    """
    relations = SUBJECTS if verb.lemma_ in words.hearing_verbs else SUBJECTS[:1]
    subjects = [child for child in verb.children if child.dep_ in relations]
    if not any(child.dep_ in SUBJECTS for child in verb.children):
        between = verb.doc[min(date.end, verb.i) : verb.i]
        return frozenset(token.lower_ for token in between if token.pos_ == "PROPN")
    return frozenset(token.lower_ for child in subjects for token in child.subtree)


def _kinds_at(verb: Token, words: OccasionWords) -> frozenset[str]:
    """Return the kinds of event that a clause names as its subject, its listeners or its place."""
    kinds: set[str] = set()
    for child in verb.children:
        if child.dep_ in (*SUBJECTS, *_OBJECTS):
            kinds |= words.kinds_of(child)
        elif child.dep_ in ("prep", "agent") and child.lower_ in words.prepositions:
            for noun in child.children:
                kinds |= words.kinds_of(noun)
    return frozenset(kinds)


def _first_of(verb: Token) -> Token:
    """Return the verb whose subject a joined verb shares: "has *come* and seen"."""
    has_subject = any(child.dep_ in SUBJECTS for child in verb.children)
    return verb.head if verb.dep_ == "conj" and not has_subject else verb


def _finite_verb(verb: Token) -> Token:
    """Return the finite verb on which a participle depends: "has *come* …, *vouching* for him"."""
    for _ in range(_MAX_STEPS):
        if verb.tag_ not in _PARTICIPLES or verb.head.i == verb.i:
            break
        if any(c.dep_ in ("aux", "auxpass") for c in verb.children):
            break
        if verb.dep_ not in _JOINED or verb.head.pos_ not in ("VERB", "AUX"):
            break
        verb = verb.head
    return verb


def _tokens(doc: Doc, span: Span) -> DocSpan | None:
    return doc.char_span(span.start, span.end, alignment_mode="expand")
