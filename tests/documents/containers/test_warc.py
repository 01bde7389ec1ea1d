"""Web archives: each page that they store is a document, and a damaged record costs only itself."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from claimkit.documents.containers import is_corpus, iter_corpus
from claimkit.documents.containers.warc import iter_documents
from claimkit.errors import DocumentError
from claimkit.model import Document, Finding
from tests.documents.web_archives import GOOD, INFO, PAGE, http, record
from tests.growth import assert_linear


def read(tmp_path: Path, *records: bytes, compress: bool = False) -> list[Document | Finding]:
    path = tmp_path / ("a.warc.gz" if compress else "a.warc")
    path.write_bytes(b"".join(map(gzip.compress, records) if compress else records))
    assert is_corpus(path)
    return list(iter_corpus(path))


def texts(found: list[Document | Finding]) -> list[str]:
    return [item.text if isinstance(item, Document) else f"! {item.message}" for item in found]


@pytest.mark.parametrize("compress", [False, True])
def test_pages_are_documents(tmp_path: Path, compress: bool) -> None:
    found = read(
        tmp_path,
        INFO,
        record("GET /mill HTTP/1.1\r\n\r\n", kind="request"),
        record(http()),
        record("x: y", kind="metadata"),
        record("", kind="revisit"),
        record(http(PAGE.replace("mill", "barn")), address="https://news.example.org/barn"),
        compress=compress,
    )

    first, second = found
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.path, first.url) == ("https://news.example.org/mill",) * 2
    assert first.retrieved == "2026-03-03"
    assert first.title == "Mill burns down"
    assert first.text.endswith("Nobody was hurt.")
    assert "barn burned" in second.text


def test_a_file_may_be_one_member(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(INFO + record(http()) + GOOD))

    assert len(list(iter_corpus(path))) == 2


CHUNKS = (
    b"".join(f"{len(p):x};x=y\r\n{p}\r\n".encode() for p in (PAGE[:50], PAGE[50:])) + b"0\r\n\r\n"
)


@pytest.mark.parametrize(
    "block",
    [
        http(gzip.compress(PAGE.encode(), mtime=0), "Content-Encoding: gzip"),
        http(zlib.compress(PAGE.encode()), "Content-Encoding: deflate"),
        http(zlib.compress(PAGE.encode(), wbits=-15), "Content-Encoding: deflate"),
        http(CHUNKS, "Transfer-Encoding: chunked"),
        http(PAGE, "Transfer-Encoding: chunked"),  # undone by the archive
        http(PAGE, "Content-Encoding: gzip"),
        http(PAGE).replace(b"\r\n", b"\n", 3),
        http(PAGE, "X-Folded: a\r\n b"),
        http(PAGE.encode("utf-16"), media_type="text/html; charset=utf-16"),
        http(PAGE, media_type="application/xhtml+xml"),
    ],
)
def test_codings(tmp_path: Path, block: bytes) -> None:
    (document,) = read(tmp_path, record(block))

    assert isinstance(document, Document)
    assert document.text.endswith("Nobody was hurt.")
    assert not document.findings


def test_the_encoding_of_the_header_counts(tmp_path: Path) -> None:
    page = PAGE.replace("Friday", "\u043f\u044f\u0442\u043d\u0438\u0446\u0430")
    block = http(page.encode("koi8-r"), media_type="text/html; charset=KOI8-R")

    (document,) = read(tmp_path, record(block))

    assert isinstance(document, Document)
    assert "\u043f\u044f\u0442\u043d\u0438\u0446\u0430" in document.text


@pytest.mark.parametrize(
    ("block", "address"),
    [
        (http("body{color:red}", media_type="text/css"), "https://a.example/x.css"),
        (http("let a = 'He said 3';", media_type="text/javascript"), "https://a.example/x"),
        (http('{"text": "He said so."}', media_type="application/json"), "https://a.example/x"),
        (http(b"\x89PNG\r\n\x1a\n\x00", media_type="image/png"), "https://a.example/x.png"),
        (http(b"\x89PNG\r\n\x1a\n\x00", media_type="text/html"), "https://a.example/x.html"),
        (http("User-agent: *", media_type="text/plain"), "https://a.example/robots.txt"),
        (http(status="404 Not Found"), "https://a.example/x.html"),
        (http("", status="302 Found"), "https://a.example/x.html"),
        (http(""), "https://a.example/x.html"),
        (http("var x = 1", media_type="application/x-unknown"), "https://a.example/x.txt"),
    ],
)
def test_what_is_no_page_is_skipped(tmp_path: Path, block: bytes, address: str) -> None:
    assert texts(read(tmp_path, record(block, address=address), GOOD)) == texts(
        read(tmp_path, GOOD)
    )


def test_pages_without_text_are_counted(tmp_path: Path) -> None:
    empty = record(http("<html><script>x()</script></html>"), address="https://a.example/1")
    other = record(http("<html><div id=app></div></html>"), address="https://a.example/2")

    _, finding = read(tmp_path, empty, GOOD, other)

    assert isinstance(finding, Finding)
    assert finding.message == "2 pages without text are skipped, the first is https://a.example/1"


def test_resources_and_conversions(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        record(PAGE, kind="resource", media_type="text/html", address="file:///x.html"),
        record(
            "The mill burned, she said.",
            kind="conversion",
            media_type="text/plain",
            address="https://a.example/t",
        ),
    )

    assert [item.path for item in found] == ["file:///x.html", "https://a.example/t"]
    assert [item.url for item in found if isinstance(item, Document)] == [
        None,
        "https://a.example/t",
    ]


def test_an_address_that_is_stored_twice_has_two_names(tmp_path: Path) -> None:
    names = [item.path for item in read(tmp_path, GOOD, GOOD, GOOD)]

    assert names == [
        "https://news.example.org/good",
        "https://news.example.org/good (2026-03-03T23:30:00Z)",
        "https://news.example.org/good (2026-03-03T23:30:00Z), record 3",
    ]


LONG = record(http()).replace(b"Content-Length: ", b"Content-Length: 9")


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (record("no response"), "record 1 (https://news.example.org/mill): it holds no HTTP"),
        (record(http("x", "Content-Encoding: br")), "compressed with 'br'"),
        (
            record(http(gzip.compress(b"x", mtime=0)[:4] + b"zzz", "Content-Encoding: gzip")),
            "its compression is damaged",
        ),
        (
            record(http(gzip.compress(b"\0" * 60_000_000), "Content-Encoding: gzip")),
            "it is too large",
        ),
        (record(http()).replace(b"Content-Length: ", b"Content-Length: x"), "how long it is"),
        (record(http()).replace(b"Content-Length: ", b"Content-Long: "), "how long it is"),
    ],
)
def test_a_bad_record_costs_only_itself(tmp_path: Path, bad: bytes, words: str) -> None:
    finding, *others = read(tmp_path, bad, GOOD)

    assert isinstance(finding, Finding)
    assert (finding.code, finding.path) == ("CK123", (tmp_path / "a.warc").as_posix())
    assert words in finding.message
    assert texts(others) == texts(read(tmp_path, GOOD))


def test_a_damaged_member_costs_only_itself(tmp_path: Path) -> None:
    data = bytearray(gzip.compress(record(http(PAGE * 40))))
    data[60:90] = bytes(30)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(GOOD) + bytes(data) + gzip.compress(GOOD))

    found = list(iter_corpus(path))

    assert [isinstance(item, Document) for item in found] == [True, False, True]
    assert "its compression is damaged" in texts(found)[1]


@pytest.mark.parametrize("compress", [False, True])
def test_an_archive_that_ends_early(tmp_path: Path, compress: bool) -> None:
    data = gzip.compress(GOOD) + gzip.compress(GOOD)[:-40] if compress else GOOD + GOOD[:-40]
    path = tmp_path / ("a.warc.gz" if compress else "a.warc")
    path.write_bytes(data)

    document, finding = iter_corpus(path)

    assert isinstance(document, Document)
    assert isinstance(finding, Finding)
    assert "the archive ends within it" in finding.message


@pytest.mark.parametrize("data", [b"", b"no archive", b"\x1f\x8b\x08" + bytes(100)])
def test_what_is_no_archive_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(data)

    with pytest.raises(DocumentError, match="no record of a web archive"):
        list(iter_documents(path, language="en"))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="can't be read: No such file"):
        list(iter_corpus(tmp_path / "a.warc"))


def test_large_archives_are_read_in_linear_time(tmp_path: Path) -> None:
    def prepare(size: int) -> Callable[[], object]:
        path = tmp_path / f"{size}.warc.gz"
        other = gzip.compress(record("x" * 2000, kind="request"), 1)
        path.write_bytes(gzip.compress(GOOD) + other * size)
        return lambda: list(iter_documents(path, language="en"))

    assert_linear(prepare, 200)
