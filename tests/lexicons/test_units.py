"""Units and currencies belong to no language; the words for them do."""

from __future__ import annotations

import pytest

from claimkit.lexicons.languages import list_languages
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.units import load_unit_words, load_units

UNITS = load_units()


@pytest.mark.parametrize("language", list_languages())
def test_words_are_of_known_units(language: str) -> None:
    words = load_unit_words(Lexicons(language))
    assert {u.unit for u in words.units} <= {u.unit for u in UNITS.units}
    assert {c.code for c in words.currencies} <= {c.code for c in UNITS.currencies}


def test_every_unit_has_a_word_or_a_symbol() -> None:
    named = {u.unit for u in load_unit_words().units}
    assert [u.unit for u in UNITS.units if not (u.symbols or u.attached or u.unit in named)] == []


def test_a_word_means_one_unit() -> None:
    words = load_unit_words()
    printed = [s for u in UNITS.units for s in (*u.symbols, *u.attached)]
    printed += [w for u in words.units for w in (*u.words, *u.abbreviations)]
    assert len(printed) == len(set(printed))
    money = [s for c in UNITS.currencies for s in (*c.symbols, c.code)]
    money += [w for c in words.currencies for w in c.words]
    assert len(money) == len(set(money))


def test_compounds_and_the_unit_of_an_age_are_units() -> None:
    names = {u.unit for u in UNITS.units}
    assert UNITS.age_unit in names
    assert all({c.major, c.minor} <= names for c in UNITS.compounds)


def test_scales_convert_units() -> None:
    names = {u.unit for u in UNITS.units}
    converted = [unit for scale in UNITS.scales for unit in (scale.base, *scale.units)]
    assert set(converted) <= names
    assert len(converted) == len(set(converted))


def test_units_of_a_scale_are_of_one_kind() -> None:
    kinds = {u.unit: u.kind for u in UNITS.units}
    for scale in UNITS.scales:
        assert {kinds[unit] for unit in scale.units} == {kinds[scale.base]}, scale.base
