"""Read web pages: the article, its metadata and its comments, each character with its place."""

from __future__ import annotations

from claimkit.documents.clean_text import CleanText
from claimkit.documents.composition import compose
from claimkit.documents.formats import MAX_CHARACTERS
from claimkit.documents.metadata.header_lines import STRONG, read_line
from claimkit.documents.readers.web_page.areas import is_prose
from claimkit.documents.readers.web_page.article import Article, find_article
from claimkit.documents.readers.web_page.blocks import make_blocks
from claimkit.documents.readers.web_page.encoding import decode_page
from claimkit.documents.readers.web_page.head import read_head
from claimkit.documents.readers.web_page.letterheads import add_header_lines
from claimkit.documents.readers.web_page.page_metadata import find_page_metadata
from claimkit.documents.readers.web_page.passages import TooMuchTextError, find_passages
from claimkit.documents.readers.web_page.style_sheets import find_hidden_names
from claimkit.documents.readers.web_page.tree import Element, TooManyElementsError, build_tree
from claimkit.errors import DocumentError, NoTextError

_MIN_TEXT = 200
_MAX_CHARACTERS = 2 * MAX_CHARACTERS  # of the whole page
_SCRIPTS = ("", "module", "text/javascript", "application/javascript")


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
        passages = find_passages(root, source, _MAX_CHARACTERS)
    except TooManyElementsError as error:
        raise _too_large(name, "has too many elements") from error
    except TooMuchTextError as error:
        raise _too_large(name, f"is too large (over {_MAX_CHARACTERS:,} characters)") from error
    head = read_head(root, source)
    titles = [*([title] if title else []), *head.titles]
    hidden = find_hidden_names(root, source)
    article = find_article(root, passages, titles, lambda text: is_header(text, language), hidden)
    add_header_lines(article, language)
    _require_text(root, article, name)
    found = find_page_metadata(root, source, head, article, language)
    found.findings.extend(decoded.findings)
    text, drafts = make_blocks(article, language)
    return compose(source, text, drafts, name=name, language=language, title=title, found=found)


def _too_large(name: str, fault: str) -> DocumentError:
    return DocumentError(f"{name}: the page {fault}", hint="save the text of the article as .txt")


def _require_text(root: Element, article: Article, name: str) -> None:
    """Refuse a page whose text only a browser would fetch."""
    if any(map(is_prose, article.head + article.body)) or article.comments:
        return
    has_scripts = any(
        element.name == "script" and element.get("type").lower() in _SCRIPTS
        for element in root.iter_elements()
    )
    length = sum(len(passage.text) for passage in article.body)
    if has_scripts and length < _MIN_TEXT:
        raise NoTextError(
            f"{name}: there is no text in the page: JavaScript fills it in, or asks for something "
            "first",
            hint="open the page in a browser, save it there as HTML, and read that file",
        )


def is_header(text: str, language: str) -> bool:
    """Return whether a line of a text is a byline or a date line.

    >>> is_header("By Ana Beck\\n3 March 2026", "en"), is_header("The mill burned.", "en")
    (True, False)
    """
    return any(read_line(line, language).role in STRONG for line in text.split("\n"))
