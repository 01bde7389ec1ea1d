"""Damaged, closed, scanned and oversized PDF files end with a message that says what to do."""

from __future__ import annotations

import io
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from claimkit.documents.reading import document_from_bytes, read_document
from claimkit.errors import DocumentError
from claimkit.faults import UNREAD_PAGES
from claimkit.model import Document

LINES = [
    "The harbour office said on Monday that the ferry would sail again in May.",
    "“We have waited for eleven months,” said Ana Beck, who runs the kiosk.",
]


def draw(*pages: Callable[[Canvas], None], **options: object) -> bytes:
    """Return a PDF file; each of ``pages`` draws one."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842), invariant=True, **options)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def text_page(canvas: Canvas) -> None:
    canvas.setFont("Times-Roman", 8)
    for index, line in enumerate(LINES):
        canvas.drawString(60, 400 - 30 * index, line)


def picture_page(canvas: Canvas) -> None:
    picture = Image.new("L", (60, 84), 200)
    picture.putpixel((5, 5), 0)
    canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)


def hidden_text(canvas: Canvas, words: str = LINES[0]) -> None:
    text = canvas.beginText(60, 700)
    text.setFont("Times-Roman", 11)
    text.setTextRenderMode(3)
    text.textLine(words)
    canvas.drawText(text)


def ocr_page(canvas: Canvas) -> None:
    picture_page(canvas)
    hidden_text(canvas)


def read(data: bytes) -> Document:
    return document_from_bytes(data, name="case.pdf", file_name="case.pdf")


def raw_pdf(objects: list[bytes], root: bytes = b"/Root 1 0 R") -> bytes:
    """Return a PDF file of objects that are written as they are."""
    file = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        file += b"%010d 00000 n \n" % place
    file += b"trailer\n<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, start)
    return bytes(file)


def pages_of(content: bytes, count: int) -> bytes:
    """Return a PDF file with many pages of the same content."""
    kids = b" ".join(b"%d 0 R" % number for number in range(5, 5 + count))
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 3 0 R>>>>>>"
    )
    return raw_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids),
            b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>",
            b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
            *[page] * count,
        ]
    )


def test_a_password_of_the_owner_does_not_close_the_file() -> None:
    data = draw(text_page, encrypt=StandardEncryption("", "owner", canCopy=0, canPrint=0))
    assert "ferry would sail" in read(data).text


def test_a_password_of_the_user_is_named() -> None:
    data = draw(text_page, encrypt=StandardEncryption("secret", "owner"))
    with pytest.raises(DocumentError, match="only be opened with a password") as caught:
        read(data)
    assert "without a password" in (caught.value.hint or "")


def test_a_scan_is_refused_with_the_way_to_its_text() -> None:
    with pytest.raises(DocumentError, match="is a scan") as caught:
        read(draw(picture_page, picture_page))
    assert "ocrmypdf" in (caught.value.hint or "")


def test_scanned_pages_among_others_are_named() -> None:
    document = read(draw(text_page, picture_page, picture_page, text_page, picture_page))
    (finding,) = [item for item in document.findings if item.code == UNREAD_PAGES.code]
    assert finding.message == "pages 2–3, 5 are pictures without text and were not read"
    assert "ferry would sail" in document.text


def test_the_text_layer_of_a_scan_is_read() -> None:
    assert read(draw(ocr_page)).text == LINES[0]


def test_hidden_text_of_a_page_that_is_no_scan_is_left_out() -> None:
    def page(canvas: Canvas) -> None:
        text_page(canvas)
        hidden_text(canvas, "The minister said that nobody can see this.")

    assert "nobody can see" not in read(draw(page)).text


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_turned_pages_are_read(angle: int) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setPageRotation(angle)
        text_page(canvas)

    def sideways(canvas: Canvas) -> None:
        canvas.translate(300, 300)
        canvas.rotate(angle)
        canvas.translate(-300, -300)
        text_page(canvas)

    def both(canvas: Canvas) -> None:
        canvas.setPageRotation(angle)
        sideways(canvas)

    straight = read(draw(text_page)).text
    assert read(draw(page)).text == straight
    assert read(draw(sideways)).text == straight
    assert read(draw(both)).text == straight


def test_a_file_is_read_whatever_its_name(tmp_path: Path) -> None:
    for name in ("report.txt", "report.html", "report"):
        path = tmp_path / name
        path.write_bytes(draw(text_page))
        assert "ferry would sail" in read_document(path, name=name).text


def test_scripts_and_attachments_are_ignored() -> None:
    data = draw(text_page).replace(
        b"/Type /Catalog", b"/Type /Catalog /OpenAction <</S/JavaScript/JS(app.alert\\(1\\))>>"
    )
    assert "alert" not in read(data).text


def test_a_file_without_pages() -> None:
    data = raw_pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>"])
    with pytest.raises(DocumentError, match="has no pages"):
        read(data)


def test_pages_without_anything() -> None:
    with pytest.raises(DocumentError, match="has no text"):
        read(draw(lambda canvas: canvas.rect(10, 10, 100, 100)))


def test_too_many_pages() -> None:
    with pytest.raises(DocumentError, match="5,000 pages; claimkit reads up to 2,000"):
        read(pages_of(b"BT /F1 10 Tf 60 700 Td (Hello) Tj ET", 5_000))


def test_too_much_text_ends_at_the_page_that_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimkit.documents.readers.pdf.document.MAX_CHARACTERS", 10_000)
    line = b"(" + b"the harbour office said " * 4 + b") Tj T* "
    content = b"BT /F1 9 Tf 12 TL 20 800 Td " + line * 60 + b"ET"
    with pytest.raises(DocumentError, match=r"too large .* on the first 2 of 50 pages"):
        read(pages_of(content, 50))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_file_that_is_cut_off_gives_text_or_a_message(share: float) -> None:
    data = draw(*[text_page] * 8)
    try:
        document = read(data[: int(share * len(data))])
    except DocumentError as error:
        assert "damaged or cut off" in error.message  # noqa: PT017
    else:
        assert "ferry" in document.text


@pytest.mark.parametrize("tail", [b"", b"\x00" * 200, b"%%EOF"])
def test_a_signature_alone_is_refused(tail: bytes) -> None:
    with pytest.raises(DocumentError, match="damaged or cut off"):
        read(b"%PDF-1.4\n" + tail)


def test_letters_without_a_meaning_are_reported() -> None:
    differences = b" ".join(b"/g%d" % code for code in range(1, 60))
    data = pages_of(b"BT /F1 10 Tf 60 700 Td (%s) Tj ET" % (bytes(range(1, 8)) * 20), 1).replace(
        b"/Encoding/WinAnsiEncoding", b"/Encoding<</Differences[1 %s]>>" % differences
    )
    with pytest.raises(DocumentError):
        read(data)


def test_the_library_is_imported_only_for_a_pdf() -> None:
    code = (
        "import sys, claimkit, claimkit.documents.reading as r;"
        "r.document_from_bytes(b'The mayor said no.', name='a', file_name='a.txt');"
        "print([m for m in sys.modules if 'pdfium' in m or m.startswith('PIL')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("words", [500, 2_000])
def test_a_page_of_scattered_words_is_read_in_bounded_time(words: int) -> None:
    random = Random(words)
    content = b"".join(
        b"/F1 %d Tf 1 0 0 1 %d %d Tm (word%d) Tj "
        % (random.choice((3, 4, 6, 40)), random.randrange(590), random.randrange(840), number % 97)
        for number in range(words)
    )
    assert "word" in read(pages_of(b"BT " + content + b"ET", 1)).text


def test_a_page_of_one_line_near_its_edge_is_no_running_foot() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 9)
        canvas.drawString(60, 30, LINES[0])

    assert read(draw(page)).text == LINES[0]


def test_a_stream_that_unpacks_to_too_much_is_refused() -> None:
    stream = zlib.compress(b" " * 120_000_000, 1)
    head = b"<</Filter/FlateDecode/Length %d>>stream\n" % len(stream)
    with pytest.raises(DocumentError, match="unpacks to more than 100,000,000 bytes") as caught:
        read(raw_pdf([b"<</Type/Catalog>>", head + stream + b"\nendstream"]))

    assert caught.value.hint
