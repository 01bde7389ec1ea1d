"""Claims that people added survive every extraction."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from claimkit.ledger.claim_ids import assign_ids
from claimkit.ledger.identity import carry_over
from claimkit.ledger.locating import find_evidence
from claimkit.ledger.reviews.decisions import effective, status_of
from claimkit.model import (
    Addition,
    Bound,
    Claim,
    Confidence,
    Kind,
    LedgerFile,
    Quantity,
    Review,
    ReviewStatus,
)
from tests.examples import examples

FIVE = Quantity("5 percent", Decimal(5), Decimal(5), Bound.EXACT, "percent")
BY_MIA = Addition("mia", "2025-03-01")
OPENED = "The hall opened in 1990."
RENTS = "Rents will rise by 5 percent, Ann Lee told us."
ASKED = "Nobody was asked, Bo Lind complained."
END = "That was all."


def make_claim(content: str, evidence: str, source: str = "Ann Lee") -> Claim:
    return Claim(
        kind=Kind.INDIRECT,
        source=(source,),
        mention=source,
        cue=None,
        stance=None,
        content=content,
        evidence=evidence,
        confidence=Confidence.LOW,
        rule="say.verb clause",
    )


def add(content: str, evidence: str, source: str = "Ann Lee", by: str | None = "mia") -> Claim:
    claim = replace(
        make_claim(content, evidence, source),
        rule="manual",
        confidence=Confidence.HIGH,
        added=Addition(by, "2025-03-01" if by else None),
    )
    return assign_ids("hall.txt", [claim])[0]


def ledger(text: str, *claims: Claim, retired: tuple[Claim, ...] = ()) -> LedgerFile:
    """Return a ledger, or with claims without ids an extraction, of a document with this text."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return LedgerFile("hall.txt", sha256, None, (), None, claims, retired, text=text)


def extract(old: LedgerFile, text: str, *found: Claim) -> LedgerFile:
    """Extract twice; the second time changes nothing."""
    new = ledger(text, *found)
    once = carry_over(old, new)
    assert carry_over(once, new) == once
    return once


TEXT = f"{OPENED} {RENTS} {ASKED} {END}"
RISE = add("Rents will rise by 5 percent", RENTS)
COMPLAINT = make_claim("Nobody was asked", ASKED, "Bo Lind")


def contents(file: LedgerFile) -> list[str]:
    return [claim.content for claim in file.claims]


def test_it_stays_as_it_is_at_the_place_of_its_sentence() -> None:
    before = ledger(TEXT, RISE)
    after = extract(before, TEXT, COMPLAINT)
    assert contents(after) == ["Rents will rise by 5 percent", "Nobody was asked"]
    assert after.claims[0] == RISE
    moved = extract(after, f"{OPENED} {ASKED}\n\n{RENTS} {END}", COMPLAINT)
    assert contents(moved) == ["Nobody was asked", "Rents will rise by 5 percent"]
    assert moved.claims[1] == RISE


def test_it_counts_as_accepted() -> None:
    assert status_of(RISE) is ReviewStatus.ACCEPTED
    noted = replace(RISE, review=Review(by="bo", note="ask again"))
    assert status_of(noted) is ReviewStatus.ACCEPTED
    rejected = replace(RISE, review=Review(ReviewStatus.REJECTED, "bo"))
    assert status_of(rejected) is ReviewStatus.REJECTED


def test_it_is_retired_with_its_sentence_and_comes_back_with_it() -> None:
    gone = extract(ledger(TEXT, RISE), f"{OPENED} {ASKED} {END}", COMPLAINT)
    assert (contents(gone), gone.retired) == (["Nobody was asked"], (RISE,))
    back = extract(gone, TEXT, COMPLAINT)
    assert (back.claims[0], back.retired) == (RISE, ())


def test_a_sentence_that_never_was_in_the_document_is_left_to_the_checks() -> None:
    typed = add("Rents will fall", "Rents will fall, Ann Lee told us nothing.")
    after = extract(ledger(TEXT, typed), TEXT, COMPLAINT)
    assert typed in after.claims
    assert extract(after, f"{TEXT} More.", COMPLAINT).retired == (typed,)


def test_a_corrected_sentence_makes_it_stale() -> None:
    around = extract(ledger(TEXT, RISE), TEXT.replace("told us", "told us all"))
    (claim,) = around.claims
    assert claim.evidence == RENTS.replace("told us", "told us all")
    assert claim.review == Review(ReviewStatus.ACCEPTED, "mia", "2025-03-01", stale=("evidence",))
    inside = extract(ledger(TEXT, RISE), TEXT.replace("Rents will", "The rents will"))
    (claim,) = inside.claims
    assert claim.content == "rents will rise by 5 percent"
    assert claim.review is not None
    assert set(claim.review.stale) == {"content", "evidence"}


def test_a_number_that_changed_retires_it() -> None:
    counted = replace(RISE, quantities=(FIVE,))
    after = extract(ledger(TEXT, counted), TEXT.replace("5 percent", "6 percent"))
    assert (after.claims, after.retired) == ((), (counted,))


def test_it_does_not_slip_to_the_sentence_of_another_claim() -> None:
    other = "Rents will rise by 6 percent, Ann Lee told us."
    text = f"{RENTS} {other}"
    found = make_claim("Rents will rise by 6 percent", other)
    after = extract(ledger(text, RISE), text, found)
    after = extract(after, other, found)
    assert contents(after) == ["Rents will rise by 6 percent"]
    assert after.retired == (RISE,)


def test_one_of_several_equal_sentences_is_removed() -> None:
    second = replace(RISE, occurrence=2)
    (claim,) = extract(ledger(f"{RENTS} {RENTS}", second), RENTS).claims
    assert (claim.id, claim.occurrence) == (second.id, 1)


def test_white_space_of_the_sentence_does_not_matter() -> None:
    after = extract(ledger(TEXT, RISE), TEXT.replace("rise by", "rise\nby"), COMPLAINT)
    assert after.claims[0] == RISE


def test_it_is_joined_with_what_a_later_version_finds() -> None:
    found = replace(
        make_claim("Rents will rise by 5 percent", RENTS), cue="told", said="2025-02-28"
    )
    (claim,) = extract(ledger(TEXT, RISE), TEXT, found).claims
    accepted = Review(ReviewStatus.ACCEPTED, "mia", "2025-03-01")
    assert claim == replace(found, id=RISE.id, added=BY_MIA, review=accepted)


def test_what_the_person_wrote_differently_is_a_correction() -> None:
    found = make_claim("Rents will rise by 5 percent", RENTS, "the mayor")
    joined = extract(ledger(TEXT, RISE), TEXT, found)
    (claim,) = joined.claims
    assert (claim.id, claim.source) == (RISE.id, ("the mayor",))
    assert claim.review is not None
    assert claim.review.status is ReviewStatus.CORRECTED
    assert dict(claim.review.corrections) == {"source": ("Ann Lee",)}
    lost = extract(joined, TEXT)
    assert lost.claims[0].source == ("Ann Lee",)
    assert (lost.claims[0].rule, lost.claims[0].review) == ("manual", None)
    assert extract(lost, TEXT, found).claims == joined.claims


def test_a_longer_content_is_corrected_with_its_numbers() -> None:
    found = replace(
        make_claim("Rents will rise by 5 percent, Ann Lee", RENTS),
        quantities=(FIVE, replace(FIVE, text="Ann")),
    )
    (claim,) = extract(ledger(TEXT, RISE), TEXT, found).claims
    assert claim.review is not None
    assert claim.review.corrections == (
        ("content", "Rents will rise by 5 percent"),
        ("quantities", (FIVE,)),
    )


def test_a_joined_claim_that_changes_is_stale() -> None:
    found = make_claim("Rents will rise by 5 percent", RENTS)
    joined = extract(ledger(TEXT, RISE), TEXT, found)
    (claim,) = extract(joined, TEXT, replace(found, stance="denies")).claims
    assert claim.review is not None
    assert claim.review.stale == ("stance",)


def test_two_claims_of_one_sentence_are_not_joined() -> None:
    text = "The hall will close in May and the mill will close in June, Ann Lee told us."
    mine = add("the mill will close in June", text)
    found = make_claim("The hall will close in May", text)
    after = extract(ledger(text, mine), text, found)
    assert contents(after) == ["The hall will close in May", "the mill will close in June"]
    assert after.claims[1] == mine


def test_the_same_words_elsewhere_are_another_claim() -> None:
    text = f"{RENTS} {ASKED} Rents will rise by 5 percent, Ann Lee repeated."
    found = make_claim(
        "Rents will rise by 5 percent", "Rents will rise by 5 percent, Ann Lee repeated."
    )
    after = extract(ledger(text, RISE), text, found)
    assert len(after.claims) == 2
    assert after.claims[0] == RISE
    assert after.claims[1].added is None


def test_without_the_text_it_stays_behind_its_predecessor() -> None:
    first, last = assign_ids("hall.txt", [make_claim("a b", "a b"), make_claim("c d", "c d")])
    new = replace(ledger(TEXT, replace(first, id=""), replace(last, id="")), text=None)
    assert carry_over(ledger(TEXT, first, RISE, last), new).claims == (first, RISE, last)


# A document is a list of sentences; the extractor finds the claims of some of them.
_NAMES = ["Ann Lee", "Bo Lind"]
_SENTENCES = [
    f"{what}, {name} said."
    for name in _NAMES
    for what in ("Rents will rise", "Rents will fall", "The mill at the river has closed")
]
_documents = st.lists(st.sampled_from(_SENTENCES), max_size=6)
_found = st.sets(st.sampled_from(_SENTENCES))


def claim_of(sentence: str) -> tuple[str, str, str]:
    content, name = sentence.removesuffix(" said.").split(", ")
    return content, sentence, name


def extraction(sentences: list[str], found: set[str]) -> LedgerFile:
    text = " ".join(sentences)
    claims = [
        replace(make_claim(*claim_of(sentence)), occurrence=sentences[: i + 1].count(sentence))
        for i, sentence in enumerate(sentences)
        if sentence in found
    ]
    return ledger(text, *claims)


@examples(100)
@given(st.lists(st.tuples(_documents, _found), min_size=1, max_size=5), st.data())
def test_nothing_that_a_person_added_is_lost(
    runs: list[tuple[list[str], set[str]]], data: st.DataObject
) -> None:
    now: LedgerFile | None = None
    added: dict[str, Claim] = {}
    for sentences, found in runs:
        new = extraction(sentences, found)
        now = carry_over(now, new)
        assert carry_over(now, new) == now
        everything = (*now.claims, *now.retired)
        assert len({claim.id for claim in everything}) == len(everything)
        in_force = {claim.id: claim for claim in now.claims}
        for claim in added.values():
            (kept,) = (other for other in everything if other.id == claim.id)
            assert kept.added == claim.added
            assert (effective(kept).source, effective(kept).content) == (
                claim.source,
                claim.content,
            )
            if kept.rule == "manual":
                assert (claim.id in in_force) == (claim.evidence in sentences)
        text = " ".join(sentences)
        places = [find_evidence(text, claim) for claim in now.claims]
        assert None not in places
        assert places == sorted(place for place in places if place)
        assert {(c.content, c.evidence) for c in new.claims} <= {
            (c.content, c.evidence) for c in now.claims
        }
        left = sorted(
            {s for s in sentences if s not in found} - {c.evidence for c in added.values()}
        )
        if left:
            mine = add(*claim_of(data.draw(st.sampled_from(left))))
            ids = {claim.id for claim in everything}
            if mine.id not in ids:
                added[mine.id] = mine
                now = replace(now, claims=(*now.claims, mine))
