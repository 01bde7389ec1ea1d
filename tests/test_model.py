"""Spans and the map from reading text to source text."""

from __future__ import annotations

import pytest

from claimkit.model import OffsetMap, OffsetSegment, Span


def test_a_span_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(3, 2)


def test_removed_text_parts_a_span() -> None:
    # Source "the <u>dam</u> broke", reading text "the dam broke".
    offsets = OffsetMap(
        [OffsetSegment(0, 0, 4, 4), OffsetSegment(4, 7, 3, 3), OffsetSegment(7, 14, 6, 6)]
    )
    assert offsets.source_spans(Span(0, 13)) == (Span(0, 4), Span(7, 10), Span(14, 20))
    assert offsets.source_spans(Span(5, 7)) == (Span(8, 10),)


@pytest.mark.parametrize("width", [1, 2])
def test_a_replaced_line_break_does_not_part_a_span(width: int) -> None:
    # "the dam\nbroke" with one or two characters of line break, read as one space.
    offsets = OffsetMap([OffsetSegment(0, 0, 7, 7), OffsetSegment(8, 7 + width, 5, 5)])
    assert offsets.source_spans(Span(0, 13)) == (Span(0, 12 + width),)


def test_a_replacement_is_never_cut() -> None:
    # Source "R&amp;D", reading text "R&D".
    offsets = OffsetMap(
        [OffsetSegment(0, 0, 1, 1), OffsetSegment(1, 1, 1, 5), OffsetSegment(2, 6, 1, 1)]
    )
    assert offsets.source_spans(Span(1, 2)) == (Span(1, 6),)
    assert offsets.source_spans(Span(0, 3)) == (Span(0, 7),)
