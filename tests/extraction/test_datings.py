"""Date expressions: cases as data, the lexicon's own examples, properties, and time."""

from __future__ import annotations

from typing import Any

import pytest
from edtf import parse_edtf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from claimkit.extraction.datings.dating_finder import find_datings
from claimkit.extraction.datings.narrative import Narrative
from claimkit.extraction.datings.patterns import iter_calendar_spans, iter_hits
from claimkit.lexicons.datings import DatingLexicon
from claimkit.lexicons.loader import load_lexicon
from claimkit.model import Dating
from claimkit.parsing.parsed_document import ParsedDocument
from tests.case_files import load_cases
from tests.growth import Work, assert_linear
from tests.pinned_model import load_nlp

LEXICON = load_lexicon("datings", DatingLexicon)


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
    assert (example.found, example.value, example.vague) in found


def test_calendar_spans_leave_out_what_is_relative() -> None:
    text = "On 26 April 2025 and Monday, last week and in 1984."
    spans = [text[start:end] for start, end in iter_calendar_spans(text, 0, len(text))]
    assert spans == ["26 April 2025", "1984"]


@pytest.mark.parametrize(
    ("told", "days", "value"),
    [
        ("2024-02-28", 1, "2024-02-29"),
        ("XXXX-04-30", 1, "XXXX-05-01"),
        ("XXXX-02-28", 1, None),
        ("XXXX-03-01", -1, None),
        ("XXXX-12-31", 1, None),
        ("2024-05-01/2024-05-03", 1, "2024-05-04"),
        ("2024-05", 1, None),
        (None, 1, None),
    ],
)
def test_day_after_the_last_told(told: str | None, days: int, value: str | None) -> None:
    narrative = Narrative(None)
    narrative.move_to(told)
    assert narrative.shifted_day(days) == value


@pytest.mark.model
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            "On Monday , April 26 2025 31 February the end of last next this year week ago two "
            "days later earlier following day 1990s 19th century third quarter spring in - will "
            "meet 04/05/2025 today yesterday . May from to between and the first three months "
            "half ended year-earlier same period weekend Christmas a nineteen ninety-nine past "
            "few years that recently Q3 on the 27th".split(" ")
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
        assert dating.vague is None or dating.value is None
        end = dating.span.end


@pytest.mark.model
@pytest.mark.parametrize("published", [None, "2025-04-29"])
def test_text_before_does_not_change_what_is_absolute(published: str | None) -> None:
    text = "It opened on 3 May 2019."
    [alone] = find(text, published)
    assert find(f"Rain fell. {text}", published)[0].value == alone.value == "2019-05-03"


def worst_units() -> list[str]:
    """Return what makes a pattern begin again and again, and never end, when it is repeated.

    It is every example of the lexicon without its last word, so a new pattern is covered by
    the examples that it must have.
    """
    repeated = [e.text.rsplit(maxsplit=1)[0] + " " for p in LEXICON.patterns for e in p.examples]
    found = [e.found for p in LEXICON.patterns for e in p.examples]
    heads = [text[: max(3, len(text) * 2 // 3)] for text in found]
    own = ["2019", "2019 ", "April ", "Monday, ", "the end of ", "1 ", "12.12.", "a few ", "\n "]
    return list(dict.fromkeys([*repeated, *heads, *own]))


@pytest.mark.slow
@pytest.mark.parametrize("unit", worst_units(), ids=lambda unit: repr(unit[:24]))
def test_worst_input_takes_linear_time(unit: str) -> None:
    def prepare(size: int) -> Work:
        text = unit * (size // len(unit) + 1)
        return lambda: list(iter_hits(text, 0, len(text)))

    assert_linear(prepare, 1_000)


@pytest.mark.slow
@pytest.mark.parametrize("pattern", LEXICON.patterns, ids=lambda p: p.id)
def test_text_without_sentence_ends_takes_linear_time(pattern: Any) -> None:
    """All dates of a text hang on one word, and nothing ends."""

    def prepare(repeats: int) -> Work:
        words = [*pattern.examples[0].found.split(), "5", ","] * repeats
        doc = Doc(
            Vocab(),
            words=words,
            tags=["NN"] * len(words),
            pos=["NOUN"] * len(words),
            deps=["dep"] * len(words),
            heads=[max(0, i - 1) for i in range(len(words))],
        )
        return lambda: find_datings(ParsedDocument(doc), published="2025-04-29")

    assert_linear(prepare, 50)
