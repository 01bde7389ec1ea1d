"""Test the lists of claims with their review status, and the tables of precision."""

from __future__ import annotations

import json

from claimkit.ledger.reviews.precision import tally_claims, tally_rules
from claimkit.reports.reviews.json import write_claims, write_stats
from claimkit.reports.reviews.text import claims_text, stats_text
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
