"""Choose the end of each content by the weights of the candidates' traits."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from claimkit.extraction.attribution.content_spans.ends import Candidate, find_ends
from claimkit.extraction.attribution.content_spans.piece import (
    ContentPiece,
    Surroundings,
    is_word,
    pieces_of,
)
from claimkit.extraction.attribution.drafts import AttributionDraft
from claimkit.lexicons.attribution import ContentEndLexicon
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.loader import load_lexicon
from claimkit.parsing.parsed_document import ParsedDocument

_BRACKET = "bracket"
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "expl"))


@dataclass(frozen=True, slots=True)
class ContentChooser:
    """``weights`` are the log-odds of the traits of a candidate; without any, the parse chooses."""

    weights: Mapping[str, float]

    @classmethod
    def load(cls, lexicons: Lexicons) -> ContentChooser:
        """Return the chooser with the weights of a language's lexicon."""
        lexicon = load_lexicon("content_ends", ContentEndLexicon, lexicons.language)
        return cls(lexicon.weights)

    def choose(self, parsed: ParsedDocument, drafts: Sequence[AttributionDraft]) -> None:
        """Give each draft the likeliest end of its content. Changes the drafts.

        A verb that no longer is in the content of a report, and has no subject of its own, gets
        the source of the report.
        """
        around = Surroundings(parsed, drafts)
        for draft in drafts:
            if not has_choice(draft):
                continue
            before = set(draft.content)
            for piece in pieces_of(around, draft):
                if self.weights and piece.is_behind and not _is_pronoun(piece):
                    end_at(piece, self._best_end(piece))
            _complete(around, draft)
            left = before - draft.content
            for i in left & around.drafts.keys():
                _share_source(parsed.doc[i], draft, around.drafts[i])

    def _best_end(self, piece: ContentPiece) -> int | None:
        """Return the likeliest end; of two that are alike, the one that the parse gives.

        The draft's ``ending`` becomes the probability of the end, if it is the less sure one.
        """
        own, ends = piece.words[-1], find_ends(piece)
        scores = [self._score(end) for end in ends]
        best = max(range(len(ends)), key=lambda number: (scores[number], ends[number].word == own))
        piece.draft.ending = min(piece.draft.ending, _share(scores, best))
        return ends[best].word

    def _score(self, candidate: Candidate) -> float:
        weights = self.weights
        return sum(weights.get(trait, 0.0) for trait in candidate.traits)


def _is_pronoun(piece: ContentPiece) -> bool:
    """Return whether a piece is one pronoun, whose end is sure: "promised *it* twice"."""
    return len(piece.words) == 1 and piece.parsed.doc[piece.words[0]].pos_ == "PRON"


def _share(scores: Sequence[float], chosen: int) -> float:
    """Return the probability of a candidate among all (softmax)."""
    return 1 / sum(math.exp(score - scores[chosen]) for score in scores)


def has_choice(draft: AttributionDraft) -> bool:
    """Return whether the ends of a draft's content are open.

    They are not for list items, nor around a bracket: "10 thousand (Kyiv claims) soldiers".
    """
    is_open = draft.lead_in is None and draft.frame != _BRACKET
    return is_open and bool(draft.cue) and bool(draft.content)


def _complete(around: Surroundings, draft: AttributionDraft) -> None:
    """Add what the parser took for marks: a shortened word, and the marks of a whole quotation.

    Example: "said *approx.* 300 had left", 'told him: “Go home*.”*'.
    """
    parsed, content = around.parsed, draft.content
    doc = parsed.doc
    first = min(content, default=0)
    if first - 1 > draft.anchor and doc[first].like_num:
        if doc[first - 1].dep_ == "punct" and around.is_word[first - 1]:
            content.add(first - 1)
    for number in {parsed.speech_of[i] for i in content} - {-1}:
        tokens = parsed.speeches[number].tokens
        if all(i in content or not around.is_word[i] for i in tokens):
            content |= tokens
    draft.content = content


def words_until(piece: ContentPiece, last: int | None) -> set[int]:
    """Return the words of the whole content if a piece of it ends with ``last``, None for empty."""
    doc, draft = piece.parsed.doc, piece.draft
    return {i for i in _tokens_until(piece, last) if is_word(doc[i]) and i not in draft.cue}


def end_at(piece: ContentPiece, last: int | None) -> None:
    """End a piece of content after a word, None to drop it. Changes the draft."""
    if last == piece.words[-1]:
        return
    draft, parsed = piece.draft, piece.parsed
    draft.content = _tokens_until(piece, last)
    draft.speeches = [n for n in draft.speeches if parsed.speeches[n].tokens & draft.content]


def _tokens_until(piece: ContentPiece, last: int | None) -> set[int]:
    draft, parsed, own = piece.draft, piece.parsed, piece.words[-1]
    if last is None:
        return {i for i in draft.content if i < draft.anchor}
    if last == own:
        return set(draft.content)
    end = last + 1
    while end < len(parsed.doc) and _closes(parsed, last, end):
        end += 1
    if last < own:
        return {i for i in draft.content if i < end}
    return draft.content | (set(range(own + 1, end)) - draft.cue - piece.mention)


def _closes(parsed: ParsedDocument, last: int, i: int) -> bool:
    """Return whether a token is a mark of the quotation that ``last`` stands in."""
    number = parsed.speech_of[last]
    return number >= 0 and parsed.speech_of[i] == number and not is_word(parsed.doc[i])


def _share_source(verb: Token, draft: AttributionDraft, other: AttributionDraft) -> None:
    """Give the source of a draft to a verb behind its content that has no subject of its own."""
    if other is draft or verb.i < draft.anchor:
        return
    heads = other.source.heads
    if any(child.dep_ in _SUBJECTS for child in verb.children) or not draft.source.heads:
        return
    if verb.pos_ == "VERB" and all(head.i in draft.content for head in heads):
        other.source = draft.source._replace(path="shared")
