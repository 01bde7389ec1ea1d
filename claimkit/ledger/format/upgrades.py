"""From older versions of the ledger's format to today's: one static step a version.

A step is never changed once it is published, so that a file of any age is read alike for good.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from claimkit.ledger.format.plain_values import SCHEMA

Step = Callable[[dict[str, Any]], dict[str, Any]]
"""Takes a file's plain values, returns those that the next version would have."""

STEPS: Mapping[int, Step] = {}
"""Steps by the version that they start from; version 1 is the first there was."""


def upgrade(values: Any, steps: Mapping[int, Step] = STEPS, newest: int = SCHEMA) -> Any:
    """Return a file's plain values in the newest version.

    Whatever has no step to start from is returned as it is, for validation to complain about.
    """
    while isinstance(values, dict):
        version = values.get("schema")
        if type(version) is not int or version >= newest or version not in steps:
            break
        values = {**steps[version](values), "schema": version + 1}
    return values
