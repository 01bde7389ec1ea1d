"""Date expressions: cases as data, the lexicon's own examples, and properties."""

from __future__ import annotations

from typing import Any

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from claimkit.edtf import is_edtf
from claimkit.extraction.datings.dating_finder import find_datings
from claimkit.lexicons.datings import load_dating_lexicon
from claimkit.model import Dating
from claimkit.parsing.parsed_document import ParsedDocument
from tests.case_files import load_cases
from tests.examples import examples
from tests.pinned_model import load_nlp

LEXICON = load_dating_lexicon()


def find(text: str, published: str | None) -> list[Dating]:
    return find_datings(ParsedDocument(load_nlp()(text)), published=published)


@pytest.mark.model
@pytest.mark.parametrize("case", load_cases("datings", "text published datings"))
def test_case(case: dict[str, Any]) -> None:
    found = find(case["text"], case["published"])
    assert [[d.text, d.value] for d in found if d.vague is None] == case["datings"]


@pytest.mark.model
@pytest.mark.parametrize(
    "example",
    [pytest.param(e, id=f"{p.id}-{e.found}") for p in LEXICON.patterns for e in p.examples],
)
def test_pattern_example(example: Any) -> None:
    found = [(d.text, d.value, d.vague) for d in find(example.text, example.anchor)]
    if example.found is None:
        assert not found
    else:
        assert (example.found, example.value, example.vague) in found


@pytest.mark.model
@examples(150)
@given(
    st.lists(
        st.sampled_from(
            "On Monday , April 26 2025 31 February the end of last next this year week ago two "
            "days later earlier following day 1990s 19th century third quarter spring in - will "
            "meet 04/05/2025 today yesterday . May from to between and the first three months "
            "half ended year-earlier same period weekend Christmas a nineteen ninety-nine past "
            "few years that recently Q3 on the 27th 7.5 3,000 half a decade and ’23 44 BC AD 1492 "
            "before last after second of March H2 MAY 7-Mar-2016 FY23 Easter Sunday".split(" ")
        ),
        max_size=25,
    ),
    st.sampled_from([None, "2025-04-29", "2025-04", "2025", "0001-01-01", "9999-12-31"]),
)
def test_spans_are_verbatim_and_values_edtf(words: list[str], published: str | None) -> None:
    text = " ".join(words)
    end = 0
    for dating in find(text, published):
        assert dating.span is not None
        assert dating.span.start >= end
        assert dating.span.of(text) == dating.text != ""
        if dating.value is not None:
            parse_edtf(dating.value)  # raises if it is none
            assert is_edtf(dating.value)
        assert dating.vague is None or dating.value is None
        end = dating.span.end


@pytest.mark.model
@pytest.mark.parametrize("published", [None, "2025-04-29"])
def test_text_before_does_not_change_what_is_absolute(published: str | None) -> None:
    text = "It opened on 3 May 2019."
    [alone] = find(text, published)
    assert find(f"Rain fell. {text}", published)[0].value == alone.value == "2019-05-03"


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("The yard was shut from 29 to 31 April 2024.", None),
        ("The yard opens later this week.", "9999-12-31"),
        ("The yard will open next May.", "9999-12-31"),
    ],
)
def test_what_the_calendar_lacks_has_no_value(text: str, published: str | None) -> None:
    [dating] = find(text, published)
    assert dating.value is None
