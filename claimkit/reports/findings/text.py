"""Findings for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from claimkit.reports.findings.report import Report, place_text
from claimkit.reports.style import Style, plain


def iter_lines(report: Report, style: Style = plain) -> Iterator[str]:
    """Yield two lines or more a finding: what and where, the sentence's place, what to do."""
    for finding in report.findings:
        what = style(f"{finding.severity.value} {finding.code}", finding.severity.value)
        name = style(report.name_of(finding.code), "label")
        message = style(finding.message, "text")
        yield f"{style(place_text(finding), 'path')}: {what} {name}: {message}"
        for place in finding.related:
            yield f"  {style('see', 'label')} {style(place_text(place), 'text')}"
        if finding.hint:
            yield f"  {style(finding.hint, 'hint')}"
