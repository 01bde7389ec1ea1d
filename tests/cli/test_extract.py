"""``claimkit extract``: what it writes, prints and returns."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Process, Run

pytestmark = pytest.mark.model

SUMMARY = """\
documents     2
claims        2  indirect 2
sources       2  Ann Lee 1, KCNA 1
quantities    0
findings      0
"""
ARTICLES = [
    {"id": "a1", "text": "\ufeff“The dam holds,” Ivo Kern said.", "published": "2024-05-03"},
    {"id": "a2", "text": "Nothing happened.", "author": "Jo Berg", "title": "A quiet day"},
    {"id": "a3", "text": "Rents will rise, Mayor Ann Lee said."},
]


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def write_corpus(path: Path) -> None:
    path.write_text("".join(json.dumps(a) + "\n" for a in ARTICLES), encoding="utf-8")


def test_second_run_changes_nothing(folder: Path, run: Run) -> None:
    before = tree(folder / "reports")
    first = run("extract")
    assert (first.exit_code, first.stderr) == (0, "")
    assert first.stdout == SUMMARY + "ledger files  2  new 2\n"
    written = tree(folder / "ledger")
    assert set(written) == {
        "_extractor.yaml", "_sources.yaml", "mill.txt.yaml", "rents.txt.yaml",
        "_extractor.schema.json", "_ledger.schema.json", "_sources.schema.json",
    }  # fmt: skip
    assert b"path: reports/rents.txt\n" in written["rents.txt.yaml"]
    second = run("extract", "reports/rents.txt", "reports")
    assert second.stdout == SUMMARY + "ledger files  2  unchanged 2\n"
    assert tree(folder / "ledger") == written
    assert tree(folder / "reports") == before


@pytest.mark.parametrize("option", [(), ("--ledger", "claims")])
def test_paths_are_relative_to_the_current_folder(
    folder: Path, run: Run, option: tuple[str, ...]
) -> None:
    ledger = folder / (option[-1] if option else "ledger")
    dry = run("extract", "--dry-run", *option)
    assert str(folder) not in dry.stdout
    assert f"{ledger.name}/_sources.schema.json: would be written\n" in dry.stdout
    missing = run("sources", "list", *option)
    assert missing.stderr.startswith(f"claimkit: error: {ledger.name}/_sources.yaml: ")
    ledger.mkdir()
    (ledger / "_sources.yaml").write_text("sources: [\n", encoding="utf-8")
    for command in (["extract"], ["sources", "list"]):
        failed = run(*command, *option)
        assert failed.exit_code == 3
        assert failed.stderr.startswith(f"claimkit: error: {ledger.name}/_sources.yaml:2:1: ")


def test_review_is_kept_and_dry_run_says_what_would_change(folder: Path, run: Run) -> None:
    rents = folder / "ledger" / "rents.txt.yaml"
    fresh = run("extract", "--dry-run")
    assert "\nledger/_ledger.schema.json: would be written\n" in fresh.stdout
    assert "\nledger/mill.txt.yaml: would be written: claims: 1 new\n" in fresh.stdout
    assert not rents.parent.exists()
    run("extract", "--quiet")
    text = rents.read_text(encoding="utf-8")
    reviewed = text.replace("retired:", "  review: {status: accepted, by: eh}\nretired:")
    rents.write_text(reviewed, encoding="utf-8")
    document = folder / "reports" / "rents.txt"
    document.write_text("Council rents will rise, Mayor Ann Lee said.\n", encoding="utf-8")
    dry = run("extract", "-n")
    assert dry.exit_code == 0
    assert dry.stdout.startswith("ledger/rents.txt.yaml: would change: claims: 1 changed\n")
    assert rents.read_text(encoding="utf-8") == reviewed
    done = run("extract", "--quiet")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    assert "review: {status: accepted, by: eh, stale: [" in rents.read_text(encoding="utf-8")


def test_paths_are_the_same_from_a_subfolder(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("extract", "-q")
    written = tree(folder / "ledger")
    monkeypatch.chdir(folder / "reports")
    again = run("extract", "mill.txt", folder / "reports" / "rents.txt")
    assert "unchanged 2" in again.stdout
    assert tree(folder / "ledger") == written


def test_options_reach_the_ledger(folder: Path, run: Run) -> None:
    text = "Anna Falk hopes that the ferry will sail.\nThe ferry costs 40 million euros.\n"
    (folder / "ferry.md").write_text(text, encoding="utf-8")
    options = ["--published", "3 May 2024", "--author", "Jo Berg", "--ledger", "elsewhere"]
    assert run("extract", "ferry.md", *options).exit_code == 0
    written = (folder / "elsewhere" / "ferry.md.yaml").read_text(encoding="utf-8")
    assert "author: Jo Berg\n  published: 2024-05-03\n" in written
    assert "source: Anna Falk" in written
    assert "kind: author\n" in written
    assert "source: Jo Berg\n" in written
    run("extract", "ferry.md", *options, "--no-attitudes")
    without = (folder / "elsewhere" / "ferry.md.yaml").read_text(encoding="utf-8")
    assert "Anna Falk" not in without.split("claims:")[1].split("evidence:")[0]
    assert not (folder / "ledger").exists()


def test_corpus_gives_a_line_a_claim(folder: Path, run: Run) -> None:
    write_corpus(folder / "articles.jsonl")
    done = run("extract", "articles.jsonl", "--format", "jsonl")
    assert done.exit_code == 0
    assert re.match(r"documents +3\nclaims +2 ", done.stderr)
    claims = [json.loads(line) for line in done.stdout.splitlines()]
    assert [claim["document"] for claim in claims] == ["a1", "a3"]
    texts = {str(article["id"]): str(article["text"]) for article in ARTICLES}
    printed = {
        name: [texts[claims[0]["document"]][start:end] for start, end in spans]
        for name, spans in claims[0]["spans"].items()
    }
    assert printed == {
        "source": ["Ivo Kern"],
        "cue": ["said"],
        "content": ["“The dam holds,”"],
        "evidence": ["“The dam holds,” Ivo Kern said."],
    }
    assert not (folder / "ledger").exists()
    run("extract", "articles.jsonl", "--format", "jsonl", "--output", "claims.jsonl")
    assert (folder / "claims.jsonl").read_text(encoding="utf-8") == done.stdout


def test_stdin(folder: Path, run: Run) -> None:
    done = run("extract", "-", input="Rents will rise, Mayor Ann Lee said.")
    assert done.exit_code == 0
    assert done.stdout.startswith('schema: 2\ndocument:\n  path: "-"\n')
    assert "  source: Ann Lee\n" in done.stdout
    assert done.stderr.startswith("documents")
    assert not (folder / "ledger").exists()
    line = run("extract", "-", "--format", "jsonl", input="Rents will rise, Mayor Ann Lee said.")
    assert json.loads(line.stdout)["document"] == "-"


def test_several_processes_give_the_same_bytes(
    folder: Path, run: Run, run_process: Process
) -> None:
    for number in range(20):
        text = f"Town {number} has {number + 2} mills, Ivo Kern said.\n" * (number + 1)
        (folder / "reports" / f"{number}.txt").write_text(text, encoding="utf-8")
    (folder / "reports" / "empty.txt").touch()
    one = run("extract", "--jobs", "1", "--ledger", "ledger1")
    three = run_process("extract", "--jobs", "3", "--ledger", "ledger3")
    assert one.exit_code == three.returncode == 1
    assert one.stdout_bytes == three.stdout
    assert one.stderr_bytes == three.stderr
    assert tree(folder / "ledger1") == tree(folder / "ledger3")
    assert len(tree(folder / "ledger1")) == 27
    with_lines = run_process("extract", "--jobs", "2", "--format", "jsonl").stdout
    assert with_lines == run("extract", "--format", "jsonl").stdout_bytes


def test_exit_code_tells_of_changes(folder: Path, run: Run) -> None:
    assert run("extract", "--dry-run", "--exit-code").exit_code == 1
    assert run("extract", "--exit-code", "--quiet").exit_code == 1
    assert run("extract", "--exit-code", "--quiet").exit_code == 0
    assert run("extract", "--dry-run", "--exit-code").exit_code == 0
