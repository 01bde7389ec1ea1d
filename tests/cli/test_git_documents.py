"""Branches that change documents and extract again: what git's commands and claimkit make of them.

Everything is real: the repository, the drivers as ``claimkit git enable`` sets them up, and the
extraction.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from claimkit.cli import app
from claimkit.ledger.format.read import read
from tests.cli.ledger_texts import ACCEPTED
from tests.repositories import WorkTree, make_repository

pytestmark = pytest.mark.model

DOCUMENT = "reports/town.txt"
FILE = "ledger/town.txt.yaml"
PARAGRAPHS = (
    "Rents will rise by 5 percent, Mayor Ann Lee said.",
    "The mill has closed, Bo Lind told reporters.",
    "Nobody had looked at the roof, Mia Holm complained.",
    "The ferry sails again in May, the harbour office announced.",
    "It cost 40 million dollars, Jo Berg said.",
)
CHANGED = {
    0: "Rents will rise by 7 percent, Mayor Ann Lee said.",
    1: "The mill has opened again, Bo Lind told reporters.",
    2: "Everybody had looked at the roof, Mia Holm said.",
    4: "It cost 50 million dollars, Jo Berg said.",
}
TO_EXTRACT = {"CK208", "CK209", "CK211"}
"""The findings that say that a document changed since it was extracted."""


def town(*changed: int, title: str = "", cut: int | None = None) -> str:
    """Return the document with some changed paragraphs."""
    paragraphs = [CHANGED[i] if i in changed else p for i, p in enumerate(PARAGRAPHS)]
    if cut is not None:
        del paragraphs[cut]
    return "\n\n".join(([title] if title else []) + paragraphs) + "\n"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


@pytest.fixture
def plain_tree(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WorkTree:
    """A project with one extracted document, without drivers; the current folder."""
    made = make_repository(tmp_path / "project")
    tree = WorkTree(made.root, dict(os.environ))
    monkeypatch.chdir(tree.root)
    tree.write("claimkit.yaml", "documents: reports\n")
    save(tree, town())
    return tree


@pytest.fixture
def tree(plain_tree: WorkTree) -> WorkTree:
    """The same project with the drivers."""
    assert run("git", "enable").exit_code == 0
    return plain_tree


def save(tree: WorkTree, text: str, *, path: str = DOCUMENT) -> None:
    """Write a document, extract and commit."""
    tree.write(path, text)
    extract(tree)


def extract(tree: WorkTree) -> None:
    done = run("extract")
    assert done.exit_code == 0, done.output
    tree.commit()


def fork(tree: WorkTree, ours: str, theirs: str) -> None:
    """Change the document on the branches ``main``, which is checked out then, and ``topic``."""
    tree.git("checkout", "--quiet", "-b", "topic")
    save(tree, theirs)
    tree.git("checkout", "--quiet", "main")
    save(tree, ours)


def codes() -> set[str]:
    """Return the codes of what ``claimkit check`` finds."""
    return {
        finding["code"]
        for finding in json.loads(run("check", "--format", "json").stdout)["findings"]
    }


def assert_only_to_extract(tree: WorkTree) -> None:
    """Assert that ``check`` asks for nothing but ``extract``, and finds nothing after it."""
    assert "CK208" in codes() <= TO_EXTRACT
    extract(tree)
    assert codes() == set()
    assert tree.git("status", "--porcelain") == ""


def contents() -> list[str]:
    return [claim.content for claim in read(Path(FILE)).claims]


def accept(tree: WorkTree, content: str) -> None:
    """Accept the claim with this content, and commit."""
    (claim,) = (claim for claim in read(Path(FILE)).claims if claim.content == content)
    done = run("review", "accept", claim.id, "--by", "mk")
    assert done.exit_code == 0, done.output
    tree.commit()


def test_two_paragraphs_of_one_document(tree: WorkTree) -> None:
    fork(tree, town(0), town(2, 4))
    tree.git("merge", "--quiet", "topic")
    assert tree.git("status", "--porcelain") == ""
    assert_only_to_extract(tree)
    assert contents() == [
        "Rents will rise by 7 percent",
        "The mill has closed",
        "Everybody had looked at the roof",
        "The ferry sails again in May",
        "It cost 50 million dollars",
    ]


def test_both_directions_give_the_same_bytes(tree: WorkTree) -> None:
    fork(tree, town(0, title="Rents rise again"), town(2, cut=3))
    merged = []
    for branch, other in (("main", "topic"), ("topic", "main")):
        tree.git("checkout", "--quiet", branch)
        tree.git("merge", "--quiet", "--no-commit", other)
        merged.append((tree.root / FILE).read_bytes())
        tree.git("merge", "--abort")
    assert merged[0] == merged[1]


def test_a_rebase_of_three_commits(tree: WorkTree) -> None:
    """Each commit changes the document, and so does the branch below."""
    tree.git("checkout", "--quiet", "-b", "topic")
    for changed in ((1,), (1, 2), (1, 2, 4)):
        save(tree, town(*changed))
    accept(tree, "The mill has opened again")
    tree.git("checkout", "--quiet", "main")
    save(tree, town(0, title="Rents rise again"))
    accept(tree, "Rents will rise by 7 percent")
    tree.git("checkout", "--quiet", "topic")
    tree.git("rebase", "--quiet", "main")
    assert len(tree.git("log", "--oneline", "main..topic").splitlines()) == 4
    assert_only_to_extract(tree)
    reviewed = {c.content: c.review.stale for c in read(Path(FILE)).claims if c.review}
    assert reviewed == {"Rents will rise by 7 percent": (), "The mill has opened again": ()}


def test_cherry_pick_revert_and_stash(tree: WorkTree) -> None:
    fork(tree, town(0), town(2))
    tree.git("cherry-pick", "topic")
    assert_only_to_extract(tree)
    tree.git("revert", "--no-edit", "HEAD~2")
    assert_only_to_extract(tree)
    assert contents()[0] == "Rents will rise by 5 percent"
    tree.write(DOCUMENT, town(2, 4))
    assert run("extract").exit_code == 0
    tree.git("stash")
    save(tree, town(0, 2))
    tree.git("stash", "pop", "--quiet")
    assert_only_to_extract(tree)
    assert contents()[-1] == "It cost 50 million dollars"


def test_a_review_of_a_claim_that_the_other_side_changed(tree: WorkTree) -> None:
    fork(tree, town(1), town(0))
    accept(tree, "Rents will rise by 5 percent")
    tree.git("merge", "--quiet", "topic")
    extract(tree)
    (rents, *_) = read(Path(FILE)).claims
    assert rents.review is not None
    assert "content" in rents.review.stale


def test_a_document_that_one_side_moved(tree: WorkTree) -> None:
    tree.git("checkout", "--quiet", "-b", "topic")
    tree.git("mv", DOCUMENT, "reports/city.txt")
    extract(tree)
    tree.git("checkout", "--quiet", "main")
    save(tree, town(0))
    accept(tree, "The mill has closed")
    tree.git("merge", "--quiet", "topic")
    assert not (tree.root / FILE).exists()
    ledger = read(tree.root / "ledger/city.txt.yaml")
    assert ledger.path == "reports/city.txt"
    assert [claim.content for claim in ledger.claims if claim.review] == ["The mill has closed"]
    assert codes() <= TO_EXTRACT
    extract(tree)
    assert codes() == set()


def test_both_sides_added_a_document(tree: WorkTree) -> None:
    tree.git("checkout", "--quiet", "-b", "topic")
    save(tree, town(0), path="reports/new.txt")
    tree.git("checkout", "--quiet", "main")
    save(tree, town(0, title="Rents rise"), path="reports/new.txt")
    tree.git("merge", "--quiet", "topic", status=1)
    assert tree.git("diff", "--name-only", "--diff-filter=U") == "reports/new.txt\n"
    tree.write("reports/new.txt", town(0))
    tree.commit()
    assert codes() <= TO_EXTRACT
    extract(tree)
    assert codes() == set()


def test_versions_of_claimkit_that_differ(tree: WorkTree) -> None:
    path = "ledger/_extractor.yaml"
    text = (tree.root / path).read_text(encoding="utf-8")
    own = re.search('claimkit: "(.*)"', text)
    assert own is not None
    tree.git("checkout", "--quiet", "-b", "topic")
    tree.write(path, text.replace(own[1], "0.0.2"))
    tree.commit()
    tree.git("checkout", "--quiet", "main")
    tree.write(path, text.replace(own[1], "0.0.3"))
    tree.commit()
    tree.git("merge", "--quiet", "topic")
    assert 'claimkit: "0.0.2"\n' in (tree.root / path).read_text(encoding="utf-8")
    assert codes() == {"CK210"}
    extract(tree)
    assert codes() == set()


def test_branches_that_were_merged_crosswise(tree: WorkTree) -> None:
    """The base has the review that both merges have, not the state before it."""
    fork(tree, town(0), town(2))
    accept(tree, "The mill has closed")
    main, topic = (tree.git("rev-parse", name).strip() for name in ("main", "topic"))
    for branch, other in (("main", topic), ("topic", main)):
        tree.git("checkout", "--quiet", branch)
        tree.git("merge", "--quiet", other)
        extract(tree)
    (claim,) = (c for c in read(Path(FILE)).claims if c.review)
    assert run("review", "reject", claim.id, "--by", "mk").exit_code == 0
    tree.commit()
    tree.git("checkout", "--quiet", "main")
    save(tree, town(0, 2, 4))
    assert len(tree.git("merge-base", "--all", "main", "topic").split()) == 2
    tree.git("merge", "--quiet", "topic")
    (claim,) = (c for c in read(Path(FILE)).claims if c.review)
    assert claim.review is not None
    assert claim.review.status == "rejected"


# -- what git decides before it calls a driver ---------------------------------------------------


def test_a_document_that_one_side_deleted(tree: WorkTree) -> None:
    fork(tree, town(0), town())
    accept(tree, "The mill has closed")
    tree.git("checkout", "--quiet", "topic")
    tree.git("rm", "--quiet", DOCUMENT, FILE)
    tree.commit()
    tree.git("checkout", "--quiet", "main")
    said = tree.git("merge", "topic", status=1)
    assert f"CONFLICT (modify/delete): {FILE} deleted in topic" in said
    assert [claim.content for claim in read(Path(FILE)).claims if claim.review]
    assert codes() <= TO_EXTRACT
    tree.git("add", DOCUMENT, FILE)
    extract(tree)
    assert codes() == set()


def test_several_branches_at_once(tree: WorkTree) -> None:
    for name, changed in (("one", 0), ("two", 2)):
        tree.git("checkout", "--quiet", "-b", name, "main")
        save(tree, town(changed))
    tree.git("checkout", "--quiet", "main")
    save(tree, town(4))
    tree.git("merge", "one", "two", status=2)  # git calls no drivers and stops
    tree.git("reset", "--quiet", "--hard", "HEAD")
    for name in ("one", "two"):
        tree.git("merge", "--quiet", name)
    assert_only_to_extract(tree)
    assert contents()[0] == "Rents will rise by 7 percent"


def test_without_the_driver_the_conflict_is_named(plain_tree: WorkTree) -> None:
    tree = plain_tree
    fork(tree, town(0), town(2))
    accept(tree, "The mill has closed")
    tree.git("merge", "--quiet", "topic", status=1)
    assert (tree.root / DOCUMENT).read_text(encoding="utf-8") == town(0, 2)
    for command in (["check"], ["extract"], ["diff", "HEAD"], ["review", "list"]):
        done = run(*command)
        assert done.exit_code in (1, 3)
        assert "conflict markers: the merge of this file is not finished" in done.output
        assert f"{FILE}:" in done.output
    tree.git("checkout", "--quiet", "--ours", "ledger")
    extract(tree)
    assert codes() == set()
    assert ACCEPTED.split(", on")[0] in (tree.root / FILE).read_text(encoding="utf-8")
