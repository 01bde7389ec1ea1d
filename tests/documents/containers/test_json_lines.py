"""Corpora of JSON lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimkit.documents.containers import iter_corpus
from claimkit.errors import DocumentError
from claimkit.model import Document, Finding


def test_bad_lines_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    good = {"id": 7, "text": "It burned.", "author": "Jane Doe", "published": "2025-05-03", "x": 1}
    lines: list[bytes] = [
        b"\xef\xbb\xbf" + json.dumps(good).encode(),
        b"",
        b"{not json",
        b'["a"]',
        b'{"text": "No id."}',
        b'{"id": "b"}',
        b'{"id": "c", "text": 3}',
        b'{"id": "d", "text": "  "}',
        b'{"id": "e", "text": "x", "title": 5}',
        b'{"id": "f", "text": "x", "published": "31.04.2025"}',
        b'{"id": "g", "text": "\xff"}',
        b"[" * 100_000,
        b'{"id": "h", "text": "Lone \\ud800 surrogate."}',
    ]
    path.write_bytes(b"\n".join(lines))

    found = list(iter_corpus(path))

    documents = [item for item in found if isinstance(item, Document)]
    findings = [item for item in found if isinstance(item, Finding)]
    assert [(item.path, item.text) for item in documents] == [
        ("7", "It burned."),
        ("h", "Lone surrogate."),
    ]
    assert (documents[0].author, documents[0].published) == (("Jane Doe",), "2025-05-03")
    assert [finding.line for finding in findings] == [3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    assert all(finding.path == path.as_posix() and finding.hint for finding in findings)


def test_a_line_that_would_fill_the_memory_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    with path.open("wb") as file:
        file.write(b'{"id": "a", "text": "' + b"x" * 40_000_000 + b'"}\n')
        file.write(b'{"id": "b", "text": "It burned."}\n')

    finding, document = iter_corpus(path)

    assert isinstance(finding, Finding)
    assert (finding.line, finding.message) == (1, "the line is too long")
    assert isinstance(document, Document)


def test_corpus_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"gone\.jsonl"):
        list(iter_corpus(tmp_path / "gone.jsonl"))
