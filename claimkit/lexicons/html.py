"""Schema of the HTML lexicon: the effect of HTML elements on a text."""

from __future__ import annotations

from claimkit.lexicons.loader import LexiconHeader, load_lexicon


class HtmlLexicon(LexiconHeader, frozen=True):
    """Names of elements by their effect.

    ``hidden`` elements are dropped with their content; ``breaking`` elements end a block.
    """

    hidden: tuple[str, ...]
    breaking: tuple[str, ...]
    headings: tuple[str, ...]
    items: tuple[str, ...]
    inline: tuple[str, ...]


def load_html() -> HtmlLexicon:
    """Load the HTML elements, which are the same in every language."""
    return load_lexicon("html", HtmlLexicon)
