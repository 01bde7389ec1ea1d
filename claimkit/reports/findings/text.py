"""Write findings for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from claimkit.reports.findings.claim_words import claim_words
from claimkit.reports.findings.report import CheckReport, place_text
from claimkit.reports.style import Style, plain


def iter_lines(report: CheckReport, style: Style = plain) -> Iterator[str]:
    """Yield for each finding its place and message, its claim, related places and hint."""
    for finding in report.findings:
        title = f"{finding.severity.value} {report.title_of(finding.code)}"
        what = style(title, finding.severity.value)
        where = style(place_text(finding) or "claimkit", "path")
        yield f"{where}: {what}: {style(finding.message, 'text')}"
        if words := claim_words(finding):
            yield f"  {style(words, 'text')}"
        for place in finding.related:
            yield f"  {style('see', 'label')} {style(place_text(place), 'text')}"
        if finding.hint:
            yield f"  {style(finding.hint, 'hint')}"
