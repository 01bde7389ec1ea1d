from __future__ import annotations

from dataclasses import replace

import pytest

from claimkit.model import Dating, Review, ReviewStatus, SourceEntry, SourceKind
from tests.checks.contexts import (
    ACCEPTED,
    make_claim,
    make_context,
    make_file,
    make_ledger,
    messages,
)


@pytest.mark.parametrize(
    ("day", "is_future"),
    [
        ("2025-05-02", False),  # today
        ("2025-05-03", False),  # a day's grace
        ("2025-05-04", True),
        ("2025-05", False),
        ("2025-06", True),
        ("2025", False),
        ("2026", True),
        ("XXXX-05-04", False),
    ],
)
def test_a_date_is_in_the_future_from_the_day_after_tomorrow_on(day: str, is_future: bool) -> None:
    said = make_context(make_file(make_ledger(make_claim(said=day))))
    published = make_context(make_file(make_ledger(published=day)))
    reviewed = make_context(make_file(make_ledger(make_claim(review=replace(ACCEPTED, on=day)))))
    corrected = Review(ReviewStatus.CORRECTED, by="mk", corrections=(("said", day),))
    put_right = make_context(make_file(make_ledger(make_claim(review=corrected))))
    expected = [f"in the future: {day}"] if is_future else []
    for context, what in (
        (said, "said"),
        (published, "published"),
        (reviewed, "reviewed"),
        (put_right, "said"),
    ):
        assert messages("future-date", context) == [f"{what} {words}" for words in expected]


@pytest.mark.parametrize(
    ("said", "published", "is_after"),
    [
        ("2025-04-26", "2025-04-26", False),
        ("2025-04-27", "2025-04-26", True),
        ("2025-04-30", "2025-04", False),
        ("2025-05-01", "2025-04", True),
        ("2025-04", "2025-04-26", False),  # the month began before
        ("2025-05", "2025-04-26", True),
        ("2025-05", "2025-04-26~", False),
        (None, "2025-04-26", False),
        ("2025-05-01", None, False),
    ],
)
def test_nothing_is_said_after_it_was_published(
    said: str | None, published: str | None, is_after: bool
) -> None:
    context = make_context(make_file(make_ledger(make_claim(said=said), published=published)))
    expected = f"said {said}, after the document was published ({published})"
    assert messages("said-after-published", context) == ([expected] if is_after else [])


def test_each_date_of_a_claim_is_one_of_the_calendar() -> None:
    review = Review(
        ReviewStatus.CORRECTED, by="mk", on="2025-02-30", corrections=(("said", "2025-02-31"),)
    )
    dates = (Dating("in May", "2025-05"), Dating("in spring", None), Dating("in Mai", "2025-5"))
    claim = make_claim(said="2025-13", dates=dates, review=review)
    context = make_context(make_file(make_ledger(claim, published="2025-02-29")))
    assert messages("impossible-date", context) == [
        "published: '2025-02-29' is not a date",
        "said: '2025-13' is not a date",
        "in Mai: '2025-5' is not a date",
        "on: '2025-02-30' is not a date",
        "corrected said: '2025-02-31' is not a date",
    ]


@pytest.mark.parametrize(
    ("source", "is_unknown"),
    [
        ("Ann Lee", False),
        ("A. Lee", False),  # an alias
        ("ann lee", False),
        ("Bo Lind", False),  # copied from the evidence
        ("the company", False),  # means something in its own document only
        ("Mia Holm", True),
    ],
)
def test_a_source_that_no_entry_names(source: str, is_unknown: bool) -> None:
    entry = SourceEntry("Ann Lee", SourceKind.PERSON, aliases=("A. Lee",))
    claim = make_claim(source=(source,), evidence="Bo Lind said the mill has closed.")
    file = make_file(make_ledger(claim))
    expected = [f"the source {source!r} is not in _sources.yaml"] if is_unknown else []
    assert messages("unknown-source", make_context(file, sources=(entry,))) == expected
    assert messages("unknown-source", make_context(file, sources=None)) == []
