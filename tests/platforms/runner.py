"""A small runner of GitHub's workflows and composite actions, for the steps that we write.

It runs each ``run`` as written, with bash, the variables and the files of GitHub's runner. Steps
that use an action are left to a function of the test: for actions that cannot be had offline it
does what the action would do.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

BASH = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c")
EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}", re.DOTALL)
TOKEN = re.compile(r"\s*(\(|\)|!=|!|==|&&|\|\||'[^']*'|[\w.-]+)")
STATUS = re.compile(r"\b(always|success|failure|cancelled)\(\)")

Context = dict[str, Any]
UseAction = Callable[["Runner", Mapping[str, Any], Context], Mapping[str, str]]
"""Do the work of a step that uses an action; return its outputs, or raise `StepFailedError`."""


class StepFailedError(Exception):
    """A step ended with another code than 0."""


@dataclass(frozen=True, slots=True)
class Ran:
    """A step that ran."""

    name: str
    returncode: int
    stdout: str
    stderr: str


@dataclass
class Runner:
    """A machine for one job.

    ``environment`` are the variables that all steps get; ``github`` is the context of this name.
    """

    temp: Path
    workspace: Path
    environment: Mapping[str, str]
    github: dict[str, Any]
    use: UseAction
    ran: list[Ran] = field(default_factory=list)
    summary: str = ""

    @property
    def stdout(self) -> str:
        return "".join(step.stdout for step in self.ran)

    @property
    def stderr(self) -> str:
        return "".join(step.stderr for step in self.ran)

    def run_job(self, workflow: Path, job: str) -> bool:
        """Run a job of a workflow; return whether it succeeded."""
        text = yaml.safe_load(workflow.read_text("utf-8"))
        content = text["jobs"][job]
        defaults = content.get("defaults", {}).get("run", {})
        context = self.make_context()
        variables = {**text.get("env", {}), **content.get("env", {})}
        return self.run_steps(content["steps"], context, defaults, variables)

    def run_action(
        self, folder: Path, inputs: Mapping[str, Any], only: str | None = None
    ) -> Context:
        """Run a composite action; return its outputs.

        Args:
            only: the id of the first step to run, where the ones before are not needed.

        Raises:
            StepFailedError: if one of its steps fails.
        """
        action = yaml.safe_load((folder / "action.yml").read_text("utf-8"))
        context = self.make_context()
        defaults = {name: one.get("default", "") for name, one in action["inputs"].items()}
        context["inputs"] = {
            name: fill(str(value), context) for name, value in {**defaults, **inputs}.items()
        }
        steps = action["runs"]["steps"]
        variables = {"GITHUB_ACTION_PATH": str(folder)}
        if only:
            start = [step.get("id") for step in steps].index(only)
            context["steps"] = {"install": {"outputs": {"python": self.environment["PYTHON"]}}}
            steps = steps[start:]
        is_success = self.run_steps(steps, context, {}, variables)
        outputs = {n: fill(one["value"], context) for n, one in action["outputs"].items()}
        if not is_success:
            raise StepFailedError(outputs)
        return outputs

    def make_context(self) -> Context:
        return {"github": self.github, "runner": {"temp": str(self.temp)}, "steps": {}}

    def run_steps(
        self,
        steps: list[dict[str, Any]],
        context: Context,
        defaults: Mapping[str, str],
        variables: Mapping[str, str],
    ) -> bool:
        is_success = True
        for number, step in enumerate(steps):
            condition = step.get("if", "success()")
            context["success"] = is_success
            if not STATUS.search(condition):
                condition = f"success() && ({strip(condition)})"
            if not evaluate(strip(condition), context):
                continue
            record: Context = {"outputs": {}, "outcome": "success"}
            context["steps"][step.get("id", f"__{number}")] = record
            try:
                if "uses" in step:
                    record["outputs"] = dict(self.use(self, step, context))
                else:
                    self.run_step({**defaults, **step}, context, variables, record)
            except StepFailedError:
                record["outcome"] = "failure"
                is_success = False
        return is_success

    def run_step(
        self,
        step: Mapping[str, Any],
        context: Context,
        variables: Mapping[str, str],
        record: Context,
    ) -> None:
        assert step.get("shell") == "bash"
        own = {**variables, **step.get("env", {})}
        files = {
            "GITHUB_OUTPUT": self.temp / "output",
            "GITHUB_STEP_SUMMARY": self.temp / "summary",
        }
        for file in files.values():
            file.write_text("", "utf-8")
        environment = {
            **self.environment,
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_WORKSPACE": str(self.workspace),
            **{name: str(file) for name, file in files.items()},
            **{name: fill(str(value), context) for name, value in own.items()},
        }
        done = subprocess.run(
            [*BASH, fill(step["run"], context)],
            cwd=self.workspace / fill(step.get("working-directory", "."), context),
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        self.ran.append(Ran(step.get("name", ""), done.returncode, done.stdout, done.stderr))
        self.summary += files["GITHUB_STEP_SUMMARY"].read_text("utf-8")
        lines = files["GITHUB_OUTPUT"].read_text("utf-8").splitlines()
        record["outputs"] = dict(line.split("=", 1) for line in lines)
        if done.returncode:
            raise StepFailedError(done.returncode)


def fill(text: str, context: Context) -> str:
    """Return a text with the values of its expressions."""
    return EXPRESSION.sub(lambda match: as_text(evaluate(match[1], context)), text)


def strip(condition: str) -> str:
    match = EXPRESSION.fullmatch(condition.strip())
    return match[1] if match else condition


def as_text(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def evaluate(expression: str, context: Context) -> Any:
    """Return the value of an expression with names, strings, ``!``, ``==``, ``&&`` and ``||``."""
    tokens = TOKEN.findall(expression)
    assert "".join(tokens) == re.sub(r"\s+(?=(?:[^']*'[^']*')*[^']*$)", "", expression), expression
    value = read_or(tokens, context)
    assert not tokens, expression
    return value


def read_or(tokens: list[str], context: Context) -> Any:
    value = read_and(tokens, context)
    while tokens[:1] == ["||"]:
        tokens.pop(0)
        other = read_and(tokens, context)
        value = value or other
    return value


def read_and(tokens: list[str], context: Context) -> Any:
    value = read_equal(tokens, context)
    while tokens[:1] == ["&&"]:
        tokens.pop(0)
        other = read_equal(tokens, context)
        value = value and other
    return value


def read_equal(tokens: list[str], context: Context) -> Any:
    value = read_one(tokens, context)
    while tokens[:1] in (["=="], ["!="]):
        is_equal = tokens.pop(0) == "=="
        value = (as_text(value) == as_text(read_one(tokens, context))) is is_equal
    return value


def read_one(tokens: list[str], context: Context) -> Any:
    token = tokens.pop(0)
    if token == "!":
        return not read_one(tokens, context)
    if token == "(":
        value = read_or(tokens, context)
        assert tokens.pop(0) == ")"
        return value
    if token.startswith("'"):
        return token[1:-1]
    if tokens[:2] == ["(", ")"]:
        del tokens[:2]
        is_success = context["success"]
        states = {"always": True, "success": is_success, "failure": not is_success}
        return states.get(token, False)
    value = context
    for part in token.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value
