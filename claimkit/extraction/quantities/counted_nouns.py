"""Find the noun that a number counts, by the tags and the parse of the following words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Token

from claimkit.extraction.quantities.measures import find_measure_end, load_measure_words
from claimkit.extraction.quantities.money import load_money_words
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.quantities import load_quantity_lexicon
from claimkit.lexicons.typography import load_typography
from claimkit.parsing.parsed_document import ParsedDocument

NOUNS = ("NN", "NNS", "NNP", "NNPS")
PLURALS = ("NNS", "NNPS")
_MODIFIERS = ("JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "AFX")
_DETERMINERS = ("DT", "PRP$", "PDT")
_MAX_UNIT_TOKENS = 10
_PARENTHESIS = re.compile(r"\s?\([^()]{1,60}\)\s")


@dataclass(frozen=True, slots=True)
class CountedNoun:
    """The noun phrase that a number counts: its name as a unit, where it ends, and its head.

    ``apart``: something stands between number and noun, such as a parenthesis.
    """

    unit: str
    end: int
    head: Token
    apart: bool = False


@dataclass(frozen=True, slots=True)
class NounWords:
    """The words that decide where a noun phrase begins and which words belong to it.

    ``skipped`` words are left out of the unit's name, ``no_units`` are never counted; ``counted``
    nouns are the unit even before another noun: "a 12 page report".
    """

    definite: frozenset[str]
    part: frozenset[str]
    skipped: frozenset[str]
    no_units: frozenset[str]
    counted: dict[str, str]
    units: dict[str, str]
    currencies: dict[str, str]
    hyphens: frozenset[str]


@cache
def load_noun_words(lexicons: Lexicons) -> NounWords:
    lexicon, measures = load_quantity_lexicon(lexicons), load_measure_words(lexicons)
    return NounWords(
        definite=frozenset(lexicon.articles.definite),
        part=frozenset(lexicon.links.part),
        skipped=frozenset(lexicon.skipped_modifiers),
        no_units=frozenset(lexicon.no_units),
        counted=measures.counted,
        units=measures.names,
        currencies=load_money_words(lexicons).codes,
        hyphens=frozenset(load_typography().hyphens),
    )


def find_counted_noun(parsed: ParsedDocument, position: int) -> CountedNoun | None:
    """Return the noun phrase that continues at ``position``, the end of a number.

    "40 trucks", "40 of the trucks", "40 (they say) trucks"; None where another word or a mark
    comes first.
    """
    parenthesis = _PARENTHESIS.match(parsed.text, position)
    if parenthesis is not None:
        position = parenthesis.end()
    token = parsed.token_from(position)
    if token is None:
        return None
    noun = _read_noun(parsed, token.i)
    if parenthesis is None:
        return noun
    if noun is None and (following := _read_noun(parsed, token.i + 1)) is not None:
        # The parenthesis misleads the tagger, most often about the word after it.
        noun = following if following.head.tag_ in PLURALS else None
    return replace(noun, apart=True) if noun else None


def _read_noun(parsed: ParsedDocument, index: int) -> CountedNoun | None:
    """Read the noun phrase that begins at a token, including words before it such as "of the"."""
    tokens = list(parsed.doc[index : index + _MAX_UNIT_TOKENS])
    words = load_noun_words(parsed.lexicons)
    phrase: list[Token] = []
    apart = False
    measured = 0  # where the "80-kg" of "four 80-kg crates" ends
    lead = _skip_lead(tokens, words)
    for place in range(lead, len(tokens)):
        token = tokens[place]
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if token.tag_ == "CD" or token.is_currency or token.text[0].isdigit():
            end = find_measure_end(parsed.text, token.idx, parsed.lexicons)
            measured = max(measured, end or 0)
        if token.idx < measured:
            apart = True
            continue
        if (lead or not phrase) and _is_number(token):  # "two of the last three men"
            apart, phrase = True, []
            continue
        if phrase and _joins_modifiers(token, following):
            phrase.append(token)
            continue
        if not _may_belong(token, words):
            return None
        if phrase or token.lower_ not in words.skipped:
            phrase.append(token)
        if len(phrase) == 1 and token.tag_ == "NN" and token.lower_ in words.counted:
            if following is not None and is_noun(following):  # "a 12 page report"
                return CountedNoun(words.counted[token.lower_], _end(token), token, apart)
        if is_noun(token) and not _leads_to(token, following, words):
            return _name(phrase, token, words, apart=apart) if phrase else None
    return None


def _skip_lead(tokens: Sequence[Token], words: NounWords) -> int:
    """Return the number of tokens between the number and its noun.

    "40 of the trucks", "half the trucks".
    """
    if not tokens:
        return 0
    if tokens[0].lower_ in words.definite or tokens[0].tag_ == "PRP$":
        return 1
    at = 0
    if tokens[0].lower_ in words.part:
        at = 1
        while at < len(tokens) and tokens[at].tag_ in _DETERMINERS:
            at += 1
    return at


def _may_belong(token: Token, words: NounWords) -> bool:
    """Return whether a word may be part of the noun phrase that is counted."""
    if token.lower_ in words.no_units:
        return False
    is_kind = token.tag_ == "CD"  # "two T-72 tanks"
    return is_kind or _is_modifier(token) or is_noun(token)


def _name(phrase: list[Token], head: Token, words: NounWords, *, apart: bool) -> CountedNoun:
    printed = "".join(token.text_with_ws for token in phrase[:-1]) + head.text
    name = " ".join(printed.split())
    unit = words.units.get(name.lower()) or words.currencies.get(name.lower()) or name
    return CountedNoun(unit, _end(head), head, apart)


def _end(token: Token) -> int:
    return token.idx + len(token)


def _is_number(token: Token) -> bool:
    return token.tag_ == "CD" and (token.text.isalpha() or not any(map(str.isalpha, token.text)))


def is_noun(token: Token) -> bool:
    """Return whether the token is a noun; the tagger often takes a dash for a noun."""
    return token.tag_ in NOUNS and token.text[-1].isalnum()


def _joins_modifiers(token: Token, following: Token | None) -> bool:
    """Return whether the token joins two modifiers of a noun: "digital and printed books"."""
    return (
        token.tag_ == "CC"
        and following is not None
        and (is_noun(following) or _is_modifier(following))
        and following.dep_ == "conj"
        and following.head.dep_ in ("amod", "nmod", "compound")
    )


def _is_modifier(token: Token) -> bool:
    if token.tag_ in ("VBN", "VBG"):
        return token.dep_ in ("amod", "compound")
    if token.tag_ == "RB":
        return token.dep_ == "advmod" and token.head.i > token.i and token.head.tag_ != "VBD"
    return token.tag_ in _MODIFIERS


def _leads_to(token: Token, following: Token | None, words: NounWords) -> bool:
    """Return whether a noun only specifies the noun after it ("assault actions")."""
    if following is None:
        return False
    if following.tag_ == "CC" and token.dep_ in ("compound", "nmod", "amod"):
        return token.head.i > following.i and token.head.tag_ in PLURALS
    if following.text in words.hyphens and not token.whitespace_:
        return True
    if not is_noun(following):
        return False
    if following.lower_ in words.no_units:
        return False
    if token.dep_ == "conj":  # the second of "40 Lada and Kia cars"
        token = token.head
    return token.dep_ in ("compound", "nmod", "amod", "npadvmod") and token.head.i >= following.i
