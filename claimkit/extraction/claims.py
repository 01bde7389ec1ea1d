"""Build claims from attributions: resolve the source, add date, quantities and evidence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from claimkit.edtf import format_no_later
from claimkit.extraction.datings.dating_finder import DatingIndex, find_datings
from claimkit.extraction.datings.said import SaidFinder
from claimkit.extraction.pronoun_contents import resolve_pronoun_contents
from claimkit.extraction.quantities.quantity_finder import QuantityIndex
from claimkit.extraction.sources.resolution import ResolvedSource, resolve_sources
from claimkit.extraction.turn_claims import RULE as TURN
from claimkit.model import (
    Attribution,
    Block,
    BlockKind,
    Claim,
    ClaimSpans,
    Confidence,
    Dating,
    Document,
    Kind,
    Quantity,
    SourceKind,
    Span,
)
from claimkit.parsing.parsed_document import ParsedDocument


def build_claims(
    parsed: ParsedDocument,
    document: Document,
    attributions: Sequence[Attribution],
    quantities: QuantityIndex | None = None,
    datings: DatingIndex | None = None,
) -> list[Claim]:
    """Return a claim for each attribution, in document order.

    Args:
        quantities: the quantities of the document, if the caller has them.
        datings: its date expressions, if the caller has them.
    """
    ordered = sorted(attributions, key=_position)
    sources = resolve_sources(parsed, document, ordered)
    datings = datings or DatingIndex(find_datings(parsed, published=document.published))
    said = SaidFinder(parsed, datings, ordered, document.published)
    index = _ContentIndex(quantities or QuantityIndex(parsed), datings)
    claims = [
        _build_claim(document, index, resolved, source, _said(document, said, printed, source))
        for printed, resolved, source in zip(
            ordered, resolve_pronoun_contents(parsed, ordered), sources, strict=True
        )
        if resolved is not None
    ]
    return _number_evidence(parsed.text, claims)


class _ContentIndex(NamedTuple):
    """The quantities and date expressions that the contents of a document may hold."""

    quantities: QuantityIndex
    datings: DatingIndex


def _position(attribution: Attribution) -> tuple[int, int, int]:
    first = attribution.content[0]
    start = min([first.start, *(s.start for s in attribution.cue)])
    return attribution.evidence.start, start, first.start


def _said(
    document: Document, said: SaidFinder, attribution: Attribution, source: ResolvedSource
) -> str | None:
    """Return when a source said something.

    The author's claims are made when the document is published. So is what the speakers of a
    transcript state themselves, unless the text has dated their interview. The layout may give
    another day, as for an entry of a live blog; then only the entry's own words count beside it.
    """
    block = _block_at(document, attribution.evidence)
    in_layout = block.said if block is not None else None
    if attribution.kind is Kind.AUTHOR:
        return (in_layout or document.published) if source.names else None
    if attribution.rule == TURN:
        return (
            (in_layout or said.day_of(source.names) or document.published) if source.names else None
        )
    is_person = any(credit.kind is SourceKind.PERSON for credit in source.credits)
    entry = block.span if block is not None and in_layout is not None else None
    is_narrated = block is None or block.speaker is None
    found = said.find(
        attribution, source.names, is_person=is_person, is_narrated=is_narrated, entry=entry
    )
    if found is not None or block is None or not source.names:
        return found
    if block.speaker in (None, attribution.speaker):
        if in_layout is not None and said.is_of_another_time(attribution, in_layout):
            return None
        return in_layout or _said_in_release(document, said, attribution, source)
    is_own = source.names == (block.speaker.name,) and said.is_present(attribution)
    return (in_layout or document.published) if is_own else None


def _said_bound(document: Document, attribution: Attribution) -> str | None:
    """Return until when a claim without a day was made: until its entry or document appeared."""
    block = _block_at(document, attribution.evidence)
    in_layout = block.said if block is not None else None
    return format_no_later(in_layout, document.published, document.retrieved)


def _said_in_release(
    document: Document, said: SaidFinder, attribution: Attribution, source: ResolvedSource
) -> str | None:
    """Return the day of a release for what it quotes and what its issuer states in it."""
    if document.issuer is None or not said.is_of_release(attribution):
        return None
    is_issuer = source.names == (document.issuer,) and said.is_present(attribution)
    is_quoted = attribution.kind in (Kind.DIRECT, Kind.MIXED)
    return document.published if is_issuer or is_quoted else None


def _build_claim(
    document: Document,
    index: _ContentIndex,
    attribution: Attribution,
    source: ResolvedSource,
    said: str | None,
) -> Claim:
    text = document.text
    quantities: list[Quantity] = []
    dates: list[Dating] = []
    for span in attribution.content:
        quantities += index.quantities.within(span)
        dates += index.datings.within(span)
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
        credits=source.credits,
        said_bound=None if said else _said_bound(document, attribution),
        spans=ClaimSpans(
            attribution.source_phrase or attribution.source,
            attribution.cue,
            attribution.content_phrase or attribution.content,
            attribution.evidence,
        ),
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _block_kind(document: Document, evidence: Span) -> BlockKind:
    block = _block_at(document, evidence)
    return block.kind if block else BlockKind.PARAGRAPH


def _block_at(document: Document, evidence: Span) -> Block | None:
    blocks = document.blocks
    number = bisect_right(blocks, evidence.start, key=lambda block: block.span.start) - 1
    return blocks[number] if number >= 0 and evidence.start < blocks[number].span.end else None


def _number_evidence(text: str, claims: list[Claim]) -> list[Claim]:
    """Return the claims with the number of their evidence among equal places in the text."""
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
