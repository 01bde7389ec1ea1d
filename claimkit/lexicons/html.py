"""Schema of the HTML lexicon: the effect of HTML elements on a text."""

from __future__ import annotations

from claimkit.lexicons.loader import LexiconEntry, LexiconHeader, load_lexicon


class PageNames(LexiconEntry, frozen=True):
    """Words and phrases in the names of classes and ids; ``html.yaml`` describes each list."""

    furniture: tuple[str, ...] = ()
    furniture_phrases: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    body_phrases: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    comment: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    pull_quotes: tuple[str, ...] = ()
    pull_quote_phrases: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()


class HtmlLexicon(LexiconHeader, frozen=True):
    """Names of elements by their effect.

    ``hidden`` elements are dropped with their content; ``breaking`` elements end a block.
    ``unread`` elements are left out of web pages as well. ``names`` are words of class names.
    """

    hidden: tuple[str, ...]
    breaking: tuple[str, ...]
    headings: tuple[str, ...]
    items: tuple[str, ...]
    inline: tuple[str, ...]
    unread: tuple[str, ...] = ()
    names: PageNames = PageNames()


def load_html() -> HtmlLexicon:
    """Load the HTML elements, which are the same in every language."""
    return load_lexicon("html", HtmlLexicon)
