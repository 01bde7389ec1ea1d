"""The steps of ``action.yml`` as written, with GitHub's variables set; only ``gh`` is stood in for,
by a program that keeps comments in a file."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.platforms.desk import LEDGER, make_desk, make_environment
from tests.repositories import WorkTree

pytestmark = pytest.mark.model

# Keeps comments as GitHub does; "forbidden" in their place makes it refuse, as for forks.
GH = """\
#!/usr/bin/env python
import json, os, sys
path = os.environ["GH_COMMENTS"]
kept = json.load(open(path))
if kept == "forbidden":
    sys.exit("gh: Resource not accessible by integration (HTTP 403)")
arguments = sys.argv[1:]
assert arguments[0] == "api", arguments
place = next(a for a in arguments if a.startswith("repos/"))
assert place.startswith("repos/acme/desk/issues/"), place
if "--method" not in arguments:
    assert place.endswith("/7/comments"), place
    print(json.dumps([kept[:1], kept[1:]]))
    sys.exit()
body = json.load(sys.stdin)["body"]
assert len(body) <= 65536
if arguments[arguments.index("--method") + 1] == "POST":
    assert place.endswith("/7/comments"), place
    kept.append({"id": 100 + len(kept), "body": body})
else:
    number = int(place.rpartition("/")[2])
    next(comment for comment in kept if comment["id"] == number)["body"] = body
json.dump(kept, open(path, "w"))
"""


@dataclass
class Job:
    """A job of GitHub Actions that has the action as its step."""

    tree: WorkTree
    folder: Path
    environment: dict[str, str]
    action: Any

    def run(self, **inputs: str) -> subprocess.CompletedProcess[str]:
        """Run the step that checks; inputs that are not given have their defaults."""
        step = self.action["runs"]["steps"][-1]
        defaults = {name: str(i["default"]) for name, i in self.action["inputs"].items()}
        values = defaults | {"token": "t"} | {k.replace("_", "-"): v for k, v in inputs.items()}
        variables = {
            name: values[text.removeprefix("${{ inputs.").removesuffix(" }}")]
            for name, text in step["env"].items()
        }
        for name in ("summary", "output"):
            (self.folder / name).write_text("")
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.tree.root / values["working-directory"],
            env=self.environment | variables,
            capture_output=True,
            text=True,
            check=False,
        )

    def set_event(self, base: str | None) -> None:
        event: dict[str, Any] = {}
        if base is not None:
            event = {"pull_request": {"number": 7, "base": {"sha": base}}}
        (self.folder / "event").write_text(json.dumps(event))

    @property
    def comments(self) -> Any:
        return json.loads((self.folder / "comments").read_text())

    @comments.setter
    def comments(self, value: object) -> None:
        (self.folder / "comments").write_text(json.dumps(value))

    @property
    def summary(self) -> str:
        return (self.folder / "summary").read_text("utf-8")

    @property
    def outputs(self) -> dict[str, str]:
        lines = (self.folder / "output").read_text().splitlines()
        return dict(line.split("=", 1) for line in lines)


@pytest.fixture
def job(tmp_path: Path, root: Path) -> Job:
    tree = make_desk(tmp_path / "desk")
    folder = tmp_path / "runner"
    folder.mkdir()
    environment = make_environment(root, tmp_path / "tools") | {
        "GITHUB_ACTION_PATH": str(root),
        "GITHUB_EVENT_PATH": str(folder / "event"),
        "GITHUB_OUTPUT": str(folder / "output"),
        "GITHUB_REPOSITORY": "acme/desk",
        "GITHUB_STEP_SUMMARY": str(folder / "summary"),
        "GH_COMMENTS": str(folder / "comments"),
    }
    gh = tmp_path / "tools" / "gh"
    gh.write_text(GH, "utf-8")
    gh.chmod(0o755)
    action = yaml.safe_load((root / "action.yml").read_text("utf-8"))
    job = Job(tree, folder, environment, action)
    job.set_event(tree.git("rev-parse", "main").strip())
    job.comments = [{"id": 1, "body": "Looks good."}, {"id": 2, "body": "To me, too."}]
    return job


def test_a_pull_request(job: Job) -> None:
    done = job.run(extract="false")
    assert done.returncode == 1, done.stderr
    errors = [line for line in done.stdout.splitlines() if line.startswith("::error ")]
    assert [line.split(",")[0] for line in errors] == [
        "::error file=ledger/mill.txt.yaml",
        "::error file=reports/mill.txt",
    ]
    assert "CK224 review-lost" in job.summary
    assert "review" in job.summary.partition("### Claims")[2]
    assert job.outputs == {"exit-code": "1", "errors": "1", "warnings": "0", "notes": "0"}
    (comment,) = job.comments[2:]
    assert comment["body"].startswith("<!-- claimkit check -->\n### Ledger check")
    assert "### Claims" in comment["body"]


def test_the_comment_is_kept_up_to_date(job: Job) -> None:
    job.run(extract="false")
    job.tree.git("revert", "--no-edit", "HEAD")
    done = job.run(extract="false")
    assert done.returncode == 0, done.stderr
    assert len(job.comments) == 3
    assert "nothing to report" in job.comments[2]["body"]
    assert "No claim changed" in job.comments[2]["body"]


def test_no_comment_is_wanted_or_allowed(job: Job) -> None:
    before = job.comments
    assert job.run(extract="false", comment="false").returncode == 1
    assert job.comments == before
    job.comments = "forbidden"
    done = job.run(extract="false")
    assert done.returncode == 1
    assert (
        "::notice title=claimkit::No comment on the pull request: gh: Resource not" in done.stdout
    )


def test_a_push_checks_all(job: Job) -> None:
    job.set_event(None)
    done = job.run(extract="false")
    assert done.returncode == 0, done.stdout
    assert "1 ledger file" in job.summary
    assert len(job.comments) == 2


def test_inputs(job: Job, tmp_path: Path) -> None:
    sarif = tmp_path / "claimkit.sarif"
    done = job.run(
        extract="false", select="review-lost,CK21", fail_on="never", sarif=str(sarif), base="main"
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(sarif.read_text("utf-8"))["runs"][0]["results"][0]["ruleId"] == "CK224"
    assert job.run(extract="false", ignore="review-lost").returncode == 0
    assert job.run(extract="false", paths="reports\nledger").returncode == 1
    assert job.run(extract="false", paths="; touch x").returncode == 2
    assert not (job.tree.root / "x").exists()


def test_with_an_extraction(job: Job) -> None:
    text = (job.tree.root / LEDGER).read_text("utf-8")
    job.tree.write(LEDGER, text.replace("stance: asserts", "stance: denies"))
    done = job.run(select="out-of-date")
    assert done.returncode == 1, done.stderr
    assert "a fresh extraction differs" in job.summary


def test_a_shallow_clone_names_what_it_lacks(job: Job, tmp_path: Path) -> None:
    url = job.tree.root.as_uri()
    job.tree.git("clone", "--quiet", "--depth=1", "--branch=change", url, tmp_path / "shallow")
    shallow = Job(WorkTree(tmp_path / "shallow"), job.folder, job.environment, job.action)
    done = shallow.run(extract="false")
    assert done.returncode == 3
    assert "::error title=claimkit check::" in done.stdout
    assert "fetch depth of 0" in done.stdout
    assert "fetch depth of 0" in shallow.summary
    assert shallow.outputs == {"exit-code": "3"}
    assert len(shallow.comments) == 2


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
    assert len(job.comments) == 3
    assert "see the job's summary" in job.comments[2]["body"] or "Cut" in job.comments[2]["body"]


def test_nothing_from_outside_gets_into_a_command(root: Path) -> None:
    action = yaml.safe_load((root / "action.yml").read_text("utf-8"))
    for step in action["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
