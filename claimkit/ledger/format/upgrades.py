"""Upgrade older versions of the ledger's format, one step per version.

A published step never changes, so a file of any age is always read in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from claimkit.ledger.format.plain_values import SCHEMA

Step = Callable[[dict[str, Any]], dict[str, Any]]
"""A function from a file's plain values to those of the next version."""


def _to_schema_2(values: dict[str, Any]) -> dict[str, Any]:
    """Leave out ``said: null``, and mark the sources with aliases as people's decisions.

    The order of keys and new keys need no step.
    """
    steps = {
        "claims": _without_unknown_date,
        "retired": _without_unknown_date,
        "sources": _with_decision,
    }
    return {
        key: [steps[key](item) for item in value]
        if key in steps and isinstance(value, list)
        else value
        for key, value in values.items()
    }


def _without_unknown_date(claim: Any) -> Any:
    if isinstance(claim, dict) and "said" in claim and claim["said"] is None:
        return {key: value for key, value in claim.items() if key != "said"}
    return claim


def _with_decision(source: Any) -> Any:
    """Claimkit never changed a name in schema 1, so each alias may be a person's."""
    if isinstance(source, dict) and source.get("aliases"):
        return {**source, "chosen": True}
    return source


STEPS: Mapping[int, Step] = {1: _to_schema_2}
"""Steps by the version that they start from; the first version is 1."""


def upgrade(values: Any, steps: Mapping[int, Step] = STEPS, newest: int = SCHEMA) -> Any:
    """Return a file's plain values in the newest version.

    Values without a step to start from are returned unchanged; validation then reports them.
    """
    while isinstance(values, dict):
        version = values.get("schema")
        if type(version) is not int or version >= newest or version not in steps:
            break
        values = {**steps[version](values), "schema": version + 1}
    return values
