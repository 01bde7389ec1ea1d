"""A claim that is reported within another claim has the other one's id, whatever happens to it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimkit.compare.ledgers import apply, diff_ledgers
from claimkit.compare.merging.ledger_merge import merge_ledgers
from claimkit.extraction.extractor import Extractor
from claimkit.ledger.claim_ids import assign_ids
from claimkit.ledger.identity import carry_over
from claimkit.ledger.nesting import link_nested, relink
from claimkit.model import (
    Claim,
    ClaimSpans,
    Confidence,
    Kind,
    LedgerFile,
    Review,
    ReviewStatus,
    Span,
)
from tests.case_files import load_cases

ACCEPTED = Review(ReviewStatus.ACCEPTED, "mk", "2025-05-02")


@pytest.mark.model
@pytest.mark.parametrize("case", load_cases("nesting", "text within"))
def test_case(case: dict[str, Any], extractor: Extractor) -> None:
    claims = link_nested(assign_ids("a.txt", extractor.claims(case["text"])))
    cues = {claim.id: claim.cue for claim in claims}
    assert len(claims) > 1 or not case.get("within")
    found = {claim.cue: cues[claim.within] for claim in claims if claim.within}
    assert found == case.get("within", {})


def make_claim(cue: int, *content: tuple[int, int], source: int | None = None) -> Claim:
    """Return a claim with one letter as cue, and one as source if it is given."""
    spans = ClaimSpans(
        () if source is None else (Span(source, source + 1),),
        (Span(cue, cue + 1),),
        tuple(Span(*span) for span in content),
        Span(0, 100),
    )
    words = f"{cue} {content}"
    return Claim(
        Kind.INDIRECT,
        ("Bo",),
        None,
        "said",
        "asserts",
        words,
        words,
        Confidence.HIGH,
        "r",
        spans=spans,
    )


def without_spans(ledger: LedgerFile, **changes: Any) -> LedgerFile:
    """Return a ledger as it is read from its file, with changes to all claims."""
    claims = (replace(claim, spans=None, **changes) for claim in ledger.claims)
    return replace(ledger, claims=tuple(claims))


def links(ledger: LedgerFile) -> list[tuple[str, str | None]]:
    return [(claim.id, claim.within) for claim in ledger.claims]


def make_ledger(*claims: Claim, retired: tuple[Claim, ...] = ()) -> LedgerFile:
    return LedgerFile("a.txt", "00", None, (), None, claims, retired)


OUTER = make_claim(1, (3, 50), source=0)
INNER = make_claim(6, (8, 40), source=5)


def linked(*claims: Claim) -> list[int | None]:
    """Return the number of the claim that each claim is within."""
    found = link_nested(assign_ids("a.txt", claims))
    places = {claim.id: number for number, claim in enumerate(found)}
    return [places[claim.within] if claim.within else None for claim in found]


def test_source_and_cue_stand_in_the_content() -> None:
    assert linked(OUTER, INNER) == [None, 0]
    assert linked(INNER, OUTER) == [1, None]
    assert linked(OUTER, make_claim(6, (8, 40), source=2)) == [None, None]
    assert linked(OUTER, make_claim(50, (8, 40), source=5)) == [None, None]
    assert linked(OUTER, make_claim(49, (8, 40))) == [None, 0]
    assert linked(OUTER, replace(INNER, kind=Kind.AUTHOR)) == [None, None]
    assert linked(OUTER, replace(INNER, spans=None)) == [None, None]


def test_the_content_may_have_several_pieces() -> None:
    split = make_claim(20, (3, 10), (30, 60))
    assert linked(split, make_claim(5, (6, 10), source=31)) == [None, 0]
    assert linked(split, make_claim(5, (6, 10), source=15)) == [None, None]


def test_the_innermost_claim_is_meant_and_no_two_claims_are_within_each_other() -> None:
    assert linked(OUTER, INNER, make_claim(12, (14, 30), source=10)) == [None, 0, 1]
    assert linked(make_claim(6, (0, 5), source=7), make_claim(1, (5, 30), source=0)) == [1, None]


@given(
    st.lists(
        st.builds(
            lambda cue, start, length: make_claim(cue, (start, start + length)),
            st.integers(0, 30),
            st.integers(0, 30),
            st.integers(1, 30),
        ),
        max_size=8,
        unique_by=lambda claim: claim.content,
    )
)
def test_it_is_what_the_definition_says(claims: list[Claim]) -> None:
    def size(claim: Claim) -> int:
        return len(claim.spans.content[0]) if claim.spans else 0

    def is_around(outer: Claim, inner: Claim) -> bool:
        assert outer.spans
        assert inner.spans
        return size(outer) > size(inner) and outer.spans.content[0].contains(inner.spans.cue[0])

    expected = []
    for inner in claims:
        around = [(size(o), n) for n, o in enumerate(claims) if is_around(o, inner)]
        expected.append(min(around)[1] if around else None)
    assert linked(*claims) == expected


def test_ids_that_are_carried_over_are_followed() -> None:
    old = make_ledger(replace(OUTER, id="aaaaaaaa"), replace(INNER, id="bbbbbbbb"))
    after = carry_over(without_spans(old), make_ledger(OUTER, INNER))
    assert links(after) == [("aaaaaaaa", None), ("bbbbbbbb", "aaaaaaaa")]


def test_a_claim_that_is_read_from_a_file_keeps_its_link() -> None:
    first = carry_over(None, make_ledger(OUTER, INNER))
    read = without_spans(first)
    assert carry_over(read, read).claims == first.claims
    other = replace(read, claims=(replace(read.claims[0], id="cccccccc"), read.claims[1]))
    assert carry_over(other, without_spans(first, id="")).claims[1].within is None


@pytest.mark.parametrize("review", [None, ACCEPTED])
def test_the_outer_claim_goes(review: Review | None) -> None:
    first = carry_over(None, make_ledger(OUTER, INNER))
    outer, inner = (replace(claim, spans=None) for claim in first.claims)
    before = make_ledger(replace(outer, review=review), replace(inner, review=ACCEPTED))
    after = carry_over(before, make_ledger(INNER))
    assert [claim.within for claim in after.claims] == [None]
    gone = carry_over(before, make_ledger())
    # Both are retired, or the reviewed one alone.
    assert [claim.within for claim in gone.retired][-1] == (outer.id if review else None)


def test_a_merge_follows_the_ids() -> None:
    base = make_ledger()
    outer, inner = without_spans(carry_over(None, make_ledger(OUTER, INNER))).claims
    ours, theirs = (
        make_ledger(replace(outer, id=first), replace(inner, id=second, within=first))
        for first, second in (("aaaaaaaa", "bbbbbbbb"), ("cccccccc", "dddddddd"))
    )
    for merged in (merge_ledgers(base, ours, theirs), merge_ledgers(base, theirs, ours)):
        assert not merged.conflicts
        assert links(merged.ours) == [("aaaaaaaa", None), ("bbbbbbbb", "aaaaaaaa")]
    removed = merge_ledgers(ours, make_ledger(replace(ours.claims[1], within=None)), ours)
    assert links(removed.ours) == [("bbbbbbbb", None)]


def test_a_link_is_no_part_of_a_review() -> None:
    first = carry_over(None, make_ledger(OUTER, INNER))
    reviewed = without_spans(first, review=ACCEPTED, within=None)
    after = carry_over(reviewed, make_ledger(OUTER, INNER))
    assert [claim.review for claim in after.claims] == [ACCEPTED, ACCEPTED]
    assert after.claims[1].within == after.claims[0].id
    change = diff_ledgers(reviewed, after)
    assert change
    assert [field.name for claim in change.claims for field in claim.fields] == ["within"]
    assert apply(reviewed, change) == after


def test_links_to_nothing_are_left_out() -> None:
    ledger = make_ledger(
        replace(OUTER, id="aaaaaaaa", within="aaaaaaaa"),
        replace(INNER, id="b" * 8, within="zzzzzzzz"),
    )
    assert [claim.within for claim in relink(ledger).claims] == [None, None]
    assert relink(ledger, {"zzzzzzzz": "aaaaaaaa"}).claims[1].within == "aaaaaaaa"
