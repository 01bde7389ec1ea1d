"""Documents without a date get a finding if the dates of their claims count from it."""

from __future__ import annotations

import pytest

from claimkit.documents.reading import document_from_text
from claimkit.extraction.datings.undated import find_undated
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.model import Claim, Confidence, Dating, Kind


def make_claim(evidence: str, *dates: Dating) -> Claim:
    return Claim(
        Kind.INDIRECT, (), None, None, None, "x", evidence, Confidence.LOW, "x", dates=dates
    )


@pytest.mark.parametrize(
    ("evidence", "dates", "shown"),
    [
        ("She said on Friday that it burned.", [], "'on Friday'"),
        ("She said that it burned last week.", [Dating("last week", None)], "'last week'"),
        ("She said on 3 May that it burned.", [Dating("3 May", "XXXX-05-03")], "3 May"),
        ("She said that it burned yesterday.", [], "'yesterday'"),
        ("She said on 3 May 2024 that it burned.", [], None),
        ("She said in 2024 that it burned.", [], None),
        ("She said that it burned recently.", [], None),
        ("She said that it burned.", [], None),
    ],
)
def test_findings(evidence: str, dates: list[Dating], shown: str | None) -> None:
    document = document_from_text(evidence, name="mill.txt")
    finding = find_undated(document, [make_claim(evidence, *dates)], Lexicons("en"))

    assert (finding is not None) == (shown is not None)
    if finding is not None and shown is not None:
        assert finding.code == "CK121"
        assert shown.strip("'").removeprefix("on ") in finding.message
        assert finding.hint is not None
        assert "--published" in finding.hint


def test_a_date_of_publication_is_enough() -> None:
    evidence = "She said on Friday that it burned."
    document = document_from_text(evidence, name="mill.txt", published="2024-05-03")

    assert find_undated(document, [make_claim(evidence)], Lexicons("en")) is None
