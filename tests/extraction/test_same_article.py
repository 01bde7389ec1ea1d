"""An article gives the same claims and metadata in whatever format it comes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from claimkit.documents.containers import warc
from claimkit.documents.reading import document_from_bytes
from claimkit.model import BlockKind, Claim, Document
from tests.extraction.article_files import FORMATS, plain_text, read_articles, web_archive
from tests.pinned_model import load_extractor

pytestmark = pytest.mark.model

ARTICLES = read_articles()
# What a format shows besides the article.
BESIDE = (BlockKind.READER_COMMENT, BlockKind.CAPTION)
MIN_SHARE = 0.97


def read(name: str, data: bytes) -> Document:
    return document_from_bytes(data, name=name, file_name=name)


class Claims:
    """The claims of documents; documents with the same text and blocks are parsed once."""

    def __init__(self) -> None:
        self._found: dict[object, list[Claim]] = {}

    def of(self, document: Document) -> set[tuple[object, ...]]:
        """Return what a reader of the ledger sees of the claims."""
        known = (document.text, document.blocks, document.author, document.published)
        if known not in self._found:
            self._found[known] = load_extractor().claims(document)
        return {
            (claim.source, _words(claim.content), claim.kind, claim.said, claim.negated)
            for claim in self._found[known]
            if claim.block not in BESIDE
        }


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


CLAIMS = Claims()


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_gives_the_claims_and_metadata_of_plain_text(name: str) -> None:
    shared = expected = found = 0
    for article in ARTICLES:
        text = read("article.txt", plain_text(article))
        document = read(name, FORMATS[name](article))
        wanted, claims = CLAIMS.of(text), CLAIMS.of(document)
        shared += len(wanted & claims)
        expected += len(wanted)
        found += len(claims)

        assert document.title == article["title"]
        assert document.author == tuple(article["authors"])
        assert document.published == article["published"]
        if name != "inside_words.html":  # which names no outlet
            assert document.outlet in (text.outlet, article["outlet"])
    assert shared >= MIN_SHARE * expected
    assert shared >= MIN_SHARE * found


def test_an_archive_gives_the_claims_of_its_pages(tmp_path: Path) -> None:
    path = tmp_path / "news.warc"
    path.write_bytes(web_archive(ARTICLES))
    found = list(warc.iter_documents(path, language="en"))
    assert len(found) == len(ARTICLES)
    for article, document in zip(ARTICLES, found, strict=True):
        assert isinstance(document, Document)
        assert CLAIMS.of(document) == CLAIMS.of(read("article.txt", plain_text(article)))
        assert (document.title, document.published) == (article["title"], article["published"])


def test_articles_have_many_claims() -> None:
    for article in ARTICLES:
        assert len(CLAIMS.of(read("article.txt", plain_text(article)))) >= 9
