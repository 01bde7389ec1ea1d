"""Find the quantities that are changes: "rose 5 % to 40", "down from 7.1 % to 6.4 %"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from spacy.tokens import Token

from claimkit.extraction.quantities.counted_nouns import NOUNS
from claimkit.extraction.quantities.quantity_reading import QuantityReading
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.quantities import load_quantity_lexicon
from claimkit.lexicons.typography import load_typography
from claimkit.lexicons.units import load_units
from claimkit.model import Change
from claimkit.parsing.parsed_document import ParsedDocument

_AMOUNTS = (Change.RISE, Change.FALL, Change.BY)
_SKIPPED = ("RB", "RBR", "DT")
_MAX_STEPS = 4
_MAX_CLAUSE = 10
_MAX_NAME = 3
_MAX_GAP_TOKENS = 3


ChangeLink = Literal["amount", "origin", "result", "level", "part", "alternative"]
AmountKind = Literal["all", "shares", "points", "none"]


@dataclass(frozen=True, slots=True)
class ChangeWord:
    """The change that a word expresses, and which amounts beside it may be the change."""

    change: Change
    of: AmountKind


@dataclass(frozen=True, slots=True)
class ChangeTable:
    """The words of change of a language: verbs and nouns by lemma, the others as printed.

    ``links`` are the function words before an amount or a value. ``points``, ``shares`` and
    ``measures`` are units, each set in the next.
    """

    verbs: dict[str, ChangeWord]
    nouns: dict[str, ChangeWord]
    adverbs: dict[str, ChangeWord]
    comparatives: dict[str, Change]
    phrasal_verbs: frozenset[str]
    links: dict[str, ChangeLink]
    hyphens: frozenset[str]
    points: frozenset[str]
    shares: frozenset[str]
    measures: frozenset[str]

    def find(self, token: Token) -> ChangeWord | None:
        """Return the change that a word expresses: "rose", "increase", "up"."""
        lemma = token.lemma_.lower()
        if token.tag_.startswith("VB"):
            return self.verbs.get(lemma)
        if token.tag_ in NOUNS:
            return self.nouns.get(lemma)
        is_phrasal = token.head.lemma_ in self.phrasal_verbs and token.head.i < token.i
        return None if is_phrasal else self.adverbs.get(token.lower_)

    def is_amount_next(self, before: Token) -> bool:
        """Return whether the amount of a change must come next: "an increase of", "increased"."""
        if self.links.get(before.lower_) == "part":
            return before.head.tag_ in NOUNS and self.find(before.head) is not None
        word = self.find(before)
        return word is not None and word.of == "all" and before.tag_.startswith("VB")

    def takes(self, word: ChangeWord, unit: str | None) -> bool:
        """Return whether an amount in ``unit`` beside the word is the amount of its change."""
        match word.of:
            case "all":
                return True
            case "shares":
                return unit in self.shares
            case "points":
                return unit in self.points
            case "none":
                return False


@cache
def load_change_table(lexicons: Lexicons) -> ChangeTable:
    lexicon, units = load_quantity_lexicon(lexicons), load_units(lexicons)
    entries, links = lexicon.changes, lexicon.links
    points = frozenset(u.unit for u in units.units if u.kind == "share")
    money = {u.unit for u in units.units if u.kind == "money"}
    shares = points | money | {c.code for c in units.currencies}
    by_link: tuple[tuple[ChangeLink, Sequence[str]], ...] = (
        ("amount", links.amount),
        ("origin", links.origin),
        ("result", links.result),
        ("level", links.level),
        ("part", links.part),
        ("alternative", links.alternative),
    )
    return ChangeTable(
        verbs={w: ChangeWord(e.change, e.of) for e in entries for w in e.verbs},
        nouns={w: ChangeWord(e.change, e.of) for e in entries for w in e.nouns},
        adverbs={w: ChangeWord(e.change, e.of) for e in entries for w in e.adverbs},
        comparatives={w: e.change for e in entries for w in e.comparatives},
        phrasal_verbs=frozenset(lexicon.phrasal_verbs),
        links={word: link for link, words in by_link for word in words},
        hyphens=frozenset(load_typography().hyphens),
        points=points,
        shares=shares,
        measures=shares | {u.unit for u in units.units},
    )


def is_open(verb: Token) -> bool:
    """Return whether a verb is about a possible event: "could rise", "expected to rise"."""
    return any(child.tag_ in ("MD", "TO") for child in verb.children)


def read_changes(parsed: ParsedDocument, found: Sequence[QuantityReading]) -> list[QuantityReading]:
    """Return the quantities with the change that each expresses.

    Rule source: `changes` in quantities.yaml. "Output rose 5 % to 40" is a rise and a
    value reached, "5 % of 40" is neither.

    Does not handle: changes in another sentence, and "from a third to half of".
    """
    reader = _ChangeReader(parsed)
    read: list[QuantityReading] = []
    for index, one in enumerate(found):
        following = found[index + 1] if index + 1 < len(found) else None
        change = reader.read(one, read[-1] if read else None, following)
        read.append(replace(one, change=change) if change else one)
    return read


class _ChangeReader:
    """Reads the change that a quantity expresses from the words around it.

    ``previous`` is the quantity before it, with its change; ``following`` is the one after it.
    """

    def __init__(self, parsed: ParsedDocument) -> None:
        self._parsed = parsed
        self._words = load_change_table(parsed.lexicons)

    def read(
        self,
        one: QuantityReading,
        previous: QuantityReading | None,
        following: QuantityReading | None,
    ) -> Change | None:
        before = self._parsed.token_before(one.start)
        link = self._words.links.get(before.lower_) if before is not None else None
        if before is not None and link in ("result", "origin", "level"):
            return self._read_value(one, before, link, previous, following)
        behind = self._read_after(one)
        if behind is not None or before is None:
            return behind
        if link == "alternative" and previous is not None and self._is_near(previous, before):
            return previous.change if one.unit != previous.unit else None
        if link in ("amount", "part"):
            word = self._find_governor(before, is_part=link == "part")
            if word is None or (before.i and self._is_particle(before.nbor(-1), one)):
                return None
            return word.change
        return self._read_beside(one, before, previous)

    def _read_value(
        self,
        one: QuantityReading,
        before: Token,
        link: ChangeLink,
        previous: QuantityReading | None,
        following: QuantityReading | None,
    ) -> Change | None:
        """Read the value that a change starts from or leads to."""
        is_near = previous is not None and self._is_near(previous, before)
        earlier = previous.change if previous is not None and is_near else None
        if link == "level":
            return Change.TO if earlier in _AMOUNTS else None
        if link == "origin" and earlier is Change.TO:
            return Change.FROM
        if link == "result" and earlier is not None and earlier is not Change.TO:
            return Change.TO
        word = self._find_governor(before, is_part=False)
        if word is None:
            return None
        if word.change is Change.BY and not self._is_value(one, link, following):
            return None
        return Change.TO if link == "result" else Change.FROM

    def _is_near(self, previous: QuantityReading, before: Token) -> bool:
        after = self._parsed.token_from(previous.end)
        if after is None or not 0 <= before.i - after.i <= _MAX_GAP_TOKENS:
            return False
        return not any(token.is_sent_start for token in before.doc[after.i : before.i + 1])

    def _is_value(
        self, one: QuantityReading, link: ChangeLink, following: QuantityReading | None
    ) -> bool:
        """Return whether a number after "went from", "brought to" is a value.

        It may be a number of places or people instead.
        """
        if link != "origin":
            return one.unit is None or one.unit in self._words.measures
        if following is None:
            return False
        between = self._parsed.token_before(following.start)
        return (
            between is not None
            and self._words.links.get(between.lower_) == "result"
            and between == self._parsed.token_from(one.end)
        )

    def _read_after(self, one: QuantityReading) -> Change | None:
        """Read a change after the quantity: "a 5 % increase", "5 % more", "3 % higher"."""
        words = self._words
        token = self._parsed.token_from(one.end)
        if token is not None and token.text in words.hyphens:
            token = self._parsed.token_from(one.end + 1)
        if token is None:
            return None
        if one.unit in words.measures and token.lower_ in words.comparatives:
            return words.comparatives[token.lower_]
        if one.unit in words.shares and token.lower_ in words.adverbs:
            return words.adverbs[token.lower_].change
        if one.unit not in words.measures:
            return None
        for noun in token.doc[token.i : token.i + _MAX_NAME]:
            if noun.tag_ in NOUNS and noun.lemma_.lower() in words.nouns:
                return words.nouns[noun.lemma_.lower()].change
            if not (noun.tag_ in NOUNS or noun.tag_.startswith("JJ")):
                return None
        return None

    def _read_beside(
        self, one: QuantityReading, before: Token, previous: QuantityReading | None
    ) -> Change | None:
        """Read "rose 5 %" and "up 3 points" by the words, "cut the rate 5 points" by the parse."""
        words = self._words
        is_share = one.unit in words.shares
        if before.tag_ == "DT" and not is_share:  # "down a 3-mile road"
            return None
        for _ in range(2):
            if before.tag_ in _SKIPPED and before.lower_ not in words.adverbs and before.i:
                before = before.nbor(-1)
        word = words.find(before)
        if word is not None and self._is_particle(before, one):
            return None
        if word is not None and before.tag_ not in NOUNS:
            return word.change if words.takes(word, one.unit) else None
        verb = self._verb_of(one) if is_share else None
        if verb is None or (previous is not None and previous.end > verb.idx):
            return None  # the verb already has the quantity before this one
        word = words.verbs.get(verb.lemma_.lower())
        return word.change if word and words.takes(word, one.unit) else None

    def _is_particle(self, adverb: Token, one: QuantityReading) -> bool:
        """Return whether "up" or "down" belongs to a verb and counts nothing: "shot down 9 planes".

        Counter-example: "fell down 9 places", "closed down 9 points", "was down 9 places".
        """
        if not adverb.i or one.unit in self._words.shares or adverb.tag_.startswith("VB"):
            return False
        verb = adverb.nbor(-1)
        if adverb.lower_ not in self._words.adverbs or not verb.tag_.startswith("VB"):
            return False
        lemma = verb.lemma_.lower()
        is_change = lemma in self._words.verbs and lemma not in self._words.phrasal_verbs
        return verb.pos_ != "AUX" and not is_change

    def _verb_of(self, one: QuantityReading) -> Token | None:
        """Return the verb to which the parse attaches a later quantity without a preposition."""
        token = origin = self._parsed.token_from(one.start)
        for _ in range(_MAX_STEPS):
            if token is None or token.head == token or token.dep_ in ("pobj", "conj"):
                return None
            token = token.head
            if token.tag_.startswith("VB"):
                return token if origin is not None and token.i < origin.i else None
        return None

    def _find_governor(self, link: Token, *, is_part: bool) -> ChangeWord | None:
        """Return the word of change that "by", "of", "from" or "to" belongs to.

        "of" (``is_part``) belongs to a noun only.
        """
        if link.i and (word := self._words.adverbs.get(link.nbor(-1).lower_)):
            return word
        for token in _iter_heads(link):
            if is_part and token.tag_ not in NOUNS:
                return None
            if (word := self._words.find(token)) is not None:
                return word
            if token.tag_.startswith("VB"):
                return None
        return None if is_part else self._find_in_clause(link)

    def _find_in_clause(self, link: Token) -> ChangeWord | None:
        """Return the nearest word of change in the words before a link."""
        for token in reversed(link.doc[max(0, link.i - _MAX_CLAUSE) : link.i]):
            if (word := self._words.find(token)) is not None:
                return word
            if token.tag_.startswith("VB") or token.is_punct or token.is_sent_start:
                return None
        return None


def _iter_heads(token: Token) -> Iterator[Token]:
    for _ in range(_MAX_STEPS):
        if token.head == token:
            return
        token = token.head
        yield token
