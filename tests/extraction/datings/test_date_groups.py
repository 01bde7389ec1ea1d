"""Test the groups of a matched date expression."""

from __future__ import annotations

import re

import pytest

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


@pytest.mark.parametrize(
    ("printed", "count"),
    [("3", 3), ("twenty-one", 21), ("a couple of", 2), ("several", None), ("a", 1)],
)
def test_count(printed: str, count: int | None) -> None:
    assert groups(count=printed).read_count() == count


def test_a_group_at_a_second_place_is_found_by_its_first_name() -> None:
    match = re.fullmatch(r"(?P<count>3) (?P<day>x)?(?P<day2>2) (?P<month2>May)", "3 2 May")
    assert match is not None
    found = DateGroups.of_match(match, BUILT_IN)
    assert (found.read_day(), found.read_month(), found.read_count()) == (2, 5, 3)


@pytest.mark.parametrize(
    ("printed", "amount"),
    [
        ({"amount": "7.5"}, 7.5),
        ({"amount": "3,000"}, 3000),
        ({"amount": "two", "fraction": "half"}, 2.5),
        ({"fraction": "half a"}, 0.5),
        ({"amount": "one hundred and fifty"}, 150),
        ({"amount": "two hundred"}, 200),
        ({"amount": "several"}, None),
    ],
)
def test_amount(printed: dict[str, str], amount: float | None) -> None:
    assert groups(**printed).read_amount() == amount
