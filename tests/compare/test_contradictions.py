from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from claimkit.compare.contradictions import describe_contradiction, topic
from claimkit.model import Bound, Change, Claim, Quantity
from tests.compare.ledger_versions import make_claim


def claim_of(low: int | None, high: int | None, **values: Any) -> Claim:
    text = f"{low}-{high} cows"
    ends = [None if number is None else Decimal(number) for number in (low, high)]
    quantity = Quantity(text, ends[0], ends[1], Bound.RANGE, "cows", values.pop("change", None))
    claim = replace(make_claim(f"{text} left", "aaaaaaaa"), quantities=(quantity,))
    return replace(claim, **values)


@pytest.mark.parametrize(
    ("one", "other", "is_contradiction"),
    [
        ((10, 20), (21, 30), True),
        ((10, 20), (20, 30), False),
        ((20, 30), (10, 20), False),
        ((21, 30), (10, 20), True),
        ((10, None), (5, 9), True),
        ((10, None), (5, 10), False),
        ((None, 10), (11, None), True),
        ((None, 10), (10, None), False),
    ],
)
def test_numbers_contradict_each_other_if_none_fits_both(
    one: tuple[int | None, int | None], other: tuple[int | None, int | None], is_contradiction: bool
) -> None:
    before, after = claim_of(*one), claim_of(*other)
    assert topic(before) == topic(after)
    expected = f"{before.quantities[0].text} there, {after.quantities[0].text} here"
    assert describe_contradiction(before, after) == (expected if is_contradiction else None)


@pytest.mark.parametrize(
    "values",
    [
        {"said": "2025-05-02"},
        {"change": Change.RISE},
        {"quantities": ()},
    ],
)
def test_other_days_changes_and_counts_are_not_compared(values: dict[str, Any]) -> None:
    before = claim_of(1, 1, said="2025-05-01")
    assert describe_contradiction(before, claim_of(2, 2, said="2025-05-01"))
    assert describe_contradiction(before, claim_of(2, 2, said=None))
    assert not describe_contradiction(before, claim_of(2, 2, **values))


def test_claims_without_a_source_do_not_contradict_each_other() -> None:
    assert not describe_contradiction(claim_of(1, 1, source=()), claim_of(2, 2, source=()))


@pytest.mark.parametrize(
    ("one", "other", "is_contradiction"),
    [
        (("asserts", False), ("denies", False), True),
        (("denies", False), ("confirms", False), True),
        (("denies", True), ("asserts", False), False),
        (("denies", False), ("asserts", True), False),
        (("asserts", False), ("asserts", True), True),
        (("asserts", False), ("asserts", False), False),
        (("asks", False), ("denies", False), False),
        (("denies", False), ("asks", True), False),
    ],
)
def test_a_denial_contradicts_what_is_asserted(
    one: tuple[str, bool], other: tuple[str, bool], is_contradiction: bool
) -> None:
    before, after = (
        claim_of(1, 1, stance=stance, negated=negated) for stance, negated in (one, other)
    )
    words = "one denies what the other asserts"
    assert describe_contradiction(before, after) == (words if is_contradiction else None)
