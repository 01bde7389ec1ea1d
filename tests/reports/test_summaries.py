"""Test the summary of an extraction."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from claimkit.compare.extraction_changes import find_extraction_changes
from claimkit.ledger.format.read import read
from claimkit.model import Finding, LedgerFile, Severity
from claimkit.reports.summaries import ExtractionSummary, describe_dry_run
from tests.reports.conftest import Golden

PATH = Path(__file__).parents[1] / "cases" / "ledger" / "good.yaml"
GOOD = read(PATH)


def test_golden_file(check_golden: Golden) -> None:
    summary = ExtractionSummary()
    for number in range(1200):
        named = replace(GOOD.claims[0], source=(f"Source {number % 7}",), quantities=())
        summary.add([*GOOD.claims, *([named] if number < 14 else [])])
    summary.add_finding(Finding("CK105", Severity.ERROR, "the text is empty"))
    summary.files.update(["new", "new", "unchanged"])
    check_golden("summaries/extraction.txt", summary.text())
    check_golden("summaries/nothing.txt", ExtractionSummary().text())


def test_words_are_made_printable() -> None:
    summary = ExtractionSummary()
    summary.add(GOOD.claims)
    assert "<text:Bo Lind> 2" in summary.text(lambda text, role: f"<{role}:{text}>")


LESS = replace(GOOD, claims=GOOD.claims[1:])
OTHER = replace(GOOD, claims=(replace(GOOD.claims[0], said=None), *GOOD.claims[1:]))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, GOOD, "would be written: claims: 2 new"),
        (LESS, GOOD, "would change: claims: 1 new"),
        (GOOD, LESS, "would change: claims: 1 gone"),
        (LESS, OTHER, "would change: claims: 1 new"),
        (GOOD, OTHER, "would change: claims: 1 changed"),
        (GOOD, replace(GOOD, title="x"), "would change: no claim, only other lines"),
    ],
)
def test_dry_run(before: LedgerFile | None, after: LedgerFile, expected: str) -> None:
    found = find_extraction_changes(before, after)
    line = describe_dry_run(found, "ledger/x.yaml", is_new=before is None)
    assert line == f"ledger/x.yaml: {expected}"
    moved = describe_dry_run(found, "b.yaml", is_new=False, moved_from="a.yaml")
    changes = expected.partition(": ")[2]
    assert moved == f"b.yaml: would be moved here from a.yaml: {changes}"
