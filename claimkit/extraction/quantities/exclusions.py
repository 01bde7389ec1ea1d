"""Which numbers are no quantities: dates, names, codes, pronouns, and parts of longer words."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from claimkit.extraction.datings.patterns import iter_calendar_spans
from claimkit.extraction.quantities.measures import (
    NOUNS,
    PLURALS,
    Noun,
    Operand,
    TokenView,
    alternation,
)
from claimkit.extraction.quantities.numerals import Number
from claimkit.lexicons.loader import load_lexicon
from claimkit.lexicons.quantities import QuantityLexicon
from claimkit.lexicons.units import load_units
from claimkit.model import Bound

_GLUED_BEFORE = re.compile(
    r"(?:[^\W_][-‑]|\d[–:/,+'’′]|[\w/#@=&\\_]|(?<!\.)\.|(?<!\d)0\d{1,4}[ -]|\+\d[\d ()-]{0,14})\Z"
)
_GLUED_AFTER = re.compile(r"[^\W\d_]|\([a-z]\)|[:./,'’‑+-]\d|[-‑/][^\W\d_]|['’]s\b|[/=@_]\w")
_GLUED_WIDTH = 17
_LIST_MARK = re.compile(r"(?:\A|\n)[ \t]*[(\[]?\Z")
_BRACKETS = re.compile(r"[(\[#]\Z")
_APOSTROPHE = re.compile(r"(?:\A|\s)['’]\Z")
_CLOSES_ITEM = re.compile(r"(?:\A|[;:.,]\s|\s(?:and|or)\s)\Z")
_BEFORE_HALF = ("JJ", "JJR", "DT", "PRP$", "POS")
_BEFORE_PRONOUN = (*_BEFORE_HALF, "PDT", "PRP", "WDT", "WP", "NN", "CD", "HYPH")
_SINGLE_CAPITALS = frozenset("ABCDEFGHJKLMNOPQRSTUVWXYZ")
_YEARS = range(1000, 2101)
_YEAR_LENGTH = 4
_DATE_WIDTH = 30
_SMALL = 12
_PARTS = (Decimal("0.5"), Decimal("0.25"))


class _Words:
    """The lexicon's words around what is no quantity."""

    def __init__(self) -> None:
        words = load_lexicon("quantities", QuantityLexicon)
        units = load_units()
        self.references = {w: r.before_noun for r in words.references for w in r.words}
        self.abbreviations = re.compile(
            rf"(?<!\w)(?:{alternation(w for w in self.references if w.endswith('.'))})\s?\Z",
            re.IGNORECASE,
        )
        self.clock = re.compile(rf"\s?(?:{alternation(words.clock)})(?!\w)", re.IGNORECASE)
        self.anchors = re.compile(rf"\s(?:{alternation(words.date_anchors)})(?!\w)", re.IGNORECASE)
        self.by = re.compile(r"(?<!\w)by\s\Z", re.IGNORECASE)
        self.partitives = re.compile(rf"\s(?:{alternation(words.partitives)})(?!\w)", re.IGNORECASE)
        self.places = frozenset(words.places)
        self.calibres = {
            unit: re.compile(rf"[\s-](?:{alternation(c.nouns)})s?(?!\w)", re.IGNORECASE)
            for c in words.calibres
            for unit in c.units
        }
        self.weapons = re.compile(
            rf"[\s-](?:{alternation(n for c in words.calibres for n in c.nouns)})s?(?!\w)",
            re.IGNORECASE,
        )
        self.no_count_before = frozenset(words.no_count_before)
        self.no_share_after = frozenset(words.no_share_after)
        self.negations = frozenset(words.negations)
        self.skipped_modifiers = frozenset(words.skipped_modifiers)
        self.one_idioms = frozenset(words.one_idioms)
        self.parted = frozenset(u.unit for u in units.units if u.kind != "factor")
        self.measures = self.parted - set(words.one_idiom_units)
        self.times = frozenset(u.unit for u in units.units if u.kind == "time")


@cache
def _words() -> _Words:
    return _Words()


class Exclusions:
    """Judges numbers of one stretch of text."""

    def __init__(self, text: str, tokens: TokenView) -> None:
        self._text, self._tokens = text, tokens
        self._words = _words()

    def is_glued_before(self, start: int) -> bool:
        """Say if a longer name, date, time or identifier leads up to ``start``."""
        return _GLUED_BEFORE.search(self._text, max(0, start - _GLUED_WIDTH), start) is not None

    def is_glued_after(self, operand: Operand, end: int) -> bool:
        """Say if the number goes on as such; a unit after it has settled that."""
        if operand.unit is not None and operand.end > operand.number.end:
            return False
        if operand.is_money and self._text.startswith(("/", "-"), end):  # "$5/hour", "€9-a-day"
            return False
        return _GLUED_AFTER.match(self._text, end) is not None

    def is_date(self, operand: Operand) -> bool:
        start, end = operand.number.start, operand.number.end
        if not operand.number.digits or end - start > _YEAR_LENGTH:
            return False
        dates = iter_calendar_spans(
            self._text, max(0, start - _DATE_WIDTH), min(len(self._text), end + _DATE_WIDTH)
        )
        return any(first < end and start < last for first, last in dates)

    def is_no_quantity(
        self, operand: Operand, noun: Noun | None, bound: Bound | None, *, leads: bool
    ) -> bool:
        """Say if the number is none; ``leads`` if it shares what the next one counts."""
        number = operand.number
        if number.bare and not self._is_fraction(operand, noun, bound):
            return True
        if operand.is_money:
            return False
        if operand.unit is not None:
            return self._is_no_measure(operand, noun)
        if self._words.clock.match(self._text, operand.end):
            return True
        if self.is_date(operand) and not self._opens_clause(operand, noun):
            return True
        if self._is_size(operand, noun):
            return True
        if number.fraction and number.settled and self._lacks_noun(operand, noun):
            return True
        if number.digits:
            if bound is None and is_year_like(self._text, number):
                return not (_counts_like_year(number, noun) or (leads and _is_round(number)))
            is_numbering = self._is_numbering(operand, noun) or (
                noun is None and self._is_short_year(operand)
            )
            return is_numbering or self.is_named(operand, noun, bound)
        is_pronoun = self._is_pronoun(operand, noun) and not (leads and number.low > 1)
        return (is_pronoun and bound is None) or self.is_named(operand, noun, bound)

    def _is_no_measure(self, operand: Operand, noun: Noun | None) -> bool:
        """Say if a unit of measure makes a calibre or a date of the number."""
        calibre = self._words.calibres.get(operand.unit or "")
        if calibre is not None and calibre.match(self._text, operand.end):
            return True
        if operand.unit in self._words.times and self._words.anchors.match(self._text, operand.end):
            return True
        return not operand.number.digits and self._is_pronoun(operand, noun)

    def _opens_clause(self, operand: Operand, noun: Noun | None) -> bool:
        """Say if a date only ends before the number: "On 4 July, 12 ships sailed"."""
        return (
            noun is not None
            and noun.head.tag_ in PLURALS
            and self._text.endswith(", ", 0, operand.start)
            and not is_year_like(self._text, operand.number)
        )

    def _is_size(self, operand: Operand, noun: Noun | None) -> bool:
        """Say if the number names a kind of thing: "a 4K screen", "a .45 pistol"."""
        printed = self._text[operand.number.start : operand.end]
        if printed.startswith("."):
            return self._words.weapons.match(self._text, operand.end) is not None
        is_short = printed[-1] in "kK" and printed[:-1].isdigit()
        return is_short and noun is not None and noun.head.tag_ not in PLURALS

    def _is_fraction(self, operand: Operand, noun: Noun | None, bound: Bound | None) -> bool:
        """Say if "a third" or "1/2" is a share: "by a third", "a half hour", "1/2 inch"."""
        if operand.unit is not None:
            is_part = operand.number.settled and operand.number.low in _PARTS
            return operand.number.digits or (is_part and operand.unit in self._words.parted)
        before = self._words.by.search(self._text, max(0, operand.start - 4), operand.start)
        return noun is None and (bound is not None or before is not None)

    def _lacks_noun(self, operand: Operand, noun: Noun | None) -> bool:
        """Say if "half a" leads to nothing that can be parted."""
        return noun is None and self._text.endswith((" a", " an"), operand.start, operand.end)

    def _is_pronoun(self, operand: Operand, noun: Noun | None) -> bool:
        """Say if a number word counts nothing: "one of", "the two", "zero tolerance"."""
        number = operand.number
        if number.scale > 1 or number.fraction or number.low != number.high:
            return False
        if number.low == 1:
            return operand.unit not in self._words.measures and not self._counts_one(operand, noun)
        if operand.unit is not None:
            return False
        if noun is None:
            if self._words.partitives.match(self._text, operand.end):
                return False
            return number.low <= _SMALL and self._points_back(operand)
        return number.low == 0 and noun.head.tag_ not in PLURALS

    def _points_back(self, operand: Operand) -> bool:
        """Say if a small number without a noun is no count: "the two", "at six", "net zero"."""
        before = self._tokens.before(operand.start)
        if before is None:
            return operand.number.low == 0
        if operand.number.low == 0:
            return before.tag_ not in ("IN", "TO")
        is_told = before.tag_ in _BEFORE_PRONOUN or before.lower_ in self._words.no_count_before
        return is_told or (before.text[0].isupper() and not before.is_sent_start)

    def _counts_one(self, operand: Operand, noun: Noun | None) -> bool:
        """Say if "one" counts the noun right behind it: "one guard", not "one of", "one day"."""
        if noun is None or noun.apart or noun.head.tag_ != "NN":
            return False
        before = self._tokens.before(operand.start)
        if before is not None and before.lower_ in self._words.negations:
            return False
        if noun.head.lower_ in self._words.one_idioms:
            return False
        following = self._tokens.after(operand.end)
        if following is None or following.lower_ in self._words.skipped_modifiers:
            return False
        return following.tag_ not in ("IN", "DT")

    def _is_numbering(self, operand: Operand, noun: Noun | None) -> bool:
        """Say if the number counts off a list or stands alone in brackets."""
        after = self._text[operand.end : operand.end + 1]
        if after in (".", ")", "]") and operand.end - operand.number.start <= 3:
            if _LIST_MARK.search(self._text, max(0, operand.start - 4), operand.start):
                return True
        if after == ")" and _CLOSES_ITEM.search(
            self._text, max(0, operand.start - 5), operand.start
        ):
            return noun is None
        opened = _BRACKETS.search(self._text, max(0, operand.start - 1), operand.start)
        return noun is None and opened is not None and after in (")", "]")

    def _is_short_year(self, operand: Operand) -> bool:
        """Say if an apostrophe stands for a century: "the crash of '29"."""
        before = max(0, operand.start - 2)
        is_short = operand.end - operand.start == 2
        return is_short and _APOSTROPHE.search(self._text, before, operand.start) is not None

    def is_named(self, operand: Operand, noun: Noun | None, bound: Bound | None) -> bool:
        """Say if the number belongs to a name: "Article 4", "Boeing 737 jets", "5 Oak Road"."""
        if bound is not None:
            return False
        if noun is not None and noun.head.lower_ in self._words.places:
            if noun.head.text[0].isupper():
                return True
        before = self._tokens.before(operand.start)
        if before is None:
            return False
        counts = noun is not None and noun.head.tag_ in PLURALS
        if operand.number.fraction and before.lower_ in self._words.no_share_after:
            return True
        if operand.number.fraction and before.tag_ in _BEFORE_HALF:
            return operand.number.start == operand.start and not operand.number.settled
        if self._words.abbreviations.search(
            self._text, max(0, operand.start - _GLUED_WIDTH), operand.start
        ):
            return True
        before_noun = self._words.references.get(before.lower_)
        if before_noun is None:
            before_noun = self._words.references.get(before.lemma_.lower())
        if before_noun is not None:
            return before_noun or before.text[0].isupper() or not counts
        first = self._text[operand.number.start]
        if first.isupper() and self._ends_name(operand):
            return True
        if operand.number.scale > 1 or not operand.number.digits:
            return False
        if before.text[0].isupper() and (
            not before.is_sent_start or before.tag_ in ("NNP", "NNPS")
        ):
            return not counts or before.text in _SINGLE_CAPITALS
        return noun is not None and noun.head.tag_ == "NNP" and before.tag_ in NOUNS

    def _ends_name(self, operand: Operand) -> bool:
        """Say if a capital number word ends a name: "World War Two", "Group of Seven"."""
        before = self._tokens.before(operand.start)
        if before is not None and before.lower_ == "of" and not before.is_sent_start:
            before = before.nbor(-1)
        return before is not None and before.text[0].isupper()


def _counts_like_year(number: Number, noun: Noun | None) -> bool:
    """Say if a number that looks like a year counts something: "2000 people"."""
    return noun is not None and noun.head.tag_ in PLURALS and _is_round(number)


def _is_round(number: Number) -> bool:
    return number.low % 50 == 0


def is_year_like(text: str, number: Number) -> bool:
    printed = text[number.start : number.end]
    return len(printed) == _YEAR_LENGTH and printed.isdigit() and int(printed) in _YEARS
