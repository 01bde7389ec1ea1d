"""Contents that are only a pronoun. Cases are data in tests/cases/pronoun-contents."""

from __future__ import annotations

from typing import Any

import pytest

from claimkit.extraction.extractor import Extractor
from tests.case_files import load_cases


@pytest.mark.model
@pytest.mark.parametrize("case", load_cases("pronoun-contents", "text contents"))
def test_case(extractor: Extractor, case: dict[str, Any]) -> None:
    claims = extractor.claims(case["text"])
    found = [claim.content for claim in claims if claim.kind != "author"]
    assert found == case["contents"]
    for claim in claims:
        assert " ".join(claim.content.split()) in " ".join(claim.evidence.split())
