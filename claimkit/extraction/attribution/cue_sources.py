"""Find the source of a cue in the dependency tree: who is credited, as printed."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Token

from claimkit.parsing.trees import is_passive, is_relative

_FINITE = frozenset(("VBD", "VBZ", "VBP"))
_MAX_CLIMB = 4
_OUTSIDE = frozenset("appos relcl acl advcl cc conj parataxis dep".split())


class SourceMatch(NamedTuple):
    """Head tokens of the source, the path that led there, and a relative pronoun between.

    Empty ``heads``: the cue names nobody.
    """

    heads: tuple[Token, ...]
    path: str
    pronoun: Token | None = None


NOBODY = SourceMatch((), "none")


def find_verb_source(verb: Token, depth: int = 0) -> SourceMatch:
    """Find who says it for a verb: its subject, its agent, or the subject it shares."""
    if is_passive(verb) or _is_reduced_passive(verb):
        return _agent(verb)
    subject = _subject(verb)
    if subject is not None:
        if subject.dep_ == "expl" or (subject.lower_ == "it" and subject.dep_ == "nsubjpass"):
            return NOBODY
        return _from_subject(verb, subject)
    if depth > _MAX_CLIMB:
        return NOBODY
    if verb.head == verb or (verb.tag_ in _FINITE and verb.dep_ not in ("conj", "xcomp")):
        displaced = _displaced_subject(verb)
        if displaced is not None:
            return SourceMatch((displaced,), "displaced")
    if verb.head == verb:
        return NOBODY
    return _shared_subject(verb, depth)


def _is_reduced_passive(verb: Token) -> bool:
    """Say if the verb is a passive participle: "Asked whether …, the owner said"."""
    if verb.tag_ != "VBN" or verb.dep_ not in ("advcl", "acl"):
        return False
    if verb.dep_ == "acl" and verb.head.dep_ == "ROOT":
        return False  # a main clause whose verb the parser took for a participle
    return not any(child.dep_ in ("aux", "nsubj") for child in verb.children)


def _displaced_subject(verb: Token) -> Token | None:
    """Find the name that the parser hung elsewhere: "On May 2, the mayor, Jo Lee, said".

    It ends at a comma before the verb; an insertion between commas is skipped.
    """
    doc, first = verb.doc, verb.sent.start
    i = verb.i - 1
    for child in verb.lefts:  # an insertion between the name and the verb
        if child.dep_ in ("advcl", "prep", "relcl") and child.left_edge.i > first:
            if child.right_edge.i >= verb.i - 3:
                i = child.left_edge.i - 1
    while i > first and (doc[i].is_punct or doc[i].dep_ in ("aux", "advmod", "neg")):
        i -= 1
    token = doc[i]
    if i < first or token.pos_ not in ("PROPN", "NOUN") or verb.i - i < 2:
        return None
    while token.dep_ == "compound" and token.head.i > token.i:
        token = token.head
    return token if token.i < verb.i else None


def _subject(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass", "expl"):
            return child
    return None


def _from_subject(verb: Token, subject: Token) -> SourceMatch:
    if is_relative(subject):
        anchor = verb
        while anchor.dep_ == "conj" and anchor.head != anchor:
            anchor = anchor.head
        if anchor.dep_ == "relcl":
            return SourceMatch((anchor.head,), "relative", subject)
        if anchor.dep_ in ("ccomp", "advcl", "acl"):
            return SourceMatch((subject,), "subject")
    return SourceMatch((subject,), "subject")


def _agent(verb: Token) -> SourceMatch:
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            for below in child.children:
                if below.dep_ == "pobj":
                    return SourceMatch((below,), "agent")
    return NOBODY


def _shared_subject(verb: Token, depth: int) -> SourceMatch:
    head = verb.head
    relation = verb.dep_
    if relation == "conj" and head.pos_ in ("VERB", "AUX"):
        found = find_verb_source(head, depth + 1)
        return found._replace(path="shared") if found.heads else _passive_subject(head)
    if relation in ("xcomp", "advcl", "ccomp", "dep", "parataxis") and head.pos_ in (
        "VERB",
        "AUX",
        "ADJ",
    ):
        if relation == "xcomp":
            controller = _object(head)
            if controller is not None:
                return SourceMatch((controller,), "controlled")
        if head.pos_ == "ADJ":
            found = find_adjective_source(head)
            return NOBODY if found.heads and found.heads[0].lower_ == "it" else found
        found = find_verb_source(head, depth + 1)
        if found.heads and found.heads[0].lower_ == "it" and relation == "xcomp":
            return NOBODY  # "it is hard to say": the subject stands for the clause
        return found._replace(path="shared") if found.heads else _passive_subject(head)
    if relation in ("pcomp", "prep") and head.head != head:
        anchor = head.head
        if anchor.pos_ in ("VERB", "AUX"):
            found = find_verb_source(anchor, depth + 1)
            return found._replace(path="shared") if found.heads else _passive_subject(anchor)
        if anchor.pos_ == "NOUN":
            return find_noun_source(anchor)
    if relation in ("acl", "relcl") and head.pos_ in ("NOUN", "PROPN", "PRON"):
        governor = _governor(head) if verb.tag_ == "VBG" else None
        if governor is not None:
            found = find_verb_source(governor, depth + 1)
            if found.heads:
                return found._replace(path="participle")
        return SourceMatch((head,), "modified")
    return NOBODY


def _governor(noun: Token) -> Token | None:
    """Return the verb that has ``noun`` in its predicate: "issued *a statement* saying"."""
    node = noun
    while node.dep_ in ("dobj", "pobj", "attr", "prep", "conj", "appos", "npadvmod", "dative"):
        node = node.head
        if node.pos_ in ("VERB", "AUX"):
            return node
    return None


def _object(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ == "dobj"), None)


def _passive_subject(verb: Token) -> SourceMatch:
    for child in verb.children:
        if child.dep_ == "nsubjpass":
            if is_relative(child) and verb.dep_ == "relcl":
                return SourceMatch((verb.head,), "relative", child)
            return SourceMatch((child,), "shared")
    return NOBODY


def find_noun_source(noun: Token) -> SourceMatch:
    """Find who says it for a noun: possessor, "by X", or the subject of its verb."""
    for child in noun.children:
        if child.dep_ == "poss":
            return SourceMatch((child,), "possessor")
    for child in noun.children:
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from"):
            below = next((c for c in child.children if c.dep_ == "pobj"), None)
            if below is not None:
                return SourceMatch((below,), "by")
    if noun.dep_ == "dobj" and noun.head.pos_ in ("VERB", "AUX"):
        return find_verb_source(noun.head)._replace(path="support verb")
    for child in noun.children:
        if child.dep_ in ("compound", "nmod") and child.pos_ == "PROPN":
            return SourceMatch((child,), "compound")
    return NOBODY


def find_adjective_source(adjective: Token) -> SourceMatch:
    """Find who feels it for a predicative adjective."""
    head = adjective.head
    if adjective.dep_ in ("acomp", "attr", "oprd", "conj", "xcomp") and head != adjective:
        if adjective.dep_ == "conj" and head.pos_ == "ADJ":
            return find_adjective_source(head)
        return find_verb_source(head)
    if adjective.dep_ in ("advcl", "acl") and head.pos_ in ("VERB", "AUX"):
        return find_verb_source(head)._replace(path="shared")
    return NOBODY


def mention_tokens(head: Token) -> set[int]:
    """Return the indices of the noun phrase around ``head`` without what is hung onto it.

    Left out: appositions, relative clauses, participles and "and …". Kept: "of" and other
    prepositional phrases that stand directly behind the noun.
    """
    found: set[int] = set()
    stack = [head]
    while stack:
        node = stack.pop()
        found.add(node.i)
        for child in node.children:
            if child.dep_ in _OUTSIDE and (node == head or child.dep_ not in ("cc", "conj")):
                continue
            if child.dep_ == "punct" and child.text in ",;:()—–-" and node == head:
                continue
            stack.append(child)
    # One stretch only, the one around the head.
    start = end = head.i
    while start - 1 in found:
        start -= 1
    while end + 1 in found:
        end += 1
    return set(range(start, end + 1))
