"""Sources by name. Cases are data in tests/cases/sources.

A text marks its attributions by number: ``<1:source>``, ``{1:content}``, ``^1:cue^``.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from claimkit.extraction.sources.resolution import ResolvedSource, resolve_sources
from claimkit.model import (
    Attribution,
    Block,
    BlockKind,
    Confidence,
    Document,
    Kind,
    OffsetMap,
    Span,
)
from claimkit.parsing.layout import USER_DATA_KEY, read_layout
from claimkit.parsing.parsed_document import ParsedDocument
from tests.case_files import load_cases, read_cases
from tests.examples import examples
from tests.pinned_model import load_nlp

CASE_KEYS = "text sources blocks author kind"
WORDS = [
    *("He", "she", "They", "it", "I", "we", "both", "who", "his", "the pair", "the report"),
    *("Ana Roe", "Mr. Roe", "Roe", "Seoul", "Reuters", "Norvik Ltd", "the Danes", "a source"),
    *("said", "met", "and", "published", "through", "when", "the", "“", "”", ":", ",", ".", "\n"),
]
_MARK = re.compile(r"<(\d+):|\{(\d+):|\^(\d+):|[>}^]")


def read_marks(marked: str) -> tuple[str, dict[int, dict[str, list[Span]]]]:
    """Return the text without marks and the spans of each attribution's parts."""
    text, last = "", 0
    opened: list[tuple[int, str, int]] = []
    found: dict[int, dict[str, list[Span]]] = {}
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        last = match.end()
        if match.lastindex:
            part = ("source", "content", "cue")[match.lastindex - 1]
            opened.append((int(match[match.lastindex]), part, len(text)))
        else:
            number, part, start = opened.pop()
            parts = found.setdefault(number, {"source": [], "content": [], "cue": []})
            parts[part].append(Span(start, len(text)))
    assert not opened
    return text + marked[last:], found


def make_document(text: str, kinds: list[str] | None, author: str | None) -> Document:
    lines = list(re.finditer(r"[^\n]*\S[^\n]*", text))
    names = kinds or ["paragraph"] * len(lines)
    blocks = tuple(
        Block(BlockKind(name), Span(*line.span())) for name, line in zip(names, lines, strict=True)
    )
    return Document(
        "case", text, blocks, OffsetMap.identity(len(text)), "", author=(author,) if author else ()
    )


def parse(nlp: Language, document: Document) -> Doc:
    doc = nlp.make_doc(document.text)
    doc.user_data[USER_DATA_KEY] = read_layout(document.text, document.blocks)
    return next(iter(nlp.pipe([doc])))


def make_attribution(doc: Doc, parts: dict[str, list[Span]], kind: str | None) -> Attribution:
    spans = parts["source"] + parts["content"]
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    sentences = [s for s in doc.sents if s.start_char < end and start < s.end_char]
    content = " ".join(s.of(doc.text) for s in parts["content"])
    quoted = Kind.DIRECT if content.startswith("“") else Kind.MIXED
    return Attribution(
        source=tuple(parts["source"]),
        cue=tuple(parts["cue"]),
        content=tuple(parts["content"]),
        evidence=Span(sentences[0].start_char, sentences[-1].end_char),
        kind=Kind(kind) if kind else quoted if "“" in content else Kind.INDIRECT,
        stance="asserts",
        rule="test",
        confidence=Confidence.HIGH,
    )


def resolve(nlp: Language, case: dict[str, Any]) -> dict[int, ResolvedSource]:
    text, marks = read_marks(case["text"].strip())
    document = make_document(text, case.get("blocks"), case.get("author"))
    doc = parse(nlp, document)
    order = sorted(marks)
    attributions = [make_attribution(doc, marks[n], case.get("kind")) for n in order]
    return dict(
        zip(order, resolve_sources(ParsedDocument(doc), document, attributions), strict=True)
    )


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
