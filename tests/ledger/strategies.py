"""Hypothesis strategies for everything that a ledger file can hold."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from claimkit.ledger.format.fields import REVIEWED_FIELDS, in_field_order
from claimkit.ledger.format.schema import CorrectionsRecord
from claimkit.model import (
    Addition,
    BlockKind,
    Bound,
    Change,
    Claim,
    Confidence,
    Dating,
    Kind,
    LedgerFile,
    Quantity,
    Review,
    ReviewStatus,
    SecondReview,
)

_TRICKY = [
    *"yes no on y null ~ true = << 12 1_0 0x1F 0o7 1e5 .5 .inf .nan 10:30 2025-04-26".split(),
    *"- -- --- ... ? : , # & * ! | > % @ ` ' \" \\ [ ] { } a b é 10,000–13,000 🚚".split(),
    *(" ", "  ", "\t", "\n", "\r", "\x00", "\x1b", "\x7f", "\x85", "\xa0"),
    *("\u2028", "\u2029", "\u202e", "\ufeff", "\ufffe", "\uffff", "\U0010ffff"),
]

texts = st.one_of(st.text(max_size=20), st.lists(st.sampled_from(_TRICKY), max_size=5).map("".join))
dates = st.one_of(st.dates().map(str), texts)
names = st.lists(texts, max_size=3).map(tuple)
numbers = st.one_of(
    st.none(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.integers(-(10**40), 10**40).map(Decimal),
)
quantities = st.builds(
    Quantity,
    text=texts,
    min=numbers,
    max=numbers,
    bound=st.sampled_from(Bound),
    unit=st.none() | texts,
    change=st.none() | st.sampled_from(Change),
)
datings = st.builds(Dating, text=texts, value=st.none() | dates)
_VALUES: dict[str, st.SearchStrategy[object]] = {
    "kind": st.sampled_from(Kind),
    "block": st.sampled_from(BlockKind),
    "source": names,
    "anonymous": st.booleans(),
    "government": names,
    "via": names,
    "negated": st.booleans(),
    "content": texts,
    "said": st.none() | dates,
    "quantities": st.lists(quantities, max_size=2).map(tuple),
    "dates": st.lists(datings, max_size=2).map(tuple),
}


def draw_review(draw: st.DrawFn, statuses: list[ReviewStatus]) -> dict[str, Any]:
    chosen = draw(st.sets(st.sampled_from(list(CorrectionsRecord.model_fields)), max_size=3))
    stale = draw(st.sets(st.sampled_from(REVIEWED_FIELDS), max_size=3))
    return {
        "status": draw(st.sampled_from(statuses)),
        "by": draw(st.none() | texts),
        "on": draw(st.none() | dates),
        "note": draw(st.none() | texts),
        "corrections": tuple(
            (name, draw(_VALUES.get(name, st.none() | texts))) for name in in_field_order(chosen)
        ),
        "stale": in_field_order(stale),
    }


@st.composite
def reviews(draw: st.DrawFn) -> Review | None:
    statuses = list(ReviewStatus)
    has_second = draw(st.booleans())
    second = SecondReview(**draw_review(draw, statuses[1:])) if has_second else None
    review = Review(**draw_review(draw, statuses), second=second)
    return review if review != Review() else None


_ids = st.text("0123456789abcdefghjk", min_size=8, max_size=8)
_reviews = reviews()
_additions = st.none() | st.builds(Addition, by=st.none() | texts, on=st.none() | dates)


def claims(
    *,
    texts: st.SearchStrategy[str] = texts,
    names: st.SearchStrategy[tuple[str, ...]] = names,
    ids: st.SearchStrategy[str] = _ids,
    reviews: st.SearchStrategy[Review | None] = _reviews,
    additions: st.SearchStrategy[Addition | None] = _additions,
) -> st.SearchStrategy[Claim]:
    return st.builds(
        Claim,
        id=ids,
        kind=st.sampled_from(Kind),
        source=names,
        mention=st.none() | texts,
        cue=st.none() | texts,
        stance=st.none() | texts,
        content=texts,
        evidence=texts,
        confidence=st.sampled_from(Confidence),
        rule=texts,
        role=st.none() | texts,
        anonymous=st.booleans(),
        government=names,
        via=names,
        negated=st.booleans(),
        said=st.none() | dates,
        quantities=st.lists(quantities, max_size=2).map(tuple),
        dates=st.lists(datings, max_size=2).map(tuple),
        block=st.sampled_from(BlockKind),
        lead_in=st.none() | texts,
        occurrence=st.integers(1, 3),
        added=additions,
        review=reviews,
    )


@st.composite
def ledgers(draw: st.DrawFn) -> LedgerFile:
    """Any ledger file: what a file may hold, ids unlike each other."""
    entries = draw(st.lists(claims(), max_size=4, unique_by=lambda claim: claim.id))
    ids = [claim.id for claim in entries]
    outer = draw(st.lists(st.sampled_from([None, *ids]), min_size=len(ids), max_size=len(ids)))
    entries = [
        replace(claim, within=within if within != claim.id else None)
        for claim, within in zip(entries, outer, strict=True)
    ]
    cut = draw(st.integers(0, len(entries)))
    return LedgerFile(
        path=draw(texts.filter(bool)),
        sha256=draw(texts),
        title=draw(st.none() | texts),
        author=draw(names),
        published=draw(st.none() | dates),
        url=draw(st.none() | texts),
        retrieved=draw(st.none() | dates),
        claims=tuple(entries[:cut]),
        retired=tuple(entries[cut:]),
    )


# An extraction: few words and names, so that claims are often alike; no ids, no reviews.
_words = st.lists(st.sampled_from(["forty", "lorries", "fell", "“fell”", "not"]), max_size=4)
extracted_claims = claims(
    texts=_words.map(" ".join),
    names=st.lists(st.sampled_from(["Bo", "Mia"]), max_size=2).map(tuple),
    ids=st.just(""),
    reviews=st.none(),
    additions=st.none(),
)
extractions = st.lists(extracted_claims, max_size=6).map(
    lambda found: LedgerFile("seeds/a.txt", "00", None, (), None, claims=tuple(found))
)
