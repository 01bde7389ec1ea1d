"""``claimkit review`` for many claims at once, and for a second reviewer, without a terminal."""

from __future__ import annotations

import json

import pytest

from claimkit.model import Review, ReviewStatus
from tests.cli.conftest import Run
from tests.cli.reviewed import find
from tests.repositories import WorkTree

PREVIEW = """\
2 claims in 2 documents would be rejected:
      1  reports/hall.txt
      1  reports/old/mill.txt

  aaaaaaaa  pending  Ann Lee: Rents will rise by 5 percent
  eeeeeeee  pending  Northern Press: the mill has closed
"""


def status(tree: WorkTree, claim_id: str) -> ReviewStatus:
    return (find(tree.root, claim_id).review or Review()).status


def test_a_selection_is_shown_and_changed_only_when_confirmed(tree: WorkTree, run: Run) -> None:
    selection = ("review", "reject", "--confidence", "high", "--by", "bo")
    done = run(*selection)
    assert (done.exit_code, done.stdout) == (0, PREVIEW)
    assert "nothing is written yet; add --confirm" in done.stderr
    assert tree.git("status", "--porcelain") == ""
    done = run(*selection, "--confirm", "--note", "irony")
    assert (done.exit_code, done.stdout) == (0, "2 claims in 2 documents rejected\n")
    assert (find(tree.root, "eeeeeeee").review or Review()).note == "irony"
    assert status(tree, "aaaaaaaa") is ReviewStatus.REJECTED
    assert (find(tree.root, "dddddddd").review or Review()).by == "mia"  # retired
    done = run(*selection, "--confirm")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "no claims match" in done.stderr


def test_decided_claims_change_only_if_their_status_is_named(tree: WorkTree, run: Run) -> None:
    assert run("review", "accept", "--document", ".", "--by", "bo", "--confirm").exit_code == 0
    assert (find(tree.root, "cccccccc").review or Review()).by == "mia"
    assert run("review", "reject", "--status", "stale", "--by", "bo", "--confirm").exit_code == 0
    assert (find(tree.root, "cccccccc").review or Review()).by == "bo"
    before = find(tree.root, "dddddddd")
    assert run("review", "accept", "--status", "all", "--by", "bo", "--confirm").exit_code == 0
    assert find(tree.root, "dddddddd") == before
    assert run("review", "reopen", "--status", "all", "--confirm").exit_code == 0
    assert status(tree, "aaaaaaaa") is ReviewStatus.PENDING


def test_one_field_of_many_claims(tree: WorkTree, run: Run) -> None:
    selection = ("review", "correct", "--of-source", "lee", "--source", "Anna Lee", "--by", "bo")
    assert run(*selection).stdout.startswith("1 claim in 1 document would be corrected:\n")
    done = run(*selection, "--confirm")
    assert (done.exit_code, done.stdout) == (0, "1 claim in 1 document corrected\n")
    review = find(tree.root, "aaaaaaaa").review or Review()
    assert review.corrections == (("source", ("Anna Lee",)),)
    done = run("review", "correct", "--rule", "say.verb clause", "--by", "bo", "--confirm")
    assert (done.exit_code, "Nothing to correct" in done.stderr) == (2, True)


def test_a_note_on_many_claims_keeps_the_notes_that_are_there(tree: WorkTree, run: Run) -> None:
    assert run("review", "note", "aaaaaaaa", "old", "--by", "bo").exit_code == 0
    done = run("review", "note", "look", "--document", "reports", "--by", "bo", "--confirm")
    assert (done.exit_code, done.stdout) == (0, "2 claims in 2 documents given a note\n")
    assert (find(tree.root, "aaaaaaaa").review or Review()).note == "old"
    assert (find(tree.root, "eeeeeeee").review or Review()).note == "look"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["reject", "--confirm"], "Missing argument 'ID...'"),
        (["accept", "aaaaaaaa", "--rule", "say.verb clause"], "not both"),
        (["reject", "--status", "retired", "--confirm"], "Retired claims are not changed"),
        (["reopen", "--document", ".", "--confirm"], "Say with --status"),
        (["note", "a", "b", "c"], "the id of one claim"),
        (["note", "text"], "Missing argument 'ID...'"),
        (["correct", "--source", "x", "--confirm"], "Missing argument 'ID...'"),
        (["reject", "--rule", "x", "--confirm"], "the ledger has no claims of 'x'"),
    ],
)
def test_what_is_refused(tree: WorkTree, run: Run, arguments: list[str], message: str) -> None:
    by = [] if arguments[0] == "reopen" else ["--by", "bo"]
    done = run("review", *arguments, *by)
    assert (done.exit_code, done.stdout) == (2, "")
    assert message in " ".join(done.stderr.split())
    assert tree.git("status", "--porcelain") == ""


def test_a_second_person_decides(tree: WorkTree, run: Run) -> None:
    assert run("review", "accept", "aaaa", "aabb", "e", "--by", "mia").exit_code == 0
    listed = run("review", "list", "--status", "second-missing").stdout
    assert ("aaaaaaaa" in listed, "cccccccc" in listed) == (True, False)
    assert run("review", "accept", "aaaa", "--second", "--by", "Mia").exit_code == 2
    assert run("review", "accept", "c", "--second", "--by", "jo").exit_code == 2
    done = run("review", "reject", "aaaa", "--second", "--by", "jo", "--note", "irony")
    assert done.stdout.startswith("aaaaaaaa  accepted, second rejected  Ann Lee: ")
    assert run("review", "accept", "aabb", "--second", "--by", "jo").exit_code == 0
    done = run("review", "correct", "e", "--role", "agency", "--second", "--by", "jo")
    assert done.stdout.startswith("eeeeeeee  accepted, second corrected  Northern Press: ")
    text = (tree.root / "ledger/hall.txt.yaml").read_text("utf-8")
    assert ", second: {status: rejected, by: jo, on: " in text
    assert "aabbbbbb" in run("review", "list", "--status", "agreeing").stdout
    disagreeing = json.loads(
        run("review", "list", "--status", "disagreeing", "--format", "json").stdout
    )
    assert [entry["claim"]["id"] for entry in disagreeing["claims"]] == ["aaaaaaaa", "eeeeeeee"]
    stats = json.loads(run("review", "--stats", "--format", "json").stdout)
    expected = {"claims": 3, "agreeing": 1, "observed": 0.3333, "kappa": 0.0}
    assert stats["agreement"] == expected
    assert stats["pairs"] == [{"reviewers": ["jo", "mia"], "agreement": expected}]
    assert "jo and mia             3      1        33%   0.00\n" in run("review", "--stats").stdout
    found = run("check", "--no-extract", "--select", "CK243").stdout
    assert "CK243 disagreeing-reviews: accepted by mia, but rejected by jo" in found
    assert found.count("CK243 ") == 2
    assert run("review", "reopen", "aaaa", "--second").exit_code == 0
    assert status(tree, "aaaaaaaa") is ReviewStatus.ACCEPTED
    assert (find(tree.root, "aaaaaaaa").review or Review()).second is None


def test_a_second_person_decides_about_many(tree: WorkTree, run: Run) -> None:
    assert run("review", "accept", "--document", ".", "--by", "mia", "--confirm").exit_code == 0
    selection = ("review", "accept", "--confidence", "high", "--second", "--confirm")
    assert "no claims match" in run(*selection, "--by", "mia").stderr
    assert run(*selection, "--by", "jo").stdout == "2 claims in 2 documents accepted\n"
    assert "no claims match" in run(*selection, "--by", "bo").stderr
    shown = run("diff").stdout
    assert "second review: nothing → accepted by jo on " in shown
