"""A project for users of Python: extract, check and diff return plain data."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import claimkit
from claimkit.errors import UsageError
from claimkit.git.process import GitError
from claimkit.project.project import Project
from tests.project.conftest import ledger_text
from tests.repositories import WorkTree


def test_it_is_part_of_the_python_api(tree: WorkTree, monkeypatch: pytest.MonkeyPatch) -> None:
    assert claimkit.Project is Project
    monkeypatch.chdir(tree.root / "desk" / "texts")
    assert claimkit.Project.find().root == tree.root / "desk"
    assert claimkit.Project.find("..").root == tree.root / "desk"


@pytest.mark.model
def test_extract_says_what_has_changed(tree: WorkTree, project: Project) -> None:
    tree.write("desk/texts/mill.txt", "The mill has closed, KCNA reported.\n")
    (tree.root / "desk" / "texts" / "empty.txt").touch()
    planned = project.extract(dry_run=True)
    assert not (project.ledger / "mill.txt.yaml").exists()
    done = project.extract()
    assert planned == done
    (empty,) = done.findings
    assert (empty.code, empty.path) == ("CK105", "texts/empty.txt")
    states = {file.document: file.state for file in done.files}
    assert states == {"texts/bakery.txt": "changed", "texts/mill.txt": "new"}
    mill = next(file for file in done.files if file.document == "texts/mill.txt")
    assert mill.path == project.ledger / "mill.txt.yaml"
    assert [claim.source for claim in mill.changes.new] == [("KCNA",)]
    assert (mill.changes.changed, mill.changes.gone) == ((), ())
    again = project.extract()
    assert {file.state for file in again.files} == {"unchanged"}


@pytest.mark.model
def test_extract_follows_a_document_that_moved(tree: WorkTree, project: Project) -> None:
    project.extract()
    tree.commit()
    tree.git("mv", "desk/texts/bakery.txt", "desk/texts/shop.txt")
    (file,) = project.extract(project.documents).files
    assert (file.state, file.document) == ("moved", "texts/shop.txt")
    assert file.moved_from == project.ledger / "bakery.txt.yaml"
    assert file.path == project.ledger / "shop.txt.yaml"


@pytest.mark.model
def test_extract_without_documents(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No documents named"):
        Project.find(tmp_path).extract()
    with pytest.raises(UsageError, match="is a corpus"):
        Project.find(tmp_path).extract(tmp_path / "a.jsonl")


def test_check_returns_findings(tree: WorkTree, project: Project) -> None:
    assert project.check(extract=False).findings == ()
    tree.write("desk/ledger/bakery.txt.yaml", ledger_text(review=""))
    report = project.check(extract=False, base="HEAD")
    assert [(finding.code, finding.path) for finding in report.findings] == [
        ("CK224", "ledger/bakery.txt.yaml")
    ]
    assert project.check(extract=False, base="HEAD", ignore=["review-lost"]).findings == ()
    assert project.check(project.documents, extract=False, select=["CK2"]).files == 1


def test_check_refuses_what_it_does_not_know(project: Project) -> None:
    with pytest.raises(UsageError, match="there is no check 'CK9'"):
        project.check(extract=False, select=["CK9"])
    with pytest.raises(UsageError, match="is not a document or a ledger file"):
        project.check("nowhere.txt", extract=False)


def test_diff_returns_changes(tree: WorkTree, project: Project) -> None:
    first = tree.git("rev-parse", "HEAD").strip()
    tree.write(
        "desk/ledger/bakery.txt.yaml", ledger_text().replace("stance: asserts", "stance: denies")
    )
    (document,) = project.diff("main").documents
    assert document.path == "texts/bakery.txt"
    (change,) = document.claims
    assert [(f.name, f.before, f.after) for f in change.fields] == [("stance", "asserts", "denies")]
    assert project.diff("main", only=["removed"]).documents == ()
    assert project.diff("main", ignore=["stance"]).documents == ()
    assert project.diff("main", paths=[project.root / "texts"]).documents == (document,)
    assert project.diff(staged=True).documents == ()
    tree.commit()
    assert project.diff(f"{first}..main").documents == (document,)
    assert project.diff(first, "main").documents == (document,)


def test_diff_refuses_what_is_not_two_states(project: Project, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="More than two revisions"):
        project.diff("HEAD", "HEAD", "HEAD")
    with pytest.raises(UsageError, match="no field, kind of change"):
        project.diff(only=["colour"])
    with pytest.raises(GitError, match="there is no revision 'nowhere'"):
        project.diff("nowhere")
    with pytest.raises(GitError, match="not in a git repository"):
        Project.find(tmp_path).diff()


def test_check_and_diff_start_without_spacy(tree: WorkTree, root: Path) -> None:
    code = (
        "import claimkit\n"
        f"project = claimkit.Project.find({str(tree.root / 'desk')!r})\n"
        "project.diff('main'), project.check(extract=False)"
    )
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", code],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    modules = set(re.findall(r"\|\s*(\S+)$", done.stderr, flags=re.MULTILINE))
    assert "claimkit.project.checking" in modules
    assert not {"spacy", "pydantic", "click", "rich", "numpy"} & modules
