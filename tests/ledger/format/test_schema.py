from __future__ import annotations

import pytest

from claimkit.errors import SchemaError
from claimkit.ledger.format.schema import correction_value


@pytest.mark.parametrize(
    ("name", "plain", "message"),
    [
        ("quantities", "5 cows", "Input should be a valid list"),
        ("quantities", [3], "0: Input should be"),
        ("quantities", [{"text": "a cow", "min": 1}], "0.max: Field required"),
    ],
)
def test_a_wrong_correction_is_named_by_its_place_in_the_field(
    name: str, plain: object, message: str
) -> None:
    with pytest.raises(SchemaError) as caught:
        correction_value(name, plain)
    assert caught.value.message.startswith(f"{name}:1:1: {message}")
