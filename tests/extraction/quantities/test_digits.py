"""Digits, signs and separators."""

from __future__ import annotations

from decimal import Decimal

import pytest

from claimkit.extraction.quantities.digits import parse_digits


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1,200", "1200"), ("10.000", "10000"), ("10 000", "10000"), ("1.200.000", "1200000"),
        ("3.125", "3.125"), ("0,7", "0.7"), ("1,200.50", "1200.50"), ("1.200,50", "1200.50"),
        ("12,34,567", "1234567"), ("0", "0"), ("0.5", "0.5"), ("1" * 18, "1" * 18),
    ],
)  # fmt: skip
def test_digits(printed: str, value: str) -> None:
    assert parse_digits(printed) == Decimal(value)


@pytest.mark.parametrize("printed", ["00", "07", "007", "1" * 19, "1" * 30])
def test_identifier_is_no_number(printed: str) -> None:
    assert parse_digits(printed) is None
