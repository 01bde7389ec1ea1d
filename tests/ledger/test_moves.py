from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimkit.ledger.format.write import dump
from claimkit.ledger.moves import Orphan, find_orphans, holds_reviews_of, plan_moves
from claimkit.model import Review, ReviewStatus
from tests.checks.contexts import ACCEPTED, make_claim, make_ledger

paths = st.sampled_from([f"{name}.txt" for name in "abcdef"])
hashes = st.sampled_from(["1", "2", "3"])


def orphan(path: str, sha256: str) -> Orphan:
    return Orphan(Path("ledger", f"{path}.yaml"), path, sha256)


@given(
    st.dictionaries(paths.map("old/".__add__), hashes),
    st.dictionaries(paths, hashes),
    st.dictionaries(paths, paths.map("old/".__add__)),
)
def test_one_to_one_and_never_guessed(
    gone: dict[str, str], there: dict[str, str], renames: dict[str, str]
) -> None:
    orphans = [orphan(path, digest) for path, digest in gone.items()]
    moves = plan_moves(orphans, there, renames)
    found = list(moves.found.values())
    assert len({o.document for o in found}) == len(found)
    for path, one in moves.found.items():
        assert renames.get(path) == one.document or there[path] == one.sha256
    unclear = {one.document for one, _ in moves.unclear}
    assert unclear.isdisjoint(one.document for one in found)
    assert plan_moves(reversed(orphans), there, renames).found == moves.found


def test_git_knows_better_than_bytes() -> None:
    orphans = [orphan("old.txt", "1")]
    moves = plan_moves(orphans, {"a.txt": "2", "b.txt": "1"}, {"a.txt": "old.txt"})
    assert moves.found == {"a.txt": orphans[0]}


def test_orphans_are_found_among_other_files(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt", "d.txt"):
        path = tmp_path / f"{name}.yaml"
        path.write_text(dump(make_ledger(document=name)), "utf-8")
    (tmp_path / "b.txt.yaml").write_text("not a ledger", "utf-8")
    (tmp_path / "e.txt.yaml").write_text(dump(make_ledger(document="a.txt")), "utf-8")
    orphans = find_orphans(tmp_path, "", {"a.txt", "c.txt"}.__contains__)
    assert orphans == (Orphan(tmp_path / "d.txt.yaml", "d.txt", "00"),)


@pytest.mark.parametrize(
    ("kept", "other", "has_all"),
    [
        (ACCEPTED, ACCEPTED, True),
        (replace(ACCEPTED, stale=("said",)), ACCEPTED, True),
        (ACCEPTED, replace(ACCEPTED, note="see page 2"), False),
        (ACCEPTED, None, True),
        (None, None, True),
        (None, ACCEPTED, False),
        (replace(ACCEPTED, by="ap"), ACCEPTED, False),
        (replace(ACCEPTED, status=ReviewStatus.REJECTED), ACCEPTED, False),
    ],
)
def test_a_ledger_has_every_decision_of_another(
    kept: Review | None, other: Review | None, has_all: bool
) -> None:
    ledger, old = (make_ledger(make_claim(review=review)) for review in (kept, other))
    assert holds_reviews_of(ledger, old) is has_all
    retired = replace(old, claims=(), retired=old.claims)
    assert holds_reviews_of(ledger, retired) is has_all


def test_a_decision_about_a_missing_claim_is_not_there() -> None:
    reviewed, pending = (make_ledger(make_claim(review=review)) for review in (ACCEPTED, None))
    assert not holds_reviews_of(make_ledger(), reviewed)
    assert holds_reviews_of(make_ledger(), pending)
