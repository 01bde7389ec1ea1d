"""Test that the machine-readable output of commands matches the published schemas."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import jsonschema
import pytest
import referencing

from claimkit.reports.schemas import OUTPUTS
from claimkit.yamlio import compose, construct
from tests.cli.conftest import Run

pytestmark = pytest.mark.model

ADD = ("review", "add", "reports/rents.txt", "--by", "Bo")
ARGUMENTS: Mapping[tuple[str, str], tuple[str, ...]] = MappingProxyType(
    {
        ("check", "json"): ("check", "--no-extract"),
        ("diff", "json"): ("diff", "before", "ledger"),
        ("explain", "json"): ("explain", "reports/rents.txt"),
        ("extract", "jsonl"): ("extract", "reports"),
        ("extract", "yaml"): ("extract", "-"),
        ("review add", "json"): (*ADD, "--content", "in August", "--source", "Bo"),
        ("review join", "json"): ("review", "join", "{id}", "{other}", "--by", "Bo"),
        ("review list", "json"): ("review", "list"),
        ("review split", "json"): (
            *("review", "split", "{id}", "--content", "The rents will rise"),
            *("--content", "by 5% in August", "--by", "Bo"),
        ),
        ("review", "json"): ("review", "--stats"),
        ("show", "json"): ("show", "{id}"),
        ("sources list", "json"): ("sources", "list"),
        ("sources show", "json"): ("sources", "show", "Ann Lee"),
        ("sources suggest", "json"): ("sources", "suggest"),
    }
)
TEXT = "The rents will rise by 5% in August, Mayor Ann Lee told reporters on 3 March 2025.\n"


def parse(choice: str, printed: str) -> list[Any]:
    if choice == "yaml":
        node = compose(printed, "stdout")
        assert node is not None
        return [construct(node, "stdout")]
    if choice == "jsonl":
        return [json.loads(line) for line in printed.splitlines()]
    return [json.loads(printed)]


def make_validator(root: Path, name: str) -> jsonschema.protocols.Validator:
    folder = root / "docs" / "schema"
    schema, claims = (
        json.loads((folder / f"{part}.schema.json").read_text("utf-8")) for part in (name, "ledger")
    )
    registry: referencing.Registry[Any] = referencing.Registry()
    resource = referencing.Resource.from_contents(claims)
    return jsonschema.Draft202012Validator(
        schema, registry=registry.with_resource("ledger.schema.json", resource)
    )


def test_outputs_match_their_schemas(folder: Path, run: Run, root: Path) -> None:
    (folder / "before").mkdir()
    (folder / "reports" / "rents.txt").write_text(TEXT, encoding="utf-8")
    assert run("extract", "--quiet").exit_code == 0
    listed = json.loads(run("review", "list", "--format", "json").stdout)["claims"]
    claim = next(found["claim"] for found in listed if found["document"] == "reports/rents.txt")
    corrected = run("review", "correct", claim["id"], "--said", "2025-03-04", "--by", "Bo")
    assert corrected.exit_code == 0
    (folder / "reports" / "mill.txt").write_text("The mill will close, Lee said.\n", "utf-8")
    assert run("extract", "--quiet").exit_code == 0  # so that a join is offered
    added = run(*ADD, "--content", "by 5%", "--source", "Ann Lee", "--format", "json")
    other = json.loads(added.stdout)["claims"][0]["claim"]
    assert set(ARGUMENTS) == set(OUTPUTS)
    for (command, choice), arguments in ARGUMENTS.items():
        arguments = tuple(
            argument.format(id=claim["id"], other=other["id"]) for argument in arguments
        )
        done = run(*arguments, "--format", choice, input=TEXT)
        assert done.exit_code in (0, 1), f"{command}: {done.stderr}"
        values = parse(choice, done.stdout)
        assert values, command
        validator = make_validator(root, OUTPUTS[command, choice])
        for value in values:
            validator.validate(value)
