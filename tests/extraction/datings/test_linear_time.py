"""No text makes reading dates slower than linear."""

from __future__ import annotations

from typing import Any

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc

from claimkit.extraction.datings.date_hits import iter_date_hits
from claimkit.extraction.datings.dating_finder import find_datings
from claimkit.lexicons.datings import load_dating_lexicon
from claimkit.lexicons.lexicon_set import BUILT_IN
from claimkit.parsing.parsed_document import ParsedDocument
from tests.growth import Work, assert_linear

LEXICON = load_dating_lexicon()


def worst_units() -> list[str]:
    """Return what makes a pattern begin again and again, and never end, when it is repeated.

    It is every example of the lexicon without its last word, so a new pattern is covered by
    the examples that it must have.
    """
    repeated = [e.text.rsplit(maxsplit=1)[0] + " " for p in LEXICON.patterns for e in p.examples]
    found = [e.found for p in LEXICON.patterns for e in p.examples if e.found]
    heads = [text[: max(3, len(text) * 2 // 3)] for text in found]
    own = ["2019", "2019 ", "April ", "Monday, ", "the end of ", "1 ", "12.12.", "a few ", "\n "]
    return list(dict.fromkeys([*repeated, *heads, *own]))


@pytest.mark.slow
@pytest.mark.parametrize("unit", worst_units(), ids=lambda unit: repr(unit[:24]))
def test_worst_input_takes_linear_time(unit: str) -> None:
    def prepare(size: int) -> Work:
        text = unit * (size // len(unit) + 1)
        return lambda: list(iter_date_hits(text, 0, len(text), BUILT_IN))

    assert_linear(prepare, 1_000)


@pytest.mark.slow
@pytest.mark.parametrize("pattern", LEXICON.patterns, ids=lambda p: p.id)
def test_text_without_sentence_ends_takes_linear_time(pattern: Any) -> None:
    """All dates of a text hang on one word, and nothing ends."""

    def prepare(repeats: int) -> Work:
        example = pattern.examples[0]
        words = [*(example.found or example.text).split(), "5", ","] * repeats
        doc = Doc(
            English().vocab,
            words=words,
            tags=["NN"] * len(words),
            pos=["NOUN"] * len(words),
            deps=["dep"] * len(words),
            heads=[max(0, i - 1) for i in range(len(words))],
        )
        return lambda: find_datings(ParsedDocument(doc), published="2025-04-29")

    assert_linear(prepare, 50)
