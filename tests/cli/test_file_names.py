"""A file name has the same bytes and characters everywhere, whatever the locale."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from claimkit.ledger.format.read import read

ROOT = Path(__file__).parents[2]
pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(sys.platform != "linux", reason="file names are characters there"),
]

NAME = "k\u00f6ln.txt"  # composed, as most keyboards write it
OTHER = "ko\u0308ln.txt"  # decomposed: another file
TEXT = "Rents will rise, Mayor Ann Lee said.\n"
ASCII = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}


def latin_1() -> dict[str, str] | None:
    """Return an environment with a Latin-1 locale; None if the system has none."""
    done = subprocess.run(["locale", "-a"], capture_output=True, check=False)
    for name in done.stdout.decode("latin-1").split():
        if name.lower().replace("-", "").endswith("iso88591"):
            return {"LC_ALL": name, "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    return None


def run(folder: Path, environment: dict[str, str], *command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "claimkit", *command],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def make_ledger(folder: Path, environment: dict[str, str]) -> dict[bytes, bytes]:
    documents = folder / "documents"
    documents.mkdir(parents=True)
    for name in (NAME, OTHER):
        Path(os.fsdecode(os.fsencode(documents) + b"/" + name.encode())).write_text(TEXT)
    (folder / "claimkit.yaml").write_text("documents: documents\n")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    run(folder, environment, "extract", "-q")
    run(folder, environment, "extract", "-q", "--exit-code")
    run(folder, environment, "extract", "-q", "--exit-code", f"documents/{NAME}")
    run(folder, environment, "check", "--no-extract")
    run(folder, environment, "diff", "--exit-code", "ledger", "ledger")
    files = (folder / "ledger").iterdir()
    return {os.fsencode(path.name): path.read_bytes() for path in files}


def test_the_ledger_does_not_depend_on_the_locale(tmp_path: Path) -> None:
    expected = make_ledger(tmp_path / "utf8", {"PYTHONUTF8": "1"})
    assert {f"{NAME}.yaml".encode(), f"{OTHER}.yaml".encode()} <= set(expected)
    assert make_ledger(tmp_path / "ascii", ASCII) == expected
    assert read(tmp_path / "ascii" / "ledger" / f"{NAME}.yaml").path == f"documents/{NAME}"


def test_the_ledger_is_the_same_under_latin_1(tmp_path: Path) -> None:
    environment = latin_1()
    if environment is None:
        pytest.skip("this system has no Latin-1 locale")
    expected = make_ledger(tmp_path / "utf8", {"PYTHONUTF8": "1"})
    assert make_ledger(tmp_path / "latin", environment) == expected


@pytest.mark.parametrize("environment", [{"PYTHONUTF8": "1"}, ASCII], ids=["utf8", "ascii"])
def test_a_name_that_is_not_utf_8_is_refused_in_words(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/k\xf6ln.txt")).write_text(TEXT)
    done = subprocess.run(
        [sys.executable, "-m", "claimkit", "extract", "."],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    assert "not UTF-8" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode != 0


def test_a_name_that_is_too_long_is_refused_in_words(tmp_path: Path) -> None:
    for name in ("a.txt", "x" * 245 + ".txt"):
        (tmp_path / name).write_text(TEXT)
    done = subprocess.run(
        [sys.executable, "-m", "claimkit", "extract", "."],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "the file's name is too long" in done.stderr
    assert done.returncode == 1
    assert (tmp_path / "ledger" / "a.txt.yaml").exists()
