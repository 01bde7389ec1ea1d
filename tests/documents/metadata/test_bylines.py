"""Bylines, date lines and datelines."""

from __future__ import annotations

import pytest

from claimkit.documents.metadata.bylines import read_dateline, read_meta_line


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
