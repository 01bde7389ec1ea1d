"""The words that are marked as source, cue and content.

Cases are data in tests/cases/printed_words: ``source``, ``cue`` and ``content`` are the marked
stretches of the first claim, ``mention`` is its mention.
"""

from __future__ import annotations

from typing import Any

import pytest

from claimkit.documents.reading import document_from_text
from tests.case_files import load_cases
from tests.pinned_model import load_extractor

pytestmark = pytest.mark.model


@pytest.mark.parametrize("case", load_cases("printed_words", "text source cue content mention"))
def test_case(case: dict[str, Any]) -> None:
    document = document_from_text(case["text"], name="t")
    claim = load_extractor().claims(document)[0]
    assert claim.spans is not None
    for part in ("source", "cue", "content"):
        if part in case:
            wanted = case[part] if isinstance(case[part], list) else [case[part]]
            spans = getattr(claim.spans, part)
            assert [span.of(document.text) for span in spans] == wanted
    if "mention" in case:
        assert claim.mention == case["mention"]
