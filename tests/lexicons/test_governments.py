"""Places that stand for governments: the examples run, and every seat is found as a source."""

from __future__ import annotations

import re
from functools import cache

import pytest

from claimkit.extraction.extractor import Extractor
from claimkit.lexicons.governments import Region, load_governments
from claimkit.model import Claim

GROUPS = load_governments().groups
SEATS = [(seat, state.state) for group in GROUPS for state in group.states for seat in state.seats]


SMALL = ("of", "au", "d'orsay")


@cache
def load_extractor() -> Extractor:
    return Extractor()


def find(text: str) -> Claim:
    (claim,) = load_extractor().claims(text)
    return claim


@pytest.mark.model
@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.region)
def test_examples(group: Region) -> None:
    assert find(group.match).government
    assert not find(group.no_match).government


@pytest.mark.model
@pytest.mark.parametrize(("seat", "state"), SEATS, ids=[seat for seat, _ in SEATS])
def test_a_seat_that_speaks_is_a_government(seat: str, state: str) -> None:
    name = re.sub(r"[\w’']+", lambda m: m[0] if m[0] in SMALL else m[0].capitalize(), seat)
    assert find(f"The talks had failed, {name} said.").government == (state,)


def test_no_place_stands_for_two() -> None:
    seats = [seat for seat, _ in SEATS]
    assert len(seats) == len(set(seats))
