"""Real processes whose streams are closed, full, or read by nobody."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")

LEDGER = """\
schema: 1
document: {path: seeds/a.txt, sha256: "", title: null, author: null, published: null}
claims:
- {id: aaaaaaaa, kind: direct, source: Ann Lee, cue: said, stance: asserts, content: it rains,
   said: null, evidence: '"It rains", Ann Lee said.', confidence: high, rule: quotation}
retired: []
"""


SOURCES = "schema: 1\nsources: [{name: Ann Lee, kind: person}]\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a project whose ledger lacks its document, so that `check` has findings."""
    (tmp_path / "claimkit.yaml").write_text("documents: seeds\n", "utf-8")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "ledger").mkdir()
    (tmp_path / "ledger" / "a.txt.yaml").write_text(LEDGER, "utf-8")
    (tmp_path / "ledger" / "_sources.yaml").write_text(SOURCES, "utf-8")
    return tmp_path


def run(folder: Path, shell: str) -> tuple[int, str]:
    """Run a shell command in which ``claimkit`` is the command; return exit code and stderr."""
    claimkit = f"'{sys.executable}' -m claimkit"
    root = Path(__file__).parents[2]
    done = subprocess.run(
        ["bash", "-c", f'claimkit() {{ {claimkit} "$@"; }}; {shell}'],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


OUTPUTS = (
    "--help",
    "--version",
    "diff --help",
    "check --list",
    "check --no-extract",
    "check --no-extract --format json",
    "review list",
    "review --stats",
    "sources list",
    "format --check",
)
CODES = {"check --no-extract": 1, "check --no-extract --format json": 1, "format --check": 1}


@pytest.mark.parametrize("command", OUTPUTS)
def test_full_output_is_one_message(folder: Path, command: str) -> None:
    code, messages = run(folder, f"claimkit {command} > /dev/full")
    assert code == 3
    assert "error: the output: No space left on device" in messages
    assert "Traceback" not in messages
    assert "bug" not in messages


@pytest.mark.parametrize("command", OUTPUTS)
@pytest.mark.parametrize("streams", ["2>/dev/full", ">&- 2>&-"])
def test_other_streams_do_not_change_the_exit_code(
    folder: Path, command: str, streams: str
) -> None:
    code, messages = run(folder, f"claimkit {command} {streams}")
    assert code == CODES.get(command, 0)
    assert "Traceback" not in messages


@pytest.mark.parametrize("command", OUTPUTS)
def test_a_reader_that_has_seen_enough(folder: Path, command: str) -> None:
    code, messages = run(folder, f"claimkit {command} | true; exit ${{PIPESTATUS[0]}}")
    assert code == CODES.get(command, 0)
    assert "Traceback" not in messages
    assert "error:" not in messages


@pytest.mark.parametrize("command", ["review", "review drop aaaaaaaa", "explain -", "extract -"])
def test_closed_input(folder: Path, command: str) -> None:
    code, messages = run(folder, f"claimkit {command} <&-")
    assert code in (1, 2, 3)
    assert "Traceback" not in messages
    assert "bug" not in messages


@pytest.mark.parametrize("command", ["review reject", "show", "diff --nonsense", "nonsense"])
@pytest.mark.parametrize("streams", ["2>/dev/full", "2>&-", ">/dev/full", "2>&1 | true"])
def test_wrong_usage_keeps_its_code(folder: Path, command: str, streams: str) -> None:
    code, messages = run(folder, f"set -o pipefail; claimkit {command} {streams}")
    assert code == 2
    assert "Traceback" not in messages
