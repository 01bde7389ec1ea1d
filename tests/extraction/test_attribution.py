"""Attributions of whole texts with the pinned model. Cases are data in tests/cases/attribution.

A case's ``claims`` must come out; with ``exact`` no others may. ``none`` means no claim at all;
``not`` lists words that no claim's content may have. Fields that a claim leaves out aren't
looked at; ``source: null`` means nobody. A content that is a list has several pieces.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from claimkit.documents import document_from_text
from claimkit.extraction.extractor import Extractor, ExtractOptions
from claimkit.lexicons.attribution import ATTITUDES
from claimkit.model import Claim, Document, Span

pytestmark = pytest.mark.model

CASES = Path(__file__).parents[1] / "cases" / "attribution"
FIELDS = {"why", "text", "author", "claims", "exact", "none", "not", "xfail", "attitudes"}
CLAIM_FIELDS = {"source", "cue", "content", "kind", "stance", "negated", "block"}
EDGE = " \n\t.,;:!?—–-―…“”\"‘’'„‚«»‹›`()"
PLAIN = ("cue", "kind", "stance", "negated", "block")


@cache
def load_extractor(*, attitudes: bool = True) -> Extractor:
    """Return an extractor over one shared pipeline."""
    nlp = None if attitudes else load_extractor().nlp
    return Extractor(ExtractOptions(attitudes=attitudes), nlp)


def load_cases() -> list[Any]:
    return [
        pytest.param(
            case,
            id=f"{path.stem}: {case['why']}",
            marks=[pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else [],
        )
        for path in sorted(CASES.glob("*.yaml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))["cases"]
    ]


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


@pytest.mark.parametrize("case", load_cases())
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


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_file_says_what_it_expects(path: Path) -> None:
    cases = yaml.safe_load(path.read_text(encoding="utf-8"))["cases"]
    for case in cases:
        assert case.keys() <= FIELDS, case["why"]
        assert case.keys() & {"claims", "none", "not"}, case["why"]
        for claim in case.get("claims", []):
            assert claim.keys() <= CLAIM_FIELDS, case["why"]
    assert len({case["why"] for case in cases}) == len(cases)
