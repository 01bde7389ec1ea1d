"""The command ``claimkit sources`` on a ledger that extraction has written."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from claimkit.ledger.format.read import read
from claimkit.ledger.store import read_sources
from tests.cli.conftest import Run

pytestmark = pytest.mark.model

NEWS = {
    "a.txt": "The talks will go on, Sergey Orlov said. The harbour is safe, "
    "the Northern Harbour Agency (NHA) reported.\n",
    "b.txt": "The talks have failed, Sergei Orlov said. The cranes are old, NHA reported.\n",
    "c.txt": "Rents will rise, Mayor Ann Lee said. It is late, the Harbour Board warned.\n",
}


@pytest.fixture
def ledger(folder: Path, run: Run) -> Path:
    for file in (folder / "reports").iterdir():
        file.unlink()
    for name, text in NEWS.items():
        (folder / "reports" / name).write_text(text, encoding="utf-8")
    done = run("extract", "--quiet")
    assert done.exit_code == 0, done.stderr
    return folder / "ledger"


def sources_of(ledger: Path, name: str) -> list[tuple[str, ...]]:
    return [claim.source for claim in read(ledger / f"{name}.yaml").claims]


def test_extraction_writes_each_source_once(ledger: Path) -> None:
    assert (ledger / "_sources.yaml").read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=_sources.schema.json\n"
        "schema: 2\n"
        "sources:\n"
        "- name: Ann Lee\n"
        "  kind: person\n"
        "  roles:\n"
        "  - {role: Mayor, documents: [reports/c.txt]}\n"
        "- name: Harbour Board\n"
        "  kind: organisation\n"
        "- name: Northern Harbour Agency\n"
        "  kind: organisation\n"
        "  aliases: [NHA]\n"
        "- name: Sergey Orlov\n"
        "  kind: person\n"
        "  aliases: [Sergei Orlov]\n"
    )
    assert sources_of(ledger, "b.txt") == [("Sergey Orlov",), ("Northern Harbour Agency",)]
    assert read(ledger / "b.txt.yaml").claims[0].mention == "Sergei Orlov"


def test_the_summary_counts_by_the_names_of_the_ledger(ledger: Path, run: Run) -> None:
    done = run("extract")
    assert "sources       4  Northern Harbour Agency 2, Sergey Orlov 2," in done.stdout


def test_list(ledger: Path, run: Run) -> None:
    done = run("sources", "list")
    assert (done.exit_code, done.stderr) == (0, "")
    assert run("sources").stdout == done.stdout
    rows = [line.split("  ") for line in done.stdout.splitlines()]
    assert [row[0].strip() for row in rows] == [
        "source", "Ann Lee", "Harbour Board", "Northern Harbour Agency", "Sergey Orlov",
    ]  # fmt: skip
    assert done.stdout.splitlines()[4].split() == [
        "Sergey",
        "Orlov",
        "person",
        "2",
        "Sergei",
        "Orlov",
    ]
    persons = json.loads(run("sources", "list", "--kind", "person", "--format", "json").stdout)
    assert [(p["name"], p["claims"]) for p in persons] == [("Ann Lee", 1), ("Sergey Orlov", 2)]


def test_show_by_any_name(ledger: Path, run: Run) -> None:
    done = run("sources", "show", "sergei orlov")
    assert done.stdout.splitlines()[:2] == ["Sergey Orlov  person", "  also Sergei Orlov"]
    assert "  said: The talks have failed" in done.stdout
    found = json.loads(run("sources", "show", "NHA", "--format", "json").stdout)
    assert [item["document"] for item in found["found"]] == ["reports/a.txt", "reports/b.txt"]


def test_merge_renames_claims_and_extraction_keeps_the_merge(ledger: Path, run: Run) -> None:
    done = run("sources", "merge", "Harbour Board", "--into", "NHA")
    assert done.exit_code == 0
    assert done.stdout == "Northern Harbour Agency, Harbour Board, NHA; ledger files changed: 1\n"
    assert sources_of(ledger, "c.txt")[1] == ("Northern Harbour Agency",)
    files = {path: path.read_bytes() for path in ledger.rglob("*.yaml")}
    assert run("extract", "--quiet").exit_code == 0
    assert {path: path.read_bytes() for path in ledger.rglob("*.yaml")} == files


def test_the_next_extraction_keeps_a_split(ledger: Path, run: Run) -> None:
    done = run("sources", "split", "Sergei Orlov")
    assert done.exit_code == 0
    assert "run claimkit extract" in done.stderr
    before = read(ledger / "b.txt.yaml").claims[0]
    assert run("extract", "--quiet").exit_code == 0
    after = read(ledger / "b.txt.yaml").claims[0]
    assert (after.source, after.id) == (("Sergei Orlov",), before.id)
    assert run("extract", "--quiet").exit_code == 0
    assert sources_of(ledger, "a.txt")[0] == ("Sergey Orlov",)


def test_rename_keeps_ids_and_makes_reviews_stale(ledger: Path, run: Run) -> None:
    path = ledger / "c.txt.yaml"
    text = path.read_text(encoding="utf-8")
    review = "  review: {status: accepted, by: mk}\n"
    path.write_text(
        text.replace("- id:", f"{review}- id:").replace(f"claims:\n{review}", "claims:\n")
    )
    ids = [claim.id for claim in read(path).claims]
    assert run("sources", "rename", "Ann Lee", "Ann B. Lee").exit_code == 0
    claims = read(path).claims
    assert [claim.id for claim in claims] == ids
    assert claims[0].source == ("Ann B. Lee",)
    assert claims[0].review is not None
    assert claims[0].review.stale == ("source",)


def test_an_edit_by_hand_survives(ledger: Path, run: Run) -> None:
    path = ledger / "_sources.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace(
        "- name: Harbour Board\n  kind: organisation",
        "- name: The Board\n  kind: group\n  aliases: [Harbour Board]",
    )
    path.write_text(text, encoding="utf-8")
    assert run("extract", "--quiet").exit_code == 0
    entry = read_sources(ledger).resolve("Harbour Board")
    assert (entry.name, entry.kind) == ("The Board", "group")
    assert sources_of(ledger, "c.txt")[1] == ("The Board",)


def test_bad_file_is_refused_and_left_alone(ledger: Path, run: Run) -> None:
    path = ledger / "_sources.yaml"
    bad = path.read_text(encoding="utf-8") + "- {name: sergei orlov, kind: person}\n"
    path.write_text(bad, encoding="utf-8")
    for command in (["sources", "list"], ["extract", "--quiet"]):
        done = run(*command)
        assert done.exit_code == 3
        assert "is a name of 'Sergey Orlov'" in done.stderr
    assert path.read_text(encoding="utf-8") == bad


def test_unknown_name_gets_a_hint(ledger: Path, run: Run) -> None:
    done = run("sources", "show", "Orlof")
    assert done.exit_code == 3
    assert "did you mean Sergey Orlov?" in done.stderr


def test_a_word_of_a_name_is_enough(ledger: Path, run: Run) -> None:
    assert run("sources", "show", "orlov").stdout.startswith("Sergey Orlov  person\n")
    done = run("sources", "show", "harbour")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "'harbour' may be Harbour Board or Northern Harbour Agency" in done.stderr
    before = (ledger / "_sources.yaml").read_bytes()
    for command in (
        ("rename", "harbour", "Port"),
        ("merge", "harbour", "--into", "Lee"),
        ("merge", "Lee", "--into", "harbour"),
        ("set-kind", "harbour", "group"),
    ):
        assert run("sources", *command).exit_code == 2
    assert (ledger / "_sources.yaml").read_bytes() == before
    assert run("sources", "rename", "board", "Port Board").exit_code == 0
    assert sources_of(ledger, "c.txt")[1] == ("Port Board",)
    assert run("sources", "split", "sergei").stdout.startswith("Sergei Orlov; ")


def test_set_kind(ledger: Path, run: Run) -> None:
    path = ledger / "c.txt.yaml"
    claim_id = read(path).claims[0].id
    assert run("review", "accept", claim_id, "--by", "mk").exit_code == 0
    files = {path: path.read_bytes() for path in ledger.rglob("*.txt.yaml")}
    done = run("sources", "set-kind", "lee", "group")
    assert (done.exit_code, done.stdout) == (0, "Ann Lee: group\n")
    assert read_sources(ledger).resolve("Ann Lee").kind == "group"
    assert {path: path.read_bytes() for path in ledger.rglob("*.txt.yaml")} == files
    assert run("extract", "--quiet").exit_code == 0
    assert read_sources(ledger).resolve("Ann Lee").kind == "group"
    assert run("sources", "set-kind", "Ann Lee", "human").exit_code == 2
    assert run("sources", "set-kind", "Nobody", "group").exit_code == 3


def test_without_sources(folder: Path, run: Run) -> None:
    done = run("sources", "list")
    assert done.exit_code == 3
    assert "claimkit extract writes them" in done.stderr


def test_sources_needs_no_spacy(ledger: Path, environment: dict[str, str]) -> None:
    code = (
        "import sys; from claimkit.cli import app; "
        "app(['sources', 'list'], standalone_mode=False); assert 'spacy' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert b"Ann Lee" in done.stdout


SURNAMES = {
    "ferry.txt": "The ferry is old, Mara Lindqvist said.\n",
    "mill.txt": "The mill will close, Lindqvist said. Rents will rise, Falk said.\n",
    "hall.txt": "The hall is cold, Nora Falk said. The roof leaks, Peter Falk said.\n",
}
OFFER = """\
Lindqvist  may be  Mara Lindqvist
  Lindqvist: 1 claim in reports/mill.txt
  Mara Lindqvist: 1 claim in reports/ferry.txt
"""


@pytest.fixture
def surnames(folder: Path, run: Run) -> Path:
    for file in (folder / "reports").iterdir():
        file.unlink()
    for name, text in SURNAMES.items():
        (folder / "reports" / name).write_text(text, encoding="utf-8")
    assert run("extract", "--quiet").exit_code == 0
    return folder / "ledger"


def test_a_surname_with_one_bearer_is_offered_and_never_joined_in_silence(
    surnames: Path, run: Run
) -> None:
    assert ("Lindqvist",) in sources_of(surnames, "mill.txt")
    done = run("sources", "suggest")
    assert (done.exit_code, done.stdout) == (0, OFFER)
    assert "--accept NAME" in done.stderr
    [offer] = json.loads(run("sources", "suggest", "--format", "json").stdout)
    assert (offer["short"]["name"], offer["full"]["documents"]) == (
        "Lindqvist",
        ["reports/ferry.txt"],
    )


def test_an_accepted_offer_joins_for_good(surnames: Path, run: Run) -> None:
    done = run("sources", "suggest", "--accept", "lindqvist")
    assert done.stdout == "Mara Lindqvist, Lindqvist; ledger files changed: 1\n"
    for _ in range(2):
        assert ("Mara Lindqvist",) in sources_of(surnames, "mill.txt")
        assert run("sources", "suggest").stdout == ""
        assert run("extract", "--quiet", "--exit-code").exit_code == 0


def test_a_refused_offer_is_not_made_again(surnames: Path, run: Run) -> None:
    assert run("sources", "suggest", "--refuse", "Lindqvist").exit_code == 0
    for _ in range(2):
        done = run("sources", "suggest")
        assert (done.exit_code, done.stdout) == (0, "")
        assert run("extract", "--quiet", "--exit-code").exit_code == 0
    assert ("Lindqvist",) in sources_of(surnames, "mill.txt")
    assert "- name: Lindqvist\n  kind: organisation\n  chosen: true\n" in (
        surnames / "_sources.yaml"
    ).read_text("utf-8")


def test_a_name_without_an_offer_changes_nothing(surnames: Path, run: Run) -> None:
    before = (surnames / "_sources.yaml").read_bytes()
    done = run("sources", "suggest", "--accept", "Lindqvist", "--accept", "Falk")
    assert (done.exit_code, done.stdout) == (3, "")
    assert "no join is offered for 'Falk'" in done.stderr
    assert (
        run("sources", "suggest", "--accept", "Lindqvist", "--refuse", "Lindqvist").exit_code == 2
    )
    assert (surnames / "_sources.yaml").read_bytes() == before
