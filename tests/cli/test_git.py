"""``claimkit git`` and what git's own commands then do, in real repositories."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from claimkit.cli import app
from tests.cli.ledger_texts import (
    ACCEPTED,
    MILL,
    REJECTED,
    RENTS,
    dated,
    ledger,
    reviewed,
)
from tests.repositories import WorkTree, make_repository

BASE = ledger("rents.txt", RENTS, MILL)
FILE = "ledger/rents.txt.yaml"
MILL_ACCEPTED = reviewed(BASE, MILL, ACCEPTED)
RENTS_ACCEPTED = reviewed(BASE, RENTS, ACCEPTED)
RENTS_REJECTED = reviewed(BASE, RENTS, REJECTED)
BOTH = reviewed(RENTS_ACCEPTED, MILL, ACCEPTED)
HUNK = f"<<<<<<< ours\n{ACCEPTED}=======\n{REJECTED}>>>>>>> theirs\n"


def has_labels() -> bool:
    """Whether this git tells a merge driver what it calls the two sides."""
    version = subprocess.run(["git", "--version"], capture_output=True, text=True, check=True)
    return tuple(map(int, re.findall(r"\d+", version.stdout)[:2])) >= (2, 44)


@pytest.fixture
def tree(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WorkTree:
    """A project with one committed ledger file; the current folder."""
    made = make_repository(tmp_path / "project")
    tree = WorkTree(made.root, dict(os.environ))
    tree.write("claimkit.yaml", "documents: reports\n")
    tree.write(FILE, BASE)
    tree.commit("one")
    monkeypatch.chdir(tree.root)
    return tree


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["git", *arguments])


def enable(*options: str) -> None:
    done = run("enable", *options)
    assert done.exit_code == 0, done.output


def fork(tree: WorkTree, ours: str, theirs: str, path: str = FILE) -> None:
    """Change a file on the branches ``main``, which is checked out then, and ``topic``."""
    tree.git("checkout", "--quiet", "-b", "topic")
    tree.write(path, theirs)
    tree.commit("topic")
    tree.git("checkout", "--quiet", "main")
    tree.write(path, ours)
    tree.commit("main")


def text(tree: WorkTree, path: str = FILE) -> str:
    return (tree.root / path).read_text(encoding="utf-8")


# -- merging --------------------------------------------------------------------------------------


def test_reviews_of_two_claims_merge(tree: WorkTree) -> None:
    fork(tree, RENTS_ACCEPTED, MILL_ACCEPTED)
    enable()
    tree.git("merge", "--quiet", "topic")
    assert text(tree) == BOTH
    assert tree.git("status", "--porcelain") == ""


def test_neighbouring_lines_are_no_conflict_as_they_are_without_claimkit(tree: WorkTree) -> None:
    ours = dated(BASE)
    theirs = BASE.replace("  kind: indirect\n", "  kind: mixed\n", 1)
    fork(tree, ours, theirs)
    tree.git("merge", "--quiet", "topic", status=1)
    tree.git("merge", "--abort")
    enable()
    tree.git("merge", "--quiet", "topic")
    assert "  said: 2025-03-03\n  kind: mixed\n" in text(tree)


def test_two_decisions_conflict_and_can_be_settled(tree: WorkTree) -> None:
    fork(tree, reviewed(RENTS_ACCEPTED, MILL, ACCEPTED), RENTS_REJECTED)
    enable()
    said = tree.git("merge", "--quiet", "topic", status=1)
    assert f"CONFLICT (content): Merge conflict in {FILE}" in said
    hunk = HUNK
    if has_labels():
        hunk = hunk.replace("ours", "HEAD").replace("theirs", "topic")
    assert text(tree) == reviewed(MILL_ACCEPTED, RENTS, hunk)
    assert tree.git("status", "--porcelain") == f"UU {FILE}\n"
    done = CliRunner().invoke(app, ["diff", "HEAD"])
    assert done.exit_code == 3
    assert "conflict markers: the merge of this file is not finished" in done.stderr
    assert "++<<<<<<< ours\n" in tree.git("diff")  # git's own, of all three
    assert tree.git("diff", "--staged") == f"* Unmerged path {FILE}\n"
    tree.write(FILE, reviewed(MILL_ACCEPTED, RENTS, REJECTED))
    tree.commit("merged")
    done = CliRunner().invoke(app, ["diff", "HEAD^", "HEAD"])
    assert done.exit_code == 0
    assert "1 review" in done.stdout
    assert tree.git("status", "--porcelain") == ""


def test_rebase_cherry_pick_revert_and_stash(tree: WorkTree) -> None:
    fork(tree, RENTS_ACCEPTED, MILL_ACCEPTED)
    enable()
    topic, main = (tree.git("rev-parse", name).strip() for name in ("topic", "main"))
    tree.git("cherry-pick", topic)
    assert text(tree) == BOTH
    tree.git("revert", "--no-edit", main)
    assert text(tree) == MILL_ACCEPTED
    tree.git("reset", "--quiet", "--hard", main)
    tree.git("rebase", "--quiet", topic)
    assert text(tree) == BOTH
    tree.git("reset", "--quiet", "--hard", topic)
    tree.write(FILE, BOTH)
    tree.git("stash")
    tree.write(
        FILE,
        dated(MILL_ACCEPTED),
    )
    tree.commit("more")
    tree.git("stash", "pop", "--quiet")
    stale = ACCEPTED.replace("}", ", stale: [said]}")
    expected = reviewed(MILL_ACCEPTED, RENTS, stale)
    assert text(tree) == dated(expected)


def test_a_rebase_that_stops_on_a_conflict(tree: WorkTree) -> None:
    fork(tree, RENTS_ACCEPTED, RENTS_REJECTED)
    enable()
    tree.git("rebase", "--quiet", "topic", status=1)
    assert text(tree).count("<<<<<<<") == 1
    tree.write(FILE, RENTS_ACCEPTED)
    tree.git("add", FILE)
    tree.git("-c", "core.editor=true", "rebase", "--continue")
    assert text(tree) == RENTS_ACCEPTED


def test_a_ledger_that_one_side_moved(tree: WorkTree) -> None:
    moved = "ledger/old/rents.txt.yaml"
    tree.git("checkout", "--quiet", "-b", "topic")
    (tree.root / "ledger/old").mkdir()
    tree.git("mv", FILE, moved)
    tree.write(moved, MILL_ACCEPTED.replace("reports/rents.txt", "reports/old/rents.txt"))
    tree.commit("topic")
    tree.git("checkout", "--quiet", "main")
    tree.write(FILE, RENTS_ACCEPTED)
    tree.commit("main")
    enable()
    tree.git("merge", "--quiet", "topic")
    assert text(tree, moved) == BOTH.replace("reports/rents.txt", "reports/old/rents.txt")
    assert not (tree.root / FILE).exists()


def test_both_sides_made_the_file(tree: WorkTree) -> None:
    path = "ledger/new.txt.yaml"
    fork(tree, RENTS_ACCEPTED, MILL_ACCEPTED, path)
    enable()
    tree.git("merge", "--quiet", "topic")
    assert text(tree, path) == BOTH


def test_criss_cross_merge(tree: WorkTree) -> None:
    fork(tree, RENTS_ACCEPTED, RENTS_REJECTED)
    enable()
    for branch, other in (("main", "topic~0"), ("topic", "main~1")):
        tree.git("checkout", "--quiet", branch)
        tree.git("merge", "--quiet", other, status=1)
        tree.write(FILE, RENTS_ACCEPTED)
        tree.commit("merged")
    for branch, now in (("main", BOTH), ("topic", RENTS_ACCEPTED.replace("null", "2025", 1))):
        tree.git("checkout", "--quiet", branch)
        tree.write(FILE, now)
        tree.commit("more")
    tree.git("checkout", "--quiet", "main")
    assert len(tree.git("merge-base", "--all", "main", "topic").split()) == 2
    tree.git("merge", "--quiet", "topic")
    assert text(tree) == BOTH.replace("null", "2025", 1)


def test_sources_and_other_files_of_the_ledger(tree: WorkTree) -> None:
    path = "ledger/_sources.yaml"
    entry = "- name: {}\n  kind: person\n"
    tree.write(path, "schema: 2\nsources:\n" + entry.format("Ann Lee"))
    tree.commit("sources")
    names = {"ours": ("Ann Lee", "Bo Lind"), "theirs": ("Ann Lee", "Mia Holm")}
    ours, theirs = ("schema: 2\nsources:\n" + "".join(map(entry.format, n)) for n in names.values())
    fork(tree, ours, theirs, path)
    enable()
    tree.git("merge", "--quiet", "topic")
    assert text(tree, path) == ours + entry.format("Mia Holm")


@pytest.mark.parametrize("command", ["nowhere/claimkit", "false", "sh -c 'exit 3'"])
def test_without_claimkit_git_merges_lines(tree: WorkTree, command: str) -> None:
    """Or the file would be left as it is on our side, and look merged."""
    fork(tree, reviewed(BASE, RENTS, ACCEPTED), BASE.replace("reports/rents.txt", "reports/x.txt"))
    enable()
    driver = tree.git("config", "merge.claimkit.driver")
    start = driver.index("merge --in-place")
    tree.git("config", "merge.claimkit.driver", f"{command} {driver[start:].strip()}")
    if command == "false":  # says that there are conflicts, which is for claimkit to say
        tree.git("merge", "--quiet", "topic", status=1)
        return
    tree.git("merge", "--quiet", "topic")
    assert text(tree) == RENTS_ACCEPTED.replace("reports/rents.txt", "reports/x.txt")
    tree.git("reset", "--quiet", "--hard", "HEAD^")
    tree.git("checkout", "--quiet", "-b", "other", "topic")
    tree.write(FILE, RENTS_REJECTED)
    tree.commit("other")
    tree.git("checkout", "--quiet", "main")
    tree.git("merge", "--quiet", "other", status=1)
    assert HUNK in text(tree)
    assert tree.git("status", "--porcelain") == f"UU {FILE}\n"


# -- showing --------------------------------------------------------------------------------------


def test_git_diff_and_log_show_claims(tree: WorkTree) -> None:
    enable()
    tree.write(FILE, BASE.replace("confidence: high", "confidence: low", 1))
    shown = tree.git("diff")
    assert "  ~ Ann Lee: rents will rise by 5 percent  aaaaaaaa\n    confidence:" in shown
    assert "@@" not in shown
    lines = tree.git("diff", "--no-ext-diff")
    assert "@@ aaaaaaaa\n" in lines
    assert "+  confidence: low\n" in lines
    assert tree.git("diff", "--stat").startswith(f" {FILE} |")
    tree.commit("two")
    shown = tree.git("log", "-p", "--ext-diff", "-2")
    assert "  ~ Ann Lee: rents will rise by 5 percent" in shown
    assert "  + Bo Lind: the mill has closed" in shown
    assert "~ Ann Lee" not in tree.git("log", "-p", "-1")
    assert "~ Ann Lee" in tree.git("show", "--ext-diff")


def test_colours_are_gits(tree: WorkTree) -> None:
    enable()
    tree.write(FILE, MILL_ACCEPTED)
    assert "\x1b" not in tree.git("diff")
    assert "\x1b" in tree.git("-c", "color.diff=always", "diff")
    tree.environment["GIT_PAGER_IN_USE"] = "true"
    assert "\x1b" in tree.git("diff")
    assert "\x1b" not in tree.git("-c", "color.ui=false", "diff")
    tree.environment["NO_COLOR"] = "1"
    assert "\x1b" not in tree.git("diff")


def test_files_that_come_go_and_move(tree: WorkTree) -> None:
    enable()
    tree.write("ledger/new.txt.yaml", ledger("new.txt", MILL))
    tree.git("rm", "--quiet", FILE)
    tree.git("add", "--all")
    shown = tree.git("diff", "--staged", "--no-renames")
    assert "  - Ann Lee: rents will rise by 5 percent" in shown
    assert "reports/new.txt" in shown
    tree.git("reset", "--quiet", "--hard")
    (tree.root / "ledger/old").mkdir()
    tree.git("mv", FILE, "ledger/old/rents.txt.yaml")
    tree.write(
        "ledger/old/rents.txt.yaml", BASE.replace("reports/rents.txt", "reports/old/rents.txt")
    )
    tree.git("add", "--all")
    shown = tree.git("diff", "--staged", "-M")
    assert "reports/old/rents.txt  moved from reports/rents.txt" in shown
    assert "  - " not in shown


def test_what_is_no_change_of_claims_is_shown_as_lines(tree: WorkTree) -> None:
    enable()
    broken = BASE.replace("kind: indirect", "kind: gossip", 1)
    for changed, line in (
        (broken, "+  kind: gossip\n"),
        (BASE.replace("cue: said", "cue:   said", 1), "+  cue:   said\n"),
    ):
        tree.write(FILE, changed)
        shown = tree.git("diff")
        assert shown.startswith(f"diff --git a/{FILE} b/{FILE}\n--- a/{FILE}\n+++ b/{FILE}\n@@ ")
        assert line in shown
    tree.git("checkout", "--quiet", FILE)
    (tree.root / FILE).chmod(0o755)
    assert tree.git("diff") == (f"diff --git a/{FILE} b/{FILE}\nold mode 100644\nnew mode 100755\n")
    (tree.root / FILE).chmod(0o644)
    tree.write("ledger/_sources.yaml", "schema: 2\nsources: []\n")
    tree.git("add", "--all")
    shown = tree.git("diff", "--staged")
    assert "--- /dev/null\n+++ b/ledger/_sources.yaml\n@@ -0,0 +1,2 @@\n+schema: 2\n" in shown
    (tree.root / FILE).write_bytes(b"\0")
    assert tree.git("diff").endswith(f" b/{FILE}\nthe bytes differ; this is no text\n")
    tree.write(FILE, "\x1b[2J: \n")
    assert "-schema: 2\n" in tree.git("diff")


def test_a_driver_that_is_gone_is_named(tree: WorkTree) -> None:
    enable()
    tree.git("config", "diff.claimkit.command", "nowhere/claimkit git diff-driver")
    tree.write(FILE, MILL_ACCEPTED)
    tree.git("diff", status=128)
    assert "+  review:" in tree.git("diff", "--no-ext-diff")
    done = run("status")
    assert done.exit_code == 1
    assert "the diff driver's program is gone" in done.stdout
    enable()
    assert run("status").exit_code == 0


# -- where ----------------------------------------------------------------------------------------


def test_a_second_worktree(tree: WorkTree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fork(tree, RENTS_ACCEPTED, MILL_ACCEPTED)
    other = tmp_path / "other"
    tree.git("worktree", "add", "--quiet", other, "topic")
    monkeypatch.chdir(other)
    enable()
    there = WorkTree(other, tree.environment)
    there.git("merge", "--quiet", "main")
    assert text(there) == BOTH
    assert run("status").exit_code == 0
    monkeypatch.chdir(tree.root)
    assert run("status").exit_code == 0


def test_a_shallow_clone_and_a_subfolder(
    tree: WorkTree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fork(tree, RENTS_ACCEPTED, MILL_ACCEPTED)
    clone = tmp_path / "clone"
    tree.git("clone", "--quiet", "--depth=2", "--no-single-branch", f"file://{tree.root}", clone)
    monkeypatch.chdir(clone / "ledger")
    enable()
    there = WorkTree(clone / "ledger", tree.environment)
    there.git("merge", "--quiet", "origin/topic")
    assert text(WorkTree(clone)) == BOTH
    there.write("rents.txt.yaml", RENTS_ACCEPTED)
    assert "Bo Lind" in there.git("diff")


@pytest.mark.parametrize("folder", ["news/ledger", "my [old] led*ger", 'a "b" \\c', "#é!", "."])
def test_a_ledger_of_any_name(tree: WorkTree, monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    whole = make_repository(tree.root.parent / "whole")
    there = WorkTree(whole.root, tree.environment)
    quoted = folder.replace("'", "''")
    there.write("claimkit.yaml", f"ledger: '{quoted}'\n")
    there.write(f"{folder}/rents.txt.yaml", BASE)
    there.write(f"{folder}/a/b/rents.txt.yaml", BASE)
    there.write("elsewhere.yml", BASE)
    there.commit()
    monkeypatch.chdir(whole.root)
    enable()
    for path in (f"{folder}/rents.txt.yaml", f"{folder}/a/b/rents.txt.yaml"):
        there.write(path, MILL_ACCEPTED)
    there.write("elsewhere.yml", MILL_ACCEPTED)
    shown = there.git("diff")
    assert shown.count("1 review") == 2
    assert shown.count("\n@@ ") == 1


def test_two_projects_in_one_repository(tree: WorkTree, monkeypatch: pytest.MonkeyPatch) -> None:
    enable()
    tree.write("news/claimkit.yaml", "{}\n")
    monkeypatch.chdir(tree.root / "news")
    assert run("status").exit_code == 1
    enable()
    assert run("status").exit_code == 0
    monkeypatch.chdir(tree.root)
    assert run("status").exit_code == 0


# -- setting up -----------------------------------------------------------------------------------


def settings(tree: WorkTree) -> dict[str, bytes]:
    return {
        name: path.read_bytes() if path.exists() else b"nothing"
        for name in ("config", "info/attributes")
        for path in [tree.root / ".git" / name]
    }


@pytest.mark.parametrize("attributes", [None, b"", b"*.png binary\n", b"# \xff\r\n*.png binary"])
def test_on_twice_and_off_again(tree: WorkTree, attributes: bytes | None) -> None:
    tree.git("config", "user.name", "Ana Petrova")
    path = tree.root / ".git/info/attributes"
    if attributes is not None:
        path.write_bytes(attributes)
    before = settings(tree)
    assert run("status").exit_code == 1
    enable()
    after = settings(tree)
    assert after != before
    enable()
    assert settings(tree) == after
    done = run("status")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.endswith("git knows the claims in ledger/\n")
    path.write_bytes(path.read_bytes() + b"*.gif binary\n")
    assert run("disable").exit_code == 0
    assert path.read_bytes() == (attributes or b"") + b"*.gif binary\n"
    path.write_bytes(attributes or b"")
    if attributes is None:
        path.unlink()
    assert settings(tree) == before
    done = run("disable")
    assert (done.exit_code, done.stderr) == (0, "claimkit: there was nothing to remove\n")
    tree.write(FILE, MILL_ACCEPTED)
    assert "@@ " in tree.git("diff")


def test_attributes_that_are_committed_are_left_to_do_it(tree: WorkTree) -> None:
    tree.write(".gitattributes", "ledger/**/*.yaml diff=claimkit merge=claimkit text eol=lf\n")
    enable()
    assert not (tree.root / ".git/info/attributes").exists()
    assert run("status").exit_code == 0
    tree.write(FILE, MILL_ACCEPTED)
    assert "1 review" in tree.git("diff")
    run("disable")
    assert run("status").exit_code == 1
    # Without the drivers the attributes mean nothing to git.
    assert "@@ " in tree.git("diff")


def test_another_line_that_wins(tree: WorkTree) -> None:
    path = tree.root / ".git/info/attributes"
    enable()
    path.write_bytes(path.read_bytes() + b"*.yaml -diff\n")
    done = run("enable")
    assert done.exit_code == 3
    assert "git check-attr --all ledger/x.yaml" in done.stderr
    assert run("status").exit_code == 1


@pytest.mark.parametrize("configured", [None, "~/my attributes"])
def test_for_all_repositories(tree: WorkTree, home: Path, configured: str | None) -> None:
    path = home / ".config/git/attributes"
    if configured:
        tree.git("config", "--global", "core.attributesFile", configured)
        path = home / "my attributes"
        path.write_text("*.png binary\n", encoding="utf-8")
    assert run("status", "--global").exit_code == 1
    before = settings(tree)
    enable("--global")
    enable("--global")
    assert settings(tree) == before
    for options in ([], ["--global"]):
        assert run("status", *options).exit_code == 0
    fork(tree, RENTS_ACCEPTED, MILL_ACCEPTED)
    tree.git("merge", "--quiet", "topic")
    assert text(tree) == BOTH
    tree.write("deep/below/ledger/x/rents.txt.yaml", BASE)
    tree.git("add", "deep")
    assert "  + Ann Lee" in tree.git("diff", "--staged")
    assert run("disable", "--global").exit_code == 0
    assert run("status").exit_code == run("status", "--global").exit_code == 1
    if configured:
        assert path.read_text(encoding="utf-8") == "*.png binary\n"
    else:
        assert not path.exists()
        assert not (home / ".gitconfig").read_text(encoding="utf-8").strip()


def test_status_outside_of_a_repository(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plain").mkdir()
    monkeypatch.chdir(tmp_path / "plain")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    done = run("status")
    assert done.exit_code == 1
    assert "claimkit git enable --global" in done.stderr
    for command in ("enable", "disable"):
        done = run(command)
        assert done.exit_code == 3
        assert "this is not in a git repository" in done.stderr
    enable("--global")
    assert run("status").exit_code == 0


def test_by_name_or_by_its_interpreter(tree: WorkTree, monkeypatch: pytest.MonkeyPatch) -> None:
    git = shutil.which("git")
    assert git is not None
    folder = tree.root.parent / "bin"
    folder.mkdir()
    (folder / "git").symlink_to(git)
    (folder / "sh").symlink_to("/bin/sh")
    monkeypatch.setenv("PATH", str(folder))
    enable()
    command = tree.git("config", "diff.claimkit.command").strip()
    assert command == f"{sys.executable} -P -m claimkit git diff-driver"
    (folder / "claimkit").write_text(f'#!/bin/sh\nexec {sys.executable} -m claimkit "$@"\n')
    (folder / "claimkit").chmod(0o755)
    enable()
    assert tree.git("config", "diff.claimkit.command") == "claimkit git diff-driver\n"
    tree.write(FILE, MILL_ACCEPTED)
    tree.environment["PATH"] = str(folder)
    assert "1 review" in tree.git("diff")


def test_nothing_of_the_repository_is_run(tree: WorkTree) -> None:
    enable()
    for name in ("yaml", "click", "claimkit", "json"):
        tree.write(f"{name}.py", "raise SystemExit('stolen')\n")
    tree.commit("modules")
    fork(tree, RENTS_ACCEPTED, MILL_ACCEPTED)
    assert "Bo Lind" in tree.git("diff", "topic", "main", "--", "ledger")
    tree.git("merge", "--quiet", "topic")
    assert text(tree) == BOTH


def test_a_path_is_never_a_command(tree: WorkTree) -> None:
    path = "ledger/--in$(touch stolen)'; touch stolen; '\"x.yaml"
    tree.write(path, BASE)
    tree.commit("odd")
    fork(tree, RENTS_ACCEPTED, MILL_ACCEPTED, path)
    enable()
    tree.git("merge", "--quiet", "topic")
    assert text(tree, path) == BOTH
    assert "1 review" in tree.git("diff", "HEAD^", "HEAD")
    assert not (tree.root / "stolen").exists()
