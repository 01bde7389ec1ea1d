"""Represent possible attributions as sets of tokens, and start a draft from a cue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from spacy.tokens import Token

from claimkit.extraction.attribution import cue_sources
from claimkit.extraction.attribution.attribution_words import load_attribution_words
from claimkit.extraction.attribution.cue_sources import SourceMatch
from claimkit.extraction.attribution.cues import CueHit
from claimkit.extraction.attribution.frames import FrameMatch
from claimkit.lexicons.attribution import PartOfSpeech, Stance
from claimkit.model import Span
from claimkit.parsing import trees
from claimkit.parsing.layout import lexicons_of

# Frames whose content is a clause; a quotation beside it continues the same content.
CLAUSAL = frozenset(("clause", "parenthetical", "as-clause", "wh-clause"))
_PART_OF_CUE = frozenset(("aux", "auxpass", "neg", "prt"))

_FIND_SOURCE: dict[PartOfSpeech, Callable[[Token], SourceMatch]] = {
    "verb": cue_sources.find_verb_source,
    "noun": cue_sources.find_noun_source,
    "adjective": cue_sources.find_adjective_source,
}


@dataclass(slots=True)
class AttributionDraft:
    """A possible attribution, before the drafts of a document are weighed against each other.

    ``content`` and ``cue`` are sets of token indices. ``anchor`` is the main token of the cue,
    ``root`` the head of its content. ``weight`` is the share of such places that are attributions.
    ``speeches`` are the quotations that belong to the content, by their index in the parsed
    document. ``ending`` is the probability of the end that was chosen for the content.
    """

    anchor: int
    rule: str
    frame: str
    stance: Stance
    weight: float
    content: set[int]
    source: SourceMatch
    cue: set[int]
    negated: bool = False
    root: int | None = None
    lead_in: Span | None = None
    speeches: list[int] = field(default_factory=list)
    ending: float = 1.0


@dataclass(frozen=True, slots=True)
class DroppedDraft:
    """A draft that did not become an attribution, with the reason."""

    draft: AttributionDraft
    reason: str


def start_draft(
    hit: CueHit, frame: str, weight: float, match: FrameMatch | None = None
) -> AttributionDraft:
    """Return a draft with cue, source and stance, its content still empty."""
    source = _FIND_SOURCE[hit.entry.pos](hit.token)
    return AttributionDraft(
        anchor=hit.token.i,
        rule=f"{hit.entry.id} {frame}",
        frame=frame,
        stance=hit.entry.stances.get(frame, hit.entry.stance),
        weight=weight,
        content=set(),
        source=source,
        cue=_cue_tokens(hit.token, match) | _companion(hit),
        negated=is_negated(hit.token) or any(map(_is_nobody, source.heads)),
    )


def _companion(hit: CueHit) -> set[int]:
    """Return the second word of a cue, with its own "it": "made it clear".

    Counter-example: "pointed *him* out", whose pronoun is the content.
    """
    if hit.companion is None:
        return set()
    between = (hit.token.doc[i] for i in range(hit.token.i + 1, hit.companion.i))
    return {hit.companion.i, *(token.i for token in between if token.head == hit.companion)}


def is_negated(cue: Token) -> bool:
    """Return whether the cue itself is negated.

    Example: "did not say", "neither confirmed nor denied", "has no plan to", "made no promise to".
    """
    words = load_attribution_words(lexicons_of(cue.doc)).function_words
    if any(child.dep_ == "neg" for child in cue.children):
        return True
    if any(c.dep_ == "preconj" and c.lower_ in words.negation_openers for c in cue.children):
        return True
    if is_second_half(cue):
        return True
    if cue.pos_ == "NOUN":
        verb = cue.head if cue.dep_ == "dobj" else None
        if verb is not None and any(child.dep_ == "neg" for child in verb.children):
            return True
        if any(child.lower_ in words.negative_determiners for child in cue.lefts):
            return True
    if cue.dep_ == "conj" and any(
        c.dep_ == "cc" and c.lower_ in words.negation_links for c in cue.head.children
    ):
        return True
    return cue.dep_ in ("acomp", "xcomp") and any(c.dep_ == "neg" for c in cue.head.children)


def _is_nobody(head: Token) -> bool:
    """Return whether a source is a negation: "nobody said", "no official said"."""
    words = load_attribution_words(lexicons_of(head.doc)).function_words
    return any(
        "Neg" in token.morph.get("PronType", []) or token.lower_ in words.negative_determiners
        for token in (head, *head.lefts)
    )


def _cue_tokens(anchor: Token, match: FrameMatch | None) -> set[int]:
    """Return the cue: anchor, auxiliaries, negation, particle, preposition."""
    found = {anchor.i}
    found.update(child.i for child in anchor.children if child.dep_ in _PART_OF_CUE)
    if match is not None and match.preposition is not None:
        if match.theme is None or match.preposition.i - 1 not in trees.subtree(match.theme):
            found.add(match.preposition.i)
    if match is not None and match.frame.opener:
        opener = match.frame.opener
        found.update(c.i for c in match.content.children if c.dep_ == "mark" and c.lower_ in opener)
    found |= _other_half(anchor) | _quoting_cue(anchor)
    if match is not None and match.frame.content == "head":
        found.update(child.i for child in anchor.children if child.dep_ == "mark")
    return found


def _quoting_cue(anchor: Token) -> set[int]:
    """Return the rest of the cue in "*was quoted* by the Courier *as* saying that …"."""
    verb = cue_sources.find_quoting_verb(anchor)
    if verb is None:
        return set()
    parts = [child.i for child in verb.children if child.dep_ in _PART_OF_CUE]
    return {verb.i, anchor.head.i, *parts}


def _other_half(anchor: Token) -> set[int]:
    """Return the first half of a paired negation: "neither confirmed nor denied"."""
    if not is_second_half(anchor):
        return set()
    head = anchor.head
    parts = [c for c in head.children if c.dep_ in (*_PART_OF_CUE, "preconj", "cc")]
    return {head.i, *(c.i for c in parts)}


def is_second_half(cue: Token) -> bool:
    """Return whether a cue is the second of a negated pair: "neither confirmed nor *denied*".

    Example: "did not confirm or *deny*". Counter-example: "did not attend or *say* why", whose
    first half is no verb beside the second one with an object in common.
    """
    head = cue.head
    if cue.dep_ != "conj" or head.pos_ != "VERB":
        return False
    words = load_attribution_words(lexicons_of(cue.doc)).function_words
    if any(child.lower_ in words.negation_openers for child in head.children):
        return True
    is_negated = any(child.dep_ == "neg" for child in head.children) and cue.tag_ == head.tag_
    return is_negated and head.i == cue.i - 2 and cue.nbor(-1).lower_ in words.pair_links
