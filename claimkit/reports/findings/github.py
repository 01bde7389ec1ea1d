"""Write findings as annotations of GitHub Actions, in the ledger and in the document."""

from __future__ import annotations

from collections.abc import Iterator

from claimkit.model import Severity
from claimkit.reports.escaping.workflow_commands import annotation
from claimkit.reports.findings.report import CheckReport, place_text

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def iter_annotations(report: CheckReport) -> Iterator[str]:
    """Yield one line for each place of each finding, and a last line with the counts."""
    for finding in report.findings:
        level = _LEVELS[finding.severity]
        title = report.title_of(finding.code)
        message = f"{finding.message}\n{finding.hint}" if finding.hint else finding.message
        yield annotation(
            level, message, finding.path, line=finding.line, column=finding.column, title=title
        )
        for place in finding.related:
            yield annotation(
                level,
                f"{finding.message}\n(in the ledger: {place_text(finding)})",
                place.path,
                line=place.line,
                column=place.column if place.end_line in (None, place.line) else None,
                end_line=place.end_line,
                title=title,
            )
    yield annotation("notice", report.summary(), title="claimkit check")
