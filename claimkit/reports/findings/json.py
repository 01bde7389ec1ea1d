"""Write findings as JSON; `CheckReportRecord` is the schema."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from claimkit.model import Location, Severity
from claimkit.reports.escaping.json_text import to_json_text
from claimkit.reports.findings.claim_words import content_words
from claimkit.reports.findings.report import CheckReport, fingerprints
from claimkit.reports.places import PlaceRecord

FORMAT: Literal[1] = 1


class LocationRecord(Struct, frozen=True):
    """A place in a file; lines and columns count from 1. A file that is no text has a ``place``."""

    path: str
    line: int | None
    column: int | None
    end_line: int | None
    place: PlaceRecord | None


class FindingRecord(Struct, frozen=True):
    """A problem; ``related`` holds the sentence in the document and other places to look at."""

    code: str
    check: str
    severity: Literal["error", "warning", "note"]
    message: str
    hint: str | None
    path: str | None
    line: int | None
    column: int | None
    claim: Annotated[str | None, Meta(description="The id of the claim")]
    source: Annotated[list[str], Meta(description="The claim's source, with its corrections")]
    content: Annotated[str | None, Meta(description="The first words of the claim's content")]
    fingerprint: Annotated[str, Meta(description="Stays the same when lines move")]
    place: PlaceRecord | None
    related: list[LocationRecord]


class CheckReportRecord(Struct, frozen=True):
    """What ``claimkit check --format json`` prints."""

    format: Literal[1]
    claimkit: str
    checks: list[str]
    skipped: list[str]
    files: int
    errors: int
    warnings: int
    notes: int
    findings: list[FindingRecord]


def write(report: CheckReport) -> str:
    """Return the findings as indented JSON that ends with a line feed."""
    counts = report.count_by_severity()
    record = CheckReportRecord(
        format=FORMAT,
        claimkit=report.version,
        checks=[check.code for check in report.checks],
        skipped=[check.code for check in report.skipped],
        files=report.files,
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        notes=counts[Severity.NOTE],
        findings=[
            FindingRecord(
                code=finding.code,
                check=report.name_of(finding.code),
                severity=finding.severity.value,
                message=finding.message,
                hint=finding.hint,
                path=finding.path,
                line=finding.line,
                column=finding.column,
                claim=finding.claim_id,
                source=list(finding.source),
                content=content_words(finding),
                fingerprint=fingerprint,
                place=PlaceRecord.of(finding.place),
                related=list(map(_location, finding.related)),
            )
            for finding, fingerprint in zip(
                report.findings, fingerprints(report.findings), strict=True
            )
        ],
    )
    return to_json_text(record)


def _location(place: Location) -> LocationRecord:
    return LocationRecord(
        place.path, place.line, place.column, place.end_line, PlaceRecord.of(place.place)
    )
