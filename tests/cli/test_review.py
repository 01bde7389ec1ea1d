"""``claimkit review`` without a terminal."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import referencing

from claimkit.ledger.reviews.decisions import effective
from claimkit.model import Review, ReviewStatus
from tests.cli.conftest import Process, Run
from tests.cli.reviewed import find
from tests.repositories import WorkTree

STATS = """\
rule                  conf.  decided precision corrected rejected stale pending
complain.verb clause  medium       1        0%        0%     100%     0       0
deny.verb object      low          0                                  1       0
say.verb clause       high         1      100%        0%       0%     0       0
all                                2       50%        0%      50%     1       1
"""


def ids(run: Run, *arguments: str) -> list[str]:
    done = run("review", "list", "--format", "json", *arguments)
    assert (done.exit_code, done.stderr) == (0, "")
    return [entry["claim"]["id"][:1] for entry in json.loads(done.stdout)["claims"]]


def test_accept_and_reject(tree: WorkTree, run: Run) -> None:
    before = (tree.root / "ledger/hall.txt.yaml").read_text("utf-8")
    earliest = date.today().isoformat()
    done = run("review", "accept", "aaa", "e", "--by", "Bo", "--note", "I was there")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        "aaaaaaaa  accepted  Ann Lee: Rents will rise by 5 percent\n"
        "eeeeeeee  accepted  Northern Press: the mill has closed\n"
    )
    review = find(tree.root, "aaaaaaaa").review
    assert review is not None
    assert review.on is not None
    assert earliest <= review.on <= date.today().isoformat()
    assert review == Review(ReviewStatus.ACCEPTED, "Bo", review.on, "I was there")
    assert find(tree.root, "eeeeeeee").review == review
    after = (tree.root / "ledger/hall.txt.yaml").read_text("utf-8")
    line = f"  review: {{status: accepted, by: Bo, on: {review.on}, note: I was there}}\n"
    assert after.replace(line, "", 1) == before
    done = run("review", "reject", "aaaaaaaa", "--by", "Mia")
    assert done.stdout.startswith("aaaaaaaa  rejected ")
    rejected = Review(ReviewStatus.REJECTED, "Mia", review.on, "I was there")
    assert find(tree.root, "aaaaaaaa").review == rejected


def test_correct_and_reopen(tree: WorkTree, run: Run) -> None:
    done = run(
        "review", "correct", "aaaaaaaa", "--source", "[Ann Lee, Bo Lind]", "--said", "null",
        "--quantities", "[{text: 5 percent, min: 5, max: null, bound: at least, unit: percent}]",
        "--negated", "true", "--by", "Bo",
    )  # fmt: skip
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        "aaaaaaaa  corrected  Ann Lee, Bo Lind (negated): Rents will rise by 5 percent\n"
    )
    claim = find(tree.root, "aaaaaaaa")
    assert claim.source == ("Ann Lee",)
    assert effective(claim).source == ("Ann Lee", "Bo Lind")
    text = (tree.root / "ledger/hall.txt.yaml").read_text("utf-8")
    assert "corrections: {source: [Ann Lee, Bo Lind], said: null, quantities: [{" in text
    assert run("review", "accept", "aaaaaaaa", "--by", "Mia").stdout.startswith(
        "aaaaaaaa  corrected  Ann Lee, Bo Lind"
    )
    assert run("review", "reopen", "aaaaaaaa").stdout.startswith("aaaaaaaa  pending  Ann Lee: ")
    assert find(tree.root, "aaaaaaaa").review is None


def test_a_source_that_a_correction_names_is_listed(tree: WorkTree, run: Run) -> None:
    def unknown() -> list[str]:
        done = run("check", "--no-extract", "--select", "unknown-source", "--format", "json")
        return sorted(f["message"].split("'")[1] for f in json.loads(done.stdout)["findings"])

    assert "Greta Holm" not in unknown()
    run("review", "correct", "aaaaaaaa", "--source", "Greta Holm", "--by", "Bo")
    assert "Greta Holm" not in unknown()
    assert "- name: Greta Holm\n  kind: person\n" in (tree.root / "ledger/_sources.yaml").read_text(
        "utf-8"
    )


def test_a_correction_is_not_written_if_the_sources_cannot_be_read(
    tree: WorkTree, run: Run
) -> None:
    tree.write("ledger/_sources.yaml", "schema: 2\nsources: 5\n")
    done = run("review", "correct", "aaaaaaaa", "--source", "Greta Holm", "--by", "Bo")
    assert done.exit_code == 3
    assert find(tree.root, "aaaaaaaa").review is None


def test_note(tree: WorkTree, run: Run) -> None:
    assert run("review", "note", "cc", "ask her", "--by", "Bo").exit_code == 0
    assert find(tree.root, "cccccccc").review == Review(
        ReviewStatus.ACCEPTED, "mia", "2025-03-01", "ask her", stale=("content",)
    )
    assert run("review", "note", "dddddddd", "why?", "--by", "Bo").exit_code == 0
    assert run("review", "note", "aaaaaaaa", "").exit_code == 2


def test_retired_claims(tree: WorkTree, run: Run) -> None:
    done = run("review", "accept", "dddddddd", "--by", "Bo")
    assert done.exit_code == 2
    assert "dddddddd is retired: extraction no longer finds it" in done.stderr
    assert run("review", "drop", "dddddddd", "eeeeeeee", "--yes").exit_code == 2
    assert "Use --yes" in run("review", "drop", "dddddddd").stderr
    assert run("review", "reopen", "dddddddd").stdout.startswith("dddddddd  retired ")
    assert find(tree.root, "dddddddd").review is None
    assert run("review", "drop", "dddd", "--yes").stdout == "dddddddd  dropped\n"
    assert "retired: []" in (tree.root / "ledger/hall.txt.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["accept", "aaaaaaaa", "zz"], "there is no claim with the id 'zz'"),
        (["accept", "aaaaaaaa", "a"], "'a' may be aaaaaaaa in reports/hall.txt, aabbbbbb in"),
        (["accept", "--by", "Bo"], "Missing argument 'ID...'"),
        (["accept", "aaaaaaaa", "--by", " "], "Name the reviewer with --by NAME"),
        (["correct", "aaaaaaaa"], "nothing to correct (name a field: source, content, said"),
        (["correct", "aaaaaaaa", "--source", "Ann Lee"], "the source of aaaaaaaa is that already"),
        (["correct", "aaaaaaaa", "--kind", "x"], "kind: 'x' is none of direct, indirect"),
        (
            ["correct", "aaaaaaaa", "--evidence", "x"],
            "that can be corrected are source,",
        ),
        (["correct", "aaaaaaaa", "--dates", "[{text: x}]"], "dates: 0.value: Field required"),
        ([], "There is no terminal to ask on. Use claimkit review list"),
        (["--format", "json"], "--format goes with --stats"),
        (["--rule", "x", "list"], "Write options after list"),
        (["list", "--document", "reports/x"], "the ledger has no claims of 'reports/x'"),
        (["list", "--source", "Nora Falk"], "the ledger has no claims of 'Nora Falk'"),
        (["list", "--source", "Lindt"], "claims of 'Lindt'. (did you mean Bo Lind?)"),
        (["list", "--rule", "say.verb claus"], "(did you mean 'say.verb clause'?)"),
        (["list", "--rule", "x"], "the ledger has no claims of 'x'"),
        (["list", "--status", "x"], "'x' is not one of 'pending'"),
    ],
)
def test_usage(tree: WorkTree, run: Run, arguments: list[str], message: str) -> None:
    by = ["--by", "Bo"] if arguments[:1] in (["accept"], ["correct"]) else []
    done = run("review", *arguments[:1], *by, *arguments[1:])
    assert (done.exit_code, done.stdout) == (2, "")
    assert message in " ".join(done.stderr.split())
    assert tree.git("status", "--porcelain") == ""


def test_git_knows_who_decides(tree: WorkTree, run: Run) -> None:
    done = run("review", "accept", "aaaaaaaa")
    assert done.exit_code == 2
    assert "set user.name in git" in done.stderr
    tree.git("config", "user.name", "Nora Falk")
    assert run("review", "accept", "aaaaaaaa").exit_code == 0
    assert (find(tree.root, "aaaaaaaa").review or Review()).by == "Nora Falk"


def test_outside_of_git_with_by(
    tree: WorkTree, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = tree.root.rename(tmp_path / "plain")
    (plain / ".git").rename(tmp_path / "hidden")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.chdir(plain / "reports")
    assert run("review", "accept", "aaaaaaaa").exit_code == 2
    assert run("review", "accept", "aaaaaaaa", "--by", "Bo").exit_code == 0
    assert (find(plain, "aaaaaaaa").review or Review()).by == "Bo"
    done = run("review", "list", "--since", "HEAD")
    assert done.exit_code == 3
    assert "not in a git repository" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ([], "aace"),
        (["--status", "all"], "aace"),
        (["--status", "pending"], "aae"),
        (["--status", "stale"], "c"),
        (["--status", "accepted", "--status", "retired"], "cd"),
        (["--status", "all", "--status", "retired"], "aacde"),
        (["--document", "reports/hall.txt"], "aac"),
        (["--document", "reports/old"], "e"),
        (["--document", "ledger/old"], "e"),
        (["--document", "ledger/hall.txt.yaml"], "aac"),
        (["--document", "."], "aace"),
        (["--source", "np"], "e"),
        (["--source", "northern"], "e"),
        (["--source", "LIND"], "a"),
        (["--source", "lee", "--source", "lind"], "aac"),
        (["--source", "the company", "--status", "retired"], "d"),
        (["--source", "company", "--status", "retired"], "d"),
        (["--source", "ann lee", "--source", "Bo Lind"], "aac"),
        (["--rule", "say.verb clause", "--rule", "deny.verb object"], "ac"),
        (["--confidence", "low", "--confidence", "medium"], "ac"),
        (["--with-quantities"], "a"),
        (["--with-quantities", "--confidence", "low"], ""),
    ],
)
def test_list(tree: WorkTree, run: Run, arguments: list[str], found: str) -> None:
    assert "".join(ids(run, *arguments)) == found


def test_list_in_words_and_for_programs(tree: WorkTree, run: Run) -> None:
    assert run("review", "list").stdout == (
        "reports/hall.txt\n"
        "  aaaaaaaa  pending          Ann Lee: Rents will rise by 5 percent\n"
        "  aabbbbbb  pending          Bo Lind: Nobody was asked\n"
        "  cccccccc  accepted, stale  Ann Lee: it\n"
        "reports/old/mill.txt\n"
        "  eeeeeeee  pending          Northern Press: the mill has closed\n"
    )
    done = run("review", "list", "--status", "stale", "--format", "json")
    (entry,) = json.loads(done.stdout)["claims"]
    assert entry["document"] == "reports/hall.txt"
    assert entry["ledger"] == "ledger/hall.txt.yaml"
    assert entry["standings"] == ["accepted", "stale"]
    assert entry["claim"]["review"]["stale"] == ["content"]


def test_several_sources_with_a_word(tree: WorkTree, run: Run) -> None:
    path = tree.root / "ledger/old/mill.txt.yaml"
    path.write_text(path.read_text("utf-8").replace("Northern Press", "Zoë Lind"), "utf-8")
    done = run("review", "list", "--source", "lind")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "'lind' may be Bo Lind or Zoë Lind (write more of the name)" in done.stderr
    assert ids(run, "--source", "zoe") == ["e"]
    assert ids(run, "--source", "bo lind") == ["a"]
    path.write_text(path.read_text("utf-8").replace("Zoë Lind", "Lind"), "utf-8")
    assert ids(run, "--source", "lind") == ["e"]


def test_since_a_revision(tree: WorkTree, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ids(run, "--since", "HEAD") == []
    path = tree.root / "ledger/hall.txt.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("content: it", "content: this"), "utf-8")
    assert run("review", "accept", "aaaaaaaa", "--by", "Bo").exit_code == 0
    monkeypatch.chdir(tree.root / "reports")
    assert ids(run, "--since", "HEAD", "--status", "all") == ["c"]
    tree.commit()
    assert ids(run, "--since", "HEAD") == []
    assert ids(run, "--since", "HEAD~1") == ["c"]
    done = run("review", "list", "--since", "nowhere")
    assert (done.exit_code, done.stdout) == (3, "")


def test_stats(tree: WorkTree, run: Run) -> None:
    done = run("review", "--stats")
    assert done.stdout.splitlines()[1].startswith("deny.verb object")
    run("review", "accept", "aaaaaaaa", "--by", "Bo")
    run("review", "reject", "aab", "--by", "Bo")
    assert run("review", "--stats").stdout == STATS
    result = json.loads(run("review", "--stats", "--format", "json").stdout)
    assert result["total"]["precision"] == 0.5
    assert [rule["rule"] for rule in result["rules"]] == [
        "complain.verb clause", "deny.verb object", "say.verb clause",
    ]  # fmt: skip
    assert result["rules"][1]["tally"]["precision"] is None
    assert result["rules"][2]["confidences"] == {"high": {
        "accepted": 1, "corrected": 0, "rejected": 0, "stale": 0, "pending": 0,
        "precision": 1.0, "corrected_share": 0.0,
    }}  # fmt: skip
    narrow = json.loads(run("review", "--stats", "--source", "NP", "--format", "json").stdout)
    assert (narrow["total"]["pending"], narrow["rules"]) == (1, [])


@pytest.mark.parametrize(
    ("arguments", "name"),
    [(["list", "--status", "all"], "review-list"), (["--stats"], "review-stats")],
)
def test_json_is_what_its_schema_says(
    tree: WorkTree, run: Run, root: Path, arguments: list[str], name: str
) -> None:
    folder = root / "docs" / "schema"
    schema, ledger = (
        json.loads((folder / f"{part}.schema.json").read_text("utf-8")) for part in (name, "ledger")
    )
    resource = referencing.Resource.from_contents(ledger)
    registry = referencing.Registry().with_resource("ledger.schema.json", resource)
    validator = jsonschema.Draft202012Validator(schema, registry=registry)
    printed = json.loads(run("review", *arguments, "--format", "json").stdout)
    validator.validate(printed)
    assert not validator.is_valid(printed | {"format": 2})


def test_broken_files_elsewhere_do_not_prevent_a_decision(tree: WorkTree, run: Run) -> None:
    tree.write("ledger/broken.txt.yaml", "<<<<<<< ours\n")
    assert run("review", "accept", "eeeeeeee", "--by", "Bo").exit_code == 0
    done = run("review", "list")
    assert done.exit_code == 3
    assert done.stderr.startswith("claimkit: error: ledger/broken.txt.yaml:1:")


def test_no_ledger(tree: WorkTree, run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    done = run("review", "list", "--ledger", empty)
    assert done.exit_code == 3
    assert "there are no claims yet" in done.stderr


def test_what_a_ledger_says_cannot_act_on_a_terminal(tree: WorkTree, run: Run) -> None:
    path = tree.root / "ledger/old/mill.txt.yaml"
    text = path.read_text("utf-8").replace("content: the mill", r'content: "\x1b[2J the mill')
    path.write_text(text.replace("has closed\n  kind", 'has closed"\n  kind'), "utf-8")
    assert r"\x1b[2J the mill has closed" in run("review", "list").stdout


def test_it_needs_no_spacy(tree: WorkTree, environment: dict[str, str]) -> None:
    code = (
        "import sys\nfrom click.testing import CliRunner\nfrom claimkit.cli import app\n"
        "for line in (['list'], ['--stats'], ['accept', 'aaa', '--by', 'Bo'], ['reopen', 'aaa']):\n"
        "    assert CliRunner().invoke(app, ['review', *line]).exit_code == 0, line\n"
        "assert not {'spacy', 'rich'} & set(sys.modules), sorted(sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


def test_as_a_process(tree: WorkTree, run_process: Process) -> None:
    done = run_process("review", "accept", "eeee", "--by", "Zoë Šimić")
    assert (done.returncode, done.stderr) == (0, b"")
    assert (find(tree.root, "eeeeeeee").review or Review()).by == "Zoë Šimić"
    assert run_process("review").returncode == 2
