"""Run ``claimkit check`` in a job of GitHub Actions; ``action.yml`` calls this.

The script prints annotations, adds findings and changed claims to the summary of the job, sets the
outputs of the step, and exits with the code of the check. It writes the comment for the pull
request to a file, and ``comment.py`` sends it in a step of its own: this step reads the files of
strangers, so it gets no token. The input comes from environment variables, as GitHub documents
them for steps.

Run it with ``python -I``. Without this option, Python imports modules from the current folder,
and those are the pull request's.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

MARKER = "<!-- claimkit check -->"
MAX_COMMENT = 65_000  # GitHub allows 65,536 characters
WITHHELD = re.compile(
    r"(PYTHON|(ACTIONS|GITHUB|INPUT|RUNNER)_)|.*(TOKEN|SECRET|PASSWORD|CREDENTIAL|API_?KEY)", re.I
)
"""Variables that claimkit does not get: the job's secrets and the files of the runner."""


def main() -> int:
    event = read_event()
    base = os.environ.get("INPUT_BASE") or find_base(event)
    with tempfile.TemporaryDirectory() as folder:
        code, findings, counts = check(base, Path(folder))
    changes = diff(base) if base and counts else ""
    append("GITHUB_STEP_SUMMARY", f"{findings}\n{changes}\n")
    outputs: dict[str, object] = {"exit-code": code, **counts}
    if counts and "pull_request" in event and is_wanted("INPUT_COMMENT"):
        outputs["comment"] = write_comment(findings, changes)
    append("GITHUB_OUTPUT", "".join(f"{name}={value}\n" for name, value in outputs.items()))
    return code


def read_event() -> dict[str, Any]:
    path = os.environ.get("GITHUB_EVENT_PATH")
    event: dict[str, Any] = json.loads(Path(path).read_text("utf-8")) if path else {}
    return event


def find_base(event: dict[str, Any]) -> str:
    """Return the base commit of a pull request, or an empty string for other events."""
    base: str = event.get("pull_request", {}).get("base", {}).get("sha", "")
    return base


def is_wanted(name: str, default: str = "true") -> bool:
    return os.environ.get(name, default).lower() != "false"


def check(base: str, folder: Path) -> tuple[int, str, dict[str, int]]:
    """Run the check; return its exit code, its findings as Markdown, and their counts.

    There are no counts if the check could not run.
    """
    command = ["check", "--format", "github"]
    forms = ["markdown", "json"] + (["sarif"] if os.environ.get("INPUT_SARIF") else [])
    for form in forms:
        command += ["--report", f"{form}={folder / form}"]
    for option, name in (
        ("--fail-on", "INPUT_FAIL_ON"),
        ("--select", "INPUT_SELECT"),
        ("--ignore", "INPUT_IGNORE"),
    ):
        if value := os.environ.get(name):
            command += [option, value]
    if base:
        command += ["--base", base]
    if not is_wanted("INPUT_EXTRACT"):
        command.append("--no-extract")
    if is_wanted("INPUT_ALLOW_EMPTY", "false"):
        command.append("--allow-empty")
    command += ["--", *os.environ.get("INPUT_PATHS", "").split("\n")]
    done = claimkit(*[part for part in command if part])
    if done.returncode not in (0, 1):
        message = done.stderr.strip() or "claimkit check could not run"
        print(f"::error title=claimkit check::{escape(message)}")
        return done.returncode, f"### Ledger check\n\n{as_code(message)}\n", {}
    print(done.stdout, end="")
    # The last line of the annotations repeats the counts; other messages are not in them.
    notes = [line for line in done.stderr.splitlines() if line not in done.stdout]
    if notes:
        print("::notice title=claimkit check::" + escape("\n".join(notes)))
    if "sarif" in forms:
        place_report(folder / "sarif", Path(os.environ["INPUT_SARIF"]))
    report = json.loads((folder / "json").read_text("utf-8"))
    counts = {name: report[name] for name in ("errors", "warnings", "notes")}
    return done.returncode, (folder / "markdown").read_text("utf-8"), counts


def diff(base: str) -> str:
    """Return the changes of the ledger as Markdown, or an empty string if `diff` fails."""
    done = claimkit("diff", "--format", "markdown", f"{base}...HEAD")
    if done.returncode != 0:
        print(f"::notice title=claimkit diff::{escape(done.stderr.strip())}")
        return ""
    return done.stdout


def place_report(report: Path, target: Path) -> None:
    """Move a report to its place. A link of the pull request at this place is not followed.

    Raises:
        SystemExit: if a link in a relative path leads out of the workspace.
    """
    workspace = Path(os.environ.get("GITHUB_WORKSPACE", ".")).resolve()
    if not target.is_absolute() and not target.parent.resolve().is_relative_to(workspace):
        print(f"::error title=claimkit check::{escape(f'{target} is not in the workspace')}")
        raise SystemExit(3)
    target.unlink(missing_ok=True)
    shutil.move(report, target)


def write_comment(findings: str, changes: str) -> Path:
    """Write the text of the comment to a file outside the workspace, and return its path."""
    body = f"{MARKER}\n{findings}\n{changes}"
    if len(body) > MAX_COMMENT:
        body = f"{MARKER}\n{findings}\nThe changes are too long for a comment; see the job summary."
    path = Path(os.environ["RUNNER_TEMP"], "claimkit-comment.md")
    path.write_text(body[:MAX_COMMENT], "utf-8")
    return path


def append(variable: str, text: str) -> None:
    path = os.environ.get(variable)
    if path:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(text)


def escape(text: str) -> str:
    """Return a message with the escapes of GitHub's workflow commands."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def as_code(text: str) -> str:
    """Return a text as a block of code in Markdown that the text itself cannot end."""
    longest = max(map(len, re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"


def claimkit(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run claimkit of this Python in isolated mode, without the secrets of the job."""
    environment = {name: value for name, value in os.environ.items() if not WITHHELD.match(name)}
    return subprocess.run(
        (sys.executable, "-I", "-X", "utf8", "-m", "claimkit", *arguments),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="backslashreplace",
        env=environment,
        check=False,
    )


if __name__ == "__main__":
    sys.exit(main())
