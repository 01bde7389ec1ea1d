"""Quotations that can be what somebody said."""

from __future__ import annotations

import pytest

from claimkit.parsing.quoted_speech import is_utterance


@pytest.mark.parametrize(
    ("pieces", "words", "last_words", "expected"),
    [
        (1, 5, "we left early that day", True),
        (1, 4, "we left that day", False),
        (1, 4, "We left that day.", True),
        (1, 2, "We left.", True),
        (1, 2, "We left . ", True),
        (1, 1, "Left.", False),
        (2, 1, "left", True),
        (1, 2, "grey zone", False),
    ],
)
def test_is_utterance(pieces: int, words: int, last_words: str, expected: bool) -> None:
    assert is_utterance(pieces, words, last_words) is expected
