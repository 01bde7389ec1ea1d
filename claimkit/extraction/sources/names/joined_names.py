"""Put together the names of bodies that hold an "and": "Fish and Wildlife Service"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from claimkit.extraction.sources.names.name import EntityKind, Name
from claimkit.extraction.sources.vocabulary import SourceVocabulary, normalize_word

_SINGULAR_VERBS = ("VBZ",)
_CAPITALISED = ("PROPN", "NOUN", "ADJ")


def join_names(doc: Doc, names: Sequence[Name], vocabulary: SourceVocabulary) -> list[Name]:
    """Return the names of a text, with two that are one body's joined.

    Example: "Barr and Sons", "the Food and Drug Administration", "Bang and Olufsen, the speaker
    maker, said". Counter-example: "the Harbour Board and the City Council", "Norway and the
    Fisheries Board", "Falk and Roth said". Not handled: "Barr and Olufsen said", which may be two
    people, unless the lexicon has the pair.
    """
    found: list[Name] = []
    for name in names:
        before = found[-1] if found else None
        joined = None if before is None else _join(doc, before, name, vocabulary)
        if before is not None and joined is not None:
            found[-1] = joined
        else:
            found.append(_with_first_words(doc, name, before, vocabulary))
    return found


def _join(doc: Doc, first: Name, second: Name, vocabulary: SourceVocabulary) -> Name | None:
    if second.start != first.end + 1 or not _is_link(doc[first.end], vocabulary):
        return None
    text = " ".join(doc[first.start : second.end].text.lower().split())
    owned = doc[second.end].tag_ == "POS" if second.end < len(doc) else False
    plain = text.replace(" & ", " and ")
    pairs = vocabulary.lexicon.paired_names
    if owned and plain + doc[second.end].text.replace("’", "'") in pairs:
        return _body(doc, first, second.end + 1, vocabulary)
    is_partner = second.words[0] in vocabulary.lexicon.firm_partners
    if plain in pairs or is_partner or _is_one_firm(doc, first, second, vocabulary):
        return _body(doc, first, second.end, vocabulary)
    is_unknown = first.kind is EntityKind.UNKNOWN and first.has_article
    if second.kind is EntityKind.BODY and is_unknown and not first.text.isupper():
        return _body(doc, first, second.end, vocabulary)
    return None


def _is_link(token: Token, vocabulary: SourceVocabulary) -> bool:
    return token.lower_ in vocabulary.function_words.conjunctions


def _is_one_firm(doc: Doc, first: Name, second: Name, vocabulary: SourceVocabulary) -> bool:
    """Return whether the verb or an apposition shows that two words are one firm's name."""
    for name in (first, second):
        is_known = name.words[0] in vocabulary.first_names or name.role is not None
        if len(name.words) > 1 or is_known or name.kind in (EntityKind.PERSON, EntityKind.PLACE):
            return False
    head = doc[first.head]
    for child in head.children:
        if child.dep_ == "appos" and child.i > second.end and child.tag_ == "NN":
            return child.lower_ in vocabulary.bodies
    is_subject = head.dep_ == "nsubj"
    return is_subject and head.head.tag_ in _SINGULAR_VERBS and head.head.i > second.start


def _with_first_words(
    doc: Doc, name: Name, before: Name | None, vocabulary: SourceVocabulary
) -> Name:
    """Return a body's name with words before its "and" that are no name by themselves.

    Example: "the National Oceanic and *Atmospheric Administration*".
    """
    words = vocabulary.function_words
    if name.kind is not EntityKind.BODY or name.has_article or name.start < 3:
        return name
    if not _is_link(doc[name.start - 1], vocabulary):
        return name
    start = name.start - 1
    while start > 0 and doc[start - 1].pos_ in _CAPITALISED and doc[start - 1].text[0].isupper():
        start -= 1
    lower = [normalize_word(token.text) for token in doc[start : name.start - 1]]
    is_other = not lower or any(
        word in known
        for word in lower
        for known in (
            vocabulary.bodies,
            vocabulary.places,
            vocabulary.roles,
            vocabulary.first_names,
        )
    )
    if is_other or doc[start - 1].lower_ not in words.definite_articles:
        return name
    if before is not None and before.end > start:
        return name
    first = Name(start, name.start - 1, name.head, "", (), EntityKind.UNKNOWN, has_article=True)
    joined = _body(doc, first, name.end, vocabulary)
    joined.is_outlet, joined.noun = name.is_outlet, name.noun
    return joined


def _body(doc: Doc, first: Name, end: int, vocabulary: SourceVocabulary) -> Name:
    ignored = vocabulary.ignored_in_bodies | vocabulary.hyphens
    low = (normalize_word(token.text) for token in doc[first.start : end])
    tokens = doc[first.start : end]
    return Name(
        first.start,
        end,
        tokens.root.i,
        " ".join(tokens.text.split()),
        tuple(word for word in low if word not in ignored),
        EntityKind.BODY,
        has_article=first.has_article,
        is_subject=tokens.root.dep_ in ("nsubj", "nsubjpass"),
        noun=first.noun,
    )
