"""Test the lists of claims with their review status, and the tables of precision."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from claimkit.ledger.claim_filter import FiledClaim
from claimkit.ledger.reviews.precision import tally_claims, tally_rules
from claimkit.reports.reviews.json import write_claims, write_stats
from claimkit.reports.reviews.text import claims_text, stats_text
from claimkit.reports.text_width import width_of
from tests.reports.conftest import Golden, ValidatorFor, read_claims


def test_golden_files(check_golden: Golden) -> None:
    claims = read_claims()
    rules = tally_rules(filed.claim for filed in claims)
    total = tally_claims(filed.claim for filed in claims)
    check_golden("reviews/list.txt", claims_text(claims))
    check_golden("reviews/list.json", write_claims(("ledger/é.yaml", filed) for filed in claims))
    check_golden("reviews/stats.txt", stats_text(rules, total))
    check_golden("reviews/stats.json", write_stats(rules, total))


def test_json_is_what_its_schema_says(validator_for: ValidatorFor) -> None:
    claims = read_claims()
    printed = json.loads(write_claims(("l", filed) for filed in claims))
    validator_for("review-list").validate(printed)
    stats = write_stats(tally_rules(filed.claim for filed in claims), tally_claims([]))
    validator_for("review-stats").validate(json.loads(stats))
    assert not validator_for("review-list").is_valid(printed | {"format": 2})
    assert not validator_for("review-stats").is_valid(printed)


def long_claims() -> list[FiledClaim]:
    """Return claims with long, wide and strange names."""
    (first, *_) = read_claims()
    texts = [
        ("Ann Lee", "the rents will rise " * 20),
        ("Committee for the Preservation of the Old Market Hall and its Roof", "it stays"),
        ("Committee for the Preservation of the Old Market Hall and its Roof", "it stays " * 9),
        ("東京都知事" * 9, "新しい橋は三月に完成する" * 9),
        ("Zoe\u0308 👍🏽", "e\u0301" * 90),
        ("Bo\x1b[2J\nLind", "one\n\ntwo"),
    ]
    return [
        replace(
            first,
            document="reports/" * 20 + "北京.txt",
            claim=replace(first.claim, source=(source,), content=content),
        )
        for source, content in texts
    ]


@pytest.mark.parametrize("width", [20, 40, 60, 80, 100, 200])
def test_lists_fit(width: int) -> None:
    text = claims_text(long_claims(), width=width)
    lines = text.splitlines()
    assert len(lines) == 7
    assert [line for line in lines if width_of(line) > width] == []
    assert all(line.startswith("  aaaaaaaa  ") for line in lines[1:])
    assert lines[0].endswith("/北京.txt")
    assert "\x1b" not in text


@pytest.mark.parametrize("width", [40, 60, 79, 80, 120])
def test_tables_fit(width: int) -> None:
    claims = [
        replace(filed.claim, rule=f"{'organisation' * 4}.noun clause {number % 2}")
        for number, filed in enumerate(long_claims())
    ]
    lines = stats_text(tally_rules(claims), tally_claims(claims), width=width).splitlines()
    assert [line for line in lines if width_of(line) > width] == []
    assert lines[0].split()[:4] == ["rule", "conf.", "decided", "precision"]
    assert lines[-1].startswith("all ")
    assert ("pending" in lines[0]) == (width >= 79)


def test_a_long_list_at_the_usual_width(check_golden: Golden) -> None:
    check_golden("reviews/list-long.txt", claims_text(long_claims()))
