"""Until when the claims of a ledger file were made."""

from __future__ import annotations

from dataclasses import replace

from claimkit.ledger.said_bounds import iter_said_bounds
from claimkit.model import Claim, Confidence, Kind, LedgerFile

OUTER = Claim(
    kind=Kind.INDIRECT,
    source=("Radio Lindal",),
    mention="Radio Lindal",
    cue="reported",
    stance="asserts",
    content="Ann Lee had denied the plan",
    evidence="Radio Lindal reported that Ann Lee had denied the plan.",
    confidence=Confidence.HIGH,
    rule="test",
    id="aaaaaaaa",
)
INNER = replace(OUTER, source=("Ann Lee",), content="the plan", id="bbbbbbbb", within="aaaaaaaa")


def bounds(*claims: Claim, **document: str | None) -> list[str | None]:
    fields: dict[str, str | None] = {"published": None, "retrieved": None, **document}
    ledger = LedgerFile("a.txt", "", None, (), fields["published"], claims)
    return [b for _, b in iter_said_bounds(replace(ledger, retrieved=fields["retrieved"]))]


def test_a_claim_was_made_before_its_document_appeared() -> None:
    assert bounds(OUTER, published="2025-06-02") == ["../2025-06-02"]
    assert bounds(OUTER, published="2025-06", retrieved="2025-07-01") == ["../2025-06"]
    assert bounds(OUTER, retrieved="2025-07-01") == ["../2025-07-01"]
    assert bounds(OUTER) == [None]


def test_a_known_day_needs_no_bound() -> None:
    assert bounds(replace(OUTER, said="2025-06-01"), published="2025-06-02") == [None]


def test_a_reported_claim_was_made_before_the_one_that_reports_it() -> None:
    outer = replace(OUTER, said="2025-05-30")
    assert bounds(outer, INNER, published="2025-06-02") == [None, "../2025-05-30"]
    assert bounds(OUTER, INNER, published="2025-06-02") == ["../2025-06-02"] * 2
