"""``claimkit sources`` and sources without a name of their own, such as "the company"."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Run
from tests.repositories import WorkTree

LISTED = """\
source          kind          claims  also
Northern Press  organisation       0  NP

without a name of their own; the words mean somebody else in each document:
source         claims  document
Ann Lee             2  reports/hall.txt
the company         1  reports/hall.txt
the company         1  reports/old/mill.txt
two officials       1  reports/old/mill.txt
"""


@pytest.fixture
def tree(tree: WorkTree) -> WorkTree:
    """The project of `conftest.tree`, with sources that have no name of their own."""
    hall = (tree.root / "ledger/hall.txt.yaml").read_text("utf-8")
    tree.write("ledger/hall.txt.yaml", hall.replace("source: Bo Lind", "source: the company"))
    mill = (tree.root / "ledger/old/mill.txt.yaml").read_text("utf-8")
    start, end = mill.index("- id:"), mill.index("retired:")
    claims = mill[start:end].replace("Northern Press", "the company")
    claims += (
        mill[start:end]
        .replace("eeeeeeee", "ffffffff")
        .replace("Northern Press", "null\n  mention: two officials\n  anonymous: true")
    )
    tree.write("ledger/old/mill.txt.yaml", mill[:start] + claims + mill[end:])
    return tree


def test_they_are_listed_by_document(tree: WorkTree, run: Run) -> None:
    done = run("sources", "list")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "\n".join(line.rstrip() for line in done.stdout.split("\n")) == LISTED


def test_they_are_marked_for_programs(tree: WorkTree, run: Run) -> None:
    found = json.loads(run("sources", "list", "--format", "json").stdout)
    marks = [(s["name"], s["named"], s["kind"], s["document"], s["claims"]) for s in found]
    assert marks == [
        ("Northern Press", True, "organisation", None, 0),
        ("Ann Lee", False, None, "reports/hall.txt", 2),
        ("the company", False, None, "reports/hall.txt", 1),
        ("the company", False, None, "reports/old/mill.txt", 1),
        ("two officials", False, "anonymous", "reports/old/mill.txt", 1),
    ]


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("organisation", ["Northern Press"]),
        ("anonymous", ["two officials"]),
        ("unnamed", ["Ann Lee", "the company", "the company", "two officials"]),
        ("person", []),
    ],
)
def test_kinds(tree: WorkTree, run: Run, kind: str, names: list[str]) -> None:
    found = json.loads(run("sources", "list", "--kind", kind, "--format", "json").stdout)
    assert [source["name"] for source in found] == names
    assert run("sources", "list", "--kind", kind).exit_code == 0


@pytest.mark.parametrize("words", ["the company", "The Company", "company"])
def test_one_is_shown_with_its_documents(tree: WorkTree, run: Run, words: str) -> None:
    assert run("sources", "show", words).stdout == (
        "the company  without a name of its own\n"
        "\n"
        "reports/hall.txt  aabbbbbb\n"
        "  complained: Nobody was asked\n"
        "\n"
        "reports/old/mill.txt  eeeeeeee\n"
        "  reported: the mill has closed\n"
    )
    shown = json.loads(run("sources", "show", words, "--format", "json").stdout)
    assert (shown["name"], shown["named"], shown["kind"]) == ("the company", False, None)
    assert [found["id"] for found in shown["found"]] == ["aabbbbbb", "eeeeeeee"]


def test_their_claims_can_be_selected(tree: WorkTree, run: Run) -> None:
    done = run("review", "list", "--source", "two officials")
    assert "ffffffff" in done.stdout
    assert run("review", "list", "--source", "company").stdout.count("the company: ") == 2


def test_a_ledger_without_named_sources(tree: WorkTree, run: Run) -> None:
    (tree.root / "ledger/_sources.yaml").unlink()
    assert "the company" in run("sources", "list").stdout
    assert run("sources", "show", "the company").exit_code == 0
