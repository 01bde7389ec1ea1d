"""Define the data that the parts of the quantity finder exchange."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from claimkit.lexicons.units import join_rate
from claimkit.model import Bound, Change


@dataclass(frozen=True, slots=True)
class QuantityReading:
    """A quantity in a stretch of text, before its words are cut to the asked range.

    ``counted``: a noun phrase gave the unit, not a measure or a currency. ``rate`` is what the
    amount is counted for: "day" in "300 litres a day".
    """

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    bound: Bound
    unit: str | None
    counted: bool = False
    change: Change | None = None
    rate: str | None = None

    @property
    def full_unit(self) -> str | None:
        """The unit with the rate: "liters per day"."""
        if self.unit is None or self.rate is None:
            return self.unit
        return join_rate(self.unit, self.rate)


def limits(low: Decimal, high: Decimal, bound: Bound) -> tuple[Decimal | None, Decimal | None]:
    """Return the minimum and maximum of a number; the end that the bound leaves open is None."""
    if bound in (Bound.AT_LEAST, Bound.MORE_THAN):
        return low, None
    if bound in (Bound.AT_MOST, Bound.LESS_THAN):
        return None, high
    return low, high
