"""Test the dates on which claims were made. Cases are data in tests/cases/said."""

from __future__ import annotations

from typing import Any

import pytest

from claimkit.documents.reading import document_from_text
from claimkit.extraction.extractor import Extractor
from tests.case_files import load_cases


@pytest.mark.model
@pytest.mark.parametrize("case", load_cases("said", "text published author claims"))
def test_said(extractor: Extractor, case: dict[str, Any]) -> None:
    document = document_from_text(
        case["text"], name="case", published=case["published"], author=case.get("author")
    )
    claims = extractor.claims(document)
    for words, said in case["claims"]:
        found = [c.said for c in claims if c.content.startswith(words)]
        assert found == [said], [c.content for c in claims]


@pytest.mark.model
def test_a_claim_without_a_day_has_a_bound(extractor: Extractor) -> None:
    text = "The mayor said on Monday that the bath would stay. The union says that it leaks."
    document = document_from_text(text, name="case", published="2025-06-04")
    found = [(claim.said, claim.said_bound) for claim in extractor.claims(document)]
    assert found == [("2025-06-02", None), (None, "../2025-06-04")]
