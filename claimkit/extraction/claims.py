"""From attributions to claims: resolved source, date, quantities, evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from claimkit.extraction.datings import find_datings
from claimkit.extraction.quantities import find_quantities
from claimkit.extraction.resolution import ResolvedSource, resolve_sources
from claimkit.extraction.said import SaidFinder
from claimkit.model import (
    Attribution,
    Block,
    BlockKind,
    Claim,
    ClaimSpans,
    Confidence,
    Dating,
    Document,
    Quantity,
    Span,
)


def build_claims(doc: Doc, document: Document, attributions: Sequence[Attribution]) -> list[Claim]:
    """Return one claim an attribution, in document order."""
    ordered = sorted(attributions, key=_position)
    sources = resolve_sources(doc, document, ordered)
    datings = find_datings(doc, published=document.published)
    said = SaidFinder(doc, datings, ordered)
    claims = [
        _claim(doc, document, datings, said.find(attribution, source.names), attribution, source)
        for attribution, source in zip(ordered, sources, strict=True)
    ]
    return _number_evidence(doc.text, claims)


def _position(attribution: Attribution) -> tuple[int, int, int]:
    first = attribution.content[0]
    start = min([first.start, *(s.start for s in attribution.cue)])
    return attribution.evidence.start, start, first.start


def _claim(
    doc: Doc,
    document: Document,
    datings: Sequence[Dating],
    said: str | None,
    attribution: Attribution,
    source: ResolvedSource,
) -> Claim:
    text = document.text
    quantities: list[Quantity] = []
    dates: list[Dating] = []
    for span in attribution.content:
        quantities += find_quantities(doc, span.start, span.end)
        dates += [d for d in datings if d.span and span.contains(d.span) and d.vague is None]
    confidence = attribution.confidence
    if not source.is_sure:
        confidence = Confidence.LOW
    return Claim(
        kind=attribution.kind,
        source=source.names,
        mention=source.mention,
        role=source.role,
        anonymous=source.anonymous,
        government=source.government,
        via=source.via,
        cue=" ".join(s.of(text) for s in attribution.cue) or None,
        stance=attribution.stance,
        negated=attribution.negated,
        content=" … ".join(_one_line(s.of(text)) for s in attribution.content),
        said=said,
        quantities=tuple(quantities),
        dates=tuple(dates),
        block=_block_kind(document, attribution.evidence),
        lead_in=attribution.lead_in.of(text) if attribution.lead_in else None,
        evidence=attribution.evidence.of(text),
        confidence=confidence,
        rule=attribution.rule,
        spans=ClaimSpans(
            attribution.source, attribution.cue, attribution.content, attribution.evidence
        ),
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _block_kind(document: Document, evidence: Span) -> BlockKind:
    block: Block | None = next(
        (b for b in document.blocks if b.span.start <= evidence.start < b.span.end), None
    )
    return block.kind if block else BlockKind.PARAGRAPH


def _number_evidence(text: str, claims: list[Claim]) -> list[Claim]:
    """Say which of several equal places in the text a claim's evidence is."""
    return [
        replace(claim, occurrence=_occurrence(text, claim.evidence, claim.spans.evidence.start))
        if claim.spans is not None
        else claim
        for claim in claims
    ]


def _occurrence(text: str, words: str, start: int) -> int:
    number, place = 1, text.find(words)
    while 0 <= place < start:
        number, place = number + 1, text.find(words, place + 1)
    return number
