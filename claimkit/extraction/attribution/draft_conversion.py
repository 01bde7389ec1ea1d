"""Convert drafts into attributions: tokens become spans of the text, weights a confidence."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from claimkit.extraction.attribution import list_lead_ins
from claimkit.extraction.attribution.attribution_words import load_attribution_words
from claimkit.extraction.attribution.cue_sources import mention_tokens
from claimkit.extraction.attribution.drafts import AttributionDraft
from claimkit.extraction.attribution.printed_words import source_phrase, whole_cue
from claimkit.model import Attribution, Confidence, Kind, Span
from claimkit.parsing import trees
from claimkit.parsing.parsed_document import ParsedDocument

# Chosen so that 95 and 80 of 100 are right in the corpus (docs/accuracy.md).
_HIGH, _MEDIUM = 0.93, 0.7

TokenRange = tuple[int, int]


def as_attribution(parsed: ParsedDocument, draft: AttributionDraft) -> Attribution:
    """Return a draft as an attribution."""
    source = set(draft.source.tokens)
    source = source or {i for head in draft.source.heads for i in mention_tokens(head)}
    if draft.source.path == list_lead_ins.PATH:
        source = list_lead_ins.without_topic(parsed, draft.source.heads[0], source)
    if draft.source.pronoun is not None:
        source.add(draft.source.pronoun.i)
    source -= draft.cue  # "minutes show", where the parser takes the verb for a noun
    content = content_ranges(parsed, draft.content)
    cue = trees.runs(
        whole_cue(parsed.doc, draft.cue, parsed.doc[draft.anchor], source | draft.content)
    )
    phrase = _source_phrase(draft, source)
    return Attribution(
        source=_spans(parsed, trees.runs(source)),
        source_phrase=_spans(parsed, trees.runs(phrase)),
        cue=_spans(parsed, cue),
        content=_spans(parsed, content),
        content_phrase=_spans(parsed, _with_conjunction(parsed, draft, content)),
        # The lead-in of a list item, with the source in it, is outside the item's sentence.
        evidence=_evidence(parsed, [*content, *cue], source if draft.lead_in is None else ()),
        kind=_kind(parsed, content),
        stance=draft.stance,
        rule=draft.rule,
        confidence=_confidence(draft),
        negated=draft.negated,
        lead_in=draft.lead_in,
    )


def _source_phrase(draft: AttributionDraft, source: set[int]) -> set[int]:
    """Return the source with all that describes it, but without a relative clause with the cue."""
    others = (draft.cue | draft.content) - source
    found = set(source)
    if draft.source.path != list_lead_ins.PATH and not draft.source.tokens:
        for head in draft.source.heads:
            if head.i in source:
                found |= source_phrase(head, others)
    return found - others


def _with_conjunction(
    parsed: ParsedDocument, draft: AttributionDraft, content: Iterable[TokenRange]
) -> list[TokenRange]:
    """Return the ranges of a content with the conjunction that opens one: "*that* it rained"."""
    openers = load_attribution_words(parsed.lexicons).function_words.content_openers
    found = []
    for start, end in content:
        before = start - 1
        while before in draft.content and parsed.doc[before].is_punct:
            before -= 1  # "that, in her view, it rained"
        is_opener = before in draft.content and parsed.doc[before].lower_ in openers
        is_opener = is_opener and parsed.doc[before].dep_ != "cc"
        found.append((before if is_opener else start, end))
    return found


def content_ranges(parsed: ParsedDocument, content: Iterable[int]) -> list[TokenRange]:
    """Return the token ranges of a content without loose punctuation and "that" at their edges.

    Ranges that only punctuation separates are one. There may be none.
    """
    joined: list[TokenRange] = []
    for start, end in trees.runs(content):
        if joined and trees.is_filler(parsed.doc, joined[-1][1], start):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    trimmed = (_trim(parsed, start, end) for start, end in joined)
    return [
        (start, end)
        for start, end in trimmed
        if any(character.isalnum() for i in range(start, end) for character in parsed.doc[i].text)
    ]


def _trim(parsed: ParsedDocument, start: int, end: int) -> TokenRange:
    doc, words = parsed.doc, load_attribution_words(parsed.lexicons)
    openers = words.function_words.content_openers
    while start < end and (
        doc[start].is_space
        or doc[start].text in words.edge_marks
        or (
            doc[start].lower_ in openers
            and (doc[start].dep_ in ("mark", "cc", "prep") or _is_mistaken_mark(doc[start]))
        )
    ):
        start += 1
    while end > start and (
        doc[end - 1].is_space or doc[end - 1].text in words.edge_marks or doc[end - 1].dep_ == "cc"
    ):
        end -= 1
    return start, end


def _is_mistaken_mark(token: Token) -> bool:
    """Return whether the parser took a conjunction for a pronoun: "that stocks will last"."""
    follows = token.nbor(1) if token.i + 1 < len(token.doc) else token
    if token.tag_ == "WDT":
        return token.dep_ == "dobj" and follows.pos_ in ("DET", "PRON", "PROPN")
    return token.tag_ == "IN" and token.dep_ == "nsubj"


def _spans(parsed: ParsedDocument, ranges: Iterable[TokenRange]) -> tuple[Span, ...]:
    return tuple(parsed.span(start, end) for start, end in ranges)


def _evidence(parsed: ParsedDocument, ranges: list[TokenRange], source: Iterable[int]) -> Span:
    """Return the sentences from the first to the last that hold part of the attribution."""
    tokens = {i for start, end in ranges for i in (start, end - 1)}.union(source)
    sentences = [parsed.sentences[parsed.sentence_of[i]] for i in tokens]
    start, end = min(s for s, _ in sentences), max(e for _, e in sentences)
    while parsed.doc[start].is_space:
        start += 1
    while parsed.doc[end - 1].is_space:
        end -= 1
    return parsed.span(start, end)


def _kind(parsed: ParsedDocument, content: list[TokenRange]) -> Kind:
    words = [
        i
        for start, end in content
        for i in range(start, end)
        if not (parsed.doc[i].is_punct or parsed.doc[i].is_space)
    ]
    quoted = sum(parsed.speech_of[i] >= 0 for i in words)
    if not quoted:
        return Kind.INDIRECT
    return Kind.DIRECT if quoted == len(words) else Kind.MIXED


def _confidence(draft: AttributionDraft) -> Confidence:
    if draft.weight >= _HIGH:
        return Confidence.HIGH
    return Confidence.MEDIUM if draft.weight >= _MEDIUM else Confidence.LOW
