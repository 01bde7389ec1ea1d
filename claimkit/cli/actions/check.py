"""Check the ledger, and print the findings or write them to files."""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

import click

from claimkit.checks import table
from claimkit.cli.formats import CheckFormat
from claimkit.cli.terminal.messages import Messages, make_style, supports_colour
from claimkit.cli.terminal.paging import print_text
from claimkit.cli.terminal.streams import write_message
from claimkit.errors import UsageError
from claimkit.faults import FAULTS
from claimkit.model import Finding
from claimkit.project.checking import CheckRequest, check, is_at_least
from claimkit.project.project_folder import ProjectFolder
from claimkit.reports.findings.report import CheckReport
from claimkit.suggestions import did_you_mean

_WIDTH = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckCall(CheckRequest):
    """The options of one call.

    If ``fail_on`` is None, the configuration decides. ``reports`` are further reports, each with
    its format and file.
    """

    ledger: Path | None
    fail_on: str | None
    format: CheckFormat
    reports: tuple[tuple[CheckFormat, Path], ...]
    quiet: bool


def run(call: CheckCall) -> int:
    """Check, print, and return the exit code."""
    project = ProjectFolder.find().with_ledger(call.ledger)
    report = check(project, call)
    _print(call, project, report)
    if not call.quiet:
        write_message(_summary(report))
    level = call.fail_on or project.configuration.check.fail_on
    return int(any(is_at_least(finding, level) for finding in report.findings))


def print_checks(word: str | None = None) -> None:
    """Print all checks, one per line, or the explanation of the check with a code or name."""
    if word is not None:
        _print_explanation(word)
        return
    width = max(len(check.name) for check in table.CHECKS)
    for entry in table.CHECKS:
        severity = entry.severity.value
        click.echo(f"{entry.code}  {entry.name:<{width}}  {severity:<7}  {entry.summary}")


def _print_explanation(word: str) -> None:
    entry = table.find(word)
    fault = next((f for f in FAULTS if word.upper() == f.code or word.lower() == f.name), None)
    if entry is not None:
        needs = [
            text
            for is_needed, text in (
                (entry.needs_base, "This check runs only with --base."),
                (entry.needs_extraction, "This check does not run with --no-extract or --staged."),
            )
            if is_needed
        ]
        texts = [f"Finds {entry.summary}.", " ".join([entry.explanation, *needs])]
        title, fix = f"{entry.code} {entry.name} ({entry.severity.value})", entry.fix
    elif fault is not None:
        texts = [f"Extraction finds {fault.summary}.", fault.effect]
        title, fix = f"{fault.code} {fault.name} ({fault.severity.value})", fault.fix
    else:
        known = [name for check in table.CHECKS for name in (check.code, check.name)]
        known += [name for fault in FAULTS for name in (fault.code, fault.name)]
        hint = did_you_mean(word, known) or "`claimkit check --list` names all checks"
        raise UsageError(f"there is no check {word!r}", hint=hint)
    click.echo(title)
    for paragraph in (*texts, f"What to do: {fix}."):
        click.echo("\n" + textwrap.fill(paragraph, _WIDTH, break_on_hyphens=False))


def _summary(report: CheckReport) -> str:
    skipped = [check.code for check in report.skipped if check.needs_base]
    hint = f" (without --base not run: {', '.join(skipped)})" if skipped else ""
    return report.summary() + hint


def _print(call: CheckCall, project: ProjectFolder, report: CheckReport) -> None:
    prefix = Path(project.path_in_repository)
    for_programs = _move_paths(report, lambda path: (prefix / path).as_posix())
    if call.format == "text":
        here = Path.cwd()
        for_reader = _move_paths(report, lambda path: os.path.relpath(project.root / path, here))
    else:
        for_reader = for_programs
    print_text(_iter_texts(call.format, for_reader))
    for form, file in call.reports:
        # This import takes longer than most checks.
        from claimkit.cli.terminal.output import open_output

        with open_output(file) as write:
            for text in _iter_texts(form, for_programs, is_terminal=False):
                write(text)
    if "sarif" in (call.format, *(form for form, _ in call.reports)):
        from claimkit.reports.findings.sarif import describe_rest

        if rest := describe_rest(report):
            Messages().note(rest)


def _move_paths(report: CheckReport, move: Callable[[str], str]) -> CheckReport:
    """Return the report with all paths relative to another folder."""

    def moved(findings: Iterable[Finding]) -> tuple[Finding, ...]:
        return tuple(
            replace(
                finding,
                path=None if finding.path is None else move(finding.path),
                related=tuple(replace(other, path=move(other.path)) for other in finding.related),
            )
            for finding in findings
        )

    baseline = None if report.baseline is None else moved(report.baseline)
    return replace(report, findings=moved(report.findings), baseline=baseline)


def _iter_texts(
    form: CheckFormat, report: CheckReport, *, is_terminal: bool = True
) -> Iterator[str]:
    # Writers are imported when needed, because check must start fast.
    match form:
        case "text":
            from claimkit.reports.findings.text import iter_lines

            style = make_style(has_colour=is_terminal and supports_colour(sys.stdout))
            yield from (f"{line}\n" for line in iter_lines(report, style))
        case "github":
            from claimkit.reports.findings.github import iter_annotations

            yield from (f"{line}\n" for line in iter_annotations(report))
        case _:
            yield _import_writer(form)(report)


def _import_writer(form: CheckFormat) -> Callable[[CheckReport], str]:
    """Return the function that returns a report as one text."""
    module = import_module(f"claimkit.reports.findings.{form}")
    write: Callable[[CheckReport], str] = module.write
    return write
