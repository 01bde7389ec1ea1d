"""Recognize the names of bodies and newsrooms, and find their edges."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from claimkit.extraction.sources.names.name import EntityKind, Name
from claimkit.extraction.sources.names.noun_phrases import premodifier_start
from claimkit.extraction.sources.vocabulary import SourceVocabulary, normalize_word

_MAX_FIELD = 8  # tokens from a comma in the name of a body to its "and"


def is_outlet(words: Sequence[str], vocabulary: SourceVocabulary) -> bool:
    """Return whether a name is a newsroom's.

    Example: "Yonhap News Agency", "the Evening Herald". Counter-example: "Energy Agency".
    """
    if " ".join(words) in vocabulary.outlets or words[-1] in vocabulary.outlet_nouns:
        return True
    if len(words) > 1 and words[0] in vocabulary.outlet_nouns:
        if words[-1] not in vocabulary.bodies:
            return True  # "Daily Nation", "Radio Norte"
    return any(w in vocabulary.outlets for w in words) or vocabulary.has_newsroom_pair(words)


def is_firm(words: Sequence[str], vocabulary: SourceVocabulary) -> bool:
    """Return whether a name of several words is a firm's or a society's by its form.

    Example: "Dunav Energy", "Transparency Peru", "El Comercio".
    """
    if words[-1] in vocabulary.lexicon.trade_words or words[-1] in vocabulary.states:
        return True
    return len(words) == 2 and words[0] in vocabulary.lexicon.foreign_articles


def has_firm_parts(doc: Doc, name: Name, vocabulary: SourceVocabulary) -> bool:
    """Return whether the words beside a name show that it is a firm's.

    Example: "Norvik shares", "Norvik's chief executive", "the staff of Norvik".
    Counter-example: "Roe's shop", "the wife of Roe", "the plant in Torvik".
    """
    head = doc[name.head]
    parts = vocabulary.lexicon.firm_parts
    if head.dep_ in ("compound", "poss", "nmod"):
        return head.head.lower_ in parts
    preposition = head.head
    links = vocabulary.function_words.body_prepositions
    is_object = head.dep_ == "pobj" and preposition.lower_ in links
    return is_object and preposition.head.lower_ in parts


def is_common_noun(noun: Token) -> bool:
    """Return whether a body's noun may have its capital for another reason: "Party officials"."""
    return noun.is_title and (bool(noun.is_sent_start) or noun.dep_ == "compound")


def set_body_noun(name: Name, noun: str, vocabulary: SourceVocabulary) -> None:
    """Record what kind of body a name means: "the dockers' union" for "Havn"."""
    name.kind, name.noun = EntityKind.BODY, noun
    name.is_outlet |= noun in vocabulary.outlet_nouns


def widen_body_name(doc: Doc, name: Name, vocabulary: SourceVocabulary) -> None:
    """Add the words before and after the noun of a body: "Ukraine's", "of the Army"."""
    if not any(word in vocabulary.bodies for word in name.words):
        return
    start = premodifier_start(doc, name.start, name.end, vocabulary, only_names=True)
    end = _end_after(doc, start, name.end, vocabulary)
    if start == name.start and end == name.end:
        return
    name.start, name.end = start, end
    name.text = " ".join(doc[start:end].text.split())
    name.has_article = (
        start > 0 and doc[start - 1].lower_ in vocabulary.function_words.definite_articles
    )
    ignored = vocabulary.ignored_in_bodies | vocabulary.hyphens
    low = (normalize_word(doc[i].text) for i in range(start, end))
    name.words = tuple(word for word in low if word not in ignored)


def _is_inner_hyphen(doc: Doc, i: int, vocabulary: SourceVocabulary) -> bool:
    """Return whether a token is the hyphen of "Economic Co-operation"."""
    if doc[i].text not in vocabulary.hyphens or i + 1 >= len(doc):
        return False
    return not doc[i].whitespace_ and not doc[i - 1].whitespace_ and doc[i + 1].is_alpha


def _is_listed(doc: Doc, comma: int, vocabulary: SourceVocabulary) -> bool:
    """Return whether a comma parts the fields of a body: "Environment*,* Food and Farms".

    Counter-example: "the Ministry of Trade, the Harbour Board and Norway said". Not handled: a
    list of bodies whose names the lexicon does not know.
    """
    if doc[comma].text != ",":
        return False
    conjunctions = vocabulary.function_words.conjunctions
    for i in range(comma + 1, min(comma + 1 + _MAX_FIELD, len(doc) - 1)):
        if doc[i].lower_ in conjunctions and i > comma + 1:
            return doc[i + 1].pos_ == "PROPN"
        if doc[i].text == ",":
            continue
        low = normalize_word(doc[i].text)
        is_other = low in vocabulary.bodies or low in vocabulary.places
        if doc[i].pos_ != "PROPN" or is_other or low in vocabulary.first_names:
            return False
    return False


def _end_after(doc: Doc, start: int, end: int, vocabulary: SourceVocabulary) -> int:
    """Return the end of the prepositional phrases after a body's noun."""
    prepositions = vocabulary.function_words.body_prepositions
    while end + 1 < len(doc) and doc[end].lower_ in prepositions and doc[end].head.i >= start:
        stop = end + 1
        while stop < len(doc) and (
            doc[stop].pos_ == "PROPN"
            or doc[stop].lower_ in vocabulary.inside_bodies
            or _is_listed(doc, stop, vocabulary)
            or _is_inner_hyphen(doc, stop, vocabulary)
        ):
            stop += 1 + _is_inner_hyphen(doc, stop, vocabulary)
        while doc[stop - 1].pos_ != "PROPN" and stop > end:
            stop -= 1
        if stop <= end + 1 or normalize_word(doc[stop - 1].text) in vocabulary.calendar:
            break
        end = stop
    return end
