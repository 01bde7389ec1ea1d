"""Schema of the lexicon of page layout: what is title, byline, widget, list or comment."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from claimkit.lexicons.languages import DEFAULT_LANGUAGE
from claimkit.lexicons.loader import LexiconEntry, LexiconHeader, load_lexicon


class FrontMatterKeys(LexiconEntry, frozen=True):
    """Keys of YAML front matter that hold each field, best first."""

    title: tuple[str, ...]
    author: tuple[str, ...]
    outlet: tuple[str, ...]
    published: tuple[str, ...]
    url: tuple[str, ...]


class HtmlElements(LexiconEntry, frozen=True):
    """Names of HTML elements by what they do to the text."""

    hidden: tuple[str, ...]
    breaking: tuple[str, ...]
    headings: tuple[str, ...]
    items: tuple[str, ...]
    inline: tuple[str, ...]


class LayoutLexicon(LexiconHeader, frozen=True):
    """The words and signs in ``layout.yaml``; phrases are in lower case."""

    months: Annotated[tuple[tuple[str, ...], ...], Meta(min_length=12, max_length=12)]
    weekdays: tuple[str, ...]
    date_labels: tuple[str, ...]
    byline_labels: tuple[str, ...]
    byline_noise: tuple[str, ...]
    name_particles: tuple[str, ...]
    outlet_words: tuple[str, ...]
    front_matter_keys: FrontMatterKeys
    widget_lines: tuple[str, ...]
    widget_openings: tuple[str, ...]
    comment_headings: tuple[str, ...]
    contact_labels: tuple[str, ...]
    chatty_words: tuple[str, ...]
    chatty_patterns: tuple[str, ...]
    open_ended_words: tuple[str, ...]
    lead_in_words: tuple[str, ...]
    ascii_bullets: str
    bullets: str
    html: HtmlElements
    scripts: dict[str, str]


def load_layout(language: str = DEFAULT_LANGUAGE) -> LayoutLexicon:
    """Load ``layout.yaml`` of a language."""
    return load_lexicon("layout", LayoutLexicon, language)
