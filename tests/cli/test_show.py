"""``claimkit show``: a claim, its sentence in the document, and its history."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.repositories import WorkTree

SHOWN = """\
aaaaaaaa  pending
source      Ann Lee
role        mayor
cue         said
stance      asserts
content     Rents will rise by 5 percent
kind        indirect
said        2025-03-03
quantities  5 percent: 5 percent (rise)
block       paragraph
rule        say.verb clause, high confidence
document    reports/hall.txt:1
ledger      ledger/hall.txt.yaml:10

  The hall opened in 1990. It has 12 stalls.
> Rents will rise by 5 percent, Ann Lee said on Monday.
  Nobody was asked, Bo Lind complained. She denied it. That was all.

history
  2025-05-02  {commit}  Mia Kay: added
"""


def history_of(run: Run, claim_id: str) -> list[list[tuple[str, str | None]]]:
    """Return the changes of a claim, the newest first, and check that commits come with them."""
    (claim,) = json.loads(run("show", claim_id, "--format", "json").stdout)["claims"]
    for entry in claim["history"]:
        is_committed = entry["commit"] is not None
        assert (entry["author"], entry["on"]) == (
            ("Mia Kay", "2025-05-02") if is_committed else (None, None)
        )
    return [[(e["event"], e["detail"]) for e in entry["events"]] for entry in claim["history"]]


def test_a_claim_in_words(tree: WorkTree, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = tree.git("rev-parse", "HEAD")[:10]
    monkeypatch.chdir(tree.root / "reports")
    done = run("show", "aaa")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == SHOWN.format(commit=commit)


def test_several_claims_and_retired_ones(tree: WorkTree, run: Run) -> None:
    done = run("show", "c", "dddddddd", "c")
    assert done.exit_code == 0
    first, second = done.stdout.split("\n\ndddddddd  retired\n")
    assert first.startswith("cccccccc  accepted, stale\n")
    assert "stale     changed since then: content\n" in first
    assert "> She denied it.\n" in first
    assert "review    rejected by mia on 2025-03-01\n" in second
    assert "the evidence is not in the document\n> All is well, the company said.\n" in second
    assert "ledger    ledger/hall.txt.yaml:44\n" in second


def test_the_history_follows_reviews_changes_and_renames(tree: WorkTree, run: Run) -> None:
    assert run("review", "accept", "aaaaaaaa", "--by", "bo").exit_code == 0
    tree.commit("Accept it")
    tree.git("mv", "ledger/hall.txt.yaml", "ledger/house.txt.yaml")
    tree.commit("Move it")
    path = tree.root / "ledger/house.txt.yaml"
    text = path.read_text("utf-8").replace("said: 2025-03-03", "said: 2025-03-04")
    path.write_text(text, "utf-8")
    tree.commit("Say when")
    path.write_text(text.replace("Nobody was", "No one was"), "utf-8")
    tree.commit("Another claim")
    assert run("review", "reject", "aaaaaaaa", "--by", "mia").exit_code == 0
    found = history_of(run, "aaaaaaaa")
    days = [detail[-10:] for ((_, detail),) in (found[0], found[3]) if detail]
    assert found == [
        [("reviewed", f"rejected by mia on {days[0]}")],
        [("changed", "said")],
        [("moved", "ledger/hall.txt.yaml")],
        [("reviewed", f"accepted by bo on {days[1]}")],
        [("added", None)],
    ]
    shown = run("show", "aaaaaaaa").stdout
    assert f"  not committed yet: reviewed: rejected by mia on {days[0]}\n" in shown


def test_a_claim_that_retires_and_comes_back(tree: WorkTree, run: Run) -> None:
    path = tree.root / "ledger/hall.txt.yaml"
    text = path.read_text("utf-8")
    start = text.index("- id: cccccccc")
    claim = text[start : text.index("retired:")]
    path.write_text(text.replace(claim, "").replace("retired:\n", f"retired:\n{claim}"), "utf-8")
    tree.commit()
    path.write_text(text, "utf-8")
    tree.commit()
    assert history_of(run, "cccccccc")[:2] == [[("restored", None)], [("retired", None)]]


def test_versions_that_cannot_be_read_are_passed_over(tree: WorkTree, run: Run) -> None:
    path = tree.root / "ledger/hall.txt.yaml"
    text = path.read_text("utf-8")
    path.write_text("<<<<<<< ours\n" + text, "utf-8")
    tree.commit()
    path.write_text(text, "utf-8")
    tree.commit()
    assert history_of(run, "aaaaaaaa") == [[("added", None)]]


def test_without_git_and_in_a_shallow_clone(
    tree: WorkTree, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("review", "accept", "aaaaaaaa", "--by", "bo").exit_code == 0
    tree.commit()
    tree.write("other.txt", "other")
    tree.commit()
    tree.git("clone", "--quiet", "--depth=2", tree.root.as_uri(), tmp_path / "shallow")
    monkeypatch.chdir(tmp_path / "shallow")
    shown = run("show", "aaaaaaaa").stdout
    assert "history\n  (this clone is shallow: older commits are missing)\n" in shown
    assert "added" not in shown
    (tree.root / ".git").rename(tmp_path / "hidden")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.chdir(tree.root)
    done = run("show", "aaaaaaaa")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "history" not in done.stdout


def test_a_file_that_was_edited_by_hand_has_lines_too(tree: WorkTree, run: Run) -> None:
    path = tree.root / "ledger/hall.txt.yaml"
    path.write_text(path.read_text("utf-8").replace("- id: aabbbbbb", "- 'id': aabbbbbb"), "utf-8")
    shown = run("show", "aabbbbbb").stdout
    assert "ledger    ledger/hall.txt.yaml:23\n" in shown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Missing argument 'ID...'"),
        (["zz"], "there is no claim with the id 'zz'"),
        (["a"], "'a' may be aaaaaaaa in reports/hall.txt, aabbbbbb in"),
    ],
)
def test_usage(tree: WorkTree, run: Run, arguments: list[str], message: str) -> None:
    done = run("show", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert message in " ".join(done.stderr.split())


def test_what_a_document_says_does_not_control_the_terminal(tree: WorkTree, run: Run) -> None:
    path = tree.root / "ledger/hall.txt.yaml"
    path.write_text(path.read_text("utf-8").replace("Ann Lee", '"Ann\\e[2J Lee"', 1), "utf-8")
    tree.git("-c", "user.name=A\x1b[2JB", "commit", "--quiet", "--all", "--message", "\x1b[2J")
    done = run("show", "aaaaaaaa")
    assert "\x1b" not in done.stdout
    assert "Ann\\x1b[2J Lee" in done.stdout


def test_reported_claims_and_claims_that_people_added(tree: WorkTree, run: Run) -> None:
    path = tree.root / "ledger/hall.txt.yaml"
    text = path.read_text("utf-8")
    rule = "rule: complain.verb clause"
    assert rule in text
    text = text.replace("  confidence: medium\n", "  within: aaaaaaaa\n  confidence: medium\n")
    text = text.replace(rule, "rule: manual\n  added: {by: mk, on: 2025-05-02}")
    path.write_text(text, "utf-8")
    shown = run("show", "aabb")
    assert shown.exit_code == 0, shown.stderr
    assert "added     by mk on 2025-05-02\n" in shown.stdout
    assert "within    aaaaaaaa  Ann Lee: Rents will rise by 5 percent\n" in shown.stdout
    assert "reports     aabbbbbb  Bo Lind: Nobody was asked\n" in run("show", "aaaa").stdout
    (claim,) = json.loads(run("show", "aaaa", "--format", "json").stdout)["claims"]
    assert [inner["id"] for inner in claim["reports"]] == ["aabbbbbb"]


def test_review_with_an_id_shows_the_claim_where_there_is_no_terminal(
    tree: WorkTree, run: Run
) -> None:
    shown = run("show", "aaa", "d")
    done = run("review", "aaa", "d")
    assert (done.exit_code, done.stdout, done.stderr) == (0, shown.stdout, "")
    printed = run("show", "aaa", "--format", "json").stdout
    assert run("review", "aaa", "--format", "json").stdout == printed
    assert tree.git("status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["review", "lst"], "No such command 'lst', and no claim has this id. Did you mean 'list'"),
        (["review", "acept", "a"], "no claim has this id. Did you mean 'accept'?"),
        (["review", "aaa", "zz"], "there is no claim with the id 'zz'"),
        (["review", "Aaa"], "No such command 'Aaa'"),
        (["review", "--by", "bo", "aaa"], "Write options after aaa"),
        (
            ["show", "aaaaabaa"],
            "there is no claim with the id 'aaaaabaa' (did you mean 'aaaaaaaa'?)",
        ),
    ],
)
def test_what_is_no_claim_and_no_command(
    tree: WorkTree, run: Run, arguments: list[str], message: str
) -> None:
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert message in " ".join(done.stderr.split())


@pytest.mark.model
def test_explain_with_an_id_shows_the_claim_and_its_sentence(tree: WorkTree, run: Run) -> None:
    done = run("explain", "aabb")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith(run("show", "aabb").stdout)
    assert "4. Nobody was asked, Bo Lind complained.\n" in done.stdout
    assert "She denied it.\n\n      token" not in done.stdout
    (trace,) = json.loads(run("explain", "c", "--format", "json").stdout)
    assert trace["text"] == "She denied it."


@pytest.mark.model
@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["a"], 2, "'a' may be aaaaaaaa"),
        (["aaa", "--sentence", "1"], 2, "--sentence goes with a document"),
        (["eeee"], 3, "reports/old/mill.txt"),
        (["dddd"], 3, "the evidence is not in the document"),
        (["zzzz"], 1, "zzzz: error CK"),
    ],
)
def test_explain_with_an_id_that_cannot_be_explained(
    tree: WorkTree, run: Run, arguments: list[str], code: int, message: str
) -> None:
    done = run("explain", *arguments)
    assert (done.exit_code, done.stdout) == (code, "")
    assert message in " ".join(done.stderr.split())


@pytest.mark.model
def test_a_file_goes_before_a_claim(tree: WorkTree, run: Run) -> None:
    tree.write("aaa", "The mill has closed, KCNA reported.")
    done = run("explain", "aaa")
    assert "aaaaaaaa" not in done.stdout
    assert "The mill has closed" in done.stdout + done.stderr or "aaa:" in done.stderr


def test_it_starts_without_spacy(tree: WorkTree, environment: dict[str, str]) -> None:
    code = (
        "import sys; from claimkit.cli import app; app(['show', 'aaa'], standalone_mode=False); "
        "assert not {'spacy', 'rich', 'pydantic'} & set(sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
