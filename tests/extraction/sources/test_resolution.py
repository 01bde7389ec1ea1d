"""Sources by name. Cases are data in tests/cases/sources.

`tests.extraction.sources.marked_texts` explains their marks.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from claimkit.extraction.sources.resolution import resolve_sources
from claimkit.model import (
    Attribution,
    Confidence,
    Kind,
    Span,
)
from claimkit.parsing.parsed_document import ParsedDocument
from tests.case_files import load_cases, read_cases
from tests.examples import examples
from tests.extraction.sources.marked_texts import make_document, parse, resolve
from tests.pinned_model import load_nlp

CASE_KEYS = "text sources blocks author issuer kind stances"
WORDS = [
    *("He", "she", "They", "it", "I", "we", "both", "who", "his", "the pair", "the report"),
    *("Ana Roe", "Mr. Roe", "Roe", "Seoul", "Reuters", "Norvik Ltd", "the Danes", "a source"),
    *("said", "met", "and", "published", "through", "when", "the", "“", "”", ":", ",", ".", "\n"),
]


@pytest.mark.model
@pytest.mark.parametrize("case", load_cases("sources", CASE_KEYS))
def test_case(nlp: Language, case: dict[str, Any]) -> None:
    found = resolve(nlp, case)
    for number, expected in case["sources"].items():
        fields = expected if isinstance(expected, dict) else {"names": expected}
        names = fields["names"]
        wanted = {
            "names": (names,) if isinstance(names, str) else tuple(names),
            "is_sure": fields.get("sure", True),
        }
        wanted |= {key: fields[key] for key in ("mention", "role") if key in fields}
        wanted |= {"anonymous": fields["anonymous"]} if "anonymous" in fields else {}
        for key in ("via", "government"):
            if key in fields:
                value = fields[key]
                wanted[key] = (value,) if isinstance(value, str) else tuple(value)
        assert {key: getattr(found[number], key) for key in wanted} == wanted, number


def test_half_of_the_cases_are_negative_or_ambiguous() -> None:
    """Cases whose mention stays as printed, marked unsure, or whose nearest name is wrong."""

    def is_negative(case: dict[str, Any]) -> bool:
        expected = (e for e in case["sources"].values() if isinstance(e, dict))
        is_unsure = any(e.get("sure") is False for e in expected)
        return is_unsure or "not " in case["why"] or "no " in case["why"]

    cases = read_cases("sources", CASE_KEYS)
    assert len(cases) >= 200
    assert sum(map(is_negative, cases)) >= len(cases) / 2


@pytest.mark.model
@examples(25)
@given(st.lists(st.sampled_from(WORDS)))
def test_any_span_gives_one_result(words: list[str]) -> None:
    """Whatever is called a source, there is one result each, always the same one, and a
    mention is text."""
    nlp = load_nlp()
    text = " ".join(["So", *words, "left."])
    document = make_document(text, None, None)
    doc = parse(nlp, document)
    whole = Span(0, len(text))
    attributions = [
        Attribution((Span(i, j),), (), (whole,), whole, Kind.MIXED, None, "test", Confidence.LOW)
        for i in range(0, len(text), 7)
        for j in (min(i + 5, len(text)), len(text))
    ]
    found = resolve_sources(ParsedDocument(doc), document, attributions)
    assert found == resolve_sources(ParsedDocument(doc), document, attributions)
    assert len(found) == len(attributions)
    assert all(r.mention is None or r.mention.split() for r in found)
