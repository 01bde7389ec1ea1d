"""Write findings as SARIF 2.1.0, which code scanning and editors read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/
"""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

import msgspec

from claimkit.checks.check import Check
from claimkit.model import Finding, Location, Severity
from claimkit.reports.counts import plural
from claimkit.reports.escaping.json_text import to_json_text
from claimkit.reports.findings.claim_words import message_with_claim
from claimkit.reports.findings.report import CheckReport, fingerprints
from claimkit.reports.places import PlaceRecord, describe_place

MAX_RESULTS = 25_000
"""Code scanning refuses a run with more results."""

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_FINGERPRINT = "claimkit/v2"
_GITHUB_FINGERPRINT = "primaryLocationLineHash"  # the only one that code scanning compares


def write(report: CheckReport) -> str:
    """Return the findings as a SARIF log with one run, the worst first.

    Paths are relative to the repository's root, ``%SRCROOT%``. The log has at most `MAX_RESULTS`
    results, and a notification says how many findings are left out.
    """
    index = {check.code: number for number, check in enumerate(report.checks)}
    known = None if report.baseline is None else frozenset(fingerprints(report.baseline))
    names = dict(zip(map(id, report.findings), fingerprints(report.findings), strict=True))
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "claimkit",
                "semanticVersion": report.version,
                "rules": [_rule(check) for check in report.checks],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The repository's root"}}},
        "invocations": [_invocation(report)],
        "results": [
            _result(finding, index.get(finding.code), names[id(finding)], known)
            for finding in report.gravest_first()[:MAX_RESULTS]
        ],
    }
    if report.base is not None and known is not None:
        # The standard wants a GUID for the run that results are compared with.
        run["baselineGuid"] = str(uuid5(NAMESPACE_URL, f"claimkit:{report.base}"))
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return to_json_text(log)


def describe_rest(report: CheckReport) -> str | None:
    """Return a sentence about the findings that `write` leaves out; None if there are none."""
    rest = report.gravest_first()[MAX_RESULTS:]
    if not rest:
        return None
    counts = Counter(finding.severity.value for finding in rest)
    parts = [plural(counts[s.value], s.value) for s in Severity if counts[s.value]]
    return (
        f"SARIF: {', '.join(parts)} left out, because GitHub accepts {MAX_RESULTS:,} results; "
        "the other formats have all findings"
    )


def _invocation(report: CheckReport) -> dict[str, Any]:
    invocation: dict[str, Any] = {"executionSuccessful": True}
    if rest := describe_rest(report):
        notification = {"level": "warning", "message": {"text": rest}}
        invocation["toolExecutionNotifications"] = [notification]
    return invocation


def _rule(check: Check) -> dict[str, Any]:
    return {
        "id": check.code,
        "name": check.name,
        "shortDescription": {"text": check.summary},
        "fullDescription": {"text": check.explanation},
        "help": {"text": check.fix},
        "defaultConfiguration": {"level": _LEVELS[check.severity]},
    }


def _result(
    finding: Finding, index: int | None, fingerprint: str, known: frozenset[str] | None
) -> dict[str, Any]:
    text = message_with_claim(finding)
    result: dict[str, Any] = {"ruleId": finding.code}
    if index is not None:
        result["ruleIndex"] = index
    if known is not None:
        result["baselineState"] = "unchanged" if fingerprint in known else "new"
    result |= {
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{text}. {finding.hint}" if finding.hint else text},
        "locations": [_location(finding)] if finding.path is not None else [],
        "partialFingerprints": {_FINGERPRINT: fingerprint, _GITHUB_FINGERPRINT: f"{fingerprint}:1"},
    }
    if finding.related:
        result["relatedLocations"] = [
            {
                "id": number,
                **_location(place),
                "message": {"text": _describe(place)},
            }
            for number, place in enumerate(finding.related, start=1)
        ]
    return result


def _describe(place: Location) -> str:
    words = describe_place(place.place)
    return (
        f"the sentence, or another place ({words})" if words else "the sentence, or another place"
    )


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
    location: dict[str, Any] = {"physicalLocation": physical}
    if place.place is not None:  # SARIF has regions of text and of bytes, and no pages
        location["message"] = {"text": describe_place(place.place)}
        location["properties"] = {"place": msgspec.to_builtins(PlaceRecord.of(place.place))}
    return location
