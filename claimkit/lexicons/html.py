"""Schema of the HTML lexicon: what the elements of HTML do to a text."""

from __future__ import annotations

from claimkit.lexicons.loader import LexiconHeader, load_lexicon


class HtmlLexicon(LexiconHeader, frozen=True):
    """Names of elements by what they do: ``hidden`` go with their content, ``breaking`` end a
    block.
    """

    hidden: tuple[str, ...]
    breaking: tuple[str, ...]
    headings: tuple[str, ...]
    items: tuple[str, ...]
    inline: tuple[str, ...]


def load_html() -> HtmlLexicon:
    """Load the HTML elements, which are the same in every language."""
    return load_lexicon("html", HtmlLexicon)
