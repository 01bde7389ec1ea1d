"""The script of the GitLab job as written, with GitLab's variables set."""

from __future__ import annotations

import hashlib
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from click.testing import CliRunner

from claimkit.cli import app
from tests.platforms.desk import make_desk, script
from tests.platforms.hostile import make_hostile
from tests.platforms.offline import VERSION, link_dependencies

pytestmark = pytest.mark.model

ADDRESS = f"https://git.example.org/claimkit@{'a' * 40}"
PIP = "import sys, pathlib; pathlib.Path({!r}).write_text(' '.join(sys.argv[1:]))\n"
WITHOUT_PIP = """\
case " $* " in
*" -m venv "*)
    for folder; do :; done
    {python} -I -m venv --without-pip "$folder"
    printf '%s\\n' {paths} > "$folder/lib/{version}/site-packages/tests.pth" ;;
*) exec {python} "$@" ;;
esac"""


class Desk:
    """A desk with the job; ``python`` makes environments that have claimkit already."""

    def __init__(self, folder: Path, root: Path, source: str | None = ADDRESS) -> None:
        self.tree = make_desk(folder / "desk")
        self.installed = folder / "installed"
        arguments = ["init", str(self.tree.root), "--gitlab"]
        arguments += ["--from", source] if source else []
        done = CliRunner().invoke(app, arguments)
        assert done.exit_code == 0, done.output
        text = (self.tree.root / ".gitlab" / "claimkit.yml").read_text("utf-8")
        self.job: Any = yaml.safe_load(text)["claimkit"]
        tools = folder / "tools"
        (tools / "pip").mkdir(parents=True)
        (tools / "pip" / "__main__.py").write_text(PIP.format(str(self.installed)))
        paths = (link_dependencies(folder / "packages"), root, tools)
        text = WITHOUT_PIP.format(
            python=shlex.quote(sys.executable),
            paths=" ".join(shlex.quote(str(path)) for path in paths),
            version=VERSION,
        )
        script(tools / "python", text)
        outer = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        self.environment = outer | {
            "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
            "CI_PROJECT_DIR": str(self.tree.root),
            "TMPDIR": str(folder),
            **self.job["variables"],
        }

    def run(self) -> subprocess.CompletedProcess[str]:
        # GitLab joins the lines of a script, and a command that fails ends it.
        return subprocess.run(
            ["bash", "-eo", "pipefail", "-c", "\n".join(self.job["script"])],
            cwd=self.tree.root,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.mark.parametrize("is_merge_request", [True, False])
def test_the_job(tmp_path: Path, root: Path, is_merge_request: bool) -> None:
    desk = Desk(tmp_path, root)
    own, report = tmp_path / "own", desk.tree.root / "claimkit.xml"
    own.write_text("mine")
    report.symlink_to(own)
    trace = tmp_path / "trace"
    if is_merge_request:
        make_hostile(desk.tree, trace)
        base = desk.tree.git("rev-parse", "main").strip()
        desk.environment["CI_MERGE_REQUEST_DIFF_BASE_SHA"] = base
    finished = desk.run()
    assert finished.returncode == (1 if is_merge_request else 0), finished.stderr
    assert desk.installed.read_text() == f"--quiet install git+{ADDRESS}"
    assert not trace.exists(), trace.read_text()
    reports = desk.job["artifacts"]["reports"]
    quality = json.loads((desk.tree.root / reports["codequality"]).read_text("utf-8"))
    places = [entry["location"]["path"] for entry in quality]
    assert places == (["ledger/mill.txt.yaml", "reports/mill.txt"] if is_merge_request else [])
    junit = ElementTree.parse(desk.tree.root / reports["junit"]).getroot()
    assert junit.get("failures") == ("1" if is_merge_request else "0")
    assert own.read_text() == "mine"


def test_a_wheel_with_another_hash_is_not_installed(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = tmp_path / "desk" / "claimkit.whl"
    wheel.parent.mkdir()
    wheel.write_bytes(b"the right one")
    monkeypatch.chdir(wheel.parent)
    desk = Desk(tmp_path, root, "claimkit.whl")
    assert desk.run().returncode == 0
    assert desk.installed.read_text() == f"--quiet install {wheel}"
    assert desk.job["variables"]["CLAIMKIT_SHA256"] == hashlib.sha256(b"the right one").hexdigest()
    desk.installed.unlink()
    wheel.write_bytes(b"another one")
    assert desk.run().returncode != 0
    assert not desk.installed.exists()


def test_without_a_source_the_job_fails_with_an_explanation(tmp_path: Path, root: Path) -> None:
    desk = Desk(tmp_path, root, None)
    finished = desk.run()
    assert finished.returncode == 1
    assert "Run 'claimkit init --from ADDRESS'" in finished.stdout
    assert not desk.installed.exists()
