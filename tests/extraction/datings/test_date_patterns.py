"""A language may leave lists of the lexicons empty: then nothing matches, not everything."""

from __future__ import annotations

import pytest

from claimkit.extraction.datings import date_patterns
from claimkit.extraction.datings.date_patterns import load_date_patterns
from claimkit.lexicons.datings import DatingLexicon
from claimkit.lexicons.lexicon_set import BUILT_IN


def test_gate_without_words_opens_for_months_and_years_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    empty = DatingLexicon(id="", language="en", version=1, licence="", provenance="")
    monkeypatch.setattr(date_patterns, "load_dating_lexicon", lambda _: empty)
    patterns = load_date_patterns.__wrapped__(BUILT_IN)
    text = "On the 27th of May 1998 and in the 1980s, yesterday."
    assert [gate[0] for gate in patterns.gate.finditer(text)] == ["May", "1998", "1980"]
    assert patterns.counted.search(" 2000 people ") is None
