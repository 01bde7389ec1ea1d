"""Extraction in several processes that is interrupted while they start and while they work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from claimkit.ledger.format.read import read

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for workers in /proc"),
]

INTERRUPTED = (
    "claimkit: error: interrupted\n"
    "  the files written so far are complete; run again for the rest\n"
)
WORDS = {signal.SIGINT: INTERRUPTED, signal.SIGTERM: ""}
DOCUMENTS = 60


def workers(session: int) -> list[str]:
    """Return the running worker processes of a session."""
    return [entry.name for entry in Path("/proc").iterdir() if _is_worker(entry, session)]


def _is_worker(entry: Path, session: int) -> bool:
    try:
        values = (entry / "stat").read_text().rpartition(")")[2].split()
        return int(values[3]) == session and b"spawn_main" in (entry / "cmdline").read_bytes()
    except (OSError, IndexError):  # not a process, or one that has ended
        return False


def has_worker(process: subprocess.Popen[str]) -> bool:
    return bool(workers(process.pid))


def has_written(_: subprocess.Popen[str]) -> bool:
    return any(Path("ledger").glob("*.txt.yaml"))


@pytest.fixture
def process(folder: Path, environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Extraction in two processes, and in a session of its own as in a terminal."""
    for number in range(DOCUMENTS):
        text = "Rents will rise, Mayor Ann Lee said.\n" * 20
        (folder / f"reports/{number}.txt").write_text(text, "utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "claimkit", "extract", "reports", "--jobs", "2"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
    ) as process:
        yield process
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


@pytest.mark.parametrize(
    ("number", "send", "is_time"),
    [
        (signal.SIGINT, os.killpg, has_worker),
        (signal.SIGINT, os.kill, has_worker),
        (signal.SIGINT, os.killpg, has_written),
        (signal.SIGINT, os.kill, has_written),
        (signal.SIGTERM, os.killpg, has_worker),
        (signal.SIGTERM, os.kill, has_written),
    ],
)
def test_interrupted_run_ends_with_one_message_and_no_worker(
    process: subprocess.Popen[str],
    number: signal.Signals,
    send: Callable[[int, int], None],
    is_time: Callable[[subprocess.Popen[str]], bool],
    record_property: Callable[[str, object], None],
) -> None:
    while not is_time(process):
        assert process.poll() is None
    send(process.pid, number)
    _, errors = process.communicate()
    assert (process.returncode, errors) == (128 + number, WORDS[number])
    assert workers(process.pid) == []
    for path in Path("ledger").glob("*.txt.yaml"):
        assert read(path).claims
    assert not list(Path("ledger").glob(".*.tmp"))
    record_property("count of interruptions", 1)
