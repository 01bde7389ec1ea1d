"""``claimkit check`` as a command; what each check finds is in tests/checks."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from claimkit.checks.table import CHECKS
from tests.cli.checked import MILL, fill, ledger
from tests.cli.conftest import Process, Run
from tests.repositories import WorkTree, make_repository

BOMB = "a: &a [x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}]\n" for n in range(9)
)


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WorkTree:
    tree = make_repository(tmp_path / "desk")
    fill(tree)
    tree.commit()
    monkeypatch.chdir(tree.root)
    return tree


def found(run: Run, *arguments: str) -> list[tuple[str, str]]:
    done = run("check", "--no-extract", "--format", "json", *arguments)
    assert done.exit_code in (0, 1), done.stderr
    return [(f["check"], f["path"]) for f in json.loads(done.stdout)["findings"]]


def break_review(tree: WorkTree, below: str = "") -> None:
    tree.write(f"{below}ledger/mill.txt.yaml", ledger("reports/mill.txt", review=""))


def test_nothing_is_wrong(tree: WorkTree, run: Run) -> None:
    plain = [check for check in CHECKS if not (check.needs_base or check.needs_extraction)]
    done = run("check", "--no-extract")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == (
        f"nothing to report; {len(plain)} checks, 1 ledger file "
        "(without --base not run: CK223, CK224, CK227, CK251)\n"
    )
    assert run("check", "--no-extract", "--quiet").stderr == ""


def test_text_names_both_places(tree: WorkTree, run: Run) -> None:
    break_review(tree)
    done = run("check", "--no-extract", "--base", "HEAD")
    assert done.exit_code == 1
    assert done.stdout == (
        "ledger/mill.txt.yaml:10:3: error CK224 review-lost: has lost its review; was accepted by "
        "mk\n"
        "  claim aaaaaaaa, Northern Press: the mill has closed\n"
        "  see reports/mill.txt:1:1\n"
        "  restore the claim with its review from git, or reopen it with a note\n"
    )
    assert done.stderr == (
        f"1 error, 0 warnings, 0 notes; {len(CHECKS) - 1} checks, 1 ledger file\n"
    )


def test_a_base_judges_only_what_changed(tree: WorkTree, run: Run) -> None:
    tree.write("reports/old.txt", MILL)  # no ledger, and that is old
    tree.write("ledger/bad.txt.yaml", "schema: 9\n")
    tree.commit()
    assert {name for name, _ in found(run)} == {"no-ledger", "unreadable"}
    assert found(run, "--base", "HEAD") == []
    tree.write("reports/new.txt", MILL)
    assert found(run, "--base", "HEAD") == [("no-ledger", "reports/new.txt")]
    tree.git("checkout", "--quiet", "-b", "other")
    tree.commit()
    assert found(run, "--base", "main") == [("no-ledger", "reports/new.txt")]
    tree.git("checkout", "--quiet", "main")
    tree.write("reports/newer.txt", MILL)
    tree.commit()
    tree.git("checkout", "--quiet", "other")  # main went on: that is not this change's affair
    assert found(run, "--base", "main") == [("no-ledger", "reports/new.txt")]
    tree.git("checkout", "--quiet", "--detach")
    assert found(run, "--base", "main") == [("no-ledger", "reports/new.txt")]


def test_a_claim_that_did_not_change_is_not_judged(tree: WorkTree, run: Run) -> None:
    two = ledger("reports/mill.txt", review="  review: {status: accepted, on: 2025-03-05}\n")
    tree.write("ledger/mill.txt.yaml", two)
    tree.commit()
    tree.write("ledger/mill.txt.yaml", two.replace("title: null", "title: The mill"))
    assert found(run) == [("no-reviewer", "ledger/mill.txt.yaml")]
    assert found(run, "--base", "HEAD") == []


@pytest.mark.issue(12)
@pytest.mark.parametrize(
    "path", ["ledger/.old/mill.txt.yaml", "ledger/.mill.txt.yaml", "ledger/old/_mill.txt.yaml"]
)
def test_a_hidden_file_is_no_ledger_file_in_any_command(
    tree: WorkTree, run: Run, path: str
) -> None:
    tree.write(path, ledger("reports/gone.txt", "bbbbbbbb"))
    tree.commit()
    tree.git("rm", "--quiet", path)
    assert run("diff", "HEAD").stdout == ""
    assert found(run, "--base", "HEAD") == []
    tree.git("rm", "--quiet", "ledger/mill.txt.yaml")
    assert "mill.txt" in run("diff", "HEAD").stdout
    assert ("review-lost", "reports/mill.txt") in found(run, "--base", "HEAD")


@pytest.mark.parametrize(
    ("reviewer", "is_author"),
    [
        ("Mia Kay", True),
        ("mia kay", True),
        ("mk@example.org", True),
        ("MK", True),
        ("Mia", False),
        ("mk@", False),
        ("example.org", False),
        ("kay", False),
    ],
)
def test_a_reviewer_is_an_author_by_name_address_or_local_part(
    tree: WorkTree, run: Run, reviewer: str, is_author: bool
) -> None:
    config = "documents: reports\ncheck: {self_review: forbid}\n"
    tree.write("claimkit.yaml", config)
    review = f'  review: {{status: accepted, by: "{reviewer}", on: 2025-03-06}}\n'
    text = ledger("reports/mill.txt", review=review).replace(
        "  kind: indirect\n", "  said: 2025-03-05\n  kind: indirect\n"
    )
    tree.write("ledger/mill.txt.yaml", text)
    tree.commit()
    expected = [("own-change", "ledger/mill.txt.yaml")] if is_author else []
    assert found(run, "--select", "own-change", "--base", "HEAD~1") == expected
    assert found(run, "--select", "own-change", "--base", "HEAD") == []


def test_paths(tree: WorkTree, run: Run) -> None:
    tree.write("reports/a/x.txt", MILL)
    tree.write("reports/b.txt", MILL)
    assert len(found(run)) == 2
    assert found(run, "reports/a") == [("no-ledger", "reports/a/x.txt")]
    assert found(run, "ledger/mill.txt.yaml", "reports/b.txt") == [("no-ledger", "reports/b.txt")]
    done = run("check", "reports/none.txt")
    assert done.exit_code == 2
    assert "is not a document or a ledger file" in done.stderr


def test_choice_of_checks_and_severity(tree: WorkTree, run: Run) -> None:
    tree.write("reports/b.txt", MILL)
    text = ledger("reports/mill.txt").replace("source: Northern", "source:  Northern")
    tree.write("ledger/mill.txt.yaml", text)
    assert [name for name, _ in found(run)] == ["not-canonical", "no-ledger"]
    assert [name for name, _ in found(run, "--select", "CK206")] == ["no-ledger"]
    assert [name for name, _ in found(run, "--ignore", "no-ledger,CK24")] == ["not-canonical"]
    assert [name for name, _ in found(run, "--select", "ck20", "--ignore", "CK206")] == [
        "not-canonical"
    ]
    arguments = ("check", "--no-extract", "--select", "not-canonical")
    assert run(*arguments).exit_code == 0
    assert run(*arguments, "--fail-on", "warning").exit_code == 1
    assert run(*arguments, "--fail-on", "note").exit_code == 1
    assert run("check", "--no-extract", "--fail-on", "never").exit_code == 0
    tree.write("claimkit.yaml", "documents: reports\ncheck: {ignore: [CK206], fail_on: warning}\n")
    assert run("check", "--no-extract").exit_code == 1
    assert [name for name, _ in found(run)] == ["not-canonical"]
    assert [name for name, _ in found(run, "--ignore", "CK202")] == ["no-ledger"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--select", "CK999"],
        ["--ignore", "nonsense"],
        ["--explain", "CK999"],
        ["--fail-on", "fatal"],
        ["--report", "sarif"],
        ["--report", "word=x.doc"],
        ["--format", "word"],
    ],
)
def test_wrong_usage(tree: WorkTree, run: Run, arguments: list[str]) -> None:
    assert run("check", "--no-extract", *arguments).exit_code == 2


def test_list_and_explain(run: Run) -> None:
    listed = run("check", "--list").stdout.splitlines()
    assert [line[:5] for line in listed] == [check.code for check in CHECKS]
    for word in ("CK212", "ck212", "content-not-found"):
        done = run("check", "--explain", word)
        assert done.exit_code == 0
        assert done.stdout.startswith("CK212 content-not-found (error)\n\nFinds content")
        assert "What to do: " in done.stdout
    assert "CK105 unreadable-document (error)" in run("check", "--explain", "CK105").stdout
    for arguments in (("--explain", "CK21"), ("--select", "stale-reviw"), ("--ignore", "CK2111")):
        done = run("check", *arguments)
        assert done.exit_code == 2
        assert "there is no check" in done.stderr
    assert "stale-review" in run("check", "--explain", "stale-reviw").stderr
    assert "stale-review" in run("check", "--select", "stale-reviw").stderr
    assert "This check runs only with --base." in run("check", "--explain", "CK224").stdout


def test_a_project_below_the_repository(tree: WorkTree, run: Run, tmp_path: Path) -> None:
    fill(tree, "below/")
    tree.commit()
    break_review(tree, "below/")
    sarif = tmp_path / "x.sarif"
    arguments = ("check", "--no-extract", "--base", "HEAD", "--report", f"sarif={sarif}")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tree.root / "below" / "reports")
        shown = run(*arguments).stdout
        annotations = run(*arguments, "--format", "github").stdout
    assert shown.startswith("../ledger/mill.txt.yaml:10:3: error CK224")
    assert annotations.startswith("::error file=below/ledger/mill.txt.yaml,line=10,")
    assert "::error file=below/reports/mill.txt,line=1," in annotations
    (result,) = json.loads(sarif.read_text("utf-8"))["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert place == "below/ledger/mill.txt.yaml"


def test_a_second_worktree_and_a_clone(tree: WorkTree, run: Run, tmp_path: Path) -> None:
    tree.git("worktree", "add", "--quiet", tmp_path / "second", "-b", "second")
    second = WorkTree(tmp_path / "second")
    break_review(second)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(second.root)
        assert found(run, "--base", "main") == [("review-lost", "ledger/mill.txt.yaml")]
    assert found(run, "--base", "main") == []


def test_a_ledger_in_another_folder(tree: WorkTree, run: Run) -> None:
    (tree.root / "ledger").rename(tree.root / "claims")
    assert found(run) == [("no-ledger", "reports/mill.txt")]
    assert found(run, "--ledger", "claims") == []


def test_no_repository(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(WorkTree(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert found(run) == []
    done = run("check", "--no-extract", "--base", "HEAD")
    assert done.exit_code == 3
    assert "not in a git repository" in done.stderr


def test_an_unborn_branch(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = make_repository(tmp_path / "new")
    fill(tree)
    monkeypatch.chdir(tree.root)
    assert found(run) == []
    done = run("check", "--no-extract", "--base", "main")
    assert done.exit_code == 3
    assert "no commits yet" in done.stderr


def test_an_unknown_revision_and_a_shallow_clone(
    tree: WorkTree, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = run("check", "--no-extract", "--base", "--output=x")
    assert done.exit_code == 3
    assert "there is no revision '--output=x'" in done.stderr
    base = tree.git("rev-parse", "HEAD").strip()
    break_review(tree)
    tree.commit()
    tree.git("clone", "--quiet", "--depth=1", tree.root.as_uri(), tmp_path / "shallow")
    monkeypatch.chdir(tmp_path / "shallow")
    done = run("check", "--no-extract", "--base", base)
    assert done.exit_code == 3
    assert "fetch --unshallow" in done.stderr


@pytest.mark.parametrize(
    ("data", "says", "line"),
    [
        (BOMB.encode(), "anchors", 1),
        (b"!!python/object/apply:os.system ['touch x']\n", "tags", 1),
        (b"schema: 2\nschema: 2\n", "stands twice", 2),
        (b"schema: 2\ndocument: \xff\n", "not UTF-8", 2),
        (b"<<<<<<< ours\nschema: 2\n=======\n>>>>>>> theirs\n", "merge of this file", 1),
        (b"schema: 3\ndocument: {}\nclaims: []\nretired: []\n", "newer claimkit", 1),
        (b"schema: 2 # mine\n", "comments", 1),
        (b"", "empty", 1),
        (b"#" * 32_000_001, "larger than 32 MB", 1),
        (b"- " * 100_000, "nested", 1),
    ],
)
def test_a_ledger_that_can_not_be_read_is_a_finding(
    tree: WorkTree, run: Run, data: bytes, says: str, line: int
) -> None:
    path = tree.root / "ledger" / "bad.yaml"
    path.write_bytes(data)
    done = run("check", "--no-extract", "--format", "json")
    assert done.exit_code == 1
    (finding,) = json.loads(done.stdout)["findings"]
    assert (finding["code"], finding["path"]) == ("CK201", "ledger/bad.yaml")
    assert says in finding["message"]
    assert finding["line"] == line
    assert path.read_bytes() == data
    assert not (tree.root / "x").exists()


def test_what_names_hold_cannot_act_on_the_terminal(tree: WorkTree, run: Run) -> None:
    tree.write("reports/\x1b[31m\nname.txt", MILL)
    done = run("check", "--no-extract")
    assert done.exit_code == 1
    assert "\x1b" not in done.stdout
    assert done.stdout.count("\n") == 2


def test_no_ledger_at_all(tree: WorkTree, run: Run) -> None:
    (tree.root / "ledger" / "mill.txt.yaml").unlink()
    (tree.root / "ledger").rmdir()
    assert found(run) == [("no-ledger", "reports/mill.txt")]


def test_neither_spacy_nor_pydantic_is_loaded(tree: WorkTree, environment: dict[str, str]) -> None:
    tree.write("reports/mill.txt", MILL.replace(" ", " <b></b>"))
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "claimkit", "check", "--no-extract"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "document-changed" in done.stdout
    modules = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert {"claimkit.checks.table", "claimkit.documents.reading"} <= modules
    assert not {"spacy", "pydantic", "rapidfuzz", "rich", "numpy"} & modules


@pytest.mark.model
def test_it_agrees_with_a_dry_run(tree: WorkTree, run: Run, run_process: Process) -> None:
    text = ledger("reports/mill.txt").replace("stance: asserts", "stance: denies")
    tree.write("ledger/mill.txt.yaml", text)
    tree.commit()
    dry = run("extract", "--dry-run").stdout
    assert "ledger/mill.txt.yaml: would change: claims: 1 changed" in dry
    done = run("check", "--format", "json", "--select", "out-of-date")
    findings: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    assert [f["message"] for f in findings] == ["a fresh extraction differs: claims: 1 changed"]
    before = tree.git("status", "--short")
    assert run_process("check").returncode == 1
    assert tree.git("status", "--short") == before
    run("extract", "--quiet")
    assert run("check").exit_code == 1  # the claim changed after its review
    assert [name for name, _ in found(run)] == ["stale-review"]
    two = run_process("check", "--jobs", "2", "--select", "out-of-date")
    assert two.returncode == 0, two.stderr


def test_sarif_says_which_findings_are_new(tree: WorkTree, run: Run, tmp_path: Path) -> None:
    """A finding that the base has, too, is unchanged, wherever its lines have moved."""
    unsigned = "  review: {status: accepted, on: 2025-03-05}\n"
    two = ledger("reports/mill.txt", review=unsigned).replace("title: null", "title: 'The mill'")
    tree.write("ledger/mill.txt.yaml", two)
    tree.commit()
    changed = two.replace("stance: asserts", "stance: reports").replace("in the", "in  the")
    tree.write(
        "ledger/mill.txt.yaml", changed.replace("cue: reported", "mention: NP\n  cue: reported")
    )
    tree.write("reports/new.txt", MILL)
    sarif = tmp_path / "x.sarif"
    arguments = ("check", "--no-extract", "--report", f"sarif={sarif}")
    assert run(*arguments, "--base", "HEAD").exit_code == 1
    (report,) = json.loads(sarif.read_text("utf-8"))["runs"]
    states = {result["ruleId"]: result["baselineState"] for result in report["results"]}
    assert states == {
        "CK202": "unchanged", "CK206": "new", "CK221": "unchanged", "CK223": "new",
    }  # fmt: skip
    assert run(*arguments).exit_code == 1
    (report,) = json.loads(sarif.read_text("utf-8"))["runs"]
    assert not any("baselineState" in result for result in report["results"])


def test_stderr_says_what_sarif_leaves_out(
    tree: WorkTree, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claimkit.reports.findings.sarif.MAX_RESULTS", 1)
    tree.write("reports/b.txt", MILL)
    text = ledger("reports/mill.txt").replace("source: Northern", "source:  Northern")
    tree.write("ledger/mill.txt.yaml", text)
    sarif = tmp_path / "x.sarif"
    done = run("check", "--no-extract", "--quiet", "--report", f"sarif={sarif}")
    assert "SARIF: 1 warning left out, because GitHub accepts" in done.stderr
    (result,) = json.loads(sarif.read_text("utf-8"))["runs"][0]["results"]
    assert result["level"] == "error"
    assert "SARIF" not in run("check", "--no-extract").stderr
