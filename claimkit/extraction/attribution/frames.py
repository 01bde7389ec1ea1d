"""Match the frames of the lexicon with the dependency tree around a cue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from spacy.tokens import Token

from claimkit.lexicons.attribution import Frame, TokenTest


class FrameMatch(NamedTuple):
    """A frame that fits a cue. ``name`` carries the preposition where the frame has one."""

    name: str
    frame: Frame
    content: Token
    theme: Token | None
    preposition: Token | None


def iter_frame_matches(
    cue: Token, frames: Iterable[Frame], companion: Token | None = None
) -> Iterator[FrameMatch]:
    """Yield every frame that fits ``cue``, in the order of ``frames``.

    Rule source: the lexicon "frames". A frame has one content: the first child that passes.

    Args:
        companion: the word that makes a cue together with ``cue`` ("make *clear*").
    """
    children = _children(cue, companion)
    for frame in frames:
        outer = _governor(cue) if frame.content == "head" else cue
        if frame.cue is not None and not _passes(outer, frame.cue):
            continue
        theme = None
        if frame.prepositions:
            yield from _iter_preposition_matches(children, frame)
            continue
        if frame.theme is not None:
            theme = _first(children, frame.theme)
            if theme is None:
                continue
        if frame.content == "head":
            if outer.head != outer:
                yield FrameMatch(frame.id, frame, outer.head, None, None)
            continue
        pool = _pool(cue, children, frame.content)
        content = _best([child for child in pool if child != cue], frame.content, cue)
        if content is not None:
            yield FrameMatch(frame.id, frame, content, theme, None)


def _pool(cue: Token, children: list[Token], test: TokenTest) -> list[Token]:
    """Return the words among which a content is looked for."""
    if test.of == "head":
        return list(cue.head.children)
    if test.of == "object":
        objects = [child for child in children if child.dep_ in _OBJECTS and child.i > cue.i]
        prepositions = (c for noun in (cue, *objects) for c in noun.rights if c.dep_ == "prep")
        inner = [noun for preposition in prepositions for noun in preposition.children]
        return [token for noun in (*objects, *inner) for token in noun.children] if objects else []
    return children


def _children(cue: Token, companion: Token | None) -> list[Token]:
    """Return the words that depend on a cue or on its companion."""
    if companion is None:
        return list(cue.children)
    both = (child for token in (cue, companion) for child in token.children)
    return sorted(child for child in both if child not in (cue, companion))


def _governor(cue: Token) -> Token:
    """Return the verb that an infinitive depends on in an insertion: ", she *likes* to say,"."""
    is_inserted = cue.dep_ == "xcomp" and cue.head.dep_ == "parataxis"
    return cue.head if is_inserted else cue


def insertion_of(match: FrameMatch, cue: Token) -> Token:
    """Return the head of the words around a cue that are no part of its content."""
    return _governor(cue) if match.frame.content == "head" else cue


def _iter_preposition_matches(children: list[Token], frame: Frame) -> Iterator[FrameMatch]:
    if isinstance(frame.content, str):
        return
    for preposition in children:
        if preposition.dep_ not in ("prep", "prt", "acl", "agent"):
            continue
        word = preposition.lower_
        if word not in frame.prepositions:
            continue
        name = frame.id if frame.implied_by else f"{frame.id} {word}"
        below = list(preposition.children)
        if frame.theme is None:
            content = _first(below, frame.content)
            if content is not None:
                yield FrameMatch(name, frame, content, None, preposition)
        elif "pobj" in frame.theme.dep:  # called on X to …
            theme, content = _first(below, frame.theme), _first(children, frame.content)
            if theme is not None and content is not None:
                yield FrameMatch(name, frame, content, theme, preposition)
        else:  # accused X of …
            theme, content = _first(children, frame.theme), _first(below, frame.content)
            if theme is not None and content is not None:
                yield FrameMatch(name, frame, content, theme, preposition)


def _best(tokens: list[Token], test: TokenTest, cue: Token) -> Token | None:
    """Return the first token that passes; a token after the cue with a mark ("that") wins."""
    passing = [token for token in tokens if _passes(token, test) and not _is_apart(token, cue)]
    for token in passing:
        if token.i > cue.i and any(c.dep_ == "mark" and c.i > cue.i for c in token.children):
            return token
    return passing[0] if passing else None


_OBJECTS = ("dobj", "dative")
_PARTING = (";", ":")


def _is_apart(token: Token, cue: Token) -> bool:
    """Return whether a mark parts a clause from the cue after it: "He left; she said …"."""
    if token.i > cue.i:
        return False
    behind = cue.doc[token.right_edge.i : cue.left_edge.i + 1]
    marks = [t for t in behind if t.text in _PARTING]
    return bool(marks) or any(
        child.text in _PARTING and token.i < child.i < cue.i for child in cue.children
    )


def _first(tokens: list[Token], test: TokenTest) -> Token | None:
    return next((token for token in tokens if _passes(token, test)), None)


def _passes(token: Token, test: TokenTest) -> bool:
    if test.dep and token.dep_ not in test.dep:
        return False
    if test.tag and token.tag_ not in test.tag and not _is_mistagged_infinitive(token, test):
        return False
    if test.lower and token.lower_ not in test.lower:
        return False
    if test.below is not None and not any(
        _passes(other, test.below) for other in token.subtree if other != token
    ):
        return False
    return test.has is None or any(_passes(child, test.has) for child in token.children)


def _is_mistagged_infinitive(token: Token, test: TokenTest) -> bool:
    """Return whether the tag of an infinitive or a gerund is wrong, as its auxiliary shows.

    "to" and a verb are an infinitive, "having" and a participle are a gerund.
    """
    if "VB" in test.tag and any(child.tag_ == "TO" for child in token.children):
        return True
    return "VBG" in test.tag and any(
        child.dep_ == "aux" and child.tag_ == "VBG" for child in token.children
    )
