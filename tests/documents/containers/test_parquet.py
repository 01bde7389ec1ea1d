"""Parquet tables of documents."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from claimkit.documents.containers import iter_corpus
from claimkit.errors import DocumentError
from claimkit.model import Document, Finding

pyarrow = pytest.importorskip("pyarrow")


def write(folder: Path, columns: dict[str, list[object]], rows: int = 1_000) -> Path:
    from pyarrow import parquet

    path = folder / "a.parquet"
    parquet.write_table(pyarrow.table(columns), path, row_group_size=rows)
    return path


def test_rows_are_documents(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        {
            "Body": ["It burned.", None, "It fell.", "=SUM(A1)"],
            "id": [1, 2, 3, 4],
            "authors": [["Ana Beck", "Bo Lee"], [], None, []],
            "date": [date(2025, 5, 3), None, datetime(2025, 5, 4, 10), None],
            "other": [b"x", b"y", b"z", b""],
        },
        rows=2,
    )
    found = list(iter_corpus(path))

    documents = [item for item in found if isinstance(item, Document)]
    assert [(d.path, d.text, d.author, d.published) for d in documents] == [
        ("1", "It burned.", ("Ana Beck", "Bo Lee"), "2025-05-03"),
        ("3", "It fell.", (), "2025-05-04"),
    ]
    assert [item.line for item in found if isinstance(item, Finding)] == [2, 4]


def test_files_that_are_no_tables_of_documents(tmp_path: Path) -> None:
    path = write(tmp_path, {"id": [1], "title": ["A"]})
    with pytest.raises(DocumentError, match="no column with the text"):
        list(iter_corpus(path))
    path = write(tmp_path, {"text": ["It burned."]})
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(DocumentError, match="damaged or was cut off"):
        list(iter_corpus(path))
    path = write(tmp_path, {"text": [b"\xff\x00"]})
    (finding,) = iter_corpus(path)
    assert isinstance(finding, Finding)
    assert "is no text" in finding.message
