"""1,000 documents with a ledger in the old form: nothing is wrong, before and after the upgrade."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from claimkit.cli import app
from claimkit.documents.reading import document_from_text
from claimkit.extraction.extractor import Extractor
from claimkit.ledger.file_texts import canonical_text
from claimkit.ledger.identity import carry_over
from claimkit.project.extraction import new_ledger_file
from tests.old_form import downgrade
from tests.repositories import WorkTree, make_repository

COUNT = 1_000
SENTENCES = (
    "According to Radio North, {name} said the mill will close in May.",
    "{name} denied that {number} trucks had left the harbour.",
    '"The ferry is late," said {name}.',
    "The harbour has lost {number} berths. {name} warned that more would go.",
)
NAMES = ("Ana Petrova", "Bo Lind", "Mia Ek", "Nora Falk", "Kim Berg")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


@pytest.fixture
def tree(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, extractor: Extractor
) -> WorkTree:
    """The project, committed; the current folder."""
    made = make_repository(tmp_path / "project")
    tree = WorkTree(made.root, dict(os.environ))
    (tree.root / "claimkit.yaml").write_text("documents: documents\njobs: 1\n", "utf-8")
    texts = [
        sentence.format(name=name, number=number) + "\n"
        for number, name in enumerate(NAMES, start=20)
        for sentence in SENTENCES
    ]
    read = list(extractor.iter_claims(document_from_text(t, name="x") for t in texts))
    for folder in ("documents", "ledger"):
        (tree.root / folder).mkdir()
    for number in range(COUNT):
        document, claims = read[number % len(read)]
        name = f"documents/{number:04}.txt"
        (tree.root / name).write_text(texts[number % len(read)], "utf-8")
        ledger = carry_over(None, new_ledger_file(replace(document, path=name), claims))
        path = tree.root / "ledger" / f"{number:04}.txt.yaml"
        path.write_text(downgrade(canonical_text(path.parent, path, ledger)), "utf-8")
    tree.commit("old")
    monkeypatch.chdir(tree.root)
    return tree


def findings(*arguments: str) -> list[dict[str, object]]:
    done = run("check", *arguments, "--format", "json")
    assert done.exit_code == 0, done.output
    found: list[dict[str, object]] = json.loads(done.stdout)["findings"]
    return found


@pytest.mark.model
@pytest.mark.slow
def test_nothing_is_wrong_before_and_after_the_upgrade(tree: WorkTree) -> None:
    some = [f"documents/{number:04}.txt" for number in range(20)]
    (old,) = findings("--no-extract")
    assert (old["code"], old["severity"]) == ("CK202", "note")
    assert "1,000 ledger files" in str(old["message"])
    assert [finding["code"] for finding in findings(*some)] == ["CK202"]

    assert run("format", "--quiet").exit_code == 0
    assert "within" not in (tree.root / "ledger/0000.txt.yaml").read_text("utf-8")
    tree.commit("new")

    assert findings("--no-extract") == findings(*some) == []
    assert run("diff", "HEAD~1").stdout == ""
    assert run("diff", "HEAD~1", "--exit-code").exit_code == 0
