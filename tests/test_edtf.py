"""EDTF values: what is valid, what days they cover, and counting from a date."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, get_args

import pytest
from edtf import parse_edtf
from hypothesis import assume, given
from hypothesis import strategies as st

from claimkit.edtf import (
    Anchor,
    CalendarUnit,
    Period,
    count_from,
    count_to_the_day,
    find_difference,
    first_day,
    format_century,
    format_date,
    format_decade,
    format_interval,
    format_season,
    format_week,
    is_day,
    is_edtf,
    is_known_date,
    is_more_exact,
    is_up_to_season,
    last_day,
    nearest_year,
    parse_anchor,
    parse_day,
    parse_period,
    shift_month,
    shift_yearless_day,
    with_year,
    year_of,
)
from tests.case_files import load_cases

UNITS = get_args(CalendarUnit)

years = st.integers(1, 9999)
months = st.integers(1, 12)
days = st.dates().map(str)
periods = st.builds(
    lambda year, code: Period("year", year) if code is None else parse_period(f"{year:04}-{code}"),
    years,
    st.none() | st.sampled_from(["01", "02", "12", "33", "36", "40", "41"]),
)
anchors = st.builds(Anchor.of_day, st.dates()) | st.builds(Anchor, years, months | st.none())


@st.composite
def values(draw: st.DrawFn) -> str:
    """Return a value of any shape that claimkit can produce."""
    digits = draw(st.sampled_from(["2024", "1900", "2000", "0001", "9999", "199X", "19XX", "XXXX"]))
    month = draw(
        st.sampled_from(["", "-01", "-02", "-12", "-XX", "-21", "-24", "-33", "-36", "-40"])
    )
    plain = month not in ("", "-XX") and month < "-13"
    day = draw(st.sampled_from(["", "-01", "-28", "-29", "-31", "-XX"])) if plain else ""
    value = digits + month + day + draw(st.sampled_from(["", "", "~"]))
    assume(is_edtf(value))
    return value


@pytest.mark.parametrize("case", load_cases("edtf/dates", "text is_date"))
def test_valid(case: dict[str, Any]) -> None:
    assert is_edtf(case["text"]) is case["is_date"]
    # Halves, and intervals of quarters, are levels above.
    if case["is_date"] and not re.search("-4|-3[3-9]/|/.*-3[3-9]", case["text"]):
        parse_edtf(case["text"])  # raises if it is none


@pytest.mark.parametrize(
    ("text", "is_known"),
    [
        ("2025", True), ("2025-12", True), ("2024-02-29", True), ("2000-02-29", True),
        ("1900-02-29", False), ("2025-02-29", False), ("2025-13", False), ("2025-00", False),
        ("0000", False), ("2025-04~", False), ("XXXX-04-28", False), ("199X", False),
        ("2024/2025", False), ("２０２５", False), ("", False),
    ],
)  # fmt: skip
def test_known_date(text: str, is_known: bool) -> None:
    assert is_known_date(text) is is_known


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-33", "2024-01-01", "2024-03-31"),
        ("2024-36", "2024-10-01", "2024-12-31"),
        ("2024-40", "2024-01-01", "2024-06-30"),
        ("2024-41", "2024-07-01", "2024-12-31"),
        ("2024-21", "2024-01-01", "2024-12-31"),
        ("2024-37", "2024-01-01", "2024-12-31"),
        ("2024-02-XX", "2024-02-01", "2024-02-29"),
        ("2024-XX", "2024-01-01", "2024-12-31"),
        ("2024-05-31", "2024-05-31", "2024-05-31"),
        ("2023-12/2024-02", "2023-12-01", "2024-02-29"),
        ("../2024", None, "2024-12-31"),
        ("2024/..", "2024-01-01", None),
        ("2024~", None, None),
        ("2024-05-31?", None, None),
        ("2024~/2025", None, "2025-12-31"),
        ("199X", None, None),
        ("XXXX-04-28", None, None),
        ("2025-02-29", None, None),
        ("last week", None, None),
    ],
)
def test_edges(value: str, first: str | None, last: str | None) -> None:
    assert (first_day(value), last_day(value)) == (first, last)


@given(values(), values())
def test_first_day_is_not_after_the_last(one: str, other: str) -> None:
    for value in (one, f"{one}/{other}"):
        first, last = first_day(value), last_day(value)
        if is_edtf(value) and first is not None and last is not None:
            assert first <= last
        for day in filter(None, (first, last)):
            assert is_known_date(day)
            assert is_day(day)


@given(values())
def test_open_ends_have_no_edge(value: str) -> None:
    assert is_edtf(f"../{value}")
    assert first_day(f"../{value}") is None
    assert last_day(f"../{value}") == last_day(value)
    assert last_day(f"{value}/") is None
    assert first_day(f"{value}/") == first_day(value)


@given(days)
def test_a_day_is_its_own_edge(value: str) -> None:
    assert first_day(value) == last_day(value) == value


@given(anchors, st.sampled_from(UNITS), st.integers(-200, 200))
def test_what_is_counted_is_valid(anchor: Anchor, unit: CalendarUnit, count: int) -> None:
    for value in (count_from(anchor, unit, count), count_to_the_day(anchor, unit, count)):
        assert value is None or is_edtf(value)


@given(st.dates(), years, st.sampled_from([21, 22, 23, 24]), periods, periods)
def test_what_is_written_is_valid(day: date, year: int, season: int, one: Any, other: Any) -> None:
    written = [
        format_week(day), format_season(year, season), format_decade(year), format_century(year),
        one.value, other.value, format_interval(one.value, other.value),
    ]  # fmt: skip
    for value in written:
        assert value is None or is_edtf(value)


@given(st.none() | st.integers(-1, 10_001), st.integers(-1, 14), st.integers(-1, 33))
def test_written_date_is_valid_or_none(year: int | None, month: int, day: int) -> None:
    for value in (format_date(year), format_date(year, month), format_date(year, month, day)):
        assert value is None or is_edtf(value)
    assert (format_date(year, month) is None) == (
        not 1 <= month <= 12 or (year is not None and not 1 <= year <= 9999)
    )


@given(st.dates())
def test_day_of_any_date_is_its_iso_form(day: date) -> None:
    assert format_date(day.year, day.month, day.day) == day.isoformat()
    assert parse_day(day.isoformat()) == day
    assert parse_anchor(day.isoformat()) == Anchor.of_day(day)
    assert year_of(day.isoformat()) == day.year


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-02-29", date(2024, 2, 29)), ("2025-02-29", None), ("XXXX-02-28", None),
        ("2025-04", None), ("2025-04-26~", None), ("20250426", None), (None, None),
    ],
)  # fmt: skip
def test_day(value: str | None, day: date | None) -> None:
    assert parse_day(value) == day


@pytest.mark.parametrize(
    "anchor", ["", "2025-13", "2025-04-31", "XXXX-04-28", "2024/2025", "199X", "2025-33", None]
)
def test_useless_anchor(anchor: str | None) -> None:
    assert parse_anchor(anchor) is None


@pytest.mark.parametrize("mark", ["~", "?", "%"])
def test_anchor_may_be_about(mark: str) -> None:
    assert parse_anchor(f"2025-04{mark}") == Anchor(2025, 4)


@given(st.integers(0, 9999), st.integers(0, 45))
def test_period_is_read_as_it_is_written(year: int, code: int) -> None:
    printed = f"{year:04}" + (f"-{code:02}" if code else "")
    period = parse_period(printed)
    is_known = code <= 12 or 33 <= code <= 36 or 40 <= code <= 41
    assert (period is not None) == is_known
    assert period is None or period.value == printed


@pytest.mark.parametrize("value", ["2025-00", "2025-04-26", "2025~", "XXXX-04", "2025/2026", None])
def test_no_period(value: str | None) -> None:
    assert parse_period(value) is None


@pytest.mark.parametrize(
    ("value", "is_narrow"),
    [
        ("2025-04-26", True), ("XXXX-04-26", True), ("2025-04", True), ("2025-12", True),
        ("2025-13", False), ("2025-21", True), ("2025-24", True), ("2025-33", False),
        ("2025", False), ("2025-04-20~", True), ("199X", False),
        ("2025-04-21/2025-04-27", True), ("2025-04-21/2025-04-28", False),
        ("2025-04/2025-05", False), ("../2025-04-28", False),
    ],
)  # fmt: skip
def test_up_to_season(value: str, is_narrow: bool) -> None:
    assert is_up_to_season(value) is is_narrow


@given(st.dates(), st.dates())
def test_interval_leads_forward(first: date, last: date) -> None:
    value = format_interval(str(first), str(last))
    assert value == (f"{first}/{last}" if first < last else None)


@pytest.mark.parametrize(
    ("first", "last", "value"),
    [
        ("2024-33", "2024-34", "2024-01/2024-06"),
        ("2024-40", "2024-41", "2024-01/2024-12"),
        ("2024-12", "2025", "2024-12/2025"),
        ("2024-05", "2024-05", None),
        ("2024-05~", "2024-06", "2024-05~/2024-06"),
        ("XXXX-05-01", "2024-06", None),
        ("199X", "2024", "199X/2024"),
        ("196X", "198X", "196X/198X"),
        ("199X", "199X", None),
        ("14XX", "16XX", "14XX/16XX"),
        ("-0263", "-0145", "-0263/-0145"),
        ("-0145", "-0263", None),
        ("-0026", "0014", "-0026/0014"),
        (None, "2024", None),
        ("2024", None, None),
    ],
)
def test_interval(first: str | None, last: str | None, value: str | None) -> None:
    assert format_interval(first, last) == value


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2024, 12, 31), "2024-12-30/2025-01-05"),
        (date(2025, 1, 6), "2025-01-06/2025-01-12"),
        (date(1, 1, 1), "0001-01-01/0001-01-07"),
        (date(9999, 12, 26), "9999-12-20/9999-12-26"),
        (date(9999, 12, 31), None),
    ],
)
def test_week(day: date, week: str | None) -> None:
    assert format_week(day) == week


def test_nearest_year_crosses_new_year() -> None:
    anchor = Anchor(2025, 1, 4)
    assert nearest_year(anchor, 12, 30) == 2024
    assert nearest_year(anchor, 2, 29) == 2025
    assert nearest_year(Anchor(2025, 1), 12, 30) == 2025
    assert nearest_year(Anchor(1, 1, 1), 12, 31) == 1
    assert nearest_year(Anchor(9999, 12, 31), 1, 1) == 9999


@given(st.integers(1500, 2099), months, st.integers(-300, 300))
def test_months_shift_back_again(year: int, month: int, count: int) -> None:
    assert shift_month(*shift_month(year, month, count), -count) == (year, month)


@pytest.mark.parametrize(
    ("anchor", "unit", "count", "value"),
    [
        (Anchor(2024, 2, 28), "day", 1, "2024-02-29"),
        (Anchor(1900, 2, 28), "day", 1, "1900-03-01"),
        (Anchor(2024, 12, 31), "day", 1, "2025-01-01"),
        (Anchor(2025, 1, 1), "week", -1, "2024-12-23/2024-12-29"),
        (Anchor(2025, 1, 1), "weekend", 0, "2025-01-04/2025-01-05"),
        (Anchor(9999, 12, 31), "weekend", 0, None),
        (Anchor(2025, 1), "month", -1, "2024-12"),
        (Anchor(2025, 1), "quarter", -1, "2024-36"),
        (Anchor(2025, 3), "quarter", 0, "2025-33"),
        (Anchor(2025, 4), "quarter", 0, "2025-34"),
        (Anchor(2000), "year", -1, "1999"),
        (Anchor(2000), "decade", -1, "199X"),
        (Anchor(1999), "century", 1, "20XX"),
        (Anchor(2025, 4), "day", 1, None),
        (Anchor(2025), "month", 1, None),
        (Anchor(9999, 12, 31), "day", 1, None),
        (Anchor(9999), "year", 1, None),
        (Anchor(9999), "year", 0, "9999"),
        (Anchor(1), "year", -1, None),
        (None, "year", 1, None),
    ],
)
def test_count(anchor: Anchor | None, unit: CalendarUnit, count: int, value: str | None) -> None:
    assert count_from(anchor, unit, count) == value


@pytest.mark.parametrize(
    ("anchor", "unit", "count", "value"),
    [
        (Anchor(2025, 4, 26), "year", -3, "2022-04-26"),
        (Anchor(2024, 2, 29), "year", -1, None),
        (Anchor(2024, 2, 29), "year", -4, "2020-02-29"),
        (Anchor(2025, 3, 31), "month", -1, None),
        (Anchor(2025, 3, 1), "week", -1, "2025-02-22"),
        (Anchor(2025, 3, 1), "century", 1, "2125-03-01"),
        (Anchor(2025, 3), "year", 1, None),
        (None, "year", 1, None),
    ],
)
def test_count_to_the_day(
    anchor: Anchor | None, unit: CalendarUnit, count: int, value: str | None
) -> None:
    assert count_to_the_day(anchor, unit, count) == value


@pytest.mark.parametrize(
    ("value", "days", "shifted"),
    [
        ("XXXX-04-30", 1, "XXXX-05-01"),
        ("XXXX-02-28", 1, None),
        ("XXXX-02-29", 1, None),
        ("XXXX-02-27", 1, "XXXX-02-28"),
        ("XXXX-03-01", -1, None),
        ("XXXX-03-02", -1, "XXXX-03-01"),
        ("XXXX-12-31", 1, None),
        ("XXXX-01-01", -1, None),
    ],
)
def test_shift_without_a_year(value: str, days: int, shifted: str | None) -> None:
    assert shift_yearless_day(value, days) == shifted


@pytest.mark.parametrize("year", [2023, 2024])
@given(st.dates(date(2024, 1, 1), date(2024, 12, 31)), st.integers(-400, 400))
def test_shift_without_a_year_agrees_with_every_year(year: int, day: date, count: int) -> None:
    value = f"XXXX{day.isoformat()[4:]}"
    shifted = shift_yearless_day(value, count)
    start = parse_day(with_year(value, year))
    if shifted is not None and start is not None:
        assert date.fromordinal(start.toordinal() + count).isoformat() == with_year(shifted, year)


@pytest.mark.parametrize(
    ("value", "other", "is_more"),
    [
        ("2025-04-25", "2025-04", True), ("2025-04", "2025", True), ("2025", "2025", False),
        ("2025-04", "2025-04-25", False), ("2025-04-25", "2025-05", False),
    ],
)  # fmt: skip
def test_more_exact(value: str, other: str, is_more: bool) -> None:
    assert is_more_exact(value, other) is is_more


@pytest.mark.parametrize(
    ("before", "after", "difference"),
    [
        ("2024-02-28", "2024-03-01", (2, "day")),
        ("1900-02-28", "1900-03-01", (1, "day")),
        ("2024-12", "2025-01", (1, "month")),
        ("2025", "1999", (-26, "year")),
        ("2025-33", "2025-34", None),
        ("2025-04", "2025-05-01", None),
        ("2025", "2025-04", None),
        ("2025-04~", "2025-05", None),
        ("XXXX-04-01", "XXXX-04-02", None),
        ("2024/2025", "2024/2026", None),
    ],
)
def test_difference(before: str, after: str, difference: tuple[int, str] | None) -> None:
    assert find_difference(before, after) == difference
