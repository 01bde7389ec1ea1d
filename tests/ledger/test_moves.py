from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from claimkit.ledger.moves import Orphan, plan_moves

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
