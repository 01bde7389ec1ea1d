"""Test that files for CI platforms match the platforms' schemas."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from claimkit.cli import app


def validate(schema: str, *files: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"]
    done = subprocess.run([*command, *files], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


COMMIT = "0123456789abcdef0123456789abcdef01234567"
WHEEL = f"https://example.org/claimkit-1.0-py3-none-any.whl#sha256={'a' * 64}"


@pytest.mark.parametrize("source", [None, f"acme/claimkit@{COMMIT}", WHEEL, "claimkit.whl"])
def test_workflow_and_job(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str | None
) -> None:
    (tmp_path / "claimkit.whl").touch()
    monkeypatch.chdir(tmp_path)
    arguments = ["init", "--gitlab", "--github", *(["--from", source] if source else [])]
    assert CliRunner().invoke(app, arguments).exit_code == 0
    validate("github-workflows", tmp_path / ".github" / "workflows" / "claimkit.yml")
    validate("gitlab-ci", tmp_path / ".gitlab" / "claimkit.yml")


def test_action_and_own_workflow(root: Path) -> None:
    validate("github-actions", root / "action.yml")
    validate("github-workflows", *(root / ".github" / "workflows").glob("*.yml"))


def test_issue_forms(root: Path) -> None:
    forms = root / ".github" / "ISSUE_TEMPLATE"
    validate("github-issue-forms", *(set(forms.glob("*.yml")) - {forms / "config.yml"}))
    validate("github-issue-config", forms / "config.yml")


def test_the_validator_can_fail(tmp_path: Path) -> None:
    path = tmp_path / "action.yml"
    path.write_text("name: claimkit\nruns: {using: magic}\n", "utf-8")
    with pytest.raises(AssertionError):
        validate("github-actions", path)
