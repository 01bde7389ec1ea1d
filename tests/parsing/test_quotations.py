"""Quotation spans. Cases are data in tests/cases/quotations."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimkit.lexicons.quotation_marks import load_elisions, load_quotation_marks
from claimkit.model import Block, BlockKind, Span
from claimkit.parsing.quotations import find_quotations
from tests.case_files import load_cases
from tests.growth import Work, assert_linear

MARKS = load_quotation_marks()
ELISIONS = load_elisions()


def line_blocks(text: str, kinds: list[str] | None = None) -> list[Block]:
    lines = list(re.finditer(r"[^\n]*\S[^\n]*", text))
    names = kinds or ["paragraph"] * len(lines)
    return [
        Block(BlockKind(name), Span(line.start(), line.end()))
        for name, line in zip(names, lines, strict=True)
    ]


@pytest.mark.parametrize("case", load_cases("quotations", "text found kinds"))
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    expected = []
    for item in case["found"]:
        fields = {"text": item} if isinstance(item, str) else item
        pieces = fields.get("pieces", [fields.get("text")])
        expected.append((pieces, fields.get("depth", 0), fields.get("closed", True)))
    found = find_quotations(text, line_blocks(text, case.get("kinds")))
    assert [([p.of(text) for p in q.pieces], q.depth, q.closed) for q in found] == expected


def test_inner_leaves_the_marks_out() -> None:
    text = "“We came.\n\n''We'' left,” he said. ``So."
    quotations = find_quotations(text, line_blocks(text))
    assert [[span.of(text) for span in q.inner] for q in quotations] == [
        ["We came."],
        ["We"],
        ["So."],
    ]


@pytest.mark.parametrize("mark", MARKS.marks, ids=lambda mark: mark.text)
def test_example_of_mark(mark: Any) -> None:
    (found,) = find_quotations(mark.example, line_blocks(mark.example))
    assert found.closed
    words = found.pieces[0].of(mark.example)
    assert words.startswith(mark.text) or words.endswith(mark.text)
    assert found.inner[0].of(mark.example).strip() == "a draw"


@pytest.mark.parametrize("elision", ELISIONS.elisions, ids=lambda elision: elision.text)
def test_example_of_elision(elision: Any) -> None:
    assert elision.text in elision.example
    assert find_quotations(elision.example, line_blocks(elision.example)) == []


TEXTS = st.text(alphabet="\"'“”‘’„«»` \nab.,A1s—", max_size=60)


@given(TEXTS)
def test_spans_are_sound(text: str) -> None:
    blocks = line_blocks(text)
    quotations = find_quotations(text, blocks)
    assert [q.start for q in quotations] == sorted(q.start for q in quotations)
    for quotation in quotations:
        assert len(quotation.pieces) == len(quotation.inner)
        for piece, inner in zip(quotation.pieces, quotation.inner, strict=True):
            assert piece.start < inner.start
            assert piece.contains(inner)
            assert sum(block.span.contains(piece) for block in blocks) == 1
    pieces = sorted(piece for quotation in quotations for piece in quotation.pieces)
    for first, second in pairwise(pieces):
        assert first.contains(second) or not first.overlaps(second)


@given(TEXTS)
def test_a_lost_mark_stays_in_its_paragraph(text: str) -> None:
    whole = f"{text}\nNo marks here.\n“Fine,” she said."
    last = find_quotations(whole, line_blocks(whole))[-1]
    assert [piece.of(whole) for piece in last.pieces] == ["“Fine,”"]
    assert (last.depth, last.closed) == (0, True)


@pytest.mark.parametrize(
    "unit", ['"a ', "“", '"“', "'a ", "''a ", "“A. ", 'a" ', "“b ‘c ", '"a\n', "s' 1\" "]
)
def test_many_unclosed_marks_take_linear_time(unit: str) -> None:
    def prepare(count: int) -> Work:
        text = unit * count
        blocks = line_blocks(text)
        return lambda: find_quotations(text, blocks)

    assert_linear(prepare, 300)
