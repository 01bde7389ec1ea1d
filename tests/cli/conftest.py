"""A folder with documents, and ways to run the command in it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from claimkit.cli import app
from tests.cli.reviewed import make_project
from tests.repositories import ENVIRONMENT, WorkTree

Run = Callable[..., Result]
Process = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of its own, and the current folder; the repository around tests is not seen."""
    (tmp_path / "claimkit.yaml").write_text("documents: reports\n", encoding="utf-8")
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "rents.txt").write_text("Rents will rise, Mayor Ann Lee said.\n", encoding="utf-8")
    (reports / "mill.txt").write_text("The mill has closed, KCNA reported.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WorkTree:
    """A repository with claims to review, and the current folder.

    Tests of other subjects have a repository of their own under this name.
    """
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    tree = make_project(tmp_path / "project")
    monkeypatch.chdir(tree.root)
    return tree


@pytest.fixture
def run() -> Run:
    """Run the command in this process."""

    def run(*args: str | Path, input: str | bytes | None = None) -> Result:  # noqa: A002
        return CliRunner().invoke(app, [str(arg) for arg in args], input=input)

    return run


@pytest.fixture
def environment(root: Path) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}


@pytest.fixture
def run_process(environment: dict[str, str]) -> Process:
    """Run the command in a process of its own, in the current folder."""

    def run(*args: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "claimkit", *map(str, args)]
        return subprocess.run(
            command, input=stdin, env=environment, capture_output=True, check=False
        )

    return run


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path) -> Path:
    """A home folder without settings, to which git writes; git knows one author and one date."""
    home = tmp_path / "home"
    home.mkdir()
    for name, value in {
        **ENVIRONMENT,
        "HOME": str(home),
        "GIT_CONFIG_GLOBAL": str(home / ".gitconfig"),
        "PYTHONPATH": str(root),
        "PYTHONDONTWRITEBYTECODE": "1",
    }.items():
        monkeypatch.setenv(name, value)
    for name in ("XDG_CONFIG_HOME", "GIT_PAGER_IN_USE"):
        monkeypatch.delenv(name, raising=False)
    return home
