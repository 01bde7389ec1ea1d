"""Files that go on without another document are given up; what stands before is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimkit.documents.containers import iter_corpus, mailboxes, streams, warc
from claimkit.errors import DocumentError
from claimkit.model import Document, Finding
from tests.documents.web_archives import GOOD

MAIL = b"From a@a.example Mon May  5 10:00:00 2025\nFrom: Ana Beck <a@a.example>\n\nIt burned.\n\n"


@pytest.fixture(autouse=True)
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (mailboxes, streams, warc):
        monkeypatch.setattr(module, "MAX_SKIPPED", 5_000_000)


def write(path: Path, start: bytes) -> Path:
    """Write a file that goes on with null characters."""
    with path.open("wb") as file:
        file.write(start)
        file.truncate(60_000_000)
    return path


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.jsonl", b'{"id": "a", "text": "It burned."}\n'),
        ("a.csv", b"id,text\na,It burned.\n"),
        ("a.mbox", MAIL + MAIL[:50]),
    ],
)
def test_a_file_that_never_ends_is_refused(tmp_path: Path, name: str, start: bytes) -> None:
    items = iter_corpus(write(tmp_path / name, start))

    assert isinstance(next(items), Document)
    with pytest.raises(DocumentError, match="has more than 5,000,000 bytes") as caught:
        list(items)
    assert caught.value.hint


def test_an_archive_that_never_ends_is_given_up(tmp_path: Path) -> None:
    document, finding = iter_corpus(write(tmp_path / "a.warc", GOOD))

    assert isinstance(document, Document)
    assert isinstance(finding, Finding)
    assert "more than 5,000,000 bytes are no record" in finding.message
