"""Tables of documents: which columns hold what, and what bad rows give."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest

from claimkit.documents.containers import iter_corpus, separated_values, streams
from claimkit.errors import DocumentError
from claimkit.model import Document, Finding

HEADER = "id,title,author,date,url,text\n"


def read(
    folder: Path, text: str | bytes, name: str = "a.csv"
) -> tuple[list[Document], list[Finding]]:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    found = list(iter_corpus(path))
    return (
        [item for item in found if isinstance(item, Document)],
        [item for item in found if isinstance(item, Finding)],
    )


def test_columns_have_usual_names_in_any_order(tmp_path: Path) -> None:
    text = (
        "Headline;Publish Date;BODY;Link;Byline;Doc-ID\n"
        'Mill;2025-05-03 10:00;"It; burned.";https://a.example/1;"Ana Beck; Bo Lee";7\n'
    )
    (document,), findings = read(tmp_path, text)

    assert findings == []
    assert (document.path, document.text, document.title) == ("7", "It; burned.", "Mill")
    assert (document.author, document.published) == (("Ana Beck", "Bo Lee"), "2025-05-03")
    assert document.url == "https://a.example/1"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"id,text\n1,It burned.\n", "a.csv"),
        (b"id\ttext\n1\tIt burned.\n", "a.tsv"),
        (b"id;text\r\n1;It burned.\r\n", "a.CSV"),
        (b"id|text\n1|It burned.", "a.csv"),
        (b'\xef\xbb\xbf"id","text"\n"1","It burned."\n', "a.csv"),
        ("\ufeffid;text\n1;It burned.\n".encode("utf-16-le"), "a.csv"),
        ("\ufeffid;text\n1;It burned.\n".encode("utf-16-be"), "a.csv"),
        (gzip.compress(b"id,text\n1,It burned.\n", mtime=0), "a.csv.gz"),
    ],
)
def test_separators_quotation_marks_and_encodings(tmp_path: Path, data: bytes, name: str) -> None:
    (document,), findings = read(tmp_path, data, name)

    assert (document.path, document.text, findings) == ("1", "It burned.", [])


def test_cells_may_have_line_breaks_and_rows_may_lack_an_id(tmp_path: Path) -> None:
    documents, findings = read(
        tmp_path, 'text\n"The mill burned.\n\nIt ""fell""."\n\nCaf\xe9.\n'.encode("cp1252")
    )

    assert [(d.path, d.text) for d in documents] == [
        ("a.csv#1", 'The mill burned.\n\nIt "fell".'),
        ("a.csv#2", "Café."),
    ]
    assert findings == []


def test_bad_rows_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    rows = [
        "1,A,,,,It burned.",
        '2,B,,,,"It "burned" down.',
        "3,C,,,,It fell.",
        "4,D,,,,It, fell.",
        "5,E,,,,",
        '6,F,,,,"=HYPERLINK(""http://a.example"")"',
        "7,G,,31.04.2025,,It stood.",
        "8,H,,03/04/2025,,It stood.",
        "9,I",
        "10,J,,,,- It is quoted.",
        '11,K,,,,"It never ends.',
        "12,L,,,,It ends.",
    ]
    documents, findings = read(tmp_path, HEADER + "\n".join(rows))

    assert [document.path for document in documents] == ["1", "3", "7", "8", "10", "12"]
    assert [finding.line for finding in findings] == [3, 5, 6, 7, 8, 9, 10, 12]
    assert all(finding.path == (tmp_path / "a.csv").as_posix() for finding in findings)
    assert all(finding.hint for finding in findings)
    words = ["broken", "7 cells", "no text", "formula", "certain day", "certain day", "2 cells"]
    for finding, word in zip(findings, [*words, "broken"], strict=True):
        assert word in finding.message


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"id,title\n1,A\n", "no column with the text; the columns are: id, title"),
        (b"", "no column with the text"),
        (b"\n\n", "no column with the text"),
        (b"PK\x03\x04", "this is an archive, although its name says that it is a table"),
        (b"<!doctype html><p>No table.", "this is a web page"),
        (b"id,text\0\n", "no table of text"),
    ],
)
def test_files_that_are_no_tables_of_documents(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(DocumentError, match=words) as caught:
        read(tmp_path, data)

    assert caught.value.hint


def test_a_compressed_file_that_was_cut_off_gives_what_it_has(tmp_path: Path) -> None:
    rows = (f"{i},It burned {hashlib.sha256(bytes([i])).hexdigest()}.\n" for i in range(200))
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(("id,text\n" + "".join(rows)).encode())[:-4000])
    items = iter_corpus(path)

    assert isinstance(next(items), Document)
    with pytest.raises(DocumentError, match="was cut off"):
        list(items)


def test_many_quotation_marks_that_never_close_end_soon(tmp_path: Path) -> None:
    documents, findings = read(tmp_path, "id,text\n" + '1,"It ' * 3 + '1,"It burned.\n' * 3_000)

    assert documents == []
    assert findings


def test_rows_that_are_too_large_are_named_once_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(separated_values, "_MAX_LINE", 2_000)
    monkeypatch.setattr(separated_values, "_MAX_CELL", 500)
    rows = ["1," + "x " * 9_000, "2,It burned.", "3," + "x" * 600, '4,"It', "5" * 9_000, "6,Out."]
    documents, findings = read(tmp_path, "id,text\n" + "\n".join(rows))

    assert [document.path for document in documents] == ["2", "6"]
    assert [(finding.line, finding.message) for finding in findings] == [
        (2, "the row is too long (over 2,000 bytes)"),
        (4, "a cell of the row has more than 500 characters"),
        (5, "the row is too long (over 2,000 bytes)"),
    ]


def test_a_null_character_costs_its_row_only(tmp_path: Path) -> None:
    documents, findings = read(tmp_path, b"id,text\n1,It\0burned.\n2,It fell.\n")

    assert [document.path for document in documents] == ["2"]
    assert [(finding.line, finding.message) for finding in findings] == [
        (2, "the row has a null character")
    ]


def test_an_endless_header_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="first line is too long"):
        read(tmp_path, "a" * 4_100_000 + ",text\n1,It burned.\n")


def test_a_compressed_file_that_grows_without_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "_MIN_SUSPECT", 100_000)
    data = gzip.compress(b"id,text\n1,It burned.\n" + b"\n" * 2_000_000)
    (tmp_path / "a.csv.gz").write_bytes(data)
    items = iter_corpus(tmp_path / "a.csv.gz")

    assert isinstance(next(items), Document)
    with pytest.raises(DocumentError, match="unpacks to more than 200 times its size") as caught:
        list(items)
    assert caught.value.hint


def test_of_many_broken_rows_the_first_are_listed(tmp_path: Path) -> None:
    documents, findings = read(tmp_path, "id,text\n" + "broken\n" * 1_500 + "1,It burned.\n")

    assert [document.path for document in documents] == ["1"]
    assert len(findings) == 1_001
    assert (findings[-1].line, findings[-1].message) == (
        1002,
        "500 more findings, from this line on, are not listed",
    )
