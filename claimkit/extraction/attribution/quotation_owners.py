"""Find the cue that a quotation belongs to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Token

from claimkit.extraction.attribution.cues import CueHit
from claimkit.extraction.attribution.drafts import AttributionDraft
from claimkit.parsing.parsed_document import ParsedDocument
from claimkit.parsing.quoted_speech import QuotedSpeech
from claimkit.parsing.trees import is_filler

_MAX_GAP_AFTER = 6  # tokens between a quotation and the cue's phrase after it
_MAX_GAP_BEFORE = 14  # tokens between a cue and the quotation that it introduces
_MAX_GAP_FRAGMENT = 5  # the same where no comma or colon introduces it
_OVERLAP_BONUS = 8.0  # for a cue whose clause holds part of the quotation
_BEFORE_CUE = 0.5  # so that of two cues at the same distance the later one wins
_INTRODUCING = frozenset((",", ":", "—", "–"))


class QuotationOwners:
    """The cues of one document that quotations may belong to.

    ``by_cue`` are the drafts and ``hit_at`` the cues, by the index of the cue's token.
    """

    def __init__(
        self,
        parsed: ParsedDocument,
        hits: Sequence[CueHit],
        drafts: Sequence[AttributionDraft],
    ) -> None:
        self._parsed = parsed
        self.by_cue = {draft.anchor: draft for draft in drafts}
        self.hit_at = {hit.token.i: hit for hit in hits}
        self._anchors = sorted(self.by_cue)
        self._introducers = [
            hit for hit in hits if hit.entry.quotation and parsed.speech_of[hit.token.i] < 0
        ]
        self._introducer_at = [hit.token.i for hit in self._introducers]

    def find(self, speech: QuotedSpeech) -> CueHit | None:
        """Return the cue of a quotation, in its sentences or right beside them."""
        parsed = self._parsed
        first = parsed.sentences[parsed.sentence_of[speech.start]][0]
        last = parsed.sentences[parsed.sentence_of[speech.end - 1]][1]
        tokens = speech.tokens
        drafts = self._drafts_between(first, last)
        if _holds_cue_of_outsider(tokens, drafts):
            return None
        nearest = self._find_nearest(speech, tokens, first, last)
        if nearest is not None:
            return nearest
        for draft in drafts:
            if draft.anchor not in tokens and len(draft.content & tokens) > len(tokens) / 2:
                return self.hit_at[draft.anchor]
        return self._find_introducing(speech, first) or self._find_after(speech, last)

    def find_in_sentence_before(self, speech: QuotedSpeech) -> CueHit | None:
        """Return the cue in the sentence before a quotation that stands alone in its own.

        Example: 'Gomez mentioned the delay. "We lost a month."' Counter-example: two speakers.
        """
        parsed = self._parsed
        number = parsed.sentence_of[speech.start]
        if not speech.is_utterance or not number or not stands_alone(parsed, speech):
            return None
        first, last = parsed.sentences[number - 1]
        if parsed.block_of(first) != speech.block:
            return None
        drafts = [d for d in self._drafts_between(first, last) if parsed.speech_of[d.anchor] < 0]
        if len({draft.source.heads[0].i for draft in drafts if draft.source.heads}) != 1:
            return None
        cues = (self.hit_at[draft.anchor] for draft in reversed(drafts))
        return next((cue for cue in cues if cue.entry.quotation), None)

    def _drafts_between(self, first: int, last: int) -> list[AttributionDraft]:
        start, end = bisect_left(self._anchors, first), bisect_left(self._anchors, last)
        return [self.by_cue[anchor] for anchor in self._anchors[start:end]]

    def _find_nearest(
        self, speech: QuotedSpeech, tokens: set[int], first: int, last: int
    ) -> CueHit | None:
        start, end = bisect_left(self._introducer_at, first), bisect_left(self._introducer_at, last)
        best: tuple[float, CueHit] | None = None
        for hit in self._introducers[start:end]:
            distance = self._distance(speech, tokens, hit)
            if distance is not None and (best is None or distance < best[0]):
                best = (distance, hit)
        return None if best is None else best[1]

    def _find_introducing(self, speech: QuotedSpeech, first: int) -> CueHit | None:
        """Return the cue of a sentence before that ends in a colon and introduces the quotation."""
        parsed = self._parsed
        alone = is_filler(parsed.doc, first, speech.start)
        if not speech.is_utterance or not first or not alone:
            return None
        back = first - 1
        while back > 0 and parsed.doc[back].is_space:
            back -= 1
        if parsed.doc[back].text != ":":
            return None
        start = parsed.sentences[parsed.sentence_of[back]][0]
        k = bisect_left(self._introducer_at, first) - 1
        return self._introducers[k] if k >= 0 and self._introducer_at[k] >= start else None

    def _find_after(self, speech: QuotedSpeech, last: int) -> CueHit | None:
        """Return a cue that the parser put into a sentence of its own: '"Why?" Jo Lee asked.'"""
        parsed = self._parsed
        if last >= len(parsed.doc) or parsed.block_of(last) != speech.block:
            return None
        k = bisect_left(self._introducer_at, last)
        if k == len(self._introducer_at):
            return None
        hit = self._introducers[k]
        end = parsed.sentences[parsed.sentence_of[last]][1]
        if hit.token.i >= min(end, last + _MAX_GAP_AFTER) or hit.token.i in self.by_cue:
            return None
        if not is_filler(parsed.doc, speech.end, last):
            return None
        return hit if any(child.dep_ == "nsubj" for child in hit.token.children) else None

    def _distance(self, speech: QuotedSpeech, tokens: set[int], hit: CueHit) -> float | None:
        """Return how far a cue is from a quotation; None if the quotation can't be its own."""
        cue = hit.token.i
        draft = self.by_cue.get(cue)
        if cue in tokens:
            return None
        overlaps = draft is not None and bool(draft.content & tokens)
        if cue < speech.end:
            return self._distance_before(speech, cue, overlaps)
        if draft is not None and not overlaps and min(draft.content) > cue:
            return None  # the content of the cue follows it
        gap = sum(
            not self._parsed.doc[i].is_punct and not _is_in_subject(self._parsed.doc[i], hit.token)
            for i in range(speech.end, cue)
        )
        if overlaps:
            return gap - _OVERLAP_BONUS
        return gap if gap <= _MAX_GAP_AFTER else None

    def _distance_before(self, speech: QuotedSpeech, cue: int, overlaps: bool) -> float | None:
        parsed = self._parsed
        gap = sum(
            parsed.speech_of[i] < 0 and not parsed.doc[i].is_punct
            for i in range(cue + 1, speech.start)
        )
        if overlaps:
            return gap + _BEFORE_CUE - _OVERLAP_BONUS
        mark = parsed.doc[speech.start - 1].text
        if mark == ":" and self._is_aside(cue, speech.start - 1):
            return None
        is_introduced = speech.is_utterance and mark in _INTRODUCING
        max_gap = _MAX_GAP_BEFORE if is_introduced else _MAX_GAP_FRAGMENT
        return gap + _BEFORE_CUE if gap <= max_gap else None

    def _is_aside(self, cue: int, colon: int) -> bool:
        """Return whether a cue stands in a relative clause and the sentence goes on after it.

        Example: 'The mayor, who had *asked* for calm, was furious: "…"'.
        """
        token = self._parsed.doc[cue]
        behind = self._parsed.doc[token.right_edge.i + 1 : colon]
        return token.dep_ == "relcl" and any(word.is_alpha for word in behind)


def stands_alone(parsed: ParsedDocument, speech: QuotedSpeech) -> bool:
    """Return whether nothing but the quotation stands in its sentences."""
    start = parsed.sentences[parsed.sentence_of[speech.start]][0]
    end = parsed.sentences[parsed.sentence_of[speech.end - 1]][1]
    return is_filler(parsed.doc, start, speech.start) and is_filler(parsed.doc, speech.end, end)


def _holds_cue_of_outsider(tokens: set[int], drafts: Sequence[AttributionDraft]) -> bool:
    """Return whether a quotation holds a cue whose source is outside it.

    Example: 'a statement which "praised the crew"'.
    """
    for draft in drafts:
        if draft.anchor in tokens and draft.source.path in ("subject", "relative"):
            credited = draft.source.pronoun or draft.source.heads[0]
            if credited.i not in tokens:
                return True
    return False


def _is_in_subject(token: Token, verb: Token) -> bool:
    while token.head != token:
        if token.head == verb:
            return token.dep_ in ("nsubj", "nsubjpass", "agent")
        token = token.head
    return False
