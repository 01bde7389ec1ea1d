"""What stands where on a page of a PDF says what it is."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from claimkit.documents.reading import document_from_bytes
from claimkit.model import BlockKind, Document

ROMAN, BOLD, ITALIC = "Times-Roman", "Times-Bold", "Times-Italic"
LEAD = 13.0
BODY = [
    "The harbour office said on Monday that the ferry would sail again in May, after the",
    "ministry had found the money for a new engine. “We have waited for eleven months,” said",
    "Ana Beck, who runs the kiosk on the quay and sells tickets in summer.",
]
BODY_TEXT = " ".join(BODY)


@dataclass(frozen=True)
class Print:
    """Words at a place of a page, counted from its upper left corner."""

    x: float
    y: float
    text: str
    size: float = 11.0
    font: str = ROMAN
    spacing: float = 0.0
    angle: float = 0.0


def lines(texts: Sequence[str], y: float, x: float = 60.0, size: float = 11.0) -> list[Print]:
    return [Print(x, y + LEAD * index, text, size) for index, text in enumerate(texts)]


def width(text: str) -> float:
    return float(stringWidth(text, ROMAN, 11))


def read(*pages: Sequence[Print]) -> Document:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842), invariant=True)
    for page in pages:
        for item in page:
            canvas.saveState()
            canvas.translate(item.x, 842 - item.y)
            canvas.rotate(item.angle)
            text = canvas.beginText(0, 0)
            text.setFont(item.font, item.size)
            text.setCharSpace(item.spacing)
            text.textOut(item.text)
            canvas.drawText(text)
            canvas.restoreState()
        canvas.showPage()
    canvas.save()
    return document_from_bytes(file.getvalue(), name="case", file_name="case.pdf")


def shown(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, block.span.of(document.text)) for block in document.blocks]


def paragraphs(document: Document) -> list[str]:
    return [text for kind, text in shown(document) if kind == "paragraph"]


def test_the_name_of_the_paper_is_no_title() -> None:
    document = read(
        [
            Print(150, 70, "The Tollen Gazette", 34, BOLD),
            Print(60, 120, "Ferry to sail again in May, harbour says", 22, BOLD),
            Print(60, 150, "By Mira Okafor", 9),
            *lines(BODY, 190),
        ]
    )
    assert document.title == "Ferry to sail again in May, harbour says"
    assert document.author == ("Mira Okafor",)
    assert paragraphs(document) == [BODY_TEXT]


def test_a_headline_of_two_words_is_a_title() -> None:
    document = read([Print(60, 70, "Ferry saved", 30, BOLD), *lines(BODY, 120)])
    assert document.title == "Ferry saved"


def test_a_drop_cap_is_the_first_letter_of_its_word() -> None:
    page = [
        Print(60, 125, "T", 36),
        Print(
            84, 100, "he harbour office said on Monday that the ferry would sail again in May, and"
        ),
        Print(
            84,
            113,
            "that the ministry of transport had found the money for a new engine in time, as",
        ),
        Print(
            84,
            126,
            "it had promised when the old one broke in a storm off Karsa in the first week of",
        ),
        Print(
            60, 139, "March, when forty passengers had to be taken off the ship by two trawlers."
        ),
    ]
    (text,) = paragraphs(read(page))
    assert text.startswith("The harbour office said")
    assert text.endswith("by two trawlers.")


def test_a_drop_cap_that_is_a_word_stands_alone() -> None:
    page = [
        Print(60, 113, "A", 27),
        Print(
            86, 100, "ferry will sail again in May, the harbour office said on Monday, after the"
        ),
        Print(
            82, 113, "ministry of transport had found the money for a new engine in time, as it had"
        ),
        Print(
            60,
            126,
            "promised when the old one broke in a storm off Karsa in the first week of March.",
        ),
    ]
    assert paragraphs(read(page))[0].startswith("A ferry will sail")


@pytest.mark.parametrize(
    ("raised", "after", "text"),
    [
        ("3", "The", "ends in May. The rest of it"),
        ("*", "The", "ends in May. The rest of it"),
        ("1,2", "The", "ends in May. The rest of it"),
    ],
)
def test_raised_marks_are_left_out(raised: str, after: str, text: str) -> None:
    page = [
        Print(60, 100, "The season of the ferry ends in May."),
        Print(60 + width("The season of the ferry ends in May."), 96, raised, 6.5),
        Print(240, 100, f"{after} rest of it is paid for by the ministry of transport."),
        *lines(BODY, 140),
    ]
    assert text in paragraphs(read(page))[0]


@pytest.mark.parametrize(
    ("before", "raised", "text"),
    [("an area of 12 km", "2", "12 km² of sea"), ("about 10", "6", "about 10⁶ of sea")],
)
def test_raised_powers_are_kept(before: str, raised: str, text: str) -> None:
    end = 60 + width(f"The park has {before}")
    page = [
        Print(60, 100, f"The park has {before}"),
        Print(end, 96, raised, 6.5),
        Print(end + 8, 100, "of sea, the ministry of fisheries said on Monday in a report."),
        *lines(BODY, 140),
    ]
    assert text in paragraphs(read(page))[0]


def test_lowered_digits_and_raised_endings_are_kept() -> None:
    page = [
        Print(60, 100, "The 19"),
        Print(60 + width("The 19"), 96, "th", 6.5),
        Print(101, 100, "report said that CO"),
        Print(101 + width("report said that CO"), 102.5, "2", 6.5),
        Print(203, 100, "had risen by 4 percent since the ferry stopped."),
        *lines(BODY, 140),
    ]
    assert paragraphs(read(page))[0].startswith("The 19th report said that CO2 had risen")


def test_spaced_letters_are_a_word() -> None:
    page = [
        Print(60, 60, "Ferry to sail again in May", 20, BOLD),
        Print(60, 100, "HARBOURS AND SHIPS", 10, ROMAN, spacing=4),
        *lines(BODY, 140),
    ]
    assert "HARBOURS AND SHIPS" in [text for _, text in shown(read(page))]


def test_a_table_is_read_by_rows() -> None:
    rows = [("District", "Cases", "Deaths"), ("Karsa", "211", "4"), ("Dessa", "1,120", "12")]
    page = [
        *lines(BODY, 100),
        *(
            Print(x, 160 + 15 * index, cell)
            for index, row in enumerate(rows)
            for x, cell in zip((60, 200, 300), row, strict=True)
        ),
        *lines(
            ["The figures are those of the provincial health office, which counts each week."], 230
        ),
    ]
    assert [text for kind, text in shown(read(page)) if kind == "table"] == [
        "Karsa; Cases: 211; Deaths: 4",
        "Dessa; Cases: 1,120; Deaths: 12",
    ]


def test_an_inset_quotation_is_one_paragraph() -> None:
    page = [
        *lines(BODY, 100),
        *lines(
            ["In a letter to the ministry, the chairman of the council of the islands wrote:"], 150
        ),
        *lines(
            [
                "“The engine is paid for. We expect a report each quarter, and we",
                "shall publish it. The council will not hesitate to say so if the work",
                "on the quay falls behind, and it will name those who are late.”",
            ],
            175,
            x=96,
        ),
        *lines(BODY, 225),
    ]
    found = [text for _, text in shown(read(page))]
    assert any(text.startswith("“The engine") and text.endswith("late.”") for text in found)


def test_a_caption_in_the_middle_of_a_sentence_comes_after_it() -> None:
    page = [
        *lines(BODY[:2], 100),
        Print(
            60, 300, "The quay of Tollen in February, with the ferry that has no engine.", 8, ITALIC
        ),
        *lines([BODY[2], *BODY], 330),
    ]
    assert [text for _, text in shown(read(page))] == [
        BODY_TEXT,
        "The quay of Tollen in February, with the ferry that has no engine.",
        BODY_TEXT,
    ]


def test_a_sentence_goes_on_over_a_page_with_notes_and_a_foot() -> None:
    def page(number: int, texts: Sequence[str]) -> list[Print]:
        return [
            *lines(texts, 120),
            Print(60, 770, "1 The budget of the ministry, page 14.", 8) if number == 1 else NOTHING,
            Print(290, 810, f"Page {number} of 2", 8),
        ]

    first, second = [*BODY, BODY[0]], [*BODY[1:], *BODY]
    document = read(page(1, [*first[:2], f"{first[2]}1", first[3]]), page(2, second))
    assert paragraphs(document)[0].startswith("The harbour office")
    assert "Page 2" not in document.text
    assert ("footnote", "The budget of the ministry, page 14.") in shown(document)


NOTHING = Print(60, 60, "")


@pytest.mark.parametrize("angle", [45.0, 90.0, 30.0])
def test_oblique_words_are_left_out(angle: float) -> None:
    page = [*lines(BODY, 300), Print(200, 500, "CONFIDENTIAL", 50, BOLD, angle=angle)]
    assert [text for _, text in shown(read(page))] == [BODY_TEXT]


def test_words_that_are_printed_twice_are_read_once() -> None:
    page = [
        *lines(BODY, 300),
        *(Print(item.x + 0.3, item.y, item.text) for item in lines(BODY, 300)),
    ]
    assert [text for _, text in shown(read(page))] == [BODY_TEXT]


def test_lines_are_ordered_by_their_place() -> None:
    page = lines([*BODY, *BODY], 300)
    assert [text for _, text in shown(read(page[::-1]))] == [BODY_TEXT] * 2


def test_a_headline_over_two_of_three_columns() -> None:
    columns = [
        [f"column {column} line {index} of the text that runs on" for index in range(12)]
        for column in "abc"
    ]
    page = [
        Print(60, 100, "Ferry to sail again in May, says harbour", 18, BOLD),
        *lines(columns[0], 140, x=60, size=8),
        *lines(columns[1], 140, x=230, size=8),
        *lines(columns[2], 100, x=400, size=8),
    ]
    text = " ".join(text for _, text in shown(read(page)))
    places = [text.index(f"column {column} line {row}") for column in "abc" for row in (0, 11)]
    assert places == sorted(places)


def test_bold_lines_are_headings_and_bold_words_are_not() -> None:
    page = [
        *lines(BODY, 100),
        Print(60, 165, "What happens next", 11, BOLD),
        *lines(BODY, 185),
    ]
    assert shown(read(page)) == [
        ("paragraph", BODY_TEXT),
        ("heading", "What happens next"),
        ("paragraph", BODY_TEXT),
    ]


def test_items_of_a_list_hang() -> None:
    page = [
        *lines(
            [*BODY[:2], "The ministry named three aims for the new service of the islands:"], 100
        ),
        Print(
            60, 150, "• to have the ship back at sea by the first of May, as the harbour office has"
        ),
        Print(68, 163, "promised to the islands;"),
        Print(60, 176, "• to sell 40,000 tickets a year."),
    ]
    assert [text for kind, text in shown(read(page)) if kind == BlockKind.LIST_ITEM] == [
        "to have the ship back at sea by the first of May, as the harbour office has promised to "
        "the islands;",
        "to sell 40,000 tickets a year.",
    ]


@pytest.mark.parametrize("last", ["Mr.", "J."])
def test_a_page_that_ends_with_a_title_or_an_initial_ends_no_sentence(last: str) -> None:
    first = [
        BODY[0],
        f"ministry had found the money for a new engine of 400 horsepower, as the MP and {last}",
    ]
    document = read(lines(first, 700), lines(["Okafor, who owns the quay, had asked.", *BODY], 100))
    assert paragraphs(document)[0] == " ".join([*first, "Okafor, who owns the quay, had asked."])
