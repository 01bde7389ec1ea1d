"""The dates that a text has given so far."""

from __future__ import annotations

import pytest

from claimkit.extraction.datings.narrative import Narrative


@pytest.mark.parametrize(
    ("given", "days", "value"),
    [
        ("2024-02-28", 1, "2024-02-29"),
        ("XXXX-04-30", 1, "XXXX-05-01"),
        ("XXXX-02-28", 1, None),
        ("XXXX-03-01", -1, None),
        ("XXXX-12-31", 1, None),
        ("2024-05-01/2024-05-03", 1, "2024-05-04"),
        ("2024-05", 1, None),
        (None, 1, None),
    ],
)
def test_day_after_the_last_given(given: str | None, days: int, value: str | None) -> None:
    narrative = Narrative(None)
    narrative.move_to(given)
    assert narrative.shifted_day(days) == value
