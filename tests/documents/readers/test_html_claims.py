"""The claims of a web page are those of its text."""

from __future__ import annotations

import pytest

from claimkit.documents.reading import document_from_text
from claimkit.extraction.extractor import Extractor
from claimkit.model import BlockKind, Claim, Document
from tests.documents.readers.web_pages import TEMPLATES, as_text, read, read_articles

ARTICLES = read_articles()
LAYOUTS = ("messy_news", "divs_and_breaks", "inside_words", "blog")

pytestmark = pytest.mark.model


def claims(extractor: Extractor, document: Document) -> list[tuple[object, ...]]:
    def values(claim: Claim) -> tuple[object, ...]:
        return (claim.source, claim.content, claim.said, claim.kind, claim.quantities, claim.role)

    found = extractor.claims(document)
    return [values(claim) for claim in found if claim.block is not BlockKind.READER_COMMENT]


@pytest.mark.parametrize("number", range(0, len(ARTICLES), 3))
def test_the_claims_are_those_of_the_text(extractor: Extractor, number: int) -> None:
    article = ARTICLES[number]
    expected = claims(extractor, document_from_text(as_text(article), name="a.txt"))

    assert expected
    layout = LAYOUTS[number // 3 % len(LAYOUTS)]
    assert claims(extractor, read(TEMPLATES[layout](article))) == expected
