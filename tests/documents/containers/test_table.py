"""Test which files are treated as corpora of documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimkit.documents.containers import is_corpus, iter_corpus


def test_corpus_is_known_by_its_suffix(tmp_path: Path) -> None:
    (tmp_path / "folder.jsonl").mkdir()

    assert is_corpus(tmp_path / "gone.JSONL")
    assert not is_corpus(tmp_path / "folder.jsonl")
    assert not is_corpus(Path("report.txt"))
    assert not is_corpus(Path("-"))


def test_other_file_is_not_read_as_a_corpus() -> None:
    with pytest.raises(ValueError, match=r"report\.txt is not a corpus"):
        iter_corpus(Path("report.txt"))
