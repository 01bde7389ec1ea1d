"""Decide the kind of a claim by the quotation marks around its content."""

from __future__ import annotations

from claimkit.ledger.locating import find_parts_of
from claimkit.model import Block, BlockKind, Kind, Span
from claimkit.parsing.quotations import find_quotations


def find_kind(content: str, evidence: str) -> Kind:
    """Return whether all, a part or none of a content is inside quotation marks.

    >>> find_kind("it has closed", 'She said that it has closed.').value
    'indirect'
    >>> find_kind("It has closed", '"It has closed", she said.').value
    'direct'
    >>> find_kind('it has "closed"', 'She said that it has "closed".').value
    'mixed'
    """
    spans = find_parts_of(content, evidence)
    text = evidence if spans else content
    spans = spans or (Span(0, len(content)),)
    blocks = [Block(BlockKind.PARAGRAPH, Span(0, len(text)))]
    quoted = {
        index
        for quotation in find_quotations(text, blocks)
        for piece in quotation.inner
        for index in range(piece.start, piece.end)
    }
    letters = [i for span in spans for i in range(span.start, span.end) if text[i].isalnum()]
    inside = sum(index in quoted for index in letters)
    if not inside:
        return Kind.INDIRECT
    return Kind.DIRECT if inside == len(letters) else Kind.MIXED
