"""Web pages: the article is the one of its plain text, whatever the layout of the page."""

from __future__ import annotations

import pytest

from claimkit.documents.reading import document_from_bytes, document_from_text
from claimkit.model import ABOUT_THE_DOCUMENT, BlockKind, Document, Span, Speaker
from tests.documents.readers.web_pages import (
    COMMENTS,
    TEMPLATES,
    Article,
    as_text,
    read_articles,
)

ARTICLES = read_articles()
# Blocks that hold no claims of the article.
BESIDE = ABOUT_THE_DOCUMENT | {BlockKind.PULL_QUOTE, BlockKind.READER_COMMENT, BlockKind.CAPTION}


def read(page: str | bytes, name: str = "page.html") -> Document:
    data = page.encode() if isinstance(page, str) else page
    return document_from_bytes(data, name=name, file_name=name)


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
