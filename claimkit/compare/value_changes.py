"""Describe how two values of a field differ: texts by words, dates by time.

`quantity_changes` compares quantities.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Protocol, TypeVar

from claimkit.compare.quantity_changes import have_related_units
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

    Quantities are paired by unit, number or text, in their order. Amounts of money are paired in
    any currency, and amounts in units that can be converted.
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
        is_same = is_same_value or one.text == other.text
        return is_same or have_related_units(one, other)
    return True


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
