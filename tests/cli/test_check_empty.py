"""``claimkit check`` where there is nothing to check."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.checked import fill
from tests.cli.conftest import Run
from tests.repositories import WorkTree, make_repository


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WorkTree:
    tree = make_repository(tmp_path / "desk")
    monkeypatch.chdir(tree.root)
    return tree


def check(run: Run, *arguments: str) -> tuple[int, str]:
    done = run("check", "--no-extract", *arguments)
    assert done.stdout == ""
    return done.exit_code, done.stderr


def test_a_folder_without_a_ledger(tree: WorkTree, run: Run) -> None:
    code, message = check(run)
    assert code == 3
    assert "nothing was checked: the folder of the ledger, ledger, does not exist" in message
    assert "`working-directory`" in message
    assert "--allow-empty" in message
    assert check(run, "--allow-empty")[0] == 0


def test_the_folder_above_the_project(tree: WorkTree, run: Run) -> None:
    fill(tree, "team/desk/")
    code, message = check(run)
    assert code == 3
    assert "team/desk has a claimkit.yaml" in message


def test_a_new_project(tree: WorkTree, run: Run) -> None:
    assert run("init", ".").exit_code == 0
    code, message = check(run)
    assert code == 3
    assert "ledger, has no ledger files" in message
    assert "put documents into documents, run `claimkit extract` and commit" in message
    tree.write("claimkit.yaml", "check: {allow_empty: true}\n")
    assert check(run)[0] == 0


def test_a_document_without_ledger_is_something_to_report(tree: WorkTree, run: Run) -> None:
    fill(tree)
    (tree.root / "ledger" / "mill.txt.yaml").unlink()
    done = run("check", "--no-extract")
    assert done.exit_code == 1
    assert "CK206" in done.stdout
    code, message = check(run, "--select", "CK21", "reports")
    assert (code, "no ledger files" in message) == (3, True)


def test_paths_without_a_ledger_file(tree: WorkTree, run: Run) -> None:
    fill(tree)
    tree.write("reports/new/a.txt", "Nobody came.\n")
    code, message = check(run, "--select", "CK21", "reports/new")
    assert code == 3
    assert "there is no ledger file for these paths" in message
    assert check(run, "--select", "CK21", "reports")[0] == 0
    assert check(run, "notes")[0] == 2


def test_a_change_without_ledger_files(tree: WorkTree, run: Run) -> None:
    fill(tree)
    tree.commit()
    tree.write("notes.txt", "nothing of the ledger\n")
    assert check(run, "--base", "HEAD")[0] == 0
    tree.git("rm", "--quiet", "-r", "ledger", "reports")
    tree.commit()
    assert check(run, "--base", "HEAD")[0] == 3


def test_another_folder_for_the_ledger(tree: WorkTree, run: Run) -> None:
    fill(tree)
    code, message = check(run, "--ledger", "claims", "--select", "CK21")
    assert code == 3
    assert "the folder of the ledger, claims, does not exist" in message
