"""Schema of the lexicon of document parts: the words of captions, notes, tables and reports."""

from __future__ import annotations

from claimkit.lexicons.languages import DEFAULT_LANGUAGE
from claimkit.lexicons.loader import LexiconHeader, load_lexicon


class DocumentPartsLexicon(LexiconHeader, frozen=True):
    """The words in ``document_parts.yaml``. Phrases are in lower case."""

    hyphen_joiners: tuple[str, ...] = ()
    hyphen_prefixes: tuple[str, ...] = ()
    hyphen_particles: tuple[str, ...] = ()
    caption_labels: tuple[str, ...] = ()
    credit_labels: tuple[str, ...] = ()
    credit_prepositions: tuple[str, ...] = ()
    picture_agencies: tuple[str, ...] = ()
    claim_labels: tuple[str, ...] = ()
    claimant_labels: tuple[str, ...] = ()
    verdict_labels: tuple[str, ...] = ()
    finding_labels: tuple[str, ...] = ()
    report_labels: tuple[str, ...] = ()
    contents_headings: tuple[str, ...] = ()
    note_headings: tuple[str, ...] = ()
    numbered_abbreviations: tuple[str, ...] = ()
    inline_page_labels: tuple[str, ...] = ()
    inline_page_joiners: tuple[str, ...] = ()
    page_references: tuple[str, ...] = ()
    halves_of_day: tuple[str, ...] = ()
    second_half_of_day: str = "-"
    time_zones: tuple[str, ...] = ()
    entry_leads: tuple[str, ...] = ()
    table_source_labels: tuple[str, ...] = ()
    source_columns: tuple[str, ...] = ()
    list_nouns: tuple[str, ...] = ()
    list_origins: tuple[str, ...] = ()
    topic_prepositions: tuple[str, ...] = ()


def load_document_parts(language: str = DEFAULT_LANGUAGE) -> DocumentPartsLexicon:
    """Load the words of a language that name the parts of documents."""
    return load_lexicon("document_parts", DocumentPartsLexicon, language)


def is_claim_label(label: str | None, language: str = DEFAULT_LANGUAGE) -> bool:
    """Return whether a block's label says that it is a claim which the document checks."""
    return label is not None and label.casefold() in load_document_parts(language).claim_labels
