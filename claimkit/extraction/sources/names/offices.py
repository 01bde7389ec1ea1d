"""Find the office before a name that contains nouns with capitals itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Token

from claimkit.extraction.sources.vocabulary import SourceVocabulary, normalize_word

_MAX_OFFICE_TOKENS = 12
_MIN_UNKNOWN = 3  # words of a field and a name, where the first name is not known
_NOUNS = ("PROPN", "NOUN", "ADJ")


class Office(NamedTuple):
    """An office from the token ``start`` on, and how many words of the run belong to it."""

    start: int
    size: int


def find_office(
    doc: Doc, run_start: int, words: Sequence[str], vocabulary: SourceVocabulary
) -> Office | None:
    """Return the office that ends in the first words of a run.

    Example: "Secretary for Farms and *Fisheries* | Ines Roth", "Minister of *Health* | Karl
    Brandt". Counter-example: "the mayor of New York City", "the friend of Ines Roth".

    Not handled: a first name that the lexicon does not know, unless the office has a capital and
    no article.
    """
    start = _find_start(doc, run_start, vocabulary)
    if start is None:
        return None
    size = count_office_words(words, vocabulary)
    if not size and len(words) >= _MIN_UNKNOWN and _is_title(doc, start, vocabulary):
        is_body = not vocabulary.bodies.isdisjoint(words[1:])  # but "Chief of Staff | Rahm Moe"
        size = (
            0 if is_body or words[0] in vocabulary.first_names else _name_start(words, vocabulary)
        )
    if not size or " ".join(words) in vocabulary.places:
        return None
    return Office(start, size)


def _name_start(words: Sequence[str], vocabulary: SourceVocabulary) -> int:
    """Return where a first name and a surname begin: "Youth | Bronwen ap Rhys"."""
    start = len(words) - 2
    while start > 1 and words[start] in vocabulary.lexicon.particles:
        start -= 1
    return start


def count_office_words(words: Sequence[str], vocabulary: SourceVocabulary) -> int:
    """Return how many words after "of" come before the bearer's name: "State | Jane Roe"."""
    if words[0] in vocabulary.first_names:
        return 0
    later = (i for i in range(1, len(words) - 1) if words[i] in vocabulary.first_names)
    return next(later, 0)


def _find_start(doc: Doc, run_start: int, vocabulary: SourceVocabulary) -> int | None:
    """Return the word for the office: "*Minister* for Health, Sport and | Youth"."""
    words = vocabulary.function_words
    links = {*words.genitives, *words.body_prepositions}
    i, found = run_start - 1, None
    while i > 0 and run_start - i <= _MAX_OFFICE_TOKENS and not doc[i].is_sent_start:
        if doc[i].lower_ in links:
            if normalize_word(doc[i - 1].text) in vocabulary.roles:
                found = i - 1
                break
        elif not _is_inside(doc[i], vocabulary):
            break
        i -= 1
    return found


def _is_inside(token: Token, vocabulary: SourceVocabulary) -> bool:
    words = vocabulary.function_words
    if token.text in (",", "&") or token.lower_ in (*words.conjunctions, *words.definite_articles):
        return True
    return token.pos_ in _NOUNS and token.text[0].isupper()


def _is_title(doc: Doc, start: int, vocabulary: SourceVocabulary) -> bool:
    """Return whether an office has a capital and no article, so that a name must follow."""
    first = start
    while first > 0 and not doc[first].is_sent_start and doc[first - 1].dep_ == "compound":
        first -= 1
    before = doc[first - 1].lower_ if first > 0 and not doc[first].is_sent_start else ""
    return doc[first].text[0].isupper() and before not in vocabulary.articles
