"""Schema of the calendar lexicon: the names of months and weekdays."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from claimkit.lexicons.languages import DEFAULT_LANGUAGE
from claimkit.lexicons.loader import LexiconEntry, LexiconHeader, load_lexicon


class CalendarName(LexiconEntry, frozen=True):
    """A month or weekday; ``needs_lead`` marks a name that is also another word."""

    name: str
    short: tuple[str, ...] = ()
    needs_lead: bool = False

    @property
    def forms(self) -> tuple[str, ...]:
        """The full name and the short ones."""
        return (self.name, *self.short)


class CalendarLexicon(LexiconHeader, frozen=True):
    """The months from January and the weekdays from Monday."""

    months: Annotated[tuple[CalendarName, ...], Meta(min_length=12, max_length=12)]
    weekdays: Annotated[tuple[CalendarName, ...], Meta(min_length=7, max_length=7)]


def load_calendar(language: str = DEFAULT_LANGUAGE) -> CalendarLexicon:
    """Load the names of months and weekdays of a language."""
    return load_lexicon("calendar", CalendarLexicon, language)
