from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from claimkit.compare import diff_all
from claimkit.compare.diff_filter import DIFF_FIELDS, filter_diff, parse_diff_filter
from claimkit.ledger.format.plain_values import plain_claim
from claimkit.ledger.format.read import read
from claimkit.ledger.format.schema import DocumentRecord
from claimkit.ledger.sources.name_search import AmbiguousSourceError
from claimkit.model import LedgerDiff
from tests.case_files import load_cases
from tests.compare.ledger_versions import FERRY, ROOF, make_ledger

CASES = Path(__file__).parents[1] / "cases" / "diffs"
REPORTS = CASES.parent / "reports" / "diffs"


@pytest.fixture(scope="module")
def diff() -> LedgerDiff:
    before, after = (read(REPORTS / f"{side}.yaml") for side in ("before", "after"))
    return diff_all({"l": before}, {"l": after})


def told(diff: LedgerDiff) -> dict[str, list[str]]:
    """What is left, by claim; the document's own fields under ``document``."""
    found = {}
    for document in diff.documents:
        if document.fields:
            found["document"] = [field.name for field in document.fields]
        for change in document.claims:
            found[change.claim.id] = [
                *(field.name for field in change.fields),
                *(f"review.{field.name}" for field in change.review),
            ]
    return found


@pytest.mark.parametrize("case", load_cases("diffs/selections", "only ignore left"))
def test_select(case: dict[str, Any], diff: LedgerDiff) -> None:
    wanted = parse_diff_filter(case.get("only", ()), case.get("ignore", ()))
    assert told(filter_diff(diff, wanted)) == case["left"]


@pytest.mark.parametrize(
    ("only", "ignored", "message"),
    [
        (["colour"], [], "'colour' is no field"),
        (["colour=red"], [], "no 'colour' to select by"),
        ([], ["colour"], "'colour' is no field"),
    ],
)
def test_what_does_not_exist_is_refused(only: list[str], ignored: list[str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_diff_filter(only, ignored)


def test_a_word_of_several_speakers_is_refused() -> None:
    lind = replace(FERRY, source=("Bo Lind",))
    changed = diff_all({}, {"1": make_ledger(lind, replace(ROOF, source=("Eva Lind",)))})
    with pytest.raises(AmbiguousSourceError, match="'lind' may be Bo Lind or Eva Lind"):
        filter_diff(changed, parse_diff_filter(["speaker=Lind"], ()))
    assert list(told(filter_diff(changed, parse_diff_filter(["speaker=bo"], ())))) == [lind.id]


def test_each_key_of_the_ledger_can_be_named(diff: LedgerDiff) -> None:
    claims = [
        c for d in diff.documents for change in d.claims for c in (change.before, change.after)
    ]
    names = {name for claim in claims if claim for name in plain_claim(claim)}
    assert names | set(DocumentRecord.model_fields) - {"path"} <= DIFF_FIELDS


@pytest.mark.parametrize(
    ("only", "is_left"),
    [((), True), (("added",), False), (("stance=denies",), False), (("sha256",), False)],
)
def test_a_move_or_a_new_order_alone_is_left_without_conditions(
    only: tuple[str, ...], is_left: bool
) -> None:
    moved = diff_all(
        {"1": make_ledger(FERRY, path="a.txt")}, {"2": make_ledger(FERRY, path="b.txt")}
    )
    reordered = diff_all({"1": make_ledger(FERRY, ROOF)}, {"1": make_ledger(ROOF, FERRY)})
    for diff in (moved, reordered):
        assert filter_diff(diff, parse_diff_filter(only, ())) == (diff if is_left else LedgerDiff())
