"""Bad input: named with what to do, the others processed, nothing half-written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.opened_files import watch_opening

pytestmark = pytest.mark.model

MORE_THAN_MEMORY = 2 * 1024**4


def test_every_bad_document_is_named_and_the_others_are_read(folder: Path, run: Run) -> None:
    bad = folder / "bad"
    bad.mkdir()
    (bad / "empty.txt").touch()
    (bad / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (bad / "page.html").write_text("<div id=app></div><script>run()</script>", encoding="utf-8")
    with (bad / "huge.txt").open("wb") as file:
        file.truncate(MORE_THAN_MEMORY)  # takes no room on the disk
    (bad / "nothing").mkdir()
    (bad / "loop").symlink_to(bad / "loop")
    (bad / "round").mkdir()
    (bad / "round" / "again").symlink_to(bad / "round")
    os.mkfifo(bad / "pipe.txt")
    (bad / "meta.txt").write_text("Text.", encoding="utf-8")
    (bad / "meta.meta.yaml").write_text("titel: Typo\n", encoding="utf-8")
    names = [
        "empty.txt",
        "binary.txt",
        "page.html",
        "huge.txt",
        "nothing",
        "loop",
        "round",
        "pipe.txt",
        "meta.txt",
        "gone.txt",
    ]
    with watch_opening(refused=("huge.txt", "pipe.txt")) as opened:
        done = run("extract", *(f"bad/{name}" for name in names), "reports")
    (bad / "huge.txt").unlink()
    assert done.exit_code == 1
    assert any(path.endswith("binary.txt") for path in opened)
    assert not [path for path in opened if path.endswith(("huge.txt", "pipe.txt"))]
    lines = done.stderr.splitlines()
    for name in names:
        (number,) = [n for n, line in enumerate(lines) if line.startswith(f"bad/{name}: error CK")]
        assert lines[number + 1].startswith("  ") or name == "meta.txt", lines[number]
    assert "documents      2\n" in done.stdout
    assert "findings      10  error 10\n" in done.stdout
    assert len(list((folder / "ledger").glob("*.txt.yaml"))) == 2
    quiet = run("extract", "bad/empty.txt", "--quiet")
    assert (quiet.exit_code, quiet.stdout) == (1, "")
    assert quiet.stderr.startswith("bad/empty.txt: error CK105: the document is empty\n")


def test_odd_text_is_read(folder: Path, run: Run) -> None:
    end = "\n\nRents will rise, Mayor Ann Lee said.\n"
    texts = {
        "marks.txt": "“ no end " * 1_000,
        "controls.txt": "The \x07bell\x1b[2J rang \x00 twice.".replace("\x00", "\x01") + "\u202e",
        "latin.txt": "Ein schöner Tag.",
    }
    for name, text in texts.items():
        encoding = "cp1252" if name == "latin.txt" else "utf-8"
        (folder / name).write_text(text + end, encoding=encoding)
    done = run("extract", *texts)
    assert done.exit_code == 0, done.stderr
    for name in texts:
        written = (folder / "ledger" / f"{name}.yaml").read_text(encoding="utf-8")
        assert "source: Ann Lee" in written, name


def test_document_outside_the_project(
    folder: Path, run: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "mill.txt"
    outside.write_text("The mill has closed, KCNA reported.\n", encoding="utf-8")
    done = run("extract", outside, "reports/rents.txt")
    assert done.exit_code == 1
    assert f"{outside}: error CK106: this is outside the project's folder" in done.stderr
    assert "--format jsonl" in done.stderr
    assert (folder / "ledger" / "rents.txt.yaml").exists()
    lines = run("extract", outside, "--format", "jsonl")
    assert lines.exit_code == 0
    assert f'"document": "{outside.as_posix()}"' in lines.stdout


def test_links_that_lead_out_of_the_project(
    folder: Path, run: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "mill.txt"
    outside.write_text("The mill has closed, KCNA reported.\n", encoding="utf-8")
    (folder / "reports" / "link.txt").symlink_to(outside)
    (folder / "reports" / "out").symlink_to(outside.parent)
    (folder / "reports" / "inside.txt").symlink_to("rents.txt")
    message = "error CK106: this is a link that leads out of the project's folder"
    for arguments in ((), ("reports/link.txt", "reports/out/mill.txt", "reports")):
        done = run("extract", *arguments)
        assert done.exit_code == 1
        assert f"reports/link.txt: {message}" in done.stderr
        assert not arguments or f"reports/out/mill.txt: {message}" in done.stderr
        written = sorted(path.name for path in (folder / "ledger").rglob("*.txt.yaml"))
        assert written == ["inside.txt.yaml", "mill.txt.yaml", "rents.txt.yaml"]
    done = run("review", "add", "reports/link.txt", "--content", "The mill has closed", "--by", "x")
    assert done.exit_code == 2
    assert "leads out of the project" in done.stderr
    assert run("extract", "reports/link.txt", "--format", "jsonl").exit_code == 0


def test_bad_lines_of_a_corpus(folder: Path, run: Run) -> None:
    good = '{"id": "a", "text": "Rents will rise, Mayor Ann Lee said."}\n'
    (folder / "c.jsonl").write_text(good + "{broken\n" + good, encoding="utf-8")
    done = run("extract", "c.jsonl", "missing.jsonl", "--format", "jsonl")
    assert done.exit_code == 1
    assert done.stdout.count("\n") == 2
    assert "c.jsonl:2:1: error CK104:" in done.stderr
    assert "missing.jsonl: error CK105:" in done.stderr


def test_unreadable_ledger_file_is_left_alone(folder: Path, run: Run) -> None:
    ledger = folder / "ledger"
    ledger.mkdir()
    (ledger / "mill.txt.yaml").write_text("schema: 2\nclaims: [\n", encoding="utf-8")
    done = run("extract")
    assert done.exit_code == 3
    assert done.stderr.startswith("ledger/mill.txt.yaml:3:1: error CK109: not valid YAML")
    assert (ledger / "mill.txt.yaml").read_text(encoding="utf-8") == "schema: 2\nclaims: [\n"
    assert (ledger / "rents.txt.yaml").exists()


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["extract", "a.jsonl"], 2, "Use --format jsonl"),
        (["extract", "reports", "--output", "x"], 2, "--output goes with --format jsonl"),
        (["extract", "reports", "--format", "jsonl", "-n"], 2, "--dry-run is about the ledger"),
        (["extract", "reports", "--format", "xml"], 2, "'xml' is not one of"),
        (["extract", "reports", "--jobs", "0"], 2, "x>=1"),
        (["extract", "reports", "--published", "31.04.2025"], 2, "is not a date. Write"),
        (["extract", "-", "-"], 2, "- is named twice"),
        (["extract", "a.txt", "--format", "jsonl", "-o", "a.txt"], 2, "would replace the input"),
        (["extract", "reports", "--ledger", "a.txt"], 2, "is a file"),
        (["extract", "--model", "en_no_such_model"], 3, "pip install"),
        (["extract", "reports", "--format", "jsonl", "-o", "no/x"], 3, "no/x: can't be written"),
        (["explain", "gone.txt"], 1, "there is no such file"),
        (["explain", "a.txt", "--sentence", "9"], 2, "has 1 sentences"),
        (["frobnicate"], 2, "No such command"),
    ],
)
def test_what_cannot_be_done(
    folder: Path, run: Run, args: list[str], code: int, message: str
) -> None:
    (folder / "a.txt").write_text("A mill.", encoding="utf-8")
    (folder / "a.jsonl").write_text("", encoding="utf-8")
    done = run(*args)
    assert (done.exit_code, done.stdout) == (code, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "ledger").exists()
    assert (folder / "a.txt").read_text(encoding="utf-8") == "A mill."


def test_without_paths_and_documents(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    done = run("extract")
    assert done.exit_code == 2
    assert "No documents named" in done.stderr


@pytest.mark.parametrize(
    ("text", "place"),
    [("documents: a\nledgers: b\n", "2:1"), ("jobs: two\n", "1:7"), ("ledger: [\n", "2:1")],
)
def test_bad_configuration(folder: Path, run: Run, text: str, place: str) -> None:
    (folder / "claimkit.yaml").write_text(text, encoding="utf-8")
    done = run("extract")
    assert done.exit_code == 3
    assert f"claimkit.yaml:{place}: " in done.stderr


def test_reader_of_the_output_goes_away(folder: Path, environment: dict[str, str]) -> None:
    text = "Rents will rise, Mayor Ann Lee said.\n\n" * 50
    for name in range(60):
        (folder / "reports" / f"{name}.txt").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "claimkit", "extract", "--format", "jsonl"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b"{")
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_stopped_run_leaves_nothing_half_written(
    folder: Path, environment: dict[str, str], number: signal.Signals, jobs: str
) -> None:
    """The run cannot end by itself before the signal comes: it would wait for its input."""
    text = "Rents will rise, Mayor Ann Lee said.\n\n" * 100
    for name in range(60):
        (folder / "reports" / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "out.jsonl").write_text("before\n", encoding="utf-8")
    command = [sys.executable, "-m", "claimkit", "extract", "--jobs", jobs]
    command += ["--format", "jsonl", "-o", "out.jsonl", "reports", "-"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment, stdin=pipe, stderr=pipe) as process:
        temporary = folder / ".out.jsonl.tmp"
        while not (temporary.exists() and temporary.stat().st_size):
            assert process.poll() is None
            time.sleep(0.02)
        process.send_signal(number)
        assert process.stderr is not None
        errors = process.stderr.read().decode()
        assert process.wait() == 128 + number
    assert "Traceback" not in errors
    assert not temporary.exists()
    assert (folder / "out.jsonl").read_text(encoding="utf-8") == "before\n"


def test_closed_stdout_is_no_bug(folder: Path, environment: dict[str, str]) -> None:
    """A caller may close stdout because it needs the exit code only."""
    command = f"{sys.executable} -m claimkit check --no-extract >&-"
    done = subprocess.run(command, shell=True, env=environment, capture_output=True, check=False)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
