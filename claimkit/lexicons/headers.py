"""Schema of the header lexicon: the words of the first and last lines of a document."""

from __future__ import annotations

from claimkit.lexicons.languages import DEFAULT_LANGUAGE
from claimkit.lexicons.loader import LexiconEntry, LexiconHeader, load_lexicon


class MessageLabels(LexiconEntry, frozen=True):
    """The labels in the headers of a message."""

    author: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    other: tuple[str, ...] = ()


class HeaderLexicon(LexiconHeader, frozen=True):
    """The words in ``headers.yaml``, which describes each list. Phrases are in lower case."""

    published_labels: tuple[str, ...] = ()
    date_labels: tuple[str, ...] = ()
    updated_labels: tuple[str, ...] = ()
    author_labels: tuple[str, ...] = ()
    issuer_labels: tuple[str, ...] = ()
    issuer_leads: tuple[str, ...] = ()
    other_credits: tuple[str, ...] = ()
    other_labels: tuple[str, ...] = ()
    message_labels: MessageLabels = MessageLabels()
    noise: tuple[str, ...] = ()
    issue_words: tuple[str, ...] = ()
    series_words: tuple[str, ...] = ()
    role_words: tuple[str, ...] = ()
    writer_words: tuple[str, ...] = ()
    name_joiners: tuple[str, ...] = ()
    place_joiners: tuple[str, ...] = ()
    outlet_joiners: tuple[str, ...] = ()
    name_particles: tuple[str, ...] = ()
    name_titles: tuple[str, ...] = ()
    name_suffixes: tuple[str, ...] = ()
    outlet_words: tuple[str, ...] = ()
    press_wires: tuple[str, ...] = ()
    organisation_words: tuple[str, ...] = ()
    organisation_links: tuple[str, ...] = ()
    office_links: tuple[str, ...] = ()
    small_words: tuple[str, ...] = ()
    place_openings: tuple[str, ...] = ()
    place_leads: tuple[str, ...] = ()
    kickers: tuple[str, ...] = ()
    title_kickers: tuple[str, ...] = ()
    section_heads: tuple[str, ...] = ()
    series_names: tuple[str, ...] = ()
    statement_kinds: tuple[str, ...] = ()
    report_kinds: tuple[str, ...] = ()
    breadcrumb_signs: tuple[str, ...] = ()
    breadcrumb_starts: tuple[str, ...] = ()
    end_lines: tuple[str, ...] = ()
    statement_openings: tuple[str, ...] = ()
    about_words: tuple[str, ...] = ()
    biography_verbs: tuple[str, ...] = ()
    description_verbs: tuple[str, ...] = ()
    salutations: tuple[str, ...] = ()
    salutation_words: tuple[str, ...] = ()
    general_addressees: tuple[str, ...] = ()
    closings: tuple[str, ...] = ()
    signed_for: tuple[str, ...] = ()


def load_headers(language: str = DEFAULT_LANGUAGE) -> HeaderLexicon:
    """Load the words of a language's headers."""
    return load_lexicon("headers", HeaderLexicon, language)
