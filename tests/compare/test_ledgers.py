from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimkit.compare import apply, diff_all, diff_ledgers
from claimkit.model import Claim, LedgerFile, ReviewStatus
from tests.compare.ledger_versions import (
    ACCEPTED,
    COST,
    FERRY,
    MILL,
    PIER,
    ROOF,
    edited,
    make_claim,
    make_ledger,
)
from tests.examples import examples
from tests.ledger.strategies import ledgers


@examples(150)
@given(st.data())
def test_a_change_applied_to_the_one_gives_the_other(data: st.DataObject) -> None:
    before = data.draw(st.none() | ledgers())
    after = data.draw(st.none() | ledgers() | (edited(before) if before else st.nothing()))
    change = diff_ledgers(before, after)
    if change is None:
        assert before == after
    else:
        assert apply(before, change) == after
        back = diff_ledgers(after, before)
        assert back is not None
        assert apply(after, back) == before


@given(ledgers())
def test_nothing_differs_from_itself(ledger: LedgerFile) -> None:
    assert diff_ledgers(ledger, replace(ledger)) is None
    assert diff_all({"x": ledger}, {"x": replace(ledger)}).documents == ()


@examples(60)
@given(st.data())
def test_each_claim_is_reported_once(data: st.DataObject) -> None:
    before = data.draw(ledgers())
    change = diff_ledgers(before, data.draw(edited(before)))
    for side in ("before", "after"):
        told = [getattr(c, side).id for c in change.claims if getattr(c, side)] if change else []
        assert len(told) == len(set(told))


def test_what_is_gone_stands_where_it_stood() -> None:
    new = make_claim("the pier is closed", "dddddddd")
    change = diff_ledgers(make_ledger(FERRY, ROOF, COST), make_ledger(FERRY, COST, new))
    assert change is not None
    assert [(c.claim.id, c.after is None) for c in change.claims] == [
        ("bbbbbbbb", True),
        ("dddddddd", False),
    ]
    assert not change.is_reordered


def test_a_claim_found_under_another_id_is_one_that_changed() -> None:
    other = replace(FERRY, id="dddddddd", content="the ferry sails again in June")
    change = diff_ledgers(make_ledger(FERRY), make_ledger(other))
    assert change is not None
    (claim,) = change.claims
    assert [field.name for field in claim.fields] == ["id", "content"]


def test_review_changes_stand_apart() -> None:
    change = diff_ledgers(
        make_ledger(FERRY), make_ledger(replace(FERRY, review=ACCEPTED, said="2025"))
    )
    assert change is not None
    (claim,) = change.claims
    assert [field.name for field in claim.fields] == ["said"]
    assert [(f.name, f.before, f.after) for f in claim.review] == [
        ("status", ReviewStatus.PENDING, ReviewStatus.ACCEPTED),
        ("by", None, "mk"),
        ("on", None, "2025-05-02"),
    ]


def test_a_claim_that_is_retired_has_changed() -> None:
    reviewed = replace(FERRY, review=ACCEPTED)
    change = diff_ledgers(make_ledger(reviewed), make_ledger(retired=(reviewed,)))
    assert change is not None
    (claim,) = change.claims
    assert (claim.was_retired, claim.is_retired, claim.fields) == (False, True, ())


def test_order_alone_is_a_change() -> None:
    change = diff_ledgers(make_ledger(FERRY, ROOF), make_ledger(ROOF, FERRY))
    assert change is not None
    assert (change.claims, change.is_reordered) == ((), True)


def test_a_moved_document_is_one_document() -> None:
    old = make_ledger(FERRY, ROOF, path="old.txt", sha256="11")
    edited_too = make_ledger(FERRY, ROOF, COST, path="new/name.txt", sha256="22")
    diff = diff_all({"l/old.txt.yaml": old}, {"l/new/name.txt.yaml": edited_too})
    (change,) = diff.documents
    assert (change.before, change.after, change.is_moved) == ("old.txt", "new/name.txt", True)
    assert (change.ledger_before, change.ledger_after) == ("l/old.txt.yaml", "l/new/name.txt.yaml")
    assert [c.claim.id for c in change.claims] == ["cccccccc"]


@pytest.mark.parametrize(
    ("before", "after", "is_moved"),
    [
        ((FERRY, ROOF), (FERRY, COST), True),  # one of two is half
        ((FERRY, ROOF), (ROOF, FERRY), True),
        ((FERRY, ROOF, COST), (FERRY, PIER, MILL), False),  # one of three is less
        ((FERRY, ROOF, COST), (FERRY, COST, MILL), True),
        ((FERRY, ROOF, COST), (FERRY, PIER), True),  # half of the shorter one
        ((FERRY, PIER), (FERRY, ROOF, COST), True),
    ],
)
def test_half_of_the_claims_make_a_move(
    before: tuple[Claim, ...], after: tuple[Claim, ...], is_moved: bool
) -> None:
    diff = diff_all(
        {"1": make_ledger(*before, path="a.txt", sha256="11")},
        {"2": make_ledger(*after, path="b.txt", sha256="22")},
    )
    assert [change.is_moved for change in diff.documents] == ([True] if is_moved else [False] * 2)


def test_a_retired_claim_is_enough_where_none_is_in_force() -> None:
    old = make_ledger(path="a.txt", sha256="11", retired=(FERRY,))
    new = make_ledger(ROOF, path="b.txt", sha256="22", retired=(FERRY,))
    (change,) = diff_all({"1": old}, {"2": new}).documents
    assert change.is_moved


def test_the_same_bytes_count_more_than_claims_and_more_claims_more_than_fewer() -> None:
    old = {
        "1": make_ledger(FERRY, path="a.txt", sha256="11"),
        "2": make_ledger(FERRY, ROOF, COST, path="b.txt", sha256="22"),
    }
    new = {
        "3": make_ledger(FERRY, ROOF, path="c.txt", sha256="33"),
        "4": make_ledger(ROOF, COST, FERRY, path="d.txt", sha256="11"),
    }
    diff = diff_all(old, new)
    assert {(c.before, c.after) for c in diff.documents} == {("a.txt", "d.txt"), ("b.txt", "c.txt")}
    del new["3"]
    new["4"] = replace(new["4"], sha256="44")
    diff = diff_all(old, new)
    assert {(c.before, c.after) for c in diff.documents} == {("a.txt", None), ("b.txt", "d.txt")}


def test_the_same_bytes_without_claims_are_a_move_and_strangers_are_not() -> None:
    diff = diff_all(
        {"1": make_ledger(path="a.txt", sha256="11"), "2": make_ledger(FERRY, path="b.txt")},
        {
            "3": make_ledger(path="c.txt", sha256="11"),
            "4": make_ledger(ROOF, path="d.txt", sha256="33"),
        },
    )
    assert [(c.before, c.after) for c in diff.documents] == [
        ("b.txt", None),
        ("a.txt", "c.txt"),
        (None, "d.txt"),
    ]


def test_a_copy_is_no_move() -> None:
    old = make_ledger(FERRY, path="a.txt")
    diff = diff_all({"1": old}, {"1": old, "2": replace(old, path="b.txt")})
    assert [(c.before, c.after) for c in diff.documents] == [(None, "b.txt")]


def test_two_ledger_files_of_one_document_are_compared() -> None:
    old, new = make_ledger(FERRY), make_ledger(FERRY, ROOF)
    diff = diff_all({"1": old}, {"1": new, "2": new})
    assert [(c.before, c.after, c.ledger_after) for c in diff.documents] == [
        (None, "a.txt", "2"),
        ("a.txt", "a.txt", "1"),
    ]


def test_the_removal_of_a_claim_is_not_applied_to_a_ledger_without_it() -> None:
    change = diff_ledgers(make_ledger(FERRY, ROOF), make_ledger(ROOF))
    assert change is not None
    with pytest.raises(KeyError, match=FERRY.id):
        apply(make_ledger(ROOF), change)
