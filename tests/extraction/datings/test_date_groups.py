"""Test the groups of a matched date expression."""

from __future__ import annotations

import pytest

from claimkit.edtf import Anchor
from claimkit.extraction.datings.date_groups import DateGroups
from claimkit.lexicons.lexicon_set import BUILT_IN


def groups(**printed: str) -> DateGroups:
    return DateGroups(printed, BUILT_IN)


@pytest.mark.parametrize(
    ("printed", "month"),
    [("may", 5), ("sept.", 9), ("sep", 9), ("december", 12), ("dec.", 12)],
)
def test_month(printed: str, month: int) -> None:
    assert groups(month=printed).read_month() == month


@pytest.mark.parametrize(("printed", "weekday"), [("monday", 0), ("thurs.", 3), ("sun", 6)])
def test_weekday(printed: str, weekday: int) -> None:
    assert groups(weekday=printed).read_weekday() == weekday


def test_weekday_may_be_missing() -> None:
    assert groups(day="3").read_weekday() is None


@pytest.mark.parametrize(
    ("printed", "year"),
    [
        ({"year": "1987"}, 1987),
        ({"hundreds": "nineteen", "rest": "ninety-six"}, 1996),
        ({"thousand": "two thousand", "few": "five"}, 2005),
        ({"thousand": "two thousand"}, 2000),
        ({}, None),
    ],
)
def test_year(printed: dict[str, str], year: int | None) -> None:
    assert groups(**printed).read_year() == year


def test_year_of_a_shift_needs_an_anchor() -> None:
    found = groups(of_year="last year", shift="last")
    assert found.read_year_of(Anchor(2025)) == 2024
    assert found.read_year_of(None) is None


@pytest.mark.parametrize(
    ("printed", "count"),
    [("3", 3), ("twenty-one", 21), ("a couple of", 2), ("several", None), ("a", 1)],
)
def test_count(printed: str, count: int | None) -> None:
    assert groups(count=printed).read_count() == count


def test_renamed_groups_take_the_place_of_others() -> None:
    found = groups(day2="2", month2="may", count="3").renamed(day="day2", month="month2")
    assert (found.read_day(), found.read_month(), found.read_count()) == (2, 5, 3)
