"""Write findings as GitLab's code quality report.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

from typing import Any

from claimkit.model import Finding, Location, Severity
from claimkit.reports.escaping.json_text import to_json_text
from claimkit.reports.findings.claim_words import message_with_claim
from claimkit.reports.findings.report import CheckReport, fingerprints
from claimkit.reports.places import describe_place

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def write(report: CheckReport) -> str:
    """Return a JSON list with one entry for each place of a finding.

    GitLab shows an entry at one place only. So the sentence in the document has its own.
    """
    entries = []
    for finding, fingerprint in zip(report.findings, fingerprints(report.findings), strict=True):
        places: list[Finding | Location] = [finding, *finding.related]
        for number, place in enumerate(places):
            entries.append(_entry(report, finding, place, f"{fingerprint}-{number}"))
    return to_json_text(entries)


def _entry(
    report: CheckReport, finding: Finding, place: Finding | Location, fingerprint: str
) -> dict[str, Any]:
    text, words = message_with_claim(finding), describe_place(place.place)
    return {
        "description": f"{words}: {text}" if words else text,
        "check_name": report.title_of(finding.code),
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": place.path or "", "lines": {"begin": place.line or 1}},
    }
