"""The work of ``claimkit check``."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import click

import claimkit
from claimkit.checks import table
from claimkit.cli.check import CheckRequest
from claimkit.cli.checked import Checked, collect
from claimkit.cli.formats import CheckFormat
from claimkit.cli.messages import is_lively, make_style, printable
from claimkit.errors import ClaimkitError
from claimkit.model import Finding, Severity
from claimkit.reports.findings.report import CheckReport

_ORDER = tuple(Severity)  # the worst first


def run(request: CheckRequest) -> int:
    """Check, print, and return the exit code."""
    try:
        checks = table.choose(request.select, request.ignore)
    except ClaimkitError as error:
        raise click.UsageError(f"{error.message}; {error.hint}") from error
    checked = collect(request, checks)
    context = checked.context
    findings = table.run(context, checks)
    if checked.troubles:
        findings = sorted([*checked.troubles, *findings], key=table.place)
    done = tuple(check for check in checks if table.can_run(check, context))
    report = CheckReport(
        tuple(findings),
        done,
        tuple(check for check in checks if check not in done),
        len(context.judged),
        claimkit.__version__,
    )
    _print(request, checked, report)
    if not request.quiet:
        click.echo(_summary(report), err=True)
    return int(any(_fails(finding, request.fail_on) for finding in findings))


def _fails(finding: Finding, level: str) -> bool:
    if level == "never":
        return False
    return _ORDER.index(finding.severity) <= _ORDER.index(Severity(level))


def _summary(report: CheckReport) -> str:
    left = [check.code for check in report.skipped if check.needs_base]
    hint = f" (without --base not run: {', '.join(left)})" if left else ""
    return report.summary() + hint


def _print(request: CheckRequest, checked: Checked, report: CheckReport) -> None:
    shown = report
    if request.format == "text":
        here = Path.cwd()
        shown = _relocated(report, lambda path: os.path.relpath(request.project.root / path, here))
    root = checked.repository_root or request.project.root
    prefix = Path(os.path.relpath(request.project.root, root))
    at_root = _relocated(report, lambda path: (prefix / path).as_posix())
    for piece in _write(request.format, shown if request.format == "text" else at_root):
        sys.stdout.write(piece)
    for form, file in request.reports:
        from claimkit.cli.output import open_output  # takes longer to import than most checks run

        with open_output(file) as write:
            for piece in _write(form, at_root, is_terminal=False):
                write(piece)


def _relocated(report: CheckReport, place: Callable[[str], str]) -> CheckReport:
    """Return the findings with their paths as they are seen from elsewhere."""
    findings = tuple(
        replace(
            finding,
            path=None if finding.path is None else place(finding.path),
            related=tuple(replace(other, path=place(other.path)) for other in finding.related),
        )
        for finding in report.findings
    )
    return replace(report, findings=findings)


def _write(form: CheckFormat, report: CheckReport, *, is_terminal: bool = True) -> Iterator[str]:
    match form:
        case "text":
            from claimkit.reports.findings.text import iter_lines

            style = make_style(has_colour=is_terminal and is_lively(sys.stdout))
            yield from (f"{line}\n" for line in iter_lines(report, style))
        case "github":
            from claimkit.reports.findings.github import iter_annotations

            yield from (f"{printable(line)}\n" for line in iter_annotations(report))
        case "json":
            from claimkit.reports.findings import json

            yield json.write(report)
        case "sarif":
            from claimkit.reports.findings import sarif

            yield sarif.write(report)
        case "junit":
            from claimkit.reports.findings import junit

            yield junit.write(report)
        case "markdown":
            from claimkit.reports.findings import markdown

            yield markdown.write(report)
        case "codequality":
            from claimkit.reports.findings import codequality

            yield codequality.write(report)
