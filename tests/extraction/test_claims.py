"""From attributions to claims, on hand-made attributions.

A text marks the parts of one attribution: ``<s|source>``, ``<c|cue>``, ``<q|content>``, and
around its evidence ``<e|…>``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

import pytest

from claimkit.extraction.claims import build_claims
from claimkit.model import (
    Attribution,
    Block,
    BlockKind,
    Claim,
    Confidence,
    Document,
    Kind,
    OffsetMap,
    Span,
)
from claimkit.parsing.layout import USER_DATA_KEY, read_layout
from claimkit.parsing.parsed_document import ParsedDocument
from tests.pinned_model import load_nlp

pytestmark = pytest.mark.model

MARK = re.compile(r"<([scqe])\||>")
LAKE = "<e|<s|Ann Lee> <c|said> <q|the lake rose by 40 cm>.>"


def read(marked: str, **fields: Any) -> tuple[str, Attribution]:
    """Return the text without marks, and its attribution."""
    text, last = "", 0
    opened: list[tuple[str, int]] = []
    found: dict[str, list[Span]] = {"s": [], "c": [], "q": [], "e": []}
    for match in MARK.finditer(marked):
        text += marked[last : match.start()]
        last = match.end()
        if match[1]:
            opened.append((match[1], len(text)))
        else:
            part, start = opened.pop()
            found[part].append(Span(start, len(text)))
    text += marked[last:]
    attribution = Attribution(
        source=tuple(found["s"]),
        cue=tuple(found["c"]),
        content=tuple(found["q"]),
        evidence=found["e"][0],
        kind=Kind.INDIRECT,
        stance="asserts",
        rule="test",
        confidence=Confidence.HIGH,
    )
    return text, replace(attribution, **fields)


def build(
    text: str,
    *attributions: Attribution,
    published: str | None = None,
    kinds: Sequence[BlockKind] = (),
) -> list[Claim]:
    """Build the claims of a document whose lines are its blocks, paragraphs unless told."""
    lines = re.finditer(r"[^\n]*\S[^\n]*", text)
    blocks = tuple(
        Block(kind or BlockKind.PARAGRAPH, Span(*line.span()))
        for line, kind in zip_longest(lines, kinds)
    )
    document = Document(
        path="t",
        text=text,
        blocks=blocks,
        offsets=OffsetMap.identity(len(text)),
        sha256="",
        published=published,
    )
    doc = load_nlp().make_doc(text)
    doc.user_data[USER_DATA_KEY] = read_layout(text, blocks)
    return build_claims(ParsedDocument(load_nlp()(doc)), document, attributions)


def build_one(marked: str, *, published: str | None = None, **fields: Any) -> Claim:
    text, attribution = read(marked, **fields)
    (claim,) = build(text, attribution, published=published)
    return claim


def test_claim_says_what_the_attribution_says() -> None:
    claim = build_one(LAKE, stance="warns", negated=True, rule="x y")
    assert (claim.source, claim.mention) == (("Ann Lee",), "Ann Lee")
    assert (claim.cue, claim.stance, claim.negated) == ("said", "warns", True)
    assert (claim.kind, claim.rule, claim.confidence) == (Kind.INDIRECT, "x y", Confidence.HIGH)
    assert claim.content == "the lake rose by 40 cm"
    assert claim.evidence == "Ann Lee said the lake rose by 40 cm."
    assert (claim.id, claim.review) == ("", None)


def test_quantities_are_the_contents_only() -> None:
    claim = build_one("<e|<s|Ann Lee>, who has 12 boats, <c|said> <q|the lake rose by 40 cm>.>")
    assert [q.text for q in claim.quantities] == ["40 cm"]


def test_pieces_are_joined_and_lines_folded() -> None:
    claim = build_one("<e|“<q|The lake\nrose>,” <s|Ann Lee> <c|said>. “<q|It  fell>.”>")
    assert claim.content == "The lake rose … It fell"
    assert claim.evidence == "“The lake\nrose,” Ann Lee said. “It  fell.”"


def test_parts_that_are_not_there() -> None:
    claim = build_one("<e|“<q|The lake rose>.”>", kind=Kind.DIRECT)
    assert (claim.source, claim.mention, claim.cue, claim.role) == ((), None, None, None)
    assert claim.said is None


def test_spans_are_the_attributions() -> None:
    text, attribution = read(LAKE)
    (claim,) = build(text, attribution)
    assert claim.spans is not None
    assert claim.spans.source == attribution.source
    assert claim.spans.cue == attribution.cue
    assert claim.spans.content == attribution.content
    assert claim.spans.evidence == attribution.evidence


def test_claims_stand_in_document_order() -> None:
    text, inner = read("<e|Ann Lee said <s|Bo Ek> <c|denied> <q|the leak>.>")
    _, outer = read("<e|<s|Ann Lee> <c|said> <q|Bo Ek denied the leak>.>")
    assert [c.cue for c in build(text, inner, outer)] == ["said", "denied"]


def test_equal_evidence_is_numbered() -> None:
    text, first = read("<e|<s|Ann> <c|said> <q|no>.> Bo left. Ann said no.")
    again, last = read("Ann said no. Bo left. <e|<s|Ann> <c|said> <q|no>.>")
    assert text == again
    assert [c.occurrence for c in build(text, last, first)] == [1, 2]


def test_occurrence_counts_places_not_claims() -> None:
    text, late = read("Ann said no. Bo left. <e|<s|Ann> <c|said> <q|no>.>")
    (claim,) = build(text, late)
    assert claim.occurrence == 2


def test_date_of_saying_is_not_the_contents() -> None:
    claim = build_one(
        "<e|<s|Ann Lee> <c|said> on 3 May 2024 that <q|the dam broke on 1 May 2024>.>",
        published="2024-05-06",
    )
    assert claim.said == "2024-05-03"
    assert [(d.text, d.value) for d in claim.dates] == [("on 1 May 2024", "2024-05-01")]


def test_doubtful_source_makes_low_confidence() -> None:
    assert build_one("<e|<s|He> <c|said> <q|the lake rose>.>").confidence is Confidence.LOW


def test_block_and_lead_in() -> None:
    text, attribution = read("<s|Ann Lee> commented on the lake:\n<e|<q|The lake rose>.>")
    attribution = replace(attribution, lead_in=Span(0, text.index("\n")))
    kinds = (BlockKind.HEADING, BlockKind.LIST_ITEM)
    (claim,) = build(text, attribution, kinds=kinds)
    assert claim.block is BlockKind.LIST_ITEM
    assert claim.lead_in == "Ann Lee commented on the lake:"
    assert claim.source == ("Ann Lee",)


def test_cue_of_several_words_is_as_printed() -> None:
    claim = build_one("<e|<s|The dam> <c|is> widely <c|said> <q|to leak>.>")
    assert claim.cue == "is said"


def test_no_attributions_no_claims() -> None:
    assert build("Nothing happened.") == []
