from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from claimkit.model import Bound, Dating, Quantity
from tests.checks.contexts import (
    make_claim,
    make_context,
    make_file,
    make_ledger,
    messages,
    run_check,
)

TEXT = "It rained.\nSo the mill closed, Ann Lee\nsaid. It rained.\n"


@pytest.mark.parametrize(("occurrence", "is_found"), [(1, True), (2, True), (3, False)])
def test_evidence_stands_as_often_as_its_occurrence_says(
    tmp_path: Path, occurrence: int, is_found: bool
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    claim = make_claim(evidence="It rained.", content="rained", occurrence=occurrence)
    context = make_context(make_file(make_ledger(claim)), root=tmp_path)
    expected = ["the evidence is not in a.txt 3 times: 'It rained.'"]
    assert messages("evidence-not-found", context) == ([] if is_found else expected)
    (tmp_path / "b.txt").write_text("It rained.\n", "utf-8")
    once = make_context(make_file(make_ledger(claim, document="b.txt")), root=tmp_path)
    number = "" if occurrence == 1 else f" {occurrence} times"
    expected = [f"the evidence is not in b.txt{number}: 'It rained.'"]
    assert messages("evidence-not-found", once) == ([] if occurrence == 1 else expected)


def test_evidence_that_is_nowhere_has_no_number(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    context = make_context(make_file(make_ledger(make_claim(evidence="It snowed."))), root=tmp_path)
    assert messages("evidence-not-found", context) == ["the evidence is not in a.txt: 'It snowed.'"]


def test_a_finding_names_the_lines_of_the_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    for evidence, line, column, end_line in (
        ("It rained.", 1, 1, 1),
        ("the mill closed", 2, 4, 2),
        ("So the mill closed, Ann Lee\n\nsaid.", 2, 1, 3),
    ):
        claim = make_claim("it fell", evidence=evidence)
        context = make_context(make_file(make_ledger(claim)), root=tmp_path)
        (finding,) = run_check("content-not-found", context)
        (place,) = finding.related
        assert (place.path, place.line, place.column, place.end_line) == (
            "a.txt",
            line,
            column,
            end_line,
        )


@pytest.mark.parametrize(
    ("length", "shown"), [(79, "x" * 79), (80, "x" * 80), (81, "x" * 79 + "…")]
)
def test_long_words_are_cut(length: int, shown: str) -> None:
    context = make_context(make_file(make_ledger(make_claim("x" * length, evidence="y"))))
    assert messages("content-not-found", context) == [
        f"the content is not in the evidence: {shown!r}"
    ]


@pytest.mark.parametrize(
    ("low", "high", "is_wrong"),
    [(5, 6, False), (5, 5, False), (6, 5, True), (None, 5, False), (5, None, False)],
)
def test_the_lower_end_is_not_above_the_upper_one(
    low: int | None, high: int | None, is_wrong: bool
) -> None:
    least, most = (None if number is None else Decimal(number) for number in (low, high))
    quantity = Quantity("5 cows", least, most, Bound.RANGE, "cows")
    context = make_context(make_file(make_ledger(make_claim("5 cows", quantities=(quantity,)))))
    expected = ["'5 cows': min 6 is more than max 5"] if is_wrong else []
    assert messages("upside-down", context) == expected


def test_words_of_quantities_and_dates_stand_in_the_content() -> None:
    claim = make_claim(
        "5 cows left in May",
        quantities=(Quantity("6 cows", Decimal(6), Decimal(6), Bound.EXACT, "cows"),),
        dates=(Dating("in  May", "2025-05"), Dating("in June", "2025-06")),
    )
    context = make_context(make_file(make_ledger(claim)))
    assert messages("words-not-found", context) == [
        "the words '6 cows' are not in the content",
        "the words 'in June' are not in the content",
    ]


def test_a_document_may_begin_with_an_empty_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\nSo the mill closed.\n", "utf-8")
    claim = make_claim("it fell", evidence="the mill closed.")
    context = make_context(make_file(make_ledger(claim)), root=tmp_path)
    (finding,) = run_check("content-not-found", context)
    (place,) = finding.related
    assert (place.line, place.column) == (2, 4)
