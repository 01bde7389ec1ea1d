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

HERE = Path(__file__).parent / "second_language"
REPORT = """\
Fira ka Tavia

vy Mira Sol, 4 Luno 2025

Mira Kol teru do fira brona 12 pelka ardi 3 Luno 2025.

Hi teru do fira brona sirka 3 pelka hier.

Selu Tavi, fira brona.
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
def claims(folder: Path) -> list[dict[str, Any]]:
    done = run(folder, "extract", "report.txt", "--model", "model", "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_attributions(claims: list[dict[str, Any]]) -> None:
    found = [(claim["source"], claim["cue"], claim["content"]) for claim in claims]
    assert found == [
        ("Mira Kol", "teru", "fira brona 12 pelka ardi 3 Luno 2025"),
        ("Mira Kol", "teru", "fira brona sirka 3 pelka hier"),
        ("Tavi", "Selu", "fira brona"),
    ]
    assert claims[1]["mention"] == "Hi"
    assert {claim["stance"] for claim in claims} == {"asserts"}


def test_quantities(claims: list[dict[str, Any]]) -> None:
    found = [(q["text"], q["bound"], q["unit"]) for c in claims for q in c.get("quantities", ())]
    assert found == [("12 pelka", "exact", "hectares"), ("sirka 3 pelka", "about", "hectares")]


def test_dates(claims: list[dict[str, Any]]) -> None:
    found = [(date["text"], date["value"]) for c in claims for date in c.get("dates", ())]
    assert found == [("ardi 3 Luno 2025", "2025-03-03"), ("hier", "2025-03-03")]


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
