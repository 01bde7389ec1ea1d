"""Dates as printed in bylines and front matter."""

from __future__ import annotations

import pytest

from claimkit.documents.metadata.bylines import read_dateline, read_meta_line
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


@pytest.mark.parametrize(
    ("text", "author", "outlet", "value"),
    [
        ("By Jane Doe", "Jane Doe", None, None),
        ("by JANE DOE and Juan de la Roe", "JANE DOE and Juan de la Roe", None, None),
        ("By JANE DOE", "Jane Doe", None, None),
        ("Jane Doe, Reuters — May 3, 2025", "Jane Doe", "Reuters", "2025-05-03"),
        ("Valley News | 3 May 2025", None, "Valley News", "2025-05-03"),
        ("Published: May 3, 2025, Updated: May 5, 2025", None, None, "2025-05-03"),
        ("Jane Doe 3.5.2025", "Jane Doe", None, "2025-05-03"),
    ],
)
def test_meta_lines(text: str, author: str | None, outlet: str | None, value: str | None) -> None:
    line = read_meta_line(text, "en")

    assert line is not None
    assert (line.author, line.outlet) == (author, outlet)
    assert (line.date.value if line.date else None) == value


@pytest.mark.parametrize(
    "text",
    ["Jane Doe", "By Friday", "By the sea", "The fire of May 3, 2025", "Posted", "", "2 a.m."],
)
def test_what_is_no_meta_line(text: str) -> None:
    assert read_meta_line(text, "en") is None


@pytest.mark.parametrize(
    ("text", "rest", "outlet"),
    [
        ("PORT MORA (AP) — The mill", "The mill", "AP"),
        ("PORT MORA, Sept. 3 (Mora News) -- The mill", "The mill", "Mora News"),
        ("ST. MORA, Calif. - The mill", "The mill", None),
        ("MORA, April 28. /TASS/. The mill", "The mill", "TASS"),
        ("(Reuters) - The mill", "The mill", "Reuters"),
    ],
)
def test_datelines(text: str, rest: str, outlet: str | None) -> None:
    dateline = read_dateline(text, "en")

    assert dateline is not None
    assert text[dateline.length :] == rest
    assert dateline.outlet == outlet


@pytest.mark.parametrize(
    "text",
    [
        "NATO said no",
        "NATO — which was asked — said no",
        "(Reuters) reported",
        "US-led talks",
        "A - B",
    ],
)
def test_what_is_no_dateline(text: str) -> None:
    assert read_dateline(text, "en") is None
