"""Header lines, one by one, and datelines before a sentence."""

from __future__ import annotations

import pytest

from claimkit.documents.metadata.datelines import read_dateline
from claimkit.documents.metadata.header_lines import read_line
from claimkit.documents.metadata.header_parts import PartKind

LINES = {
    "DATE": """
        Published: 3 March 2024 | Rating: half true
        Updated 6:40 AM, Oct. 9, 2023
        Updated: 14 March 2024, 18:22 | 4 min read
        Published on 11 January 2025 · Verdict: FALSE
        HC Deb 04 February 1999
        HL Deb 04 February 1999 vol 324 cc1067-8W
        as of 21 August 2014
        (as of 21 August 2014)
        UNDER EMBARGO UNTIL 5 JUNE 2023, 17:00
        EMBARGOED FOR RELEASE: 14:00 GMT, Wednesday 9 August 2023
        Kessel Monitor, [19.08.2024 21:14]
        The Upland Review, 17 May 2024
        Valley News | 3 May 2025
        Published: May 3, 2025, Updated: May 5, 2025
        Published: 7:00 am, March 19, 2016
        9:14 AM · Aug 2, 2022
        Wednesday, October 18, 2023 - 16:05 (updated 18:20)
        Sun 8 Nov 2020 17.30 GMT
        Obituaries · The Dunmore Review · 8 November 2019
        THE MERRIN OBSERVER, SATURDAY, MAY 2, 1908.            3
        2 October 2018
        Issued: 2 October 2018, 18:00 hrs
    """,
    "PLACE_DATE": """
        BELMORE, 14 October 2026
        Port Alto, 3 October 2022
        Tal Amara, 3 October 2022
        Kestrel Park, 17 October 2015
        Vol. XII. No. 48        TOLLEN, THURSDAY, JUNE 18, 1903        TWO CENTS
        STOKE HALLEY, Friday night.
        3 May 2019, Halden
    """,
    "CREDIT": """
        By Anna Berg, science editor
        by JANE DOE and Juan de la Roe
        By Nadia Frost, Paul Ekeland and Li Hua in Vell
        Interview: Björn Takala
        Interview by Oskar Lind, photographs by Meret Sol
        By LENA MARSH | The Vell Register
        Jane Doe, Reuters — May 3, 2025
        Jane Doe 3.5.2025
        Posted on 04/23/2025 by Jane Doe
        (Reporting by Henrik Sol; Editing by Jane Roe)
        Prepared by: Civil Protection Agency of Tarn
        Mira Castellan @mcastellan · Mar 14, 2023
        Dr. Ana Beck, 3 May 2024
    """,
    "BREADCRUMB": """
        Home > News > Courts
        News / Regions / Courts
        Residents' Forum > Transport > Bus 14
    """,
    "KICKER": """
        FACT CHECK
        Opinion
        FOOTBALL | NORTHERN LEAGUE
    """,
    "LETTERHEAD": """
        PRESS RELEASE — University of Tarnholm
        Refuge Now | Statement
        For immediate release
    """,
    "SALUTATION": "Dear Minister,",
    "CLOSING": "Yours sincerely,",
    "END": "# # #",
    "OTHER": """
        By Friday all was calm
        By Friday the water had gone down.
        By the sea
        May 5 was cold.
        The fire of May 3, 2025
        Jane Doe resigned on 3 May 2025.
        Updated guidance was issued on 3 May 2024 by the ministry.
        Published on 3 May 2024, the report says dues rose.
        On 3 May 2024 the harbour was closed
        Tollen, 3 May 2024, was the last day of the strike.
        In Tollen, on 3 May 2024, the harbour was closed.
        Dear reader, this is the last column that I write for this paper, for now.
        Kind regards were sent to the minister
        Interview: the minister and the harbour
        Opinion polls have the mayor ahead
        OBITUARY: HAMID ROSE, STAGE ENGINEER
        Report: harbour dues will rise in May
        Ferries > trains, say the islanders
    """,
}


@pytest.mark.parametrize(
    ("text", "role"),
    [(line.strip(), role) for role, text in LINES.items() for line in text.strip().splitlines()],
)
def test_lines(text: str, role: str) -> None:
    assert read_line(text, "en").role.name == role


@pytest.mark.parametrize(
    ("text", "names", "outlet"),
    [
        ("By Jane Doe", ["Jane Doe"], None),
        ("by JANE DOE and Juan de la Roe", ["Jane Doe", "Juan de la Roe"], None),
        ("By Li Hua, Jane Doe and Ana Beck in Tollen", ["Li Hua", "Jane Doe", "Ana Beck"], None),
        ("By Jane Doe for the Valley News", ["Jane Doe"], "Valley News"),
        ("Jane Doe, Reuters — May 3, 2025", ["Jane Doe"], "Reuters"),
        ("Reporting by Jane Doe; Editing by Ana Beck", ["Jane Doe"], None),
        ("Words: Jane Doe, photos: Ana Beck", ["Jane Doe"], None),
        ("By Anna Berg, science editor", ["Anna Berg"], None),
    ],
)
def test_names(text: str, names: list[str], outlet: str | None) -> None:
    line = read_line(text, "en")

    assert list(line.names) == names
    assert [part.text for part in line.of(PartKind.OUTLET)] == ([outlet] if outlet else [])


@pytest.mark.parametrize(
    ("text", "rest", "outlet", "date"),
    [
        ("PORT MORA (AP) — The mill", "The mill", "AP", None),
        ("PORT MORA, Sept. 3 (Mora News) -- The mill", "The mill", "Mora News", None),
        ("ST. MORA, Calif. - The mill", "The mill", None, None),
        ("MORA, April 28. /TASS/. The mill", "The mill", "TASS", None),
        ("(Reuters) - The mill", "The mill", "Reuters", None),
        ("(XYN) – The mill", "The mill", "XYN", None),
        ("(CNN) The mill", "The mill", "CNN", None),
        ("MORA, Nov 3, 2024 (NPA) - The mill", "The mill", "NPA", "2024-11-03"),
        ("Mora (DNX) – The mill", "The mill", "DNX", None),
        ("Tollen, 3 September 2026 – The mill", "The mill", None, "2026-09-03"),
        ("Tollen (3 May 2024) – The mill", "The mill", None, "2024-05-03"),
        ("LONDON, UK – 3 May 2024 – The mill", "The mill", None, "2024-05-03"),
        ("TOLLEN, 3 May 2024: The mill", "The mill", None, "2024-05-03"),
        ("VELL, Oct. 4, 2021 /PRNewswire/ -- The mill", "The mill", "PRNewswire", "2021-10-04"),
        ("NEW MORA--(BUSINESS WIRE)--The mill", "The mill", "BUSINESS WIRE", None),
        ("ARVIK, March 3.—The mill", "The mill", None, None),
    ],
)
def test_datelines(text: str, rest: str, outlet: str | None, date: str | None) -> None:
    dateline = read_dateline(text, "en")

    assert dateline is not None
    assert text[dateline.length :] == rest
    assert dateline.outlet == outlet
    assert (dateline.date.value if dateline.date else None) == date


@pytest.mark.parametrize(
    "text",
    [
        "NATO said no",
        "NATO — which was asked — said no",
        "(Reuters) reported",
        "US-led talks",
        "A - B",
        "Ana Beck – The mayor of Tollen – said no",
        "Ana Beck (Greens) – who won – said no",
        "Ana Beck (AP) was there",
        "Ana Beck: The mill",
        "Tollen: The mill",
        "On 3 May 2024 – The mill burned",
        "Sir, – Your report of 4 May says no",
        "In Tollen (the old town) – The mill",
    ],
)
def test_what_is_no_dateline(text: str) -> None:
    assert read_dateline(text, "en") is None
