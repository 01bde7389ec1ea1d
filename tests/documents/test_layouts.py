"""Every case is a small document with the blocks and the metadata that its layout means.

A block is written as ``{kind: its text}``, with the fields of `Block` that the case is about::

    - turn: The bridge opens in May.
      speaker: Ana Beck
      role: minister

Only the fields that are written are compared. ``blocks`` are all blocks in order; ``some`` are
blocks that must be among them. ``none`` are texts that no block may hold, except furniture.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from claimkit.documents.reading import read_document
from claimkit.model import ABOUT_THE_DOCUMENT, Block, BlockKind, Document
from tests.case_files import load_cases, read_cases

META = ("title", "author", "outlet", "issuer", "published", "url")
KINDS = {kind.value for kind in BlockKind}
KEYS = "text suffix blocks some none meta published findings"
FIELDS = {"speaker", "role", "addressee", "said", "label"}


@pytest.mark.parametrize("case", load_cases("layouts", KEYS))
def test_layout(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / f"case{case.get('suffix', '.txt')}"
    path.write_bytes(case["text"].encode("utf-8"))
    document = read_document(path, name="case", published=case.get("published"))
    assert case.keys() & {"blocks", "some", "none", "meta", "findings"}

    if "blocks" in case:
        kinds = [_as_written(document, block, {}) for block in document.blocks]
        assert len(document.blocks) == len(case["blocks"]), kinds
        shown = [
            _as_written(document, block, wanted)
            for block, wanted in zip(document.blocks, case["blocks"], strict=True)
        ]
        assert shown == case["blocks"]
    for wanted in case.get("some", ()):
        shown = [_as_written(document, block, wanted) for block in document.blocks]
        assert wanted in shown
    readable = [block.span.of(document.text) for block in document.blocks if _is_read(block)]
    for words in case.get("none", ()):
        assert not [text for text in readable if words in text]
    assert _metadata(document, case.get("meta", {})) == case.get("meta", {})
    if "findings" in case:
        assert [finding.code for finding in document.findings] == case["findings"]


def _as_written(document: Document, block: Block, wanted: dict[str, Any]) -> dict[str, Any]:
    """Return a block in the form of the case, with the fields that ``wanted`` has."""
    assert wanted.keys() <= KINDS | FIELDS, wanted.keys() - KINDS - FIELDS
    fields = {
        "speaker": block.speaker.name if block.speaker else None,
        "role": block.speaker.role if block.speaker else None,
        "addressee": block.addressee.name if block.addressee else None,
        "said": block.said,
        "label": block.label,
    }
    written: dict[str, Any] = {block.kind.value: block.span.of(document.text)}
    return written | {key: value for key, value in fields.items() if key in wanted}


def _is_read(block: Block) -> bool:
    return block.kind not in ABOUT_THE_DOCUMENT


def _metadata(document: Document, wanted: dict[str, Any]) -> dict[str, Any]:
    assert wanted.keys() <= set(META), wanted.keys() - set(META)
    values = {field: getattr(document, field) for field in META}
    values["author"] = list(document.author)
    return {field: values[field] for field in wanted}


def test_cases_show_every_kind_of_block() -> None:
    cases = read_cases("layouts", KEYS)
    blocks = [b for case in cases for key in ("blocks", "some") for b in case.get(key, ())]

    assert {key for block in blocks for key in block} >= KINDS
