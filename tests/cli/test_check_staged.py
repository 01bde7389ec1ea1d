"""``claimkit check --staged``: what the next commit will have, and nothing else."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.checked import MILL, ledger
from tests.cli.conftest import Run
from tests.repositories import WorkTree, make_repository

HALL = "Northern Press reported the hall has closed.\n"
DOCUMENT, LEDGER = "reports/mill.txt", "ledger/mill.txt.yaml"
BROKEN = "schema: [\n"


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WorkTree:
    """A repository with two documents; one of them has changed, and that is committed."""
    tree = make_repository(tmp_path / "desk")
    tree.write("claimkit.yaml", "documents: reports\n")
    tree.write(DOCUMENT, MILL)
    tree.write(LEDGER, ledger(DOCUMENT))
    tree.write("reports/old.txt", "Nobody came.\n")
    tree.write("ledger/old.txt.yaml", ledger("reports/old.txt", "bbbbbbbb"))
    tree.commit()
    monkeypatch.chdir(tree.root)
    return tree


def found(run: Run, *arguments: str) -> list[tuple[str, str]]:
    done = run("check", "--staged", "--format", "json", *arguments)
    assert done.exit_code in (0, 1), done.stderr
    findings: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    assert done.exit_code == int(any(finding["severity"] == "error" for finding in findings))
    return [(finding["check"], finding["path"]) for finding in findings]


def test_nothing_is_staged(tree: WorkTree, run: Run) -> None:
    assert (
        run("check", "--no-extract").exit_code == 1
    )  # the whole ledger is not the commit's affair
    assert found(run) == []
    tree.write(DOCUMENT, HALL)
    tree.write("reports/new.txt", HALL)
    tree.write("notes.txt", "not a document\n")
    tree.git("add", "notes.txt")
    assert found(run) == []


def test_a_staged_document_is_judged_with_its_ledger_file(tree: WorkTree, run: Run) -> None:
    tree.write(DOCUMENT, MILL + "That was all.\n")
    tree.git("add", DOCUMENT)
    assert found(run) == [("document-changed", LEDGER)]
    tree.write("reports/new.txt", HALL)
    tree.git("add", "reports/new.txt")
    assert found(run) == [("document-changed", LEDGER), ("no-ledger", "reports/new.txt")]
    assert found(run, "reports/new.txt") == [("no-ledger", "reports/new.txt")]
    assert found(run, DOCUMENT) == found(run, LEDGER) == [("document-changed", LEDGER)]
    assert found(run, "claimkit.yaml") == []


def test_a_staged_ledger_file_is_judged_with_its_document(tree: WorkTree, run: Run) -> None:
    tree.write(LEDGER, ledger(DOCUMENT, review="").replace("mill has closed.", "mill has burnt."))
    tree.git("add", LEDGER)
    assert found(run) == [("evidence-not-found", LEDGER)]


def test_the_index_counts_and_not_the_working_tree(tree: WorkTree, run: Run) -> None:
    whole = ledger(DOCUMENT, text=HALL).replace("the mill", "the hall")
    tree.write(DOCUMENT, HALL)
    tree.write(LEDGER, whole)
    tree.git("add", DOCUMENT)
    assert found(run) == [("document-changed", LEDGER)]  # the ledger is not staged
    tree.git("add", LEDGER)
    assert found(run) == []
    tree.write(LEDGER, BROKEN)  # after it was staged
    (tree.root / DOCUMENT).unlink()
    assert found(run) == []
    tree.git("add", LEDGER)
    assert found(run) == [("unreadable", LEDGER)]
    tree.write(LEDGER, whole)
    assert found(run) == [("unreadable", LEDGER)]


def test_a_partly_staged_file(tree: WorkTree, run: Run) -> None:
    """One of two changes of a file is staged; the other one would have made it right."""
    tree.write(LEDGER, ledger(DOCUMENT, review="  review: {status: accepted, on: 2025-03-05}\n"))
    tree.git("add", LEDGER)
    tree.write(
        LEDGER, ledger(DOCUMENT, review="  review: {status: accepted, by: mk, on: 2025-03-05}\n")
    )
    assert tree.git("status", "--short").startswith("MM") or "M " in tree.git("status", "--short")
    assert found(run) == [("no-reviewer", LEDGER)]


def test_deleted_and_renamed_files(tree: WorkTree, run: Run) -> None:
    tree.git("rm", "--quiet", DOCUMENT)
    assert found(run) == [("no-document", LEDGER)]
    tree.git("rm", "--quiet", LEDGER)
    assert found(run) == []
    tree.git("reset", "--quiet", "--hard")
    tree.git("mv", DOCUMENT, "reports/river.txt")
    assert found(run) == [("no-document", LEDGER)]  # one finding says that it moved
    tree.git("reset", "--quiet", "--hard")
    tree.git("rm", "--quiet", "--cached", LEDGER)
    assert found(run) == [("no-ledger", DOCUMENT)]


def test_the_staged_configuration_counts(tree: WorkTree, run: Run) -> None:
    tree.write("claimkit.yaml", "documents: reports\ncheck: {unreviewed: all}\n")
    tree.write(LEDGER, ledger(DOCUMENT, review=""))
    tree.git("add", LEDGER)
    assert found(run) == []
    tree.git("add", "claimkit.yaml")
    assert found(run) == [("unreviewed", LEDGER)]


def test_a_base_as_well(tree: WorkTree, run: Run) -> None:
    tree.write(LEDGER, ledger(DOCUMENT, review=""))
    tree.git("add", LEDGER)
    assert found(run) == []
    assert found(run, "--base", "HEAD") == [("review-lost", LEDGER)]
    tree.git("restore", "--staged", LEDGER)
    assert found(run, "--base", "HEAD") == []


def test_a_link_in_the_index_is_not_followed(tree: WorkTree, run: Run) -> None:
    (tree.root / DOCUMENT).unlink()
    (tree.root / DOCUMENT).symlink_to("../../secret.txt")
    (tree.root.parent / "secret.txt").write_text(MILL, "utf-8")
    tree.git("add", DOCUMENT)
    assert ("leads-outside", LEDGER) in found(run)


def test_the_first_commit_and_a_project_below_the_root(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = make_repository(tmp_path / "new")
    for name, text in (
        ("claimkit.yaml", "documents: reports\n"),
        (DOCUMENT, MILL),
        ("reports/hall.txt", HALL),
        (LEDGER, ledger(DOCUMENT)),
    ):
        tree.write(f"below/{name}", text)
    tree.git("add", "--all")
    monkeypatch.chdir(tree.root / "below" / "reports")
    assert found(run) == [("no-ledger", "below/reports/hall.txt")]
    shown = run("check", "--staged").stdout
    assert shown.startswith("hall.txt: error CK206")


def test_without_a_repository(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("check", "--staged")
    assert done.exit_code == 3
    assert "not in a git repository" in done.stderr


def test_nothing_is_left_behind(
    tree: WorkTree, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    tree.write(DOCUMENT, HALL)
    tree.git("add", DOCUMENT)
    assert found(run) != []
    assert list((tmp_path / "temporary").iterdir()) == []


@pytest.mark.parametrize("commit", [["commit"], ["commit", "--all"], ["commit", "--", DOCUMENT]])
def test_as_a_hook_of_git(
    tree: WorkTree, environment: dict[str, str], commit: list[str], tmp_path: Path
) -> None:
    """Git gives a hook another index if it commits other files than those that are staged."""
    tools = tmp_path / "tools"
    tools.mkdir()
    hook = tree.root / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m claimkit check --staged\n', "utf-8")
    hook.chmod(0o755)
    tree = WorkTree(tree.root, environment | tree.environment)
    tree.write(DOCUMENT, HALL)
    if commit == ["commit"]:
        tree.git("add", DOCUMENT)
    name, *rest = commit
    tree.git(name, "--quiet", "--message", "x", *rest, status=1)
    tree.write(LEDGER, ledger(DOCUMENT, text=HALL).replace("the mill", "the hall"))
    tree.git("add", LEDGER)
    if rest[:1] == ["--"]:
        rest.append(LEDGER)
    tree.git(name, "--quiet", "--message", "x", *rest)
