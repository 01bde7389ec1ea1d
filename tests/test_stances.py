"""docs/ledger.md defines every stance that a cue can have, and says what confidence is worth."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from claimkit.lexicons.attribution import ATTITUDES, Stance
from claimkit.model import Confidence

DOCS = Path(__file__).parents[1] / "docs"


def section(page: str, title: str) -> str:
    text = (DOCS / page).read_text("utf-8")
    return text.split(f"### {title}\n")[1].split("\n##")[0]


def test_every_stance_is_defined_in_the_order_of_the_lexicon() -> None:
    rows = re.findall(r"^\| `(\w+)` \| .+ \| .+ \|$", section("ledger.md", "Stance"), re.MULTILINE)
    assert rows == list(get_args(Stance))
    assert set(rows[-7:]) == ATTITUDES


def test_the_shares_of_right_claims_are_the_measured_ones() -> None:
    shares = re.findall(
        r"^\| `(\w+)` \| (\d+) % \|$", section("ledger.md", "Confidence"), re.MULTILINE
    )
    assert [name for name, _ in shares] == [name.value for name in Confidence]
    accuracy = (DOCS / "accuracy.md").read_text("utf-8")
    for name, share in shares:
        row = re.search(rf"^\| {name} \| (\d+) \| (\d+) \| (\S+) \|$", accuracy, re.MULTILINE)
        assert row
        assert round(100 * int(row[2]) / int(row[1])) == int(share)
