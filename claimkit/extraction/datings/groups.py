"""What the groups of a matched date expression say, and what it is resolved against."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from claimkit.edtf import Anchor
from claimkit.extraction.datings.narrative import Narrative
from claimkit.extraction.datings.tense import Tense
from claimkit.lexicons.datings import DatingLexicon
from claimkit.lexicons.loader import load_lexicon
from claimkit.lexicons.quantities import QuantityLexicon


@dataclass(frozen=True, slots=True)
class Context:
    """What a relative expression is resolved against.

    ``story_year`` gives the year of a month in the story that the paragraph tells.
    ``tense`` is asked only where it decides. ``compares`` says if the sentence gives figures,
    so that "a year ago" may be a quarter that they are compared with.
    """

    narrative: Narrative
    story_year: Callable[[int], int | None]
    tense: Callable[[], Tense | None]
    compares: Callable[[], bool]

    @property
    def anchor(self) -> Anchor | None:
        return self.narrative.published

    @property
    def is_future(self) -> bool:
        return self.tense() is Tense.FUTURE


class DateNames:
    """The lexicon's words with their numbers."""

    def __init__(self) -> None:
        lexicon = load_lexicon("datings", DatingLexicon)
        self.lexicon = lexicon
        self.months = {m.name[:3].lower(): number for number, m in enumerate(lexicon.months, 1)}
        self.weekdays = {w.name[:3].lower(): number for number, w in enumerate(lexicon.weekdays)}
        self.seasons = {n: (s.code, s.first_month) for s in lexicon.seasons for n in s.names}
        self.holidays = {n.lower(): h for h in lexicon.holidays for n in h.names}
        self.units = lexicon.units | lexicon.unit_plurals
        self.numerals = load_lexicon("quantities", QuantityLexicon).numerals


@cache
def date_names() -> DateNames:
    return DateNames()


Groups = Mapping[str, str]


def read_groups(match: re.Match[str]) -> Groups:
    """Return the groups that took part, in lower case and with single spaces."""
    return {
        name: " ".join(group.lower().split()) for name, group in match.groupdict().items() if group
    }


def read_shift(groups: Groups) -> int | None:
    word = groups.get("shift")
    return None if word is None else date_names().lexicon.shifts[word]


def is_narrative(groups: Groups) -> bool:
    return groups.get("shift") in date_names().lexicon.narrative_shifts


def read_year(groups: Groups) -> int | None:
    if "year" in groups:
        return int(groups["year"])
    if "hundreds" in groups:
        return _numeral(groups["hundreds"]) * 100 + _numeral(groups["rest"])
    if "thousand" in groups:
        return 2000 + _numeral(groups.get("few") or "zero")
    return None


def _numeral(words: str) -> int:
    return sum(date_names().numerals[word] for word in re.split(r"[\s-]", words))


def read_year_of(groups: Groups, anchor: Anchor | None) -> int | None:
    """Return the year printed, or the one that "of last year" means."""
    year = read_year(groups)
    if year is None and "of_year" in groups and anchor is not None:
        return anchor.year + (read_shift(groups) or 0)
    return year


def read_month(groups: Groups) -> int:
    if "month_number" in groups:
        return int(groups["month_number"])
    return date_names().months[groups["month"][:3]]


def read_day(groups: Groups) -> int:
    if "day_word" in groups:
        day: int = date_names().lexicon.day_ordinals[groups["day_word"]]
        return day
    return int(groups["day"])


def read_count(groups: Groups) -> int | None:
    printed = groups["count"]
    if printed.isdigit():
        return int(printed)
    counts = date_names().lexicon.counts
    return counts[printed] if printed in counts else _numeral(printed)


def day_text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
