"""``claimkit diff`` in real repositories, as a process where the process matters."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from claimkit.cli import app
from tests.cli.ledger_texts import MILL, RENTS, ledger
from tests.repositories import ENVIRONMENT, WorkTree, make_repository


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WorkTree:
    """A project with one committed ledger file; the current folder."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    tree = make_repository(tmp_path / "project")
    tree.write("claimkit.yaml", "documents: reports\n")
    tree.write("reports/rents.txt", "Rents will rise by 5 percent, Ann Lee said.\n")
    tree.write("ledger/rents.txt.yaml", ledger("rents.txt", RENTS))
    tree.commit("one")
    monkeypatch.chdir(tree.root)
    return tree


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["diff", *map(str, arguments)])


def told(*arguments: str | Path) -> set[tuple[str, str]]:
    """What is told of each claim: the kind of change and the claim's id."""
    done = run("--format", "json", *arguments)
    assert done.exit_code == 0, done.stderr
    documents = json.loads(done.stdout)["documents"]
    return {
        (claim["change"], claim["id"]) for document in documents for claim in document["claims"]
    }


def change(tree: WorkTree, *claims: tuple[str, str, str], name: str = "rents.txt") -> None:
    tree.write(f"ledger/{name}.yaml", ledger(name, *claims))


def test_nothing_differs(tree: WorkTree) -> None:
    done = run("--exit-code")
    assert (done.exit_code, done.output) == (0, "")


def test_working_tree_index_and_commits(tree: WorkTree) -> None:
    change(tree, RENTS, MILL)
    assert told() == told("HEAD") == {("added", "bbbbbbbb")}
    assert told("--staged") == set()
    tree.git("add", "ledger")
    assert told() == set()
    assert told("--staged") == told("--cached", "HEAD") == {("added", "bbbbbbbb")}
    change(tree, MILL)
    assert told() == {("removed", "aaaaaaaa")}
    assert told("HEAD") == {("removed", "aaaaaaaa"), ("added", "bbbbbbbb")}
    tree.commit("two")
    for names in (["HEAD~1", "HEAD"], ["HEAD~1..HEAD"], ["HEAD~1.."], ["HEAD~1"]):
        assert told(*names) == {("removed", "aaaaaaaa"), ("added", "bbbbbbbb")}
    assert told("HEAD..HEAD~1") == {("added", "aaaaaaaa"), ("removed", "bbbbbbbb")}


def test_three_dots_leave_out_what_the_other_side_did(tree: WorkTree) -> None:
    tree.git("checkout", "--quiet", "-b", "topic")
    change(tree, RENTS, MILL)
    tree.commit("topic")
    tree.git("checkout", "--quiet", "main")
    change(tree, ("cccccccc", "Mia", "it rained"), name="new.txt")
    tree.commit("main")
    assert told("main...topic") == told("...topic") == {("added", "bbbbbbbb")}
    assert told("main..topic") == {("added", "bbbbbbbb"), ("removed", "cccccccc")}


def test_a_new_file_that_git_does_not_know_counts(tree: WorkTree) -> None:
    change(tree, MILL, name="new.txt")
    assert told() == told("HEAD") == {("added", "bbbbbbbb")}
    assert told("--staged") == set()
    tree.write(".gitignore", "ledger/new*\n")
    assert told() == set()


def test_a_deleted_file(tree: WorkTree) -> None:
    (tree.root / "ledger" / "rents.txt.yaml").unlink()
    assert told() == {("removed", "aaaaaaaa")}


def test_paths_of_documents_ledgers_and_folders(tree: WorkTree) -> None:
    change(tree, RENTS, MILL)
    change(tree, MILL, name="deep/new.txt")
    tree.write("other/ledger.yaml", "a: file of somebody else's\n")
    both = {("added", "bbbbbbbb")}
    for path in ("reports/rents.txt", "ledger/rents.txt.yaml"):
        assert run("--name-only", "--", path).stdout == "ledger/rents.txt.yaml\n"
        assert run("--name-only", path).stdout == "ledger/rents.txt.yaml\n"
    for path in ("reports/deep", "ledger/deep", "ledger/*/new*"):
        assert run("--name-only", "--", path).stdout == "ledger/deep/new.txt.yaml\n"
    for folder in ("reports", "ledger", "."):
        assert told("HEAD", "--", folder) == both
    assert told("--", "other") == set()
    (tree.root / "ledger" / "deep").mkdir(exist_ok=True)
    os.chdir(tree.root / "ledger" / "deep")
    assert run("--name-only").stdout == "ledger/deep/new.txt.yaml\nledger/rents.txt.yaml\n"
    assert run("--name-only", "--", "new.txt.yaml").stdout == "ledger/deep/new.txt.yaml\n"
    assert run("--name-only", "--", "../../reports/rents.txt").stdout == "ledger/rents.txt.yaml\n"


def test_a_moved_document(tree: WorkTree) -> None:
    tree.git("mv", "ledger/rents.txt.yaml", "ledger/costs.txt.yaml")
    tree.write("ledger/costs.txt.yaml", ledger("costs.txt", RENTS))
    done = run("HEAD")
    assert "reports/costs.txt  moved from reports/rents.txt\n" in done.stdout
    assert told("HEAD") == set()


@pytest.mark.parametrize("state", ["ledger/rents.txt.yaml", "ledger", "HEAD:ledger/rents.txt.yaml"])
def test_the_null_device_is_a_state_without_claims(tree: WorkTree, state: str) -> None:
    assert told("/dev/null", state) == {("added", "aaaaaaaa")}
    assert told(state, "/dev/null") == {("removed", "aaaaaaaa")}
    assert told("/dev/null", "/dev/null") == set()


def test_the_null_device_outside_a_repository(
    tree: WorkTree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.yaml").write_bytes((tree.root / "ledger" / "rents.txt.yaml").read_bytes())
    monkeypatch.chdir(tmp_path)
    assert told("/dev/null", "x.yaml") == {("added", "aaaaaaaa")}


def test_two_files_two_folders_and_blobs(tree: WorkTree, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder, claims in ((one, (RENTS,)), (two, (RENTS, MILL))):
        folder.mkdir()
        (folder / "a.yaml").write_text(ledger("rents.txt", *claims), encoding="utf-8")
    (two / "_sources.yaml").write_text("not: looked at\n", encoding="utf-8")
    expected = {("added", "bbbbbbbb")}
    assert told(one, two) == told(one / "a.yaml", two / "a.yaml") == expected
    shutil.copy(two / "a.yaml", tree.root / "ledger" / "rents.txt.yaml")
    assert told("HEAD:ledger/rents.txt.yaml", "ledger/rents.txt.yaml") == expected
    assert told("HEAD:./ledger/rents.txt.yaml", two / "a.yaml") == expected
    os.chdir(one)  # in no repository
    assert told("../one", "../two") == told("a.yaml", "../two/a.yaml") == expected
    assert run("a.yaml", "../two").exit_code == 3
    assert "one is a folder, the other a file" in run("a.yaml", "../two").stderr
    assert "there is no such file" in run("a.yaml", "b.yaml").stderr


def test_exit_codes_and_quiet(tree: WorkTree) -> None:
    change(tree, RENTS, MILL)
    assert run().exit_code == 0
    assert run("--exit-code").exit_code == 1
    assert (run("--quiet").exit_code, run("--quiet").output) == (1, "")
    assert run("--exit-code", "--only", "removed").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["nowhere"], 3, "there is no revision 'nowhere'"),
        (["HEAD..nowhere"], 3, "there is no revision 'nowhere'"),
        (["nowhere", "--", "ledger"], 3, "there is no revision 'nowhere'"),
        (["ledger", "nowhere"], 3, "there is no revision 'nowhere'"),
        (["HEAD", "HEAD", "HEAD"], 2, "More than two revisions"),
        (["--staged", "HEAD", "HEAD"], 2, "--staged compares one revision"),
        (["--only", "colour"], 2, "'colour' is no field"),
        (["--ignore", "colour"], 2, "'colour' is no field"),
        (["--stat", "--name-only"], 2, "leave one out"),
        (["--stat", "--format", "json"], 2, "go with --format text"),
        (["reports"], 2, "both a revision and a path"),
    ],
)
def test_what_makes_no_sense(tree: WorkTree, arguments: list[str], code: int, message: str) -> None:
    tree.git("branch", "reports")
    done = run(*arguments)
    assert done.exit_code == code
    assert message in done.stderr
    assert done.stdout == ""


def test_an_option_is_never_read_as_a_revision(tree: WorkTree) -> None:
    done = run("--", "--output=stolen")
    assert done.exit_code == 0
    assert not (tree.root / "stolen").exists()
    assert run("HEAD..--output=stolen").exit_code == 3
    assert not (tree.root / "stolen").exists()


def test_an_unborn_branch(tmp_path: Path, tree: WorkTree, monkeypatch: pytest.MonkeyPatch) -> None:
    new = make_repository(tmp_path / "new")
    monkeypatch.chdir(new.root)
    new.write("ledger/rents.txt.yaml", ledger("rents.txt", RENTS))
    assert told() == {("added", "aaaaaaaa")}
    new.git("add", "ledger")
    assert told("--staged") == {("added", "aaaaaaaa")}
    assert told() == set()
    done = run("HEAD")
    assert done.exit_code == 3
    assert "this branch has no commits yet" in done.stderr


def test_not_in_a_repository(
    tmp_path: Path, tree: WorkTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plain").mkdir()
    monkeypatch.chdir(tmp_path / "plain")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    done = run()
    assert done.exit_code == 3
    assert "this is not in a git repository" in done.stderr
    assert "`git init`" in done.stderr


def test_git_is_missing(tree: WorkTree, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    done = run()
    assert done.exit_code == 3
    assert "git is not installed" in done.stderr
    ledger_file = "ledger/rents.txt.yaml"
    assert run(ledger_file, ledger_file, "--exit-code").exit_code == 0


def test_a_shallow_clone_says_what_it_lacks(
    tree: WorkTree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = tree.git("rev-parse", "HEAD").strip()
    change(tree, RENTS, MILL)
    tree.commit("two")
    clone = tmp_path / "clone"
    tree.git("clone", "--quiet", "--depth=1", f"file://{tree.root}", clone)
    monkeypatch.chdir(clone)
    for arguments in (["HEAD~1"], [first], [f"{first}...HEAD"]):
        done = run(*arguments)
        assert done.exit_code == 3
        assert "git fetch --unshallow" in done.stderr
    WorkTree(clone).git("fetch", "--quiet", "--depth=1", "origin", first)
    assert told(first) == {("added", "bbbbbbbb")}
    done = run(f"{first}...HEAD")
    assert done.exit_code == 3
    assert "no common ancestor in this clone" in done.stderr


def test_a_second_worktree_and_a_submodule_like_folder(
    tree: WorkTree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    tree.git("worktree", "add", "--quiet", "-b", "topic", other)
    monkeypatch.chdir(other)
    change(WorkTree(other), RENTS, MILL)
    assert told() == told("main") == {("added", "bbbbbbbb")}


def test_a_project_below_the_repository(
    tmp_path: Path, tree: WorkTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = make_repository(tmp_path / "whole")
    whole.write("news/claimkit.yaml", "documents: reports\n")
    whole.write("news/ledger/rents.txt.yaml", ledger("rents.txt", RENTS))
    whole.write("ledger/other.yaml", "not: this project's\n")
    whole.commit()
    whole.write("news/ledger/rents.txt.yaml", ledger("rents.txt", MILL))
    whole.write("ledger/other.yaml", "not: this project's either\n")
    monkeypatch.chdir(whole.root / "news")
    assert run("--name-only").stdout == "news/ledger/rents.txt.yaml\n"
    assert run("--name-only", "--", "reports/rents.txt").stdout == "news/ledger/rents.txt.yaml\n"


def test_settings_and_attributes_of_the_user_change_nothing(tree: WorkTree) -> None:
    change(tree, RENTS, MILL)
    expected = run("HEAD").stdout
    for key, value in {
        "diff.external": "false",
        "diff.noprefix": "true",
        "diff.relative": "true",
        "diff.renames": "copies",
        "diff.orderFile": "/dev/null",
        "core.quotePath": "true",
        "status.relativePaths": "true",
    }.items():
        tree.git("config", key, value)
    os.chdir(tree.root / "ledger")
    assert run("HEAD").stdout == expected


def test_names_with_spaces_and_other_scripts(tree: WorkTree) -> None:
    change(tree, MILL, name="der Fluß/новости 1.txt")
    assert run("--name-only").stdout == "ledger/der Fluß/новости 1.txt.yaml\n"
    tree.commit()
    assert run("--name-only", "HEAD~1", "HEAD").stdout == "ledger/der Fluß/новости 1.txt.yaml\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("schema: 99\n", "newer claimkit"),
        (ledger("rents.txt", RENTS).replace("schema: 2", "schema: 2 # mine"), "comments"),
        ("a: &a [1]\nb: *a\n", "anchors"),
        ("\udc80", "not UTF-8"),
        ("<<<<<<< HEAD\n=======\n>>>>>>> other\n", "the merge of this file is not finished"),
        ("a" * 32_000_001, "larger than 32 MB"),
    ],
)
def test_a_ledger_that_cannot_be_read(tree: WorkTree, text: str, message: str) -> None:
    path = tree.root / "ledger" / "rents.txt.yaml"
    path.write_bytes(text.encode(errors="surrogateescape"))
    done = run()
    assert done.exit_code == 3
    assert "ledger/rents.txt.yaml:" in done.stderr
    assert message in done.stderr


def test_a_link_in_the_place_of_a_ledger(tree: WorkTree, tmp_path: Path) -> None:
    path = tree.root / "ledger" / "rents.txt.yaml"
    secret = tmp_path / "secret"
    secret.write_text("schema: secret\n", encoding="utf-8")
    path.unlink()
    path.symlink_to(secret)
    done = run()
    assert done.exit_code == 3
    assert "symbolic link" in done.stderr
    assert "secret" not in done.output


def test_colour_and_words(tree: WorkTree) -> None:
    change(tree, ("aaaaaaaa", "Ann Lee", "rents will rise by 6 percent"))
    assert "content: rents will rise by [-5-]{+6+} percent" in run().stdout
    assert "\x1b" not in run().stdout
    coloured = run("--color", "always").stdout
    assert "\x1b[31m\x1b[9m5\x1b[0m" in coloured
    assert "[-5-]" in run("--color=always", "--word-diff").stdout
    assert "      + rents will rise by 6 percent" in run("--word-diff=none").stdout
    tree.git("config", "color.diff", "always")
    assert run().stdout == coloured
    assert "\x1b" not in run("--color", "never").stdout


def test_what_a_ledger_holds_cannot_act_on_the_terminal(tree: WorkTree) -> None:
    change(tree, ("aaaaaaaa", '"\\x1b[2JAnn"', "it fell"))
    for arguments in ([], ["--stat"], ["--color=always"]):
        assert "\x1b[2J" not in run(*arguments).stdout


def test_a_pager_gets_the_text(tree: WorkTree, environment: dict[str, str]) -> None:
    change(tree, RENTS, MILL)
    paged = tree.root / "paged"
    tree.git("config", "core.pager", f"cat > '{paged}'")
    command = [sys.executable, "-m", "claimkit", "diff"]
    ours, theirs = os.openpty()
    environment = environment | {"TERM": "xterm"}
    environment.pop("NO_COLOR", None)
    subprocess.run(command, env=environment, stdout=theirs, check=True)
    assert "\x1b[1mreports/rents.txt" in paged.read_text(encoding="utf-8")
    paged.unlink()
    subprocess.run([*command, "--no-pager"], env=environment, stdout=theirs, check=True)
    os.close(theirs)
    os.close(ours)
    assert not paged.exists()


def test_nothing_unchanged_is_read(tree: WorkTree) -> None:
    """What git's blob ids call unchanged may be anything."""
    tree.write("ledger/broken.txt.yaml", "not a ledger\n")
    tree.commit()
    change(tree, RENTS, MILL)
    assert told() == told("HEAD") == {("added", "bbbbbbbb")}
    tree.commit()
    assert told("HEAD~1", "HEAD") == {("added", "bbbbbbbb")}


def test_where_nothing_differs_little_is_loaded(
    tree: WorkTree, environment: dict[str, str]
) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "claimkit", "diff"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    modules = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "claimkit.compare.ledgers" in modules
    assert not {"spacy", "pydantic", "rapidfuzz", "rich", "numpy"} & modules


def test_git_and_the_working_tree_are_left_alone(tree: WorkTree) -> None:
    change(tree, RENTS, MILL)
    index = (tree.root / ".git" / "index").read_bytes()
    os.utime(tree.root / "ledger" / "rents.txt.yaml", (1, 1))
    run("HEAD")
    run()
    assert (tree.root / ".git" / "index").read_bytes() == index
