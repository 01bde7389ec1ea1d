"""The import contracts hold, and can go red."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

FLOW = "Data flows one way: imports point down this list"
SPACY = "spaCy stays in parsing, extraction and what stands on them"
SOURCES = "Names know no mentions, mentions know no attributions"
CLICK = "click stays in cli"
SUBPROCESS = "subprocess stays in git"
CIRCLES = "No import circles, not even through imports in functions or for types"
COMMANDS = "Commands are light to import"
USE_CASES = "Only extraction loads spaCy among the use cases"
CONTRACTS = (FLOW, SOURCES, SPACY, CLICK, SUBPROCESS, CIRCLES, COMMANDS, USE_CASES)


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
    # Not -X importtime, which does not list what importlib.import_module imports.
    at_exit = "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr))"
    done = subprocess.run(
        [sys.executable, "-c", f"{at_exit}\n{code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stderr.split())


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
    for contract in CONTRACTS:
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
        ("ledger", "import claimkit.project", FLOW),
        ("project", "import claimkit.cli", FLOW),
        ("project/reviewing", "import click", CLICK),
        ("project/comparison", "def probe() -> None:\n    import spacy", USE_CASES),
        ("cli/commands/options", "import rich", COMMANDS),
        ("cli/commands/diff", "import claimkit.reports.diffs.text", COMMANDS),
        (
            "project/configuration",
            "def probe() -> None:\n    import claimkit.project.project_folder",
            CIRCLES,
        ),
        (
            "git/settings",
            "import typing\nif typing.TYPE_CHECKING:\n    import claimkit.git.repository",
            CIRCLES,
        ),
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


def test_each_use_case_without_spacy_is_in_its_contract(root: Path) -> None:
    with (root / "pyproject.toml").open("rb") as stream:
        contracts = tomllib.load(stream)["tool"]["importlinter"]["contracts"]
    (listed,) = (c["source_modules"] for c in contracts if c["name"] == USE_CASES)
    with_spacy = {"adding", "extraction", "fresh_extraction", "project"}
    modules = {path.stem for path in (root / "claimkit" / "project").glob("*.py")} - {"__init__"}
    assert {name.removeprefix("claimkit.project.") for name in listed} == modules - with_spacy


def test_only_the_command_line_uses_the_standard_streams(root: Path) -> None:
    package = root / "claimkit"
    streams = re.compile(r"\bsys\.std(in|out|err)\b|\binput\(|\bgetpass\b")
    found = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if streams.search(path.read_text("utf-8"))
    }
    assert found
    assert all(path.startswith("cli/") for path in found), found


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import claimkit", "claimkit"),
        ("import claimkit; claimkit.Project", "claimkit.project.project"),
        ("import claimkit.documents, claimkit.ledger, claimkit.lexicons", "claimkit.ledger"),
        ("import claimkit.cli", "click"),
        (
            "import sys; sys.argv = ['claimkit', '--help']\n"
            "from claimkit.cli import main\n"
            "try: main()\n"
            "except SystemExit as done: assert not done.code",
            "claimkit.cli.commands.review",
        ),
    ],
)
def test_starts_without_what_loads_slowly(code: str, expected: str) -> None:
    modules = imported_modules(code)
    assert expected in modules
    assert not {"spacy", "thinc", "numpy", "pydantic", "rich", "rapidfuzz"} & modules
    assert not [name for name in modules if name.startswith("claimkit.cli.actions.")]
