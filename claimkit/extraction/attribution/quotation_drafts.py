"""Join quotations to their cues: one draft per cue, whose content may have several pieces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Token

from claimkit.extraction.attribution import cue_sources
from claimkit.extraction.attribution.cue_sources import NOBODY, SourceMatch, mention_tokens
from claimkit.extraction.attribution.cues import CueHit
from claimkit.extraction.attribution.drafts import CLAUSAL, AttributionDraft, start_draft
from claimkit.extraction.attribution.quotation_owners import QuotationOwners
from claimkit.extraction.attribution.titles_of_works import is_named_work
from claimkit.extraction.attribution.uncued_quotations import find_verbless_label
from claimkit.model import ABOUT_THE_DOCUMENT, BlockKind
from claimkit.parsing.parsed_document import ParsedDocument
from claimkit.parsing.quoted_speech import QuotedSpeech
from claimkit.parsing.trees import is_filler

# A quotation beside a word that introduces quotations is nearly always its content.
_WEIGHT = 0.9
_MAX_SENTENCES_BETWEEN = 2
_SKIPPED_BESIDE_VERB = ("ADV", "AUX", "DET", "ADJ", "PART")
_INSIDE_NAME = ("compound", "amod", "det", "nmod")


def join_quotations(
    parsed: ParsedDocument, hits: Sequence[CueHit], drafts: Sequence[AttributionDraft]
) -> list[AttributionDraft]:
    """Give each quotation to its cue; return all drafts in document order.

    A quotation without a cue is left alone (a nickname, irony) unless it continues one that
    has a speaker.
    """
    owners = QuotationOwners(parsed, hits, drafts)
    by_cue = owners.by_cue
    quotations = _assign_quotations(parsed, owners)
    for cue, numbers in quotations.items():
        by_cue[cue] = _with_quotations(parsed, owners.hit_at[cue], by_cue.get(cue), numbers)
    sources = {n: by_cue[cue].source for cue, numbers in quotations.items() for n in numbers}
    for draft in by_cue.values():
        _look_outside(parsed, draft, sources)
    return [by_cue[cue] for cue in sorted(by_cue)]


def extend_over_quotations(parsed: ParsedDocument, drafts: Sequence[AttributionDraft]) -> None:
    """Extend each content that holds most of a quotation to all of it. Changes the drafts.

    The parser often cuts a sentence inside a quotation.
    """
    taken = {number for draft in drafts for number in draft.speeches}
    for draft in drafts:
        for number in {parsed.speech_of[i] for i in draft.content} - taken - {-1}:
            tokens = parsed.speeches[number].tokens
            if draft.anchor not in tokens and len(draft.content & tokens) > len(tokens) / 2:
                draft.content |= tokens - draft.cue
        _add_last_words(parsed, draft, taken)


def _add_last_words(parsed: ParsedDocument, draft: AttributionDraft, taken: set[int]) -> None:
    """Add the quoted words that directly follow a clause: 'said it will last "three weeks"'."""
    if draft.frame != "clause" or not draft.content or max(draft.content) < draft.anchor:
        return
    end = max(draft.content) + 1
    if end + 1 >= len(parsed.doc) or parsed.speech_of[end - 1] >= 0:
        return
    number = parsed.speech_of[end + 1]
    if number < 0 or number in taken:
        return
    speech = parsed.speeches[number]
    if min(speech.tokens) == end:
        if parsed.sentence_of[end] == parsed.sentence_of[end - 1]:
            draft.content |= speech.tokens


# -- the quotations of a cue ----------------------------------------------------------------


def _assign_quotations(parsed: ParsedDocument, owners: QuotationOwners) -> dict[int, list[int]]:
    """Return the quotations of each cue, by the indices of its token and of the quotations."""
    previous: tuple[int, CueHit] | None = None
    assigned: dict[int, list[int]] = {}
    for number, speech in enumerate(parsed.speeches):
        if _stands_apart(parsed, speech.block) or _has_verbless_label(parsed, speech):
            continue
        if is_named_work(parsed, speech):
            continue
        owner = owners.find(speech)
        if owner is None and previous is not None and _goes_on(parsed, *previous, speech):
            owner = previous[1]
        if owner is None:
            owner = owners.find_in_sentence_before(speech)
        if owner is not None:
            assigned.setdefault(owner.token.i, []).append(number)
            previous = (number, owner)
    return assigned


def _stands_apart(parsed: ParsedDocument, block: int) -> bool:
    """Return whether a block is no part of the running text: furniture, a pull quote."""
    return parsed.blocks[block].kind in ABOUT_THE_DOCUMENT | {BlockKind.PULL_QUOTE}


def _has_verbless_label(parsed: ParsedDocument, speech: QuotedSpeech) -> bool:
    """Return whether a noun phrase and a colon introduce a quotation: no cue of it owns it."""
    colon = speech.start - 1
    if colon < 1 or parsed.doc[colon].text != ":":
        return False
    start = parsed.sentences[parsed.sentence_of[colon]][0]
    return find_verbless_label(list(parsed.doc[start:colon])) is not None


def _goes_on(parsed: ParsedDocument, before: int, cue: CueHit, speech: QuotedSpeech) -> bool:
    """Return whether ``speech`` continues the quotation ``before``.

    One sentence about the same speaker ("She nodded.") may stand in between.
    """
    last = parsed.speeches[before]
    start = parsed.sentences[parsed.sentence_of[speech.start]][0]
    if not speech.is_utterance or not is_filler(parsed.doc, start, speech.start):
        return False
    behind = max(last.end - 1, cue.token.i)
    gap = parsed.sentence_of[speech.start] - parsed.sentence_of[behind]
    if gap > _MAX_SENTENCES_BETWEEN:
        return False
    if gap == _MAX_SENTENCES_BETWEEN and not _follows_pronoun(parsed, speech):
        return False
    before_block = parsed.block_of(last.end - 1)
    if speech.block == before_block:
        return True
    here, there = parsed.blocks[speech.block], parsed.blocks[before_block]
    if here.speaker != there.speaker or here.label != there.label:
        return False  # another entry of a live blog, a quotation with a signature
    between = range(before_block + 1, speech.block)
    is_next = all(_stands_apart(parsed, block) for block in between)
    return is_next and _fills_block(parsed, speech)


def _follows_pronoun(parsed: ParsedDocument, speech: QuotedSpeech) -> bool:
    """Return whether the sentence before a quotation has a pronoun for its subject."""
    start, end = parsed.sentences[parsed.sentence_of[speech.start] - 1]
    subjects = (t for t in parsed.doc[start:end] if t.dep_ == "nsubj" and t.head.dep_ == "ROOT")
    subject = next(subjects, None)
    return subject is not None and subject.pos_ == "PRON"


def _fills_block(parsed: ParsedDocument, speech: QuotedSpeech) -> bool:
    """Return whether nothing but the quotation stands in its block."""
    end = parsed.sentences[parsed.sentence_of[speech.end - 1]][1]
    if not is_filler(parsed.doc, speech.end, end):
        return False
    return end >= len(parsed.doc) or parsed.block_of(end) > speech.block


# -- drafts with quotations -----------------------------------------------------------------


def _with_quotations(
    parsed: ParsedDocument, hit: CueHit, draft: AttributionDraft | None, numbers: list[int]
) -> AttributionDraft:
    """Return the draft of a cue with its quotations, a new one if it has none."""
    quoted = {i for number in numbers for i in parsed.speeches[number].tokens}
    if draft is None:
        draft = start_draft(hit, "quotation", _WEIGHT)
        draft.content = quoted | _words_before_fragment(parsed, hit, numbers)
    else:
        draft.content = _join_contents(parsed, draft, quoted, numbers)
        draft.weight = max(draft.weight, _WEIGHT)
    quoted_person = cue_sources.find_quoted_source(hit.token)
    if quoted_person is not None and quoted_person.i not in quoted:
        draft.source = SourceMatch((quoted_person,), "controlled")
    draft.cue |= cue_sources.quoting_phrase(hit.token) - quoted
    heads = draft.source.heads
    if not heads or all(parsed.speech_of[head.i] in numbers for head in heads):
        draft.source = _find_neighbour(parsed, hit.token)
    for head in draft.source.heads:
        draft.content -= mention_tokens(head)
    draft.speeches = numbers
    return draft


def _words_before_fragment(parsed: ParsedDocument, hit: CueHit, numbers: list[int]) -> set[int]:
    """Return the words between a cue and a quotation: "called *the ruling* “absurd”"."""
    first = parsed.speeches[numbers[0]]
    between = range(hit.token.i + 1, first.start)
    if first.is_utterance or any(parsed.doc[i].is_punct for i in between):
        return set()
    return set(between)


def _join_contents(
    parsed: ParsedDocument, draft: AttributionDraft, quoted: set[int], numbers: list[int]
) -> set[int]:
    """Return the content of a draft together with its quotations.

    It is the quotations alone if the parser included words after them in the content.
    """
    is_clausal = draft.frame in CLAUSAL
    if not draft.content & quoted:
        return draft.content | quoted if is_clausal or min(quoted) > draft.anchor else quoted
    opens = min(i for i in draft.content if not _is_opening(parsed.doc[i]))
    are_utterances = all(parsed.speeches[n].is_utterance for n in numbers)
    if is_clausal and are_utterances and opens >= min(quoted):
        outside = {i for i in draft.content - quoted if parsed.doc[i].is_alpha}
        end = parsed.speeches[numbers[-1]].end
        closes = parsed.doc[end - 2].is_punct or parsed.doc[end : end + 1].text == ","
        if len(outside) < len(quoted) or closes:
            return quoted
    return draft.content | quoted


def _is_opening(token: Token) -> bool:
    return token.is_punct or token.is_space or token.dep_ == "mark"


def _find_neighbour(parsed: ParsedDocument, verb: Token) -> SourceMatch:
    """Return the name that touches a verb to which the parse gives no subject: "said Ms Lee"."""
    doc = parsed.doc
    for step in (-1, 1):
        i = verb.i + step
        while 0 <= i < len(doc) and doc[i].pos_ in _SKIPPED_BESIDE_VERB:
            i += step
        if not 0 <= i < len(doc) or parsed.speech_of[i] >= 0:
            continue
        token = doc[i]
        if token.pos_ in ("PROPN", "NOUN", "PRON") and not token.is_punct:
            head = token
            while head.head != head and head.dep_ in _INSIDE_NAME:
                head = head.head
            is_theme = head.dep_ == "nsubjpass" and head.head == verb  # "*she* was called"
            if parsed.speech_of[head.i] < 0 and head != verb and not is_theme:
                return SourceMatch((head,), "neighbour")
    return NOBODY


def _look_outside(
    parsed: ParsedDocument, draft: AttributionDraft, sources: Mapping[int, SourceMatch]
) -> None:
    """Replace a source inside a quotation with the speaker, for a cue outside the quotation.

    Example: '"Work must stop," the mayor said, pointing out that …': the parser attaches "pointing"
        to a verb of the quotation.
    """
    heads = draft.source.heads
    if not heads or parsed.speech_of[draft.anchor] >= 0:
        return
    speaker = sources.get(parsed.speech_of[heads[0].i])
    if speaker is not None and not any(parsed.speech_of[head.i] >= 0 for head in speaker.heads):
        draft.source = speaker._replace(path="shared")
