"""The same article gives the same blocks from a PDF, whatever its layout, as from plain text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claimkit.documents.reading import document_from_bytes
from claimkit.errors import DocumentError
from claimkit.model import BlockKind, Document
from tests.documents.readers.pdf_pages import Article, Layout, Note, print_pdf

FERRY = Article(
    title="Ferry line to close two routes in spring, ministry says",
    byline="By Ana Beck",
    date_line="14 March 2026",
    caption="The harbour of Tollen, where two ferries lie idle since the storm of last winter.",
    paragraphs=[
        "The ferry company Northline said on Monday that it would close two of its seven routes in "
        "spring, a step that the ministry of transport called “a blow for the islands”.",
        "“We have lost 4.2 million crowns in two years,” said Ana Berg, its chief executive. "
        "“Nobody can run a long-range ferry on hope alone.”{1}",
        "# A question of money",
        "The minister for ports, Henrik Sand, told reporters that the government had offered the "
        "company a loan of 3 million crowns in June, but that the company had declined to sign the "
        "agreement before it knew how many passengers the new bridge would take away.",
        "Short one.",
        "Opposition politicians in the assembly of the islands accused the ministry of "
        "mismanagement and demanded that it publish the well-known report of 2024, which warned "
        "that 1,200 commuters would be left without a connection in winter.",
        "“That report has been on a shelf for fourteen months,” said the mayor of Tollen, Mira "
        "Okafor. She added that her municipality had set aside 250,000 crowns for buses.",
        "The company did not respond to a request for comment by Monday evening.",
    ]
    * 3,
    notes=[Note("1", "Northline, annual report 2025, page 14.")],
)
PROSE = [text.replace("{1}", "").removeprefix("# ") for text in FERRY.paragraphs]

PLAIN = Layout()
COLUMNS = Layout(columns=2, is_justified=True, is_hyphenated=True)
LAYOUTS = {
    "one column": PLAIN,
    "paragraphs with a space between them": Layout(indent=0, space=7),
    "two columns": COLUMNS,
    "two ragged columns": Layout(columns=2, font="Helvetica", size=9),
    "three columns": Layout(columns=3, gutter=12, margin=40, is_justified=True, is_hyphenated=True),
    "no spaces in the file": replace(COLUMNS, has_spaces=False),
    "text objects in another order": replace(COLUMNS, is_shuffled=True),
    "running heads": replace(
        COLUMNS, head="The Tollen Gazette | 14 March 2026 | #", foot="Page # of 3", size=12
    ),
    "left and right heads": replace(
        PLAIN, head="Ferries and money     #", left_head="#     Tollen Gazette", size=16
    ),
    "watermark": replace(PLAIN, watermark="EMBARGOED"),
    "line numbers": replace(PLAIN, has_line_numbers=True),
    "typewriter": Layout(font="Courier", size=10, indent=30),
    "large print": Layout(size=15, is_justified=True, foot="– # –"),
}


def read(data: bytes) -> Document:
    return document_from_bytes(data, name="case", file_name="case.pdf")


def texts(document: Document, *kinds: BlockKind) -> list[str]:
    return [block.span.of(document.text) for block in document.blocks if block.kind in kinds]


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_paragraphs_are_those_of_the_article(layout: Layout) -> None:
    document = read(print_pdf(FERRY, layout))

    assert texts(document, BlockKind.PARAGRAPH, BlockKind.HEADING) == PROSE
    assert texts(document, BlockKind.CAPTION) == [FERRY.caption]
    assert set(texts(document, BlockKind.FOOTNOTE)) == {FERRY.notes[0].text}
    assert document.title == FERRY.title
    assert document.author == ("Ana Beck",)
    assert document.published == "2026-03-14"
    assert not document.findings


def test_every_character_has_its_page_and_box() -> None:
    document = read(print_pdf(FERRY, COLUMNS))
    assert document.places is not None
    for block in document.blocks:
        for source in document.offsets.source_spans(block.span):
            places = document.places.find(source)
            assert places
            for place in places:
                assert place.page is not None
                assert place.box is not None
                left, top, right, bottom = place.box
                assert 0 <= left < right <= 595
                assert 0 <= top < bottom <= 842


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.7\nnothing of a PDF\n", "damaged or cut off"),
        (print_pdf(FERRY, PLAIN)[:2000], "damaged or cut off"),
    ],
    ids=["no objects", "cut off"],
)
def test_a_damaged_file_is_refused_in_words(data: bytes, message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        read(data)
