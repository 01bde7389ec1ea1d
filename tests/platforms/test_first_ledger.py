"""A new user's first ledger, from the README alone: the commands as printed, with real git.

The only things that are not as in real life: addresses on GitHub lead to repositories on this
machine, packages that claimkit depends on come from this environment, and the actions that check
out a repository and set up Python are stood in for.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from claimkit.version import VERSION
from scripts.dist import build
from tests.platforms.first_ledger import Reader, outer_variables, section
from tests.platforms.github_api import JOB_USER, TOKEN, GithubApi, serve
from tests.platforms.hostile import make_hostile
from tests.platforms.offline import OFFLINE, link_dependencies, make_python, write_python
from tests.platforms.runner import Context, Runner
from tests.repositories import ENVIRONMENT, WorkTree, copy_work_tree

pytestmark = [pytest.mark.slow, pytest.mark.model]

CLAIMKIT, DESK = "https://github.com/claimkit/claimkit", "https://github.com/acme/desk"


@dataclass
class Machines:
    """GitHub with two repositories, and machines for the jobs of pull requests."""

    folder: Path
    variables: dict[str, str]
    api: GithubApi
    jobs: list[Runner] = field(default_factory=list)

    def run_job(self, branch: str) -> bool:
        """Run the workflow of a pull request from a branch into main; return whether it passes."""
        place = self.folder / f"job{len(self.jobs)}"
        (place / "temp").mkdir(parents=True)
        event = {"pull_request": {"number": 7, "base": {"sha": self.commit("main")}}}
        (place / "temp" / "event.json").write_text(json.dumps(event))
        variables = self.variables | {
            "GITHUB_API_URL": self.api.url,
            "GITHUB_GRAPHQL_URL": f"{self.api.url}/graphql",
            "GITHUB_EVENT_PATH": str(place / "temp" / "event.json"),
            "GITHUB_REPOSITORY": "acme/desk",
        }
        github = {"event": event, "token": TOKEN, "workspace": str(place / "work"), "head": branch}
        job = Runner(place / "temp", place / "work", variables, github, self.use)
        self.jobs.append(job)
        self.check_out(job)
        return job.run_job(place / "work" / ".github" / "workflows" / "claimkit.yml", "check")

    def use(self, job: Runner, step: Mapping[str, Any], _: Context) -> Mapping[str, str]:
        """Do the work of an action."""
        name, _, commit = step["uses"].partition("@")
        assert len(commit) == 40
        if name == "actions/checkout":
            assert step["with"] == {"fetch-depth": 0, "persist-credentials": False}
            return {}
        if name == "actions/setup-python":
            return {"python-path": str(self.folder / "tools" / "python3")}
        assert name == "claimkit/claimkit"
        action = job.temp.parent / "action"
        self.git("clone", "--quiet", CLAIMKIT, action)
        self.git("-C", action, "checkout", "--quiet", commit)
        outputs = job.run_action(action, step.get("with", {}))
        assert isinstance(outputs, dict)
        return outputs

    def check_out(self, job: Runner) -> None:
        """Clone the desk, with the commit that merges the branch into main checked out."""
        self.git("clone", "--quiet", DESK, job.workspace)
        git = ("-C", job.workspace)
        self.git(*git, "checkout", "--quiet", "--detach", "origin/main")
        self.git(*git, "merge", "--quiet", "--no-edit", f"origin/{job.github['head']}")

    def commit(self, branch: str) -> str:
        return self.git("-C", self.folder / "desk.git", "rev-parse", branch).strip()

    def git(self, *arguments: str | Path) -> str:
        done = subprocess.run(
            ["git", *map(str, arguments)],
            env=self.variables,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, (arguments, done.stderr)
        return done.stdout


def make_machines(folder: Path, root: Path, api: GithubApi) -> Machines:
    source = copy_work_tree(root, folder / "claimkit.git")
    source.git("tag", f"v{VERSION}")
    configuration = folder / "gitconfig"
    names = {CLAIMKIT: source.root, DESK: folder / "desk.git"}
    lines = [f'[url "{place.as_uri()}"]\n\tinsteadOf = {url}\n' for url, place in names.items()]
    configuration.write_text(
        "[user]\n\tname = Mia Kay\n\temail = mk@example.org\n" + "".join(lines)
    )
    tools = folder / "tools"
    tools.mkdir()
    write_python(tools / "python3", link_dependencies(folder / "packages"))
    variables = outer_variables(os.environ) | dict(ENVIRONMENT) | OFFLINE
    variables |= {
        "GIT_CONFIG_GLOBAL": str(configuration),
        "HOME": str(folder),
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
    }
    machines = Machines(folder, variables, api)
    machines.git("init", "--quiet", "--bare", "--initial-branch=main", folder / "desk.git")
    return machines


def test_the_first_ledger(root: Path, tmp_path: Path) -> None:
    readme = (root / "README.md").read_text("utf-8")
    page = section(readme, "Install") + section(readme, "Your first ledger")
    with serve() as api:
        machines = make_machines(tmp_path / "github", root, api)
        home = tmp_path / "home"
        home.mkdir()
        reader = Reader(home, dict(machines.variables), tmp_path / "state")
        trace = tmp_path / "trace"
        seen = []
        for expected in reader.follow(page):
            if expected == "passes":
                # This pull request also tries to run code of its own, which changes nothing.
                make_hostile(WorkTree(reader.folder, reader.variables), trace)
                reader.type("git push --quiet")
            branch = WorkTree(reader.folder, reader.variables).git("branch", "--show-current")
            assert machines.run_job(branch.strip()) is (expected == "passes"), (
                machines.jobs[-1].stdout + machines.jobs[-1].stderr
            )
            seen.append((expected, machines.jobs[-1].summary, api.of(JOB_USER)))
    assert [expected for expected, _, _ in seen] == ["fails", "passes"]
    assert "CK222 stale-review" in seen[0][1]
    assert "nothing to report" in seen[1][1]
    (comment,) = seen[1][2]
    assert comment.startswith("<!-- claimkit check -->\n### Ledger check")
    assert not trace.exists(), trace.read_text()
    assert len(reader.compared) == 3


def test_the_ways_to_install(root: Path, tmp_path: Path) -> None:
    """Each command of the guide installs a claimkit that works, in an environment of its own."""
    page = section((root / "docs" / "guide.md").read_text("utf-8"), "Install")
    clone, *ways = (line.strip() for line in page.splitlines() if line.startswith("    "))
    assert [way.partition("#")[2] for way in ways] == [
        " from a checkout", " from the address of the repository", " from a wheel"
    ]  # fmt: skip
    with serve() as api:
        machines = make_machines(tmp_path / "github", root, api)
    reader = Reader(tmp_path, machines.variables, tmp_path / "state")
    reader.type(clone)
    build(tmp_path / "claimkit", tmp_path / "claimkit" / "dist")
    path = reader.variables["PATH"]
    for number, way in enumerate(ways):
        reader.variables["PATH"] = path
        reader.type(f"python3 -m venv environment{number}")
        reader.type(f"source environment{number}/bin/activate")
        reader.type(way)
        reader.type("claimkit --version")
        assert VERSION in reader.output
        reader.type("echo 'The mill has closed, Mayor Ann Lee said.' | claimkit extract -")
        assert "source: Ann Lee" in reader.output


@pytest.mark.parametrize("source", ["address", "wheel"])
def test_the_other_workflows(root: Path, tmp_path: Path, source: str) -> None:
    """The workflow for a git address or a wheel, which has no action, installs and checks, too."""
    with serve() as api:
        machines = make_machines(tmp_path / "github", root, api)
        desk = WorkTree(tmp_path / "desk", machines.variables)
        machines.git("clone", "--quiet", DESK, desk.root)
        make_ledger(desk, machines, source)
        desk.commit()
        desk.git("push", "--quiet", "origin", "HEAD:main", "HEAD:change")
        assert machines.run_job("change"), machines.jobs[-1]
        assert "nothing to report" in machines.jobs[-1].summary
        assert "No claim changed" in machines.jobs[-1].summary
        if source == "wheel":
            desk.write("claimkit-0.1.0-py3-none-any.whl", "of somebody else")
            desk.commit()
            desk.git("push", "--quiet", "origin", "HEAD:change")
            assert not machines.run_job("change")
            assert [step.name for step in machines.jobs[-1].ran] == ["Install claimkit"]


def make_ledger(desk: WorkTree, machines: Machines, source: str) -> None:
    python = tmp_python(machines)
    if source == "wheel":
        _, wheel = build(machines.folder / "claimkit.git", machines.folder / "dist")
        (desk.root / wheel.name).write_bytes(wheel.read_bytes())
        text = wheel.name
    else:
        text = f"{(machines.folder / 'claimkit.git').as_uri()}@v{VERSION}"
    for arguments in (("init", "--from", text), ("extract", "--quiet")):
        done = subprocess.run(
            [python, "-I", "-m", "claimkit", *arguments],
            cwd=desk.root,
            env=machines.variables,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        desk.write("documents/mill.txt", "The mill has closed, KCNA reported.\n")


def tmp_python(machines: Machines) -> Path:
    packages = machines.folder / "packages"
    return make_python(machines.folder / "own", packages, machines.folder / "claimkit.git")


def test_without_a_source_the_job_explains(root: Path, tmp_path: Path) -> None:
    with serve() as api:
        machines = make_machines(tmp_path / "github", root, api)
        desk = WorkTree(tmp_path / "desk", machines.variables)
        machines.git("clone", "--quiet", DESK, desk.root)
        subprocess.run(
            [tmp_python(machines), "-I", "-m", "claimkit", "init"],
            cwd=desk.root,
            env=machines.variables,
            check=True,
        )
        desk.commit()
        desk.git("push", "--quiet", "origin", "HEAD:main", "HEAD:change")
        assert not machines.run_job("change")
    (step,) = machines.jobs[-1].ran
    assert step.stdout.startswith("::error title=claimkit is not installed::")
    assert "claimkit init --from" in step.stdout
