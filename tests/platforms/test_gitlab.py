"""The script of the GitLab job as written, with GitLab's variables set."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from click.testing import CliRunner

from claimkit.cli import app
from tests.platforms.desk import make_desk, make_environment, script

pytestmark = pytest.mark.model


@pytest.mark.parametrize("is_merge_request", [True, False])
def test_the_job(tmp_path: Path, root: Path, is_merge_request: bool) -> None:
    tree = make_desk(tmp_path / "desk")
    environment = make_environment(root, tmp_path / "tools")
    script(tmp_path / "tools" / "pip", 'echo "pip $*" >> "$CI_PROJECT_DIR/installed"')
    done = CliRunner().invoke(app, ["init", str(tree.root), "--gitlab"])
    assert done.exit_code == 0
    job = yaml.safe_load((tree.root / ".gitlab" / "claimkit.yml").read_text("utf-8"))["claimkit"]
    environment |= {"CI_PROJECT_DIR": str(tree.root), **job["variables"]}
    if is_merge_request:
        environment["CI_MERGE_REQUEST_DIFF_BASE_SHA"] = tree.git("rev-parse", "main").strip()
    # GitLab joins the lines of a script, and a command that fails ends it.
    text = "\n".join(job["script"])
    finished = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", text],
        cwd=tree.root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert finished.returncode == (1 if is_merge_request else 0), finished.stderr
    assert (tree.root / "installed").read_text() == f"pip install {job['variables']['CLAIMKIT']}\n"
    reports = job["artifacts"]["reports"]
    quality = json.loads((tree.root / reports["codequality"]).read_text("utf-8"))
    places = [entry["location"]["path"] for entry in quality]
    assert places == (["ledger/mill.txt.yaml", "reports/mill.txt"] if is_merge_request else [])
    junit = ElementTree.parse(tree.root / reports["junit"]).getroot()
    assert junit.get("failures") == ("1" if is_merge_request else "0")
