from __future__ import annotations

from typing import Any

import pytest

from claimkit.ledger.format.plain_values import SCHEMA
from claimkit.ledger.format.upgrades import STEPS, upgrade


def rename(values: dict[str, Any]) -> dict[str, Any]:
    return {("entries" if name == "claims" else name): value for name, value in values.items()}


def test_each_older_version_has_a_step() -> None:
    assert set(STEPS) == set(range(1, SCHEMA))


def test_steps_follow_each_other() -> None:
    steps = {1: rename, 2: lambda values: {**values, "added": []}}
    after = upgrade({"schema": 1, "claims": [1]}, steps, newest=3)
    assert after == {"schema": 3, "entries": [1], "added": []}
    assert upgrade({"schema": 2, "entries": []}, steps, 3) == {
        "schema": 3,
        "entries": [],
        "added": [],
    }


@pytest.mark.parametrize("values", [None, [], {}, {"schema": "1"}, {"schema": 4}, {"schema": True}])
def test_what_no_step_starts_from_is_left_alone(values: object) -> None:
    assert upgrade(values, {1: rename}, 2) is values
