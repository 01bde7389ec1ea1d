"""The steps of ``action.yml`` as written, with GitHub's variables and a stand-in for its API."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.platforms.desk import LEDGER, make_desk
from tests.platforms.github_api import JOB_USER, TOKEN, GithubApi, serve
from tests.platforms.hostile import make_hostile
from tests.platforms.offline import link_dependencies, make_python
from tests.platforms.runner import Runner, StepFailedError
from tests.repositories import WorkTree

pytestmark = pytest.mark.model

MARKER = "<!-- claimkit check -->"


@dataclass
class Job:
    """A job of GitHub Actions that has the action as its step; claimkit is installed already."""

    tree: WorkTree
    folder: Path
    root: Path
    python: Path
    api: GithubApi
    runner: Runner | None = None
    outputs: dict[str, str] | None = None

    def run(self, **inputs: str) -> int:
        """Run the steps after the installation; return the exit code of the check."""
        event = json.loads((self.folder / "event").read_text("utf-8"))
        self.runner = Runner(
            self.folder,
            self.tree.root,
            self.make_environment(),
            {"event": event, "token": TOKEN},
            lambda *_: pytest.fail("no other action"),
        )
        values = {name.replace("_", "-"): value for name, value in inputs.items()}
        try:
            self.outputs = self.runner.run_action(self.root, values, only="check")
        except StepFailedError as error:
            (self.outputs,) = error.args
        return self.runner.ran[0].returncode

    def make_environment(self) -> dict[str, str]:
        outer = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB")}
        outer.pop("PYTHONPATH", None)
        return outer | {
            "GITHUB_API_URL": self.api.url,
            "GITHUB_GRAPHQL_URL": f"{self.api.url}/graphql",
            "GITHUB_EVENT_PATH": str(self.folder / "event"),
            "GITHUB_REPOSITORY": "acme/desk",
            "PYTHON": str(self.python),
        }

    def set_event(self, base: str | None) -> None:
        event: dict[str, Any] = {}
        if base is not None:
            event = {"pull_request": {"number": 7, "base": {"sha": base}}}
        (self.folder / "event").write_text(json.dumps(event))

    @property
    def stdout(self) -> str:
        assert self.runner
        return self.runner.stdout

    @property
    def summary(self) -> str:
        assert self.runner
        return self.runner.summary


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """A Python that finds claimkit and what it needs, in isolated mode as well."""
    folder = tmp_path_factory.mktemp("installed")
    return make_python(folder / "claimkit", link_dependencies(folder / "packages"), root)


@pytest.fixture
def job(tmp_path: Path, root: Path, python: Path) -> Iterator[Job]:
    tree = make_desk(tmp_path / "desk")
    folder = tmp_path / "runner"
    folder.mkdir()
    with serve() as api:
        job = Job(tree, folder, root, python, api)
        job.set_event(tree.git("rev-parse", "main").strip())
        api.add("Looks good.", "mia")
        api.add("To me, too.", JOB_USER)
        yield job


def test_a_pull_request(job: Job) -> None:
    assert job.run(extract="false") == 1, job.stdout
    errors = [line for line in job.stdout.splitlines() if line.startswith("::error ")]
    assert [line.split(",")[0] for line in errors] == [
        "::error file=ledger/mill.txt.yaml",
        "::error file=reports/mill.txt",
    ]
    assert "CK224 review-lost" in job.summary
    assert "review" in job.summary.partition("### Claims")[2]
    assert job.outputs == {"exit-code": "1", "errors": "1", "warnings": "0", "notes": "0"}
    _, comment = job.api.of(JOB_USER)
    assert comment.startswith(f"{MARKER}\n### Ledger check")
    assert "### Claims" in comment


def test_the_comment_is_kept_up_to_date(job: Job) -> None:
    job.run(extract="false")
    job.tree.git("revert", "--no-edit", "HEAD")
    assert job.run(extract="false") == 0, job.stdout
    assert len(job.api.comments) == 3
    assert "nothing to report" in job.api.comments[2]["body"]
    assert "No claim changed" in job.api.comments[2]["body"]


def test_the_comment_of_somebody_else_stays(job: Job) -> None:
    """Everybody may write the marker; only a comment of the token's own user is changed."""
    theirs = [(f"{MARKER}\nAll is well.", "mallory"), (f"Quote: {MARKER}", JOB_USER)]
    for body, user in theirs:
        job.api.add(body, user)
    job.run(extract="false")
    job.run(extract="false")
    assert [(one["body"], one["user"]["login"]) for one in job.api.comments[2:4]] == theirs
    assert len(job.api.comments) == 5
    assert job.api.comments[4]["body"].startswith(f"{MARKER}\n### Ledger check")


@pytest.mark.parametrize("viewer", ["desk-robot[bot]", "github-actions", None])
def test_the_author_is_the_user_of_the_token(job: Job, viewer: str | None) -> None:
    """Also with the token of another app, and if GitHub does not tell whose token it is."""
    job.api.viewer = viewer
    author = viewer if viewer == "desk-robot[bot]" else JOB_USER
    job.api.add(f"{MARKER}\nold", author)
    job.run(extract="false")
    assert len(job.api.comments) == 3
    assert job.api.comments[2]["body"] != f"{MARKER}\nold"


def test_a_comment_after_many_others(job: Job) -> None:
    for number in range(150):
        job.api.add(f"opinion {number}", "mia")
    job.api.add(f"{MARKER}\nold", JOB_USER)
    job.run(extract="false")
    assert len(job.api.comments) == 153
    assert job.api.comments[-1]["body"] != f"{MARKER}\nold"


def test_no_comment_is_wanted_or_allowed(job: Job) -> None:
    assert job.run(extract="false", comment="false") == 1
    assert job.api.requests == []
    job.api.is_forbidden = True
    assert job.run(extract="false") == 1
    assert len(job.api.comments) == 2
    notice = "::notice title=claimkit::No comment on the pull request: Resource not accessible"
    assert notice in job.stdout
    assert job.runner
    assert [step.returncode for step in job.runner.ran] == [1, 0]


def test_the_token_is_not_sent_to_another_address(job: Job) -> None:
    with serve() as elsewhere:
        job.api.redirect = elsewhere.url
        job.run(extract="false")
        assert elsewhere.requests == []
    assert "No comment on the pull request" in job.stdout


def test_a_push_checks_all(job: Job) -> None:
    job.set_event(None)
    assert job.run(extract="false") == 0, job.stdout
    assert "1 ledger file" in job.summary
    assert job.api.requests == []


def test_inputs(job: Job, tmp_path: Path) -> None:
    sarif = tmp_path / "claimkit.sarif"
    code = job.run(
        extract="false", select="review-lost,CK21", fail_on="never", sarif=str(sarif), base="main"
    )
    assert code == 0, job.stdout
    assert json.loads(sarif.read_text("utf-8"))["runs"][0]["results"][0]["ruleId"] == "CK224"
    assert job.run(extract="false", ignore="review-lost") == 0
    assert job.run(extract="false", paths="reports\nledger") == 1
    assert job.run(extract="false", paths="; touch x") == 2
    assert job.run(extract="false", base="--output=x") == 3
    assert not (job.tree.root / "x").exists()


def test_nothing_to_check_is_no_success_unless_allowed(job: Job) -> None:
    job.tree.git("rm", "--quiet", "-r", "reports", "ledger")
    assert job.run(extract="false", base="HEAD") == 3, job.stdout
    assert job.run(extract="false", base="HEAD", allow_empty="true") == 0, job.stdout


def test_a_report_is_not_written_through_a_link(job: Job, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.write_text("mine", "utf-8")
    (job.tree.root / "claimkit.sarif").symlink_to(own)
    assert job.run(extract="false", sarif="claimkit.sarif") == 1
    assert own.read_text("utf-8") == "mine"
    assert (job.tree.root / "claimkit.sarif").is_file()
    (job.tree.root / "out").symlink_to(tmp_path)
    assert job.run(extract="false", sarif="out/claimkit.sarif") == 3
    assert not (tmp_path / "claimkit.sarif").exists()
    assert "is not in the workspace" in job.stdout


def test_with_an_extraction(job: Job) -> None:
    text = (job.tree.root / LEDGER).read_text("utf-8")
    job.tree.write(LEDGER, text.replace("stance: asserts", "stance: denies"))
    assert job.run(select="out-of-date") == 1, job.stdout
    assert "a fresh extraction differs" in job.summary


def test_a_shallow_clone_names_what_it_lacks(job: Job, tmp_path: Path) -> None:
    url = job.tree.root.as_uri()
    job.tree.git("clone", "--quiet", "--depth=1", "--branch=change", url, tmp_path / "shallow")
    job.tree = WorkTree(tmp_path / "shallow")
    assert job.run(extract="false") == 3
    assert "::error title=claimkit check::" in job.stdout
    assert "fetch depth of 0" in job.stdout
    assert "fetch depth of 0" in job.summary
    assert job.outputs == {"exit-code": "3", "errors": "", "warnings": "", "notes": ""}
    assert job.api.requests == []


def test_a_message_cannot_end_its_block(job: Job) -> None:
    """A name with back quotes stays in the block of code of the summary."""
    assert job.run(extract="false", paths="reports/``` @acme") == 2
    assert "\n````text\n" in job.summary
    assert job.summary.rstrip().endswith("\n````")


def test_a_long_diff_is_left_to_the_summary(job: Job) -> None:
    text = (job.tree.root / LEDGER).read_text("utf-8")
    head, _, rest = text.partition("claims:\n")
    claim = rest.removesuffix("retired: []\n")
    own = claim.partition("\n")[0].removeprefix("- id: ")
    many = "".join(
        claim.replace(own, f"{n:08}").replace("the mill", f"the mill {n} {'x' * 200}")
        for n in range(400)
    )
    job.tree.write(LEDGER, f"{head}claims:\n{many}retired: []\n")
    job.tree.commit()
    job.run(extract="false")
    assert len(job.api.comments) == 3
    body = job.api.comments[2]["body"]
    assert "see the job summary" in body or "Cut" in body


def test_the_files_of_a_pull_request_do_not_run(job: Job, tmp_path: Path) -> None:
    place = tmp_path / "trace"
    make_hostile(job.tree, place)
    assert job.run(fail_on="never") == 0, job.stdout + str(job.runner and job.runner.stderr)
    assert "### Ledger check" in job.api.of(JOB_USER)[-1]
    assert not place.exists(), place.read_text()


def test_the_spies_can_report(job: Job, tmp_path: Path) -> None:
    """Without isolated mode, Python runs a module of the pull request."""
    place = tmp_path / "trace"
    make_hostile(job.tree, place)
    job.tree.git("-c", "core.hooksPath=hooks", "checkout", "--quiet", "-b", "x")
    assert set(place.read_text().split()) == {"hook"}
    job.python = job.python.with_name("unsafe")
    job.python.write_text(
        f'#!/bin/sh\nshift\nPYTHONPATH=. exec "{job.python.parent}/python" "$@"\n'
    )
    job.python.chmod(0o755)
    job.run(extract="false")
    assert "encodings/__init__.py" in place.read_text()


def test_only_the_last_step_has_the_token(root: Path) -> None:
    steps = yaml.safe_load((root / "action.yml").read_text("utf-8"))["runs"]["steps"]
    assert [step.get("id") for step in steps][-2:] == ["check", None]
    for step in steps[:-1]:
        assert "token" not in json.dumps(step).lower()
    assert steps[-1]["env"]["TOKEN"] == "${{ inputs.token }}"
    assert steps[-1]["working-directory"] == "${{ runner.temp }}"


def test_claimkit_gets_no_secret(job: Job, tmp_path: Path) -> None:
    """A model or a lexicon that does run code finds neither tokens nor the runner's files."""
    spy = tmp_path / "spy"
    (tmp_path / "claimkit").mkdir()
    main = tmp_path / "claimkit" / "__main__.py"
    main.write_text(f"import os, pathlib; pathlib.Path({str(spy)!r}).write_text(repr(os.environ))")
    job.python = make_python(tmp_path / "python", tmp_path)
    secrets = dict.fromkeys(
        ("GITHUB_TOKEN", "GH_TOKEN", "MY_API_KEY", "GITHUB_ENV", "ACTIONS_RUNTIME_TOKEN",
         "DEPLOY_PASSWORD", "PYTHONPATH"),
        "x",
    )  # fmt: skip
    environment = job.make_environment() | secrets
    runner = Runner(job.folder, job.tree.root, environment, {"token": TOKEN}, lambda *_: {})
    with pytest.raises(StepFailedError):
        runner.run_action(job.root, {}, only="check")
    found = spy.read_text()
    assert "PATH" in found
    for name in (*secrets, "GITHUB_OUTPUT", "INPUT_EXTRACT"):
        assert f"'{name}'" not in found


def test_nothing_from_outside_gets_into_a_command(root: Path) -> None:
    action = yaml.safe_load((root / "action.yml").read_text("utf-8"))
    for step in action["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
