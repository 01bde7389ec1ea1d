"""Attributions that layout signals and no verb: lists under a source, transcripts, "— Name"."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from spacy.tokens import Doc, Token

from claimkit.extraction.attribution import cue_sources
from claimkit.extraction.attribution.cue_sources import NOBODY, SourceMatch
from claimkit.extraction.attribution.cues import CueHit, CueTable
from claimkit.extraction.attribution.drafts import Draft
from claimkit.lexicons.attribution import Cue
from claimkit.model import Block, BlockKind, Span
from claimkit.parsing.parsed_document import ParsedDocument
from claimkit.parsing.quoted_speech import QuotedSpeech

_WEIGHT = 0.8
_OWN_CUE = 0.4  # weight from which the cue of a list item makes it a claim of its own
_DASHES = frozenset(("-", "–", "—", "―", "--"))
_MAX_NAME = 8  # tokens of "— Jane Doe, mayor of Riga"


def attribute_lists(
    parsed: ParsedDocument, hits: Sequence[CueHit], drafts: list[Draft]
) -> tuple[list[Draft], set[int]]:
    """Return a claim for each list item that has no cue of its own under a lead-in that names
    its source, and the anchors of the lead-ins' cues.

    Matches: "The ministry comments on the flood. Main points:" and its bullets. Not: "What the
    visitor needs:". Not handled: a list inside a list with a source of its own.
    """
    found: list[Draft] = []
    leads: set[int] = set()
    lead: tuple[SourceMatch, Span, CueHit] | None = None
    for number, block in enumerate(parsed.blocks):
        if block.kind is not BlockKind.LIST_ITEM:
            lead = None
            below = parsed.blocks[number + 1].kind if number + 1 < len(parsed.blocks) else None
            if below is BlockKind.LIST_ITEM:
                lead = _lead_in(parsed, block, hits)
        elif lead is not None:
            draft = _list_item(parsed, block, lead, drafts)
            if draft is not None:
                found.append(draft)
                leads.add(lead[2].token.i)
    return found, leads


def _lead_in(
    parsed: ParsedDocument, block: Block, hits: Sequence[CueHit]
) -> tuple[SourceMatch, Span, CueHit] | None:
    """Find the last cue with a source in the block before a list."""
    if not block.span.of(parsed.text).rstrip().endswith((":", "…", ".")):
        if block.kind not in (BlockKind.HEADING, BlockKind.TITLE):
            return None
    first, last = parsed.token_range(block.span)
    for hit in reversed(hits):
        if first <= hit.token.i < last and parsed.speech_of[hit.token.i] < 0:
            source = _any_source(hit)
            if source.heads:
                return source, block.span, hit
    return None


def _any_source(hit: CueHit) -> SourceMatch:
    """Find a source whatever the tagger took the cue for: headlines read "X comments on Y"."""
    for find in (cue_sources.find_verb_source, cue_sources.find_noun_source):
        source = find(hit.token)
        if source.heads:
            return source
    left = hit.token.i - 1
    if left >= 0 and hit.token.doc[left].pos_ in ("PROPN", "NOUN"):
        return SourceMatch((hit.token.doc[left],), "neighbour")
    return NOBODY


def _list_item(
    parsed: ParsedDocument,
    block: Block,
    lead: tuple[SourceMatch, Span, CueHit],
    drafts: list[Draft],
) -> Draft | None:
    first, last = parsed.token_range(block.span)
    words = {i for i in range(first, last) if parsed.doc[i].is_alpha}
    if any(_leads_item(parsed.doc, draft) for draft in drafts if first <= draft.anchor < last):
        return None
    covered = {
        i for draft in drafts if first <= draft.anchor < last for i in (*draft.content, *draft.cue)
    }
    if not words or len(words & covered) > len(words) / 2:
        return None
    source, span, hit = lead
    return Draft(
        anchor=first,
        rule="list-item",
        frame="list-item",
        stance=hit.entry.stance,
        weight=_WEIGHT,
        content=set(range(first, last)),
        source=source,
        cue=set(),
        lead_in=span,
    )


def _leads_item(doc: Doc, draft: Draft) -> bool:
    """Say if the draft's cue is the main verb of its sentence and likely enough."""
    anchor = doc[draft.anchor]
    main = anchor.dep_ in ("ROOT", "parataxis") or (
        anchor.dep_ == "conj" and anchor.head.dep_ == "ROOT"
    )
    return main and bool(draft.source.heads) and draft.weight >= _OWN_CUE


def attribute_signed_quotations(parsed: ParsedDocument, taken: set[int]) -> list[Draft]:
    """Return a claim for each quotation that a dash and a name follow: “…” — Jane Doe.

    ``taken`` are the quotations that have a cue.
    """
    found = []
    for number, speech in enumerate(parsed.speeches):
        if number in taken or not speech.is_utterance:
            continue
        signature = _signature(parsed, speech)
        if signature is None:
            continue
        dash, name = signature
        found.append(_speech_draft(speech, number, SourceMatch((name,), "signed"), {dash}))
    return found


def _signature(parsed: ParsedDocument, speech: QuotedSpeech) -> tuple[int, Token] | None:
    doc = parsed.doc
    i = speech.end
    while i < len(doc) and doc[i].is_space:
        i += 1
    if i + 1 >= len(doc) or doc[i].text not in _DASHES:
        return None
    block = parsed.blocks[parsed.block_of(i)]
    end = parsed.token_range(block.span)[1]
    name = _first_name(doc, i + 1, min(end, i + 1 + _MAX_NAME))
    if name is None or end - i > 3 * _MAX_NAME:
        return None
    if name.i + 1 < end and doc[name.i + 1].text not in (",", "(", "."):
        return None
    return i, name


def _first_name(doc: Doc, start: int, end: int) -> Token | None:
    """Return the head of the name that begins at ``start``."""
    last = None
    for i in range(start, end):
        if doc[i].pos_ != "PROPN" and not doc[i].text[:1].isupper():
            break
        if doc[i].is_punct:
            break
        last = doc[i]
    return last


def attribute_introduced_quotations(parsed: ParsedDocument, taken: set[int]) -> list[Draft]:
    """Return a claim for each quotation behind words that end in a colon and name somebody, or
    behind a sentence about somebody. Used where no cue claims the quotation.

    Matches: 'And from Jane Doe: “…”'; 'The coach: “…”'; 'Doe was furious. “…”'. Not handled: a
    sentence about a thing and, in its object, the speaker.
    """
    found = []
    for number, speech in enumerate(parsed.speeches):
        if number in taken:
            continue
        before = speech.start - 1
        while before >= 0 and parsed.doc[before].is_space:
            before -= 1
        if before < 0:
            continue
        colon = parsed.doc[before].text == ":"
        name = _introduced_name(parsed, before, colon, speech)
        if name is not None:
            source = SourceMatch((name,), "introduced")
            found.append(_speech_draft(speech, number, source, {before} if colon else set()))
    return found


def _introduced_name(
    parsed: ParsedDocument, end: int, colon: bool, speech: QuotedSpeech
) -> Token | None:
    """Return the head of who is named in the words up to ``end``, before a quotation."""
    doc = parsed.doc
    start = parsed.sentences[parsed.sentence_of[end]][0]
    words = [doc[i] for i in range(start, end) if parsed.speech_of[i] < 0]
    if colon:
        named = _first_name_after_from(doc, words, end) or _subject_of(words)
        return named or _noun_label(words)
    alone = parsed.sentence_of[speech.start] == parsed.sentence_of[end] + 1
    if not speech.is_utterance or not alone or parsed.block_of(end) != speech.block:
        return None
    subject = _subject_of(words)
    return subject if subject is not None and subject.pos_ == "PROPN" else None


def _subject_of(words: Sequence[Token]) -> Token | None:
    return next((t for t in words if t.dep_ in ("nsubj", "nsubjpass") and t.head in words), None)


def _first_name_after_from(doc: Doc, words: Sequence[Token], end: int) -> Token | None:
    source = next((token for token in words if token.lower_ == "from"), None)
    return None if source is None else _first_name(doc, source.i + 1, end)


def _noun_label(words: Sequence[Token]) -> Token | None:
    """Return who "The coach:" or "The mayor's answer:" names."""
    if not words or len(words) > _MAX_NAME:
        return None
    if any(t.pos_ not in ("DET", "ADJ", "NOUN", "PROPN", "PART", "ADP") for t in words):
        return None
    possessor = next((token for token in words if token.dep_ == "poss"), None)
    if possessor is not None:
        return possessor
    return words[-1] if words[-1].pos_ in ("NOUN", "PROPN") and words[0].pos_ == "DET" else None


def attribute_labels(
    parsed: ParsedDocument, taken: set[int], not_names: Collection[str]
) -> list[Draft]:
    """Return a claim for each name and colon before what was said.

    Matches: 'Jane Doe: “…”', and the blocks of a transcript ("DOE: Good evening."), which has
    at least two of them. Not: "UPDATE: The road is open." once in a text.
    """
    labelled: list[tuple[Token, int, int, bool]] = []
    for block in parsed.blocks:
        first, last = parsed.token_range(block.span)
        found = _label(parsed, first, last, not_names)
        if found is not None:
            words = [token.text for token in parsed.doc[first : found[1]] if token.is_alpha]
            labelled.append((*found, last, all(word.isupper() for word in words)))
    turns = sum(is_turn for *_, is_turn in labelled)
    out = []
    for name, colon, last, is_turn in labelled:
        speech = parsed.speech_of[colon + 1]
        if speech >= 0 and speech not in taken:
            draft = _speech_draft(
                parsed.speeches[speech], speech, SourceMatch((name,), "label"), {colon}
            )
            if parsed.sentences[parsed.sentence_of[colon]][1] >= last:  # a headline
                draft.content = set(range(colon + 1, last))
        elif is_turn and turns > 1:
            draft = Draft(
                anchor=colon,
                rule="transcript",
                frame="label",
                stance="asserts",
                weight=_WEIGHT,
                content=set(range(colon + 1, last)),
                source=SourceMatch((name,), "label"),
                cue={colon},
            )
        else:
            continue
        out.append(draft)
    return out


def _label(
    parsed: ParsedDocument, first: int, last: int, not_names: Collection[str]
) -> tuple[Token, int] | None:
    """Return the head of the name before the block's first colon, and the colon."""
    doc = parsed.doc
    colon = next(
        (i for i in range(first + 1, min(first + 2 * _MAX_NAME, last - 1)) if doc[i].text == ":"),
        None,
    )
    if colon is None or parsed.speech_of[colon] >= 0:
        return None
    start = colon
    while start > first and (doc[start - 1].pos_ == "PROPN" or doc[start - 1].is_upper):
        start -= 1
    if start == colon or doc[start:colon].text.lower() in not_names:
        return None
    if start > first and doc[start - 1].text not in _DASHES and doc[start - 1].text != ",":
        return None
    return doc[colon - 1], colon


def _speech_draft(speech: QuotedSpeech, number: int, source: SourceMatch, cue: set[int]) -> Draft:
    return Draft(
        anchor=speech.start,
        rule=f"{source.path}-quotation",
        frame="quotation",
        stance="asserts",
        weight=_WEIGHT,
        content=speech.tokens,
        source=source,
        cue=cue,
        speeches=[number],
    )


def attribute_parentheticals(parsed: ParsedDocument, table: CueTable) -> list[Draft]:
    """Return a claim for each source and verb in brackets: "10 thousand (Kyiv claims) soldiers".

    The content is the noun phrase that the bracket interrupts or follows.
    """
    doc = parsed.doc
    found = []
    for token in doc:
        if token.text != "(":
            continue
        close = next(
            (i for i in range(token.i + 2, min(token.i + 7, len(doc))) if doc[i].text == ")"), None
        )
        if close is None or parsed.speech_of[token.i] >= 0:
            continue
        cue = table.find_verb_form(doc[close - 1])
        if cue is None or not cue.quotation or close - token.i < 3:
            continue
        content = _interrupted_phrase(doc, token.i, close)
        if content:
            draft = _speechless(cue, close - 1, content, doc[close - 2])
            found.append(draft)
    return found


def _interrupted_phrase(doc: Doc, opening: int, close: int) -> set[int]:
    """Return the noun phrase around or before the bracket, without the bracket."""
    left = opening
    while left > 0 and doc[left - 1].pos_ in ("NUM", "ADJ", "DET", "NOUN", "PROPN", "ADV"):
        left -= 1
    right = close + 1
    while right < len(doc) and doc[right].pos_ in ("NUM", "ADJ", "NOUN", "PROPN"):
        right += 1
    if right == close + 1 and opening and doc[opening - 1].pos_ == "NUM":
        # A number needs its noun, whatever the tagger makes of the words between.
        noun = next((t.i for t in doc[right : right + 4] if t.pos_ == "NOUN"), None)
        right = right if noun is None else noun + 1
    return set(range(left, opening)) | set(range(close + 1, right))


def _speechless(cue: Cue, anchor: int, content: set[int], name: Token) -> Draft:
    return Draft(
        anchor=anchor,
        rule="parenthetical-source",
        frame="bracket",
        stance=cue.stance,
        weight=_WEIGHT,
        content=content,
        source=SourceMatch((name,), "bracket"),
        cue={anchor},
    )
