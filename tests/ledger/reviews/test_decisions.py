"""Decisions about claims, as plain data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimkit.errors import ReviewError
from claimkit.ledger.format.read import parse
from claimkit.ledger.format.write import dump
from claimkit.ledger.reviews.decisions import (
    accept,
    annotate,
    correct,
    effective,
    is_stale,
    reject,
    reopen,
    status_of,
)
from claimkit.model import Claim, Confidence, Kind, LedgerFile, Review, ReviewStatus
from tests.ledger.strategies import claims, texts

BO = {"by": "bo", "on": "2025-03-09"}
MIA = {"by": "mia", "on": "2025-03-10"}
CLAIM = Claim(
    kind=Kind.INDIRECT,
    source=("Ann Lee",),
    mention="She",
    cue="said",
    stance="asserts",
    content="rents will rise",
    evidence="She said rents will rise.",
    confidence=Confidence.HIGH,
    rule="say.verb clause",
    id="4k9m2xwd",
)


def reviewed(claim: Claim = CLAIM, **review: Any) -> Claim:
    return replace(claim, review=Review(**review))


ACCEPTED = Review(ReviewStatus.ACCEPTED, "bo", "2025-03-09")


def test_a_decision_names_who_took_it_and_when() -> None:
    assert accept(CLAIM, **BO) == ACCEPTED
    assert reject(CLAIM, **BO) == replace(ACCEPTED, status=ReviewStatus.REJECTED)
    assert accept(CLAIM, **BO, note=" checked\n") == replace(ACCEPTED, note="checked")


def test_a_new_look_clears_stale() -> None:
    stale = reviewed(status=ReviewStatus.ACCEPTED, by="bo", on="2025-03-01", stale=("cue",))
    assert is_stale(stale)
    assert accept(stale, **BO) == ACCEPTED
    assert reject(stale, **BO).stale == ()
    assert correct(stale, {"said": "2025-03"}, **BO).stale == ()


def test_repeating_a_decision_keeps_the_day_and_another_reviewer_replaces_the_first() -> None:
    claim = replace(CLAIM, review=ACCEPTED)
    assert accept(claim, by="bo", on="2025-04-01") == ACCEPTED
    assert accept(claim, **MIA) == Review(ReviewStatus.ACCEPTED, "mia", "2025-03-10")
    assert accept(claim, by="bo", on="2025-04-01", note="twice").on == "2025-04-01"


def test_a_decision_keeps_the_note() -> None:
    assert reject(reviewed(note="look up"), **BO).note == "look up"


def test_corrections_add_up_in_the_order_of_the_ledger() -> None:
    first = correct(CLAIM, {"said": None if CLAIM.said else "2025-03-08"}, **BO)
    both = correct(replace(CLAIM, review=first), {"source": ("Nora Falk",)}, **MIA)
    assert both == Review(
        ReviewStatus.CORRECTED,
        "mia",
        "2025-03-10",
        corrections=(("source", ("Nora Falk",)), ("said", "2025-03-08")),
    )
    again = correct(replace(CLAIM, review=both), {"source": ("N. Falk",)}, **MIA)
    assert dict(again.corrections) == {"source": ("N. Falk",), "said": "2025-03-08"}


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"rule": "x"}, "'rule' is no field that can be corrected"),
        ({"source": ("Ann Lee",)}, "the source of 4k9m2xwd is that already"),
        ({}, "nothing to correct"),
    ],
)
def test_no_correction(values: dict[str, object], message: str) -> None:
    with pytest.raises(ReviewError) as caught:
        correct(CLAIM, values, **BO)
    assert caught.value.message == message
    assert "source, content, said, quantities" in (caught.value.hint or "")


def test_a_claim_accepted_with_its_corrections_stays_corrected() -> None:
    corrected = replace(CLAIM, review=correct(CLAIM, {"source": ("Nora Falk",)}, **BO))
    stale = replace(corrected, review=replace(corrected.review or Review(), stale=("cue",)))
    review = accept(stale, **MIA)
    assert (review.status, review.by, review.stale) == (ReviewStatus.CORRECTED, "mia", ())
    assert effective(replace(CLAIM, review=review)).source == ("Nora Falk",)
    back = accept(replace(CLAIM, review=reject(stale, **BO)), **BO)
    assert back.status is ReviewStatus.CORRECTED


def test_corrections_equal_to_the_claims_values_are_removed() -> None:
    corrections = {"source": ("Nora Falk",), "said": "2025-03"}
    review = replace(correct(CLAIM, corrections, **BO), stale=("source",))
    better = replace(CLAIM, source=("Nora Falk",), review=review)
    assert accept(better, **MIA).corrections == (("said", "2025-03"),)
    best = replace(better, said="2025-03")
    assert accept(best, **MIA) == Review(ReviewStatus.ACCEPTED, "mia", "2025-03-10")


def test_a_note_is_no_decision() -> None:
    pending = annotate(CLAIM, "ask Ann", **BO)
    assert pending == Review(by="bo", on="2025-03-09", note="ask Ann")
    assert annotate(replace(CLAIM, review=pending), " ", **MIA) is None
    assert annotate(CLAIM, "", **BO) is None
    accepted = replace(CLAIM, review=replace(ACCEPTED, stale=("cue",)))
    assert annotate(accepted, "odd", **MIA) == replace(ACCEPTED, stale=("cue",), note="odd")


def test_reopening_takes_back_all_but_the_note() -> None:
    review = replace(correct(CLAIM, {"role": "mayor"}, **BO), stale=("cue",))
    assert reopen(replace(CLAIM, review=review)) is None
    noted = replace(CLAIM, review=replace(review, note="odd"))
    assert reopen(noted) == Review(by="bo", on="2025-03-09", note="odd")
    assert status_of(noted) is ReviewStatus.CORRECTED
    assert reopen(CLAIM) is None


def test_what_a_corrected_claim_says() -> None:
    claim = reviewed(status=ReviewStatus.CORRECTED, corrections=(("source", ()), ("negated", True)))
    assert effective(claim) == replace(claim, source=(), negated=True)
    assert effective(CLAIM) is CLAIM


@given(claims())
def test_what_is_corrected_is_what_the_claim_says(claim: Claim) -> None:
    said = effective(claim)
    corrections = dict(claim.review.corrections) if claim.review else {}
    assert {name: getattr(said, name) for name in corrections} == corrections
    assert replace(said, **{name: getattr(claim, name) for name in corrections}) == claim


decisions = st.one_of(
    st.builds(lambda note: lambda claim: accept(claim, **BO, note=note), st.none() | texts),
    st.builds(lambda note: lambda claim: reject(claim, **BO, note=note), st.none() | texts),
    st.builds(lambda note: lambda claim: annotate(claim, note, **MIA), texts),
    st.builds(
        lambda names: lambda claim: correct(claim, {"source": (*names, "someone new")}, **MIA),
        st.lists(st.sampled_from(["Bo", "Mia"]), max_size=2),
    ),
    st.just(reopen),
)


@given(claims(), st.lists(decisions, max_size=4))
def test_whatever_is_decided_can_be_written_and_leaves_the_claim_alone(
    claim: Claim, made: list[Callable[[Claim], Review | None]]
) -> None:
    now = claim
    for decide in made:
        now = replace(now, review=decide(now))
        ledger = LedgerFile("a.txt", "00", None, (), None, claims=(now,))
        assert parse(dump(ledger), "a.txt.yaml") == ledger
    assert replace(now, review=claim.review) == claim
