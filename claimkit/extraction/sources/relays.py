"""Who passed a claim on: the newsroom spoken to, the channel, the report that is cited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from claimkit.extraction.sources.name import Name
from claimkit.extraction.sources.vocabulary import Words

_NOUN_PHRASE = frozenset(("appos", "compound", "poss", "nmod"))


def iter_relays(doc: Doc, names: Iterable[Name], words: Words) -> Iterator[Name]:
    """Yield those of the newsrooms' names that stand where a relay does.

    Example: "told Yonhap", "in a statement carried by TASS", "through its agency, KCNA".
    Counter-example: "sued CNN". Not handled: a newsroom without a name ("told a newspaper").
    """
    for name in names:
        if not name.is_outlet:
            continue
        token = _top(doc[name.head])
        if _is_addressed(token, words) or _is_channel(token, words):
            yield name


def _top(token: Token) -> Token:
    """Climb from a name to the noun phrase that it is a part of: "Sky's Jane Roe"."""
    while token.dep_ in _NOUN_PHRASE and token.head != token:
        token = token.head
    return token


def _is_addressed(token: Token, words: Words) -> bool:
    return token.dep_ in ("dobj", "dative", "iobj") and token.head.lemma_ in words.addressing


def _is_channel(token: Token, words: Words) -> bool:
    preposition = token.head
    if token.dep_ != "pobj" or preposition.pos_ not in ("ADP", "SCONJ"):
        return False
    if preposition.lower_ in words.channels:
        return True
    above = preposition.head.lemma_.lower()
    if preposition.lower_ == "by":
        return above in words.relaying
    return preposition.lower_ in ("to", "with", "on") and (
        above in words.conversations or above in words.addressing
    )


def find_principal(token: Token, words: Words) -> Token | None:
    """Return who speaks through a channel: "Confirmation from Oslo came through its agency"."""
    token = _top(token)
    if token.dep_ != "pobj" or token.head.lower_ not in words.channels:
        return None
    verb = token.head.head
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
        verb = verb.head
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return None
    senders = (c for p in subject.children if p.lower_ in ("from", "by") for c in p.children)
    sender = next((c for c in senders if c.dep_ == "pobj"), None)
    return sender or (subject if subject.pos_ != "NOUN" else None)


def find_cited(cue: Token, words: Words) -> Token | None:
    """Return whom a report cites: "The agency reported, citing two officials"."""
    # The parser hangs "citing …" onto the clause as often as onto the cue.
    clauses = [child for child in cue.children if child.dep_ == "ccomp"]
    for child in (c for verb in (cue, *clauses) for c in verb.children):
        if child.lower_ in words.citing and child.i > cue.i:
            return next((c for c in child.children if c.dep_ in ("dobj", "pobj")), None)
    return None
