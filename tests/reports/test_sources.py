"""Test the formats of a ledger's sources."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimkit.ledger.format.read import read
from claimkit.model import SourceEntry, SourceKind, SourceRole
from claimkit.reports.sources.json import write_list, write_source
from claimkit.reports.sources.text import iter_source_lines, list_text
from tests.reports.conftest import Golden, ValidatorFor

CLAIMS = [("seeds/bridge.txt", claim) for claim in read(
    Path(__file__).parents[1] / "cases" / "ledger" / "good.yaml"
).claims]  # fmt: skip
LIND = SourceEntry(
    "Bo Lind",
    SourceKind.PERSON,
    ("B. Lind", "Lind [the elder]"),
    (SourceRole("engineer", ("seeds/bridge.txt", "seeds/ferry.txt")),),
)
PORT = SourceEntry("Port Autonome de Hyllö et de ses nombreuses îles", SourceKind.ORGANISATION)
SOURCES = [(LIND, 2), (PORT, 0)]


def test_golden_files(check_golden: Golden) -> None:
    check_golden("sources/list.txt", list_text(SOURCES, width=60))
    check_golden("sources/list.json", write_list(SOURCES))
    lines = iter_source_lines(LIND, CLAIMS)
    check_golden("sources/show.txt", "".join(f"{line}\n" for line in lines))
    check_golden("sources/show.json", write_source(LIND, CLAIMS))


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("sources-list", write_list(SOURCES)),
        ("sources-list", write_list([])),
        ("sources-show", write_source(LIND, CLAIMS)),
        ("sources-show", write_source(PORT, [])),
    ],
)
def test_json_is_what_its_schema_says(validator_for: ValidatorFor, name: str, written: str) -> None:
    validator = validator_for(name)
    printed = json.loads(written)
    validator.validate(printed)
    assert not validator.is_valid({"name": "Bo Lind"})


def test_header_is_bold_in_colour() -> None:
    plain = list_text(SOURCES, width=60)
    bold = list_text(SOURCES, width=60, has_colour=True)
    assert "\x1b[1m" in bold
    assert "\x1b" not in plain


def test_words_are_made_printable() -> None:
    assert "Bo Lind" not in list_text(SOURCES, lambda _text, _role: "x")
