"""Define the context against which a relative date expression is resolved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from claimkit.edtf import Anchor
from claimkit.extraction.datings.narrative import Narrative
from claimkit.extraction.datings.tense import Tense


@dataclass(frozen=True, slots=True)
class DatingContext:
    """The context of an expression that decides its value.

    ``story_year`` returns the year of a month in the story that the paragraph tells. ``tense``
    is called only where the value depends on it. ``has_happened`` returns whether it is the day of
    something that is told in the past tense, as far as the parse is sure. ``compares`` returns
    whether the sentence has figures, so that "a year ago" may be a quarter that they are compared
    with.
    """

    narrative: Narrative
    story_year: Callable[[int], int | None]
    tense: Callable[[], Tense | None]
    has_happened: Callable[[], bool]
    compares: Callable[[], bool]

    @property
    def anchor(self) -> Anchor | None:
        """The document's date."""
        return self.narrative.published

    @property
    def is_future(self) -> bool:
        return self.tense() is Tense.FUTURE
