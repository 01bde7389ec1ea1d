"""Find drafts for a name and a colon before a quotation."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from spacy.tokens import Token

from claimkit.extraction.attribution.attribution_words import load_attribution_words
from claimkit.extraction.attribution.cue_sources import SourceMatch
from claimkit.extraction.attribution.drafts import AttributionDraft
from claimkit.extraction.attribution.uncued_quotations import (
    MAX_NAME_TOKENS,
    make_quotation_draft,
)
from claimkit.parsing.parsed_document import ParsedDocument

_MAX_LABEL_TOKENS = 2 * MAX_NAME_TOKENS


class _Label(NamedTuple):
    """The name before a block's first colon.

    ``name`` is the last token of the name, ``end`` the token after the block.
    """

    name: Token
    colon: int
    end: int


def find_label_drafts(parsed: ParsedDocument, taken: Collection[int]) -> list[AttributionDraft]:
    """Return a draft for each name and colon before a quotation.

    Example: 'Jane Doe: “…”'. Counter-example: "DOE: Good evening." in a transcript, whose labels
    the layout has taken off (`claimkit.documents.turns`).

    Args:
        taken: the quotations that have a cue.
    """
    found = []
    for label in _iter_labels(parsed):
        speech = parsed.speech_of[label.colon + 1]
        if speech >= 0 and speech not in taken:
            found.append(_quotation_draft(parsed, label, speech))
    return found


def _iter_labels(parsed: ParsedDocument) -> Iterator[_Label]:
    for block in parsed.blocks:
        first, last = parsed.token_range(block.span)
        label = _read_label(parsed, first, last)
        if label is not None:
            yield label


def _read_label(parsed: ParsedDocument, first: int, last: int) -> _Label | None:
    """Return the name before the first colon of the block ``[first, last)``."""
    doc, words = parsed.doc, load_attribution_words(parsed.lexicons)
    colons = range(first + 1, min(first + _MAX_LABEL_TOKENS, last - 1))
    colon = next((i for i in colons if doc[i].text == ":"), None)
    if colon is None or parsed.speech_of[colon] >= 0:
        return None
    start = colon
    while start > first and (doc[start - 1].pos_ == "PROPN" or doc[start - 1].is_upper):
        start -= 1
    if start == colon or doc[start:colon].text.lower() in words.not_names:
        return None
    if start > first and doc[start - 1].text not in words.dashes and doc[start - 1].text != ",":
        return None
    return _Label(doc[colon - 1], colon, last)


def _quotation_draft(parsed: ParsedDocument, label: _Label, speech: int) -> AttributionDraft:
    source = SourceMatch((label.name,), "label")
    draft = make_quotation_draft(parsed, speech, source, {label.colon})
    if parsed.sentences[parsed.sentence_of[label.colon]][1] >= label.end:  # a headline
        draft.content = set(range(label.colon + 1, label.end))
    return draft
