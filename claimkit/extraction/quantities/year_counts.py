"""Tell a number that counts from a year: "1700 injured", "more than 2000 died", "in 1700"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from claimkit.extraction.quantities.counted_nouns import NOUNS, PLURALS, CountedNoun
from claimkit.extraction.quantities.number_atoms import Number
from claimkit.lexicons.calendar import load_calendar
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.quantities import load_quantity_lexicon
from claimkit.model import Bound
from claimkit.parsing.parsed_document import ParsedDocument

_YEARS = range(1000, 2101)
_YEAR_LENGTH = 4


@dataclass(frozen=True, slots=True)
class YearWords:
    """The words around numbers of four digits that say whether these count something."""

    states: frozenset[str]
    before_years: frozenset[str]
    sums: frozenset[str]
    part: frozenset[str]
    plural_verbs: frozenset[str]


@cache
def load_year_words(lexicons: Lexicons) -> YearWords:
    lexicon = load_quantity_lexicon(lexicons)
    months = {form.lower() for m in load_calendar(lexicons.language).months for form in m.forms}
    return YearWords(
        states=frozenset(lexicon.counted_states),
        before_years=frozenset(lexicon.before_years) | months,
        sums=frozenset(lexicon.sums),
        part=frozenset(lexicon.links.part),
        plural_verbs=frozenset(lexicon.plural_verbs),
    )


def is_year_like(text: str, number: Number) -> bool:
    """Return whether a number has the form of a year."""
    printed = text[number.start : number.end]
    return len(printed) == _YEAR_LENGTH and printed.isdigit() and int(printed) in _YEARS


def counts_like_year(number: Number, noun: CountedNoun | None) -> bool:
    """Return whether a number that looks like a year counts something: "2000 people"."""
    return noun is not None and noun.head.tag_ in PLURALS and is_round(number)


def is_round(number: Number) -> bool:
    return number.low % 50 == 0


def counts_alone(parsed: ParsedDocument, number: Number, start: int, bound: Bound | None) -> bool:
    """Return whether a number that looks like a year counts something without a noun.

    ``start`` is where the words that bound it begin. It does with a bound that years don't have
    ("more than 2000 died"), beside a state of people ("1700 injured"), as the subject of a verb
    in the plural, and as a sum ("a total of 1500").

    Does not handle: bare numbers that only the context tells from a year ("He sold 1500").
    """
    token = parsed.token_from(number.start)
    if token is None:
        return False
    words = load_year_words(parsed.lexicons)
    before = parsed.token_before(start)
    if before is not None and before.lower_ in words.before_years:
        return False
    if bound not in (None, Bound.ABOUT, Bound.AT_MOST):
        return True
    if before is not None and before.i and before.lower_ in words.part:
        whole = before.nbor(-1)
        if whole.lower_ in words.sums:
            return True
        if whole.tag_ in NOUNS:  # "the war of 1812 killed many"
            return False
    after = parsed.token_from(number.end)
    is_state = after is not None and after.lower_ in words.states
    return is_state or _has_plural_verb(token, words)


def _has_plural_verb(token: Token, words: YearWords) -> bool:
    if token.dep_ not in ("nsubj", "nsubjpass"):
        return False
    verbs = [token.head, *(c for c in token.head.children if c.dep_ in ("aux", "auxpass"))]
    return any(verb.lower_ in words.plural_verbs for verb in verbs)
