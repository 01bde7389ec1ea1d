"""Numbers in digits and in words, without units."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimkit.extraction.quantities.numerals import iter_numbers


@given(st.integers(0, 10**12))
def test_grouped_digits_keep_their_value(value: int) -> None:
    printed = f"{value:,}"
    [number] = iter_numbers(printed, 0, len(printed), "en")
    assert number.low == number.high == value


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("two hundred and six thousand", ["206000"]),
        ("one hundred and twenty-five", ["125"]),
        ("a hundred and five", ["105"]),
        ("half a million", ["500000"]),
        ("a million and a half", ["1500000"]),
        ("two and a half million", ["2500000"]),
        ("three-quarters", ["0.75"]),
        ("one third of them", ["0.333333"]),
        ("two third-class seats", ["2"]),
        ("dozen", ["12"]),
        ("a dozen", ["12"]),
        ("million", []),
        ("several million", ["2000000"]),
        ("five six-packs", ["5", "6"]),
        ("nineteen ninety-six", []),
        ("half of them", ["0.5"]),
        ("the third of May", []),
    ],
)
def test_words(text: str, values: list[str]) -> None:
    found = [number.low for number in iter_numbers(text, 0, len(text), "en")]
    assert found == list(map(Decimal, values))
