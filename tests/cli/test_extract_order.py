"""The same documents give the same ledger, in whatever order, runs and number of processes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run

pytestmark = [pytest.mark.model, pytest.mark.slow]

NEWS = {
    "a.txt": "The talks will go on, Sergei Orlov said. NHA reported 40 cranes.\n",
    "b.txt": "The talks have failed, Sergey Orlov said. The harbour is safe, "
    "the Northern Harbour Agency (NHA) reported.\n",
    "c.txt": "The talks will resume, Sergey Orlov said. Vaccines are late, "
    "the National Health Authority (NHA) warned.\n",
}


def test_order_runs_and_processes(folder: Path, run: Run) -> None:
    for file in (folder / "reports").iterdir():
        file.unlink()
    for name, text in NEWS.items():
        (folder / "reports" / name).write_text(text, encoding="utf-8")
    a, b, c = (f"reports/{name}" for name in NEWS)
    seen = set()
    for runs in (
        [[a, b, c]], [[c, b, a]], [[b], [a], [c]], [[c], [a], [b]], [[a], [b, c], [a]],
        [["--jobs", "2", b, c, a]],
    ):  # fmt: skip
        shutil.rmtree(folder / "ledger", ignore_errors=True)
        for arguments in runs:
            done = run("extract", "--quiet", *arguments)
            assert done.exit_code == 0, done.stderr
        files = sorted((folder / "ledger").glob("*.yaml"))
        seen.add(tuple((file.name, file.read_bytes()) for file in files))
    assert len(seen) == 1
