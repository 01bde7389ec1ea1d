"""Write sentence traces for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from claimkit.model import Claim, NearMiss, SentenceTrace, TokenTrace
from claimkit.reports.places import describe_place
from claimkit.reports.style import Style, plain

_INDENT = "   "


def iter_lines(traces: Iterable[SentenceTrace], style: Style = plain) -> Iterator[str]:
    """Yield for each sentence its text, its parse, its claims and its near misses."""
    traces = list(traces)
    names = {claim.id: _name(claim) for trace in traces for claim in trace.claims}
    for trace in traces:
        yield style(f"{trace.number}. {trace.text}", "sentence")
        if place := describe_place(trace.place):
            yield _INDENT + style(place, "note")
        yield ""
        for line in _iter_token_lines(trace.tokens):
            yield _INDENT + style(line, "text")
        yield ""
        for line in _iter_result_lines(trace, names):
            yield _INDENT + style(line, "text")
        yield ""


def _iter_result_lines(trace: SentenceTrace, names: Mapping[str, str]) -> Iterator[str]:
    if not trace.claims:
        yield "no claim"
    for claim in trace.claims:
        yield from _iter_claim_lines(claim)
        if claim.within:
            yield f"  within:  {names.get(claim.within, claim.within)}"
    for miss in trace.near:
        yield from _iter_near_miss_lines(miss)


def _iter_token_lines(tokens: Iterable[TokenTrace]) -> Iterator[str]:
    rows = [("", "token", "lemma", "tag", "dep", "head")]
    rows += [
        (str(number), t.text, t.lemma, t.tag, t.dep, str(t.head))
        for number, t in enumerate(tokens, start=1)
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        number, *cells, head = row
        padded = (cell.ljust(width) for cell, width in zip(cells, widths[1:-1], strict=True))
        yield "  ".join([number.rjust(widths[0]), *padded, head.rjust(widths[-1])])


def _iter_claim_lines(claim: Claim) -> Iterator[str]:
    yield f"fired: {claim.rule} ({claim.confidence.value} confidence)"
    source = ", ".join(claim.source) or "nobody named"
    if claim.mention and (claim.mention,) != claim.source:
        source += f" (printed: {claim.mention})"
    yield f"  source:  {source}"
    if claim.cue:
        negated = ", negated" if claim.negated else ""
        yield f"  cue:     {claim.cue} ({claim.stance}{negated})"
    yield f"  content: {claim.content} ({claim.kind.value})"


def _name(claim: Claim) -> str:
    return f"{', '.join(claim.source) or 'nobody named'}: {claim.content}"


def _iter_near_miss_lines(miss: NearMiss) -> Iterator[str]:
    yield f"nearly: {miss.rule}, cue {miss.cue!r}"
    yield from (f"  {reason}" for reason in miss.reasons)
