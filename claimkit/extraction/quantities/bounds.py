"""Read the words that bound a number: "no fewer than 40", "40 or more", "from 40 to 60"."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Token

from claimkit.extraction.quantities.measures import alternation, is_before_time_unit
from claimkit.lexicons.loader import load_lexicon
from claimkit.lexicons.quantities import BoundPhrase, QuantityLexicon
from claimkit.lexicons.units import load_units
from claimkit.model import Bound

_LOOK_BACK = 30
_MAX_STEPS = 4
_NUMBER_WORD = re.compile(r"[\w.,]{1,12}(?:-[a-z]{3,5})?")
_NEGATABLE = ("nsubj", "nsubjpass", "aux", "auxpass")
# One digit in brackets is a player's number more often than an age.
_AGE = re.compile(r"[1-9][0-9][,)]|[1-9],")
_APPOSED = re.compile(r"[A-Z][\w'’-]+(?:,\s|\s\()\Z")
_BOTH = re.compile(r",?\s(?:but|and)\s", re.IGNORECASE)
_NEGATED = {
    Bound.MORE_THAN: Bound.AT_MOST,
    Bound.LESS_THAN: Bound.AT_LEAST,
    Bound.AT_LEAST: Bound.LESS_THAN,
}


class _Words:
    """The lexicon's bounds and range openers, compiled."""

    def __init__(self) -> None:
        words = load_lexicon("quantities", QuantityLexicon)
        self.before = {b.phrase: b for b in words.bounds_before}
        self.after = {b.phrase: b for b in words.bounds_after}
        self.before_pattern = re.compile(
            rf"(?<!\w)({alternation(self.before)})\s{{0,2}}\Z", re.IGNORECASE
        )
        self.after_pattern = re.compile(rf",?\s?({alternation(self.after)})(?!\w)", re.IGNORECASE)
        self.age = re.compile(
            rf"(?<!\w)(?:{alternation(words.ages)})\s(?:(?:between|from)\s)?\Z", re.IGNORECASE
        )
        self.negations = frozenset(words.negations)
        self.verbs = {verb: entry for entry in words.bound_verbs for verb in entry.verbs}
        openers = alternation(words.range_openers)
        self.opener = re.compile(
            rf"(?<!\w)(?:(?P<range>(?:{openers})(?:\s(?:from|between))?)|(?P<start>from))\s\Z",
            re.IGNORECASE,
        )


@cache
def _words() -> _Words:
    return _Words()


def read_bound_before(text: str, start: int, floor: int) -> tuple[int, Bound | None]:
    """Return where the words that bound the number at ``start`` begin, and their bound.

    Of two, the outer one holds unless it says no more than "about": "up to about 40" is
    at most 40. Reads nothing before ``floor``.
    """
    bound: Bound | None = None
    words = _words()
    for _ in range(2):
        match = words.before_pattern.search(text, max(floor, start - _LOOK_BACK), start)
        if match is None:
            break
        entry = _entry(words.before, match[1])
        if entry.during and _is_during(text, match, start, floor):
            break
        if bound in (None, Bound.ABOUT):
            bound = entry.bound
        start = match.start()
    return start, bound


def read_bound_after(text: str, end: int, high: int) -> tuple[int, Bound | None]:
    """Return where the words end that bound the number or unit before ``end``, and their bound."""
    match = _words().after_pattern.match(text, end, high)
    if match is None:
        return end, None
    return match.end(), _entry(_words().after, match[1]).bound


def _entry(entries: dict[str, BoundPhrase], printed: str) -> BoundPhrase:
    printed = printed.lower()
    return entries.get(printed) or entries[re.sub(r"[\s-]+", " ", printed)]


def _is_during(text: str, match: re.Match[str], start: int, floor: int) -> bool:
    """Say if "over" tells how long: "rose 3 percent over 12 months"."""
    if match.start() > floor + 1 or not text[:floor].strip() or floor == 0:
        return False
    number = _NUMBER_WORD.match(text, start)
    return number is not None and is_before_time_unit(text, number.end())


def find_opener(text: str, start: int, floor: int) -> re.Match[str] | None:
    """Find what opens a range before ``start``.

    The group ``range`` ("between", "ranging from") promises one; ``start`` ("from") may
    also open a change from one value to another.
    """
    return _words().opener.search(text, max(floor, start - _LOOK_BACK), start)


def find_age(text: str, start: int) -> str | None:
    """Return the unit of an age where the words before ``start`` make the number one.

    "aged 40", "the age of 18"; also "Ann Lee, 40, said".
    """
    if _words().age.search(text, max(0, start - _LOOK_BACK), start):
        return load_units().age_unit
    if _AGE.match(text, start) and _APPOSED.search(text, max(0, start - _LOOK_BACK), start):
        return load_units().age_unit
    return None


def is_both_bounds(text: str, start: int, end: int) -> bool:
    """Say if only a "but" or an "and" stands between a lower and an upper bound."""
    return _BOTH.fullmatch(text, start, end) is not None


def read_bound_verb(verb: Token) -> Bound | None:
    """Return the bound that a verb gives its number: "exceeded 40", "did not reach 40"."""
    entry = _words().verbs.get(verb.lemma_.lower()) if verb.tag_.startswith("VB") else None
    if entry is None:
        return None
    bound = entry.negated if is_negated(verb, verb) else entry.bound
    return None if bound is Bound.EXACT else bound


def negate(before: Token, origin: Token, bound: Bound | None) -> Bound | None:
    """Return the bound turned around where "not" or "no" governs it.

    "will not cost more than 40" is at most 40. Verbs above that of the number don't
    matter: "he did not say that more than 40 came" stays as it is.
    """
    if bound not in _NEGATED:
        return bound
    if before.lower_ in _words().negations:
        return _NEGATED[bound]
    verb = origin
    for _ in range(_MAX_STEPS):
        if verb.head == verb or verb.tag_.startswith("VB"):
            break
        verb = verb.head
    is_below = verb.tag_.startswith("VB") and verb.i < origin.i
    return _NEGATED[bound] if is_below and is_negated(verb, origin) else bound


def is_negated(verb: Token, origin: Token) -> bool:
    """Say if a verb or its subject is negated, before ``origin``."""
    negations = _words().negations
    for child in verb.children:
        if child.i > origin.i:
            break
        if child.lower_ in negations and child.dep_ in ("neg", "nsubj", "preconj"):
            return True
        if child.dep_ in _NEGATABLE and any(word.lower_ in negations for word in child.children):
            return True
    return False
