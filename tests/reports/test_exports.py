"""Test claims as JSON Lines."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from claimkit.ledger.format.plain_values import plain_claim
from claimkit.ledger.format.read import read
from claimkit.model import (
    Block,
    BlockKind,
    Claim,
    ClaimSpans,
    Document,
    OffsetMap,
    OffsetSegment,
    Place,
    PlaceMap,
    Span,
)
from claimkit.reports.escaping.json_text import to_json_line
from claimkit.reports.exports.jsonl import BESIDE_CLAIM, claim_dict, iter_lines
from tests.reports.conftest import Golden, ValidatorFor

GOOD = Path(__file__).parents[1] / "cases" / "ledger" / "good.yaml"
OWN = "\ufeffBo <b>Lind</b> said the bridge\n[7]\nholds 40 lorries."
TEXT = "Bo Lind said the bridge holds 40 lorries."


def make_document() -> Document:
    """Return a document whose own text has tags and a page number that reading text lacks."""
    pieces = ["Bo ", "Lind", " said the bridge", "holds 40 lorries."]
    segments = []
    for piece in pieces:
        segments.append(OffsetSegment(TEXT.index(piece), OWN.index(piece), len(piece), len(piece)))
    block = Block(BlockKind.PARAGRAPH, Span(0, len(TEXT)))
    return Document("seeds/é.txt", TEXT, (block,), OffsetMap(segments), "00")


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def make_claim() -> Claim:
    return replace(
        read(GOOD).claims[0],
        id="",
        spans=ClaimSpans(
            source=(span("Bo Lind"),),
            cue=(span("said"),),
            content=(span("the bridge holds 40 lorries"),),
            evidence=span(TEXT),
        ),
    )


def test_line(check_golden: Golden, validator_for: ValidatorFor) -> None:
    claim = make_claim()
    (line,) = iter_lines(make_document(), [claim])
    check_golden("exports/claim.jsonl", f"{line}\n")
    value = json.loads(line)

    validator = validator_for("extract-line")
    validator.validate(value)
    assert not validator.is_valid(value | {"spans": {}})
    assert "é" in line
    assert "\n" not in line
    assert list(value)[:3] == ["document", "id", "source"]
    assert list(value)[-3:] == ["said_bound", "spans", "place"]
    assert value["place"] is None
    assert value["document"] == "seeds/é.txt"
    assert len(value["id"]) == 8
    assert {k: v for k, v in value.items() if k not in ("document", "id", *BESIDE_CLAIM)} == {
        k: v for k, v in json.loads(to_json_line(plain_claim(claim))).items() if k != "id"
    }
    words = {
        name: [OWN[start:end] for start, end in spans] for name, spans in value["spans"].items()
    }
    assert words == {
        "source": ["Bo ", "Lind"],
        "cue": ["said"],
        "content": ["the bridge", "holds 40 lorries"],
        "evidence": ["Bo ", "Lind", " said the bridge", "holds 40 lorries."],
    }


def test_a_claim_of_a_file_that_is_no_text_has_a_place(validator_for: ValidatorFor) -> None:
    places = PlaceMap([0, 20], [Place(page=1), Place(page=2, box=(1, 2, 3.25, 4), paragraph=9)])
    (line,) = iter_lines(replace(make_document(), places=places), [make_claim()])
    value = json.loads(line)

    validator_for("extract-line").validate(value)
    assert value["place"]["page"] == 1


def test_claim_from_a_file_has_no_spans(validator_for: ValidatorFor) -> None:
    for claim in read(GOOD).claims:
        value = claim_dict(make_document(), claim)
        assert value["spans"] is None
        validator_for("extract-line").validate(json.loads(to_json_line(value)))


def test_numbers_are_exact() -> None:
    numbers = [Decimal("0.1"), Decimal("1E+25"), Decimal("12345678901234567890.125")]
    line = to_json_line({"numbers": numbers, "more": [None, True, 1, "\u2028\ud800"]})
    assert '"numbers": [0.1, 10000000000000000000000000, 12345678901234567890.125]' in line
    assert json.loads(line, parse_float=Decimal, parse_int=Decimal)["numbers"] == numbers
