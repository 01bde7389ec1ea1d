"""Every case file is a document with the blocks and the metadata that it must give."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from claimkit.documents.reading import read_document
from claimkit.model import BlockKind, Document

CASES = sorted((Path(__file__).parent.parent / "cases" / "documents").glob("*.yaml"))
FIELDS = ("title", "author", "outlet", "published", "url")


def load(path: Path) -> dict[str, Any]:
    case: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    known = {"why", "text", "suffix", "blocks", "findings", *FIELDS}
    assert set(case) <= known, f"{path.name}: {set(case) - known}"
    return case


def read(case: dict[str, Any], folder: Path) -> Document:
    path = folder / f"case{case.get('suffix', '.txt')}"
    path.write_bytes(case["text"].encode("utf-8"))
    return read_document(path, name="case")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path, tmp_path: Path) -> None:
    case = load(path)

    document = read(case, tmp_path)

    blocks = [{block.kind.value: block.span.of(document.text)} for block in document.blocks]
    assert blocks == case["blocks"]
    assert {field: getattr(document, field) for field in FIELDS} == {
        field: case.get(field) for field in FIELDS
    }
    findings = [f"{finding.code} {finding.line}:{finding.column}" for finding in document.findings]
    assert findings == case.get("findings", [])


def test_cases_show_every_kind_of_block() -> None:
    shown = {kind for path in CASES for block in load(path)["blocks"] for kind in block}

    assert shown == {kind.value for kind in BlockKind}
