from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimkit.errors import LedgerError
from claimkit.ledger.format.read import parse, read
from claimkit.ledger.format.schema import SourcesRecord, json_schema
from claimkit.ledger.format.schema_line import schema_line, split_schema_line
from claimkit.ledger.format.write import dump
from claimkit.model import LedgerFile, Review, ReviewStatus
from tests.case_files import load_cases
from tests.ledger.strategies import ledgers

ROOT = Path(__file__).parents[3]
CASES = ROOT / "tests" / "cases" / "ledger"
GOOD = (CASES / "good.yaml").read_text("utf-8")


@pytest.mark.parametrize("case", load_cases("ledger/refused", "find put says mark"))
def test_refused(case: dict[str, Any]) -> None:
    assert case["find"] in GOOD
    text = GOOD.replace(case["find"], case["put"], 1)
    before = text[: text.rindex(case.get("mark", "¦"))].split("\n")
    with pytest.raises(LedgerError) as caught:
        parse(text.replace("¦", ""), "ledger/a: b.yaml")
    error = caught.value
    assert case["says"] in error.message
    assert (error.line, error.column) == (len(before), len(before[-1]) + 1)
    assert error.message.startswith(f"ledger/a: b.yaml:{error.line}:{error.column}: ")
    assert error.message.count("ledger/a: b.yaml") == 1


def test_values() -> None:
    ledger = parse(GOOD, "good.yaml")
    first, second = ledger.claims
    assert ledger.published == "2025-03-04"
    assert first.mention == "Bo Lind"
    assert first.quantities[0].min == 40
    assert second.source == ("Bo Lind", "Mia Ek")
    assert second.content == '"Hold on: it\'s #1!"'
    assert second.review == Review(
        status=ReviewStatus.CORRECTED,
        by="eh",
        on="2025-03-09",
        corrections=(("source", ("Eva Holm",)),),
    )
    assert ledger.retired[0].mention is None


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_line_ends_and_a_byte_order_mark_are_read(tmp_path: Path, end: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", end).encode())
    assert dump(read(path)) == GOOD


def test_a_person_may_write_it_in_another_form() -> None:
    text = GOOD.replace(
        "  source: Bo Lind\n", "  source:\n  - Bo Lind\n  review:\n    'on': '2025-03-09'\n", 1
    ).replace("  content: the bridge", "  content: >-\n    the # bridge\n    they say", 1)
    ledger = parse(text, "x")
    assert ledger.claims[0].source == ("Bo Lind",)
    assert ledger.claims[0].content == "the # bridge they say holds 40 lorries"
    assert "  review: {on: 2025-03-09}\n- id: bbbbbbbb" in dump(ledger)


@given(ledgers(), st.data())
def test_no_comment_is_ever_lost(ledger: LedgerFile, data: st.DataObject) -> None:
    lines = dump(ledger).split("\n")
    index = data.draw(st.integers(0, len(lines) - 1))
    if data.draw(st.booleans()):
        lines[index] += " # mine"
        column = len(lines[index]) - 5
    else:
        indent = data.draw(st.integers(0, 4))
        lines.insert(index, " " * indent + "# mine")
        column = indent + 1
    with pytest.raises(LedgerError, match="comments") as caught:
        parse("\n".join(lines), "x")
    assert (caught.value.line, caught.value.column) == (index + 1, column)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "schema", "schema: 2\n" + "[" * 100_000, "- " * 100_000, "a: \x00", "&a [*a]"],
)
def test_other_things_are_refused(text: str) -> None:
    with pytest.raises(LedgerError, match=r"^x:\d+:\d+: "):
        parse(text, "x")


@given(st.text() | st.text("ab:- \n#[]{}'\"&*!|>?,1", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with pytest.raises(LedgerError):
        parse(text, "x")


def test_files_that_can_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_bytes(b"schema: 2\ndocument: \xff\n")
    with pytest.raises(LedgerError, match=r"bad\.yaml:2:11: not UTF-8"):
        read(tmp_path / "bad.yaml")
    with pytest.raises(LedgerError, match="can't be read: Is a directory"):
        read(tmp_path)
    with pytest.raises(LedgerError, match="can't be read: No such file"):
        read(tmp_path / "none.yaml")


def test_a_file_can_be_too_large(tmp_path: Path) -> None:
    with (tmp_path / "large.yaml").open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(LedgerError, match=r"large\.yaml:1:1: larger than 32 MB"):
        read(tmp_path / "large.yaml")


def test_the_first_line_may_name_the_schema() -> None:
    line = schema_line(Path("ledger"), Path("ledger/a/b.yaml"))
    handwritten = GOOD.replace("title: ", "title:  ")
    assert parse(line + GOOD, "x") == parse(line + handwritten, "x") == parse(GOOD, "x")
    assert dump(parse(GOOD, "x"), line) == line + GOOD
    assert split_schema_line(line + GOOD) == (line, GOOD)
    assert split_schema_line(GOOD) == ("", GOOD)


def test_published_json_schema_is_current() -> None:
    folder = ROOT / "docs" / "schema"
    assert (folder / "ledger.schema.json").read_text("utf-8") == json_schema()
    assert (folder / "sources.schema.json").read_text("utf-8") == json_schema(SourcesRecord)
    assert json.loads(json_schema())["required"] == ["schema", "document", "claims", "retired"]


def test_example_of_the_guide() -> None:
    guide = (ROOT / "docs" / "ledger.md").read_text("utf-8")
    example = guide.split("```yaml\n")[1].split("```")[0]
    line, _ = split_schema_line(example)
    assert line == schema_line(Path("ledger"), Path("ledger/market/prices.txt.yaml"))
    assert dump(parse(example, "docs/ledger.md"), line) == example


def test_short_examples_of_the_guide() -> None:
    guide = (ROOT / "docs" / "ledger.md").read_text("utf-8")
    examples = [part.split("```")[0] for part in guide.split("```yaml\n")[1:]]
    (document,) = (text for text in examples if text.startswith("document:"))
    (nested,) = (text for text in examples if text.startswith("- id:"))
    example = f"schema: 2\n{document}claims:\n{nested}retired: []\n"
    ledger = parse(example, "docs/ledger.md")
    assert dump(ledger, "") == example
    assert ledger.url is not None
    assert ledger.retrieved is not None
    assert ledger.claims[1].within == ledger.claims[0].id
