"""Find the letterhead and the names that a page prints above and below a title."""

from __future__ import annotations

from collections.abc import Sequence

from claimkit.documents.metadata.header_lines import HeaderRole, read_line, read_lines
from claimkit.documents.metadata.header_words import load_header_words
from claimkit.documents.metadata.titles import is_letterhead_shape
from claimkit.documents.readers.web_page.article import Article
from claimkit.documents.readers.web_page.passages import Form, Passage

_MAX_LINES = 4
_MAX_LENGTH = 120
_MAX_LINKS = 0.5
_KNOWN = frozenset(
    (HeaderRole.LETTERHEAD, HeaderRole.ORGANISATION, HeaderRole.OUTLET, HeaderRole.CREDIT)
)
_DATES = frozenset((HeaderRole.DATE, HeaderRole.PLACE_DATE))
_NAMED = frozenset((HeaderRole.OTHER, HeaderRole.NAMES))


def add_header_lines(article: Article, language: str) -> None:
    """Add to an article the lines beside its title that are its letterhead and its byline."""
    article.head[:0] = _find_letterhead(article.above, language)
    article.head.extend(_find_bylines(article, language))


def _find_bylines(article: Article, language: str) -> list[Passage]:
    """Return the names below a title that the lines beside them show to be those of authors."""
    if article.title is None or not article.below:
        return []
    known = [*article.about, *article.head, *article.below]
    first = article.title.start
    below = sorted((p for p in known if p.start > first), key=lambda passage: passage.start)
    lines = read_lines([article.title.text, *(passage.text for passage in below)], language)
    unsure = {id(passage) for passage in article.below}
    return [
        passage
        for passage, line in zip(below, lines[1:], strict=True)
        if id(passage) in unsure and line.role is HeaderRole.CREDIT and line.names
    ]


def _find_letterhead(above: Sequence[Passage], language: str) -> list[Passage]:
    """Return the last passages before a title that say who issued the text, and when.

    A date counts only beside an office or the kind of the document: the date at the top of a
    newspaper's page is often the day on which somebody looked at it.
    """
    words = load_header_words(language)
    found: list[tuple[Passage, HeaderRole]] = []
    for passage in reversed(above[-_MAX_LINES:]):
        text = passage.text.strip()
        if passage.form is Form.LIST_ITEM or not text or len(text) > _MAX_LENGTH:
            break
        if "\n" in text or passage.link_share > _MAX_LINKS:
            break
        found.insert(0, (passage, read_line(text, language).role))
    roles = [role for _, role in found]
    is_official = HeaderRole.LETTERHEAD in roles or HeaderRole.ORGANISATION in roles
    kept: list[Passage] = []
    for index, (passage, role) in enumerate(found):
        beside = roles[max(0, index - 1) : index + 2]
        is_name = (
            role in _NAMED
            and HeaderRole.LETTERHEAD in beside
            and is_letterhead_shape(passage.text, words)
        )
        if role in _KNOWN or is_name or (role in _DATES and is_official):
            kept.append(passage)
    return kept
