from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from claimkit import yamlio
from claimkit.errors import LedgerError
from claimkit.ledger.format.read import parse
from claimkit.ledger.format.scalars import number_text
from claimkit.ledger.format.write import dump, dump_mapping
from claimkit.model import Bound, Change, Claim, Confidence, Kind, LedgerFile, Quantity
from tests.case_files import load_cases
from tests.ledger.strategies import dates, ledgers, numbers, texts

CASES = Path(__file__).parents[2] / "cases" / "ledger"
LOADERS = [yaml.SafeLoader, yaml.CSafeLoader]


def load(text: str, loader: Any) -> Any:
    return yaml.load(text, Loader=loader)


def load_core(text: str) -> Any:
    """Read as YAML 1.2 is read, by the loader of our own files."""
    node = yamlio.compose(text, "x")
    assert node
    return yamlio.construct(node, "x")


@pytest.mark.parametrize("case", load_cases("ledger/scalars", "text block flow"))
def test_scalar(case: dict[str, str]) -> None:
    text = case["text"]
    assert dump_mapping({"key": text}) == f"key: {case['block']}\n"
    assert dump_mapping({"key": [text]}) == f"key: [{case.get('flow', case['block'])}]\n"


@pytest.mark.parametrize("loader", LOADERS)
@given(text=texts)
def test_yaml_gives_back_the_very_string(loader: Any, text: str) -> None:
    fields = {"key": text, "list": [text, text], "review": {"note": text, "by": [text]}}
    assert load(dump_mapping(fields), loader) == fields
    assert load_core(dump_mapping(fields)) == fields


@pytest.mark.parametrize("loader", LOADERS)
@given(text=st.one_of(dates, st.from_regex(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")))
def test_only_a_real_date_is_read_as_one(loader: Any, text: str) -> None:
    written = dump_mapping({"published": text})
    value = load(written, loader)["published"]
    assert (value.isoformat() if isinstance(value, datetime.date) else value) == text
    assert load_core(written) == {"published": text}


@given(numbers.filter(lambda number: number is not None))
def test_numbers_are_exact_and_written_out(number: Decimal) -> None:
    text = number_text(number)
    assert Decimal(text) == number
    assert not set(text) & set("eE+")
    assert load_core(f"key: {text}") == {"key": number}


@given(ledgers())
def test_read_gives_back_what_was_written(ledger: LedgerFile) -> None:
    text = dump(ledger)
    again = parse(text, "x")
    assert again == ledger
    assert dump(again) == text
    assert all(line.strip() for line in text.splitlines())


def test_good_file_is_canonical() -> None:
    text = (CASES / "good.yaml").read_text("utf-8")
    assert dump(parse(text, "good.yaml")) == text


def test_what_a_file_leaves_out_and_what_not() -> None:
    plain = Claim(
        id="aaaaaaaa",
        kind=Kind.DIRECT,
        source=("Bo Lind",),
        mention=None,
        cue=None,
        stance=None,
        content="no",
        evidence="no",
        confidence=Confidence.LOW,
        rule="r",
        quantities=(
            Quantity("5", Decimal("5.0"), None, Bound.AT_LEAST),
            Quantity("5%", Decimal(5), Decimal(5), Bound.EXACT, "percent", Change.RISE),
        ),
    )
    ledger = LedgerFile("a.txt", "00", None, (), None, (plain, replace(plain, id="bbbbbbbb")))
    ledger = replace(ledger, claims=(plain, replace(plain, id="bbbbbbbb", kind=Kind.AUTHOR)))
    claims = dump(ledger).split("- id: ")
    assert claims[1] == (
        'aaaaaaaa\n  source: Bo Lind\n  content: "no"\n  quantities:\n'
        '  - {text: "5", min: 5, max: null, bound: at least, unit: null}\n'
        "  - {text: 5%, min: 5, max: 5, bound: exact, unit: percent, change: rise}\n"
        "  kind: direct\n  cue: null\n  stance: null\n  mention: null\n"
        '  evidence: "no"\n  confidence: low\n  rule: r\n'
    )
    assert "mention" not in claims[2]
    assert "cue" not in claims[2]
    assert claims[2].endswith("rule: r\nretired: []\n")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"id": ""}, "claims.0.id"),
        ({"content": "half a \ud83d character"}, "surrogate"),
        ({"occurrence": 0}, "claims.0.occurrence"),
        ({"quantities": (Quantity("x", Decimal("NaN"), None, Bound.EXACT),)}, "min"),
        ({"quantities": (Quantity("x", Decimal("1E+999999"), None, Bound.EXACT),)}, "min"),
    ],
)
def test_what_could_not_be_read_is_not_written(change: dict[str, Any], says: str) -> None:
    ledger = parse((CASES / "good.yaml").read_text("utf-8"), "good.yaml")
    broken = replace(ledger, claims=(replace(ledger.claims[0], **change),))
    with pytest.raises(LedgerError, match=says):
        dump(broken)


def test_a_number_of_thousands_of_digits_survives() -> None:
    ledger = parse((CASES / "good.yaml").read_text("utf-8"), "good.yaml")
    many = Decimal("7" * 6000)
    claim = replace(ledger.claims[0], quantities=(Quantity("x", many, None, Bound.AT_LEAST),))
    ledger = replace(ledger, claims=(claim,))
    assert parse(dump(ledger), "x") == ledger
