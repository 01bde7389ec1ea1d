"""Test that the schema of the quantity lexicon refuses invalid entries."""

from __future__ import annotations

import pytest
from msgspec import ValidationError, convert

from claimkit.lexicons.quantities import ChangeWords


@pytest.mark.parametrize("change", ["rise", "fall", "by"])
def test_words_tell_of_a_change(change: str) -> None:
    words = convert({"change": change, "of": "all", "example": "up"}, ChangeWords)
    assert words.change == change


@pytest.mark.parametrize("change", ["from", "to", "leap"])
def test_words_tell_of_no_other_change(change: str) -> None:
    with pytest.raises(ValidationError, match=change):
        convert({"change": change, "of": "all", "example": "up"}, ChangeWords)
