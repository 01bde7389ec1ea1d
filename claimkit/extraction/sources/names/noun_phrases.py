"""Find the edges of the noun phrase around a name."""

from __future__ import annotations

from spacy.tokens import Doc

from claimkit.extraction.sources.vocabulary import SourceVocabulary

_PREMODIFIERS = frozenset(("ADJ", "NOUN", "PROPN"))
_APOSTROPHES = ("'", "’")
_PLURALS = ("NNS", "NNPS")
_MAX_ROLE_TOKENS = 16


def premodifier_start(
    doc: Doc, start: int, end: int, vocabulary: SourceVocabulary, *, only_names: bool = False
) -> int:
    """Return the start of the adjectives, nouns and possessors before a noun phrase."""
    while start > 0 and not doc[start].is_sent_start:
        token = doc[start - 1]
        if token.text in vocabulary.hyphens and not token.whitespace_ and start > 1:
            start -= 2
            continue
        if token.pos_ in _PREMODIFIERS:
            is_word = token.is_alpha or "." in token.text
            if not is_word or not start - 1 < token.head.i < end:
                break
            if only_names and not token.text[0].isupper():
                break
        elif token.tag_ != "POS" and not _is_plural_possessive(doc, start - 1):
            break
        start -= 1
    while start < end and (doc[start].tag_ == "POS" or doc[start].text in vocabulary.hyphens):
        start += 1
    return start


def _is_plural_possessive(doc: Doc, i: int) -> bool:
    """Return whether a mark is the possessive of a plural: "the Builders’ Guild"."""
    if not 0 < i < len(doc) - 1 or doc[i].text not in _APOSTROPHES:
        return False
    return doc[i - 1].tag_ in _PLURALS and not doc[i - 1].whitespace_ and bool(doc[i].whitespace_)


def role_text(doc: Doc, start: int, end: int, vocabulary: SourceVocabulary) -> str | None:
    """Return the words of a role without determiners before it and punctuation around it.

    None where nothing is left, or so much that it is no role.
    """
    while start < end and (
        doc[start].lower_ in vocabulary.role_determiners
        or doc[start].is_punct
        or doc[start].tag_ == "PRP$"
    ):
        start += 1
    for i in range(end - 1, start, -1):
        # "interview | an Acme spokesman": the parser joined two noun phrases
        if doc[i].lower_ in vocabulary.articles and doc[i - 1].pos_ in ("NOUN", "PROPN"):
            start = i + 1
            break
    while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    if start == end or end - start > _MAX_ROLE_TOKENS:
        return None
    return " ".join(doc[start:end].text.split())
