"""Kill commands, and fill the disk under them, at many of their changes of files.

A file is then the old one or the new one, and the same command finishes what was begun.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = [
    pytest.mark.model,
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here"),
]

RENTS = (
    "date 2025-03-04\n\nRents will rise by 5%, Sergey Orlov said. The hall is old. "
    "The roof leaks, Mia Falk said.\n"
)
MILL = "date 2025-03-05\n\nThe mill will close, Sergei Orlov told Radio North.\n"
COMMANDS = (
    "extract -q",
    "review accept {id} --by mk",
    "review reject {id} --by mk --note no",
    "review add documents/rents.txt --content 'The hall is old' --source 'Ann Lee' --by mk",
    "sources rename 'Sergey Orlov' 'S. Orlov'",
    "sources merge 'Mia Falk' --into 'Sergey Orlov'",
    "sources set-kind 'Mia Falk' group",
    "format -q",
    "merge /dev/null ledger/rents.txt.yaml ledger/rents.txt.yaml -o merged.yaml",
    "check -q --no-extract --report json=report.json",
    "extract -q --format jsonl -o claims.jsonl",
    "init",
)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory, root: Path) -> list[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("disturbed")
    start = folder / "start"
    (start / "documents").mkdir(parents=True)
    (start / "claimkit.yaml").write_text("documents: documents\n", "utf-8")
    (start / "documents" / "rents.txt").write_text(RENTS, "utf-8")
    environment = os.environ | {"PYTHONPATH": str(root), "PYTHONHASHSEED": "0"}

    def claimkit(*arguments: str) -> None:
        subprocess.run(
            [sys.executable, "-m", "claimkit", *arguments], cwd=start, env=environment, check=True
        )

    # Files that each of the commands has to change.
    (start / "documents" / "mill.txt").write_text(MILL, "utf-8")
    claimkit("extract", "-q")
    (start / "documents" / "mill.txt").write_text(MILL.replace("close", "open"), "utf-8")
    (start / "documents" / "new.txt").write_text(MILL.replace("mill", "bank"), "utf-8")
    ledger = start / "ledger" / "rents.txt.yaml"
    text = ledger.read_text("utf-8")
    claim_id = text.partition("- id: ")[2][:8]
    ledger.write_text(text.replace("kind: indirect", "kind: 'indirect'"), "utf-8")
    commands = [command.replace("{id}", claim_id) for command in COMMANDS]
    done = subprocess.run(
        [sys.executable, "-m", "tests.cli.disturbed_commands", start, folder / "work", *commands],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    before = {
        path.relative_to(start).as_posix(): path.read_bytes().decode("latin-1")
        for path in start.rglob("*")
        if path.is_file()
    }
    return [{**run, "before": before} for run in found]


def undisturbed(runs: list[dict[str, Any]], run: dict[str, Any]) -> dict[str, Any]:
    return next(r for r in runs if r["command"] == run["command"] and r["act"] is None)


def is_temporary(name: str) -> bool:
    return name.endswith(".tmp")


def test_every_command_changes_files(runs: list[dict[str, Any]]) -> None:
    plain = [run for run in runs if run["act"] is None]
    assert len(plain) == len(COMMANDS)
    for run in plain:
        assert run["code"] in (0, 1), run
        assert run["files"] != run["before"], run["command"]
    for act in ("kill", "full disk"):
        assert {r["command"] for r in runs if r["act"] == act} == {r["command"] for r in plain}


@pytest.mark.parametrize("act", ["kill", "full disk"])
def test_files_are_old_or_new(
    runs: list[dict[str, Any]], act: str, record_property: Callable[[str, object], None]
) -> None:
    disturbed = [run for run in runs if run["act"] == act]
    record_property(f"count of {'kill' if act == 'kill' else 'full-disk'} points", len(disturbed))
    for run in disturbed:
        new = undisturbed(runs, run)["files"]
        for name, text in run["files"].items():
            if not is_temporary(name):
                what = (run["command"], run["number"], name)
                assert text in (run["before"].get(name), new.get(name)), what
        assert run["before"].keys() <= run["files"].keys(), (run["command"], run["number"])


@pytest.mark.parametrize("act", ["kill", "full disk"])
def test_the_same_command_finishes_what_was_begun(runs: list[dict[str, Any]], act: str) -> None:
    for run in runs:
        if run["act"] == act:
            plain = undisturbed(runs, run)
            what = (run["command"], run["number"])
            assert run["again"] in (plain["code"], 2), what
            assert run["files again"] == plain["files"], what


def test_a_full_disk_is_one_message(runs: list[dict[str, Any]]) -> None:
    for run in runs:
        if run["act"] == "full disk" and run["code"] != undisturbed(runs, run)["code"]:
            what = (run["command"], run["number"], run["messages"])
            assert run["code"] == 3, what
            assert "No space left on device" in run["messages"], what
            assert "Traceback" not in run["messages"], what
            assert run["messages"].count("error:") == 1, what
