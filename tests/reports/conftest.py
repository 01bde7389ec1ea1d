"""Golden files and published schemas."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import referencing

from claimkit.ledger.claim_filter import FiledClaim
from claimkit.ledger.format.read import read

FOLDER = Path(__file__).parents[1] / "cases" / "reports"

GOOD = Path(__file__).parents[1] / "cases" / "ledger" / "good.yaml"

Golden = Callable[[str, str], None]
ValidatorFor = Callable[[str], jsonschema.protocols.Validator]


@pytest.fixture(scope="session")
def check_golden(update_golden: bool) -> Golden:
    """Compare a text with a golden file, named by its path below ``tests/cases/reports``."""

    def check(name: str, written: str) -> None:
        path = FOLDER / name
        if update_golden:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(written.encode())
        assert path.read_bytes().decode() == written

    return check


@pytest.fixture(scope="session")
def validator_for(root: Path) -> ValidatorFor:
    """Return the validator of a published schema, named without ``.schema.json``."""

    def load(name: str) -> Any:
        path = root / "docs" / "schema" / f"{name}.schema.json"
        return json.loads(path.read_text(encoding="utf-8"))

    def make(name: str) -> jsonschema.protocols.Validator:
        ledger = referencing.Resource.from_contents(load("ledger"))
        registry: referencing.Registry[Any] = referencing.Registry()
        registry = registry.with_resource("ledger.schema.json", ledger)
        return jsonschema.Draft202012Validator(load(name), registry=registry)

    return make


def read_claims() -> list[FiledClaim]:
    """Return the claims of a ledger file that has everything."""
    ledger = read(GOOD)
    return [
        FiledClaim(GOOD, ledger.path, ledger.sha256, claim, is_retired)
        for claims, is_retired in ((ledger.claims, False), (ledger.retired, True))
        for claim in claims
    ]
