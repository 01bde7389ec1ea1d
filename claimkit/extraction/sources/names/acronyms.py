"""Find the words that an acronym in parentheses abbreviates."""

from __future__ import annotations

from spacy.tokens import Doc

from claimkit.extraction.sources.names.name import Name
from claimkit.extraction.sources.vocabulary import SourceVocabulary

MIN_ACRONYM = 3  # letters of an acronym that is matched with words elsewhere
_MAX_EXPANSION_TOKENS = 14


def find_expansion(doc: Doc, name: Name, vocabulary: SourceVocabulary) -> tuple[int, int] | None:
    """Return the tokens that a name in parentheses abbreviates.

    Example: "Harbour Safety Board" for the name in "Harbour Safety Board (HSB)".
    """
    i = name.start
    if name.end - i != 1 or not 0 < i < len(doc) - 1:
        return None
    if doc[i - 1].text != "(" or doc[i + 1].text != ")":
        return None
    start = _expansion_start(doc, i, vocabulary)
    return None if start is None else (start, i - 1)


def _expansion_start(doc: Doc, acronym: int, vocabulary: SourceVocabulary) -> int | None:
    """Return the start of the words whose initials make up the acronym after them."""
    letters = [character for character in doc[acronym].text if character.isalpha()]
    if len(letters) < 2 or not doc[acronym].text[:1].isupper():
        return None
    i = acronym - 2
    while letters and i >= 0 and acronym - i < _MAX_EXPANSION_TOKENS:
        token = doc[i]
        if not has_no_initial(token.lower_, vocabulary):
            if token.text[:1].lower() != letters.pop().lower():
                return None
            if not letters:
                return i
        if token.is_sent_start:
            return None
        i -= 1
    return None


def has_no_initial(word: str, vocabulary: SourceVocabulary) -> bool:
    """Return whether an acronym leaves out a word: "of", a hyphen."""
    return word in vocabulary.ignored_in_acronyms or word in vocabulary.hyphens
