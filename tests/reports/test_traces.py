"""Test the formats of sentence traces."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from claimkit.ledger.format.read import read
from claimkit.model import NearMiss, SentenceTrace, TokenTrace
from claimkit.reports.traces.json import write
from claimkit.reports.traces.text import iter_lines
from tests.reports.conftest import Golden, ValidatorFor

GOOD = Path(__file__).parents[1] / "cases" / "ledger" / "good.yaml"


def make_traces() -> list[SentenceTrace]:
    claims = [replace(claim, id="", review=None) for claim in read(GOOD).claims]
    claims[0] = replace(claims[0], mention="The engineer", negated=True)
    tokens = (
        TokenTrace("Lorries", "lorry", "NOUN", "NNS", "nsubj", 2),
        TokenTrace("fell", "fall", "VERB", "VBD", "ROOT", 0),
    )
    miss = NearMiss("claim.noun", "claim", ("noun-clause: no acl", "it only introduces quotations"))
    return [
        SentenceTrace(1, "Lorries fell", tokens, (), (miss,)),
        SentenceTrace(2, "Bo “Lind” said…", tokens[:1], tuple(claims), ()),
    ]


def test_golden_files(check_golden: Golden) -> None:
    check_golden("traces/trace.txt", "".join(f"{line}\n" for line in iter_lines(make_traces())))
    check_golden("traces/trace.json", write(make_traces()))


def test_json_is_what_its_schema_says(validator_for: ValidatorFor) -> None:
    validator = validator_for("explain")
    printed = json.loads(write(make_traces()))
    validator.validate(printed)
    validator.validate(json.loads(write([])))
    claim = printed[1]["claims"][0]
    claim["id"] = "not an id"
    assert not validator.is_valid(printed)


def test_words_are_made_printable() -> None:
    lines = iter_lines(make_traces(), lambda text, role: f"<{role}>" if text else "")
    assert set(lines) == {"<sentence>", "", "   <text>"}
