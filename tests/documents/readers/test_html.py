"""Web pages: the article is the one of its plain text, whatever the layout of the page."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from claimkit.documents.readers.web_page import tree
from claimkit.documents.reading import document_from_text
from claimkit.errors import DocumentError
from claimkit.model import ABOUT_THE_DOCUMENT, BlockKind, Document, Span, Speaker
from tests.documents.readers.web_pages import (
    COMMENTS,
    PROSE,
    TEMPLATES,
    Article,
    as_text,
    read,
    read_articles,
    read_pages,
)

ARTICLES = read_articles()
# Blocks that hold no claims of the article.
BESIDE = ABOUT_THE_DOCUMENT | {BlockKind.PULL_QUOTE, BlockKind.READER_COMMENT, BlockKind.CAPTION}


def blocks(document: Document) -> list[tuple[str, str, Speaker | None]]:
    """Return the blocks that hold claims of the article."""
    return [
        (block.kind.value, block.span.of(document.text), block.speaker)
        for block in document.blocks
        if block.kind not in BESIDE
    ]


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["id"])
def test_a_page_gives_the_words_and_metadata_of_its_text(article: Article, template: str) -> None:
    text = document_from_text(as_text(article), name="a.txt")
    page = TEMPLATES[template](article)

    document = read(page)

    assert blocks(document) == blocks(text)
    assert document.title == article["title"]
    assert document.author == tuple(article["authors"])
    assert document.published == article["published"]
    if template != "inside_words":  # which names no outlet
        assert document.outlet == article["outlet"]
    assert not document.findings


@pytest.mark.parametrize("template", TEMPLATES)
def test_each_character_has_its_place_in_the_page(template: str) -> None:
    page = TEMPLATES[template](ARTICLES[0])
    document = read(page)

    for index, character in enumerate(document.text):
        spans = document.offsets.source_spans(Span(index, index + 1))
        if character.isalnum():
            assert len(spans) == 1
            source = spans[0].of(page)
            assert source == character or source.startswith("&")


@pytest.mark.parametrize("template", ["messy_news", "blog"])
def test_comments_are_comments(template: str) -> None:
    document = read(TEMPLATES[template](ARTICLES[0]))

    found = [
        block.span.of(document.text)
        for block in document.blocks
        if block.kind is BlockKind.READER_COMMENT
    ]
    assert found == [text for _, text in COMMENTS]


PLAIN = "The mill burned down on Friday, the fire brigade said. Nobody was hurt."


def text_of(document: Document) -> list[str]:
    return [block.span.of(document.text) for block in document.blocks]


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 5000 + PROSE,
        "<b>" * 5000 + PROSE + "</b>" * 5000,
        PROSE + "<div" + ' x="' + "y" * 200_000 + '">',
        f"<p data-x='{'y' * 500_000}' {'a=1 ' * 20_000}>{PLAIN}",
        f'<p title="never closed>{PLAIN}</p>',
        f"<html><head><title>T<body>{PROSE}",
        f"<script>let a = 1{PROSE}",
        f"<table><tr><td>{PROSE}",
        f"<!-- {PROSE}",
        f"</div></p></b>{PROSE}</div></html>",
        PROSE.replace("Friday", "Fri\0day").replace("\0", ""),
        PROSE.replace(" ", "\n \t", 3),
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;"> ]>'
        f"<html><body>{PROSE}</body></html>",
    ],
)
def test_bad_pages_are_read(page: str) -> None:
    assert text_of(read(page))[-1] == PLAIN


def test_entities_of_a_page_are_never_expanded() -> None:
    names = "abcdefghij"
    entities = "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names)
    )
    page = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "ha">{entities}]><p>&j; {PLAIN}'

    assert text_of(read(page)) == [f"&j; {PLAIN}"]


def test_null_bytes_are_passed_over() -> None:
    page = PROSE.encode() + b"<p>It was\0 built in 1880, the mayor said.</p>"

    assert text_of(read(page))[1] == "It was built in 1880, the mayor said."


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<html><body><div id=root></div><script>go()</script></body></html>", "JavaScript"),
        ("<body><noscript>Please enable it.</noscript><script>go()</script>Loading…", "JavaScript"),
        ("<html><body><img src=x.png></body></html>", "no text"),
        ("<!doctype html>", "no text"),
        ("<p>" + "x" * 2_100_000, "too large"),
    ],
)
def test_pages_without_text_are_refused(page: str, words: str) -> None:
    with pytest.raises(DocumentError, match=words) as caught:
        read(page)

    assert caught.value.hint


def test_a_page_with_too_many_elements_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "MAX_ELEMENTS", 1000)

    with pytest.raises(DocumentError, match="too many elements"):
        read("<br>" * 1001)


def test_a_pdf_with_the_name_of_a_page_is_no_page() -> None:
    with pytest.raises(DocumentError, match="PDF"):
        read(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj")


@pytest.mark.parametrize(
    ("head", "encoding", "code"),
    [
        ('<meta charset="iso-8859-1">', "cp1252", None),
        ('<meta charset="windows-1251">', "cp1251", None),
        ('<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">', "cp932", None),
        ("", "utf-8", None),
        ("", "utf-8-sig", None),
        ("", "utf-16", None),
        ("", "cp1252", None),
        ('<?xml version="1.0" encoding="koi8-r"?>', "koi8-r", None),
        ('<meta charset="iso-8859-1">', "utf-8", "CK115"),
        ('<meta charset="windows-1251">', "utf-8", "CK115"),
        ('<meta charset="utf-8">', "cp1252", "CK115"),
        ('<meta charset="no-such">', "utf-8", "CK115"),
        ('<meta charset="base64">', "utf-8", "CK115"),
        ('<meta charset="utf-16">', "utf-8", None),
    ],
)
def test_encodings(head: str, encoding: str, code: str | None) -> None:
    word = {"cp1251": "мэр", "koi8-r": "мэр", "cp932": "市長"}.get(encoding, "“naïve” Bäckström")
    page = (
        f"<html><head>{head}<title>x</title></head>{PROSE}<p>The mayor, {word}, said no to it.</p>"
    )
    if encoding == "koi8-r":
        page = page.replace(head, "").replace("<html>", f"{head}<html>")

    document = read(page.encode(encoding))

    assert f"The mayor, {word}, said no to it." in document.text
    found = [finding.code for finding in document.findings if finding.code != "CK118"]
    assert found == ([code] if code else [])


def test_a_character_that_the_encoding_lacks_is_a_finding_with_its_place() -> None:
    page = b'<meta charset="shift_jis">\n' + PROSE.encode() + b"<p>He said \x81 so.</p>"

    finding = read(page).findings[0]

    assert (finding.code, finding.line) == ("CK115", 2)


def described(document: Document) -> list[str]:
    found = []
    for block in document.blocks:
        speaker = f" [{block.speaker.name}]" if block.speaker else ""
        found.append(f"{block.kind.value}{speaker}: {block.span.of(document.text)}")
    return found


@pytest.mark.parametrize("case", read_pages(), ids=lambda case: case["why"])
def test_blocks(case: dict[str, Any]) -> None:
    assert described(read(case["page"])) == case["blocks"]
