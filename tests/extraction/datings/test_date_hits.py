"""Test the positions of date expressions, without their values."""

from __future__ import annotations

from claimkit.extraction.datings.date_hits import iter_calendar_spans
from claimkit.lexicons.lexicon_set import BUILT_IN


def test_calendar_spans_leave_out_what_is_relative() -> None:
    text = "On 26 April 2025 and Monday, last week and in 1984."
    spans = [text[start:end] for start, end in iter_calendar_spans(text, 0, len(text), BUILT_IN)]
    assert spans == ["26 April 2025", "1984"]
