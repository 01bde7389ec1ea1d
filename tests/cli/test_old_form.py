"""Ledgers of schema 1: they are read, compared and merged by their meaning, and upgraded."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from claimkit.cli import app
from claimkit.ledger.format import canonical, handwritten
from claimkit.ledger.format.read import parse
from tests.case_files import FOLDER
from tests.old_form import downgrade
from tests.repositories import WorkTree, make_repository

OLD, NEW = FOLDER / "ledger" / "schema-1", FOLDER / "ledger" / "schema-2"
NAMES = ("rich.txt.yaml", "_sources.yaml", "_extractor.yaml")
FILE = "ledger/rich.txt.yaml"


@pytest.fixture
def tree(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WorkTree:
    """A project whose ledger is in the old form; the current folder."""
    made = make_repository(tmp_path / "project")
    tree = WorkTree(made.root, dict(os.environ))
    tree.write("claimkit.yaml", "documents: documents\n")
    (tree.root / "ledger").mkdir()
    for name in NAMES:
        shutil.copy(OLD / name, tree.root / "ledger" / name)
    tree.commit("old")
    monkeypatch.chdir(tree.root)
    return tree


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def text(path: str = FILE) -> str:
    return Path(path).read_text("utf-8")


def test_an_old_file_means_the_same_in_both_readers() -> None:
    old, new = ((folder / "rich.txt.yaml").read_text("utf-8") for folder in (OLD, NEW))
    assert canonical.parse(old) == handwritten.parse(old, "old") == parse(new, "new")
    sources = [(folder / "_sources.yaml").read_text("utf-8") for folder in (OLD, NEW)]
    assert canonical.parse_sources(sources[0]) == canonical.parse_sources(sources[1])
    assert handwritten.parse_sources(sources[0], "a") == canonical.parse_sources(sources[0])
    extractors = [(folder / "_extractor.yaml").read_text("utf-8") for folder in (OLD, NEW)]
    assert canonical.parse_provenance(extractors[0]) == canonical.parse_provenance(extractors[1])
    assert handwritten.parse_provenance(extractors[0], "a") is not None


def test_downgrading_is_the_way_back() -> None:
    for name in NAMES:
        old, new = ((folder / name).read_text("utf-8") for folder in (OLD, NEW))
        assert parse_as_lines(downgrade(new)) == parse_as_lines(old)


def parse_as_lines(old: str) -> str:
    """Return a text without the order inside of reviews, which schema 1 did not fix."""
    start, _, rest = old.partition("review: {")
    return start if rest else old


def test_format_upgrades_the_form_only(tree: WorkTree) -> None:
    assert run("format").exit_code == 0
    for name in NAMES:
        assert text(f"ledger/{name}") == (NEW / name).read_text("utf-8")
    assert run("format", "--check").exit_code == 0
    tree.commit("new")
    done = run("diff", "HEAD~1", "--exit-code")
    assert (done.exit_code, done.stdout) == (0, "")
    assert json.loads(run("diff", "HEAD~1", "--format", "json").stdout)["documents"] == []


def test_reviewing_an_old_file_upgrades_it(tree: WorkTree) -> None:
    assert run("review", "accept", "c07yw3hz", "--by", "mk").exit_code == 0
    review = "rule: author-quantity\n  review: {status: accepted, by: mk"
    assert review in text()
    assert text().split("schema: ")[1].startswith("2\n")


@pytest.mark.model
def test_extract_upgrades_an_old_file(tree: WorkTree) -> None:
    tree.write(
        "documents/hall.txt", "Nora Falk said the hall would close. Bo Lind said it rains.\n"
    )
    assert run("extract").exit_code == 0
    path = "ledger/hall.txt.yaml"
    first = canonical.parse(text(path))
    assert first is not None
    assert run("review", "accept", first.claims[0].id, "--by", "mk").exit_code == 0
    new = {name: text(name) for name in (path, "ledger/_sources.yaml", "ledger/_extractor.yaml")}
    for name, content in new.items():
        tree.write(name, downgrade(content))
    assert "  said: null\n" in text(path)
    dry = run("extract", "--dry-run", "--exit-code")
    assert dry.exit_code == 1, dry.output
    done = run("extract")
    assert done.exit_code == 0, done.output
    assert {name: text(name) for name in new} == new
    assert run("extract", "--dry-run", "--exit-code").exit_code == 0


@pytest.mark.parametrize("has_driver", [True, False])
def test_a_branch_with_the_old_form_merges_with_one_with_the_new(
    tree: WorkTree, *, has_driver: bool
) -> None:
    if has_driver:
        assert run("git", "enable").exit_code == 0
        tree.commit("enable")
    base = text()
    tree.git("checkout", "--quiet", "-b", "topic")
    old = base.replace("rule: author-quantity\n", "rule: author-quantity\n  review: {by: ap}\n")
    tree.write(FILE, old)
    sources = text("ledger/_sources.yaml") + "- name: Radio North\n  kind: organisation\n"
    tree.write("ledger/_sources.yaml", sources)
    tree.commit("topic")
    tree.git("checkout", "--quiet", "main")
    assert run("format").exit_code == 0
    assert run("review", "accept", "8d1r5tqa", "--by", "zz").exit_code == 0
    tree.commit("new form")
    new = text()
    if has_driver:
        tree.git("merge", "--quiet", "topic")
        merged = text()
        assert text("ledger/_sources.yaml").endswith("- name: Radio North\n  kind: organisation\n")
        assert "schema: 2\n" in text("ledger/_sources.yaml")
        assert text("ledger/_extractor.yaml") == (NEW / "_extractor.yaml").read_text("utf-8")
    else:
        for name, content in (("base", base), ("ours", new), ("theirs", old)):
            tree.write(f"{name}.yaml", content)
        done = run("merge", "base.yaml", "ours.yaml", "theirs.yaml")
        assert done.exit_code == 0, done.output
        merged = done.stdout
    author = "rule: author-quantity\n"
    assert merged == new.replace(author, author + "  review: {by: ap}\n")


def test_a_newer_form_is_refused_in_plain_words(tree: WorkTree) -> None:
    tree.write(FILE, text().replace("schema: 1", "schema: 3").replace("kind:", "sort:"))
    done = run("diff", "HEAD")
    assert done.exit_code == 3
    assert f"{FILE}:2:9" in done.stderr
    for words in ("schema 3", "claimkit 0.1.0", "up to schema 2", "newer claimkit"):
        assert words in done.stderr
