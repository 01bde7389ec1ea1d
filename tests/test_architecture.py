"""The import contracts hold, and can go red."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FLOW = "Data flows one way: imports point down this list"
SPACY = "spaCy stays in parsing, extraction and what stands on them"
SOURCES = "Names know no mentions, mentions know no attributions"
CLICK = "click stays in cli"
SUBPROCESS = "subprocess stays in git"


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the claimkit in ``folder``, whichever claimkit is installed."""
    environment = os.environ | {"PYTHONPATH": str(folder), "COLUMNS": "200", "NO_COLOR": "1"}
    return subprocess.run(
        [
            Path(sys.executable).with_name("lint-imports"),
            "--config",
            "pyproject.toml",
            "--no-cache",
        ],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def imported_modules(code: str) -> set[str]:
    """Return the modules that a fresh interpreter imports while it runs ``code``."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", code],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(re.findall(r"^import time:.*\|\s*(\S+)$", done.stderr, flags=re.MULTILINE))


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    shutil.copy(root / "pyproject.toml", tmp_path)
    shutil.copytree(
        root / "claimkit", tmp_path / "claimkit", ignore=shutil.ignore_patterns("__pycache__")
    )
    return tmp_path


def test_contracts_hold(copy: Path) -> None:
    done = lint_imports(copy)
    assert done.returncode == 0, done.stdout + done.stderr
    for contract in (FLOW, SOURCES, SPACY, CLICK, SUBPROCESS):
        assert f"{contract} KEPT" in done.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("documents", "import spacy", SPACY),
        ("documents", "from claimkit import ledger", FLOW),
        ("extraction", "import claimkit.ledger", FLOW),
        ("parsing", "import claimkit.extraction", FLOW),
        ("model", "from claimkit import errors", FLOW),
        ("extraction/sources/names", "import claimkit.extraction.sources.mentions", SOURCES),
        ("extraction/sources/mentions", "import claimkit.extraction.sources.relays", SOURCES),
        ("extraction", "import click", CLICK),
        ("documents", "from subprocess import run", SUBPROCESS),
        ("cli", "import subprocess", SUBPROCESS),
    ],
)
def test_forbidden_import_is_red(copy: Path, module: str, line: str, contract: str) -> None:
    file = copy / "claimkit" / f"{module}.py"
    if not file.exists():
        file = copy / "claimkit" / module / "__init__.py"
    with file.open("a", encoding="utf-8") as stream:
        stream.write(f"\n{line}\n")
    done = lint_imports(copy)
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"{contract} BROKEN" in done.stdout


def test_import_through_another_module_is_red(copy: Path) -> None:
    (copy / "claimkit" / "extraction" / "probe.py").write_text("import spacy\n", encoding="utf-8")
    (copy / "claimkit" / "ledger" / "probe.py").write_text(
        "from claimkit.extraction import probe\n", encoding="utf-8"
    )
    done = lint_imports(copy)
    assert done.returncode == 1
    assert f"{SPACY} BROKEN" in done.stdout


def test_module_outside_the_layers_is_red(copy: Path) -> None:
    (copy / "claimkit" / "misc.py").write_text('"""Belongs nowhere."""\n', encoding="utf-8")
    done = lint_imports(copy)
    assert done.returncode == 1
    assert f"{FLOW} BROKEN" in done.stdout


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import claimkit", "claimkit"),
        ("import claimkit.documents, claimkit.ledger, claimkit.lexicons", "claimkit.ledger"),
        ("import claimkit.cli", "click"),
        (
            "import sys; sys.argv = ['claimkit', '--help']\n"
            "from claimkit.cli import main\n"
            "try: main()\n"
            "except SystemExit as done: assert not done.code",
            "click",
        ),
    ],
)
def test_starts_without_spacy(code: str, expected: str) -> None:
    modules = imported_modules(code)
    assert expected in modules
    assert not {"spacy", "thinc", "numpy"} & modules
