"""Find numbers that identify something: an account, a place on a map, a page, a decision."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from claimkit.extraction.quantities.counted_nouns import NOUNS
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.quantities import load_quantity_lexicon
from claimkit.lexicons.units import load_unit_words
from claimkit.lexicons.word_patterns import any_of
from claimkit.parsing.parsed_document import ParsedDocument

_WIDTH = 40
_MAX_STEPS = 3
_DECIMALS = r"[-−]?[0-9]{1,3}\.[0-9]{3,}°?"
# "347 U.S. 483", "12 F. Supp. 3".
_REPORTER = r"(?<![\w.])[0-9]{1,4}\s(?:[A-Z]\w*\.(?:[A-Z0-9]\w*\.)*\s?){1,3}[0-9]{1,4}(?![\w.])"
_BRACKETED = r"\[[0-9]{1,3}(?:\s?[,;–-]\s?[0-9]{1,3})*\]"
_ITEM = r"[:;]\s[(\[]?(?P<item>[0-9]{1,2})[.)\]]\s(?=\w)"


@dataclass(frozen=True, slots=True)
class IdentifierWords:
    """The nouns whose number identifies something, and patterns of numbers that do.

    Without a ``hint`` near a number, no pattern matches. ``nouns`` do alone ("the password was
    4411"), ``numbers`` with one of the ``kinds`` before them ("the account number is 4411").
    ``links`` stand between noun and number.
    """

    nouns: frozenset[str]
    numbers: frozenset[str]
    kinds: frozenset[str]
    links: frozenset[str]

    hint: re.Pattern[str]
    patterns: re.Pattern[str]


@cache
def load_identifier_words(lexicons: Lexicons) -> IdentifierWords:
    lexicon = load_quantity_lexicon(lexicons).identifiers
    forms = {u.unit: any_of((*u.words, *u.abbreviations)) for u in load_unit_words(lexicons).units}
    degrees, minutes, seconds = (
        forms.get(unit, any_of(())) for unit in ("degrees", "minutes", "seconds")
    )
    part = r"[0-9]{1,2}(?:\.[0-9]+)?\s?"
    small = rf"(?:{part}(?:['′’]|{minutes})\s?)?(?:{part}(?:[\"″”]|''|{seconds})\s?)?"
    compass = rf"(?:[NSEW]|{any_of(lexicon.compass)})(?!\w|\s{any_of(lexicon.not_compass)})"
    places = (
        rf"[0-9]{{1,3}}(?:\.[0-9]+)?\s?(?:[°º]\s?{small}{compass}|{degrees}\s{small}{compass}"
        rf"|[°º]\s?{part}['′’](?:\s?{part}[\"″”])?)"
    )
    pair = rf"{_DECIMALS},\s?{_DECIMALS}"
    return IdentifierWords(
        nouns=frozenset(lexicon.nouns),
        numbers=frozenset(lexicon.numbers),
        kinds=frozenset(lexicon.kinds),
        links=frozenset(lexicon.links),
        hint=re.compile(rf"[°º\[]|[:;]\s[(\[]?[0-9]|\.[0-9]{{3}}|\.\s?[0-9]|\s{degrees}"),
        patterns=re.compile(rf"{places}|{pair}|{_REPORTER}|{_BRACKETED}|{_ITEM}"),
    )


def is_identifier(parsed: ParsedDocument, start: int, end: int) -> bool:
    """Return whether the number in ``[start, end)`` is a part of a place, a citation or a list.

    Examples: "32° 34′ S", "48.8566, 2.3522", "347 U.S. 483", "[12, 13]", "rules: 1. come".
    """
    words = load_identifier_words(parsed.lexicons)
    first, last = max(0, start - _WIDTH), min(len(parsed.text), end + _WIDTH)
    if words.hint.search(parsed.text, first, last) is None:
        return False
    for match in words.patterns.finditer(parsed.text, first, last):
        if match.start() >= end:
            return False
        if match.start() <= start and end <= match.end():
            return match["item"] is None or match.start("item") == start
    return False


def follows_identifier(parsed: ParsedDocument, start: int) -> bool:
    """Return whether a noun before the number says that it identifies something.

    Examples: "His account number was 990011", "PIN: 4411". Counter-example: "the number of dead
    was 45".
    """
    words = load_identifier_words(parsed.lexicons)
    token = parsed.token_before(start)
    for _ in range(_MAX_STEPS):
        if token is None or token.lower_ not in words.links or not token.i:
            break
        token = token.nbor(-1)
    return token is not None and _identifies(token, words)


def _identifies(noun: Token, words: IdentifierWords) -> bool:
    if noun.tag_ not in NOUNS:
        return False
    if noun.lower_ in words.nouns:
        return True
    if noun.lower_ not in words.numbers or not noun.i:
        return False
    return noun.nbor(-1).lower_ in words.kinds
