"""Encodings: what is read, what is reported, and where."""

from __future__ import annotations

import pytest

from claimkit.documents.readers.decoding import decode_document
from claimkit.documents.reading import document_from_bytes
from claimkit.errors import DocumentError
from claimkit.model import Finding

ARTICLE = (
    "“The café isn’t open,” Mrs Bäck said – it cost £5 and 3 °C.\n"
    "“We don’t know,” said José Núñez… “Façade!”\n"
)
POLISH = "Lech Wałęsa met Jarosław Kaczyński and Zbigniew Ćwiąkalski in Łódź, Wałęsa said.\n"
RUSSIAN = "Москва сообщила, что переговоры продолжаются. Путин не приехал.\n"


def read(data: bytes) -> tuple[str, tuple[Finding, ...]]:
    decoded = decode_document(data, "a.txt")
    return decoded.text, decoded.findings


@pytest.mark.parametrize(
    ("encoding", "name", "text"),
    [
        ("mac_roman", "Mac Roman", ARTICLE),
        ("cp1250", "Windows-1250", POLISH),
        ("iso8859_2", "Latin-2", POLISH),
        ("cp850", "DOS code page 850", "Herr Bäck und Frau Müller trafen Señor Núñez.\n"),
        ("cp1251", "Windows-1251", RUSSIAN),
        ("koi8_r", "KOI8-R", RUSSIAN),
    ],
)
def test_unusual_encodings_are_read_and_named(encoding: str, name: str, text: str) -> None:
    found, findings = read(text.encode(encoding, "ignore"))
    assert found == text.encode(encoding, "ignore").decode(encoding)
    assert [finding.code for finding in findings] == ["CK115"]
    assert f"read as {name}, so this is" in findings[0].message
    assert (findings[0].line, findings[0].column) == (1, first_place(found))


def first_place(text: str) -> int:
    return 1 + next(index for index, character in enumerate(text) if not character.isascii())


@pytest.mark.parametrize("text", [ARTICLE, "A café.\n", "Tromsø, Malmö, Århus, Þór Guðmundsson\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-32-be"])
def test_usual_encodings_give_no_finding(text: str, encoding: str) -> None:
    assert read(text.encode(encoding)) == (text, ())


@pytest.mark.parametrize(
    ("data", "text", "place", "words"),
    [
        (b"Herr B\xe4ck met B\xc3\xa4ck.", "Herr Bäck met Bäck.", (1, 7), "read as 'ä'"),
        (
            b"One.\nMr B" + b"\xf6" + "hm, Núñez, “Lee”.".encode(),
            "One.\nMr Böhm, Núñez, “Lee”.",
            (2, 5),
            "read as 'ö'",
        ),
        (
            "“Yes” – ".encode() + b"\x93No\x94" + " – “Yes”".encode(),
            "“Yes” – “No” – “Yes”",
            (1, 9),
            "1 more such places in this line",
        ),
        ("It is Núñez".encode()[:-1] + b"\xe2\x80", "It is Núñe\ufffd", (1, 11), "is missing"),
    ],
)
def test_odd_bytes_do_not_change_the_rest(
    data: bytes, text: str, place: tuple[int, int], words: str
) -> None:
    found, (finding,) = read(data)
    assert found == text
    assert (finding.code, finding.line, finding.column) == ("CK115", *place)
    assert words in finding.message


def test_an_accident_is_no_utf8() -> None:
    """In Windows-1252, the end of "MENÜ”" is a letter of another script in UTF-8."""
    text = "The “MENÜ” of Café Núñez."
    assert read(text.encode("cp1252")) == (text, ())


def test_what_no_encoding_gives_is_refused() -> None:
    with pytest.raises(DocumentError, match=r"not UTF-8, UTF-16 or Windows-1252 \(byte 7\)"):
        read(b"The caf\x81 shut.")


@pytest.mark.parametrize(
    ("text", "line", "column", "meant"),
    [
        ("The minister, Mr BÃ¤ck, left.", 1, 19, "'ä'"),
        ("It rained.\n\nâ€œWe donâ€™t know,â€\x9d he said.", 3, 1, "'“'"),
        ("It cost Â£5.", 1, 9, "'£'"),
        ("Mr PÅ™emysl left.", 1, 5, "'ř'"),
        ("So happy ðŸ˜€ she wrote.", 1, 10, "'😀'"),
    ],
)
def test_garbled_text_is_reported_and_stays(text: str, line: int, column: int, meant: str) -> None:
    document = document_from_bytes(text.encode(), name="a.txt")
    (finding,) = document.findings
    assert (finding.code, finding.line, finding.column) == ("CK116", line, column)
    assert meant in finding.message
    assert document.text.replace("\x9d", "") == text.replace("\x9d", "")


def test_lost_characters_are_reported() -> None:
    document = document_from_bytes("Mr B\ufffdck, of the B\ufffdck family".encode(), name="a.txt")
    (finding,) = document.findings
    assert (finding.code, finding.line, finding.column) == ("CK116", 1, 5)
    assert "1 more such places" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "“AMANHÃ” is the word. “MENÜ” is another, “CAFÉ” a third.",
        "In Âge tendre, Ângela and Åsa wrote “The café”’ again.",
        "“He said, ‘voilà’” in SÃO PAULO – ÅRHUS – MALMÖ…",
        "It was 20 °C in Łódź, Þór said; the “naïve” Brontë’s “soirée”.",
    ],
)
def test_unusual_text_is_not_garbled(text: str) -> None:
    assert document_from_bytes(text.encode(), name="a.txt").findings == ()


def test_the_next_line_sign_is_a_space() -> None:
    document = document_from_bytes("The mill\x85has closed, Ann Lee said.".encode(), name="a.txt")
    assert document.text == "The mill has closed, Ann Lee said."
