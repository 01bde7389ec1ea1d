"""Documents that move take their ledger along."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from claimkit.ledger.format.read import read
from claimkit.model import LedgerFile
from tests.cli.conftest import Run
from tests.opened_files import watch_opening
from tests.repositories import WorkTree, make_repository

pytestmark = pytest.mark.model

HALL = """\
Rents will rise by 5 percent, Mayor Ann Lee said.

The market hall is a hundred years old. It stands by the river.

“Nobody was asked,” Bo Lind complained.
"""
MILL = "The mill has closed, KCNA reported. It will not open again, KCNA said.\n"
OLD, NEW = "reports/hall.txt", "reports/2025/hall.txt"

# Extraction that is killed where it would take the old ledger file away.
KILLED = """
import os, signal, sys
from claimkit.ledger import store
store.remove = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
sys.argv = ["claimkit", "extract", "--quiet"]
from claimkit.cli import main
main()
"""


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> WorkTree:
    """A committed project whose first claim is accepted."""
    tree = make_repository(tmp_path / "desk")
    monkeypatch.chdir(tree.root)
    tree.write("claimkit.yaml", "documents: reports\n")
    tree.write(OLD, HALL)
    tree.write("reports/mill.txt", MILL)
    assert run("extract", "--quiet").exit_code == 0
    first = ledger(tree, "hall.txt").claims[0]
    assert run("review", "accept", first.id, "--by", "mk").exit_code == 0
    tree.commit()
    return tree


def ledger(tree: WorkTree, name: str) -> LedgerFile:
    return read(tree.root / "ledger" / f"{name}.yaml")


def move(tree: WorkTree, old: str = OLD, new: str = NEW) -> None:
    (tree.root / new).parent.mkdir(exist_ok=True)
    tree.git("mv", old, new)


def is_there(tree: WorkTree, name: str) -> bool:
    return (tree.root / "ledger" / f"{name}.yaml").exists()


def test_git_mv_is_followed(tree: WorkTree, run: Run) -> None:
    before = ledger(tree, "hall.txt")
    move(tree)
    done = run("extract")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.endswith("ledger files  2  moved 1, unchanged 1\n")
    after = ledger(tree, "2025/hall.txt")
    assert after.path == NEW
    assert (after.claims, after.sha256) == (before.claims, before.sha256)
    assert not is_there(tree, "hall.txt")
    sources = (tree.root / "ledger" / "_sources.yaml").read_text("utf-8")
    assert f"documents: [{NEW}]" in sources
    assert OLD not in sources
    assert run("extract").stdout.endswith("ledger files  2  unchanged 2\n")
    assert run("diff", "--stat", "HEAD").stdout.startswith(f" {OLD} → {NEW} ")


def test_git_follows_edits_too(tree: WorkTree, run: Run) -> None:
    before = ledger(tree, "hall.txt")
    move(tree)
    tree.write(NEW, HALL.replace("5 percent", "6 percent") + "And that was that.\n")
    run("extract", "--quiet")
    after = ledger(tree, "2025/hall.txt")
    assert [claim.id for claim in after.claims] == [claim.id for claim in before.claims]
    review = after.claims[0].review
    assert review is not None
    assert review.by == "mk"
    assert review.stale == ("content", "quantities", "evidence")
    assert not is_there(tree, "hall.txt")


def test_the_same_bytes_without_git(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = WorkTree(tmp_path / "plain")
    tree.write("claimkit.yaml", "documents: reports\n")
    tree.write("reports/deep/er/hall.txt", HALL)
    monkeypatch.chdir(tree.root)
    run("extract", "--quiet")
    before = ledger(tree, "deep/er/hall.txt")
    (tree.root / "reports/deep/er/hall.txt").rename(tree.root / "reports/hall.txt")
    dry = run("extract", "--dry-run")
    assert (
        "ledger/hall.txt.yaml: would be moved here from ledger/deep/er/hall.txt.yaml: "
        "no claim, only other lines\n"
    ) in dry.stdout
    assert is_there(tree, "deep/er/hall.txt")
    run("extract", "reports/hall.txt")
    assert ledger(tree, "hall.txt").claims == before.claims
    assert not (tree.root / "ledger" / "deep").exists()


def test_one_of_several_is_not_guessed(tree: WorkTree, run: Run) -> None:
    (tree.root / OLD).unlink()
    tree.write("reports/a.txt", HALL)
    tree.write("reports/b.txt", HALL)
    done = run("extract")
    assert done.exit_code == 0
    assert "warning CK111: its document reports/hall.txt is gone" in done.stderr
    assert "reports/a.txt, reports/b.txt" in done.stderr
    assert ledger(tree, "hall.txt").claims[0].review is not None
    assert ledger(tree, "a.txt").claims[0].review is None


def test_a_copy_is_a_document_of_its_own(tree: WorkTree, run: Run) -> None:
    tree.write("reports/copy.txt", HALL)
    assert run("extract").stdout.endswith("ledger files  3  new 1, unchanged 2\n")
    assert ledger(tree, "hall.txt").claims[0].review is not None
    assert ledger(tree, "copy.txt").claims[0].review is None


def test_a_person_may_move_the_ledger_file_along(tree: WorkTree, run: Run) -> None:
    before = ledger(tree, "hall.txt")
    move(tree)
    move(tree, "ledger/hall.txt.yaml", "ledger/2025/hall.txt.yaml")
    done = run("extract")
    assert (done.exit_code, done.stderr) == (0, "")
    assert ledger(tree, "2025/hall.txt").claims == before.claims
    assert ledger(tree, "2025/hall.txt").path == NEW


def test_two_documents_swap_places(tree: WorkTree, run: Run) -> None:
    hall, mill = ledger(tree, "hall.txt"), ledger(tree, "mill.txt")
    tree.git("mv", OLD, "reports/x.txt")
    run("extract", "--quiet")
    tree.git("mv", "reports/mill.txt", OLD)
    run("extract", "--quiet")
    tree.git("mv", "reports/x.txt", "reports/mill.txt")
    run("extract", "--quiet")
    assert ledger(tree, "mill.txt").claims == hall.claims
    assert ledger(tree, "hall.txt").claims == mill.claims


def test_killed_before_the_old_file_is_gone(
    tree: WorkTree, run: Run, environment: dict[str, str]
) -> None:
    before = ledger(tree, "hall.txt")
    move(tree)
    done = subprocess.run([sys.executable, "-c", KILLED], env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    assert is_there(tree, "hall.txt")
    assert ledger(tree, "2025/hall.txt").claims == before.claims
    run("extract", "--quiet")
    assert not is_there(tree, "hall.txt")
    assert ledger(tree, "2025/hall.txt").claims == before.claims


def test_reviews_in_both_places_are_for_a_person(tree: WorkTree, run: Run) -> None:
    move(tree)
    (tree.root / "ledger/hall.txt.yaml").rename(tree.root / "kept.yaml")
    run("extract", "--quiet")
    (tree.root / "kept.yaml").rename(tree.root / "ledger/hall.txt.yaml")
    before = {path: (tree.root / path).read_bytes() for path in (
        "ledger/hall.txt.yaml", "ledger/2025/hall.txt.yaml"
    )}  # fmt: skip
    done = run("extract")
    assert done.exit_code == 3
    assert "has reviews that" in done.stderr
    assert {path: (tree.root / path).read_bytes() for path in before} == before


def test_the_hint_brings_reviews_of_both_places_together(tree: WorkTree, run: Run) -> None:
    old, new = "ledger/hall.txt.yaml", "ledger/2025/hall.txt.yaml"
    reviewed = ledger(tree, "hall.txt").claims
    move(tree)
    (tree.root / old).rename(tree.root / "kept.yaml")
    run("extract", "--quiet")
    *_, claim = ledger(tree, "2025/hall.txt").claims
    run("review", "note", claim.id, "ask again", "--by", "bo")
    (tree.root / "kept.yaml").rename(tree.root / old)
    command = f"claimkit merge {os.devnull} {new} {old} --in-place"
    done = run("extract")
    assert f"{command} brings them together; then delete {old} and run again" in done.stderr
    done = run(*command.split()[1:])
    assert (done.exit_code, done.stderr) == (0, "")
    (tree.root / old).unlink()
    assert run("extract", "--quiet").exit_code == 0
    after = ledger(tree, "2025/hall.txt")
    assert after.path == "reports/2025/hall.txt"
    reviews = [claim.review for claim in after.claims]
    assert reviews[0] == reviewed[0].review
    assert [review.note for review in reviews[1:] if review] == ["ask again"]


def test_no_ledger_is_read_if_no_document_is_missing(tree: WorkTree, run: Run) -> None:
    tree.write("reports/new.txt", "Nobody came.\n")
    with watch_opening() as opened:
        run("extract", "reports/new.txt", "--quiet")
    assert any(path.endswith("new.txt") for path in opened)
    assert not [path for path in opened if path.endswith(("mill.txt.yaml", "hall.txt.yaml"))]


@pytest.mark.parametrize("name", ["/etc/passwd", "../outside.txt", "x" * 5000, '"a\\0b"'])
def test_a_path_out_of_the_project_is_that_of_no_document(
    tree: WorkTree, run: Run, name: str
) -> None:
    """A ledger file that names it is in the place of its document, or it is an orphan."""
    place = tree.root / "ledger" / "mill.txt.yaml"
    text = place.read_text("utf-8")
    (tree.root.parent / "outside.txt").write_text(MILL, "utf-8")
    evil = text.replace("path: reports/mill.txt", f"path: {name}")
    assert evil != text
    place.write_text(evil, "utf-8")
    tree.write("ledger/other.txt.yaml", evil.replace("sha256: ", "sha256: 00"))
    tree.write("reports/new.txt", "The hall has opened, KCNA said.\n")
    done = run("extract")
    assert (done.exit_code, done.stderr.count("CK1")) == (0, 0), done.stderr
    assert place.read_text("utf-8") == text
    assert is_there(tree, "new.txt")
