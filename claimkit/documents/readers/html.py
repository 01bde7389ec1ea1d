"""Read web pages: the article, its metadata and its comments, each character with its place."""

from __future__ import annotations

from claimkit.documents.clean_text import CleanText
from claimkit.documents.composition import compose
from claimkit.documents.metadata.header_lines import STRONG, read_line
from claimkit.documents.readers.web_page.article import find_article
from claimkit.documents.readers.web_page.blocks import make_blocks
from claimkit.documents.readers.web_page.encoding import decode_page
from claimkit.documents.readers.web_page.head import read_head
from claimkit.documents.readers.web_page.page_metadata import find_page_metadata
from claimkit.documents.readers.web_page.passages import find_passages
from claimkit.documents.readers.web_page.tree import TooManyElementsError, build_tree
from claimkit.errors import DocumentError


def read(
    data: bytes, name: str, *, title: str | None, language: str, charset: str | None = None
) -> CleanText:
    """Read the bytes of a web page.

    Args:
        charset: the encoding that the sender of the page named, if it came over the network.

    Raises:
        DocumentError: if there is no text on the page, or if it is no page for people.
    """
    decoded = decode_page(data, name, charset)
    source = decoded.text
    try:
        root = build_tree(source)
    except TooManyElementsError as error:
        raise DocumentError(
            f"{name}: the page has too many elements", hint="save its text as .txt"
        ) from error
    passages = find_passages(root, source)
    head = read_head(root, source)
    titles = [*([title] if title else []), *head.titles]
    article = find_article(root, passages, titles, lambda text: is_header(text, language))
    found = find_page_metadata(root, source, head, article, language)
    found.findings.extend(decoded.findings)
    text, drafts = make_blocks(article, language)
    return compose(source, text, drafts, name=name, language=language, title=title, found=found)


def is_header(text: str, language: str) -> bool:
    """Return whether a line of a text is a byline or a date line.

    >>> is_header("By Ana Beck\\n3 March 2026", "en"), is_header("The mill burned.", "en")
    (True, False)
    """
    return any(read_line(line, language).role in STRONG for line in text.split("\n"))
