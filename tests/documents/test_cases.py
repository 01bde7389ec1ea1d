"""Every case file is a document with the blocks and the metadata that it must give."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from claimkit.documents.reading import read_document
from claimkit.model import Document
from tests.case_files import load_cases

FIELDS = ("title", "author", "outlet", "published", "url")
CASE_KEYS = " ".join(["text suffix blocks findings", *FIELDS])


def read(case: dict[str, Any], folder: Path) -> Document:
    path = folder / f"case{case.get('suffix', '.txt')}"
    path.write_bytes(case["text"].encode("utf-8"))
    return read_document(path, name="case")


@pytest.mark.parametrize("case", load_cases("documents", CASE_KEYS))
def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    document = read(case, tmp_path)

    blocks = [{block.kind.value: block.span.of(document.text)} for block in document.blocks]
    assert blocks == case["blocks"]
    metadata = {field: getattr(document, field) for field in FIELDS}
    assert metadata | {"author": ", ".join(document.author) or None} == {
        field: case.get(field) for field in FIELDS
    }
    findings = [f"{finding.code} {finding.line}:{finding.column}" for finding in document.findings]
    assert findings == case.get("findings", [])
