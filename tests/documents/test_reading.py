"""Files and strings to documents: what comes out, and what is refused with which words."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from claimkit.documents.reading import document_from_text, read_document
from claimkit.errors import DocumentError, SchemaError
from claimkit.model import BlockKind, Span

TEXT = "Café “Öre” shut on Friday, its owner said. It had 40 seats.\n"


def write(folder: Path, data: bytes, name: str = "note.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path, TEXT.encode(encoding))

    document = read_document(path, name="a/note.txt")

    assert document.text == TEXT.strip()
    assert document.path == "a/note.txt"
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert document.offsets.source_spans(Span(0, 4)) == (Span(0, 4),)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["No", "Ādams said it again today."])
def test_wide_text_without_a_mark_may_be_short_or_have_letters_beyond_latin_1(
    tmp_path: Path, encoding: str, text: str
) -> None:
    document = read_document(write(tmp_path, text.encode(encoding)), name="note.txt")

    assert document.text == text


def test_path_is_the_name_by_default(tmp_path: Path) -> None:
    path = write(tmp_path, b"All is well.")

    assert read_document(path).path == path.as_posix()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n\t\n", "is empty"),
        (b"\x00\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not a text file"),
        (bytes(range(1, 32)) * 40, "not a text file"),
        (b"The caf\x81 shut.", "not UTF-8, UTF-16 or Windows-1252"),
        (b"\xff\xfeA", "not utf-16-le"),
        ("Ā dam broke.".encode("utf-16-le"), "binary"),
        (b"Share\n\nComments\n\n* * *\n", "only layout"),
        (b"word " * 220_000, "too large"),
        (b"x" * 16_000_001, "too large"),
    ],
)
def test_refusals_say_what_to_do(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(DocumentError, match=words) as caught:
        read_document(write(tmp_path, data), name="note.txt")

    assert caught.value.message.startswith("note.txt: ")
    assert caught.value.hint


def test_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no such file"):
        read_document(tmp_path / "gone.txt")


def test_folder_and_loop_of_links_are_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")

    for name in ("folder.txt", "loop.txt"):
        with pytest.raises(DocumentError, match=name):
            read_document(tmp_path / name)


def test_unknown_suffix_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"doesn't read \.rst") as caught:
        read_document(write(tmp_path, b"text", "report.rst"))

    assert caught.value.hint is not None
    assert ".txt, .md" in caught.value.hint


@pytest.mark.parametrize("name", ["note.meta.yaml", "note.txt.meta.yaml"])
def test_sidecar_overrides_the_text_and_options_override_the_sidecar(
    tmp_path: Path, name: str
) -> None:
    path = write(tmp_path, b"By Jane Doe, 3 May 2025\n\nThe mill burned down, the town said.\n")
    write(tmp_path, b"author: Rosa Keller\npublished: 2025\ntitle: Mill\n", name)

    document = read_document(path)
    overridden = read_document(path, author="Tim Odum", published="2025-05-04")

    assert document.author == ("Rosa Keller",)
    assert (document.published, document.title) == ("2025", "Mill")
    assert (overridden.author, overridden.published) == (("Tim Odum",), "2025-05-04")


def test_several_authors_and_the_address_of_the_text(tmp_path: Path) -> None:
    path = write(tmp_path, b"By Jane Doe\n\nThe mill burned down, the town said.\n")
    sidecar = b"author: [Rosa Keller, Tim Odum]\nurl: https://a.example/1\nretrieved: 2025-05-04\n"
    write(tmp_path, sidecar, "note.meta.yaml")

    document = read_document(path)

    assert document.author == ("Rosa Keller", "Tim Odum")
    assert (document.url, document.retrieved) == ("https://a.example/1", "2025-05-04")
    text = (
        "---\nauthors: [Rosa Keller, {name: Tim Odum}]\nlink: https://a.example/2\n---\nIt fell.\n"
    )
    document = document_from_text(text, name="a")
    assert (document.author, document.url) == (("Rosa Keller", "Tim Odum"), "https://a.example/2")


@pytest.mark.parametrize(
    ("sidecar", "position"),
    [
        ("title: A\nauthr: B\n", r"note\.meta\.yaml:2:1: authr"),
        ("published: 31.04.2025\n", r"note\.meta\.yaml:1:12: published"),
        ("published: 2025-02-30\n", r"note\.meta\.yaml:1:12: published"),
        ("title: [A]\n", r"note\.meta\.yaml:1:8: title"),
        ("title: 'A\n", r"note\.meta\.yaml:\d+:\d+: not valid YAML"),
    ],
)
def test_sidecar_faults_have_a_position(tmp_path: Path, sidecar: str, position: str) -> None:
    path = write(tmp_path, b"The mill burned down, the town said.\n")
    write(tmp_path, sidecar.encode(), "note.meta.yaml")

    with pytest.raises(SchemaError, match=position):
        read_document(path)


def test_two_sidecars_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path, b"The mill burned down.")
    write(tmp_path, b"title: A\n", "note.meta.yaml")
    write(tmp_path, b"title: B\n", "note.txt.meta.yaml")

    with pytest.raises(DocumentError, match="two files describe it"):
        read_document(path)


def test_option_that_is_no_date_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"'31\.04\.2025' is not a date"):
        read_document(write(tmp_path, b"All is well."), published="31.04.2025")


def test_faulty_front_matter_is_named_and_passed_over(tmp_path: Path) -> None:
    document = read_document(
        write(tmp_path, b"---\ntitle: A\ndate: [1\n---\nThe mill burned down.\n", "note.md")
    )

    assert document.text == "The mill burned down."
    assert [(finding.code, finding.line) for finding in document.findings] == [("CK103", 4)]


def test_impossible_front_matter_date_gives_way_to_the_next_evidence() -> None:
    document = document_from_text(
        "---\ndate: 2025-02-30\n---\nMill Burns\n\nBy Jane Doe, 2 March 2025\n\nIt burned.\n",
        name="x",
    )

    assert document.published == "2025-03-02"
    assert [(finding.line, finding.column) for finding in document.findings] == [(2, 7)]


def test_rule_above_the_text_is_no_front_matter() -> None:
    assert document_from_text("---\nThe mill: gone.\n---\nAll of it.", name="x").text.startswith(
        "The mill: gone."
    )


def test_known_title_marks_its_block() -> None:
    document = document_from_text(
        "Mill burned down, says town.\n\nIt burned on Friday.",
        name="x",
        title="Mill burned down, says town",
    )

    assert document.blocks[0].kind is BlockKind.TITLE
    assert document.title == "Mill burned down, says town"


def test_time_of_a_given_date_is_dropped() -> None:
    document = document_from_text("It burned.", name="x", published="2025-05-03T09:30:00+02:00")

    assert document.published == "2025-05-03"


def test_offsets_lead_to_the_text_as_given() -> None:
    text = "\ufeff  The <b>mill</b>\r\n\r\nburned &amp; fell, **she** said."
    document = document_from_text(text, name="x")
    start = document.text.index("mill")

    assert document.offsets.source_spans(Span(start, start + 4)) == (
        Span(text.index("mill"), text.index("mill") + 4),
    )
    start = document.text.index("&")
    (span,) = document.offsets.source_spans(Span(start, start + 1))
    assert span.of(text) == "&amp;"
