"""Claims by id and by what they are, and how often a rule was right."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from claimkit.errors import ReviewError
from claimkit.ledger.claim_filter import CURRENT, ClaimFilter, FiledClaim, Standing, find_claim
from claimkit.ledger.reviews.precision import Tally, tally_claims, tally_rules
from claimkit.model import Bound, Claim, Confidence, Kind, Quantity, Review, ReviewStatus

COWS = Quantity("9 cows", None, None, Bound.EXACT, "cows")
HIGH, LOW = Confidence.HIGH, Confidence.LOW
EVERY = frozenset(Standing)


def claim(
    id: str = "aaaaaaaa",  # noqa: A002
    rule: str = "say",
    confidence: Confidence = HIGH,
    review: Review | None = None,
    **values: Any,
) -> Claim:
    return Claim(
        kind=Kind.INDIRECT,
        source=values.pop("source", ("Ann Lee",)),
        mention=None,
        cue="said",
        stance="asserts",
        content="x",
        evidence="x",
        confidence=confidence,
        rule=rule,
        id=id,
        review=review,
        **values,
    )


def reviewed(status: ReviewStatus, **review: Any) -> Review:
    return Review(status, "bo", "2025-03-09", **review)


ACCEPTED = reviewed(ReviewStatus.ACCEPTED)
CORRECTED = reviewed(
    ReviewStatus.CORRECTED, corrections=(("source", ("Nora Falk",)), ("quantities", (COWS,)))
)
FILED = [
    FiledClaim(Path("/p/ledger/a.txt.yaml"), "docs/a.txt", "00", claim()),
    FiledClaim(
        Path("/p/ledger/a.txt.yaml"), "docs/a.txt", "00",
        claim("aaaaaaab", review=replace(ACCEPTED, stale=("said",)), quantities=(COWS,)),
    ),
    FiledClaim(
        Path("/p/ledger/b/c.txt.yaml"), "docs/b/c.txt", "00",
        claim("bbbbbbbb", "claim", LOW, CORRECTED),
    ),
    FiledClaim(
        Path("/p/ledger/b/c.txt.yaml"), "docs/b/c.txt", "00",
        claim("bccccccc", review=Review(note="hm"), source=("the company",)),
    ),
    FiledClaim(
        Path("/p/ledger/b/c.txt.yaml"), "docs/b/c.txt", "00",
        claim("dddddddd", review=ACCEPTED), is_retired=True,
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        (ClaimFilter(), [0, 1, 3]),
        (ClaimFilter(EVERY), [0, 1, 2, 3, 4]),
        (ClaimFilter(CURRENT), [0, 1, 2, 3]),
        (ClaimFilter(frozenset({Standing.ACCEPTED})), [1]),
        (ClaimFilter(frozenset({Standing.RETIRED})), [4]),
        (ClaimFilter(EVERY, documents=("docs",)), [0, 1, 2, 3, 4]),
        (ClaimFilter(EVERY, documents=("docs/b",)), [2, 3, 4]),
        (ClaimFilter(EVERY, documents=("docs/a.txt", "doc")), [0, 1]),
        (ClaimFilter(EVERY, documents=(".",)), [0, 1, 2, 3, 4]),
        (ClaimFilter(EVERY, documents=("x",), files=(Path("/p/ledger/b"),)), [2, 3, 4]),
        (ClaimFilter(CURRENT, sources=frozenset({"nora falk"})), [2]),
        (ClaimFilter(CURRENT, sources=frozenset({"ann lee"})), [0, 1, 2]),
        (ClaimFilter(CURRENT, rules=frozenset({"claim"})), [2]),
        (ClaimFilter(CURRENT, confidences=frozenset({HIGH})), [0, 1, 3]),
        (ClaimFilter(CURRENT, has_quantities=True), [1, 2]),
        (ClaimFilter(CURRENT, ids=frozenset({("docs/a.txt", "aaaaaaaa"), ("x", "bbbbbbbb")})), [0]),
        (ClaimFilter(CURRENT, ids=frozenset()), []),
    ],
)
def test_filter(wanted: ClaimFilter, places: list[int]) -> None:
    assert [n for n, filed in enumerate(FILED) if wanted.matches(filed)] == places


@pytest.mark.parametrize(
    ("id_start", "place"), [("aaaaaaab", 1), ("bb", 2), ("d", 4), ("aaaaaaaa", 0)]
)
def test_claim_by_the_beginning_of_its_id(id_start: str, place: int) -> None:
    assert find_claim(FILED, id_start) is FILED[place]


@pytest.mark.parametrize(
    ("id_start", "message", "hint"),
    [
        ("", "there is no claim with the id ''", "list"),
        ("bd", "there is no claim with the id 'bd'", "list"),
        ("b", "'b' may be bbbbbbbb in docs/b/c.txt, bccccccc in docs/b/c.txt", "write more"),
    ],
)
def test_no_single_claim(id_start: str, message: str, hint: str) -> None:
    with pytest.raises(ReviewError) as caught:
        find_claim(FILED, id_start)
    assert caught.value.message == message
    assert hint in (caught.value.hint or "")


def test_one_id_in_two_files_is_no_single_claim() -> None:
    copy = replace(FILED[0], file=Path("/p/ledger/z.yaml"), document="docs/z.txt")
    with pytest.raises(ReviewError, match=r"aaaaaaaa in docs/a\.txt, aaaaaaaa in docs/z"):
        find_claim([*FILED, copy], "aaaaaaaa")
    many = [replace(copy, document=f"{n}") for n in range(8)]
    with pytest.raises(ReviewError, match="in 4, 3 more"):
        find_claim(many, "aaaaaaaa")


def test_precision_of_rules() -> None:
    claims = [
        *[claim(review=ACCEPTED)] * 3,
        claim(review=CORRECTED, confidence=LOW),
        claim(review=reviewed(ReviewStatus.REJECTED), confidence=LOW),
        claim(review=replace(ACCEPTED, stale=("cue",))),
        claim(review=Review(note="hm")),
        claim(rule="claim"),
    ]
    of_claim, of_say = tally_rules(claims)
    assert (of_claim.rule, of_claim.tally) == ("claim", Tally(pending=1))
    assert of_claim.tally.precision is of_claim.tally.corrected_share is None
    assert of_say.tally == Tally(accepted=3, corrected=1, rejected=1, pending=1, stale=1)
    assert of_say.tally.precision == 3 / 5
    assert of_say.tally.corrected_share == of_say.tally.rejected_share == 1 / 5
    assert of_say.confidences == (
        (HIGH, Tally(accepted=3, pending=1, stale=1)),
        (LOW, Tally(corrected=1, rejected=1)),
    )
    assert tally_claims(claims).decided == 5
