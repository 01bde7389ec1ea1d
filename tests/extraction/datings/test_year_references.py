"""Test which year an expression names."""

from __future__ import annotations

import pytest

from claimkit.edtf import parse_anchor
from claimkit.extraction.datings.date_groups import DateGroups
from claimkit.extraction.datings.dating_context import DatingContext
from claimkit.extraction.datings.narrative import Narrative
from claimkit.extraction.datings.year_references import find_year
from claimkit.lexicons.lexicon_set import BUILT_IN


def year(published: str | None, told: str | None = None, **printed: str) -> int | None:
    narrative = Narrative(parse_anchor(published))
    narrative.move_to(told)
    context = DatingContext(narrative, lambda _: None, lambda: None, lambda: False, lambda: False)
    return find_year(DateGroups(printed, BUILT_IN), context)


@pytest.mark.parametrize(
    ("published", "printed", "found"),
    [
        ("2025-04-26", "'23", 2023),
        ("2025-04-26", "'98", 1998),
        ("2025-04-26", "’30", 2030),
        ("1935-04-26", "'23", 1923),
        (None, "'23", 2023),
        (None, "'69", 1969),
    ],
)
def test_short_year(published: str | None, printed: str, found: int) -> None:
    assert year(published, short_year=printed) == found


def test_relative_year_counts_from_the_document_or_the_text() -> None:
    assert year("2025", of_year="last year", shift="last") == 2024
    assert year(None, of_year="last year", shift="last") is None
    assert year("2025", "1970-06", of_year="the following year", shift="following") == 1971
    assert year("2025", of_year="the following year", shift="following") is None
    assert year("2025", years_back="years", count="five") == 2020
    assert year("2025", years_back="years", count="several") is None
