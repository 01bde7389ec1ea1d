"""``check --base`` loads no model and no lexicons that a change brings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimkit.parsing import pipeline
from claimkit.parsing.models import default_package
from tests.cli.conftest import Run
from tests.own_words import CHIRP
from tests.repositories import WorkTree, make_repository

pytestmark = pytest.mark.model


@pytest.fixture
def tree(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> WorkTree:
    """A repository whose main branch has own lexicons; the branch ``change`` is checked out."""
    tree = make_repository(tmp_path / "desk")
    tree.write("claimkit.yaml", "lexicons: words\n")
    tree.write("words/cues.yaml", CHIRP)
    tree.write("documents/a.txt", "The mayor chirped that the bridge is closed.\n")
    monkeypatch.chdir(tree.root)
    assert run("extract", "--quiet").exit_code == 0
    tree.commit()
    tree.git("checkout", "--quiet", "-b", "change")
    return tree


def codes(run: Run, *arguments: str) -> dict[str, str]:
    """Return the messages of the findings by their codes."""
    done = run("check", "--format", "json", *arguments)
    assert done.exit_code in (0, 1), done.stderr
    return {f["code"]: f["message"] for f in json.loads(done.stdout)["findings"]}


def test_what_the_base_has_is_loaded(tree: WorkTree, run: Run) -> None:
    tree.write("documents/b.txt", "The baker chirped that the shop is open.\n")
    assert run("extract", "--quiet").exit_code == 0
    tree.commit()
    assert codes(run, "--base", "main") == {}
    text = (tree.root / "ledger/b.txt.yaml").read_text("utf-8")
    tree.write("ledger/b.txt.yaml", text.replace("stance: asserts", "stance: denies"))
    assert set(codes(run, "--base", "main")) == {"CK209"}


@pytest.mark.parametrize(
    "change",
    [
        {"words/cues.yaml": CHIRP + "disable: [say.verb]\n"},
        {"words/units.yaml": "units: []\n"},
        {"other/cues.yaml": CHIRP, "claimkit.yaml": "lexicons: other\n"},
        {"claimkit.yaml": "lexicons: words/../words\n"},
        {"claimkit.yaml": "lexicons: words\nmodel: ./model\n", "model/config.cfg": ""},
        {"claimkit.yaml": "lexicons: words\nmodel: en_core_web_md\n"},
        {"claimkit.yaml": "lexicons: words\nmodel: model\n", "model/config.cfg": ""},
    ],
)
def test_what_a_change_brings_is_not_loaded(
    change: dict[str, str], tree: WorkTree, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path, text in change.items():
        tree.write(path, text)
    for is_committed in (False, True):
        if is_committed:
            tree.commit()
        with monkeypatch.context() as patch:
            patch.delattr(pipeline, "load_pipeline")
            found = codes(run, "--base", "main")
        assert set(found) == {"CK251"}
        assert "is not loaded" in found["CK251"]
    done = run("check", "--base", "main")
    assert done.exit_code == 1
    assert "claimkit.yaml:" in done.stdout
    assert "merge the setting" in done.stdout


def test_a_link_in_place_of_the_folder(tree: WorkTree, run: Run) -> None:
    (tree.root / "words").rename(tree.root / "mine")
    (tree.root / "words").symlink_to("mine")
    assert set(codes(run, "--base", "main")) == {"CK251"}


def test_the_other_checks_go_on(tree: WorkTree, run: Run) -> None:
    tree.write("words/units.yaml", "units: []\n")
    tree.write("documents/b.txt", "The baker said that the shop is open.\n")
    assert set(codes(run, "--base", "main")) == {"CK251", "CK206"}


def test_a_model_on_the_command_line_is_the_callers(tree: WorkTree, run: Run) -> None:
    tree.write("claimkit.yaml", "lexicons: words\nmodel: ./model\n")
    assert "CK251" in codes(run, "--base", "main")
    model = default_package()
    assert "CK251" not in codes(run, "--base", "main", "--model", model)


def test_line_endings_of_a_checkout_are_no_change(tree: WorkTree, run: Run) -> None:
    tree.write("words/cues.yaml", CHIRP.replace("\n", "\r\n"))
    assert "CK251" not in codes(run, "--base", "main", "--no-extract")
