"""Read the words that bound a number: "no fewer than 40", "40 or more", "from 40 to 60"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from claimkit.extraction.quantities.measures import is_before_time_unit
from claimkit.lexicons.calendar import load_calendar
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.quantities import BoundPhrase, BoundVerbs, load_quantity_lexicon
from claimkit.lexicons.units import load_units
from claimkit.lexicons.word_patterns import SPACE_OR_HYPHEN, any_of
from claimkit.model import Bound

_LOOK_BACK = 30
_MINUS_WIDTH = 10
_MAX_STEPS = 4
_NUMBER_WORD = re.compile(r"[\w.,]{1,12}(?:-[a-z]{3,5})?")
_NEGATABLE = ("nsubj", "nsubjpass", "aux", "auxpass")
# One digit in brackets is a player's number more often than an age.
_AGE = re.compile(r"(?:[1-9][0-9]|1[01][0-9])(?:\)|,(?![0-9]|\s[0-9]))|[1-9],(?![0-9]|\s[0-9])")
_APPOSED = re.compile(r"([A-Z][\w'’-]+)(?:,\s|\s\()\Z")
_NEGATED = {
    Bound.MORE_THAN: Bound.AT_MOST,
    Bound.LESS_THAN: Bound.AT_LEAST,
    Bound.AT_LEAST: Bound.LESS_THAN,
}


@dataclass(frozen=True, slots=True)
class BoundWords:
    """The words that bound a number, and the patterns to find them.

    ``before_pattern``, ``opener``, ``age`` and ``minus`` end where a number begins,
    ``after_pattern`` begins where one ends, ``both`` stands between two bounded numbers.
    """

    before: dict[str, BoundPhrase]
    after: dict[str, BoundPhrase]
    verbs: dict[str, BoundVerbs]
    negations: frozenset[str]
    age_unit: str
    calendar: frozenset[str]

    before_pattern: re.Pattern[str]
    after_pattern: re.Pattern[str]
    opener: re.Pattern[str]
    age: re.Pattern[str]
    minus: re.Pattern[str]
    both: re.Pattern[str]


@cache
def load_bound_words(lexicons: Lexicons) -> BoundWords:
    lexicon, calendar = load_quantity_lexicon(lexicons), load_calendar(lexicons.language)
    before = {b.phrase: b for b in lexicon.bounds_before}
    after = {b.phrase: b for b in lexicon.bounds_after}
    openers, ages = (
        any_of(words, SPACE_OR_HYPHEN) for words in (lexicon.range_openers, lexicon.ages)
    )
    starts, origin = any_of(lexicon.range_starts), any_of(lexicon.links.origin)
    return BoundWords(
        before=before,
        after=after,
        verbs={verb: entry for entry in lexicon.bound_verbs for verb in entry.verbs},
        negations=frozenset(lexicon.negations),
        age_unit=load_units(lexicons).age_unit,
        calendar=frozenset(
            f.lower() for n in (*calendar.months, *calendar.weekdays) for f in n.forms
        ),
        before_pattern=re.compile(
            rf"(?<!\w)({any_of(before, SPACE_OR_HYPHEN)})\s{{0,2}}\Z", re.IGNORECASE
        ),
        after_pattern=re.compile(rf",?\s?({any_of(after, SPACE_OR_HYPHEN)})(?!\w)", re.IGNORECASE),
        opener=re.compile(
            rf"(?<!\w)(?:(?P<range>{openers}(?:\s{starts})?)|(?P<start>{origin}))\s\Z",
            re.IGNORECASE,
        ),
        age=re.compile(rf"(?<!\w){ages}\s(?:{starts}\s)?\Z", re.IGNORECASE),
        minus=re.compile(
            rf"(?:\A|[\s(])(?P<sign>[-−–+]|{any_of(lexicon.minus)}[\s-]"
            rf"|(?P<word>{any_of(lexicon.negative)})\s)\Z",
            re.IGNORECASE,
        ),
        both=re.compile(rf",?\s{any_of(lexicon.links.contrast)}\s", re.IGNORECASE),
    )


def read_bound_before(
    text: str, start: int, floor: int, lexicons: Lexicons
) -> tuple[int, Bound | None]:
    """Return the start of the words that bound the number at ``start``, and their bound.

    Of two bounds, the outer one counts unless it is only "about": "up to about 40" is at most 40.
    Reads nothing before ``floor``.
    """
    bound: Bound | None = None
    words = load_bound_words(lexicons)
    for _ in range(2):
        match = words.before_pattern.search(text, max(floor, start - _LOOK_BACK), start)
        if match is None:
            break
        entry = _entry(words.before, match[1])
        if entry.during and _is_during(text, match, start, floor, lexicons):
            break
        if bound in (None, Bound.ABOUT):
            bound = entry.bound
        start = match.start()
    return start, bound


def read_bound_after(
    text: str, end: int, high: int, lexicons: Lexicons
) -> tuple[int, Bound | None]:
    """Return the end of the words that bound the number or unit before ``end``, and their bound."""
    words = load_bound_words(lexicons)
    match = words.after_pattern.match(text, end, high)
    if match is None:
        return end, None
    return match.end(), _entry(words.after, match[1]).bound


def _entry(entries: dict[str, BoundPhrase], printed: str) -> BoundPhrase:
    printed = printed.lower()
    return entries.get(printed) or entries[re.sub(r"[\s-]+", " ", printed)]


def _is_during(text: str, match: re.Match[str], start: int, floor: int, lexicons: Lexicons) -> bool:
    """Return whether "over" gives a duration: "rose 3 percent over 12 months"."""
    if match.start() > floor + 1 or not text[:floor].strip() or floor == 0:
        return False
    number = _NUMBER_WORD.match(text, start)
    return number is not None and is_before_time_unit(text, number.end(), lexicons)


def find_opener(text: str, start: int, floor: int, lexicons: Lexicons) -> re.Match[str] | None:
    """Find the words that open a range before ``start``.

    The group ``range`` ("between", "ranging from") always opens a range; ``start`` ("from")
    may also open a change from one value to another.
    """
    opener = load_bound_words(lexicons).opener
    return opener.search(text, max(floor, start - _LOOK_BACK), start)


def find_age(text: str, start: int, lexicons: Lexicons) -> str | None:
    """Return the unit of an age where the words before ``start`` make the number one.

    "aged 40", "the age of 18"; also "Ann Lee, 40, said".
    """
    words = load_bound_words(lexicons)
    if words.age.search(text, max(0, start - _LOOK_BACK), start):
        return words.age_unit
    if _AGE.match(text, start) is None:
        return None
    name = _APPOSED.search(text, max(0, start - _LOOK_BACK), start)
    is_name = name is not None and name[1].lower() not in words.calendar
    return words.age_unit if is_name else None


def find_minus(
    text: str, start: int, floor: int, lexicons: Lexicons, *, counts: bool = False
) -> int | None:
    """Return the start of the minus sign or word before ``start``; None without one.

    ``counts``: the number has a unit of which there is never less than nothing, such as "times".
    A test is then "negative 5 times".
    """
    match = _find_sign(text, start, floor, lexicons)
    if match is None or match["sign"] == "+" or (counts and match["word"]):
        return None
    return match.start("sign")


def find_sign(text: str, start: int, floor: int, lexicons: Lexicons) -> tuple[int, bool] | None:
    """Return the start of the sign before ``start``, and whether it is a minus."""
    match = _find_sign(text, start, floor, lexicons)
    return (match.start("sign"), match["sign"] != "+") if match is not None else None


def _find_sign(text: str, start: int, floor: int, lexicons: Lexicons) -> re.Match[str] | None:
    minus = load_bound_words(lexicons).minus
    return minus.search(text, max(floor, start - _MINUS_WIDTH), start)


def is_between_bounds(text: str, start: int, end: int, lexicons: Lexicons) -> bool:
    """Return whether only a "but" or an "and" stands between a lower and an upper bound."""
    return load_bound_words(lexicons).both.fullmatch(text, start, end) is not None


def read_bound_verb(verb: Token, lexicons: Lexicons) -> Bound | None:
    """Return the bound that a verb gives its number: "exceeded 40", "did not reach 40"."""
    words = load_bound_words(lexicons)
    entry = words.verbs.get(verb.lemma_.lower()) if verb.tag_.startswith("VB") else None
    if entry is None:
        return None
    bound = entry.negated if _is_negated(verb, verb, words.negations) else entry.bound
    return None if bound is Bound.EXACT else bound


def negate(before: Token, origin: Token, bound: Bound | None, lexicons: Lexicons) -> Bound | None:
    """Return the bound, reversed if "not" or "no" governs it.

    "will not cost more than 40" is at most 40. Verbs above that of the number don't
    matter: "he did not say that more than 40 came" stays as it is.
    """
    if bound not in _NEGATED:
        return bound
    negations = load_bound_words(lexicons).negations
    if before.lower_ in negations:
        return _NEGATED[bound]
    verb = origin
    for _ in range(_MAX_STEPS):
        if verb.head == verb or verb.tag_.startswith("VB"):
            break
        verb = verb.head
    is_below = verb.tag_.startswith("VB") and verb.i < origin.i
    return _NEGATED[bound] if is_below and _is_negated(verb, origin, negations) else bound


def _is_negated(verb: Token, origin: Token, negations: frozenset[str]) -> bool:
    """Return whether a verb or its subject is negated, before ``origin``."""
    for child in verb.children:
        if child.i > origin.i:
            break
        if child.lower_ in negations and child.dep_ in ("neg", "nsubj", "preconj"):
            return True
        if child.dep_ in _NEGATABLE and any(word.lower_ in negations for word in child.children):
            return True
    return False
