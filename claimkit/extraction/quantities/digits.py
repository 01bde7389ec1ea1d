"""Calculate the exact values of digits, signs and shares."""

from __future__ import annotations

import re
import unicodedata
from decimal import Context, Decimal

_MAX_DIGITS = 18
_SHARE = Context(prec=6)
_MAX_EXPONENT = 30
_SUPERSCRIPT = "⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}"
_POWER = rf"(?:\^|\*\*)([-−–]?[0-9]{{1,2}})|({_SUPERSCRIPT})"
_TIMES_POWER = re.compile(
    rf"\s?[×x·*]\s?10(?:{_POWER})(?![\w.])|\s?[×·]\s?10([-−–][0-9]{{1,2}})(?![\w.])"
)
_POWER_OF_TEN = re.compile(rf"(?:{_POWER})(?![\w.])")
_E_NOTATION = re.compile(r"[eE]([-+−]?[0-9]{1,3})(?!\w)")


def exact(value: Decimal) -> Decimal:
    """Drop zeros after the decimal point, so that 2500000.0 and 2500000 are written alike."""
    return value.to_integral_value() if value == value.to_integral_value() else value.normalize()


def round_share(value: Decimal) -> Decimal:
    """Return the value of a fraction, with as many digits as two thirds has in a ledger."""
    return _SHARE.create_decimal(value).normalize()


def sign_value(sign: str) -> Decimal:
    """Return the value of a sign for a fraction.

    >>> sign_value("¾")
    Decimal('0.75')
    """
    numerator, _, denominator = unicodedata.normalize("NFKC", sign).partition("⁄")
    return round_share(Decimal(numerator) / int(denominator))


def parse_digits(printed: str) -> Decimal | None:
    """Return the value of digits with English or continental separators.

    Return None for an identifier, which has leading zeros or too many digits.

    >>> parse_digits("10,000"), parse_digits("10.000"), parse_digits("2.5"), parse_digits("0,7")
    (Decimal('10000'), Decimal('10000'), Decimal('2.5'), Decimal('0.7'))
    """
    plain = re.sub(r"[\s'’]", "", printed)
    if plain.startswith("."):
        plain = f"0{plain}"
    if "," in plain and "." in plain:
        decimal_mark = max(plain.rfind(","), plain.rfind("."))
        whole, part = plain[:decimal_mark], plain[decimal_mark + 1 :]
    elif "," in plain:
        head, _, tail = plain.rpartition(",")
        whole, part = (plain, "") if len(tail) == 3 else (head, tail)
    else:
        whole, part = _split_points(plain)
    whole = re.sub(r"[.,]", "", whole)
    if len(whole) + len(part) > _MAX_DIGITS or (len(whole) > 1 and whole[0] == "0"):
        return None
    return Decimal(f"{whole}.{part}" if part else whole)


def read_power(
    text: str, printed: str, value: Decimal, end: int, high: int
) -> tuple[Decimal, int] | None:
    """Read the power of ten after digits that end at ``end``; return the value and its end.

    >>> read_power("2.5×10^8 meters", "2.5", Decimal("2.5"), 3, 15)
    (Decimal('2.5E+8'), 8)
    >>> read_power("10^-12", "10", Decimal(10), 2, 6)
    (Decimal('1E-12'), 6)
    >>> read_power("3.6E+004", "3.6", Decimal("3.6"), 3, 8)
    (Decimal('3.6E+4'), 8)
    """
    power = _TIMES_POWER.match(text, end, high)
    if power is None and (power := _E_NOTATION.match(text, end, high)) is not None:
        if "." not in printed and power[1].isdigit():
            return None  # "12E3" is a code
    if power is None and printed == "10":
        power, value = _POWER_OF_TEN.match(text, end, high), Decimal(1)
    if power is None:
        return None
    digits = next(group for group in power.groups() if group)
    exponent = int(unicodedata.normalize("NFKC", digits).replace("−", "-").replace("–", "-"))
    if abs(exponent) > _MAX_EXPONENT:
        return None
    return value.scaleb(exponent), power.end()


def _split_points(plain: str) -> tuple[str, str]:
    """Split at the decimal point; "10.000" and "1.250" have none, "3.125" has.

    Three decimals of which the last is zero are rarer than groups of thousands.
    """
    head, _, tail = plain.rpartition(".")
    if not head:
        return plain, ""
    if "." in head or (len(tail) == 3 and tail.endswith("0") and head != "0"):
        return plain, ""
    return head, tail
