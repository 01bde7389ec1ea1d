"""Schema of the layout lexicon: the words that identify dates, widgets and headings."""

from __future__ import annotations

from claimkit.lexicons.languages import DEFAULT_LANGUAGE
from claimkit.lexicons.loader import LexiconEntry, LexiconHeader, load_lexicon


class FrontMatterKeys(LexiconEntry, frozen=True):
    """Keys of YAML front matter that hold each field, best first."""

    title: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    url: tuple[str, ...] = ()


class PrintedDateWords(LexiconEntry, frozen=True):
    """Words and endings inside a printed date; ``layout.yaml`` describes each list."""

    ordinal_endings: tuple[str, ...] = ()
    month_leads: tuple[str, ...] = ()
    time_leads: tuple[str, ...] = ()
    half_days: tuple[str, ...] = ()


class LayoutLexicon(LexiconHeader, frozen=True):
    """The words in ``layout.yaml``. Phrases are in lower case."""

    dates: PrintedDateWords = PrintedDateWords()
    leading_date_labels: tuple[str, ...] = ()
    front_matter_keys: FrontMatterKeys = FrontMatterKeys()
    page_labels: tuple[str, ...] = ()
    page_joiners: tuple[str, ...] = ()
    widget_lines: tuple[str, ...] = ()
    counted_reactions: tuple[str, ...] = ()
    stamp_words: tuple[str, ...] = ()
    widget_openings: tuple[str, ...] = ()
    comment_headings: tuple[str, ...] = ()
    contact_labels: tuple[str, ...] = ()
    chatty_words: tuple[str, ...] = ()
    chatty_patterns: tuple[str, ...] = ()
    open_ended_words: tuple[str, ...] = ()
    lead_in_words: tuple[str, ...] = ()


def load_layout(language: str = DEFAULT_LANGUAGE) -> LayoutLexicon:
    """Load the layout words of a language."""
    return load_lexicon("layout", LayoutLexicon, language)
