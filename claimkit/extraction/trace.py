"""Trace the analysis of a document: parse, claims and near misses of each sentence."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from claimkit.extraction.attribution.cues import CueTable
from claimkit.extraction.attribution.frame_misfits import iter_misfits
from claimkit.extraction.extractor import Extraction, Extractor
from claimkit.model import Claim, Document, NearMiss, SentenceTrace, Span, TokenTrace
from claimkit.parsing.layout import lexicons_of


def iter_sentence_traces(extractor: Extractor, document: Document) -> Iterator[SentenceTrace]:
    """Yield a trace of each sentence, in order; sentences count from 1.

    A claim stands with the sentence of its cue, or of its content if it has none.
    """
    doc = next(iter(extractor.nlp.pipe([extractor.make_doc(document)])))
    extraction = extractor.extract(document, doc)
    near_misses = _find_near_misses(doc, extraction)
    number = 0
    for sentence in doc.sents:
        if not sentence.text.strip():
            continue
        number += 1
        first, last = sentence.start_char, sentence.end_char
        yield SentenceTrace(
            number,
            " ".join(sentence.text.split()),
            tuple(_trace_token(token, sentence.start) for token in sentence if not token.is_space),
            tuple(c for c in extraction.claims if first <= _position(c) < last),
            tuple(miss for i, miss in near_misses if sentence.start <= i < sentence.end),
            Span(first, last),
            document.find_place(Span(first, last)),
        )


_DISABLED = "the rule is disabled"


def _trace_token(token: Token, start: int) -> TokenTrace:
    head = 0 if token.head == token else _count_words(token.doc, start, token.head.i)
    return TokenTrace(token.text, token.lemma_, token.pos_, token.tag_, token.dep_, head)


def _count_words(doc: Doc, start: int, index: int) -> int:
    return sum(not doc[i].is_space for i in range(start, index + 1))


def _position(claim: Claim) -> int:
    spans = claim.spans
    if spans is None:
        return -1
    return (spans.cue or spans.content)[0].start


def _find_near_misses(doc: Doc, extraction: Extraction) -> list[tuple[int, NearMiss]]:
    """Return the drafts that were dropped and the cues without a draft, each with its token.

    Claims whose rule is disabled are among them.
    """
    found = extraction.found
    misses = [
        (
            dropped.draft.anchor,
            NearMiss(
                dropped.draft.rule,
                " ".join(doc[i].text for i in sorted(dropped.draft.cue)),
                (dropped.reason,),
            ),
        )
        for dropped in found.dropped
    ]
    table = CueTable.load(lexicons_of(doc))
    for hit in found.unused_cues:
        reasons = tuple(iter_misfits(hit, table)) or ("it only introduces quotations",)
        misses.append((hit.token.i, NearMiss(hit.entry.id, hit.token.text, reasons)))
    for claim in extraction.disabled:
        token = doc.char_span(_position(claim), _position(claim) + 1, alignment_mode="expand")
        if token is not None:
            misses.append((token.start, NearMiss(claim.rule, claim.cue or "", (_DISABLED,))))
    return sorted(misses, key=lambda item: (item[0], item[1].rule))
