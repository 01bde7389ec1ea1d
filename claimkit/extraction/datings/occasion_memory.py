"""Remember the occasions that a text has told so far, and how far it has come since."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from claimkit.edtf import is_day, parse_day
from claimkit.extraction.datings.dating_finder import DatingIndex
from claimkit.extraction.datings.occasion_words import load_occasion_words
from claimkit.extraction.datings.occasions import Occasion, Statement, iter_acts
from claimkit.model import ABOUT_THE_DOCUMENT, Attribution, BlockKind, Kind, Span
from claimkit.parsing.parsed_document import ParsedDocument

_NO_TEXT = ABOUT_THE_DOCUMENT | {BlockKind.PULL_QUOTE, BlockKind.CAPTION}

MAX_AGE = 7  # days between an event in the news and the publication

Names = tuple[str, ...]


class OccasionMemory:
    """The occasions of a document up to the claim that is read.

    ``last`` is that of the last claim with a day, ``event`` the one that is being reported,
    ``body`` that of the last body which spoke. ``news`` is the last day that the text has
    reached. ``elsewhere`` has the place where a source spoke on another occasion whose day is
    not known.
    """

    def __init__(
        self,
        parsed: ParsedDocument,
        datings: DatingIndex,
        attributions: Sequence[Attribution],
        published: str | None,
    ) -> None:
        contents = [s for a in attributions if a.kind is not Kind.AUTHOR for s in a.content]
        words = load_occasion_words(parsed.lexicons)
        self._block_starts = [b.span.start for b in parsed.blocks if b.kind not in _NO_TEXT]
        self._published = published
        self._acts = list(iter_acts(parsed.doc, words, datings, contents))
        self._act_ends = [act.place.end for act in self._acts]
        self._acts_read = 0
        self._of_source: dict[Names, Occasion] = {}
        self.last: Occasion | None = None
        self.event: Occasion | None = None
        self.body: Occasion | None = None
        self.news: str | None = None
        self.elsewhere: dict[Names, Span] = {}

    def of_source(self, names: Names) -> Occasion | None:
        """Return the latest occasion on which a source spoke."""
        return self._of_source.get(names) if names else None

    def act_before(self, position: int) -> Occasion | None:
        """Return the last dated act before a position."""
        number = bisect_right(self._act_ends, position)
        return self._acts[number - 1] if number else None

    # -- read on ----------------------------------------------------------------------------

    def read_acts(self, position: int) -> None:
        """Take note of the acts before a position: of the day they reach, and of events."""
        while self._acts_read < len(self._acts) and self._act_ends[self._acts_read] <= position:
            act = self._acts[self._acts_read]
            self._acts_read += 1
            self._reach(act)

    def _reach(self, occasion: Occasion) -> None:
        """Move on to the day of an occasion, if it is later; an earlier event is over then."""
        if self.news is None or self._is_later(occasion.day, self.news):
            self.news, self.event = occasion.day, None
        if occasion.day == self.news and self.event is None and occasion.kinds:
            self.event = occasion

    @staticmethod
    def _is_later(day: str, other: str) -> bool:
        first, second = parse_day(day), parse_day(other)
        return first is not None and second is not None and first > second

    def note_own(self, statement: Statement, value: str | None) -> None:
        """Take note of a statement with a date of its own, as an occasion or as an excursion."""
        known = self._of_source.get(statement.names)
        if value is None or not is_day(value):
            self.elsewhere[statement.names] = statement.evidence
            return
        if known is not None and self._is_later(known.day, value):
            self.elsewhere[statement.names] = statement.evidence
        else:
            self.elsewhere.pop(statement.names, None)
        self.note(statement, value, is_told=True)

    def note(self, statement: Statement, day: str, *, is_told: bool) -> None:
        """Take note of a statement with its day; ``is_told`` as in `Occasion`."""
        if not is_day(day):
            return
        occasion = Occasion(
            statement.evidence,
            day,
            source=statement.names,
            kinds=statement.kinds,
            nouns=statement.nouns,
            content=statement.attribution.content,
            is_told=is_told,
        )
        self.last = occasion
        if statement.names and not (statement.is_person and statement.names[0][0].isupper()):
            self.body = occasion
        for source in {statement.names, *((name,) for name in statement.names)}:
            known = self._of_source.get(source)
            if known is None or not self._is_later(known.day, day):
                self._of_source[source] = occasion
        self._reach(occasion)

    # -- distances --------------------------------------------------------------------------

    def is_near(self, before: Span, evidence: Span) -> bool:
        """Return whether the place is in the same paragraph or in the one before, or overlaps."""
        starts = self._block_starts
        return bisect_right(starts, evidence.start) - bisect_right(starts, before.end) <= 1

    def steps(self, before: Span, evidence: Span) -> int:
        """Return how many paragraphs begin between two places."""
        starts = self._block_starts
        return bisect_right(starts, evidence.start) - bisect_right(starts, before.start)

    def is_recent(self, occasion: Occasion) -> bool:
        """Return whether an occasion is on the last day of the text, and that is in the news."""
        return occasion.day == self.news and self.is_fresh(occasion.day)

    def is_fresh(self, value: str, age: int = MAX_AGE) -> bool:
        """Return whether a day is at most some days before the publication, if that is known."""
        day, published = parse_day(value), parse_day(self._published)
        if self._published is None:
            return True
        return day is not None and published is not None and 0 <= (published - day).days <= age
