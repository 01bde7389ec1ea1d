from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimkit.ledger.claim_ids import assign_ids
from claimkit.ledger.format.read import parse
from claimkit.ledger.format.write import dump
from claimkit.ledger.identity import carry_over
from claimkit.ledger.normalized_text import normalize_text
from claimkit.model import Claim, Confidence, Kind, LedgerFile, Review, ReviewStatus
from tests.case_files import load_cases
from tests.examples import examples
from tests.ledger.strategies import extracted_claims, extractions

ACCEPTED = Review(status=ReviewStatus.ACCEPTED, by="mk", on="2025-05-02")


def make_claim(case: dict[str, Any]) -> Claim:
    status = case.get("status")
    return Claim(
        kind=Kind.INDIRECT,
        source=(case["source"],),
        mention=None,
        cue="said",
        stance="asserts",
        content=case["content"],
        evidence=case.get("evidence", f"{case['source']} said {case['content']}."),
        confidence=Confidence.HIGH,
        rule="r",
        review=Review(status=ReviewStatus(status), note="kept") if status else None,
    )


def make_ledger(*claims: Claim, retired: tuple[Claim, ...] = ()) -> LedgerFile:
    return LedgerFile("seeds/a.txt", "00", None, (), None, claims, retired)


@pytest.mark.parametrize("case", load_cases("ledger/merge", "old new same stale retired"))
def test_merge(case: dict[str, Any]) -> None:
    before = assign_ids("other.txt", map(make_claim, case["old"]))  # ids alone match nothing
    is_retired = [bool(entry.get("retired")) for entry in case["old"]]
    old = make_ledger(
        *(claim for claim, gone in zip(before, is_retired, strict=True) if not gone),
        retired=tuple(claim for claim, gone in zip(before, is_retired, strict=True) if gone),
    )
    merged = carry_over(old, make_ledger(*map(make_claim, case["new"])))

    ids = [claim.id for claim in before]
    assert [ids.index(c.id) if c.id in ids else None for c in merged.claims] == case["same"]
    assert [ids.index(claim.id) for claim in merged.retired] == case.get("retired", [])
    for claim in merged.claims:
        was = before[ids.index(claim.id)].review if claim.id in ids else None
        now = claim.review
        assert (now and replace(now, stale=())) == was
    stale = [list(claim.review.stale) if claim.review else [] for claim in merged.claims]
    assert stale == case.get("stale", [[]] * len(stale))


def test_id_depends_on_path_source_and_content_alone() -> None:
    claim = make_claim({"source": "Bo Lind", "content": "the bridge “holds”"})
    other_form = replace(
        claim,
        source=("BO  Lind",),
        content="The bridge holds.",
        evidence="x",
        said="2025",
        role="r",
    )
    (one,) = assign_ids("a.txt", [claim])
    # Ids stand in people's ledgers: they never change.
    assert [c.id for c in assign_ids("a.txt", [claim] * 3)] == ["5xbqcczr", "4js0qfhc", "chf6mr7f"]
    assert assign_ids("a.txt", [other_form])[0].id == one.id
    assert assign_ids("b.txt", [claim])[0].id != one.id
    assert assign_ids("a.txt", [replace(claim, source=("Mia",))])[0].id != one.id
    assert assign_ids("a.txt", [replace(claim, content="it fell")])[0].id != one.id


@given(st.lists(extracted_claims, max_size=8), st.randoms(use_true_random=False))
def test_ids_are_unlike_and_do_not_depend_on_the_order(
    claims: list[Claim], chance: random.Random
) -> None:
    # Claims that are alike in everything that ids look at are told apart by their order only.
    claims = list({(c.source, c.content, c.evidence, c.occurrence): c for c in claims}.values())
    claims = [replace(claim, evidence=f"{i} {claim.evidence}") for i, claim in enumerate(claims)]
    given_ids = {claim.evidence: claim.id for claim in assign_ids("a.txt", claims)}
    assert len(set(given_ids.values())) == len(claims)
    chance.shuffle(claims)
    assert {claim.evidence: claim.id for claim in assign_ids("a.txt", claims)} == given_ids


@given(extractions)
def test_a_second_extraction_changes_nothing(found: LedgerFile) -> None:
    first = carry_over(None, found)
    second = carry_over(parse(dump(first), "x"), found)
    assert second == first
    assert dump(second) == dump(first)


@examples(60)
@given(st.lists(extractions, min_size=1, max_size=4), st.data())
def test_reviews_survive_any_extractions(runs: list[LedgerFile], data: st.DataObject) -> None:
    ledger: LedgerFile | None = None
    reviews: dict[str, Review] = {}
    for found in [*runs, *runs]:
        ledger = carry_over(ledger, found)
        assert carry_over(ledger, found) == ledger
        assert [replace(c, id="", review=None) for c in ledger.claims] == list(found.claims)
        everything = (*ledger.claims, *ledger.retired)
        assert len({claim.id for claim in everything}) == len(everything)
        assert {c.id: replace(c.review, stale=()) for c in everything if c.review} == reviews
        if ledger.claims:
            index = data.draw(st.integers(0, len(ledger.claims) - 1))
            claim = ledger.claims[index]
            review = claim.review or Review(
                status=data.draw(st.sampled_from(ReviewStatus)),
                note=f"seen {len(reviews)}",
                corrections=(("source", ("Eva",)),),
            )
            reviews[claim.id] = replace(review, stale=())
            claims = list(ledger.claims)
            claims[index] = replace(claim, review=review)
            ledger = replace(ledger, claims=tuple(claims))


SOURCE, CUE, EVIDENCE = {"source": ("Mia",)}, {"cue": "denied"}, {"evidence": "other words"}


@pytest.mark.parametrize(
    ("before", "after", "changes", "is_same"),
    [
        # 60 characters of 100 in common, in order; and 59.
        ("abcxy", "abcvw", EVIDENCE, True),
        ("abcxy", "abcvw", SOURCE, True),
        ("abcxy", "abcvw", CUE, True),
        ("a" * 13 + "b" * 9, "a" * 13 + "c" * 9, EVIDENCE, False),
        ("a" * 13 + "b" * 9, "a" * 13 + "c" * 9, SOURCE, False),
        # In one evidence a content that holds the other is the same one, found anew.
        ("abc", "it is abc of all the words in it", SOURCE, True),
        ("it is abc of all the words in it", "abc", CUE, True),
        ("abc", "it is abc of all the words in it", EVIDENCE, False),
        # Another source, and neither the evidence nor the cue is the same.
        ("abcxy", "abcvw", SOURCE | EVIDENCE, False),
        ("abcxy", "abcvw", SOURCE | CUE, False),
    ],
)
def test_claims_with_similar_contents(
    before: str, after: str, changes: dict[str, Any], is_same: bool
) -> None:
    (old,) = assign_ids(
        "other.txt", [make_claim({"source": "Bo", "content": before, "evidence": "some words"})]
    )
    new = replace(old, id="", content=after, **changes)
    merged = carry_over(make_ledger(old), make_ledger(new))
    assert (merged.claims[0].id == old.id) is is_same


def test_the_likest_of_several_contents_is_taken() -> None:
    contents = ["abcdefghij", "abcdefgxyz", "abcdefghxy"]
    old = assign_ids("other.txt", [make_claim({"source": "Bo", "content": c}) for c in contents])
    new = make_claim({"source": "Bo", "content": "abcdefghiz"})
    other = make_claim({"source": "Bo", "content": "abcdefgxyv"})
    merged = carry_over(make_ledger(*old), make_ledger(other, new))
    assert [claim.id for claim in merged.claims] == [old[1].id, old[0].id]


def test_a_review_becomes_stale_by_what_changed_and_by_that_alone() -> None:
    claim = make_claim({"source": "Bo", "content": "the bridge holds"})
    ledger = make_ledger(*assign_ids("other.txt", [replace(claim, review=ACCEPTED)]))
    for change, stale in (
        ({"role": "mayor"}, ("role",)),
        ({"rule": "s"}, ()),
        ({"via": ("NP",), "negated": True}, ("negated", "via")),
    ):
        merged = carry_over(ledger, make_ledger(replace(claim, **change)))
        assert merged.claims[0].review == replace(ACCEPTED, stale=stale)
    noted = replace(ledger.claims[0], review=Review(note="seen"))
    merged = carry_over(make_ledger(noted), make_ledger(replace(claim, role="mayor")))
    assert merged.claims[0].review == Review(note="seen")


def test_stale_adds_up_until_a_person_looks_again() -> None:
    first = make_claim(
        {"source": "Bo", "content": "forty lorries crossed the bridge", "evidence": "e"}
    )
    ledger = carry_over(None, make_ledger(first))
    ledger = make_ledger(replace(ledger.claims[0], review=ACCEPTED))

    ledger = carry_over(ledger, make_ledger(replace(first, said="2025-05-01")))
    assert ledger.claims[0].review == replace(ACCEPTED, stale=("said",))
    ledger = carry_over(
        ledger, make_ledger(replace(first, content="40 lorries crossed the bridge"))
    )
    assert ledger.claims[0].review == replace(ACCEPTED, stale=("content", "said"))
    ledger = carry_over(ledger, make_ledger(first))
    assert ledger.claims[0].review == replace(ACCEPTED, stale=("content", "said"))

    ledger = make_ledger(replace(ledger.claims[0], review=ACCEPTED))
    assert carry_over(ledger, make_ledger(first)).claims[0].review == ACCEPTED


def test_how_a_claim_was_found_is_not_what_was_reviewed() -> None:
    first = make_claim({"source": "Bo", "content": "it fell", "status": "accepted"})
    ledger = carry_over(None, make_ledger(first))
    found = replace(first, rule="other", confidence=Confidence.LOW, occurrence=2, review=None)
    merged = carry_over(ledger, make_ledger(found)).claims[0]
    assert merged.review == first.review
    assert (merged.rule, merged.confidence) == ("other", Confidence.LOW)


def test_unchanged_claim_keeps_its_id_if_another_claim_takes_over_its_former_text() -> None:
    old_form = make_claim({"source": "Bo", "content": "the brigde holds", "evidence": "one"})
    new_form = make_claim({"source": "Bo", "content": "the bridge holds", "evidence": "one"})
    ledger = carry_over(carry_over(None, make_ledger(old_form)), make_ledger(new_form))
    taken = ledger.claims[0].id
    again = replace(old_form, evidence="two")
    merged = carry_over(ledger, make_ledger(again, new_form))
    assert merged.claims[1].id == taken
    assert merged.claims[0].id != taken


def test_a_claim_that_reads_again_as_it_first_did_has_its_id() -> None:
    first = make_claim({"source": "Bo", "content": "the bridge holds"})
    (with_id,) = assign_ids("seeds/a.txt", [first])
    drifted = replace(with_id, content="nobody was asked", evidence="x", review=ACCEPTED)
    merged = carry_over(make_ledger(drifted), make_ledger(first)).claims[0]
    assert merged.id == with_id.id
    assert merged.review == replace(ACCEPTED, stale=("content", "evidence"))


def test_an_id_that_a_claim_brings_counts_most() -> None:
    first = replace(make_claim({"source": "Bo", "content": "the bridge holds"}), id="aaaaaaaa")
    other = replace(make_claim({"source": "Mia", "content": "nobody was asked"}), id="bbbbbbbb")
    ledger = make_ledger(replace(first, review=ACCEPTED), other)
    swapped = make_ledger(replace(other, id="aaaaaaaa"), replace(first, id="bbbbbbbb"))
    merged = carry_over(ledger, swapped)
    assert [claim.id for claim in merged.claims] == ["aaaaaaaa", "bbbbbbbb"]
    assert [bool(claim.review) for claim in merged.claims] == [True, False]


def test_a_retired_claims_id_is_not_given_again() -> None:
    claim = make_claim({"source": "Bo", "content": "the bridge holds"})
    _, second = assign_ids("seeds/a.txt", [claim, claim])
    gone = replace(second, source=("Mia",), content="nobody was asked", evidence="x")
    ledger = make_ledger(retired=(replace(gone, review=ACCEPTED),))
    merged = carry_over(ledger, make_ledger(claim, claim))
    assert merged.retired == ledger.retired
    assert len({claim.id for claim in (*merged.claims, *merged.retired)}) == 3


def test_a_document_of_like_sentences_takes_no_quadratic_time() -> None:
    claim = make_claim({"source": "Bo", "content": "the bridge holds"})
    found = make_ledger(*[claim] * 3000)
    ledger = carry_over(None, found)
    assert carry_over(ledger, found) == ledger


def test_normalize_text_keeps_what_tells_claims_apart() -> None:
    forms = ["5%", "$5", "5", "1.5", "15", "don't go", "go", "!?", "?!", "-"]
    assert len({normalize_text(form) for form in forms}) == len(forms)
