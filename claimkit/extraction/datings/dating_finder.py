"""Find the date expressions of a document and give each its EDTF value.

The patterns of the lexicon find the expressions; the parse gives only the tense.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from claimkit.edtf import parse_anchor
from claimkit.extraction.datings.date_groups import DateGroups
from claimkit.extraction.datings.date_hits import DateHit, iter_date_hits
from claimkit.extraction.datings.dating_context import DatingContext
from claimkit.extraction.datings.evaluation import is_resolvable, moves_narrative, resolve
from claimkit.extraction.datings.joining import FoundDate, join_dates
from claimkit.extraction.datings.narrative import Narrative
from claimkit.extraction.datings.shared_years import share_years
from claimkit.extraction.datings.tense import (
    Tense,
    depends_on_main_verb,
    find_tense,
    is_day_of_past,
    nearby,
)
from claimkit.model import Dating, Span
from claimkit.parsing.parsed_document import ParsedDocument

_NEARBY_TOKENS = 40
_STORY_TOKENS = 80
_DIGIT = re.compile(r"[0-9]")


def find_datings(parsed: ParsedDocument, *, published: str | None) -> list[Dating]:
    """Find the date expressions of a document.

    In order and disjoint. ``published`` (EDTF) is the document's date. "Yesterday" and "last year"
    count from it, or from the dateline of their report if it has one; "two days later" and "the
    following year" count from the last date in the text. Nothing is guessed: without either there
    is no value, and a day without its year is
    ``XXXX-04-28``.

    Does not handle: durations without an anchor ("for two days"), sets ("every Monday"), feasts
    that move with the moon, except those of Easter, and days with a year BC.
    """
    doc, text, narrative = parsed.doc, parsed.text, Narrative(parse_anchor(published))
    found: list[FoundDate] = []
    datelines = [b for b in reversed(parsed.blocks) if b.dateline is not None]
    for hit in iter_date_hits(text, 0, len(text), parsed.lexicons):
        while datelines and datelines[-1].span.start <= hit.match.start():
            narrative.begin_report(datelines.pop().dateline)
        groups = DateGroups.of_match(hit.match, parsed.lexicons)
        if not is_resolvable(hit.kind, groups, narrative):
            continue
        value = resolve(hit.kind, groups, _make_context(parsed, hit, narrative))
        if moves_narrative(hit.kind, groups, value):
            narrative.move_to(value)
        if hit.prints_year:
            span = doc.char_span(*hit.match.span(), alignment_mode="expand")
            if span is not None and depends_on_main_verb(span):
                narrative.set_story(hit.match.end(), value)
        found.append(FoundDate(hit, groups, value))
    if found:
        context = _make_context(parsed, found[-1].hit, narrative)
        found = share_years(text, found, context, parsed.lexicons)
    return join_dates(parsed, found)


def _make_context(parsed: ParsedDocument, hit: DateHit, narrative: Narrative) -> DatingContext:
    """Return the context of a hit; the parse is read only when the context needs it."""
    doc, (start, end) = parsed.doc, hit.match.span()

    def tense() -> Tense | None:
        return find_tense(doc, start, end)

    def happened() -> bool:
        return is_day_of_past(doc, start, end)

    def compares() -> bool:
        span = doc.char_span(start, end, alignment_mode="expand")
        return span is not None and _DIGIT.search(nearby(span, _NEARBY_TOKENS).text) is not None

    def story_year(month: int) -> int | None:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            return None
        sentence = nearby(span, _STORY_TOKENS)
        if sentence.start:
            sentence = nearby(doc[sentence.start - 1 : sentence.start], _STORY_TOKENS)
        number = parsed.block_of(span.start)
        block = parsed.blocks[number] if number >= 0 else None
        is_new_turn = block is not None and block.speaker is not None and block.label is not None
        # Nobody goes on with the story of the speaker before.
        since = block.span.start if block is not None and is_new_turn else 0
        return narrative.story_year(max(sentence.start_char, since), start, month)

    return DatingContext(narrative, story_year, tense, happened, compares)


class DatingIndex:
    """A document's datings by their places. Ordered and disjoint; the vague ones are left out."""

    def __init__(self, datings: Iterable[Dating]) -> None:
        self._datings = [d for d in datings if d.span is not None and d.vague is None]
        self._starts = [d.span.start for d in self._datings if d.span is not None]

    def __iter__(self) -> Iterator[Dating]:
        return iter(self._datings)

    def within(self, span: Span) -> list[Dating]:
        """Return the datings that lie in ``span`` as a whole, in order."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        return [d for d in self._datings[first:last] if d.span and d.span.end <= span.end]
