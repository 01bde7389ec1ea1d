"""The hooks under the pre-commit tool."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from claimkit.cli import app
from tests.platforms.desk import make_desk, make_environment
from tests.repositories import WorkTree


def pre_commit(
    tree: WorkTree, environment: dict[str, str], *arguments: str | Path
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *arguments],
        cwd=tree.root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def environment(root: Path, tmp_path: Path) -> dict[str, str]:
    home = {"PRE_COMMIT_HOME": str(tmp_path / "pre-commit"), "GIT_CONFIG_GLOBAL": "/dev/null"}
    return make_environment(root, tmp_path / "tools") | home


@pytest.mark.model
def test_the_configuration_that_init_writes(tmp_path: Path, environment: dict[str, str]) -> None:
    tree = make_desk(tmp_path / "desk")
    assert CliRunner().invoke(app, ["init", str(tree.root)]).exit_code == 0
    tree.git("add", "--all")
    done = pre_commit(tree, environment, "run")
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("Passed") == 2, done.stdout
    path = tree.root / "ledger" / "mill.txt.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("source: Northern Press", "source: 'Northern Press'"), "utf-8")
    tree.git("add", "--all")
    done = pre_commit(tree, environment, "run")
    assert done.returncode == 1
    assert "files were modified by this hook" in done.stdout
    assert path.read_text("utf-8") == text
    path.write_text(text.replace("evidence: Northern", "evidence: Southern"), "utf-8")
    tree.git("add", "--all")
    done = pre_commit(tree, environment, "run")
    assert done.returncode == 1
    assert "CK211 evidence-not-found" in done.stdout


@pytest.mark.model
def test_the_check_hook_judges_what_is_staged(tmp_path: Path, environment: dict[str, str]) -> None:
    tree = make_desk(tmp_path / "desk")
    assert CliRunner().invoke(app, ["init", str(tree.root)]).exit_code == 0
    tree.write("reports/old.txt", "Rents will rise, Mayor Ann Lee said.\n")
    tree.commit()  # a document without a ledger file: the whole ledger is the affair of CI
    tree.write("notes.txt", "Nothing of the ledger.\n")
    tree.git("add", "notes.txt")
    done = pre_commit(tree, environment, "run", "claimkit-check")
    assert done.returncode == 0, done.stdout
    tree.write("reports/mill.txt", "Nobody came.\n")  # changed, not staged
    assert pre_commit(tree, environment, "run", "claimkit-check").returncode == 0
    tree.git("add", "reports/mill.txt")
    tree.git("checkout", "--quiet", "HEAD", "--", "ledger")
    done = pre_commit(tree, environment, "run", "claimkit-check")
    assert done.returncode == 1
    assert "CK208 document-changed" in done.stdout
    assert "old.txt" not in done.stdout
    tree.git("reset", "--quiet", "--hard")
    tree.git("rm", "--quiet", "reports/mill.txt")  # pre-commit names no deleted files
    done = pre_commit(tree, environment, "run", "claimkit-check")
    assert "CK207 no-document" in done.stdout


def test_the_hooks_are_valid_and_call_commands_that_are_there(
    root: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    path = root / ".pre-commit-hooks.yaml"
    done = pre_commit(WorkTree(tmp_path), environment, "validate-manifest", path)
    assert done.returncode == 0, done.stdout
    hooks = yaml.safe_load(path.read_text("utf-8"))
    assert [hook["id"] for hook in hooks] == [
        "claimkit-extract", "claimkit-format", "claimkit-check"
    ]  # fmt: skip
    for hook in hooks:
        name, *arguments = hook["entry"].split()
        assert name == "claimkit"
        assert CliRunner().invoke(app, [*arguments, "--help"]).exit_code == 0


@pytest.mark.slow
@pytest.mark.model
def test_the_hooks_from_this_repository(
    root: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    """Pre-commit clones, builds and installs claimkit by itself, once for all hooks."""
    del environment["PYTHONPATH"]
    source, tree = tmp_path / "claimkit", make_desk(tmp_path / "desk")
    subprocess.run(["git", "clone", "--quiet", root, source], check=True)
    names = ["claimkit-extract", "claimkit-format", "claimkit-check"]
    revision = WorkTree(source).git("rev-parse", "HEAD").strip()
    repository = {"repo": str(source), "rev": revision, "hooks": [{"id": name} for name in names]}
    tree.write(".pre-commit-config.yaml", yaml.safe_dump({"repos": [repository]}))
    tree.write("reports/hall.txt", "Rents will rise, Mayor Ann Lee said.\n")
    tree.git("add", "--all")
    done = pre_commit(tree, environment, "run", "claimkit-extract", "--verbose")
    assert done.returncode == 1, done.stdout + done.stderr
    assert (tree.root / "ledger" / "hall.txt.yaml").exists()
    tree.git("add", "--all")
    for name in names[1:]:
        done = pre_commit(tree, environment, "run", name, "--verbose")
        assert done.returncode == 0, done.stdout + done.stderr
