"""Every example of the idioms runs through the real model."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from spacy.language import Language

from claimkit.extraction.attribution.idioms import IdiomMatcher
from claimkit.lexicons.attribution import Idiom, PhraseLexicon
from claimkit.lexicons.loader import load_lexicon

IDIOMS = load_lexicon("phrases", PhraseLexicon).idioms


def examples(field: str) -> list[Any]:
    return [
        pytest.param(idiom, example, id=f"{idiom.id}: {example}")
        for idiom in IDIOMS
        for example in getattr(idiom, field)
    ]


@pytest.mark.model
@pytest.mark.parametrize(("idiom", "example"), examples("matches"))
def test_example_matches(idiom: Idiom, example: str, nlp: Language) -> None:
    assert IdiomMatcher(nlp.vocab, [idiom]).find(nlp(example))


@pytest.mark.model
@pytest.mark.parametrize(("idiom", "example"), examples("rejects"))
def test_example_is_rejected(idiom: Idiom, example: str, nlp: Language) -> None:
    assert not IdiomMatcher(nlp.vocab, [idiom]).find(nlp(example))


def test_ids_are_unique() -> None:
    assert [id_ for id_, n in Counter(idiom.id for idiom in IDIOMS).items() if n > 1] == []
