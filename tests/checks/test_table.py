from __future__ import annotations

from claimkit.checks.table import find, run
from tests.checks.contexts import make_claim, make_context, make_file, make_ledger


def test_findings_come_by_file_and_line() -> None:
    wrong = make_claim(said="2025-13")
    later = make_claim("the dam broke", said="2025-14", id="bbbbbbbb")
    files = [make_file(make_ledger(wrong, later, document=name, published="2026")) for name in "ba"]
    checks = [check for name in ("impossible-date", "future-date") if (check := find(name))]
    found = run(make_context(*files), checks)
    places = [(finding.path, finding.line) for finding in found]
    assert places == sorted(places)
    assert [finding.path for finding in found] == ["ledger/a.yaml"] * 3 + ["ledger/b.yaml"] * 3
