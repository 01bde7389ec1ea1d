"""Find documents that the text mentions (a statement, a report) and their issuers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Token

from claimkit.extraction.attribution.cue_sources import find_verb_source
from claimkit.extraction.sources.vocabulary import SourceVocabulary


class IssuedDocument(NamedTuple):
    """The noun of a document with its issuer.

    ``carrier`` passed it on ("KCNA published a statement from the commission"). ``is_own`` where
    the noun's own phrase names the issuer ("a report by X"). ``points_back`` in "This statement
    was made by …".
    """

    noun: Token
    issuer: Token
    carrier: Token | None = None
    is_own: bool = False
    points_back: bool = False


def find_issued_documents(
    doc: Doc, vocabulary: SourceVocabulary, skipped: Collection[int] = ()
) -> list[IssuedDocument]:
    """Return the documents whose issuer the text names, in order.

    Args:
        skipped: tokens to leave out (those in quotations).
    """
    strings = doc.vocab.strings
    ending = vocabulary.lexicon.plural_ending
    forms = (form for word in vocabulary.documents for form in (word, word + ending))
    keys = {strings[form] for form in forms if form in strings}
    found = []
    for i, lower in enumerate(doc.to_array(["LOWER"]).ravel().tolist()):
        if lower in keys and i not in skipped and doc[i].pos_ == "NOUN":
            issued = find_issuer(doc[i], vocabulary)
            if issued is not None:
                found.append(issued)
    return found


def find_issuer(noun: Token, vocabulary: SourceVocabulary) -> IssuedDocument | None:
    """Find the issuer of one document: possessor, "by X", or the verb's subject."""
    verb = noun.head
    is_issued = verb.lemma_ in vocabulary.lexicon.issuing_verbs
    owner = next(_iter_owners(noun, vocabulary), None)
    if owner is not None:
        is_object = noun.dep_ == "dobj" and is_issued
        carrier = next(iter(find_verb_source(verb).heads), None) if is_object else None
        return IssuedDocument(noun, owner, carrier, is_own=True)
    if noun.dep_ in ("nsubjpass", "dobj") and is_issued:
        issuer = _subject(verb, noun)
        if issuer is not None:
            words = vocabulary.function_words.pointing_words
            points_back = any(child.lower_ in words for child in noun.children)
            return IssuedDocument(
                noun, issuer, points_back=points_back and noun.dep_ == "nsubjpass"
            )
    is_container = verb.lower_ in vocabulary.function_words.container_prepositions
    if noun.dep_ == "pobj" and is_container and verb.head.pos_ in ("VERB", "AUX"):
        issuer = _subject(verb.head, noun)
        if issuer is not None:
            return IssuedDocument(noun, issuer)
    return None


def _subject(verb: Token, noun: Token) -> Token | None:
    """Return the source of a verb unless it is the document itself."""
    heads = find_verb_source(verb).heads
    return heads[0] if heads and heads[0] != noun else None


def _iter_owners(noun: Token, vocabulary: SourceVocabulary) -> Iterator[Token]:
    """Yield the issuers that the noun phrase itself names, the most certain first.

    A compound comes last: "the Reuters report" may as well be about Reuters.
    """
    yield from (child for child in noun.children if child.dep_ == "poss")
    # "Published a statement from X" is at times parsed as "published from X".
    attached_to_verb = noun.head.children if noun.dep_ == "dobj" else ()
    for child in (*noun.children, *attached_to_verb):
        yield from _iter_owners_under(child, noun, vocabulary)
    for child in noun.children:
        if child.dep_ == "compound" and child.pos_ == "PROPN":
            yield child


def _iter_owners_under(token: Token, noun: Token, vocabulary: SourceVocabulary) -> Iterator[Token]:
    """Yield the issuers under one dependent of a document's noun: "by X", "of X", "made by X"."""
    words = vocabulary.function_words
    is_own = token.head == noun
    if token.lower_ in words.agent_prepositions and not is_own:
        return
    if token.dep_ in ("prep", "agent") and token.lower_ in words.sender_prepositions:
        yield from _objects(token)
    elif token.lower_ in words.genitives and is_own:
        # "The report of the accident" names no issuer.
        yield from (found for found in _objects(token) if found.pos_ == "PROPN")
    elif token.dep_ == "acl" and token.lemma_ in vocabulary.lexicon.issuing_verbs:
        for agent in token.children:
            if agent.dep_ in ("agent", "prep") and agent.lower_ in words.agent_prepositions:
                yield from _objects(agent)


def _objects(preposition: Token) -> Iterable[Token]:
    return (child for child in preposition.children if child.dep_ == "pobj")
