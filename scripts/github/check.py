"""Run ``claimkit check`` in a job of GitHub Actions; ``action.yml`` calls this.

The script prints annotations, adds findings and changed claims to the summary of the job, keeps one
comment on the pull request up to date, sets the outputs of the step, and exits with the code of the
check. Its input comes from environment variables, as GitHub documents them for steps.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

MARKER = "<!-- claimkit check -->"
MAX_COMMENT = 65_000  # GitHub allows 65,536 characters
COULD_NOT_RUN = 3


def main() -> int:
    event = read_event()
    base = os.environ.get("INPUT_BASE") or find_base(event)
    with tempfile.TemporaryDirectory() as folder:
        code, findings, counts = check(base, Path(folder))
    changes = diff(base) if base and code != COULD_NOT_RUN else ""
    append("GITHUB_STEP_SUMMARY", f"{findings}\n{changes}\n")
    outputs = {"exit-code": code, **counts}
    append("GITHUB_OUTPUT", "".join(f"{name}={value}\n" for name, value in outputs.items()))
    number = event.get("pull_request", {}).get("number")
    if number and is_wanted("INPUT_COMMENT") and code != COULD_NOT_RUN:
        comment(number, findings, changes)
    return code


def read_event() -> dict[str, Any]:
    path = os.environ.get("GITHUB_EVENT_PATH")
    event: dict[str, Any] = json.loads(Path(path).read_text("utf-8")) if path else {}
    return event


def find_base(event: dict[str, Any]) -> str:
    """Return the base commit of a pull request, or an empty string for other events."""
    base: str = event.get("pull_request", {}).get("base", {}).get("sha", "")
    return base


def is_wanted(name: str) -> bool:
    return os.environ.get(name, "true").lower() != "false"


def check(base: str, folder: Path) -> tuple[int, str, dict[str, int]]:
    """Run the check; return its exit code, its findings as Markdown, and their counts."""
    command = ["check", "--format", "github"]
    for form in ("markdown", "json"):
        command += ["--report", f"{form}={folder / form}"]
    if sarif := os.environ.get("INPUT_SARIF"):
        command += ["--report", f"sarif={sarif}"]
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
    command += ["--", *os.environ.get("INPUT_PATHS", "").split("\n")]
    done = claimkit(*[part for part in command if part])
    if done.returncode not in (0, 1):
        message = escape(done.stderr.strip() or "claimkit check could not run")
        print(f"::error title=claimkit check::{message}")
        return done.returncode, f"### Ledger check\n\n```text\n{done.stderr.strip()}\n```\n", {}
    print(done.stdout, end="")
    report = json.loads((folder / "json").read_text("utf-8"))
    counts = {name: report[name] for name in ("errors", "warnings", "notes")}
    return done.returncode, (folder / "markdown").read_text("utf-8"), counts


def diff(base: str) -> str:
    """Return the changes of the ledger as Markdown, or an empty string if `diff` fails."""
    done = claimkit("diff", f"{base}...HEAD", "--format", "markdown")
    if done.returncode != 0:
        print(f"::notice title=claimkit diff::{escape(done.stderr.strip())}")
        return ""
    return done.stdout


def comment(number: int, findings: str, changes: str) -> None:
    """Write claimkit's comment or update it; without permission, print a notice."""
    body = f"{MARKER}\n{findings}\n{changes}"
    if len(body) > MAX_COMMENT:
        body = f"{MARKER}\n{findings}\nThe changes are too long for a comment; see the job summary."
    body = body[:MAX_COMMENT]
    repository = os.environ.get("GITHUB_REPOSITORY", "")
    issues = f"repos/{repository}/issues"
    listed = gh("api", "--paginate", "--slurp", f"{issues}/{number}/comments")
    if listed.returncode != 0:
        refused(listed)
        return
    pages: list[list[dict[str, Any]]] = json.loads(listed.stdout or "[]")
    own = [one["id"] for page in pages for one in page if one["body"].startswith(MARKER)]
    target = f"{issues}/comments/{own[0]}" if own else f"{issues}/{number}/comments"
    method = "PATCH" if own else "POST"
    done = gh("api", "--method", method, target, "--input", "-", stdin=json.dumps({"body": body}))
    if done.returncode != 0:
        refused(done)


def refused(done: subprocess.CompletedProcess[str]) -> None:
    """Print a notice. Pull requests from forks may not comment; the check does not fail for it."""
    why = escape(done.stderr.strip())
    print(f"::notice title=claimkit::No comment on the pull request: {why}")


def append(variable: str, text: str) -> None:
    path = os.environ.get(variable)
    if path:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(text)


def escape(text: str) -> str:
    """Return a message with the escapes of GitHub's workflow commands."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def claimkit(*arguments: str) -> subprocess.CompletedProcess[str]:
    return run(sys.executable, "-m", "claimkit", *arguments)


def gh(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return run("gh", *arguments, stdin=stdin)


def run(*command: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            command, input=stdin, capture_output=True, text=True, encoding="utf-8", check=False
        )
    except FileNotFoundError:
        return subprocess.CompletedProcess(command, 127, "", f"{command[0]} is not installed")


if __name__ == "__main__":
    sys.exit(main())
