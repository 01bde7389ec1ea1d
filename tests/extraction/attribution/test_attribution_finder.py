"""Attributions of whole texts with the pinned model. Cases are data in tests/cases/attribution.

A case's ``claims`` must come out; with ``exact`` no others may. ``none`` means no claim at all;
``not`` lists words that no claim's content may have. Fields that a claim leaves out aren't
looked at; ``source: null`` means nobody. A content that is a list has several pieces.
"""

from __future__ import annotations

import re
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimkit.documents.reading import document_from_text
from claimkit.lexicons.attribution import ATTITUDES
from claimkit.model import Claim, Document, Kind, Span
from tests.case_files import load_cases, read_cases
from tests.examples import examples
from tests.pinned_model import load_extractor

pytestmark = pytest.mark.model

CASE_KEYS = "text author claims exact none not attitudes"
CLAIM_FIELDS = {"source", "cue", "content", "kind", "stance", "negated", "block"}
EDGE = " \n\t.,;:!?—–-―…“”\"‘’'„‚«»‹›`()"
PLAIN = ("cue", "kind", "stance", "negated", "block")


def trim(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(EDGE)


def pieces(claim: Claim) -> list[str]:
    return [trim(piece) for piece in claim.content.split(" … ")]


def is_same(wanted: dict[str, Any], claim: Claim) -> bool:
    content = wanted.get("content")
    if content is not None:
        if [trim(p) for p in ([content] if isinstance(content, str) else content)] != pieces(claim):
            return False
    if "source" in wanted and not is_source(wanted["source"], claim):
        return False
    return all(wanted[field] == getattr(claim, field) for field in PLAIN if field in wanted)


def is_source(wanted: str | list[str] | None, claim: Claim) -> bool:
    if wanted is None:
        return claim.source == ()
    if isinstance(wanted, list):
        return tuple(wanted) == claim.source
    return wanted in (claim.mention, *claim.source) and len(claim.source) <= 1


def show(claim: Claim) -> str:
    negated = " negated" if claim.negated else ""
    return (
        f"{claim.source} ({claim.mention}) | {claim.cue} | {pieces(claim)} | {claim.kind},"
        f" {claim.stance}{negated}, {claim.rule}, {claim.block}"
    )


@pytest.mark.parametrize("case", load_cases("attribution", CASE_KEYS))
def test_case(case: dict[str, Any]) -> None:
    document = document_from_text(case["text"], name="t", author=case.get("author"))
    claims = load_extractor(attitudes=case.get("attitudes", True)).claims(document)
    rest = list(claims)
    missing = []
    for wanted in case.get("claims", []):
        found = next((claim for claim in rest if is_same(wanted, claim)), None)
        if found is None:
            missing.append(wanted)
        else:
            rest.remove(found)
    got = "\n".join(map(show, claims))
    assert not missing, f"got:\n{got}"
    if case.get("exact") or case.get("none"):
        assert [show(claim) for claim in rest] == []
    for words in case.get("not", []):
        assert [show(claim) for claim in claims if words in claim.content] == []


def test_cases_say_what_they_expect() -> None:
    for case in read_cases("attribution", CASE_KEYS):
        assert case.keys() & {"claims", "none", "not"}, case["why"]
        for claim in case.get("claims", []):
            assert claim.keys() <= CLAIM_FIELDS, case["why"]


FRAGMENTS = st.sampled_from(
    [
        *"“”\"‘’'„«»()[],.:;?!—–-…",
        *("''", "``", "\n", "\n\n", "\n- ", "\n> ", "\n# ", "\u00a0", "\u200b", "&amp;", "**"),
        *("Ann Lee", "She", "Mayor Ivo Kern", "the ministry", "Reuters", "who", "they"),
        *("said", "says", "told", "denied", "was told", "did not say", "claims", "asked"),
        *("according to", "In a statement", "calling it", "adding that", "that", "And from"),
        *("warning", "hopes to", "condemned", "is said to", "neither", "per", "as"),
        *("it rained", "the dam holds", "40 trucks", "the lake", "on Monday", "5' 10\"", "I"),
    ]
)
# A document without a word is refused; the line in front keeps each text from being one.
TEXTS = st.lists(FRAGMENTS, max_size=25).map(lambda parts: "Rain fell.\n\n" + " ".join(parts))
FEW = examples(60)


def extract(text: str) -> tuple[Document, list[Claim]]:
    document = document_from_text(text, name="t")
    return document, load_extractor().claims(document)


def is_disjoint(spans: tuple[Span, ...]) -> bool:
    return all(first.end <= second.start for first, second in pairwise(spans))


@FEW
@given(TEXTS)
def test_claim_is_what_its_spans_cover(text: str) -> None:
    document, claims = extract(text)
    for claim in claims:
        spans = claim.spans
        assert spans is not None
        for part in (spans.source, spans.cue, spans.content):
            assert is_disjoint(part)
            assert all(len(span) > 0 and span.end <= len(document.text) for span in part)
        words = [" ".join(span.of(document.text).split()) for span in spans.content]
        # Only the conjunction that opens a piece may be in the span and not in the content.
        printed = product(*({word, word.removeprefix("that ")} for word in words))
        assert claim.content in map(" … ".join, printed)
        assert claim.evidence == spans.evidence.of(document.text)
        assert all(spans.evidence.contains(span) for span in (*spans.content, *spans.cue))


@FEW
@given(TEXTS)
def test_claim_has_a_content_and_a_reason(text: str) -> None:
    for claim in extract(text)[1]:
        assert re.search(r"\w", claim.content)
        assert claim.rule
        assert (claim.stance is None) is (claim.kind is Kind.AUTHOR)
        assert claim.evidence == claim.evidence.strip()


@FEW
@given(TEXTS)
def test_evidence_is_found_again(text: str) -> None:
    document, claims = extract(text)
    for claim in claims:
        assert claim.spans is not None
        starts = [m.start() for m in re.finditer(f"(?={re.escape(claim.evidence)})", document.text)]
        assert starts[claim.occurrence - 1] == claim.spans.evidence.start


@FEW
@given(TEXTS)
def test_extracting_twice_gives_equal_claims(text: str) -> None:
    first, second = extract(text)[1], extract(text)[1]
    assert first == second
    assert [claim.spans for claim in first] == [claim.spans for claim in second]


@FEW
@given(TEXTS)
def test_without_attitudes_is_a_part_of_all(text: str) -> None:
    document, claims = extract(text)
    fewer = load_extractor(attitudes=False).claims(document)
    assert [c for c in fewer if c.kind is not Kind.AUTHOR] == [
        c for c in claims if c.kind is not Kind.AUTHOR and c.stance not in ATTITUDES
    ]


@FEW
@given(TEXTS, TEXTS)
def test_documents_are_extracted_apart(first: str, second: str) -> None:
    documents = [document_from_text(text, name="t") for text in (first, second)]
    together = [claims for _, claims in load_extractor().iter_claims(documents)]
    assert together == [load_extractor().claims(document) for document in documents]
