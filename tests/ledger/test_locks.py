"""Commands that change a ledger at the same moment lose nothing of each other's work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from claimkit.ledger.format.read import read
from claimkit.ledger.format.write import dump
from claimkit.ledger.safe_files import locked
from claimkit.ledger.sources.registry import SourceRegistry
from claimkit.ledger.store import read_sources, write_sources
from claimkit.model import Claim, Confidence, Kind, LedgerFile, SourceEntry, SourceKind

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="folders can't be locked there")

ROOT = Path(__file__).parents[2]
ROUNDS = 3
NAMES = [f"{letter}{letter.lower()}o Ek" for letter in "ABCDEFGH"]

# Imports everything, says so, waits for a line, and then runs a command.
RUN = """
import sys
from claimkit.cli import main
from claimkit.project import formatting, reviewing, source_editing
print("ready", flush=True)
sys.stdin.readline()
sys.argv = ["claimkit", *sys.argv[1:]]
main()
"""


def start(root: Path, *command: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", RUN, *command],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run_at_once(root: Path, commands: list[list[str]]) -> None:
    processes = [start(root, *command) for command in commands]
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        _, errors = process.communicate()
        assert process.returncode == 0, errors


def make_ledger(root: Path) -> None:
    ledger = root / "ledger"
    ledger.mkdir(parents=True)
    (root / "claimkit.yaml").write_text("ledger: ledger\n")
    write_sources(ledger, SourceRegistry(SourceEntry(name, SourceKind.PERSON) for name in NAMES))
    claims = tuple(
        Claim(
            Kind.INDIRECT, (name,), name, "said", "asserts", f"rents rise, {name}",
            f"Rents rise, {name} said.", Confidence.HIGH, "say", id=f"aaaaaaa{number}",
        )
        for number, name in enumerate(NAMES)
    )  # fmt: skip
    file = LedgerFile("a.txt", "00", None, (), None, claims)
    (ledger / "a.txt.yaml").write_text(dump(file), "utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("turn", range(ROUNDS))
def test_no_update_is_lost(tmp_path: Path, turn: int) -> None:
    make_ledger(tmp_path)
    run_at_once(
        tmp_path,
        [
            ["sources", "merge", NAMES[1], "--into", NAMES[0]],
            ["sources", "merge", NAMES[2], "--into", NAMES[0]],
            ["sources", "merge", NAMES[4], "--into", NAMES[3]],
            ["sources", "rename", NAMES[5], "Ida Ek"],
            ["review", "accept", "aaaaaaa6", "--by", "mk"],
            ["review", "reject", "aaaaaaa7", "--by", "mk"],
            ["format"],
        ],
    )
    registry = read_sources(tmp_path / "ledger")
    assert registry.resolve(NAMES[0]).aliases == (NAMES[1], NAMES[2])
    assert registry.resolve(NAMES[3]).aliases == (NAMES[4],)
    assert registry.resolve(NAMES[5]).name == "Ida Ek"
    claims = read(tmp_path / "ledger" / "a.txt.yaml").claims
    assert [claim.source[0] for claim in claims] == [
        NAMES[0], NAMES[0], NAMES[0], NAMES[3], NAMES[3], "Ida Ek", NAMES[6], NAMES[7],
    ]  # fmt: skip
    assert [claim.review is not None for claim in claims[6:]] == [True, True]


def test_who_waits_long_says_so_and_a_killed_holder_blocks_nobody(tmp_path: Path) -> None:
    make_ledger(tmp_path)
    hold = (
        "import signal, sys; from pathlib import Path\n"
        "from claimkit.ledger.safe_files import locked\n"
        "with locked(Path(sys.argv[1])):\n"
        "    print('held', flush=True); signal.pause()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(tmp_path / "ledger")],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        waiting = start(tmp_path, "sources", "rename", NAMES[0], "Ida Ek")
        assert waiting.stdin
        assert waiting.stderr
        waiting.stdin.write("go\n")
        waiting.stdin.flush()
        assert "another run of claimkit" in waiting.stderr.readline()
        holder.send_signal(signal.SIGKILL)
    assert waiting.communicate()[1] == ""
    assert waiting.returncode == 0
    assert read_sources(tmp_path / "ledger").resolve(NAMES[0]).name == "Ida Ek"


def test_a_function_that_locks_can_call_another_one(tmp_path: Path) -> None:
    with locked(tmp_path), locked(tmp_path):
        assert write_sources(tmp_path, SourceRegistry())


def test_several_inits_at_once(tmp_path: Path) -> None:
    run_at_once(tmp_path, [["init"]] * 4)
    assert (tmp_path / "claimkit.yaml").is_file()
    assert not list(tmp_path.rglob("*.tmp"))
