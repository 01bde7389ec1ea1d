"""A repository with a change to check, as platforms check it out."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from claimkit.cli import app
from tests.repositories import WorkTree, make_repository

MILL = "Northern Press reported that the mill has closed.\n"
REVIEW = "  review: {status: accepted, by: mk, on: 2025-03-05}\n"
LEDGER = "ledger/mill.txt.yaml"


def make_desk(root: Path) -> WorkTree:
    """Make a repository whose branch ``change``, checked out, drops a review that ``main`` has."""
    tree = make_repository(root)
    tree.write("claimkit.yaml", "documents: reports\n")
    tree.write("reports/mill.txt", MILL)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        assert CliRunner().invoke(app, ["extract", "--quiet"]).exit_code == 0
    text = (root / LEDGER).read_text("utf-8")
    tree.write(LEDGER, text.replace("retired: []", f"{REVIEW}retired: []"))
    tree.commit()
    tree.git("checkout", "--quiet", "-b", "change")
    tree.write(LEDGER, text)
    tree.commit()
    return tree


def make_environment(root: Path, tools: Path) -> dict[str, str]:
    """Return variables under which ``claimkit``, ``python`` and the tools are found first."""
    tools.mkdir(exist_ok=True)
    for name in ("python", "python3"):
        script(tools / name, f'exec "{sys.executable}" "$@"')
    script(tools / "claimkit", f'exec "{sys.executable}" -m claimkit "$@"')
    variables = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB")}
    path = f"{tools}{os.pathsep}{variables['PATH']}"
    return variables | {"PATH": path, "PYTHONPATH": str(root)}


def script(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    path.chmod(0o755)
