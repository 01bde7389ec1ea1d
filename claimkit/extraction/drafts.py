"""A draft: one cue with the content that its frame found, before quotations join in."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from claimkit.extraction import mentions, trees
from claimkit.extraction.cues import CueHit, CueLexicon
from claimkit.extraction.frames import FrameMatch, iter_frame_matches
from claimkit.extraction.mentions import SourceMatch

_ADVERBIAL = frozenset("advcl prep npadvmod advmod".split())


@dataclass(slots=True)
class Draft:
    """``content`` and ``cue`` are sets of token indices; ``quotations`` of list indices."""

    hit: CueHit
    frame: str
    weight: float
    content: set[int]
    source: SourceMatch
    cue: set[int]
    quotations: list[int] = field(default_factory=list)

    @property
    def anchor(self) -> Token:
        return self.hit.token


def iter_drafts(doc: Doc, hits: list[CueHit], lexicon: CueLexicon) -> list[Draft]:
    """Return the best clausal draft of each cue; cues without one are left out."""
    drafts = []
    for hit in hits:
        draft = _best_draft(doc, hit, lexicon)
        if draft is not None:
            drafts.append(draft)
    return drafts


def _best_draft(doc: Doc, hit: CueHit, lexicon: CueLexicon) -> Draft | None:
    best: tuple[float, FrameMatch] | None = None
    for match in iter_frame_matches(hit.token, lexicon.frames[hit.entry.pos]):
        weight = hit.entry.frames.get(match.name)
        if weight is None:
            continue
        if best is None or weight > best[0] + 0.15:
            best = (weight, match)
    if best is None:
        return None
    weight, match = best
    source = find_source(hit)
    cue = cue_tokens(hit.token, match)
    content = content_tokens(hit.token, match) - cue
    for head in source.heads:
        if head.i not in content or match.frame.content == "head":
            content -= mentions.mention_tokens(head)
    if not any(doc[i].is_alpha or doc[i].like_num for i in content):
        return None
    return Draft(hit, match.name, weight, content, source, cue)


def find_source(hit: CueHit) -> SourceMatch:
    if hit.entry.pos == "verb":
        return mentions.find_verb_source(hit.token)
    if hit.entry.pos == "noun":
        return mentions.find_noun_source(hit.token)
    return mentions.find_adjective_source(hit.token)


def cue_tokens(anchor: Token, match: FrameMatch | None) -> set[int]:
    """Return the cue: anchor, auxiliaries, negation, particle, preposition."""
    found = {anchor.i}
    for child in anchor.children:
        if child.dep_ in ("aux", "auxpass", "neg", "prt"):
            found.add(child.i)
    if match is not None and match.preposition is not None:
        found.add(match.preposition.i)
    if match is not None and match.frame.content == "head":
        found.update(c.i for c in anchor.children if c.dep_ == "mark")
    return found


def content_tokens(anchor: Token, match: FrameMatch) -> set[int]:
    if match.frame.content == "head":
        return trees.subtree(match.content, without=[anchor])
    found = trees.subtree(match.content, without=[anchor])
    if match.theme is not None:
        found |= trees.subtree(match.theme, without=[anchor])
    if match.content.i < anchor.i and match.name == "clause":
        found |= _fronted(anchor, match.content)
    return found


def _fronted(anchor: Token, content: Token) -> set[int]:
    """Add what a fronted clause lost to its cue: "After the vote, talks go on, he said".

    The parser hangs adverbials of such a clause onto the reporting verb.
    """
    found: set[int] = set()
    for child in anchor.children:
        if child.i < content.i and child.dep_ in _ADVERBIAL:
            found |= trees.subtree(child)
    return found
