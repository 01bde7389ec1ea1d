"""Join quotations to their cues: one draft a cue, its content in as many pieces as it has."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from spacy.tokens import Doc, Token

from claimkit.extraction.attribution.cue_sources import NOBODY, SourceMatch, mention_tokens
from claimkit.extraction.attribution.cues import CueHit
from claimkit.extraction.attribution.drafts import CLAUSAL, Draft, start_draft
from claimkit.parsing.parsed_document import ParsedDocument
from claimkit.parsing.quoted_speech import QuotedSpeech

_MAX_GAP_AFTER = 6  # tokens between a quotation and the cue's phrase behind it
_MAX_GAP_BEFORE = 14  # tokens between a cue and the quotation that it introduces
_MAX_GAP_FRAGMENT = 5  # the same where no comma or colon introduces it
_OVERLAP_BONUS = 8.0  # for a cue whose clause holds part of the quotation
_INTRODUCING = frozenset((",", ":", "—", "–"))
# A quotation beside a word that introduces quotations is nearly always its content.
QUOTATION_WEIGHT = 0.9


def join_quotations(
    parsed: ParsedDocument, hits: Sequence[CueHit], drafts: list[Draft]
) -> list[Draft]:
    """Give each quotation to its cue; return all drafts in document order.

    A quotation that no cue claims is left alone (a nickname, irony) unless it goes on after
    one that has a speaker.
    """
    joiner = _Joiner(parsed, hits, drafts)
    previous: tuple[int, CueHit] | None = None
    joined: dict[int, list[int]] = {}
    for number, speech in enumerate(parsed.speeches):
        owner = joiner.find_owner(speech)
        if owner is None and previous is not None and _goes_on(parsed, *previous, speech):
            owner = previous[1]
        if owner is None:
            owner = joiner.find_named_before(speech)
        if owner is not None:
            joined.setdefault(owner.token.i, []).append(number)
            previous = (number, owner)
    by_cue = joiner.by_cue
    for cue, numbers in joined.items():
        by_cue[cue] = _with_speech(parsed, joiner.hit_at[cue], by_cue.get(cue), numbers)
    owners = {n: by_cue[cue].source for cue, numbers in joined.items() for n in numbers}
    for draft in by_cue.values():
        _look_outside(parsed, draft, owners)
    return [by_cue[cue] for cue in sorted(by_cue)]


def _look_outside(parsed: ParsedDocument, draft: Draft, owners: Mapping[int, SourceMatch]) -> None:
    """Replace a source inside a quotation that the cue stands outside of by its speaker.

    '"Work must stop," the mayor said, pointing out that …': the parser hangs "pointing" onto
    a verb of the quotation.
    """
    heads = draft.source.heads
    if not heads or parsed.speech_of[draft.anchor] >= 0:
        return
    owner = owners.get(parsed.speech_of[heads[0].i])
    if owner is not None and not any(parsed.speech_of[head.i] >= 0 for head in owner.heads):
        draft.source = owner._replace(path="shared")


def _goes_on(parsed: ParsedDocument, before: int, cue: CueHit, speech: QuotedSpeech) -> bool:
    """Say if ``speech`` stands alone and carries on what the quotation ``before`` said.

    One sentence about the same speaker ("She nodded.") may stand in between.
    """
    last = parsed.speeches[before]
    opens = parsed.sentences[parsed.sentence_of[speech.start]][0]
    if not speech.is_utterance or not _only_marks(parsed.doc, opens, speech.start):
        return False
    behind = max(last.end - 1, cue.token.i)
    gap = parsed.sentence_of[speech.start] - parsed.sentence_of[behind]
    if gap > 2 or (gap == 2 and not _is_about_speaker(parsed, speech)):
        return False
    before_block = parsed.block_of(last.end - 1)
    if speech.block == before_block:
        return True
    return speech.block == before_block + 1 and _fills_block(parsed, speech)


def _is_about_speaker(parsed: ParsedDocument, speech: QuotedSpeech) -> bool:
    """Say if the sentence before a quotation has a pronoun for its subject."""
    start, end = parsed.sentences[parsed.sentence_of[speech.start] - 1]
    subjects = (t for t in parsed.doc[start:end] if t.dep_ == "nsubj" and t.head.dep_ == "ROOT")
    subject = next(subjects, None)
    return subject is not None and subject.pos_ == "PRON"


def _fills_block(parsed: ParsedDocument, speech: QuotedSpeech) -> bool:
    """Say if nothing but the quotation stands in its block."""
    end = parsed.sentences[parsed.sentence_of[speech.end - 1]][1]
    if not _only_marks(parsed.doc, speech.end, end):
        return False
    return end >= len(parsed.doc) or parsed.block_of(end) > speech.block


def _only_marks(doc: Doc, start: int, end: int) -> bool:
    return all(doc[i].is_punct or doc[i].is_space for i in range(start, end))


class _Joiner:
    """Looks for the cue of one quotation after the other."""

    def __init__(self, parsed: ParsedDocument, hits: Sequence[CueHit], drafts: list[Draft]) -> None:
        self._parsed = parsed
        self.by_cue = {draft.anchor: draft for draft in drafts}
        self.hit_at = {hit.token.i: hit for hit in hits}
        self._anchors = sorted(self.by_cue)
        self._speakers = [
            hit for hit in hits if hit.entry.quotation and parsed.speech_of[hit.token.i] < 0
        ]
        self._positions = [hit.token.i for hit in self._speakers]

    def find_owner(self, speech: QuotedSpeech) -> CueHit | None:
        """Return the cue that a quotation belongs to, the nearest first."""
        parsed = self._parsed
        first = parsed.sentences[parsed.sentence_of[speech.start]][0]
        last = parsed.sentences[parsed.sentence_of[speech.end - 1]][1]
        tokens = speech.tokens
        drafts = self._drafts_between(first, last)
        if _tells_of_speech(tokens, drafts):
            return None
        best: tuple[float, CueHit] | None = None
        start, end = bisect_left(self._positions, first), bisect_left(self._positions, last)
        for hit in self._speakers[start:end]:
            score = self._distance(speech, tokens, hit)
            if score is not None and (best is None or score < best[0]):
                best = (score, hit)
        if best is not None:
            return best[1]
        for draft in drafts:
            if draft.anchor not in tokens and len(draft.content & tokens) > len(tokens) / 2:
                return self.hit_at[draft.anchor]
        return self._find_introducing(speech, first) or self._find_behind(speech, last)

    def find_named_before(self, speech: QuotedSpeech) -> CueHit | None:
        """Find the speaker of a quotation that stands alone in the sentence before it.

        Matches: 'Gomez mentioned the delay. "We lost a month."' Not: after two speakers.
        """
        parsed = self._parsed
        number = parsed.sentence_of[speech.start]
        ends = parsed.sentences[parsed.sentence_of[speech.end - 1]][1]
        if (
            not speech.is_utterance
            or not number
            or not _only_marks(parsed.doc, parsed.sentences[number][0], speech.start)
            or not _only_marks(parsed.doc, speech.end, ends)
        ):
            return None
        first, last = parsed.sentences[number - 1]
        if parsed.block_of(first) != speech.block:
            return None
        told = [d for d in self._drafts_between(first, last) if parsed.speech_of[d.anchor] < 0]
        if len({draft.source.heads[0].i for draft in told if draft.source.heads}) != 1:
            return None
        cues = (self.hit_at[draft.anchor] for draft in reversed(told))
        return next((cue for cue in cues if cue.entry.quotation), None)

    def _drafts_between(self, first: int, last: int) -> list[Draft]:
        start, end = bisect_left(self._anchors, first), bisect_left(self._anchors, last)
        return [self.by_cue[anchor] for anchor in self._anchors[start:end]]

    def _find_introducing(self, speech: QuotedSpeech, first: int) -> CueHit | None:
        """Find the cue of a sentence before that ends in a colon and introduces the quotation."""
        parsed = self._parsed
        alone = _only_marks(parsed.doc, first, speech.start)
        if not speech.is_utterance or not first or not alone:
            return None
        back = first - 1
        while back > 0 and parsed.doc[back].is_space:
            back -= 1
        if parsed.doc[back].text != ":":
            return None
        start = parsed.sentences[parsed.sentence_of[back]][0]
        k = bisect_left(self._positions, first) - 1
        return self._speakers[k] if k >= 0 and self._positions[k] >= start else None

    def _find_behind(self, speech: QuotedSpeech, last: int) -> CueHit | None:
        """Find a cue that the parser put into a sentence of its own: '"Why?" Jo Lee asked.'"""
        parsed = self._parsed
        if last >= len(parsed.doc) or parsed.block_of(last) != speech.block:
            return None
        k = bisect_left(self._positions, last)
        if k == len(self._positions):
            return None
        hit = self._speakers[k]
        end = parsed.sentences[parsed.sentence_of[last]][1]
        if hit.token.i >= min(end, last + _MAX_GAP_AFTER) or hit.token.i in self.by_cue:
            return None
        if not _only_marks(parsed.doc, speech.end, last):
            return None
        return hit if any(child.dep_ == "nsubj" for child in hit.token.children) else None

    def _distance(self, speech: QuotedSpeech, tokens: set[int], hit: CueHit) -> float | None:
        """Return how far a cue is from a quotation, None if it can't introduce it."""
        parsed, cue = self._parsed, hit.token.i
        draft = self.by_cue.get(cue)
        if cue in tokens:
            return None
        overlaps = draft is not None and bool(draft.content & tokens)
        if draft is not None and not overlaps and cue >= speech.end and min(draft.content) > cue:
            return None  # the cue has its content behind it
        bonus = _OVERLAP_BONUS if overlaps else 0.0
        if cue >= speech.end:
            gap = sum(
                1
                for i in range(speech.end, cue)
                if not parsed.doc[i].is_punct and not _in_subject(parsed.doc[i], hit.token)
            )
            return gap - bonus if bonus or gap <= _MAX_GAP_AFTER else None
        between = range(cue + 1, speech.start)
        gap = sum(1 for i in between if parsed.speech_of[i] < 0 and not parsed.doc[i].is_punct)
        mark = parsed.doc[speech.start - 1].text
        introduced = speech.is_utterance and mark in _INTRODUCING
        if not bonus and (gap > _MAX_GAP_BEFORE or (gap > _MAX_GAP_FRAGMENT and not introduced)):
            return None
        return gap + 0.5 - bonus


def _tells_of_speech(tokens: set[int], drafts: Sequence[Draft]) -> bool:
    """Say if a quotation holds the cue of somebody outside it: 'a statement which "praised …"'."""
    for draft in drafts:
        if draft.anchor in tokens and draft.source.path in ("subject", "relative"):
            credited = draft.source.pronoun or draft.source.heads[0]
            if credited.i not in tokens:
                return True
    return False


def _in_subject(token: Token, verb: Token) -> bool:
    while token.head != token:
        if token.head == verb:
            return token.dep_ in ("nsubj", "nsubjpass", "agent")
        token = token.head
    return False


def _with_speech(
    parsed: ParsedDocument, hit: CueHit, draft: Draft | None, numbers: list[int]
) -> Draft:
    spoken: set[int] = set()
    for number in numbers:
        spoken |= parsed.speeches[number].tokens
    if draft is None:
        draft = start_draft(hit, "quotation", QUOTATION_WEIGHT)
        draft.content = spoken | _words_before_fragment(parsed, hit, numbers)
    else:
        draft.content = _merge(parsed, draft, spoken, numbers)
        draft.weight = max(draft.weight, QUOTATION_WEIGHT)
    heads = draft.source.heads
    if not heads or all(parsed.speech_of[head.i] in numbers for head in heads):
        draft.source = _neighbour(parsed, hit.token)
    for head in draft.source.heads:
        draft.content -= mention_tokens(head)
    draft.speeches = numbers
    return draft


def _words_before_fragment(parsed: ParsedDocument, hit: CueHit, numbers: list[int]) -> set[int]:
    """Return what stands between a cue and the words in marks: "called *the ruling* “absurd”"."""
    first = parsed.speeches[numbers[0]]
    between = range(hit.token.i + 1, first.start)
    if first.is_utterance or any(parsed.doc[i].is_punct for i in between):
        return set()
    return set(between)


def _merge(parsed: ParsedDocument, draft: Draft, spoken: set[int], numbers: list[int]) -> set[int]:
    clausal = draft.frame in CLAUSAL
    if not draft.content & spoken:
        return draft.content | spoken if clausal or min(spoken) > draft.anchor else spoken
    outside = {i for i in draft.content - spoken if parsed.doc[i].is_alpha}
    whole = parsed.speeches[numbers[0]].is_utterance
    opens = min(i for i in draft.content if not _is_opening(parsed.doc[i]))
    if whole and clausal and opens >= min(spoken):
        if all(parsed.speeches[n].is_utterance for n in numbers):
            end = parsed.speeches[numbers[-1]].end
            closes = parsed.doc[end - 2].is_punct or parsed.doc[end : end + 1].text == ","
            if len(outside) < len(spoken) or closes:
                return spoken
    return draft.content | spoken


def _is_opening(token: Token) -> bool:
    return token.is_punct or token.is_space or token.dep_ == "mark"


def _neighbour(parsed: ParsedDocument, verb: Token) -> SourceMatch:
    """Take the name that touches the verb where the parse gives no subject: "said Ms Lee"."""
    doc = parsed.doc
    for step in (-1, 1):
        i = verb.i + step
        while 0 <= i < len(doc) and doc[i].pos_ in ("ADV", "AUX", "DET", "ADJ", "PART"):
            i += step
        if not 0 <= i < len(doc) or parsed.speech_of[i] >= 0:
            continue
        token = doc[i]
        if token.pos_ in ("PROPN", "NOUN", "PRON") and not token.is_punct:
            head = token
            while head.head != head and head.dep_ in ("compound", "amod", "det", "nmod"):
                head = head.head
            if parsed.speech_of[head.i] < 0 and head != verb:
                return SourceMatch((head,), "neighbour")
    return NOBODY


def extend_over_quotations(parsed: ParsedDocument, drafts: list[Draft]) -> None:
    """Let a content that holds most of a quotation hold all of it.

    The parser often cuts a sentence inside a quotation. Changes the drafts.
    """
    taken = {number for draft in drafts for number in draft.speeches}
    for draft in drafts:
        for number in {parsed.speech_of[i] for i in draft.content} - taken - {-1}:
            tokens = parsed.speeches[number].tokens
            if draft.anchor not in tokens and len(draft.content & tokens) > len(tokens) / 2:
                draft.content |= tokens - draft.cue
