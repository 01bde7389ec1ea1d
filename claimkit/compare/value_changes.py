"""Describe how two values of a field differ: texts by words, quantities by numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Protocol, TypeVar

from claimkit.edtf import find_difference, is_more_exact
from claimkit.model import Quantity

_WORD = re.compile(r"\s+|[^\W_]+(?:[.,'’:][^\W_]+)*|.", re.DOTALL)
_MAX_WORDS = 2_000  # words and spaces; longer texts are not compared word by word


class PieceKind(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A part of a text that two texts share or that only one of them has."""

    kind: PieceKind
    text: str


def diff_words(before: str, after: str) -> list[TextPiece]:
    """Return the pieces of two texts in order.

    The pieces without the added ones make ``before``, those without the removed ones ``after``. No
    piece is empty, and neighbours differ in kind. In a replacement the removed words come first.

    >>> [(str(p.kind), p.text) for p in diff_words("forty old trucks", "forty new trucks")]
    [('same', 'forty '), ('removed', 'old'), ('added', 'new'), ('same', ' trucks')]
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    opcodes: Sequence[_Opcode]
    if max(len(old), len(new)) > _MAX_WORDS:
        opcodes = [("replace", 0, len(old), 0, len(new))] if old != new else []
    else:
        opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    pieces: list[TextPiece] = []
    for opcode, start, end, new_start, new_end in _join_replacements(opcodes, old):
        if opcode == "equal":
            pieces.append(TextPiece(PieceKind.SAME, "".join(old[start:end])))
            continue
        for kind, words in (
            (PieceKind.REMOVED, old[start:end]),
            (PieceKind.ADDED, new[new_start:new_end]),
        ):
            if words:
                pieces.append(TextPiece(kind, "".join(words)))
    return pieces


_Opcode = tuple[str, int, int, int, int]


def _join_replacements(opcodes: Sequence[_Opcode], old: Sequence[str]) -> list[_Opcode]:
    """Join replacements that are separated only by white space, which makes them easier to read."""
    joined: list[_Opcode] = []
    for opcode in opcodes:
        if len(joined) > 1 and opcode[0] != "equal":
            gap, last = joined[-1], joined[-2]
            if (
                gap[0] == "equal"
                and last[0] != "equal"
                and not "".join(old[gap[1] : gap[2]]).strip()
            ):
                joined[-2:] = [("replace", last[1], opcode[2], last[3], opcode[4])]
                continue
        joined.append(opcode)
    return joined


class _PrintedValue(Protocol):
    @property
    def text(self) -> str: ...


PrintedValueT = TypeVar("PrintedValueT", bound=_PrintedValue)


def pair_printed(
    before: Sequence[PrintedValueT], after: Sequence[PrintedValueT]
) -> list[tuple[PrintedValueT | None, PrintedValueT | None]]:
    """Pair the quantities or datings that are not on both sides; one of a pair may be None.

    Quantities are paired by unit, number or text, in their order.
    """
    left = list(before)
    new = []
    for item in after:
        if item in left:
            left.remove(item)
        else:
            new.append(item)
    pairs: list[tuple[PrintedValueT | None, PrintedValueT | None]] = []
    for item in new:
        match = next((old for old in left if _is_about_the_same(old, item)), None)
        if match is not None:
            left.remove(match)
        pairs.append((match, item))
    return [*pairs, *((old, None) for old in left)]


def _is_about_the_same(one: _PrintedValue, other: _PrintedValue) -> bool:
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        is_same_value = (one.min, one.max) == (other.min, other.max)
        return one.unit == other.unit or is_same_value or one.text == other.text
    return True


def compare_quantities(before: Quantity, after: Quantity) -> str | None:
    """Describe briefly how two quantities differ; None if their numbers are equal.

    Numbers with different units are not compared. A change from zero has no percentage.

    >>> from claimkit.model import Bound
    >>> troops = Quantity("10,000–13,000", Decimal(10000), Decimal(13000), Bound.RANGE, "troops")
    >>> more = Quantity("15,000 troops", Decimal(15000), Decimal(15000), Bound.EXACT, "troops")
    >>> compare_quantities(troops, more)
    '+15 % over max'
    """
    if before.unit != after.unit:
        return f"unit: {before.unit or 'none'} → {after.unit or 'none'}"
    old, new = (before.min, before.max), (after.min, after.max)
    if old == new:
        return f"{before.bound} → {after.bound}" if before.bound is not after.bound else None
    if None not in (*old, *new) and old[0] == old[1] and new[0] == new[1]:
        return _percent(old[0], new[0])
    if old[1] is not None and new[0] is not None and new[0] > old[1]:
        return _beyond(old[1], new[0], "over max")
    if old[0] is not None and new[1] is not None and new[1] < old[0]:
        return _beyond(old[0], new[1], "under min")
    ends = zip(("min", "max"), old, new, strict=True)
    changes = [_describe_end(name, one, other) for name, one, other in ends if one != other]
    return ", ".join(changes)


def _beyond(limit: Decimal, value: Decimal, words: str) -> str:
    percent = _percent(limit, value)
    return f"{percent} {words}" if percent else words


def _describe_end(name: str, before: Decimal | None, after: Decimal | None) -> str:
    if before is None or after is None:
        return f"{name} {'no longer open' if before is None else 'now open'}"
    percent = _percent(before, after)
    return f"{name} {percent}" if percent else f"{name} changed"


def _percent(before: Decimal | None, after: Decimal | None) -> str | None:
    """Return the change as a signed percentage of the old amount."""
    if not before or after is None:
        return None
    share = (after - before) * 100 / abs(before)
    digits = Decimal("0.1") if abs(share) < 10 else Decimal(1)
    try:
        rounded = share.quantize(digits, ROUND_HALF_EVEN)
    except ArithmeticError:  # more digits than a context holds
        return None
    text = format(rounded, ",f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    if text in ("0", "-0"):
        return "less than 0.1 %"
    return f"{'−' if text.startswith('-') else '+'}{text.lstrip('-')} %"


def compare_dates(before: str | None, after: str | None) -> str | None:
    """Return how far apart two EDTF values are; None if one unit cannot express it.

    >>> compare_dates("2025-04-25", "2025-05-02"), compare_dates("2024-08", "2025-08")
    ('+7 days', '+12 months')
    >>> compare_dates("2025-04", "2025-04-25")
    'more exact'
    """
    if before is None or after is None:
        return None
    if is_more_exact(after, before):
        return "more exact"
    if is_more_exact(before, after):
        return "less exact"
    difference = find_difference(before, after)
    return None if difference is None else _count(*difference)


def _count(number: int, unit: str) -> str:
    return f"{'−' if number < 0 else '+'}{abs(number):,} {unit}{'' if abs(number) == 1 else 's'}"
