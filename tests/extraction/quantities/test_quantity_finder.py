"""Quantities: cases as data, the lexicons' own examples, and properties."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.tokens import Doc

from claimkit.extraction.quantities.quantity_finder import find_quantities
from claimkit.lexicons.quantities import (
    BoundVerbs,
    Calibre,
    ChangeWords,
    RatioLink,
    load_quantity_lexicon,
)
from claimkit.lexicons.units import CompoundUnit, load_unit_words, load_units
from claimkit.model import Bound, Quantity
from claimkit.parsing.parsed_document import ParsedDocument
from tests.case_files import load_cases
from tests.examples import examples
from tests.pinned_model import load_nlp

WORDS = load_quantity_lexicon()
UNITS, UNIT_WORDS = load_units(), load_unit_words()


def find(text: str) -> list[Quantity]:
    return find_quantities(ParsedDocument(load_nlp()(text)), 0, len(text))


def as_row(quantity: Quantity) -> list[object]:
    """Return a quantity as the cases write it; a change stands only where there is one."""
    row: list[object] = [quantity.text, quantity.min, quantity.max, quantity.bound, quantity.unit]
    return [*row, quantity.change] if quantity.change else row


@pytest.mark.model
@pytest.mark.parametrize("case", load_cases("quantities", "text quantities"))
def test_case(case: dict[str, Any]) -> None:
    assert [as_row(quantity) for quantity in find(case["text"])] == case["quantities"]


@pytest.mark.model
@pytest.mark.parametrize(
    "entry", [*WORDS.bounds_before, *WORDS.bounds_after], ids=lambda e: e.phrase
)
def test_bound_example(entry: Any) -> None:
    found = find(f"They saw {entry.example}.")
    assert [q.bound for q in found] == [entry.bound]


@pytest.mark.model
@pytest.mark.parametrize("entry", WORDS.bound_verbs, ids=lambda e: e.verbs[0])
def test_bound_verb_examples(entry: BoundVerbs) -> None:
    assert [q.bound for q in find(entry.example)] == [entry.bound]
    assert [q.bound for q in find(entry.negated_example)] == [entry.negated]


@pytest.mark.model
@pytest.mark.parametrize("entry", WORDS.changes, ids=lambda e: f"{e.change} {e.of}")
def test_change_example(entry: ChangeWords) -> None:
    assert [q.change for q in find(entry.example)] == [entry.change]


@pytest.mark.model
@pytest.mark.parametrize("entry", WORDS.ratio_links, ids=lambda e: e.words)
def test_ratio_example(entry: RatioLink) -> None:
    [quantity] = find(f"They saw {entry.example}.")
    assert (quantity.text, quantity.unit) == (entry.example, "trucks")
    assert quantity.min in (Decimal("0.2"), Decimal("0.4"))


@pytest.mark.model
@pytest.mark.parametrize("entry", WORDS.calibres, ids=lambda e: e.units[0])
def test_calibre_example_counts_nothing(entry: Calibre) -> None:
    assert find(entry.example) == []


@pytest.mark.model
@pytest.mark.parametrize("entry", UNITS.compounds, ids=lambda e: e.major)
def test_compound_example(entry: CompoundUnit) -> None:
    [quantity] = find(f"They noted {entry.example}.")
    assert (quantity.text, quantity.unit) == (entry.example, entry.minor)
    assert quantity.min == quantity.max == 5 * entry.ratio + 10


@pytest.mark.model
@pytest.mark.parametrize("entry", WORDS.references, ids=lambda e: e.words[0])
def test_reference_example_counts_nothing(entry: Any) -> None:
    assert find(entry.example) == []


@pytest.mark.model
@pytest.mark.parametrize(
    ("name", "example"),
    [(u.unit, u.example) for u in UNIT_WORDS.units]
    + [(c.code, c.example) for c in UNIT_WORDS.currencies],
)
def test_unit_example(name: str, example: str) -> None:
    [quantity] = find(f"They noted {example}.")
    assert (quantity.text, quantity.unit) == (example, name)
    assert quantity.min in (3, 3000)


@pytest.mark.model
@pytest.mark.parametrize(
    ("name", "printed"),
    [(u.unit, f"3 {s}") for u in UNITS.units for s in u.symbols]
    + [(u.unit, f"3{s}") for u in UNITS.units for s in u.attached]
    + [(u.unit, f"3 {s}") for u in UNIT_WORDS.units for s in u.abbreviations]
    + [(c.code, f"3,000 {s}") for c in UNITS.currencies for s in (*c.symbols, c.code)],
)
def test_symbol(name: str, printed: str) -> None:
    [quantity] = find(f"They noted {printed} then.")
    assert (quantity.text, quantity.unit) == (printed, name)


@pytest.mark.model
def test_unit_may_stand_outside_the_range_but_text_may_not() -> None:
    text = "They sent 10 thousand (they claim) soldiers and 5 brave doctors."
    doc = load_nlp()(text)
    first = text.index("10")
    [quantity] = find_quantities(ParsedDocument(doc), first, first + len("10 thousand"))
    assert (quantity.text, quantity.unit) == ("10 thousand", "soldiers")
    [quantity] = find_quantities(ParsedDocument(doc), text.index("5"), text.index(" doctors"))
    assert (quantity.text, quantity.unit) == ("5 brave", "brave doctors")


def test_noun_behind_a_parenthesis_survives_a_wrong_tag() -> None:
    words = "7 thousand ( they say ) fcbk fans".split()
    tags = "CD CD -LRB- PRP VBP -RRB- VBZ NNS".split()
    spaces = [True, True, False, True, False, True, True, False]
    doc = Doc(English().vocab, words=words, spaces=spaces, tags=tags)
    [quantity] = find_quantities(ParsedDocument(doc), 0, len(doc.text))
    assert (quantity.text, quantity.unit) == ("7 thousand", "fans")


@pytest.mark.model
@examples(60)
@given(
    st.lists(
        st.sampled_from(
            "5 12,000 – - to and between $ % five hundred thousand dozens of half a third one km "
            "more than about or so + ( ) . , 2019 April 10k troops Article \n in out by from at "
            "rose fell not up exceeded aged minus 2½ 1/2 .5 7.25 m bn years ago least no".split(" ")
        ),
        max_size=25,
    )
)
def test_spans_are_ordered_disjoint_and_verbatim(words: list[str]) -> None:
    text = " ".join(words)
    doc = Doc(load_nlp().vocab) if not text else load_nlp()(text)
    end = 0
    for quantity in find_quantities(ParsedDocument(doc), 0, len(text)):
        assert quantity.span is not None
        assert quantity.span.start >= end
        assert quantity.span.of(text) == quantity.text != ""
        for number in (quantity.min, quantity.max):
            assert number is None or type(number) is Decimal
        assert quantity.min is not None or quantity.max is not None
        if quantity.min is not None and quantity.max is not None:
            assert quantity.min <= quantity.max
        if quantity.bound is Bound.RANGE:
            assert quantity.min is not None
            assert quantity.max is not None
            assert quantity.min < quantity.max
        end = quantity.span.end
