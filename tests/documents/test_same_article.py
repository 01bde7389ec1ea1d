"""The same article gives the same claims and metadata in any format."""

from __future__ import annotations

import csv
import io
import json
import textwrap
from collections import Counter
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from claimkit.documents.containers import iter_corpus
from claimkit.documents.reading import document_from_bytes
from claimkit.extraction.extractor import Extractor
from claimkit.model import Claim, Document
from tests.documents.readers.word_documents import paragraph, run, word_document

pytestmark = pytest.mark.model

TITLE = "Harbour of Holm closes its old pier"
AUTHOR = "Ana Petrova"
PARAGRAPHS = (
    "The old pier of Holm will be closed on Monday, Mayor Nora Falk told reporters at the town "
    "hall. “We cannot wait for the winter,” she said. “The wall has eleven cracks, and two of "
    "them are so wide that a hand fits into them.”",
    "Bo Lindqvist, who heads the harbour office, said the repair would cost 4.2 million euros. "
    "He added that the state would pay 60 percent of it. The rest has to come from the town, "
    "according to a letter of the ministry of transport.",
    "Divers looked at the wall in March. They found that the stones had moved by 12 to 15 "
    "centimetres since 2019, the harbour office wrote in its report.",
    "The fishermen of Holm are angry. “Nobody asked us,” said Petra Lund, whose boat lies at "
    "the old pier. “There are 40 boats here, and the new pier has room for 25.”",
    "The office denied that the boats would lose their places. It said in a statement that a "
    "second pier with 30 places would be ready by June.",
    "Lund does not believe it. She accused the mayor of having known of the cracks for two years.",
    "Falk rejected the accusation on Thursday. “I read of it in April, and I acted in April,” "
    "she told the Holm Gazette.",
)
BODY = "\n\n".join(PARAGRAPHS)
TEXT = f"{TITLE}\n\nBy {AUTHOR}, 6 May 2025\n\n{BODY}\n"


def mail(*, is_wrapped: bool = False, has_page: bool = False, is_page: bool = False) -> bytes:
    message = EmailMessage()
    message["From"] = f"{AUTHOR} <ana@gazette.example>"
    message["Date"] = "Tue, 6 May 2025 23:40:00 -0700"
    message["Subject"] = f"Fwd: {TITLE}"
    text = "\n\n".join(map(textwrap.fill, PARAGRAPHS)) if is_wrapped else BODY
    page = f"<html><body>{''.join(f'<p>{one}</p>' for one in PARAGRAPHS)}</body></html>"
    if is_page:
        message.set_content(page, subtype="html", cte="quoted-printable")
    else:
        message.set_content(f"{text}\n\n-- \n{AUTHOR}\nHolm Gazette\n", cte="base64")
    if has_page:
        message.add_alternative(page, subtype="html")
        message.add_attachment(b"\xff\xd8\xff", maintype="image", subtype="jpeg", filename="a.jpg")
    return message.as_bytes()


def word() -> bytes:
    """Return a Word document with changes, a note and a style for its title."""
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    paragraphs = [
        paragraph(
            text[:20],
            f"<w:ins>{run(text[20:40])}</w:ins>",
            f"<w:del><w:r><w:delText>{text[:15]}</w:delText></w:r></w:del>",
            text[40:60],
            mark if number == 2 else "",
            text[60:],
        )
        for number, text in enumerate(PARAGRAPHS)
    ]
    head = paragraph(TITLE, style="t") + paragraph(f"By {AUTHOR}, 6 May 2025")
    return word_document(
        head + "".join(paragraphs), properties="<dc:creator>Administrator</dc:creator>"
    )


def subtitles() -> bytes:
    cues: list[str] = []
    seconds = 0
    for text in (f"{TITLE}.", *PARAGRAPHS):
        lines = textwrap.wrap(text, 40, break_on_hyphens=False)
        for start in range(0, len(lines), 2):
            times = (f"00:{s // 60:02}:{s % 60:02},000" for s in (seconds, seconds + 3))
            words = "\n".join(lines[start : start + 2])
            cues.append(f"{len(cues) + 1}\n{' --> '.join(times)}\n{words}\n")
            seconds += 3
        seconds += 5
    return "\n".join(cues).encode()


FORMATS = {
    "a.docx": word(),
    "plain.eml": mail(),
    "wrapped.eml": mail(is_wrapped=True),
    "page.eml": mail(is_page=True),
    "both.eml": mail(has_page=True),
    "a.srt": subtitles(),
}


@pytest.fixture(scope="module")
def wanted(extractor: Extractor) -> tuple[Document, Counter[tuple[object, ...]]]:
    document = document_from_bytes(TEXT.encode(), name="a.txt", file_name="a.txt")
    claims = extractor.claims(document)
    assert len(claims) >= 12
    return document, counted(claims)


def counted(claims: list[Claim]) -> Counter[tuple[object, ...]]:
    return Counter(
        (claim.source, claim.content, claim.kind, claim.stance, claim.said, claim.quantities)
        for claim in claims
    )


@pytest.mark.parametrize("name", FORMATS)
def test_claims_and_metadata_are_the_same(
    name: str, extractor: Extractor, wanted: tuple[Document, Counter[tuple[object, ...]]]
) -> None:
    # Subtitles have neither author nor day.
    is_bare = name.endswith(".srt")
    document = document_from_bytes(
        FORMATS[name],
        name=name,
        file_name=name,
        author=AUTHOR if is_bare else None,
        published="2025-05-06" if is_bare else None,
    )
    expected, claims = wanted

    if not is_bare:
        assert document.title == expected.title == TITLE
    assert (document.author, document.published) == (expected.author, expected.published)
    assert counted(extractor.claims(document)) == claims


def test_rows_of_corpora_give_the_same_claims(
    tmp_path: Path, extractor: Extractor, wanted: tuple[Document, Counter[tuple[object, ...]]]
) -> None:
    row = {"id": "7", "title": TITLE, "author": AUTHOR, "date": "2025-05-06", "text": TEXT}
    file = io.StringIO()
    writer = csv.DictWriter(file, list(row), delimiter=";")
    writer.writeheader()
    writer.writerow(row)
    (tmp_path / "a.csv").write_text(file.getvalue(), "utf-8-sig")
    row["published"] = row.pop("date")
    (tmp_path / "a.jsonl").write_text(json.dumps(row), "utf-8")

    for document in documents(tmp_path / "a.csv", tmp_path / "a.jsonl"):
        assert (document.path, document.title, document.author) == ("7", TITLE, (AUTHOR,))
        assert counted(extractor.claims(document)) == wanted[1]


def documents(*paths: Path) -> Iterator[Document]:
    for path in paths:
        for item in iter_corpus(path):
            assert isinstance(item, Document)
            yield item
