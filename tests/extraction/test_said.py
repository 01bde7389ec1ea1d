"""When claims were made: cases as data in tests/cases/said."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from claimkit import yamlio
from claimkit.documents import document_from_text
from claimkit.extraction.extractor import Extractor

CASES = Path(__file__).parents[1] / "cases" / "said"


@cache
def extractor() -> Extractor:
    return Extractor()


def cases() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.yaml")):
        node = yamlio.compose(path.read_text(encoding="utf-8"), path.name)
        assert node is not None
        for row in yamlio.construct(node, path.name):
            marks = [pytest.mark.xfail(reason=row["fails"])] if "fails" in row else []
            found.append(pytest.param(row, id=f"{path.stem}: {row['why']}", marks=marks))
    return found


@pytest.mark.model
@pytest.mark.parametrize("case", cases())
def test_said(case: dict[str, Any]) -> None:
    document = document_from_text(
        case["text"], name="case", published=case["published"], author=case.get("author")
    )
    claims = extractor().claims(document)
    for words, said in case["claims"]:
        found = [c.said for c in claims if c.content.startswith(words)]
        assert found == [said], [c.content for c in claims]
