"""Dates as printed in bylines and front matter."""

from __future__ import annotations

import pytest

from claimkit.documents.metadata.printed_dates import DateFault, parse_date


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2025-04-26", "2025-04-26"),
        ("2025-04", "2025-04"),
        ("2025", "2025"),
        ("2025-04-26T11:01:03Z", "2025-04-26"),
        ("2025-04-26 11:01:03.500+02:00", "2025-04-26"),
        ("April 26, 2025", "2025-04-26"),
        ("Sat, 26 Apr 2025 11:01:03 +0300", "2025-04-26"),
        ("Saturday, April 26, 2025 11:01:03 AM", "2025-04-26"),
        ("26th of April 2025", "2025-04-26"),
        ("Sept. 3, 2024", "2024-09-03"),
        ("April 2025", "2025-04"),
        ("26.4.2025", "2025-04-26"),
        ("04.05.2025", "2025-05-04"),
        ("04.26.2025", "2025-04-26"),
        ("4/26/2025", "2025-04-26"),
        ("26/4/2025", "2025-04-26"),
        ("03/03/2025", "2025-03-03"),
        ("2025/04/26", "2025-04-26"),
    ],
)
def test_values(text: str, value: str) -> None:
    date = parse_date(text)

    assert date is not None
    assert (date.value, date.fault) == (value, None)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("31.04.2025", DateFault.IMPOSSIBLE),
        ("February 30, 2025", DateFault.IMPOSSIBLE),
        ("2025-13-01", DateFault.IMPOSSIBLE),
        ("0000", DateFault.IMPOSSIBLE),
        ("03/04/2025", DateFault.AMBIGUOUS),
        ("3-4-2025", DateFault.AMBIGUOUS),
    ],
)
def test_faults(text: str, fault: DateFault) -> None:
    date = parse_date(text)

    assert date is not None
    assert (date.value, date.fault) == (None, fault)


@pytest.mark.parametrize(
    "text", ["", "May", "Friday", "12.5", "version 1.2.2025.3", "in April 2025"]
)
def test_what_is_no_date(text: str) -> None:
    assert parse_date(text) is None
