"""Represent a piece of a draft's content, on one side of the cue, as the traits read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Token

from claimkit.extraction.attribution.attribution_words import (
    AttributionWords,
    load_attribution_words,
)
from claimkit.extraction.attribution.cue_sources import mention_tokens
from claimkit.extraction.attribution.drafts import CLAUSAL, AttributionDraft
from claimkit.parsing.parsed_document import ParsedDocument

_LIKE_CLAUSE = CLAUSAL | {"quotation", "that-clause"}
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_FAMILIES = ("noun", "adjective", "prep", "phrase")


class Surroundings:
    """The drafts of a document, looked up by the traits of one of them."""

    def __init__(self, parsed: ParsedDocument, drafts: Sequence[AttributionDraft]) -> None:
        self.parsed = parsed
        self.drafts = {draft.anchor: draft for draft in drafts}
        self.lexicon: AttributionWords = load_attribution_words(parsed.lexicons)
        self.is_word = [is_word(token) for token in parsed.doc]
        self._owned = {number for draft in drafts for number in draft.speeches}

    def is_others(self, number: int, draft: AttributionDraft) -> bool:
        """Return whether a quotation belongs to another draft."""
        return number in self._owned and number not in draft.speeches


@dataclass(slots=True)
class ContentPiece:
    """The words of a draft's content before the cue or behind it.

    ``words`` are their token indices without marks, in order; there is at least one. ``mention``
    are the tokens of the draft's source, ``governors`` the words that the cue depends on, and
    ``hosts`` those of them whose subject holds the cue: "the man who *said* so *left*". ``kind`` is
    the name that drafts of like frames share.
    """

    around: Surroundings
    draft: AttributionDraft
    words: list[int]
    is_behind: bool
    is_only: bool
    mention: frozenset[int]
    governors: frozenset[int]
    hosts: frozenset[int]
    kind: str

    @property
    def parsed(self) -> ParsedDocument:
        return self.around.parsed


def pieces_of(around: Surroundings, draft: AttributionDraft) -> list[ContentPiece]:
    """Return the pieces of a content before the cue and behind it, without empty ones."""
    doc = around.parsed.doc
    words = [i for i in sorted(draft.content) if around.is_word[i]]
    before = [i for i in words if i < draft.anchor]
    behind = [i for i in words if i > draft.anchor]
    mention = {i for head in draft.source.heads for i in mention_tokens(head)} - draft.content
    governors = {word.i for word in doc[draft.anchor].ancestors} - draft.content
    line = [doc[draft.anchor], *doc[draft.anchor].ancestors]
    hosts = {head.i for word, head in pairwise(line) if word.dep_ in _SUBJECTS} - draft.content
    return [
        ContentPiece(
            around,
            draft,
            piece,
            piece is behind,
            not (before and behind),
            frozenset(mention),
            frozenset(governors),
            frozenset(hosts),
            kind_of(draft),
        )
        for piece in (before, behind)
        if piece
    ]


def kind_of(draft: AttributionDraft) -> str:
    """Return the name that drafts of like frames share."""
    family = draft.frame.partition(" ")[0].partition("-")[0]
    if draft.frame in _LIKE_CLAUSE:
        kind = "clause"
    elif family in _FAMILIES:
        kind = family
    elif "infinitive" in draft.frame:
        kind = "infinitive"
    else:
        kind = "object"
    return f"{kind} quoted" if draft.speeches else kind


def is_word(token: Token) -> bool:
    """Return whether a token is more than a mark or a space."""
    text = token.text
    return text[0].isalnum() or any(character.isalnum() for character in text)
