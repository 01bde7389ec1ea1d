"""A language is a folder of lexicons and a model, with no change of code."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from claimkit.lexicons.digest import lexicon_hash

pytestmark = pytest.mark.xfail(reason="dates know English", strict=False)

HERE = Path(__file__).parent / "second_language"
REPORT = """\
Fira ka Tavia

vy Mira Sol, 4 Luno 2025

Mira Kol teru do fira brona 12 pelka ardi 3 Luno 2025.
"""


@pytest.fixture(scope="module")
def folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project beside a copy of claimkit that has the lexicons of a second language."""
    folder = tmp_path_factory.mktemp("second_language")
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(root / "claimkit", folder / "code" / "claimkit", ignore=ignored)
    shutil.copytree(HERE / "lexicons", folder / "code" / "claimkit" / "lexicons" / "xx")
    shutil.copy(HERE / "claimkit_xx.py", folder)
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    return folder


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "claimkit_xx.py", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "code")},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def claim(folder: Path) -> dict[str, Any]:
    done = run(folder, "extract", "report.txt", "--model", "model", "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    claim: dict[str, Any] = json.loads(line)
    return claim


def test_attribution(claim: dict[str, Any]) -> None:
    assert (claim["source"], claim["cue"], claim["stance"]) == ("Mira Kol", "teru", "asserts")
    assert claim["content"] == "fira brona 12 pelka ardi 3 Luno 2025"


def test_quantity(claim: dict[str, Any]) -> None:
    (quantity,) = claim["quantities"]
    assert (quantity["text"], quantity["min"], quantity["unit"]) == ("12 pelka", 12, "hectares")


def test_date(claim: dict[str, Any]) -> None:
    (dating,) = claim["dates"]
    assert dating == {"text": "ardi 3 Luno 2025", "value": "2025-03-03"}


def test_ledger(folder: Path) -> None:
    done = run(folder, "extract", "report.txt", "--model", "model")
    assert done.returncode == 0, done.stderr
    ledger = yaml.safe_load((folder / "ledger" / "report.txt.yaml").read_text("utf-8"))
    assert ledger["document"]["title"] == "Fira ka Tavia"
    assert ledger["document"]["author"] == "Mira Sol"
    assert str(ledger["document"]["published"]) == "2025-03-04"
    written = yaml.safe_load((folder / "ledger" / "_extractor.yaml").read_text("utf-8"))
    assert written["model"] == {"name": "xx_invented", "version": "1.0"}
    assert written["lexicons"] != lexicon_hash()
    again = run(folder, "check", "--model", "model")
    assert again.returncode == 0, again.stdout + again.stderr


def test_language_without_lexicons_is_named(folder: Path) -> None:
    shutil.copytree(folder / "model", folder / "other", dirs_exist_ok=True)
    for name in ("config.cfg", "meta.json"):
        path = folder / "other" / name
        path.write_text(path.read_text("utf-8").replace('"xx"', '"yo"'), encoding="utf-8")
    done = run(folder, "extract", "report.txt", "--model", "other")
    assert done.returncode == 3
    assert "claimkit/lexicons/yo" in done.stderr
    assert "en, xx" in done.stderr
