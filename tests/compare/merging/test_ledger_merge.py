from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimkit.compare.merging.ledger_merge import MergedLedger, merge_ledgers
from claimkit.ledger.format.fields import in_field_order
from claimkit.model import Addition, Claim, LedgerFile, Review, ReviewStatus, SecondReview
from tests.compare.ledger_versions import (
    ACCEPTED,
    COST,
    FERRY,
    PIER,
    ROOF,
    edited,
    make_claim,
    make_ledger,
)
from tests.examples import examples
from tests.ledger.strategies import ledgers

REJECTED = Review(ReviewStatus.REJECTED, by="ap", on="2025-05-03")
BASE = make_ledger(FERRY, ROOF, COST)


def clean(base: LedgerFile | None, ours: LedgerFile, theirs: LedgerFile) -> LedgerFile:
    """Merge both ways round, which must be clean and give the same."""
    merged = merge_ledgers(base, ours, theirs)
    assert merged == merge_ledgers(base, theirs, ours)
    assert merged.conflicts == ()
    assert merged.ours == merged.theirs
    return merged.ours


def with_claim(ledger: LedgerFile, claim: Claim) -> LedgerFile:
    """The ledger with another version of one of its claims."""
    assert claim.id in {c.id for c in ledger.claims}
    claims = tuple(claim if c.id == claim.id else c for c in ledger.claims)
    return replace(ledger, claims=claims)


def ids(claims: tuple[Claim, ...]) -> list[str]:
    return [claim.id for claim in claims]


def conflicts(merged: MergedLedger) -> list[tuple[str | None, str]]:
    return [(c.claim.id if c.claim else None, c.field) for c in merged.conflicts]


@examples(150)
@given(st.data())
def test_one_side_alone_is_taken_as_it_is(data: st.DataObject) -> None:
    base = data.draw(ledgers())
    side = data.draw(edited(base) | ledgers())
    for args in ((base, side, base), (base, base, side), (base, side, side), (None, side, side)):
        merged = merge_ledgers(*args)
        assert merged.conflicts == ()
        assert merged.ours == merged.theirs == side


@examples(150)
@given(st.data())
def test_both_ways_round_are_alike(data: st.DataObject) -> None:
    base = data.draw(st.none() | ledgers())
    ours, theirs = (data.draw(edited(base) if base else ledgers()) for _ in range(2))
    one, other = merge_ledgers(base, ours, theirs), merge_ledgers(base, theirs, ours)
    assert (one.ours, one.theirs) == (other.theirs, other.ours)
    assert conflicts(one) == conflicts(other)


@examples(150)
@given(st.data())
def test_only_what_people_wrote_is_in_conflict(data: st.DataObject) -> None:
    base = data.draw(st.none() | ledgers())
    ours, theirs = (data.draw(edited(base) if base else ledgers()) for _ in range(2))
    merged = merge_ledgers(base, ours, theirs)
    allowed = {"review"} if base else {"review", "path"}
    manual = {c.id for ledger in (ours, theirs) for c in ledger.claims if c.rule == "manual"}
    for claim_id, name in conflicts(merged):
        assert name in allowed or claim_id in manual
    assert merge_ledgers(base, ours, theirs, favor_base=True).conflicts == ()


@examples(150)
@given(st.data())
def test_two_extractions_without_reviews_are_never_in_conflict(data: st.DataObject) -> None:
    base = without_reviews(data.draw(ledgers()))
    ours, theirs = (without_reviews(data.draw(edited(base))) for _ in range(2))
    merged = clean(base, replace(ours, sha256="1"), replace(theirs, sha256="2"))
    assert merged.sha256 == "1"


def without_reviews(ledger: LedgerFile) -> LedgerFile:
    claims, retired = (
        tuple(replace(claim, review=None, added=None) for claim in part)
        for part in (ledger.claims, ledger.retired)
    )
    return replace(ledger, claims=claims, retired=retired)


@examples(200)
@given(st.data())
def test_no_review_is_lost(data: st.DataObject) -> None:
    base = data.draw(st.none() | ledgers())
    ours, theirs = (data.draw(edited(base) if base else ledgers()) for _ in range(2))
    merged = merge_ledgers(base, ours, theirs)
    before = (*base.claims, *base.retired) if base else ()
    old = [decision(claim.review or Review()) for claim in before]
    for ledger, result in ((ours, merged.ours), (theirs, merged.theirs)):
        kept = [c.review for c in (*result.claims, *result.retired) if c.review]
        for claim in (*ledger.claims, *ledger.retired):
            made = decision(claim.review or Review())
            if made not in old and claim.review and made[0] is not ReviewStatus.PENDING:
                assert made in map(decision, kept)
    # A claim stands once in each.
    for result in (merged.ours, merged.theirs):
        found = ids((*result.claims, *result.retired))
        assert len(found) == len(set(found))
    assert (merged.ours == merged.theirs) is (merged.conflicts == ())


def decision(review: Review) -> tuple[object, ...]:
    return review.status, review.by, review.on


def test_reviews_of_two_claims_and_two_fields_of_one() -> None:
    ours = with_claim(BASE, replace(FERRY, review=ACCEPTED, role="harbour master"))
    theirs = with_claim(with_claim(BASE, replace(ROOF, review=REJECTED)), replace(FERRY, rule="s"))
    merged = clean(BASE, ours, theirs)
    assert merged.claims == (
        replace(FERRY, review=ACCEPTED, role="harbour master", rule="s"),
        replace(ROOF, review=REJECTED),
        COST,
    )


def test_a_review_that_missed_a_change_is_stale() -> None:
    ours = with_claim(BASE, replace(FERRY, review=ACCEPTED))
    theirs = with_claim(BASE, replace(FERRY, said="2025-05", rule="s"))
    merged = clean(BASE, ours, theirs)
    assert merged.claims[0] == replace(
        FERRY, said="2025-05", rule="s", review=replace(ACCEPTED, stale=("said",))
    )


def test_changes_that_a_reviewer_has_seen_do_not_make_the_review_stale() -> None:
    base = with_claim(BASE, replace(FERRY, said="2025", review=replace(ACCEPTED, stale=("said",))))
    again = replace(ACCEPTED, on="2025-06-01")
    ours = with_claim(base, replace(FERRY, said="2025", review=again))
    changed = replace(ACCEPTED, stale=("said", "content"))
    theirs = with_claim(base, replace(FERRY, said="2025", content="it sails", review=changed))
    merged = clean(base, ours, theirs)
    assert merged.claims[0].review == replace(again, stale=("content",))


def test_a_note_changes_no_decision() -> None:
    ours = with_claim(BASE, replace(FERRY, review=ACCEPTED))
    theirs = with_claim(BASE, replace(FERRY, review=Review(note="see page 2")))
    merged = clean(BASE, ours, theirs)
    assert merged.claims[0].review == replace(ACCEPTED, note="see page 2")


def test_corrections_of_one_review_are_joined_by_field() -> None:
    corrected = Review(ReviewStatus.CORRECTED, by="mk", on="2025-05-02")
    ours = with_claim(
        BASE, replace(FERRY, review=replace(corrected, corrections=(("said", "2025"),)))
    )
    theirs = with_claim(
        BASE, replace(FERRY, review=replace(corrected, corrections=(("source", ("Bo",)),)))
    )
    merged = clean(BASE, ours, theirs)
    assert merged.claims[0].review == replace(
        corrected, corrections=(("source", ("Bo",)), ("said", "2025"))
    )


def test_a_second_review_is_merged_for_itself() -> None:
    base = with_claim(BASE, replace(FERRY, review=ACCEPTED))
    second = SecondReview(ReviewStatus.REJECTED, by="jl", on="2025-05-04")
    other = replace(second, by="ap")
    ours = with_claim(base, replace(FERRY, review=replace(ACCEPTED, second=second)))
    noted = with_claim(base, replace(FERRY, review=replace(ACCEPTED, note="see page 2")))
    both = replace(ACCEPTED, note="see page 2", second=second)
    assert clean(base, ours, noted).claims[0].review == both
    theirs = with_claim(base, replace(FERRY, review=replace(ACCEPTED, second=other)))
    merged = merge_ledgers(base, ours, theirs)
    assert conflicts(merged) == [("aaaaaaaa", "review")]
    assert (merged.ours, merged.theirs) == (ours, theirs)


def test_a_second_review_that_missed_a_change_is_stale() -> None:
    second = SecondReview(ReviewStatus.REJECTED, by="jl", on="2025-05-04")
    reviewed = replace(ACCEPTED, second=second)
    base = with_claim(BASE, replace(FERRY, review=reviewed))
    versions = [
        with_claim(base, replace(changed, review=marked(reviewed, second, name)))
        for name, changed in (
            ("said", replace(FERRY, said="2025")),
            ("role", replace(FERRY, role="mayor")),
        )
    ]
    merged = clean(base, *versions).claims[0].review
    assert merged == marked(reviewed, second, *in_field_order(["said", "role"]))
    added = with_claim(BASE, replace(FERRY, review=Review(second=second)))
    changed = with_claim(BASE, replace(FERRY, said="2025"))
    assert clean(BASE, added, changed).claims[0].review == Review(
        second=replace(second, stale=("said",))
    )


def marked(review: Review, second: SecondReview, *stale: str) -> Review:
    return replace(review, stale=stale, second=replace(second, stale=stale))


def test_two_decisions_are_in_conflict_and_each_stays_whole() -> None:
    ours = replace(FERRY, review=replace(ACCEPTED, note="fine"))
    theirs = replace(FERRY, review=REJECTED, said="2025")
    merged = merge_ledgers(BASE, with_claim(BASE, ours), with_claim(BASE, theirs))
    assert conflicts(merged) == [("aaaaaaaa", "review")]
    stale = replace(ACCEPTED, note="fine", stale=("said",))
    assert merged.ours.claims[0] == replace(FERRY, review=stale, said="2025")
    assert merged.theirs.claims[0] == theirs


def test_a_field_that_both_sides_read_differently_is_the_leading_sides() -> None:
    ours = with_claim(BASE, replace(FERRY, said="2025-05", role="captain", review=ACCEPTED))
    theirs = with_claim(BASE, replace(FERRY, said="2025-06", via=("Radio North",)))
    # The reviewer has seen the values of the own side only.
    first = clean(BASE, replace(ours, sha256="11"), replace(theirs, sha256="22"))
    assert first == replace(ours, sha256="11")
    second = clean(BASE, replace(ours, sha256="22"), replace(theirs, sha256="11"))
    stale = replace(ACCEPTED, stale=("said", "role", "via"))
    assert second == with_claim(
        replace(theirs, sha256="11"), replace(theirs.claims[0], review=stale)
    )


def test_the_side_that_read_a_new_version_of_the_document_leads() -> None:
    ours = with_claim(BASE, replace(FERRY, said="2025-05"))
    theirs = with_claim(replace(BASE, sha256="99"), replace(FERRY, said="2025-06"))
    assert clean(BASE, ours, theirs) == theirs


def test_removed_on_one_side() -> None:
    without = make_ledger(ROOF, COST)
    assert clean(BASE, without, BASE) == without
    reviewed = replace(FERRY, review=ACCEPTED)
    merged = clean(BASE, without, with_claim(BASE, reviewed))
    assert (merged.claims, merged.retired) == ((ROOF, COST), (reviewed,))
    # Nothing says which of the two is right, so nothing is lost.
    changed = replace(FERRY, said="2025")
    assert clean(BASE, without, with_claim(BASE, changed)).claims == (changed, ROOF, COST)
    assert clean(BASE, without, without) == without


def test_a_reviewed_claim_that_one_side_retired() -> None:
    base = with_claim(BASE, replace(FERRY, review=ACCEPTED))
    gone = make_ledger(ROOF, COST, retired=(replace(FERRY, review=ACCEPTED),))
    noted = replace(FERRY, review=replace(ACCEPTED, note="still there?"))
    merged = clean(base, gone, with_claim(base, noted))
    assert (merged.claims, merged.retired) == ((ROOF, COST), (noted,))
    dropped = make_ledger(ROOF, COST)
    assert clean(gone, dropped, gone) == dropped


def test_new_claims_follow_what_they_follow_there() -> None:
    ours = make_ledger(FERRY, PIER, ROOF, COST)
    first = make_claim("tickets cost more", "eeeeeeee", source="Jo Berg")
    last = make_claim("the mill has closed", "ffffffff", source="Ann Lee")
    theirs = make_ledger(first, FERRY, ROOF, last, COST)
    assert ids(clean(BASE, ours, theirs).claims) == [
        c.id for c in (first, FERRY, PIER, ROOF, last, COST)
    ]


def test_what_was_moved_about_on_one_side() -> None:
    moved = make_ledger(COST, FERRY, ROOF)
    more = make_ledger(FERRY, ROOF, PIER, COST)
    for ours, theirs in ((moved, more), (more, moved)):
        assert ids(clean(BASE, ours, theirs).claims) == [c.id for c in (COST, FERRY, ROOF, PIER)]


def test_the_order_of_the_side_that_moved_claims_about() -> None:
    moved = make_ledger(COST, ROOF, FERRY)
    other_way = make_ledger(ROOF, COST, FERRY, sha256="11")
    assert clean(BASE, moved, BASE) == moved
    assert clean(BASE, replace(moved, sha256="22"), other_way) == other_way
    assert clean(None, replace(moved, sha256="22"), other_way) == other_way


def test_the_order_of_retired_claims_is_its_own() -> None:
    reviewed = [replace(claim, review=ACCEPTED) for claim in (FERRY, ROOF, COST)]
    base = make_ledger(PIER, retired=tuple(reviewed))
    moved = make_ledger(PIER, retired=(reviewed[2], reviewed[0], reviewed[1]))
    assert merge_ledgers(base, base, moved).ours == moved
    assert merge_ledgers(base, moved, base).ours == moved


def test_what_is_retired_only_now_follows_in_the_order_of_base() -> None:
    base = make_ledger(*(replace(claim, review=ACCEPTED) for claim in (FERRY, ROOF, COST)))
    noted = make_ledger(
        *(replace(c, review=replace(ACCEPTED, note="seen")) for c in (COST, FERRY, ROOF))
    )
    merged = clean(base, make_ledger(), noted)
    assert (merged.claims, ids(merged.retired)) == ((), ids((FERRY, ROOF, COST)))


def test_both_found_the_same_new_claim() -> None:
    accepted = replace(PIER, review=ACCEPTED)
    other_id = replace(PIER, id="zzzzzzzz")
    merged = clean(BASE, make_ledger(*BASE.claims, accepted), make_ledger(*BASE.claims, other_id))
    assert merged.claims == (*BASE.claims, accepted)


def test_new_claims_that_are_only_alike_are_two() -> None:
    more = make_claim("the ferry sails again in June, from the old pier", "eeeeeeee")
    less = make_claim("the ferry sails again in July, from the old pier", "ffffffff")
    base = make_ledger(COST)
    merged = clean(base, make_ledger(COST, more), make_ledger(COST, less))
    assert set(merged.claims) == {COST, more, less}


def test_one_sentence_that_both_read_differently_is_one_claim() -> None:
    found = replace(PIER, id="eeeeeeee", evidence="Mia Holm said the pier is closed for now.")
    longer = replace(found, id="ffffffff", content="the pier is closed for now")
    ours, theirs = make_ledger(*BASE.claims, found), make_ledger(*BASE.claims, longer)
    for sha256, expected in (("11", longer), ("33", found)):
        merged = clean(BASE, replace(ours, sha256="22"), replace(theirs, sha256=sha256))
        assert merged.claims == (*BASE.claims, replace(expected, id="eeeeeeee"))


def test_a_claim_that_one_side_found_under_another_id() -> None:
    renamed = replace(FERRY, id="zzzzzzzz", content="the ferry sails again in June")
    reviewed = replace(FERRY, review=ACCEPTED)
    merged = clean(BASE, with_claim(BASE, reviewed), make_ledger(renamed, ROOF, COST))
    assert merged.claims[0] == replace(renamed, review=replace(ACCEPTED, stale=("content",)))


@pytest.mark.parametrize("base", [BASE, None])
def test_two_versions_of_the_document(base: LedgerFile | None) -> None:
    ours, theirs = replace(BASE, sha256="11", title="A"), replace(BASE, sha256="22", title="B")
    assert clean(base, ours, theirs) == ours


def test_a_document_that_both_sides_moved() -> None:
    """Git reports that; the file stays readable."""
    ours, theirs = replace(BASE, path="b.txt"), replace(BASE, path="c.txt")
    assert clean(BASE, ours, theirs) == ours


def test_one_file_for_two_documents() -> None:
    ours, theirs = replace(BASE, path="b.txt"), replace(BASE, path="c.txt")
    merged = merge_ledgers(None, ours, theirs)
    assert conflicts(merged) == [(None, "path")]
    assert (merged.ours, merged.theirs) == (ours, theirs)


def test_the_base_of_another_merge_has_no_conflicts() -> None:
    base = with_claim(BASE, replace(FERRY, review=ACCEPTED))
    ours = with_claim(base, replace(FERRY, review=REJECTED))
    theirs = with_claim(base, FERRY)
    assert len(merge_ledgers(base, ours, theirs).conflicts) == 1
    merged = merge_ledgers(base, ours, theirs, favor_base=True)
    assert merged == MergedLedger(base, base)
    merged = merge_ledgers(None, ours, replace(theirs, path="c.txt"), favor_base=True)
    assert merged.conflicts == ()
    assert merged.ours == merged.theirs


ADDED = replace(PIER, rule="manual", added=Addition("mk", "2025-05-02"))


def test_an_added_claim_is_what_a_person_wrote() -> None:
    base = make_ledger(FERRY, ADDED)
    ours, theirs = (
        with_claim(base, replace(ADDED, content=content, said="2025"))
        for content in ("the pier is shut", "the old pier is closed")
    )
    merged = merge_ledgers(base, ours, theirs)
    assert conflicts(merged) == [("dddddddd", "content")]
    assert (merged.ours, merged.theirs) == (ours, theirs)
    assert merge_ledgers(base, ours, theirs, favor_base=True).ours == with_claim(
        base, replace(ADDED, said="2025")
    )


def test_an_added_claim_that_the_other_side_no_longer_has_is_retired() -> None:
    base = make_ledger(FERRY, ADDED)
    changed = with_claim(base, replace(ADDED, said="2025"))
    merged = clean(base, make_ledger(FERRY), changed)
    assert (merged.claims, merged.retired) == ((FERRY,), (replace(ADDED, said="2025"),))


def test_a_claim_that_was_added_to_another_version_of_the_document_is_looked_up_again() -> None:
    """Only a changed document makes an extraction retire a claim whose sentence is gone."""
    added = replace(BASE, claims=(*BASE.claims, ADDED))
    edited_one, edited_other = replace(BASE, sha256="1"), replace(BASE, sha256="2")
    assert clean(BASE, edited_one, added).sha256 == BASE.sha256
    assert clean(BASE, replace(added, sha256="1"), edited_other).sha256 == BASE.sha256
    assert clean(BASE, edited_one, replace(added, sha256="2")).sha256 == BASE.sha256
    assert clean(None, edited_one, replace(added, sha256="2")).sha256 == "2"
    # Nothing was added to a version that the other side had not read.
    assert clean(BASE, replace(added, sha256="1"), BASE).sha256 == "1"
    assert clean(added, replace(added, sha256="1"), replace(added, sha256="2")).sha256 == "1"
    assert clean(BASE, added, with_claim(BASE, replace(FERRY, review=ACCEPTED))) == with_claim(
        added, replace(FERRY, review=ACCEPTED)
    )


def test_a_claim_that_two_people_added_is_the_firsts() -> None:
    later = replace(ADDED, id="zzzzzzzz", added=Addition("ap", "2025-05-03"))
    assert clean(BASE, make_ledger(later), make_ledger(ADDED)).claims == (ADDED,)


def test_an_added_claim_that_the_other_side_found_keeps_what_the_person_wrote() -> None:
    base = make_ledger(FERRY, ADDED)
    found = with_claim(base, replace(ADDED, rule="say.verb clause", content="the pier"))
    changed = with_claim(base, replace(ADDED, content="the old pier is closed"))
    assert clean(base, found, changed) == changed
    assert clean(base, found, base) == found


def test_a_claim_within_another_follows_its_id() -> None:
    inner = replace(PIER, within="eeeeeeee")
    outer, other_outer = replace(COST, id="eeeeeeee"), replace(COST, id="cccccccc")
    ours = make_ledger(FERRY, outer, inner)
    theirs = make_ledger(FERRY, other_outer, replace(inner, within="cccccccc"), sha256="11")
    merged = clean(make_ledger(FERRY), ours, theirs)
    assert merged.claims == (FERRY, other_outer, replace(inner, within="cccccccc"))


def test_a_claim_within_one_that_the_other_side_removed() -> None:
    inner = replace(PIER, within="cccccccc")
    base = make_ledger(FERRY, COST, inner)
    ours = make_ledger(FERRY, replace(inner, within=None))
    changed = with_claim(base, replace(inner, review=ACCEPTED))
    assert clean(base, ours, changed).claims == (
        FERRY,
        replace(inner, within=None, review=ACCEPTED),
    )
    without_outer = make_ledger(FERRY)
    merged = clean(base, without_outer, changed)
    assert merged.claims == (FERRY,)
    assert merged.retired == (replace(inner, within=None, review=ACCEPTED),)


def test_a_document_that_one_side_moved() -> None:
    moved = replace(BASE, path="b.txt")
    edited_too = with_claim(replace(BASE, sha256="11"), replace(FERRY, review=ACCEPTED))
    assert clean(BASE, moved, edited_too) == replace(edited_too, path="b.txt")


def test_both_made_the_file() -> None:
    ours = make_ledger(FERRY, replace(ROOF, review=ACCEPTED))
    theirs = make_ledger(FERRY, ROOF, COST)
    assert clean(None, ours, theirs) == make_ledger(FERRY, replace(ROOF, review=ACCEPTED), COST)


def test_one_decision_with_two_notes_and_corrections() -> None:
    ours, theirs = (
        Review(ReviewStatus.CORRECTED, "mk", "2025-05-02", note, corrections=(("said", day),))
        for note, day in (("see page 2", "2025-04"), ("see page 3", "2025-05"))
    )
    versions = [with_claim(BASE, replace(FERRY, review=review)) for review in (ours, theirs)]
    merged = merge_ledgers(BASE, *versions)
    assert conflicts(merged) == [("aaaaaaaa", "review")]
    assert [merged.ours, merged.theirs] == versions


def test_each_side_removed_a_claim() -> None:
    # The claims that are left stand at other places, which is no change.
    assert clean(BASE, make_ledger(ROOF, COST), make_ledger(FERRY, ROOF)) == make_ledger(ROOF)
    assert clean(BASE, make_ledger(COST), make_ledger(ROOF, COST)) == make_ledger(COST)
