"""The table of faults: codes, and modules that report them."""

from __future__ import annotations

import re
from pathlib import Path

from claimkit.checks.table import CHECKS
from claimkit.faults import FAULTS
from claimkit.model import Severity


def test_codes_and_names_are_unique_and_in_order() -> None:
    codes = [fault.code for fault in FAULTS]
    assert codes == [f"CK{number}" for number in range(101, 101 + len(FAULTS))]
    names = [fault.name for fault in FAULTS] + [check.name for check in CHECKS]
    assert len(set(names)) == len(names)


def test_codes_stand_in_the_table_only(root: Path) -> None:
    for path in (root / "claimkit").rglob("*.py"):
        if path.name != "faults.py":
            assert not re.search(r"""["']CK1\d\d["']""", path.read_text("utf-8")), path


def test_only_errors_make_a_run_fail() -> None:
    for fault in FAULTS:
        assert (fault.exit_code > 0) == (fault.severity is Severity.ERROR)
        assert fault.summary[0].islower()
        assert fault.effect.endswith(".")
        assert not fault.fix.endswith(".")


def test_finding_has_the_code_and_severity_of_its_fault() -> None:
    for fault in FAULTS:
        finding = fault.finding("it broke", "a.txt", 3, 4, hint="mend it")
        assert (finding.code, finding.severity) == (fault.code, fault.severity)
        assert (finding.path, finding.line, finding.column) == ("a.txt", 3, 4)
        assert (finding.message, finding.hint) == ("it broke", "mend it")
