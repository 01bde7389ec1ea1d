from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimkit.compare.quantity_changes import compare_quantities
from claimkit.compare.value_changes import (
    PieceKind,
    compare_dates,
    diff_words,
    pair_printed,
)
from claimkit.model import Bound, Change, Quantity
from claimkit.reports.diffs.view import word_diff_text
from tests.case_files import load_cases
from tests.ledger.strategies import quantities, texts


def make_quantity(
    low: float | None,
    high: float | None,
    bound: str,
    unit: str | None,
    change: str | None = None,
) -> Quantity:
    least, most = (None if number is None else Decimal(str(number)) for number in (low, high))
    return Quantity("", least, most, Bound(bound), unit, Change(change) if change else None)


@pytest.mark.parametrize("case", load_cases("diffs/quantities", "before after note"))
def test_quantities(case: dict[str, Any]) -> None:
    before, after = (make_quantity(*case[side]) for side in ("before", "after"))
    assert compare_quantities(before, after) == case["note"]


@pytest.mark.parametrize("case", load_cases("diffs/dates", "before after note"))
def test_dates(case: dict[str, str]) -> None:
    assert compare_dates(case["before"], case["after"]) == case["note"]


@pytest.mark.parametrize("case", load_cases("diffs/words", "before after marked"))
def test_words(case: dict[str, str]) -> None:
    assert word_diff_text(diff_words(case["before"], case["after"])) == case["marked"]


@pytest.mark.parametrize("case", load_cases("diffs/pairs", "before after pairs"))
def test_pairs(case: dict[str, list[list[str]]]) -> None:
    sides = [
        [Quantity(text, None, None, Bound.EXACT, unit) for text, unit in case[side]]
        for side in ("before", "after")
    ]
    for side in sides:  # other numbers, so that only words and units can pair them
        side[:] = [
            Quantity(q.text, Decimal(len(q.text)), None, Bound.AT_LEAST, q.unit) for q in side
        ]
    found = pair_printed(*sides)
    told = [[old and old.text, new and new.text] for old, new in found]
    assert told == case["pairs"]


@given(texts, texts)
def test_the_pieces_make_both_texts(before: str, after: str) -> None:
    pieces = diff_words(before, after)
    assert all(piece.text for piece in pieces)
    assert "".join(p.text for p in pieces if p.kind is not PieceKind.ADDED) == before
    assert "".join(p.text for p in pieces if p.kind is not PieceKind.REMOVED) == after


def test_a_long_text_is_replaced_as_a_whole_in_no_time() -> None:
    before = " ".join(str(number) for number in range(50_000))
    pieces = diff_words(before, before + " more")
    assert [piece.kind for piece in pieces] == [PieceKind.REMOVED, PieceKind.ADDED]


@pytest.mark.parametrize(("words", "is_replaced"), [(1_000, False), (1_001, True)])
def test_a_text_is_replaced_as_a_whole_from_two_thousand_words_and_spaces_on(
    words: int, is_replaced: bool
) -> None:
    before = "a " * words
    after = "a " * (words - 1) + "b "
    for pair in ((before, after), (after, before)):
        kinds = [piece.kind for piece in diff_words(*pair)]
        assert (PieceKind.SAME not in kinds) is is_replaced


@pytest.mark.parametrize(("more", "is_replaced"), [("", False), ("b", True)])
def test_the_longer_of_two_texts_counts(more: str, is_replaced: bool) -> None:
    long = "a " * 1_000 + more
    for pair in (("a b", long), (long, "a b")):
        kinds = [piece.kind for piece in diff_words(*pair)]
        assert (PieceKind.SAME not in kinds) is is_replaced


@given(quantities, quantities)
def test_any_two_quantities_can_be_compared(before: Quantity, after: Quantity) -> None:
    note = compare_quantities(before, after)
    assert note is None or note
    same = compare_quantities(before, before)
    assert same is None


@given(st.lists(quantities, max_size=4), st.lists(quantities, max_size=4))
def test_pairs_hold_what_is_not_in_both(before: list[Quantity], after: list[Quantity]) -> None:
    pairs = pair_printed(before, after)
    assert all(old != new for old, new in pairs)
    common = len(before) - sum(old is not None for old, _ in pairs)
    assert common == len(after) - sum(new is not None for _, new in pairs)
