"""The table of causes; what it does to a project is in tests/cases/checks/causes.yaml."""

from __future__ import annotations

import pytest

from claimkit.checks.causes import CAUSES, Cause, without_effects
from claimkit.checks.table import CHECKS
from claimkit.model import Finding, Severity
from tests.checks.contexts import make_context


@pytest.mark.parametrize("cause", CAUSES, ids=lambda cause: cause.reason)
def test_the_codes_of_the_table_are_those_of_checks(cause: Cause) -> None:
    for code in (*cause.causes, *cause.effects):
        assert code == "CK1" or any(check.code == code for check in CHECKS)


def test_no_finding_explains_itself_by_way_of_others() -> None:
    edges = {
        (start, end)
        for cause in CAUSES
        if not cause.effect_keys  # these are about other keys than the cause
        for start in cause.causes
        for end in cause.effects
    }
    reached = set(edges)
    while more := {(a, d) for a, b in reached for c, d in edges if b == c} - reached:
        reached |= more
    assert not [(start, end) for start, end in reached if start == end]


def test_a_cause_never_hides_what_is_graver() -> None:
    def findings(cause: Severity) -> list[Finding]:
        return [
            Finding("CK208", cause, "changed", "ledger/a.yaml"),
            Finding("CK211", Severity.ERROR, "not found", "ledger/a.yaml", claim_id="a"),
        ]

    context = make_context()
    assert len(without_effects(context, findings(Severity.ERROR))) == 1
    assert len(without_effects(context, findings(Severity.WARNING))) == 2


def test_a_finding_about_two_claims_stays_if_one_of_them_is_not_explained() -> None:
    cause = Finding("CK212", Severity.ERROR, "edited", "ledger/a.yaml", claim_id="a")
    for claims, count in ((("a",), 1), (("a", "b"), 2), ((), 2)):
        both = Finding("CK209", Severity.ERROR, "x", "ledger/a.yaml", affected=frozenset(claims))
        assert len(without_effects(make_context(), [cause, both])) == count
