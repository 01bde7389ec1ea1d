"""Read the currency before a number and the unit of measure after it.

`money` knows the words and signs of currencies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from claimkit.extraction.quantities.money import (
    LARGE,
    add_subunit,
    find_code,
    find_money_before,
    is_paid,
    is_sure_sign,
    load_money_words,
    read_scaled_money,
)
from claimkit.extraction.quantities.number_atoms import Number
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.quantities import load_quantity_lexicon
from claimkit.lexicons.units import (
    CompoundUnit,
    UnitLexicon,
    UnitWordLexicon,
    load_unit_words,
    load_units,
)
from claimkit.lexicons.word_patterns import SPACE_OR_HYPHEN, any_of

_NEXT_NUMBER = re.compile(r"\s?[0-9]")


@dataclass(frozen=True, slots=True)
class Operand:
    """A number with the currency before it and the unit of measure after it.

    ``[start, end)`` covers all of them. ``open_ended`` is "40+". ``letter_scale`` is the magnitude
    that the letter after it may mean: the m of "12m tonnes", the B of "8B people".
    """

    number: Number
    start: int
    end: int
    unit: str | None = None
    is_money: bool = False
    open_ended: bool = False
    letter_scale: int | None = None

    def unscaled(self) -> Operand:
        """Return the operand without a letter that means neither a unit nor a magnitude."""
        if self.unit is not None:
            return self
        return replace(self, end=self.number.end, letter_scale=None)

    def scaled(self, scale: int) -> Operand:
        """Return the operand with a magnitude in place of its unit: "12m tonnes"."""
        return replace(self, number=_scale(self.number, scale), unit=None, letter_scale=None)


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """The units and currencies by their words in a text, and the patterns to find them.

    ``names`` gives units. ``scales`` are the short forms of magnitudes. Patterns: ``measured`` is
    a number with or without a currency, the others begin where a number ends.
    """

    names: dict[str, str]
    counted: dict[str, str]
    kinds: dict[str, str]
    compounds: dict[str, CompoundUnit]
    scales: dict[str, int]
    money_scales: dict[str, int]

    measured: re.Pattern[str]
    after: re.Pattern[str]
    scale_letter: re.Pattern[str]
    minor: dict[str, re.Pattern[str]]
    time: re.Pattern[str]
    scale: re.Pattern[str]
    money_scale: re.Pattern[str]


@cache
def load_measure_words(lexicons: Lexicons) -> MeasureWords:
    units, printed = load_units(lexicons), load_unit_words(lexicons)
    lexicon = load_quantity_lexicon(lexicons)
    magnitudes, numerals = lexicon.magnitudes, lexicon.numerals
    words = {u.unit: u.words for u in printed.units}
    names = {s: u.unit for u in units.units for s in (*u.symbols, *u.attached)}
    names |= {w: u.unit for u in printed.units for w in (*u.words, *u.abbreviations)}
    money_symbols = [s for c in units.currencies for s in (*c.symbols, c.code)]
    scales = {s: m.value for m in magnitudes for s in m.attached}
    money_scales = {s: m.value for m in magnitudes for s in m.money_only}
    time = (w for u in units.units if u.kind == "time" for w in words.get(u.unit, ()))
    return MeasureWords(
        names=names,
        counted=printed.counted,
        kinds={u.unit: u.kind for u in units.units},
        compounds={c.major: c for c in units.compounds},
        scales=scales,
        money_scales=money_scales,
        measured=re.compile(
            rf"(?P<money>{_any(money_symbols)}\s?)?(?:[0-9](?:[0-9.,]*[0-9])?|(?i:{_any(numerals)}))"
        ),
        after=_compile_after(units, printed, money_symbols, lexicon.multiples),
        scale_letter=re.compile(
            rf"\s?({_any(s for s in money_scales if s.isupper())})"
            rf"(?=\s[a-z])(?!\s{_any(lexicon.letter_nouns)}(?!\w))"
        ),
        minor={c.major: _compile_minor(c, words.get(c.minor, ())) for c in units.compounds},
        time=re.compile(rf"[\s-]{_any(time)}(?!\w)", re.IGNORECASE),
        scale=re.compile(rf"\s?({_any(scales)})(?!\w|-(?![0-9.,]+{_any(scales)}))"),
        money_scale=re.compile(rf"\s?({_any((*scales, *money_scales))})(?!\w)"),
    )


def _any(words: Iterable[str]) -> str:
    return any_of(words, SPACE_OR_HYPHEN)


def _compile_minor(compound: CompoundUnit, words: Iterable[str]) -> re.Pattern[str]:
    marks = _any((*compound.marks, *words))
    return re.compile(rf"(?:[\s-]?([0-9]{{1,2}})[\s-]?{marks}|-([0-9]{{1,2}}))(?!\w)")


def _compile_after(
    units: UnitLexicon, printed: UnitWordLexicon, money: list[str], multiples: Iterable[str]
) -> re.Pattern[str]:
    """Compile the pattern of a unit after a number; the group that matches names its kind."""
    symbols = [s for u in units.units for s in u.symbols]
    symbols += [*(s for u in printed.units for s in u.abbreviations), *money]
    # A letter is no unit before a hyphen: "3 m-class boats".
    letters = [s for s in symbols if len(s) == 1 and s.isalpha()]
    longer = [s for s in symbols if s not in letters]
    words = [w for u in printed.units for w in u.words]
    words += [w for c in printed.currencies for w in (*c.words, *c.large)]
    return re.compile(
        rf"(?P<attached>{_any(s for u in units.units for s in u.attached)})(?!\w)"
        rf"|[\s-]?(?P<symbol>{_any(longer)})(?!\w)"
        rf"|\s?(?P<letter>{_any(letters)})(?![\w-])"
        rf"|(?:[\s-]|(?={any_of(multiples)}))(?P<word>(?i:{_any(words)}))(?!\w)"
        rf"|-(?P<counted>(?i:{_any(printed.counted)}))(?!\w)"
    )


def is_before_time_unit(text: str, position: int, lexicons: Lexicons) -> bool:
    """Return whether a unit of time follows at ``position``."""
    return load_measure_words(lexicons).time.match(text, position) is not None


def is_measured_alike(some: str | None, other: str | None, lexicons: Lexicons) -> bool:
    """Return whether two units measure the same dimension, such as length or money."""
    words = load_measure_words(lexicons)
    codes = load_money_words(lexicons).codes.values()
    if some in codes or other in codes:
        return some in codes and other in codes
    kind = words.kinds.get(some or "")
    return kind not in (None, "other") and kind == words.kinds.get(other or "")


def is_counting_unit(unit: str | None, lexicons: Lexicons) -> bool:
    """Return whether there is never less than nothing of a unit: times, hours."""
    return load_measure_words(lexicons).kinds.get(unit or "") in ("factor", "time", "length")


def read_operand(text: str, number: Number, low: int, high: int, lexicons: Lexicons) -> Operand:
    """Read the currency and the unit directly around ``number`` inside ``text[low:high]``."""
    words = load_measure_words(lexicons)
    if number.measure is not None:  # "six miles and a half"
        name = number.measure.lower()
        code = find_code(name, lexicons)
        return Operand(number, number.start, number.end, words.names.get(name) or code, bool(code))
    money = find_money_before(text, number.start, low, lexicons)
    if number.digits and number.scale == 1:
        scaled = read_scaled_money(text, number, high, lexicons) if money is None else None
        if scaled is not None:  # "91m hryvnia"
            number, end, unit, is_money = scaled
            return Operand(number, number.start, end, unit, is_money)
        plain, number = number, _read_scale(words, text, number, high, is_money=money is not None)
        if money is not None and not is_sure_sign(text, money.sign, number, lexicons):
            money, number = None, _read_scale(words, text, plain, high, is_money=False)
    if money is not None and money.is_negative:  # "$-40"
        number = replace(number, low=-number.high, high=-number.low)
    start = money.start if money is not None else number.start
    end = number.end
    open_ended = text.startswith("+", end, high) and not text[end + 1 : end + 2].isdigit()
    end += open_ended
    code = money.code if money is not None else None
    bare = Operand(number, start, end, code, code is not None, open_ended)
    return _read_unit(words, text, bare, high, lexicons)


def _read_unit(
    words: MeasureWords, text: str, bare: Operand, high: int, lexicons: Lexicons
) -> Operand:
    """Read the unit after an operand that has no more than a currency before its number."""
    number = bare.number
    after = words.after.match(text, bare.end, high)
    if after is None and number.digits and number.scale == 1 and not bare.is_money:
        letter = words.scale_letter.match(text, bare.end, high)
        if letter is not None:  # "8B people"
            return replace(bare, end=letter.end(), letter_scale=words.money_scales[letter[1]])
    found, is_money = _name_unit(text, number, after, lexicons) if after else (None, False)
    if after is None or found is None or (bare.is_money and not (is_money and found == bare.unit)):
        return _add_subunit(text, bare, lexicons)
    if number.digits and found in words.compounds:
        compound = _read_compound(words, text, number, words.compounds[found], after.end(), high)
        if compound is not None:
            unit = words.compounds[found].minor
            return replace(bare, number=compound, end=compound.end, unit=unit)
    scale = words.money_scales.get(after["letter"]) if number.digits else None
    operand = replace(bare, end=after.end(), unit=found, is_money=is_money, letter_scale=scale)
    return _add_subunit(text, operand, lexicons)


def _add_subunit(text: str, operand: Operand, lexicons: Lexicons) -> Operand:
    """Add the pence of "3 pounds 50 pence", where pounds are money."""
    code = operand.unit if operand.is_money else None
    if code is None and operand.end > operand.number.end:
        printed = text[operand.number.end : operand.end].strip(" -").lower()
        code = load_money_words(lexicons).large.get(printed)
    if code is None:
        return operand
    number = add_subunit(text, operand.number, operand.end, code, lexicons)
    if number is None:
        return operand
    return replace(operand, number=number, end=number.end, unit=code, is_money=True)


def find_measure_end(text: str, start: int, lexicons: Lexicons) -> int | None:
    """Return where a measure that begins at ``start`` ends: "80-kg", "15-year-old", "$5"."""
    words = load_measure_words(lexicons)
    number = words.measured.match(text, start)
    if number is None:
        return None
    after = words.after.match(text, number.end())
    if after is not None:
        return after.end()
    return number.end() if number["money"] else None


def _read_compound(
    words: MeasureWords, text: str, number: Number, compound: CompoundUnit, end: int, high: int
) -> Number | None:
    """Read the inches of "5ft 10in"; the value is in inches, which keeps it exact."""
    minor = words.minor[compound.major].match(text, end, high)
    if minor is None or number.low != number.low.to_integral_value():
        return None
    rest = int(minor[1] or minor[2])
    if rest >= compound.ratio:
        return None
    value = number.low * compound.ratio + rest
    return replace(number, low=value, high=value, end=minor.end())


def _read_scale(
    words: MeasureWords, text: str, number: Number, high: int, *, is_money: bool
) -> Number:
    """Read the short form of a magnitude: "10k", and after a currency "$10m"."""
    short = (words.money_scale if is_money else words.scale).match(text, number.end, high)
    if short is None:
        return number
    scale = words.scales.get(short[1]) or words.money_scales[short[1]]
    return replace(_scale(number, scale), end=short.end())


def _scale(number: Number, scale: int) -> Number:
    return replace(number, low=number.low * scale, high=number.high * scale, scale=scale)


def _name_unit(
    text: str, number: Number, after: re.Match[str], lexicons: Lexicons
) -> tuple[str | None, bool]:
    """Return the unit's name, and whether it is a currency.

    The name is None for a word that means a currency only after a larger number ("3 won").
    """
    words, money = load_measure_words(lexicons), load_money_words(lexicons)
    if after["counted"]:
        return words.counted[after["counted"].lower()], False
    printed = after["attached"] or after["symbol"] or after["letter"]
    if printed is None:
        printed = after["word"].lower()
        is_large = number.scale >= LARGE
        if printed in money.large and (
            is_large or is_paid(text, number.start, after.end(), lexicons)
        ):
            return money.large[printed], True
        if printed not in words.names and printed not in money.codes:
            printed = printed.replace("-", " ")
    elif printed not in words.names and printed not in money.codes:
        printed = printed.lower()
    if printed in words.names:
        return words.names[printed], False
    is_sure = is_sure_sign(text, printed, number, lexicons)
    if after["symbol"] and after[0][0].isspace() and _NEXT_NUMBER.match(text, after.end()):
        return None, True  # "two $ 500 checks"
    return (money.codes.get(printed) if is_sure else None), True
