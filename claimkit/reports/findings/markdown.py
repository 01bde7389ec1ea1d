"""Write findings as Markdown, for the summary of a job or a comment."""

from __future__ import annotations

from itertools import groupby

from claimkit.model import Finding, Severity
from claimkit.reports.counts import plural
from claimkit.reports.escaping.markdown import escape_html, escape_markdown
from claimkit.reports.findings.claim_words import claim_words
from claimkit.reports.findings.report import CheckReport, place_text
from claimkit.reports.places import describe_place

MAX_CHARACTERS = 60_000
_TAIL_ROOM = 200
_SIGNS = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.NOTE: "💡"}


def write(report: CheckReport, *, title: str = "Ledger check") -> str:
    """Return the findings in at most `MAX_CHARACTERS`, with one fold for each file.

    If the text is too long, the last files are left out and a note says how many findings.
    """
    parts = [f"### {title}\n\n{escape_markdown(report.summary())}\n"]
    room = MAX_CHARACTERS - len(parts[0]) - _TAIL_ROOM
    left = len(report.findings)
    for path, group in groupby(report.findings, key=lambda finding: finding.path):
        findings = list(group)
        section = _section(report, path, findings)
        if len(section) > room:
            parts.append(
                f"\n> [!NOTE]\n> Cut: {plural(left, 'more finding')} not shown here. "
                "`claimkit check` shows all.\n"
            )
            break
        parts.append(section)
        room -= len(section)
        left -= len(findings)
    return "".join(parts)


def _section(report: CheckReport, path: str | None, findings: list[Finding]) -> str:
    found = plural(len(findings), "finding")
    lines = [
        f"\n<details open>\n<summary><b>{escape_html(path or 'claimkit')}</b>: {found}</summary>\n"
    ]
    for finding in findings:
        place = f"line {finding.line}" if finding.line else describe_place(finding.place)
        where = f" {place}:" if place else ""
        name = report.title_of(finding.code)
        message = escape_markdown(finding.message)
        lines.append(f"- {_SIGNS[finding.severity]}{where} **{name}**: {message}")
        if words := claim_words(finding):
            lines.append(f"  - {escape_markdown(words)}")
        lines += (f"  - see {escape_markdown(place_text(other))}" for other in finding.related)
        if finding.hint:
            lines.append(f"  - {escape_markdown(finding.hint)}")
    return "\n".join([*lines, "\n</details>\n"])
