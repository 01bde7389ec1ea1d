"""Word documents: what is text, what is not, and what bad files give."""

from __future__ import annotations

import io
import zipfile

import pytest

from claimkit.documents.reading import document_from_bytes
from claimkit.errors import DocumentError
from claimkit.model import Document, Span
from tests.documents.readers.word_documents import (
    STRICT,
    notes,
    paragraph,
    run,
    table,
    word_document,
)

LEAD = (
    "The mill in Tollen burned down on Friday, its owner Nora Falk told reporters who had come to "
    "the yard of the town hall."
)
MORE = (
    "Forty people worked in the mill until last week, and most of them live in the houses beside "
    "it, which the fire did not reach."
)
LONG = "The town has no money for a mill of its own, as its council wrote. " * 4
LONG = LONG.strip()
HEAD = paragraph(LEAD) + paragraph(MORE)


def read(data: bytes) -> Document:
    return document_from_bytes(data, name="a.docx", file_name="a.docx")


def blocks(data: bytes) -> list[str]:
    document = read(data)
    return [f"{block.kind.value}: {block.span.of(document.text)}" for block in document.blocks]


def field(instruction: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def text_box(*texts: str) -> str:
    """Return a text box in both of the versions that Word writes."""
    content = f"<w:txbxContent>{''.join(map(paragraph, texts))}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{content}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{content}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (run("It ") + run("bur") + run("ned", "<w:b/>") + run("."), "It burned."),
        (f"<w:ins>{run('It')}</w:ins>{run(' burned.')}", "It burned."),
        (f"{run('It burned')}<w:del><w:r><w:delText> up</w:delText></w:r></w:del>.", "It burned"),
        (f"{run('It ')}<w:del>{run('never ')}</w:del>{run('burned.')}", "It burned."),
        (f"<w:moveFrom>{run('Again ')}</w:moveFrom>{run('it burned.')}", "it burned."),
        (f"<w:moveTo>{run('Again ')}</w:moveTo>{run('it burned.')}", "Again it burned."),
        (f"<w:hyperlink>{run('It')}</w:hyperlink>{run(' burned.')}", "It burned."),
        (f"<w:smartTag>{run('Tollen')}</w:smartTag>{run(' burned.')}", "Tollen burned."),
        (run("It") + "<w:r><w:tab/><w:t>burned.</w:t></w:r>", "It burned."),
        ("<w:r><w:t>Co</w:t><w:noBreakHyphen/><w:t>op</w:t></w:r>", "Co-op"),
        ("<w:r><w:t>Com</w:t><w:softHyphen/><w:t>pany</w:t></w:r>", "Company"),
        (run("Com\u00adpany\u200b"), "Company"),
        ('<w:r><w:t>It</w:t><w:br w:type="page"/><w:t>burned.</w:t></w:r>', "It burned."),
        (run("It burned.") + run(" Secret.", "<w:vanish/>"), "It burned."),
        (run("It burned.") + run(" Shown.", '<w:vanish w:val="0"/>'), "It burned. Shown."),
        (run("It burned.") + run(" Secret.", '<w:rStyle w:val="hid"/>'), "It burned."),
        (f"{field('HYPERLINK x', 'It')}{run(' burned.')}", "It burned."),
        (f"{run('It burned.')}{field(' PAGE ', '3')}", "It burned."),
        (f'{run("On ")}<w:fldSimple w:instr="DATE">{run("4 May")}</w:fldSimple>', "On 4 May"),
        ("<w:commentRangeStart/>" + run("It burned.") + "<w:r><w:commentReference/></w:r>",
         "It burned."),
        (run("It burned.") + run("1", '<w:vertAlign w:val="superscript"/>'), "It burned."),
        (run("in 2019") + run("12", '<w:vertAlign w:val="superscript"/>'), "in 2019"),
        (run("4 m") + run("2", '<w:vertAlign w:val="superscript"/>'), "4 m²"),
        (run("3 × 10") + run("6", '<w:vertAlign w:val="superscript"/>'), "3 × 10⁶"),
        (run("the 4") + run("th", '<w:vertAlign w:val="superscript"/>'), "the 4th"),
        (run("It burned") + run("†", '<w:rStyle w:val="fr"/>'), "It burned"),
        ('<w:r><w:sym w:font="Symbol" w:char="20AC"/><w:t>40</w:t></w:r>', "€40"),
        ("<w:r><w:t>a</w:t><w:object><w:p><w:r><w:t>x</w:t></w:r></w:p></w:object></w:r>", "a"),
        (f"<w:ruby><w:rt>{run('no')}</w:rt><w:rubyBase>{run('It')}</w:rubyBase></w:ruby>", "It"),
        ("<w:sdt><w:sdtPr/><w:sdtContent>" + run("It burned.") + "</w:sdtContent></w:sdt>",
         "It burned."),
    ],
)  # fmt: skip
def test_text_of_a_paragraph(content: str, text: str) -> None:
    document = read(word_document(HEAD + f"<w:p>{content}</w:p>"))

    assert document.text == f"{LEAD}\n\n{MORE}\n\n{text}"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (paragraph("The fire", style="a1"), ["heading: The fire"]),
        (paragraph("The fire", style="a2"), ["heading: The fire"]),
        (paragraph("Heading", style="Heading2"), ["heading: Heading"]),
        (paragraph("We saw it.", style="q"), ["block quotation: We saw it."]),
        (paragraph("The mill in 2019.", style="c"), ["caption: The mill in 2019."]),
        (paragraph("Contents ... 3", style="toc2"), []),
        (paragraph("A roof.", style="b"), ["list item: A roof."]),
        (
            paragraph("A roof.", properties='<w:numPr><w:numId w:val="3"/></w:numPr>'),
            ["list item: A roof."],
        ),
        (
            paragraph("A roof.", style="b", properties='<w:numPr><w:numId w:val="0"/></w:numPr>'),
            ["paragraph: A roof."],
        ),
        (paragraph("• A roof."), ["list item: A roof."]),
        (paragraph(LONG, style="a1"), [f"paragraph: {LONG}"]),
        (paragraph() + paragraph(" ") + paragraph("It fell."), ["paragraph: It fell."]),
        (
            paragraph("It fell", properties="<w:rPr><w:del/></w:rPr>") + paragraph(" down."),
            ["paragraph: It fell down."],
        ),
        (
            paragraph("T", properties='<w:framePr w:dropCap="drop"/>') + paragraph("he roof fell."),
            ["paragraph: The roof fell."],
        ),
        (
            paragraph("It fell.", properties="<w:pPrChange><w:pPr><w:pStyle w:val='q'/></w:pPr>"
                      "</w:pPrChange>"),
            ["paragraph: It fell."],
        ),
        (
            "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/>"
            "</w:docPartObj></w:sdtPr><w:sdtContent>"
            f"{paragraph('The fire 3')}</w:sdtContent></w:sdt>",
            [],
        ),
        (
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
            f"{paragraph('Click here to enter text.')}</w:sdtContent></w:sdt>",
            [],
        ),
        (paragraph(field(" TOC \\o ", "The fire 3")), []),
        (
            paragraph("It fell.", text_box("A box says it stood.", "It did.")),
            ["paragraph: It fell.", "paragraph: A box says it stood.", "paragraph: It did."],
        ),
        (
            table(("The whole story stands in one cell.",)),
            ["paragraph: The whole story stands in one cell."],
        ),
    ],
)  # fmt: skip
def test_kinds_of_blocks(body: str, found: list[str]) -> None:
    end = paragraph("The town will build another one, she said.")

    assert blocks(word_document(HEAD + body + end)) == [
        f"paragraph: {LEAD}",
        f"paragraph: {MORE}",
        *found,
        "paragraph: The town will build another one, she said.",
    ]


def test_rows_of_a_table_keep_their_cells_apart_and_deleted_ones_go() -> None:
    rows = table(("Town", "Dead"), ("Tollen", "4"), ("Hylla", "7"))
    start = rows.rindex("<w:tr>") + len("<w:tr>")
    rows = f"{rows[:start]}<w:trPr><w:del/></w:trPr>{rows[start:]}"
    document = read(word_document(HEAD + rows))

    assert "Town" in document.text
    assert "Tollen" in document.text
    assert "Dead Tollen" not in document.text
    assert "Hylla" not in document.text


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (
            (
                ("Ana Beck", "How many cracks does the wall have?"),
                ("Bo Lee", "Eleven, as far as we know. The divers counted them."),
                ("Ana Beck", "When will they be closed?"),
                ("Bo Lee", "Next spring."),
            ),
            [
                "question: How many cracks does the wall have? (Ana Beck)",
                "turn: Eleven, as far as we know. The divers counted them. (Bo Lee)",
                "question: When will they be closed? (Ana Beck)",
                "turn: Next spring. (Bo Lee)",
            ],
        ),
        (
            (
                ("Time", "Speaker", "Text"),
                ("00:01", "ANA BECK", "The wall has eleven cracks."),
                ("00:09", "BO LEE", "The divers of the town counted them."),
                ("00:30", "ANA BECK", "They will be closed next spring."),
                ("00:35", "BO LEE", "We hope so."),
            ),
            [
                "turn: The wall has eleven cracks. (Ana Beck)",
                "turn: The divers of the town counted them. (Bo Lee)",
                "turn: They will be closed next spring. (Ana Beck)",
                "turn: We hope so. (Bo Lee)",
            ],
        ),
    ],
)
def test_a_transcript_in_a_table_is_a_transcript(
    rows: tuple[tuple[str, ...], ...], found: list[str]
) -> None:
    document = read(word_document(table(*rows)))

    text = document.text
    assert [
        f"{block.kind.value}: {block.span.of(text)} ({block.speaker and block.speaker.name})"
        for block in document.blocks
    ] == found


def test_labels_in_a_table_are_read_as_labels_and_data_are_not() -> None:
    form = table(
        ("From:", "Ana Beck"), ("To:", "The council"), ("Date:", "5 May 2025"), ("Subject:", "Wall")
    )
    document = read(word_document(form + HEAD))
    assert (document.author, document.published, document.title) == (
        ("Ana Beck",), "2025-05-05", "Wall",
    )  # fmt: skip
    data = table(("Person", "Office"), ("Ana Beck", "mayor"), ("Bo Lee", "clerk of the town"))
    assert "Ana Beck: mayor" not in read(word_document(HEAD + data)).text


def test_notes_stand_below_the_text_and_their_marks_are_gone() -> None:
    body = paragraph(
        "The mill burned",
        '<w:r><w:rPr><w:rStyle w:val="fr"/></w:rPr><w:footnoteReference w:id="2"/></w:r>',
        ", the owner said.",
        '<w:r><w:endnoteReference w:id="1"/></w:r>',
    )
    data = word_document(
        body + HEAD,
        others={
            "footnotes": notes("footnote", "Never referred to.", "According to the police."),
            "endnotes": notes("endnote", "In a letter."),
        },
    )

    assert blocks(data) == [
        "paragraph: The mill burned, the owner said.",
        f"paragraph: {LEAD}",
        f"paragraph: {MORE}",
        "footnote: According to the police.",
        "footnote: In a letter.",
    ]


def test_places_are_the_numbers_of_paragraphs_with_text() -> None:
    body = HEAD + paragraph() + table(("Place", "Dead"), ("Hylla", "4")) + paragraph("It fell.")
    document = read(word_document(body))

    def number(words: str) -> int | None:
        assert document.places is not None
        start = document.text.index(words)
        (span,) = document.offsets.source_spans(Span(start, start + len(words)))
        (place,) = document.places.find(span)
        return place.paragraph

    words = ("The mill", "town hall.", "Forty", "Place", "Hylla", "It fell.")
    assert list(map(number, words)) == [1, 1, 2, 3, 5, 7]


@pytest.mark.parametrize(
    ("properties", "author", "title", "published"),
    [
        ("<dc:creator>Ana Beck</dc:creator>", ("Ana Beck",), None, None),
        ("<dc:creator>Ana Beck;Bo Lee</dc:creator>", ("Ana Beck", "Bo Lee"), None, None),
        ("<dc:creator>Administrator</dc:creator>", (), None, None),
        ("<dc:creator>Windows User</dc:creator>", (), None, None),
        ("<dc:creator>python-docx</dc:creator>", (), None, None),
        ("<dc:creator>abeck</dc:creator>", (), None, None),
        ("<dc:creator>Unknown</dc:creator>", (), None, None),
        ("<dc:title>The mill of Tollen</dc:title>", (), "The mill of Tollen", None),
        ("<dc:title>Microsoft Word - mill.doc</dc:title>", (), None, None),
        ("<dc:title>Document1</dc:title>", (), None, None),
        ("<dc:title>mill_final_v2.docx</dc:title>", (), None, None),
        (  # programs copy it from templates and older texts
            "<dcterms:created>2025-05-03T22:10:00Z</dcterms:created>"
            "<dcterms:modified>2025-05-03T22:40:00Z</dcterms:modified>",
            (), None, None,
        ),
    ],
)  # fmt: skip
def test_properties_count_if_a_person_can_have_set_them(
    properties: str, author: tuple[str, ...], title: str | None, published: str | None
) -> None:
    document = read(word_document(HEAD, properties=properties))

    assert (document.author, document.title, document.published) == (author, title, published)


def test_the_text_counts_more_than_the_properties() -> None:
    properties = "<dc:creator>Bo Lee</dc:creator><dc:title>Old news of the week</dc:title>"
    body = paragraph("Mill burns down", style="t") + paragraph("By Ana Beck, 3 May 2025") + HEAD
    document = read(word_document(body, properties=properties))

    assert (document.title, document.author) == ("Mill burns down", ("Ana Beck",))
    assert document.published == "2025-05-03"


def test_strict_files_and_files_without_styles_are_read() -> None:
    body = HEAD + paragraph("The fire", style="Heading1") + paragraph("It fell.")

    assert blocks(word_document(body, space=STRICT))[2:] == [
        "heading: The fire",
        "paragraph: It fell.",
    ]
    assert blocks(word_document(body, styles=""))[2:] == [
        "heading: The fire",
        "paragraph: It fell.",
    ]


def replaced(data: bytes, part: str, content: str | bytes) -> bytes:
    """Return a Word document with other content in a part."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return file.getvalue()


GOOD = word_document(HEAD)
DOCTYPE = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY f SYSTEM "file:///etc/hostname">]><d>&a;&f;</d>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (GOOD[: len(GOOD) // 2], "damaged or was cut off"),
        (GOOD[:-30], "damaged or was cut off"),
        (replaced(GOOD, "word/document.xml", DOCTYPE), "defines XML entities"),
        (replaced(GOOD, "word/styles.xml", DOCTYPE), "defines XML entities"),
        (replaced(GOOD, "word/document.xml", "<w:document><w:p>"), "damaged"),
        (replaced(GOOD, "word/document.xml", "<a>" * 3_000 + "</a>" * 3_000), "too deeply"),
        (word_document("<w:tbl><w:tr><w:tc>" * 600 + "</w:tc></w:tr></w:tbl>" * 600), "too deeply"),
        (replaced(GOOD, "word/document.xml", b"<a>" + bytes(80_000_000)), "damaged|unpacks"),
        (replaced(GOOD, "word/document.xml", b"<a>" + b" " * 80_000_000), "unpacks to more than"),
        (word_document(paragraph("word " * 220_000)), "more than 1,000,000 characters"),
        (word_document("<w:p/>" * 300_001), "more than 300,000 paragraphs"),
        (word_document(paragraph()), "is empty"),
        (word_document(""), "is empty"),
    ],
)
def test_bad_files_are_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(DocumentError, match=words) as caught:
        read(data)

    assert caught.value.message.startswith("a.docx: ")
    assert caught.value.hint
