"""Test how texts are measured and cut for a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimkit.reports.text_width import cut, cut_start, fill, width_of, wrap

TEXTS = st.text(st.sampled_from("ab é東👍🏽ｶe\u0301\u0301한🇩🇪❤\ufe0f…"), max_size=30)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("Ann Lee", 7),
        ("Zoë", 3),
        ("Zoe\u0308", 3),
        ("東京", 4),
        ("ｶﾅ", 2),
        ("한국", 4),
        ("👍", 2),
        ("👍🏽", 2),
        ("❤\ufe0f", 2),
        ("🇩🇪", 2),
        ("…", 1),
    ],
)
def test_width(text: str, width: int) -> None:
    assert width_of(text) == width


@given(text=TEXTS, width=st.integers(0, 20))
def test_what_is_cut_fits_and_the_rest_is_untouched(text: str, width: int) -> None:
    for cutter in (cut, cut_start):
        short = cutter(text, width)
        assert width_of(short) <= width
        assert short == text or width_of(text) > width
    assert width_of(fill(cut(text, width), width)) == width
    assert fill("7", 3, is_number=True) == "  7"


@given(text=TEXTS, width=st.integers(4, 20))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(width_of(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == "".join(text.split())
