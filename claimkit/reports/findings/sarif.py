"""Write findings as SARIF 2.1.0, which code scanning and editors read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from claimkit.checks.check import Check
from claimkit.model import Finding, Location, Severity
from claimkit.reports.escaping.json_text import to_json_text
from claimkit.reports.findings.report import CheckReport, fingerprints

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_FINGERPRINT = "claimkit/v1"


def write(report: CheckReport) -> str:
    """Return the findings as a SARIF log with one run.

    Paths are relative to the repository's root, ``%SRCROOT%``.
    """
    index = {check.code: number for number, check in enumerate(report.checks)}
    names = fingerprints(report.findings)
    run = {
        "tool": {
            "driver": {
                "name": "claimkit",
                "semanticVersion": report.version,
                "rules": [_rule(check) for check in report.checks],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The repository's root"}}},
        "results": [
            _result(finding, index.get(finding.code), name)
            for finding, name in zip(report.findings, names, strict=True)
        ],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return to_json_text(log)


def _rule(check: Check) -> dict[str, Any]:
    return {
        "id": check.code,
        "name": check.name,
        "shortDescription": {"text": check.summary},
        "fullDescription": {"text": check.explanation},
        "help": {"text": check.fix},
        "defaultConfiguration": {"level": _LEVELS[check.severity]},
    }


def _result(finding: Finding, index: int | None, fingerprint: str) -> dict[str, Any]:
    text = f"{finding.message}. {finding.hint}" if finding.hint else finding.message
    result: dict[str, Any] = {"ruleId": finding.code}
    if index is not None:
        result["ruleIndex"] = index
    result |= {
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [_location(finding)] if finding.path is not None else [],
        "partialFingerprints": {_FINGERPRINT: fingerprint},
    }
    if finding.related:
        result["relatedLocations"] = [
            {
                "id": number,
                **_location(place),
                "message": {"text": "the sentence, or another place"},
            }
            for number, place in enumerate(finding.related, start=1)
        ]
    return result


def _location(place: Finding | Location) -> dict[str, Any]:
    physical: dict[str, Any] = {
        "artifactLocation": {"uri": quote(place.path or ""), "uriBaseId": "%SRCROOT%"}
    }
    if place.line is not None:
        physical["region"] = {"startLine": place.line}
        if place.column is not None:
            physical["region"]["startColumn"] = place.column
        end = getattr(place, "end_line", None)
        if end is not None:
            physical["region"]["endLine"] = end
    return {"physicalLocation": physical}
