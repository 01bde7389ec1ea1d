"""Documents in the text (a statement, a report) and who issued them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Token

from claimkit.extraction.attribution.cue_sources import find_verb_source
from claimkit.extraction.sources.vocabulary import Words


class Issue(NamedTuple):
    """A document noun with its issuer, and who passed it on ("KCNA published a statement
    from the commission"). ``is_own``: the noun's own phrase says so ("a report by X").
    ``points_back`` for "this statement was made by …"."""

    noun: Token
    issuer: Token
    carrier: Token | None = None
    is_own: bool = False
    points_back: bool = False


def find_issues(doc: Doc, words: Words, skipped: Iterable[int] = ()) -> list[Issue]:
    """Return the documents whose issuer the text names, in order.

    Args:
        skipped: tokens to leave out (those in quotations).
    """
    strings = doc.vocab.strings
    keys = {strings[w] for w in words.documents if w in strings}
    keys |= {strings[w + "s"] for w in words.documents if w + "s" in strings}
    left_out = set(skipped)
    found = []
    for i, lower in enumerate(doc.to_array(["LOWER"]).ravel().tolist()):
        if lower in keys and i not in left_out and doc[i].pos_ == "NOUN":
            issue = find_issue(doc[i], words)
            if issue is not None:
                found.append(issue)
    return found


def find_issue(noun: Token, words: Words) -> Issue | None:
    """Find the issuer of one document noun: possessor, "by X", or the verb's subject."""
    owner = next(_iter_owners(noun, words), None)
    verb = noun.head
    if owner is not None:
        carrier = None
        if noun.dep_ == "dobj" and verb.lemma_ in words.issuing:
            carrier = next(iter(find_verb_source(verb).heads), None)
        return Issue(noun, owner, carrier, is_own=True)
    if noun.dep_ in ("nsubjpass", "dobj") and verb.lemma_ in words.issuing:
        heads = find_verb_source(verb).heads
        if heads and heads[0] != noun:
            back = noun.dep_ == "nsubjpass" and any(c.lower_ == "this" for c in noun.children)
            return Issue(noun, heads[0], points_back=back)
    if noun.dep_ == "pobj" and verb.lower_ == "in" and verb.head.pos_ in ("VERB", "AUX"):
        heads = find_verb_source(verb.head).heads
        if heads and heads[0] != noun:
            return Issue(noun, heads[0])
    return None


def _iter_owners(noun: Token, words: Words) -> Iterator[Token]:
    """Yield who the noun phrase itself says issued it; a compound ("the Reuters report") may
    as well be its subject."""
    for child in noun.children:
        if child.dep_ == "poss":
            yield child
    # "Published a statement from X" is at times parsed as "published from X".
    around = [*noun.children, *(noun.head.children if noun.dep_ == "dobj" else ())]
    for child in around:
        if child.lower_ == "by" and child.head != noun:
            continue
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from"):
            yield from (c for c in child.children if c.dep_ == "pobj")
        elif child.lower_ == "of" and child.head == noun:  # "of the accident" names no issuer
            yield from (c for c in child.children if c.dep_ == "pobj" and c.pos_ == "PROPN")
        elif child.dep_ == "acl" and child.lemma_ in words.issuing:
            for agent in child.children:
                if agent.dep_ in ("agent", "prep") and agent.lower_ == "by":
                    yield from (c for c in agent.children if c.dep_ == "pobj")
    for child in noun.children:
        if child.dep_ == "compound" and child.pos_ == "PROPN":
            yield child
