"""Load the words that the rules of attribution look at, arranged for look-up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from claimkit.lexicons.attribution import AttributionWordLexicon, LabelLexicon
from claimkit.lexicons.calendar import load_calendar
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.loader import load_lexicon
from claimkit.lexicons.sources import load_source_lexicon
from claimkit.lexicons.typography import load_typography

_SEPARATORS = ",.;:…/"


@dataclass(frozen=True, slots=True)
class AttributionWords:
    """Words of one language.

    ``function_words`` are in lower case. ``calendar_names`` are weekdays and months as they are
    printed; ``not_names`` are words that name nobody before a colon; ``anonymity_phrases`` ask
    for a name to be left out; ``people`` are words for people by office, rank or work, ``bodies``
    nouns for organisations, ``outlets`` nouns for newsrooms and names of some, ``documents`` nouns
    for what bodies issue. ``dashes`` are dashes and the signs typed in their place; ``edge_marks``
    are marks that separate a content from the words around it.
    """

    function_words: AttributionWordLexicon
    weekdays: frozenset[str]
    calendar_names: frozenset[str]
    not_names: frozenset[str]
    anonymity_phrases: frozenset[str]
    people: frozenset[str]
    bodies: frozenset[str]
    outlets: frozenset[str]
    documents: frozenset[str]
    dashes: frozenset[str]
    edge_marks: frozenset[str]


@cache
def load_attribution_words(lexicons: Lexicons) -> AttributionWords:
    """Return the words of a language, loaded once a process."""
    sources = load_source_lexicon(lexicons)
    calendar = load_calendar(lexicons.language)
    weekdays = frozenset(word for day in calendar.weekdays for word in day.forms)
    months = (word for month in calendar.months for word in month.forms)
    typography = load_typography()
    dashes = (*typography.dashes, *typography.typed_dashes)
    return AttributionWords(
        function_words=load_lexicon("attribution_words", AttributionWordLexicon, lexicons.language),
        weekdays=weekdays,
        calendar_names=weekdays.union(months),
        not_names=load_lexicon("labels", LabelLexicon, lexicons.language).not_names,
        anonymity_phrases=frozenset(sources.anonymity.phrases),
        people=frozenset(word for role in sources.roles for word in role.words),
        bodies=frozenset(word for body in sources.organisations for word in body.words),
        outlets=frozenset(sources.outlets).union(
            word for body in sources.organisations if body.outlet for word in body.words
        ),
        documents=frozenset(word for noun in sources.documents for word in noun.words),
        dashes=frozenset(dashes),
        edge_marks=frozenset((*_SEPARATORS, *"".join(dashes))),
    )
