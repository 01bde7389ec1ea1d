"""``claimkit format``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from claimkit import yamlio
from claimkit.ledger.format.read import read
from tests.cli.conftest import Run
from tests.cli.reviewed import make_project
from tests.repositories import WorkTree

HALL = "ledger/hall.txt.yaml"


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> WorkTree:
    tree = make_project(tmp_path / "desk")
    monkeypatch.chdir(tree.root)
    run("format", "--quiet")
    tree.commit()
    return tree


def edit(tree: WorkTree, before: str, after: str) -> Path:
    path = tree.root / HALL
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    return path


def test_what_is_in_form_is_left(tree: WorkTree, run: Run) -> None:
    done = run("format", "--check")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.startswith("0 files would change, ")
    assert tree.git("status", "--short") == ""


def test_a_persons_own_yaml_is_brought_into_form(tree: WorkTree, run: Run) -> None:
    path = edit(tree, "  source: Bo Lind\n", "  source:\n    - 'Bo Lind'\n")
    before = path.read_bytes()
    says = read(path)
    dry = run("format", "--check")
    assert (dry.exit_code, dry.stdout) == (1, f"{HALL}: would change\n")
    shown = run("format", "--diff", HALL)
    assert shown.exit_code == 1
    assert shown.stdout.startswith(f"--- a/{HALL}\n+++ b/{HALL}\n@@ ")
    assert "\n-  source:\n-    - 'Bo Lind'\n+  source: Bo Lind\n" in shown.stdout
    assert path.read_bytes() == before
    done = run("format")
    assert (done.exit_code, done.stdout) == (0, f"{HALL}: changed\n")
    assert done.stderr.startswith("1 file changed, ")
    assert read(path) == says
    assert tree.git("status", "--short") == ""


@pytest.mark.parametrize("end", ["\r\n", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_are_part_of_the_form(
    tree: WorkTree, run: Run, end: str
) -> None:
    path = tree.root / HALL
    data = path.read_bytes()
    path.write_bytes(data.replace(b"\n", b"\r\n") if end == "\r\n" else b"\xef\xbb\xbf" + data)
    assert run("format", "--check").exit_code == 1
    assert run("format", "reports/hall.txt").stdout == f"{HALL}: changed\n"
    assert path.read_bytes() == data


def test_lists_of_the_whole_ledger_too(tree: WorkTree, run: Run) -> None:
    text = "schema: 2\nsources:\n- {name: Bo Lind, kind: person}\n- {name: Ann Lee, kind: person}\n"
    tree.write("ledger/_sources.yaml", text)
    tree.write("ledger/_ledger.schema.json", "{}")
    done = run("format")
    assert done.stdout == "ledger/_ledger.schema.json: changed\nledger/_sources.yaml: changed\n"
    line = "# yaml-language-server: $schema=_sources.schema.json\n"
    formatted = (tree.root / "ledger/_sources.yaml").read_text("utf-8")
    assert formatted.startswith(line + "schema: 2\nsources:\n- name: Ann Lee\n")


def test_the_schema_named_in_a_file_is_there_and_fits(tree: WorkTree) -> None:
    for path in sorted((tree.root / "ledger").rglob("*.yaml")):
        text = path.read_text("utf-8")
        name = text.split("\n", 1)[0].removeprefix("# yaml-language-server: $schema=")
        schema = json.loads((path.parent / name).read_text("utf-8"))
        Draft202012Validator.check_schema(schema)
        node = yamlio.compose(text, name)
        assert node is not None
        Draft202012Validator(schema).validate(yamlio.construct(node, name))


def test_what_can_not_be_read_is_left(tree: WorkTree, run: Run) -> None:
    path = edit(tree, "retired:", "# mine\nretired:")
    before = path.read_bytes()
    done = run("format")
    assert done.exit_code == 3
    assert f"{HALL}:" in done.stderr
    assert "comments" in done.stderr
    assert path.read_bytes() == before


def test_links_are_refused(tree: WorkTree, run: Run, tmp_path: Path) -> None:
    path = tree.root / HALL
    outside = tmp_path / "outside.yaml"
    path.rename(outside)
    before = outside.read_bytes() + b"\n"
    outside.write_bytes(before)
    path.symlink_to(outside)
    done = run("format")
    assert done.exit_code == 3
    assert "symbolic link" in done.stderr
    assert outside.read_bytes() == before


@pytest.mark.parametrize("path", ["README.md", "ledger/none.txt.yaml", "reports/none.txt", "../x"])
def test_other_files_are_a_mistake(tree: WorkTree, run: Run, path: str) -> None:
    done = run("format", path)
    assert done.exit_code == 2
    assert "is not a file of the ledger" in done.stderr
