"""Write findings as annotations of GitHub Actions, in the ledger and in the document."""

from __future__ import annotations

from collections.abc import Iterator

from claimkit.model import Finding, Severity
from claimkit.reports.escaping.workflow_commands import annotation
from claimkit.reports.findings.claim_words import claim_words
from claimkit.reports.findings.report import CheckReport, place_text
from claimkit.reports.places import describe_place

MAX_SHOWN = 10
"""GitHub shows this number of annotations of each level for a step."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def iter_annotations(report: CheckReport) -> Iterator[str]:
    """Yield the annotations, those first that should be shown, and one with the counts.

    GitHub shows the first `MAX_SHOWN` of each level. So the worst findings come first, and all
    findings of a level, at their lines of the ledger, come before their related places, such as
    sentences in documents. The counts come before all other notices.
    """
    findings = report.gravest_first()
    for severity in Severity:
        if severity is Severity.NOTE:
            yield annotation("notice", _summary(report), title="claimkit check")
        group = [finding for finding in findings if finding.severity is severity]
        for finding in group:
            yield _at_ledger(report, finding)
        for finding in group:
            yield from _at_related(report, finding)


def _summary(report: CheckReport) -> str:
    counts = report.count_by_severity()
    if max(counts.values(), default=0) <= MAX_SHOWN:
        return report.summary()
    return f"{report.summary()}. GitHub shows {MAX_SHOWN} findings of each severity here"


def _at_ledger(report: CheckReport, finding: Finding) -> str:
    lines = (
        describe_place(finding.place),  # GitHub shows no places but lines
        finding.message,
        claim_words(finding),
        finding.hint,
    )
    return annotation(
        _LEVELS[finding.severity],
        "\n".join(filter(None, lines)),
        finding.path,
        line=finding.line,
        column=finding.column,
        title=report.title_of(finding.code),
    )


def _at_related(report: CheckReport, finding: Finding) -> Iterator[str]:
    words = (finding.message, claim_words(finding), f"(in the ledger: {place_text(finding)})")
    for place in finding.related:
        lines = (describe_place(place.place), *words)
        yield annotation(
            _LEVELS[finding.severity],
            "\n".join(filter(None, lines)),
            place.path,
            line=place.line,
            column=place.column if place.end_line in (None, place.line) else None,
            end_line=place.end_line,
            title=report.title_of(finding.code),
        )
