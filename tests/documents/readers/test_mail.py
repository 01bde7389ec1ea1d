"""Mails: which of their parts is the text, what their heads say, and what bad mails give."""

from __future__ import annotations

import base64
from email.message import EmailMessage
from pathlib import Path

import pytest

from claimkit.documents.reading import document_from_bytes, read_document
from claimkit.errors import DocumentError
from claimkit.model import BlockKind, Document

HEAD = (
    b"From: =?utf-8?q?Ana_Petrov=C3=A1?= <ana@holm.example>\r\nTo: news@holm.example\r\n"
    b"Date: Mon, 5 May 2025 23:40:00 -0700\r\nSubject: Re: The wall of Holm\r\n"
    b"Message-ID: <1@holm.example>\r\n"
)
WALL = "The wall has eleven cracks, the harbour office of Holm said on Friday."
HTML = "<html><style>p {color: red}</style><body><p>{}</p></body></html>"


def read(data: bytes) -> Document:
    return document_from_bytes(data, name="a.eml", file_name="a.eml")


def body_of(document: Document) -> str:
    """Return the text below the subject, which is the title."""
    assert document.blocks[0].kind is BlockKind.TITLE
    return document.text[document.blocks[1].span.start :]


def blocks(document: Document) -> list[str]:
    """Return the blocks below the subject."""
    return [
        f"{block.kind.value}: {block.span.of(document.text)}"
        + (f" ({block.speaker.name})" if block.speaker else "")
        for block in document.blocks
        if block.kind is not BlockKind.TITLE
    ]


def mail(text: str | None = None, html: str | None = None) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Ana Petrova <ana@holm.example>"
    message["Date"] = "Mon, 5 May 2025 10:12:00 +0200"
    message["Subject"] = "The wall"
    if text is not None:
        message.set_content(text)
    if html is not None and text is None:
        message.set_content(html, subtype="html")
    elif html is not None:
        message.add_alternative(html, subtype="html")
    return message


def test_the_head_gives_the_metadata_with_the_day_of_the_sender() -> None:
    document = read(HEAD + b"\r\n" + WALL.encode())

    assert (document.author, document.title) == (("Ana Petrová",), "The wall of Holm")
    assert document.published == "2025-05-05"
    assert blocks(document) == [f"paragraph: {WALL}"]
    assert document.blocks[0].span.of(document.text) == "The wall of Holm"


def test_places_are_the_numbers_of_the_paragraphs_below_the_head() -> None:
    document = read(HEAD + f"\r\n{WALL}\r\n\r\nIt\r\nrained.\r\n".encode())

    places = [document.find_place(block.span) for block in document.blocks]
    assert [place and place.paragraph for place in places] == [None, 1, 2, 2]


def test_a_title_that_the_text_repeats_is_there_once() -> None:
    document = read(HEAD + f"\r\nTHE WALL OF HOLM\r\n\r\n{WALL}".encode())

    assert [block.kind for block in document.blocks] == [BlockKind.TITLE, BlockKind.PARAGRAPH]


@pytest.mark.parametrize(
    ("sender", "authors"),
    [
        ('"Beck, Ana" <a@b.example>', ("Ana Beck",)),
        ("Ana Beck (Press office) <a@b.example>", ("Ana Beck",)),
        ("Ana Beck via Port News <list@b.example>", ("Ana Beck",)),
        ("a@b.example", ()),
        ("<a@b.example>", ()),
        ("Ana Beck <a@b.example>, Bo Lee <b@b.example>", ("Ana Beck", "Bo Lee")),
        ("=?bogus?q?Ana?= <a@b.example>", None),
        ("=?utf-8?b?QW5hIELDqWNr?= <a@b.example>", ("Ana Béck",)),
    ],
)
def test_senders(sender: str, authors: tuple[str, ...] | None) -> None:
    document = read(f"From: {sender}\r\nMIME-Version: 1.0\r\n\r\n{WALL}".encode())

    assert authors is None or document.author == authors


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("Mon, 5 May 2025 00:30:00 +0200", "2025-05-05"),
        ("5 May 2025 23:59 -0000", "2025-05-05"),
        ("soon", None),
        ("Mon, 35 May 2025 00:30:00 +0200", None),
        ("", None),
    ],
)
def test_days(date: str, day: str | None) -> None:
    head = f"From: Ana Beck <a@b.example>\r\nDate: {date}\r\nMIME-Version: 1.0\r\n\r\n"

    assert read(f"{head}{WALL}".encode()).published == day


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("text/plain; charset=utf-8", "Café “Öre” shut.".encode()),
        ("text/plain; charset=iso-8859-1", "Café “Öre” shut.".encode()),  # it is UTF-8
        ("text/plain; charset=us-ascii", "Café “Öre” shut.".encode()),
        ("text/plain; charset=utf-8", "Café “Öre” shut.".encode("cp1252")),
        ("text/plain; charset=bogus", "Café “Öre” shut.".encode()),
        ("text/plain; charset=idna", "Café “Öre” shut.".encode()),  # codecs that are no encoding
        ("text/plain; charset=undefined", "Café “Öre” shut.".encode()),
        ("text/plain; charset=utf-16", "Café “Öre” shut.".encode()),  # it is UTF-8
        ("text/plain", "Café “Öre” shut.".encode("cp1252")),
        ("text/plain; charset=utf-16", "Café “Öre” shut.".encode("utf-16")),
    ],
)
def test_charsets_are_what_the_bytes_are(head: str, body: bytes) -> None:
    encoded = base64.encodebytes(body)
    document = read(
        HEAD
        + f"Content-Type: {head}\r\nContent-Transfer-Encoding: base64\r\n\r\n".encode()
        + encoded
    )

    assert body_of(document) == "Café “Öre” shut."


@pytest.mark.parametrize("codec", ["idna", "undefined", "rot13", "zip", "utf-16", "unicode_escape"])
def test_bodies_as_they_are_in_codecs_that_are_wrong(codec: str) -> None:
    document = read(HEAD + f"Content-Type: text/plain; charset={codec}\r\n\r\nCafé.".encode())

    assert body_of(document) in ("Café.", "Caf\xc3\xa9.")


def test_a_sender_of_brackets_is_nobody() -> None:
    document = read(f"From: {'(' * 200_000}\r\nSubject: Wall\r\n\r\n{WALL}".encode())

    assert (document.author, document.title, body_of(document)) == ((), "Wall", WALL)


def test_quoted_printable_and_flowed_lines_are_joined() -> None:
    body = (
        b"The wall has eleven cracks, the caf=C3=A9 =\r\nowner said on Friday, and two of \r\n"
        b"them are wide.\r\n> It has \r\n> nine.\r\n"
    )
    head = b'Content-Type: text/plain; charset="utf-8"; format=flowed\r\n'
    document = read(HEAD + head + b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + body)

    assert blocks(document) == [
        "paragraph: The wall has eleven cracks, the café owner said on Friday, and two of them are "
        "wide.",
        "quoted message: It has nine.",
    ]


@pytest.mark.parametrize(
    ("text", "html", "found"),
    [
        (WALL, HTML.replace("{}", f"<b>{WALL}</b>"), WALL),
        ("This mail has a web page.", HTML.replace("{}", WALL + " " + WALL), f"{WALL} {WALL}"),
        (None, HTML.replace("{}", WALL), WALL),
        (" ", HTML.replace("{}", WALL), WALL),
    ],
)
def test_one_version_of_the_text_is_read(text: str | None, html: str, found: str) -> None:
    assert body_of(read(mail(text, html).as_bytes())) == found


def test_lines_of_a_page_and_what_it_quotes() -> None:
    html = (
        "<div>The office has answered.<br>We print it.</div>"
        '<div style="display:none">Preview text</div><img src="x">'
        "<div>On Mon, 5 May 2025 at 10:12, Bo Lindqvist &lt;bo@holm.example&gt; wrote:</div>"
        "<blockquote><p>The wall has<br> eleven cracks.</p><ul><li>two are wide</ul></blockquote>"
        "<p>That is a lot.</p>"
    )

    assert blocks(read(mail(html=html).as_bytes())) == [
        "paragraph: The office has answered.",
        "paragraph: We print it.",
        "quoted message: The wall has (Bo Lindqvist)",
        "quoted message: eleven cracks. (Bo Lindqvist)",
        "list item: two are wide (Bo Lindqvist)",
        "paragraph: That is a lot.",
    ]


def test_attachments_are_named_and_forwarded_mails_are_read() -> None:
    message = mail(f"{WALL}\n\n-- \nAna Petrova\nHarbour office\n")
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="wall.pdf")
    forwarded = mail("It has nine.\n")
    forwarded.replace_header("From", "Bo Lindqvist <bo@holm.example>")
    message.add_attachment(forwarded)
    document = read(message.as_bytes())

    assert blocks(document) == [f"paragraph: {WALL}", "quoted message: It has nine. (Bo Lindqvist)"]
    (finding,) = document.findings
    assert (finding.path, finding.severity.value) == ("a.eml", "note")
    assert finding.message == "what is attached is not read: wall.pdf"


def test_a_mail_is_known_by_its_head_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "mail.txt").write_bytes(HEAD + b"\r\n" + WALL.encode())

    assert read_document(tmp_path / "mail.txt").author == ("Ana Petrová",)


def test_quoted_lines_of_a_mail_are_messages_of_unknown_people() -> None:
    document = read(HEAD + b"\r\n> How many?\r\n\r\nThere are eleven cracks.\r\n")

    assert [block.kind for block in document.blocks] == [
        BlockKind.TITLE,
        BlockKind.QUOTED_MESSAGE,
        BlockKind.PARAGRAPH,
    ]


def test_a_line_of_the_text_that_says_what_the_subject_says_is_the_title() -> None:
    data = HEAD.replace(b"Re: The wall of Holm", b"PRESS RELEASE: The wall of Holm is unsafe")
    document = read(data + f"\r\nThe wall of Holm is unsafe\r\n\r\n{WALL}".encode())

    assert document.title == "The wall of Holm is unsafe"
    assert [block.kind for block in document.blocks] == [BlockKind.TITLE, BlockKind.PARAGRAPH]


def test_notices_around_a_mail_are_left_out() -> None:
    html = (
        "<div>View this email in your browser</div><div>The office has answered.</div>"
        f"<div>{WALL}</div><p>You are receiving this because you asked for it.</p>"
    )
    assert blocks(read(mail(html=html).as_bytes())) == [
        "paragraph: The office has answered.",
        f"paragraph: {WALL}",
    ]
    text = (
        f"{WALL}\n\nThis e-mail and any attachments are confidential and may be privileged. If\n"
        "you are not the intended recipient, please tell the sender and delete it.\n\nIt rained."
    )
    assert blocks(read(mail(text).as_bytes())) == [f"paragraph: {WALL}", "paragraph: It rained."]


def nested(depth: int) -> bytes:
    parts = [
        f'Content-Type: multipart/mixed; boundary="b{i}"\r\n\r\n--b{i}\r\n'.encode()
        for i in range(depth)
    ]
    return HEAD + b"MIME-Version: 1.0\r\n" + b"".join(parts) + b"\r\nDeep."


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (HEAD + b"\r\n", "the mail holds no text"),
        (HEAD, "the mail holds no text"),
        (HEAD + b"Content-Type: image/png; name=a.png\r\n\r\nx", "only attachments: a.png"),
        (HEAD + b"Content-Type: application/pkcs7-mime\r\n\r\nx", "is encrypted"),
        (nested(60), "too many parts|nested too deeply|no text"),
        (nested(5_000), "too many parts|nested too deeply|no text"),
        (HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 5_000,
         "too many parts"),
        (HEAD + b"\r\n" + b"word " * 220_000, "too large"),
        (HEAD + b"Content-Type: text/html\r\n\r\n" + b"<p style='" * 90_000, "no text"),
        (HEAD + b"Content-Type: text/html\r\n\r\n" + b"<!--" * 200_000, "no text"),
    ],
)  # fmt: skip
def test_bad_mails_are_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(DocumentError, match=words) as caught:
        read(data)

    assert caught.value.message.startswith("a.eml: ")
    assert caught.value.hint
