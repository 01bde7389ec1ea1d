"""Describe how two quantities differ, in a few words.

Amounts are compared by ratio ("+15 %"). Where a ratio says nothing, they are compared by what lies
between them: shares of a hundred, temperatures, ages, amounts below zero, and changes from zero.
Amounts in different units are compared if the lexicon of units has an exact conversion.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

from claimkit.lexicons.units import Difference, load_units, split_rate
from claimkit.model import Change, Quantity

_MAX_DIGITS = 24  # of a difference; longer ones are not readable
_SIGNED = {Change.RISE: 1, Change.FALL: -1}


def compare_quantities(before: Quantity, after: Quantity) -> str | None:
    """Describe briefly how two quantities differ; None if their numbers are equal.

    >>> from claimkit.model import Bound
    >>> troops = Quantity("10,000–13,000", Decimal(10000), Decimal(13000), Bound.RANGE, "troops")
    >>> more = Quantity("15,000 troops", Decimal(15000), Decimal(15000), Bound.EXACT, "troops")
    >>> compare_quantities(troops, more)
    '+15 % over max'
    >>> old, new = Decimal(18), Decimal(21)
    >>> share = Quantity("18 %", old, old, Bound.EXACT, "percent")
    >>> compare_quantities(share, Quantity("21 %", new, new, Bound.EXACT, "percent"))
    '+3 points'
    """
    notes = []
    if before.unit != after.unit:
        notes.append(f"unit: {before.unit or 'none'} → {after.unit or 'none'}")
    if before.change is not after.change:
        notes.append(f"change: {before.change or 'none'} → {after.change or 'none'}")
    numbers = _compare_numbers(before, after)
    if numbers:
        notes.append(numbers)
    return ", ".join(notes) or None


def have_related_units(one: Quantity, other: Quantity) -> bool:
    """Return whether two quantities have the same unit, convertible units, or are both money."""
    if _find_common_scales(one.unit, other.unit) is not None:
        return True
    return _is_money(one.unit) and _is_money(other.unit)


def _compare_numbers(before: Quantity, after: Quantity) -> str | None:
    scales = _find_common_scales(before.unit, after.unit)
    signs = _find_signs(before.change, after.change)
    if scales is None or signs is None:
        return None
    old = scales[0].convert(before, signs[0])
    new = scales[1].convert(after, signs[1])
    if old == new:
        if before.bound is not after.bound:
            return f"{before.bound} → {after.bound}"
        return None if before.unit == after.unit else "same amount"
    return _compare_intervals(old, new, _differences().get(scales[0].unit or ""))


def _find_signs(before: Change | None, after: Change | None) -> tuple[int, int] | None:
    """Return the signs with which the sizes of two changes are comparable; None if they are not.

    A fall is below zero if the other is a rise. The value after a change is no size of a change.
    """
    if before is after:
        return 1, 1
    if before not in _SIGNED or after not in _SIGNED:
        return None
    return _SIGNED[before], _SIGNED[after]


@dataclass(frozen=True, slots=True)
class _Interval:
    """The ends of a quantity in the unit of comparison; None where a side is open."""

    low: Fraction | None
    high: Fraction | None

    @property
    def is_exact(self) -> bool:
        return self.low is not None and self.low == self.high


@dataclass(frozen=True, slots=True)
class _Scale:
    """The conversion of a unit to the ``unit`` of comparison."""

    unit: str | None
    factor: Fraction = Fraction(1)
    offset: Fraction = Fraction(0)

    def convert(self, quantity: Quantity, sign: int) -> _Interval:
        """Return the ends of a quantity in the unit of comparison, negated if ``sign`` is -1."""
        low, high = (
            None if end is None else sign * (Fraction(end) + self.offset) * self.factor
            for end in (quantity.min, quantity.max)
        )
        return _Interval(low, high) if sign > 0 else _Interval(high, low)


def _find_common_scales(before: str | None, after: str | None) -> tuple[_Scale, _Scale] | None:
    """Return the conversions of two units to one unit; None if there is no such unit."""
    if before == after:
        return _Scale(before), _Scale(after)
    (amount, rate), (other, other_rate) = (split_rate(unit or "") for unit in (before, after))
    if rate != other_rate:
        return None
    first, second = _scales().get(amount), _scales().get(other)
    if first is None or second is None or first.unit != second.unit:
        return None
    return first, second


@cache
def _scales() -> dict[str, _Scale]:
    scales: dict[str, _Scale] = {}
    for scale in load_units().scales:
        scales[scale.base] = _Scale(scale.base)
        for unit, conversion in scale.units.items():
            factor, offset = Fraction(conversion.factor), Fraction(conversion.offset)
            scales[unit] = _Scale(scale.base, factor, offset)
    return scales


@cache
def _differences() -> dict[str, Difference]:
    return {unit.unit: unit.difference for unit in load_units().units if unit.difference}


@cache
def _money() -> frozenset[str]:
    lexicon = load_units()
    names = {currency.code for currency in lexicon.currencies}
    return frozenset(names | {unit.unit for unit in lexicon.units if unit.kind == "money"})


def _is_money(unit: str | None) -> bool:
    return split_rate(unit or "")[0] in _money()


def _compare_intervals(old: _Interval, new: _Interval, difference: Difference | None) -> str:
    """Describe how two different intervals differ, by the ends that say most.

    Args:
        difference: the words for a difference if the amounts are subtracted.
    """
    if old.is_exact and new.is_exact:
        return _compare_amounts(old.low, new.low, difference) or "changed"
    if old.high is not None and new.low is not None and new.low > old.high:
        return _join(_compare_amounts(old.high, new.low, difference), "over max")
    if old.low is not None and new.high is not None and new.high < old.low:
        return _join(_compare_amounts(old.low, new.high, difference), "under min")
    return ", ".join(
        _describe_end(name, one, other, difference)
        for name, one, other in (("min", old.low, new.low), ("max", old.high, new.high))
        if one != other
    )


def _describe_end(
    name: str, before: Fraction | None, after: Fraction | None, difference: Difference | None
) -> str:
    if before is None or after is None:
        return f"{name} {'no longer open' if before is None else 'now open'}"
    return f"{name} {_compare_amounts(before, after, difference) or 'changed'}"


def _compare_amounts(
    before: Fraction | None, after: Fraction | None, difference: Difference | None
) -> str | None:
    """Return the signed difference or percentage; None if it is too long to write."""
    if before is None or after is None:
        return None
    if difference is None and before > 0 and after >= 0:
        return _percent((after - before) * 100 / before)
    number = _decimal_text(after - before)
    if number is None or difference is None:
        return number
    return f"{number} {difference.one if abs(after - before) == 1 else difference.many}"


def _join(change: str | None, words: str) -> str:
    return f"{change} {words}" if change else words


def _percent(share: Fraction) -> str | None:
    digits = 1 if abs(share) < 10 else 0
    rounded = round(share, digits)
    if rounded == 0:
        return "less than 0.1 %"
    text = _decimal_text(Fraction(rounded))
    return f"{text} %" if text else None


def _decimal_text(number: Fraction) -> str | None:
    """Return a number with its sign, or None if it has too many digits.

    A number that decimal digits cannot express exactly is rounded to a tenth.
    """
    denominator = number.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator != 1:
        number = Fraction(round(number, 1))
    places = 0
    while number.denominator != 1 and 10**places % number.denominator and places <= _MAX_DIGITS:
        places += 1
    if places > _MAX_DIGITS or abs(number) >= 10**_MAX_DIGITS:
        return None
    scaled = abs(number.numerator) * 10**places // number.denominator
    text = format(Decimal(scaled).scaleb(-places), ",f")
    return f"{'−' if number < 0 else '+'}{text}"
