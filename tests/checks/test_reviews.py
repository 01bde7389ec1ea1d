from __future__ import annotations

from dataclasses import replace

import pytest

from claimkit.checks.context import Policy
from claimkit.model import Bound, Quantity, Review, ReviewStatus
from tests.checks.contexts import (
    ACCEPTED,
    make_claim,
    make_context,
    make_file,
    make_ledger,
    messages,
    run_check,
)


@pytest.mark.parametrize(
    ("base_day", "is_found"), [("2025-04-30", False), ("2025-05-01", False), ("2025-05-02", True)]
)
def test_a_second_look_on_the_day_of_the_base_is_believed(base_day: str, is_found: bool) -> None:
    before = make_claim(review=replace(ACCEPTED, stale=("content",)))
    after = replace(before, review=ACCEPTED)
    file = make_file(make_ledger(after), base=make_ledger(before))
    context = make_context(file, has_base=True, base_day=base_day)
    expected = ["the stale mark was removed without a new review; it named content"]
    assert messages("changed-after-review", context) == (expected if is_found else [])


@pytest.mark.parametrize(
    ("base_day", "has_new_document", "is_found"),
    [("2025-05-01", True, False), ("2025-05-01", False, True), ("2025-05-02", True, True)],
)
def test_a_document_that_changed_on_the_day_of_the_review(
    base_day: str, has_new_document: bool, is_found: bool
) -> None:
    """A claim that changed with its document may have been accepted again on the same day."""
    before = make_claim(review=ACCEPTED)
    after = replace(before, content="the mill has closed early")
    base = make_ledger(before)
    if has_new_document:
        base = replace(base, sha256="f" * 64)
    context = make_context(
        make_file(make_ledger(after), base=base), has_base=True, base_day=base_day
    )
    assert bool(messages("changed-after-review", context)) is is_found


@pytest.mark.parametrize(
    ("policy", "wanted"),
    [("none", ""), ("all", "abcd"), ("quantities", "b"), ("named", "abd")],
)
def test_the_policy_says_which_claims_need_a_review(policy: str, wanted: str) -> None:
    cows = Quantity("5 cows", None, None, Bound.ABOUT, "cows")
    claims = (
        make_claim("a", id="a" * 8),
        make_claim("b", id="b" * 8, quantities=(cows,)),
        make_claim("c", id="c" * 8, source=()),
        make_claim("d", id="d" * 8, review=Review(note="seen")),
        make_claim("e", id="e" * 8, review=ACCEPTED),
    )
    context = make_context(make_file(make_ledger(*claims)), policy=Policy(unreviewed=policy))
    found = [finding.content for finding in run_check("unreviewed", context)]
    assert "".join(filter(None, found)) == wanted


def test_people_whose_name_is_held_back_are_not_named() -> None:
    claim = make_claim(source=("two officials",), anonymous=True)
    context = make_context(make_file(make_ledger(claim)), policy=Policy(unreviewed="named"))
    assert messages("unreviewed", context) == []


@pytest.mark.parametrize(
    ("review", "is_lost"),
    [
        (None, True),
        (Review(note="later"), True),
        (Review(by="mk", note="reopened"), False),
        (replace(ACCEPTED, status=ReviewStatus.REJECTED, by=None), False),
    ],
)
def test_a_review_is_lost_unless_somebody_reopened_it(review: Review | None, is_lost: bool) -> None:
    file = make_file(
        make_ledger(make_claim(review=review)), base=make_ledger(make_claim(review=ACCEPTED))
    )
    expected = ["has lost its review; was accepted by mk"] if is_lost else []
    assert messages("review-lost", make_context(file, has_base=True)) == expected


def test_a_claim_that_is_gone_with_its_review_is_lost() -> None:
    claim = make_claim(review=ACCEPTED)
    file = make_file(make_ledger(), base=make_ledger(claim))
    gone = make_ledger(replace(claim, id="bbbbbbbb"), document="b.txt")
    context = make_context(file, has_base=True, gone=(gone,))
    findings = run_check("review-lost", context)
    assert [(f.path, f.line) for f in findings] == [("ledger/a.txt.yaml", 1), ("b.txt", None)]


def test_a_change_is_shown_at_the_first_field_that_changed() -> None:
    before = make_claim(review=ACCEPTED)
    after = replace(before, role="mayor", via=("NP",), said="2025")
    file = make_file(make_ledger(after), base=make_ledger(before))
    (finding,) = run_check("changed-after-review", make_context(file, has_base=True))
    assert finding.message == ("changed without a new review: said, role, via; was accepted by mk")
    assert (finding.line, finding.column) == file.positions.of_claim(after.id, "said")


@pytest.mark.parametrize(
    ("by", "is_own"), [("mk", True), ("MK", True), ("Mia Kay", True), ("m", False)]
)
def test_who_changed_a_claim_may_not_accept_it(by: str, is_own: bool) -> None:
    claim = make_claim(review=replace(ACCEPTED, by=by))
    changers = {claim.id: frozenset({"mk", "mia kay"})}
    file = make_file(make_ledger(claim), changers=changers)
    for policy, is_found in (("allow", False), ("forbid", is_own)):
        context = make_context(file, policy=Policy(self_review=policy))
        assert bool(messages("own-change", context)) is is_found
