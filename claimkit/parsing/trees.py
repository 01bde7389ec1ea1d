"""Look up tokens in a dependency tree: subtrees, runs, and the form of a verb."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

_RELATIVE = ("WDT", "WP")


def subtree(token: Token, without: Iterable[Token] = ()) -> set[int]:
    """Return the indices of ``token`` and all below it, cut at the tokens ``without``."""
    stop = {other.i for other in without}
    found: set[int] = set()
    stack = [token]
    while stack:
        node = stack.pop()
        if node.i in stop:
            continue
        found.add(node.i)
        stack.extend(node.children)
    return found


def runs(indices: Iterable[int]) -> list[tuple[int, int]]:
    """Return token indices as half-open ranges, in order."""
    out: list[tuple[int, int]] = []
    for index in sorted(indices):
        if out and out[-1][1] == index:
            out[-1] = (out[-1][0], index + 1)
        else:
            out.append((index, index + 1))
    return out


def is_relative(token: Token) -> bool:
    """Return whether the token is a relative pronoun: who, which, that."""
    return token.tag_ in _RELATIVE


def is_passive(verb: Token) -> bool:
    """Return whether the verb has a passive auxiliary or subject."""
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)


def is_imperative(verb: Token) -> bool:
    """Return whether the verb heads an imperative sentence: "Repeat the exercise"."""
    if verb.tag_ in ("VB", "VBP") and verb.i == verb.sent.start and verb.left_edge == verb:
        return True
    if verb.tag_ != "VB" or verb.dep_ != "ROOT":
        return False
    return not any(c.dep_ in ("nsubj", "nsubjpass", "aux", "expl") for c in verb.children)


def is_filler(doc: Doc, start: int, end: int) -> bool:
    """Return whether only punctuation and white space stand in the tokens ``[start, end)``."""
    return all(doc[i].is_punct or doc[i].is_space for i in range(start, end))
