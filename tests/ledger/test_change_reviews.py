"""Reviews written into ledger files, beside other writers."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from claimkit.errors import LedgerError, ReviewConflictError
from claimkit.ledger.claim_filter import FiledClaim
from claimkit.ledger.file_texts import canonical_text
from claimkit.ledger.format.read import parse, read
from claimkit.ledger.format.write import dump
from claimkit.ledger.store import (
    ReviewChange,
    change_reviews,
    iter_filed_claims,
    update,
)
from claimkit.model import Claim, Confidence, Kind, LedgerFile, Review, ReviewStatus

ROOT = Path(__file__).parents[2]
GOOD = ROOT / "tests" / "cases" / "ledger" / "good.yaml"
ACCEPTED = Review(ReviewStatus.ACCEPTED, "bo", "2025-03-09")

# Accepts every second claim of a file, one after the other, in a process of its own.
REVIEWER = """
import sys
from pathlib import Path
from claimkit.ledger.store import ReviewChange, change_reviews, iter_filed_claims
from claimkit.model import Review, ReviewStatus
path, by, start = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
for filed in list(iter_filed_claims(path))[start::2]:
    change_reviews(path.parent, [ReviewChange(filed, Review(ReviewStatus.ACCEPTED, by))])
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "bridge.txt.yaml"
    path.write_bytes(GOOD.read_bytes())
    return path


def filed(path: Path, place: int = 0) -> FiledClaim:
    return list(iter_filed_claims(path))[place]


def test_one_review_and_nothing_else_changes(path: Path) -> None:
    before = read(path)
    change_reviews(path.parent, [ReviewChange(filed(path), ACCEPTED)])
    after = read(path)
    assert after.claims[0].review == ACCEPTED
    assert replace(after, claims=before.claims) == before
    assert after.claims[1:] == before.claims[1:]
    change_reviews(path.parent, [ReviewChange(filed(path), before.claims[0].review)])
    assert path.read_text("utf-8") == canonical_text(path.parent, path, before)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"content": "the bridge fell"}, "aaaaaaaa has changed meanwhile: content"),
        ({"review": replace(ACCEPTED, by="mia")}, "aaaaaaaa has changed meanwhile: review"),
        ({"id": "zzzzzzzz"}, "aaaaaaaa has gone meanwhile"),
    ],
)
def test_what_is_no_longer_what_the_person_saw_is_left(
    path: Path, changes: dict[str, object], message: str
) -> None:
    seen, other = filed(path), filed(path, 1)
    ledger = read(path)
    first = replace(ledger.claims[0], **changes)  # type: ignore[arg-type]
    path.write_text(dump(replace(ledger, claims=(first, *ledger.claims[1:]))), "utf-8")
    text = path.read_bytes()
    with pytest.raises(ReviewConflictError, match=message):
        change_reviews(path.parent, [ReviewChange(other, None), ReviewChange(seen, ACCEPTED)])
    assert path.read_bytes() == text


def test_how_a_claim_was_found_may_change_meanwhile(path: Path) -> None:
    seen = filed(path)
    ledger = read(path)
    better = replace(ledger.claims[0], rule="other", confidence=Confidence.LOW)
    path.write_text(dump(replace(ledger, claims=(better, *ledger.claims[1:]))), "utf-8")
    change_reviews(path.parent, [ReviewChange(seen, ACCEPTED)])
    assert read(path).claims[0] == replace(better, review=ACCEPTED)


def test_all_files_or_none(path: Path) -> None:
    other = path.with_name("other.yaml")
    other.write_bytes(GOOD.read_bytes())
    changes = [ReviewChange(filed(path), ACCEPTED), ReviewChange(filed(other), ACCEPTED)]
    text = path.read_bytes()
    other.write_text("<<<<<<< ours\n", "utf-8")
    with pytest.raises(LedgerError):
        change_reviews(path.parent, changes)
    assert path.read_bytes() == text


def test_only_a_retired_claim_can_be_dropped(path: Path) -> None:
    ledger = read(path)
    gone = replace(ledger.claims[0], review=ACCEPTED)
    path.write_text(dump(replace(ledger, claims=ledger.claims[1:], retired=(gone,))), "utf-8")
    *_, retired = iter_filed_claims(path)
    assert retired.is_retired
    change_reviews(path.parent, [ReviewChange(retired, None, is_dropped=True)])
    assert read(path) == replace(ledger, claims=ledger.claims[1:], retired=())
    with pytest.raises(ValueError, match="is not retired"):
        ReviewChange(filed(path), None, is_dropped=True)


def test_two_reviewers_and_an_extraction_at_once(tmp_path: Path) -> None:
    claims = tuple(
        Claim(
            kind=Kind.INDIRECT,
            source=("Bo",),
            mention="Bo",
            cue="said",
            stance="asserts",
            content=f"lorry {number} fell",
            evidence=f"Bo said lorry {number} fell.",
            confidence=Confidence.HIGH,
            rule="say",
        )
        for number in range(30)
    )
    new = LedgerFile("a.txt", "00", None, (), None, claims=claims)
    path = update(tmp_path, new).path
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    reviewers = [
        subprocess.Popen(
            [sys.executable, "-c", REVIEWER, str(path), by, str(start)],
            stdout=subprocess.PIPE,
            env=environment,
        )
        for start, by in enumerate(("bo", "mia"))
    ]
    turn = 0
    while any(reviewer.poll() is None for reviewer in reviewers):
        turn += 1
        update(tmp_path, replace(new, title=f"turn {turn}"))
    for reviewer in reviewers:
        assert reviewer.communicate()[0] == b"ready\n"
        assert reviewer.returncode == 0
    found = [claim.review.by if claim.review else None for claim in read(path).claims]
    assert found == ["bo", "mia"] * 15
    assert parse(path.read_text("utf-8"), "x").title == f"turn {turn}"
