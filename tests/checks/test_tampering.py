"""A good project has no findings; whatever is done to it, the check for it finds it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from claimkit.checks.table import CHECKS
from claimkit.cli import app
from tests.case_files import load_cases, read_cases
from tests.repositories import WorkTree, make_repository

pytestmark = pytest.mark.model

CASES = ("checks/tampering", "finds edits config base by extract")
CAUSES_CASES = ("checks/causes", "finds edits config base ignore")
HALL = """\
---
title: Rents in the market hall
date: 2025-03-04
---

Rents will rise by 5 percent, Mayor Ann Lee said on Monday. "Nobody was asked," trader Bo Lind
complained.

The hall has 12 stalls, Northern Press reported in January. Ann Lee denied that the hall will
close.
"""
MILL = """\
The mill on the river has closed, Northern Press reported. Mayor Ann Lee promised to find work for
40 people.
"""
REVIEW = "  review: {status: accepted, by: mk, on: 2025-03-05}\n"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in a repository: two documents and their ledger, one claim accepted."""
    tree = make_repository(tmp_path_factory.mktemp("good") / "desk")
    tree.write("claimkit.yaml", "documents: reports\n")
    tree.write("reports/hall.md", HALL)
    tree.write("reports/mill.txt", MILL)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tree.root)
        assert run("extract", "--quiet").exit_code == 0
    path = tree.root / "ledger" / "hall.md.yaml"
    rule = "  rule: say.verb clause\n"
    text = path.read_text("utf-8")
    assert text.count(rule) == 1
    path.write_text(text.replace(rule, rule + REVIEW), "utf-8")
    tree.commit()
    return tree.root


@pytest.fixture
def tree(good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WorkTree:
    root = tmp_path / "a" / "desk"
    shutil.copytree(good, root)
    monkeypatch.chdir(root)
    return WorkTree(root)


def find(*arguments: str) -> dict[str, list[dict[str, Any]]]:
    """Return the findings by the names of their checks."""
    done = run("check", "--format", "json", *arguments)
    assert done.exit_code in (0, 1), done.stderr
    found: dict[str, list[dict[str, Any]]] = {}
    for finding in json.loads(done.stdout)["findings"]:
        found.setdefault(finding["check"], []).append(finding)
    return found


def tamper(tree: WorkTree, edit: Mapping[str, Any]) -> None:
    root = tree.root
    match edit:
        case {"file": file, "find": before, "put": after}:
            path = root / file
            text = path.read_text("utf-8")
            assert before in text, text
            if edit.get("drop"):
                start = text.index(before)
                text = text[:start] + text[text.index(edit["until"], start) :]
            else:
                text = text.replace(before, after, 1)
            path.write_text(text, "utf-8")
        case {"write": file, "text": text}:
            tree.write(file, text)
        case {"delete": file}:
            (root / file).unlink()
        case {"copy": file, "to": target}:
            shutil.copy(root / file, root / target)
        case {"move": file, "to": target}:
            (root / target).parent.mkdir(exist_ok=True)
            (root / file).rename(root / target)
        case {"link": file, "to": target}:
            (root / file).symlink_to(target)
            assert (root / file).exists()
        case {"commit": "all"}:
            tree.commit()
        case {"run": arguments}:
            done = run(*arguments)
            assert done.exit_code == 0, done.stderr
        case {"run-git": arguments}:
            tree.git(*arguments)
        case _:
            raise AssertionError(edit)


def listing(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".git" not in path.parts
    }


def test_a_good_project_has_no_findings(tree: WorkTree) -> None:
    assert find() == find("--base", "HEAD") == find("--no-extract") == {}


@pytest.mark.parametrize("case", load_cases(*CASES))
def test_tampering_is_found(tree: WorkTree, case: Mapping[str, Any]) -> None:
    for edit in case.get("edits", ()):
        tamper(tree, edit)
    if "config" in case:
        with (tree.root / "claimkit.yaml").open("a", encoding="utf-8") as file:
            file.write(case["config"])
    if "by" in case:
        tree.commit()
    arguments = ["--base", case["base"]] if "base" in case else []
    arguments += ["--no-extract"] if case.get("extract") is False else []
    before = listing(tree.root)
    found = find(*arguments)
    assert set(found) == set(case["finds"]), found
    assert listing(tree.root) == before
    for findings in found.values():
        assert all(finding["hint"] for finding in findings)
        for finding in findings:
            path = tree.root / finding["path"]
            assert not path.exists() or finding["line"] is None or has_line(path, finding["line"])


@pytest.mark.parametrize("case", load_cases(*CAUSES_CASES))
def test_one_cause_gives_one_finding(tree: WorkTree, case: Mapping[str, Any]) -> None:
    for edit in case["edits"]:
        tamper(tree, edit)
    if "config" in case:
        tree.write("claimkit.yaml", case["config"])
    arguments = ["--base", case["base"]] if "base" in case else []
    arguments += ["--ignore", case["ignore"]] if "ignore" in case else []
    found = find(*arguments)
    assert {name: len(findings) for name, findings in found.items()} == case["finds"], found


def has_line(path: Path, line: int) -> bool:
    return 1 <= line <= path.read_text("utf-8").count("\n") + 1


def test_each_check_has_a_case() -> None:
    assert {name for case in read_cases(*CASES) for name in case["finds"]} == {
        check.name for check in CHECKS
    }
