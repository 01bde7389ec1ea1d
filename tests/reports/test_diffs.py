"""Test the formats of comparisons."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimkit.compare import diff_all
from claimkit.ledger.format.read import read
from claimkit.model import LedgerDiff
from claimkit.reports.diffs import github, markdown, text
from claimkit.reports.diffs import json as json_writer
from claimkit.reports.diffs.view import DiffCounts, count_diff
from tests.examples import examples
from tests.ledger.strategies import ledgers
from tests.reports.conftest import Golden, ValidatorFor

FOLDER = Path(__file__).parents[1] / "cases" / "reports" / "diffs"
PATH = "ledger/ferry.txt.yaml"


def roles(words: str, role: str) -> str:
    return words if role in ("same", "claim") else f"<{role}:{words}>"


def joined(lines: object) -> str:
    return "".join(f"{line}\n" for line in lines)  # type: ignore[attr-defined]


def find_line(path: str, claim_id: str) -> int:
    return 7 + len(path) + len(claim_id)


def find_no_line(path: str, claim_id: str) -> None:
    return None


GOLDEN: Mapping[str, Callable[[LedgerDiff], str]] = MappingProxyType(
    {
        "plain.txt": lambda diff: joined(text.iter_lines(diff)),
        "colour.txt": lambda diff: joined(
            text.iter_lines(diff, style=roles, words=text.WordDiff.COLOR)
        ),
        "whole.txt": lambda diff: joined(text.iter_lines(diff, words=text.WordDiff.NONE)),
        "stat.txt": lambda diff: joined(text.iter_stat_lines(diff)),
        "names.txt": lambda diff: joined(text.iter_names(diff)),
        "comment.md": markdown.write,
        "diff.json": json_writer.write,
        "github.txt": lambda diff: joined(github.iter_annotations(diff, find_line)),
    }
)


@pytest.fixture(scope="module")
def diff() -> LedgerDiff:
    before, after = read(FOLDER / "before.yaml"), read(FOLDER / "after.yaml")
    moved = replace(before, path="reports/old name.txt", sha256="11", claims=before.claims[:1])
    return diff_all(
        {PATH: before, "ledger/old name.txt.yaml": moved},
        {PATH: after, "ledger/new.txt.yaml": replace(moved, path="reports/new.txt")},
    )


@pytest.mark.parametrize("name", GOLDEN)
def test_whole_output(name: str, diff: LedgerDiff, check_golden: Golden) -> None:
    check_golden(f"diffs/{name}", GOLDEN[name](diff))


@pytest.fixture(scope="module")
def validator(validator_for: ValidatorFor) -> jsonschema.protocols.Validator:
    return validator_for("diff")


@examples(40)
@given(ledgers(), ledgers())
def test_any_comparison_can_be_written(
    validator: jsonschema.protocols.Validator, before: object, after: object
) -> None:
    diff = diff_all({"x": before}, {"x": after})  # type: ignore[dict-item]
    for write in GOLDEN.values():
        write(diff).encode("utf-8", "surrogatepass")
    validator.validate(json.loads(json_writer.write(diff)))
    for line in github.iter_annotations(diff, find_no_line):
        assert line.startswith("::")
        assert "\n" not in line
    assert "<script" not in markdown.write(diff)


def test_numbers_are_exact_in_json(diff: LedgerDiff) -> None:
    document = json.loads(json_writer.write(diff), parse_float=Decimal)["documents"][0]
    changed = next(c for c in document["claims"] if c["id"] == "a7wy7q0b")
    quantities = next(f for f in changed["fields"] if f["name"] == "quantities")
    assert quantities["after"][0]["min"] == 15000
    assert quantities["notes"] == ["+15 % over max"]


@given(st.integers(1, 400), st.integers(1, 5))
@examples(15)
def test_a_comment_is_cut_and_says_so(claims: int, documents: int) -> None:
    ledger = read(FOLDER / "after.yaml")
    many = [
        replace(ledger.claims[0], id=f"{index:08}", content=f"{index} " + "x" * 300)
        for index in range(claims)
    ]
    files = {
        str(place): replace(ledger, path=f"{place}.txt", claims=tuple(many), retired=())
        for place in range(documents)
    }
    written = markdown.write(diff_all({}, files))
    assert len(written) <= markdown.MAX_CHARACTERS
    assert written.count("<details>") == written.count("</details>")
    shown = written.count("➕")
    if shown < claims * documents:
        assert f"in {claims * documents - shown:,} more claim" in written
    else:
        assert "Cut at" not in written


def test_order_alone() -> None:
    before = read(FOLDER / "before.yaml")
    reordered = replace(before, claims=before.claims[::-1])
    diff = diff_all({PATH: before}, {PATH: reordered})
    for written in (joined(text.iter_lines(diff)), markdown.write(diff)):
        assert "the order of the claims changed" in written
    assert json.loads(json_writer.write(diff))["documents"][0]["reordered"]


def test_nothing_differs() -> None:
    nothing = LedgerDiff()
    assert list(text.iter_lines(nothing)) == []
    assert list(text.iter_stat_lines(nothing)) == []
    assert "No claim changed" in markdown.write(nothing)
    assert json.loads(json_writer.write(nothing))["documents"] == []
    assert list(github.iter_annotations(nothing, find_no_line)) == []


def test_counts(diff: LedgerDiff) -> None:
    assert count_diff(diff) == DiffCounts(
        documents=2, moved=1, added=1, removed=1, changed=2, reviewed=2
    )
