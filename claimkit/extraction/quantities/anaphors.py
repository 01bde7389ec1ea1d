"""Find what "some 30 of them" counts: the nouns that the sentence before spoke of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Token

from claimkit.extraction.quantities.counted_nouns import PLURALS, find_counted_noun
from claimkit.extraction.quantities.quantity_reading import QuantityReading
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.quantities import load_quantity_lexicon
from claimkit.lexicons.word_patterns import any_of
from claimkit.parsing.parsed_document import ParsedDocument

_MAX_TOKENS = 80
_MAX_LEAD = 14
_ADDITIONS = ("WP", "WDT", "WP$", "VBN", "VBG", "IN")  # "those who", "those screened"
_SUBJECTS = ("nsubj", "nsubjpass")
_OBJECTS = ("dobj", "attr")


@dataclass(frozen=True, slots=True)
class AnaphorWords:
    """Patterns of the pronouns that stand for what is counted.

    ``after`` begins where the number ends ("of them"), ``before`` ends where it or its bound
    begins ("Of these,").
    """

    after: re.Pattern[str]
    before: re.Pattern[str]


@cache
def load_anaphor_words(lexicons: Lexicons) -> AnaphorWords:
    lexicon = load_quantity_lexicon(lexicons)
    part, pronouns = any_of(lexicon.links.part), any_of(lexicon.counted_pronouns)
    return AnaphorWords(
        after=re.compile(rf"\s{part}\s{pronouns}(?!\w)", re.IGNORECASE),
        before=re.compile(rf"(?<!\w){part}\s{pronouns},?\s\Z", re.IGNORECASE),
    )


def add_anaphoric_units(
    parsed: ParsedDocument, found: Sequence[QuantityReading]
) -> list[QuantityReading]:
    """Add to numbers of "them" what the sentence spoke of, or else the one before.

    A noun with a number of its own comes first, then a subject, then an object, all in the plural.

    Does not handle: numbers without a pronoun ("Thirty were hurt") and the sum of two nouns ("12
    cars and 3 vans").
    """
    words = load_anaphor_words(parsed.lexicons)
    return [
        replace(one, unit=_find_unit(parsed, one.start), counted=True)
        if one.unit is None and _has_pronoun(parsed, one, words)
        else one
        for one in found
    ]


def _has_pronoun(parsed: ParsedDocument, one: QuantityReading, words: AnaphorWords) -> bool:
    """Return whether a pronoun stands for what is counted, unlike in "a third of those who"."""
    after = words.after.match(parsed.text, one.end)
    if after is not None:
        following = parsed.token_from(after.end())
        return following is None or following.tag_ not in _ADDITIONS
    return words.before.search(parsed.text, max(0, one.start - _MAX_LEAD), one.start) is not None


def _find_unit(parsed: ParsedDocument, start: int) -> str | None:
    """Return the noun in the plural that "them" stands for."""
    for tokens in _iter_sentences_back(parsed, start):
        nouns = [token for token in tokens if token.tag_ in PLURALS]
        for noun in reversed(nouns):
            number = next((c for c in noun.children if c.dep_ == "nummod"), None)
            counted = find_counted_noun(parsed, number.idx + len(number)) if number else None
            if counted is not None:
                return counted.unit
        for roles in (_SUBJECTS, _OBJECTS):
            for noun in nouns:
                if noun.dep_ in roles:
                    return noun.text if noun.tag_ == "NNPS" else noun.lower_
    return None


def _iter_sentences_back(parsed: ParsedDocument, start: int) -> Iterator[list[Token]]:
    """Yield the words of the sentence before ``start``, then those of the sentence before it."""
    last = parsed.token_before(start)
    if last is None:
        return
    tokens: list[Token] = []
    number = 0
    for token in reversed(last.doc[max(0, last.i - _MAX_TOKENS) : last.i + 1]):
        tokens.insert(0, token)
        if token.is_sent_start:
            yield tokens
            tokens = []
            number += 1
            if number == 2:
                return
    yield tokens
