"""Places that stand for governments: the examples run, and every seat is found as a source."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from claimkit.lexicons.governments import Region, State, load_government_lexicon
from claimkit.model import Claim
from tests.pinned_model import load_extractor

SMALL = ("of", "au", "d'orsay")
WRONG = {"port-au-prince": "the tagger takes its first word for a common noun"}
SEATS = [
    pytest.param(
        seat,
        state.state,
        id=seat,
        marks=[pytest.mark.xfail(reason=WRONG[seat], strict=True)] if seat in WRONG else [],
    )
    for state in load_government_lexicon().states
    for seat in state.seats
]


def find(text: str) -> Claim:
    (claim,) = load_extractor().claims(text)
    return claim


@pytest.mark.model
@pytest.mark.parametrize("group", load_government_lexicon().groups, ids=lambda group: group.region)
def test_examples(group: Region) -> None:
    assert find(group.match).government
    assert not find(group.no_match).government


@pytest.mark.model
@pytest.mark.parametrize(("seat", "state"), SEATS)
def test_a_seat_that_speaks_is_a_government(seat: str, state: str) -> None:
    name = re.sub(r"[\w’']+", lambda m: m[0] if m[0] in SMALL else m[0].capitalize(), seat)
    assert find(f"The talks had failed, {name} said.").government == (state,)


def test_a_seat_of_two_governments_is_refused() -> None:
    lexicon = load_government_lexicon()
    region = replace(lexicon.groups[0], states=(State(state="Nowhere", seats=("lima",)),))
    with pytest.raises(ValueError, match="several governments: lima"):
        replace(lexicon, groups=(*lexicon.groups, region))
