"""Workflows and actions name other actions by commit, and take no more rights than they need."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from claimkit.cli import app

PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")


COMMIT = "0123456789abcdef0123456789abcdef01234567"
SOURCES = (None, f"acme/claimkit@{COMMIT}", f"https://git.example.org/claimkit@{COMMIT}")


def written_files(root: Path, folder: Path) -> list[Path]:
    """Return the workflows and the action of this repository, and what ``init`` writes."""
    written = []
    for number, source in enumerate(SOURCES):
        place = folder / str(number)
        arguments = ["init", str(place), *(["--from", source] if source else [])]
        assert CliRunner().invoke(app, arguments).exit_code == 0
        written.append(place / ".github" / "workflows" / "claimkit.yml")
    return [root / "action.yml", *(root / ".github" / "workflows").glob("*.yml"), *written]


def iter_steps(content: Any) -> Iterator[dict[str, Any]]:
    if isinstance(content, dict):
        if "uses" in content:
            yield content
        for value in content.values():
            yield from iter_steps(value)
    elif isinstance(content, list):
        for value in content:
            yield from iter_steps(value)


def find_faults(text: str) -> list[str]:
    """Return what a file lacks."""
    content = yaml.safe_load(text)
    faults = []
    for line in re.findall(r"^\s*(?:- )?uses: (.*)$", text, re.MULTILINE):
        name, _, comment = line.partition("#")
        has_version = name.startswith("acme/") or re.match(r" v\d", comment)
        if not PINNED.fullmatch(name.strip()) or not has_version:
            faults.append(f"not pinned by commit, or without its version: {line}")
    for step in iter_steps(content):
        is_checkout = step["uses"].startswith("actions/checkout@")
        if is_checkout and step.get("with", {}).get("persist-credentials") is not False:
            faults.append("the token stays in the checkout")
    if "jobs" in content:
        if content.get("permissions") != {"contents": "read"}:
            faults.append("permissions of the workflow")
        for job in content["jobs"].values():
            rights = job.get("permissions", {})
            if rights not in ({}, {"contents": "read", "pull-requests": "write"}):
                faults.append("permissions of a job")
        if "pull_request_target" in (content.get(True) or {}):
            faults.append("pull_request_target")
    return faults


def test_what_we_ship_and_write(root: Path, tmp_path: Path) -> None:
    files = written_files(root, tmp_path)
    assert len(files) >= 5
    for path in files:
        assert find_faults(path.read_text("utf-8")) == [], path


@pytest.mark.parametrize(
    "text",
    [
        "runs:\n  steps:\n  - uses: actions/setup-python@v6\n",
        f"runs:\n  steps:\n  - uses: actions/setup-python@{'a' * 40}\n",
        f"runs:\n  steps:\n  - uses: actions/checkout@{'a' * 40} # v5.0.0\n",
        "on: [pull_request]\njobs:\n  a:\n    steps: []\n",
        "on:\n  pull_request_target:\npermissions: {contents: read}\njobs: {}\n",
        "permissions: {contents: read}\njobs:\n  a:\n    permissions: {contents: write}\n",
    ],
)
def test_the_guard_can_fail(text: str) -> None:
    assert find_faults(text)
