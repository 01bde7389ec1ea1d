"""Numbers in digits and in words, without units."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimkit.extraction.quantities import number_words
from claimkit.extraction.quantities.number_words import load_number_words
from claimkit.extraction.quantities.numerals import iter_numbers
from claimkit.lexicons.lexicon_set import BUILT_IN
from claimkit.lexicons.quantities import QuantityLexicon


@given(st.integers(0, 10**12))
def test_grouped_digits_keep_their_value(value: int) -> None:
    printed = f"{value:,}"
    [number] = iter_numbers(printed, 0, len(printed), BUILT_IN)
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
        ("ten sixty-six", []),
        ("twenty zero", ["20", "0"]),
        ("two thousand five million", ["2000", "5000000"]),
        ("half of them", ["0.5"]),
        ("the third of May", []),
    ],
)
def test_words(text: str, values: list[str]) -> None:
    found = [number.low for number in iter_numbers(text, 0, len(text), BUILT_IN)]
    assert found == list(map(Decimal, values))


def test_atoms_without_number_words_are_digits(monkeypatch: pytest.MonkeyPatch) -> None:
    empty = QuantityLexicon(id="", language="en", version=1, licence="", provenance="")
    monkeypatch.setattr(number_words, "load_quantity_lexicon", lambda _: empty)
    words = load_number_words.__wrapped__(BUILT_IN)
    assert [atom[0] for atom in words.atom.finditer("5 or six, or 7½ dozen")] == ["5", "7", "½"]
