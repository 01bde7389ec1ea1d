"""Tell which quantities are changes: "rose 5 % to 40", "down from 7.1 % to 6.4 %"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Token

from claimkit.extraction.quantities.measures import NOUNS, TokenView
from claimkit.extraction.quantities.readings import Reading
from claimkit.lexicons.loader import load_lexicon
from claimkit.lexicons.quantities import QuantityLexicon
from claimkit.lexicons.units import load_units
from claimkit.model import Change

_AMOUNTS = (Change.RISE, Change.FALL, Change.BY)
_SKIPPED = ("RB", "RBR", "DT")
_MAX_STEPS = 4
_MAX_CLAUSE = 10
_MAX_NAME = 3
_MAX_GAP_TOKENS = 3


@dataclass(frozen=True, slots=True)
class _Word:
    change: Change
    of: str


class _Words:
    """The lexicon's words of change by lemma, and the units that shares are told in."""

    def __init__(self) -> None:
        lexicon = load_lexicon("quantities", QuantityLexicon)
        entries = lexicon.changes
        self.phrasal_verbs = frozenset(lexicon.phrasal_verbs)
        units = load_units()
        self.verbs = {w: _Word(e.change, e.of) for e in entries for w in e.verbs}
        self.nouns = {w: _Word(e.change, e.of) for e in entries for w in e.nouns}
        self.adverbs = {w: _Word(e.change, e.of) for e in entries for w in e.adverbs}
        self.comparatives: dict[str, Change] = {
            w: e.change for e in entries for w in e.comparatives
        }
        self.points = frozenset(u.unit for u in units.units if u.kind == "share")
        self.shares = (
            self.points
            | {u.unit for u in units.units if u.kind == "money"}
            | {c.code for c in units.currencies}
        )
        self.measures = self.shares | {u.unit for u in units.units}


@cache
def _words() -> _Words:
    return _Words()


def is_change_word(token: Token) -> bool:
    """Say if a word tells of a change: "rose", "increase", "up"."""
    return _find_word(token) is not None


def is_amount_next(before: Token) -> bool:
    """Say if by how much something changed must come next: "an increase of", "increased"."""
    if before.lower_ == "of":
        return before.head.tag_ in NOUNS and is_change_word(before.head)
    word = _find_word(before)
    return word is not None and word.of == "all" and before.tag_.startswith("VB")


def is_open(verb: Token) -> bool:
    """Say if a verb tells of what may be: "could rise", "expected to rise"."""
    return any(child.tag_ in ("MD", "TO") for child in verb.children)


def _find_word(token: Token) -> _Word | None:
    words = _words()
    lemma = token.lemma_.lower()
    if token.tag_.startswith("VB"):
        return words.verbs.get(lemma)
    if token.tag_ in NOUNS:
        return words.nouns.get(lemma)
    is_phrasal = token.head.lemma_ in words.phrasal_verbs and token.head.i < token.i
    return None if is_phrasal else words.adverbs.get(token.lower_)


def read_changes(tokens: TokenView, found: Sequence[Reading]) -> list[Reading]:
    """Return the quantities with the change that each tells.

    Rule source: `changes` in quantities.yaml. "Output rose 5 % to 40" is a rise and a
    value reached, "5 % of 40" is neither.

    Does not handle: changes told in another sentence, and "from a third to half of".
    """
    read: list[Reading] = []
    for index, one in enumerate(found):
        following = found[index + 1] if index + 1 < len(found) else None
        change = _read(tokens, one, read[-1] if read else None, following)
        read.append(replace(one, change=change) if change else one)
    return read


def _read(
    tokens: TokenView, one: Reading, previous: Reading | None, following: Reading | None
) -> Change | None:
    before = tokens.before(one.start)
    link = before.lower_ if before is not None else ""
    if before is not None and link in ("to", "from", "at"):
        return _read_end(tokens, one, before, previous, following)
    behind = _read_behind(tokens, one)
    if behind is not None or before is None:
        return behind
    if link == "or" and previous is not None and _is_near(tokens, previous, before):
        return previous.change if one.unit != previous.unit else None
    if link in ("by", "of"):
        word = _governor(before)
        return word.change if word else None
    return _read_beside(tokens, one, before, previous)


def _read_end(
    tokens: TokenView,
    one: Reading,
    before: Token,
    previous: Reading | None,
    following: Reading | None,
) -> Change | None:
    """Read the value that a change starts from or leads to."""
    is_near = previous is not None and _is_near(tokens, previous, before)
    told = previous.change if previous is not None and is_near else None
    if before.lower_ == "at":
        return Change.TO if told in _AMOUNTS else None
    if before.lower_ == "from" and told is Change.TO:
        return Change.FROM
    if before.lower_ == "to" and told is not None and told is not Change.TO:
        return Change.TO
    word = _governor(before)
    if word is None:
        return None
    if word.change is Change.BY and not _is_end_of_any(tokens, one, before, following):
        return None
    return Change.TO if before.lower_ == "to" else Change.FROM


def _is_near(tokens: TokenView, previous: Reading, before: Token) -> bool:
    after = tokens.after(previous.end)
    if after is None or not 0 <= before.i - after.i <= _MAX_GAP_TOKENS:
        return False
    return not any(token.is_sent_start for token in before.doc[after.i : before.i + 1])


def _is_end_of_any(
    tokens: TokenView, one: Reading, before: Token, following: Reading | None
) -> bool:
    """Say if a number after "went from", "brought to" is a value and no place or people."""
    if before.lower_ == "from":
        if following is None:
            return False
        link = tokens.before(following.start)
        return link is not None and link.lower_ == "to" and link == tokens.after(one.end)
    return one.unit is None or one.unit in _words().measures


def _read_behind(tokens: TokenView, one: Reading) -> Change | None:
    """Read what follows: "a 5 % increase", "a 300-point drop", "5 % more", "3 % higher"."""
    words = _words()
    token = tokens.after(one.end)
    if token is not None and token.text in ("-", "‑"):
        token = tokens.after(one.end + 1)
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
    tokens: TokenView, one: Reading, before: Token, previous: Reading | None
) -> Change | None:
    """Read "rose 5 %", "up 3 points", and "cut the rate 5 points" by the parse."""
    is_share = one.unit in _words().shares
    if before.tag_ == "DT" and not is_share:  # "down a 3-mile road"
        return None
    for _ in range(2):
        if before.tag_ in _SKIPPED and before.lower_ not in _words().adverbs and before.i:
            before = before.nbor(-1)
    word = _find_word(before)
    if word is not None and before.tag_ not in NOUNS:
        return word.change if _takes(word, one.unit) else None
    verb = _verb_of(tokens, one) if is_share else None
    told_already = (
        previous is not None and verb is not None and tokens.ends_after(previous.end, verb)
    )
    word = _words().verbs.get(verb.lemma_.lower()) if verb is not None else None
    return word.change if word and not told_already and _takes(word, one.unit) else None


def _takes(word: _Word, unit: str | None) -> bool:
    """Say if an amount in ``unit`` beside the word is how much it changes."""
    match word.of:
        case "all":
            return True
        case "shares":
            return unit in _words().shares
        case "points":
            return unit in _words().points
        case _:
            return False


def _verb_of(tokens: TokenView, one: Reading) -> Token | None:
    """Return the verb before a quantity that the parse hangs it on without a preposition."""
    token = origin = tokens.after(one.start)
    for _ in range(_MAX_STEPS):
        if token is None or token.head == token or token.dep_ in ("pobj", "conj"):
            return None
        token = token.head
        if token.tag_.startswith("VB"):
            return token if origin is not None and token.i < origin.i else None
    return None


def _governor(link: Token) -> _Word | None:
    """Return the word of change that "by", "of", "from" or "to" belongs to."""
    if link.i and (word := _words().adverbs.get(link.nbor(-1).lower_)):
        return word
    for token in _heads(link):
        if link.lower_ == "of" and token.tag_ not in NOUNS:
            return None
        if (word := _find_word(token)) is not None:
            return word
        if token.tag_.startswith("VB"):
            return None
    if link.lower_ == "of":
        return None
    for token in reversed(link.doc[max(0, link.i - _MAX_CLAUSE) : link.i]):
        if (word := _find_word(token)) is not None:
            return word
        if token.tag_.startswith("VB") or token.is_punct or token.is_sent_start:
            return None
    return None


def _heads(token: Token) -> Iterator[Token]:
    for _ in range(_MAX_STEPS):
        if token.head == token:
            return
        token = token.head
        yield token
