"""Findings for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from claimkit.reports.findings.report import Report, place_text
from claimkit.reports.style import Style, plain


def iter_lines(report: Report, style: Style = plain) -> Iterator[str]:
    """Yield two lines or more a finding: what and where, the sentence's place, what to do."""
    for finding in report.findings:
        title = f"{finding.severity.value} {report.title_of(finding.code)}"
        what = style(title, finding.severity.value)
        where = style(place_text(finding) or "claimkit", "path")
        yield f"{where}: {what}: {style(finding.message, 'text')}"
        for place in finding.related:
            yield f"  {style('see', 'label')} {style(place_text(place), 'text')}"
        if finding.hint:
            yield f"  {style(finding.hint, 'hint')}"
