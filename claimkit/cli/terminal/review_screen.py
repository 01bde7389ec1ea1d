"""Render a claim under review for the terminal, with its evidence in context."""

from __future__ import annotations

from itertools import pairwise

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from claimkit.ledger.claim_filter import FiledClaim
from claimkit.ledger.locating import find_parts
from claimkit.model import Claim, Span
from claimkit.reports.claims.rows import iter_claim_rows
from claimkit.reports.claims.shown_claim import EvidenceContext
from claimkit.reports.escaping.terminal import printable, printable_lines
from claimkit.reports.places import describe_place

_STYLES = {"content": "bold green", "cue": "bold yellow", "source": "bold cyan"}


def render_claim(
    filed: FiledClaim, number: int, total: int, context: EvidenceContext
) -> RenderableType:
    """Return a claim with all information that a person needs for a decision."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in iter_claim_rows(filed):
        table.add_row(name, Text(printable_lines(value), _STYLES.get(name, "")))
    place = describe_place(context.place)
    document = f"{filed.document}, {place}" if place else filed.document
    title = Text(printable(f"{document}  {number} of {total}  {filed.claim.id}"), "bold")
    parts: list[RenderableType] = [Text(), Rule(title, align="left"), table, Text()]
    if context.problem:
        parts.append(Text(printable(context.problem), "red"))
    parts.append(Padding(_evidence(filed.claim, context), (0, 0, 1, 2)))
    return Group(*parts)


def _evidence(claim: Claim, context: EvidenceContext) -> Text:
    """Return the evidence in its context, with source, cue and content highlighted."""
    text = Text(printable_lines(context.before), "dim")
    spans = find_parts(claim)
    marks = {"content": spans.content, "cue": spans.cue, "source": spans.source}
    edges = {0, len(claim.evidence)}
    edges |= {edge for found in marks.values() for span in found for edge in (span.start, span.end)}
    places = sorted(edges)
    for start, end in pairwise(places):
        piece = Span(start, end)
        style = next(
            (_STYLES[name] for name in ("source", "cue", "content")
             if any(span.contains(piece) for span in marks[name])),
            "not dim",
        )  # fmt: skip
        text.append(printable_lines(piece.of(claim.evidence)), f"not dim {style}")
    text.append(printable_lines(context.after), "dim")
    text.rstrip()
    return text
