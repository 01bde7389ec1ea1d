"""Read the groups of a matched date expression, such as its month, count or shift."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from claimkit.edtf import CalendarUnit
from claimkit.lexicons.calendar import load_calendar
from claimkit.lexicons.datings import (
    DatingLexicon,
    Direction,
    Holiday,
    PeriodWord,
    load_dating_lexicon,
)
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.quantities import load_quantity_lexicon

_NUMERAL_GAP = re.compile(r"[\s-]")
_NUMBERED_GROUP = re.compile(r"(\w+?)\d")
_YEAR_GROUPS = (
    "year",
    "hundreds",
    "thousand",
    "short_year",
    "of_year",
    "years_back",
    "year_before",
    "old_year",
)


@dataclass(frozen=True, slots=True)
class DateNames:
    """The words of a language's dates with their numbers; all in lower case."""

    lexicon: DatingLexicon
    months: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, tuple[int, int]]
    holidays: dict[str, Holiday]
    units: dict[str, CalendarUnit]
    numerals: dict[str, int]


@cache
def load_date_names(lexicons: Lexicons) -> DateNames:
    lexicon, calendar = load_dating_lexicon(lexicons), load_calendar(lexicons.language)
    return DateNames(
        lexicon=lexicon,
        months={f.lower(): n for n, m in enumerate(calendar.months, 1) for f in m.forms},
        weekdays={f.lower(): n for n, w in enumerate(calendar.weekdays) for f in w.forms},
        seasons={n: (s.code, s.first_month) for s in lexicon.seasons for n in s.names},
        holidays={n.lower(): h for h in lexicon.holidays for n in h.names},
        units=lexicon.units | lexicon.unit_plurals,
        numerals=load_quantity_lexicon(lexicons).numerals,
    )


class DateGroups:
    """The groups of an expression that took part, in lower case and with single spaces.

    A group of the second or a later place in a pattern ("day2") is found by its own name, and also
    by its first one ("day") if that did not take part.

    A ``read_…`` method raises `KeyError` where the pattern of the expression has no such group,
    unless it may return None.
    """

    def __init__(self, printed: Mapping[str, str], lexicons: Lexicons) -> None:
        self._printed = printed
        self.names = load_date_names(lexicons)
        self._lexicons = lexicons

    @classmethod
    def of_match(cls, match: re.Match[str], lexicons: Lexicons) -> DateGroups:
        groups = match.groupdict()
        printed = {k: " ".join(v.lower().split()) for k, v in groups.items() if v}
        for name, text in list(printed.items()):
            numbered = _NUMBERED_GROUP.fullmatch(name)
            if numbered is not None:
                printed.setdefault(numbered[1], text)
        return cls(printed, lexicons)

    def __contains__(self, name: str) -> bool:
        return name in self._printed

    def __getitem__(self, name: str) -> str:
        return self._printed[name]

    def find(self, *names: str) -> str | None:
        """Return the first of some groups that took part."""
        return next((self._printed[name] for name in names if name in self._printed), None)

    def with_year(self, year: int) -> DateGroups:
        """Return the groups with a year that the expression does not print."""
        return DateGroups({**self._printed, "year": str(year)}, self._lexicons)

    # -- numbers ----------------------------------------------------------------------------

    def read_year(self) -> int | None:
        if "year" in self:
            return int(self["year"])
        if "old_year" in self:
            return int(self["old_year"].replace(",", ""))
        if "hundreds" in self:
            return self._read_numeral(self["hundreds"]) * 100 + self._read_numeral(self["rest"])
        if "thousand" in self:
            return 2000 + (self._read_numeral(self["few"]) if "few" in self else 0)
        return None

    @property
    def names_year(self) -> bool:
        """Whether the expression says which year it means: "2019", "'19", "of last year"."""
        return any(name in self for name in _YEAR_GROUPS)

    def read_month(self) -> int:
        if "month_number" in self:
            return int(self["month_number"])
        return self.names.months[self["month"].rstrip(".")]

    def read_day(self) -> int:
        if "day_word" in self:
            return self.names.lexicon.day_ordinals[self["day_word"]]
        return int(self["day"])

    def read_old_month(self) -> int:
        """Return the months that "inst", "ult" and "prox" are away from this one."""
        return self.names.lexicon.old_months[self["old_month"].rstrip(".")]

    def read_nth(self) -> int:
        """Return the number of "the second Friday"; -1 for "the last Friday"."""
        printed, lexicon = self["nth"], self.names.lexicon
        if printed in lexicon.last_words:
            return lexicon.last_words[printed]
        return lexicon.day_ordinals.get(printed) or lexicon.ordinals[printed]

    def read_weekday(self) -> int | None:
        """Return the number of the weekday, Monday is 0; None if none is printed."""
        if "weekday" not in self:
            return None
        return self.names.weekdays[self["weekday"].rstrip(".")]

    def read_ordinal(self, group: str) -> int:
        """Return the number in a group, or else that of the ordinal: "Q3", "third quarter"."""
        if group in self:
            return int(self[group])
        return self.names.lexicon.ordinals[self["ordinal"]]

    def read_count(self) -> int | None:
        """Return the count; None for one that is not known ("several")."""
        return self._read_count(self["count"])

    def read_amount(self) -> float | None:
        """Return a count that may have a fraction: "2.5", "two and a half", "half a"."""
        fractions = self.names.lexicon.fractions
        part = self.find("fraction")
        count = 0 if "amount" not in self else self._read_amount(self["amount"])
        return None if count is None else count + (0 if part is None else fractions[part])

    def _read_amount(self, printed: str) -> float | None:
        printed = printed.replace(",", "")
        return float(printed) if "." in printed else self._read_count(printed)

    def _read_count(self, printed: str) -> int | None:
        if printed.isdigit():
            return int(printed)
        counts = self.names.lexicon.counts
        return counts[printed] if printed in counts else self._read_numeral(printed)

    def _read_numeral(self, words: str) -> int:
        """Return the value of number words: "one hundred and fifty"."""
        lexicon, value = self.names.lexicon, 0
        for word in _NUMERAL_GAP.split(words):
            if word in lexicon.multipliers:
                value = (value or 1) * lexicon.multipliers[word]
            else:
                value += self.names.numerals.get(word, 0)
        return value

    # -- words ------------------------------------------------------------------------------

    def read_shift(self) -> int | None:
        """Return -1 for "last", 0 for "this", 1 for "next"; None if there is no such word."""
        word = self.find("shift")
        return None if word is None else self.names.lexicon.shifts[word]

    @property
    def is_narrative(self) -> bool:
        """Whether the expression counts from an earlier date in the text: "the following year"."""
        return self.find("shift") in self.names.lexicon.narrative_shifts

    def read_unit(self, *groups: str) -> CalendarUnit:
        """Return the unit in the first of the groups that took part."""
        return self.names.units[self.find(*groups) or ""]

    def read_direction(self) -> Direction:
        return self.names.lexicon.directions[self["direction"]]

    def read_period_word(self, *groups: str) -> PeriodWord | None:
        """Return the kind of period in the first of the groups that took part."""
        word = self.find(*groups)
        return None if word is None else self.names.lexicon.period_words[word]
